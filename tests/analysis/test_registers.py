"""Registers: amounts between two values, a register that starts again, and bills that differ."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.months.registers import (
    BROKEN,
    DIFFERS,
    RUN_BACK,
    TOO_LONG,
    check,
    consumed,
)
from cpdesk.base.languages import sentence, translator
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Meter, MeterKind, Reading
from tests.analysis.test_months import bill

METER = Meter(
    id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh", register_digits=5,
    multiplier=Decimal(60),
)  # fmt: skip


def read(start: str, end: str, amount: str, before: str | None, after: str | None,
         unit: str = "") -> Reading:  # fmt: skip
    return bill(
        start, end, amount, unit=unit, register_from=None if before is None else Decimal(before),
        register_to=None if after is None else Decimal(after),
    )


@pytest.mark.parametrize(
    ("before", "after", "digits", "multiplier", "amount"),
    [
        ("1200", "1450", 5, "60", "15000"),  # 250 x 60
        ("99900", "00150", 5, "60", "15000"),  # 100 up to 100000, then 150
        ("99999.5", "0.5", 5, "1", "1"),
        ("1200", "1450", None, None, "250"),
        ("7", "7", 5, "60", "0"),
        ("0", "99999", 5, "1", "99999"),
        ("12.34", "12.36", 4, "0.1", "0.002"),
    ],
)
def test_amounts_between_two_values(
    before: str, after: str, digits: int | None, multiplier: str | None, amount: str
) -> None:
    times = None if multiplier is None else Decimal(multiplier)
    assert consumed(Decimal(before), Decimal(after), digits, times) == Decimal(amount)


@pytest.mark.parametrize(
    ("before", "after", "digits", "kind"),
    [("99900", "150", None, RUN_BACK), ("99900", "100150", 5, TOO_LONG),
     ("-1", "150", 5, TOO_LONG), ("5", "3", 0, TOO_LONG), ("5", "3", -1, TOO_LONG)],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    before: str, after: str, digits: int | None, kind: object
) -> None:
    with pytest.raises(Refusal) as refused:
        consumed(Decimal(before), Decimal(after), digits, Decimal(1))
    assert refused.value.finding.kind is kind


@given(st.integers(1, 12), st.data())
def test_a_register_that_starts_again_counts_on(digits: int, data: st.DataObject) -> None:
    """A counter that turns step by step, against its display."""
    start = data.draw(st.integers(0, 10**digits - 1))
    used = data.draw(st.integers(0, 10**digits - 1))
    shown = int(str(start + used)[-digits:])
    assert consumed(Decimal(start), Decimal(shown), digits, None) == used


def kinds(*readings: Reading, meter: Meter = METER) -> list[object]:
    return [finding.kind for finding in check(readings, meter)]


def test_bills_that_fit_say_nothing() -> None:
    assert kinds(
        read("2024-02-01", "2024-03-01", "15000", "99900", "150"),
        read("2024-01-01", "2024-02-01", "6000", "99800", "99900"),
        read("2024-03-01", "2024-04-01", "77", None, None),
        read("2024-04-01", "2024-05-01", "0.6", "150", "160", unit="MWh"),
    ) == []


def test_an_amount_that_the_register_did_not_count() -> None:
    (found,) = check([read("2024-01-01", "2024-02-01", "15001", "1200", "1450")], METER)
    assert found.kind is DIFFERS
    assert (found.place.kind, found.place.code, found.place.spot) == ("meter", "M1", "2024-01-01")
    said = told(found)
    for word in ("15,001 kWh", "15,000 kWh", "1,200", "1,450", "multiplier 60"):
        assert word in said


def told(finding: Finding) -> str:
    return sentence(translator("en"), finding)


def test_a_multiplier_that_nobody_entered_is_one_and_said() -> None:
    meter = replace(METER, multiplier=None)
    (found,) = check([read("2024-01-01", "2024-02-01", "15000", "1200", "1450")], meter)
    assert "250 kWh (multiplier 1)" in told(found)


@pytest.mark.parametrize(
    ("amount", "after", "fits"),
    [("24", "24.6", True), ("25", "24.6", True), ("24.6", "24.6", True), ("24.5", "24.6", False),
     ("26", "24.6", False), ("23.6", "24.6", False)],
)  # fmt: skip
def test_a_bill_may_round_as_it_prints(amount: str, after: str, fits: bool) -> None:
    meter = replace(METER, multiplier=None)
    found = kinds(read("2024-01-01", "2024-02-01", amount, "0", after), meter=meter)
    assert found == ([] if fits else [DIFFERS])


def test_a_break_between_two_bills() -> None:
    readings = [
        read("2024-01-01", "2024-02-01", "6000", "100", "200"),
        read("2024-02-01", "2024-03-01", "6000", "210", "310"),
    ]
    (found,) = check(readings, METER)
    assert found.kind is BROKEN
    assert found.place.spot == "2024-02-01"
    assert "ends at 200, but the next one begins at 210" in told(found)


def test_days_without_a_bill_are_no_break() -> None:
    """The register ran on while nobody wrote a bill: that is a gap, told elsewhere."""
    assert kinds(
        read("2024-01-01", "2024-02-01", "6000", "100", "200"),
        read("2024-03-01", "2024-04-01", "6000", "250", "350"),
    ) == []


def test_an_impossible_register_is_a_doubt_about_the_bill_and_blocks_nothing() -> None:
    meter = replace(METER, register_digits=None)
    (found,) = check([read("2024-01-01", "2024-02-01", "15000", "99900", "150")], meter)
    assert found.code == RUN_BACK.code
    assert not found.blocking
    assert found.place.spot == "2024-01-01"


def test_a_unit_that_does_not_match_is_told_of_its_bill() -> None:
    (found,) = check([read("2024-01-01", "2024-02-01", "5", "0", "5", unit="m³")], METER)
    assert (found.code, found.place.spot) == ("unit-mismatch", "2024-01-01")
