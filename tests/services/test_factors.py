"""The built-in factors: that they can be read, follow from their parts, and stay within reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.analysis.factors.table import (
    FACTOR_UNREADABLE,
    Factor,
    FactorTable,
    Status,
    read_factors,
)
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import OwnFactor
from cpdesk.records.store import Store
from cpdesk.services.factors import built_in, load_factors, set_own, unset_own
from cpdesk.services.workspace import Workspace

TABLE = FactorTable(built_in())


def test_every_row_says_where_it_comes_from() -> None:
    assert len(built_in()) > 100
    for each in built_in():
        assert each.source, each
        assert each.value > 0, each
        assert each.unit.count("/") == 1, each
        if each.key.startswith("co2."):
            assert each.gas in each.unit, each
            assert each.gas in ("CO2", "CO2e"), each


def test_no_row_is_there_twice() -> None:
    names = [(each.key, each.year, each.purpose) for each in built_in()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("key", "year", "value", "of"),
    [
        ("co2.grid.guangdong", 2022, "0.4403", 2022),
        ("co2.grid.guangdong", 2026, "0.4419", 2023),
        ("co2.grid.south-china", 2022, "0.3869", 2022),
        ("co2.grid.clp", 2022, "0.37", 2020),
        ("co2.grid.clp", 2024, "0.39", 2023),
        ("co2.grid.hk-electric", 2024, "0.81", 2019),
        ("coal.natural-gas", 2024, "1.3300", None),
        ("coal.electricity", 2024, "0.1229", None),
        ("co2.diesel", 2024, "3.0959", None),
    ],
)
def test_the_newest_confirmed_row_serves(key: str, year: int, value: str, of: int | None) -> None:
    used = TABLE.of_year(key, year)
    assert used is not None
    assert (used.factor.value, used.factor.year) == (Decimal(value), of)
    assert used.substituted == (of is not None and of != year)


def test_what_is_only_remembered_is_off() -> None:
    assert any(each.status is Status.MEMORY for each in TABLE.of_key("coal.steam"))
    assert TABLE.of_year("coal.steam", 2024) is None
    assert TABLE.of_year("co2.town-gas", 2024) is None
    assert TABLE.of_year("co2.grid.guangdong", 2020) is None


def test_other_purposes_are_used_only_where_asked() -> None:
    market = TABLE.of_year("co2.grid.national", 2024, "carbon-market")
    plain = TABLE.of_year("co2.grid.national", 2024)
    assert market is not None
    assert plain is not None
    assert (market.factor.value, plain.factor.value) == (Decimal("0.5703"), Decimal("0.5306"))


def test_fuels_follow_from_their_heat_and_carbon() -> None:
    """Heat x carbon x oxidised share x 44/12, as each row's source says."""
    parts = re.compile(r"([\d,.]+) kJ/.+ × ([\d.]+) tC/TJ × ([\d.]+) × 44/12")
    checked = 0
    for each in built_in():
        match = parts.fullmatch(each.source)
        if match:
            heat, carbon, burnt = (float(text.replace(",", "")) for text in match.groups())
            value = heat * carbon * burnt * 44 / 12 / 1e6
            assert float(each.value) == pytest.approx(value, abs=6e-5), each.key
            checked += 1
    assert checked == 10


def test_a_litre_of_diesel_is_within_reason() -> None:
    """A public tool ships 0.718 kg a litre, four times too low."""
    diesel, density = TABLE.of_year("co2.diesel", 2024), TABLE.of_year("density.diesel", 2024)
    assert diesel is not None
    assert density is not None
    assert 2.5 < float(diesel.factor.value * density.factor.value) < 2.8


@pytest.mark.parametrize(
    "line", ["a,x,kg/kg,,,s,official", "a,NaN,kg/kg,,,s,official", "a,1,kg/kg,,,s,rumour", "a,1"]
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    text = f"key,value,unit,gas,year,source,status\na,1,kg/kg,,,s,official\n{line}\n"
    with pytest.raises(Refusal) as caught:
        read_factors(text)
    assert caught.value.finding.kind is FACTOR_UNREADABLE
    assert caught.value.finding.facts["line"] == 3


# a value of the user's own


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Store.create(tmp_path / "系數.cpdesk", author="test", now=_noon) as store:
        yield Workspace(store, _noon, "test")


def _noon() -> datetime:
    return datetime(2026, 11, 24, 12)


def of(key: str, year: int | None) -> Factor:
    return next(each for each in built_in() if (each.key, each.year) == (key, year))


def test_an_own_value_counts_with_its_source_until_it_is_removed(ws: Workspace) -> None:
    grid = of("co2.grid.guangdong", 2023)
    assert set_own(ws, grid, "0.5", "2024", "省級公告") == ()
    used = load_factors(ws.record).of_year(grid.key, 2025)
    assert used
    assert (used.factor.value, used.factor.unit, used.factor.gas) == (
        Decimal("0.5"), grid.unit, grid.gas
    )  # fmt: skip
    (own,) = ws.record.all(OwnFactor)
    assert own.source.zh_Hant == "省級公告"
    assert own.read_on == date(2026, 11, 24)
    assert set_own(ws, grid, "0.6", "2024", "corrected") == ()
    assert [each.value for each in ws.record.all(OwnFactor)] == [Decimal("0.6")]
    assert unset_own(ws, ws.record.all(OwnFactor)[0]) == ()
    found = load_factors(ws.record).of_year(grid.key, 2025)
    assert found
    assert found.factor == grid


def test_a_factor_from_memory_is_used_once_it_is_confirmed(ws: Workspace) -> None:
    guess = next(each for each in built_in() if each.status is Status.MEMORY and not each.purpose)
    year = guess.year or 2025
    before = load_factors(ws.record).of_year(guess.key, year)
    assert before is None or before.factor != guess
    assert set_own(ws, guess, str(guess.value), str(guess.year or ""), "supplier's letter") == ()
    after = load_factors(ws.record).of_year(guess.key, year)
    assert after
    assert (after.factor.value, after.factor.status) == (guess.value, Status.USER)


@pytest.mark.parametrize(
    ("value", "year", "source", "code"),
    [
        ("0.5", "2024", "  ", "own-factor-source"),
        ("0", "2024", "x", "own-factor-value"),
        ("-1", "2024", "x", "own-factor-value"),
        ("0.5", "24", "x", "own-factor-year"),
        ("about 1", "2024", "x", "figure-unreadable"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(
    ws: Workspace, value: str, year: str, source: str, code: str
) -> None:
    (found,) = set_own(ws, of("co2.grid.guangdong", 2023), value, year, source)
    assert found.blocking
    assert found.code == code
    assert ws.record.all(OwnFactor) == ()
    assert ws.store.history() == ()
