"""Formulas as people type them: the value, its tolerance, and every fault with its place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.plan import estimate as doubt
from cpdesk.analysis.plan import formula as fault
from cpdesk.analysis.plan.estimate import Estimate, estimated, evaluate
from cpdesk.domain.findings import Finding, FindingKind, Place
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Input


def given_input(symbol: str, value: str | None, tolerance: str | None = "0", **more: Any) -> Input:
    return Input(**{
        "id": symbol + more.get("code", ""), "code": symbol, "effect": "e", "symbol": symbol,
        "value": None if value is None else Decimal(value),
        "tolerance": None if tolerance is None else Decimal(tolerance), **more,
    })  # fmt: skip


LAMPS = [given_input("P0", "10", "5"), given_input("P1", "4", "5"), given_input("h", "2000", "5")]
NUMBERS = [given_input(name, value) for name, value in
           {"a": "2", "b": "-3", "c": "0.1", "d": "8"}.items()]  # fmt: skip


def made(formula: str, inputs: list[Input] = NUMBERS) -> Estimate:
    result = evaluate(formula, inputs)
    assert isinstance(result, Estimate), result
    return result


def test_lamps_by_hand() -> None:
    """6 kW x 2,000 h; 5 % of each: 10 x 2,000 x 5 %, 4 x 2,000 x 5 %, 6 x 2,000 x 5 %."""
    result = made("(P0 - P1) * h", LAMPS)
    assert result.value == 12_000
    assert [part.symbol for part in result.parts] == ["P0", "P1", "h"]
    assert [part.derivative for part in result.parts] == pytest.approx([2_000, -2_000, 6])
    assert [part.change for part in result.parts] == pytest.approx([1_000, 400, 600])
    assert result.half_width == pytest.approx(math.sqrt(1_000**2 + 400**2 + 600**2))
    assert result.worst == pytest.approx(2_000)
    assert result.tolerance == pytest.approx(10.274, abs=0.001)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a + b * c", "1.7"),
        ("c + 0.2", "0.3"),
        ("a － b", "5"),
        ("（ａ＋ｂ）×ｄ", "-8"),
        ("d ÷ a − −b", "1"),
        ("a³ + b²", "17"),
        ("-a^2", "-4"),
        ("(a+b)² · d", "8"),
        ("2 ^ a ^ a", "16"),
        ("d ** (1/a) ** 2", "1.681792830507429086062250952"),
        ("a^-2", "0.25"),
        ("d ^ 0.5 * d ^ 0.5", "8"),
        ("min(a, b, c) + max(a, 7)", "4"),
        ("1e3 * .5 + 2.", "502"),
        ("1 / 3", "0.3333333333333333333333333333"),
        ("  a\n* d ", "16"),
        ("１２.５ * a", "25"),
        ("-" * 400 + "d", "8"),
        ("+".join(["a"] * 250), "500"),
        ("(" * 150 + "d" + ")" * 150, "8"),
        ("12345678901234567890.1 * 10", "123456789012345678901"),
    ],
)
def test_the_value_is_exact(formula: str, value: str) -> None:
    assert made(formula).value == Decimal(value)


def test_symbols_as_they_are_written_by_hand() -> None:
    inputs = [given_input("P₀", "5"), given_input("功率", "3"), given_input("ηm", "0.5")]
    assert made("P₀ × 功率 ÷ ηm", inputs).value == 30
    assert made("P0 * 功率", inputs).value == 15


def test_a_power_law_by_hand() -> None:
    """Fan at 80 % speed: P (1 - n^3); dF/dn n = -3 P n^3, by 2 % of n."""
    result = made("P * (1 - n^3)", [given_input("P", "100", "1"), given_input("n", "0.8", "2")])
    assert result.value == Decimal("48.8")
    assert [part.change for part in result.parts] == pytest.approx([0.488, 3.072])


Tree = tuple[str, Fraction]
_NUMBERS: st.SearchStrategy[Tree] = st.decimals(
    "-99", "99", places=2, allow_nan=False
).map(lambda value: (f"({value})", Fraction(value)))


def _joined(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def join(one: Tree, sign: str, other: Tree) -> Tree:
        reckoned: Mapping[str, Any] = {
            "+": lambda: one[1] + other[1], "−": lambda: one[1] - other[1],
            "×": lambda: one[1] * other[1], "÷": lambda: one[1] / (other[1] or 1),
        }  # fmt: skip
        right = other[0] if sign != "÷" or other[1] else "1"
        return f"({one[0]} {sign} {right})", reckoned[sign]()

    return st.builds(join, parts, st.sampled_from("+−×÷"), parts)


@given(st.recursive(_NUMBERS, _joined, max_leaves=12))
def test_any_sum_as_fractions_make_it(tree: Tree) -> None:
    formula, value = tree
    if len(formula) <= fault.LONGEST:
        made_of_it = made(formula).value
        assert abs(Fraction(made_of_it) - value) <= abs(value) * Fraction(1, 10**27)


@given(st.text(alphabet="ab0123456789.eE+-*/^×÷²(), min功_\n\\'#=&j", max_size=60) | st.text())
def test_no_text_brings_it_down(text: str) -> None:
    result = evaluate(text, NUMBERS)
    assert isinstance(result, Estimate | Finding)
    if isinstance(result, Finding) and result.kind is not fault.TOO_LONG:
        assert 1 <= int(result.place.spot) <= len(text) + 1


@pytest.mark.parametrize(
    ("formula", "kind", "at", "text"),
    [
        ("2a + d", fault.NO_SIGN, 1, "2a"),
        ("a + 2(b + d)", fault.NO_SIGN, 5, "2(b + d)"),
        ("a(b)", fault.NO_SIGN, 1, "a(b)"),
        ("0x10", fault.NO_SIGN, 1, "0x10"),
        ("1_000 * a", fault.NO_SIGN, 1, "1_000"),
        ("d² a", fault.UNREADABLE, 4, "a"),
        ("a *", fault.UNREADABLE, 1, "a *"),
        ("（a + b", fault.UNREADABLE, 1, "（a + b"),
        ("a = 3", fault.UNREADABLE, 3, "="),
        ("a % 3", fault.UNREADABLE, 3, "%"),
        ("a // 3", fault.UNREADABLE, 1, "a // 3"),
        ("a # b", fault.UNREADABLE, 3, "#"),
        ("a⁻¹", fault.UNREADABLE, 2, "⁻"),
        ("[a]", fault.UNREADABLE, 1, "["),
        ("a.real", fault.UNREADABLE, 1, "a.real"),
        ("a if b else d", fault.UNREADABLE, 1, "a if b else d"),
        ("True", fault.UNREADABLE, 1, "True"),
        ("a, b", fault.UNREADABLE, 1, "a, b"),
        ("min()", fault.UNREADABLE, 1, "min()"),
        ("min(*a)", fault.UNREADABLE, 5, "*a"),
        ("a + __import__('os')", fault.UNREADABLE, 16, "'"),
        ("a + exit()", fault.NO_SIGN, 5, "exit()"),
        ("\0", fault.UNREADABLE, 1, "\0"),
        ("\ud800", fault.UNREADABLE, 1, "\ud800"),
        ("", fault.UNREADABLE, 1, ""),
        ("12,000 * a", fault.COMMA, 1, "12,000"),
        ("max(5,100)", fault.COMMA, 5, "5,100"),
        ("a * kWh", fault.UNKNOWN, 5, "kWh"),
        ("功 × a", fault.UNKNOWN, 1, "功"),
        ("a ÷ (d − 8)", fault.BY_ZERO, 1, "a ÷ (d − 8)"),
        ("0 ^ -1", fault.BY_ZERO, 1, "0 ^ -1"),
        ("0 ^ -0.5", fault.BY_ZERO, 1, "0 ^ -0.5"),
        ("b ^ 0.5", fault.NO_ROOT, 1, "b ^ 0.5"),
        ("9 ^ 9 ^ 9", fault.TOO_LARGE, 1, "9 ^ 9 ^ 9"),
        ("d ^ 101", fault.TOO_LARGE, 1, "d ^ 101"),
        ("1e400", fault.TOO_LARGE, 1, "1e400"),
        ("1e40 * 1e40", fault.TOO_LARGE, 1, "1e40 * 1e40"),
    ],
)
def test_a_fault_is_told_with_its_place(
    formula: str, kind: FindingKind, at: int, text: str
) -> None:
    result = evaluate(formula, NUMBERS, Place("effect", "E1", "formula"))
    assert isinstance(result, Finding)
    assert result.kind is kind
    assert result.facts == {"at": at, "text": text}
    assert result.place == Place("effect", "E1", "formula", str(at))


def test_a_formula_has_an_end() -> None:
    assert made("a+" * 249 + "a").value == 500
    result = evaluate("a+" * 250 + "a", NUMBERS)
    assert isinstance(result, Finding)
    assert result.kind is fault.TOO_LONG


@pytest.mark.parametrize(
    ("inputs", "kind", "field"),
    [
        ([given_input("a", None)], doubt.NO_VALUE, "value"),
        ([given_input("a", "1e60")], doubt.BAD_VALUE, "value"),
        ([given_input("a", "NaN")], doubt.BAD_VALUE, "value"),
        ([given_input("a", "1", "-5")], doubt.BAD_TOLERANCE, "tolerance"),
        ([given_input("a", "1"), given_input("a", "2", code="other")], doubt.SYMBOL_TWICE,
         "symbol"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_input(
    inputs: list[Input], kind: FindingKind, field: str
) -> None:
    result = evaluate("a * 2", inputs)
    assert isinstance(result, Finding)
    assert (result.kind, result.place.kind, result.place.field) == (kind, "input", field)


def effect(formula: str = "(P0 - P1) × h", **given: str) -> Effect:
    values = {name: Decimal(value) for name, value in given.items()}
    return Effect(**{"id": "e", "code": "E1", "upgrade": "u", "formula": formula, **values})


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ({}, []),
        ({"expected": "12000", "tolerance": "10.3"}, []),
        ({"expected": "12120", "tolerance": "15"}, []),  # 12,000 is within 1 % of it
        ({"expected": "12122"}, [doubt.DIFFERS]),
        ({"expected": "11880"}, [doubt.DIFFERS]),
        ({"expected": "0"}, [doubt.DIFFERS]),
        ({"expected": "12000", "tolerance": "10.2"}, [doubt.TOO_SURE]),
    ],
)
def test_what_was_typed_is_held_against_it(
    typed: dict[str, str], kinds: list[FindingKind]
) -> None:
    result = estimated(effect(**typed), LAMPS)
    assert [each.kind for each in result.findings] == kinds
    assert result.estimate is not None


def test_inputs_that_are_not_used_or_have_no_tolerance() -> None:
    inputs = [*LAMPS[:2], given_input("h", "2000", None), given_input("k", "3")]
    result = estimated(effect(), inputs)
    assert [(each.kind, each.place) for each in result.findings] == [
        (doubt.NO_TOLERANCE, Place("input", "h", "tolerance")),
        (doubt.UNUSED, Place("input", "k", "symbol")),
    ]


def test_without_a_formula_there_is_nothing_to_say() -> None:
    assert estimated(effect(" "), LAMPS).findings == ()
    (finding,) = estimated(effect("P0 ×"), LAMPS).findings
    assert finding.place == Place("effect", "E1", "formula", "1")
