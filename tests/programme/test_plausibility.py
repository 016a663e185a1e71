"""P2 to P11 at their limits: exactly at one is within it, the least step beyond is asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Period
from cpdesk.programme import plausibility
from cpdesk.programme.plausibility import Year
from tests.programme.making import codes

AT = Place("effect", "E1", "expected")


@pytest.mark.parametrize(
    ("cost", "saving", "expected"),
    [
        ("300", "1000", []),
        ("299.99", "1000", ["payback-quick"]),
        ("10000", "1000", []),
        ("10000.01", "1000", ["payback-slow"]),
        ("400000", "20000", ["payback-slow"]),  # row 5 of the published cases: 20 years
        ("119", "100", []),  # the average of two programmes: 1.2 years
        ("1000", "0", ["payback-never"]),
        ("1000", "-1", ["payback-never"]),
        ("0", "1000", []),
        ("0", "0", []),
    ],
)
def test_payback(cost: str, saving: str, expected: list[str]) -> None:
    assert codes(plausibility.payback(AT, "X", D(cost), D(saving))) == expected


def test_a_payback_says_its_years() -> None:
    slow = next(plausibility.payback(AT, "X", D(400_000), D(20_000)))
    assert (slow.facts["years"], slow.facts["limit"]) == (D(20), D(10))
    quick = next(plausibility.payback(AT, "X", D(1), D(7)))
    assert quick.facts["years"] == D("0.143")
    assert slow.place == AT


def test_no_payback_is_forced_on_the_end_of_the_pipe() -> None:
    for saving in ("0", "-5000"):
        found = list(plausibility.payback(AT, "X", D(300_000), D(saving), treats=True))
        assert codes(found) == ["payback-none"]
        assert not found[0].blocking
    assert codes(plausibility.payback(AT, "X", D(11), D(1), treats=True)) == ["payback-slow"]


def test_no_meter_saves_more_than_it_counts() -> None:
    assert not list(plausibility.within_use(AT, "M1", "kWh", D(1000), D(1000)))
    found = list(plausibility.within_use(AT, "M1", "kWh", D("1000.01"), D(1000)))
    assert codes(found) == ["saving-over-use"]
    assert found[0].blocking


def test_more_than_thirty_percent_of_the_factory_is_asked_about() -> None:
    assert not list(plausibility.of_factory(AT, D(300), D(1000)))
    found = list(plausibility.of_factory(AT, D("300.001"), D(1000)))
    assert codes(found) == ["saving-large-share"]
    assert found[0].facts["limit"] == 30
    assert not found[0].blocking


@pytest.mark.parametrize(
    ("money", "expected"),
    [("800", []), ("799.99", ["money-off-price"]), ("1200", []), ("1200.01", ["money-off-price"])],
)
def test_money_beside_the_price_of_the_bills(money: str, expected: list[str]) -> None:
    """700 of 1,000 kWh at 0.7: for 1,428.5714 kWh, exactly 10,000/7, the bills ask 1,000."""
    year = Year(D(10_000), D(7000), "CNY")
    saved = D(10_000) / 7
    exact = Year(D(1000), D(1000), "CNY")
    assert codes(plausibility.price(AT, "E1", "M1", "kWh", D(money), D(1000), exact)) == expected
    assert not list(plausibility.price(AT, "E1", "M1", "kWh", D(1000), saved, year))


def test_a_price_that_is_not_known_is_not_judged() -> None:
    for year in (Year(D(1000)), Year(D(0), D(5), "CNY")):
        assert not list(plausibility.price(AT, "E1", "M1", "kWh", D(999), D(1), year))
    assert not list(
        plausibility.price(AT, "E1", "M1", "kWh", D(9), D(0), Year(D(1000), D(700), "CNY"))
    )


def test_a_price_that_is_off_says_both() -> None:
    """Row 11: RMB 2 million for 2 GWh is 1.0 for a kWh."""
    year = Year(D(5_000_000), D(3_250_000), "CNY")
    found = next(plausibility.price(AT, "E1", "M1", "kWh", D(2_000_000), D(2_000_000), year))
    assert (found.facts["claimed"], found.facts["price"]) == (D(1), D("0.65"))


@pytest.mark.parametrize(
    ("tonnes", "expected"),
    [
        ("45.07380", []), ("45.07381", ["co2-off-factor"]),
        ("43.30620", []), ("43.30619", ["co2-off-factor"]),
    ],
)  # fmt: skip
def test_co2_of_electricity(tonnes: str, expected: list[str]) -> None:
    """100 MWh at 0.4419 are 44.19 t; 2 % of them 0.8838 t."""
    found = plausibility.co2_of_electricity(AT, "E1", D(tonnes), D(100), D("0.4419"))
    assert codes(found) == expected
    assert not list(plausibility.co2_of_electricity(AT, "E1", D(9), D(0), D("0.4419")))


@pytest.mark.parametrize(
    ("tonnes", "terajoules", "expected"),
    [
        ("50", "1", []), ("49.999", "1", ["co2-off-fuel"]),
        ("110", "1", []), ("110.001", "1", ["co2-off-fuel"]),
        ("2400", "37", []),  # row 18: 65 t/TJ
        ("5", "0", []),
    ],
)  # fmt: skip
def test_co2_of_fuel(tonnes: str, terajoules: str, expected: list[str]) -> None:
    assert codes(plausibility.co2_of_fuel(AT, "E1", D(tonnes), D(terajoules))) == expected


@pytest.mark.parametrize(
    ("removed", "share", "expected"),
    [
        ("800", "0.8", []),
        ("800.01", "0.8", ["voc-over-solvent"]),
        ("500", None, []),
        ("500.01", None, ["voc-high-share"]),
        ("1000", None, ["voc-high-share"]),
        ("1000.01", None, ["voc-over-solvent"]),
    ],
)
def test_voc_beside_the_solvent(removed: str, share: str | None, expected: list[str]) -> None:
    known = None if share is None else D(share)
    found = list(plausibility.voc(AT, "E1", D(removed), D(1000), known))
    assert codes(found) == expected
    assert [each.blocking for each in found] == [code == "voc-over-solvent" for code in expected]


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        ("50000", []), ("49999.99", ["cost-of-tonne"]),
        ("500000", []), ("500000.01", ["cost-of-tonne"]), ("0", []),
    ],
)  # fmt: skip
def test_the_cost_of_a_tonne(cost: str, expected: list[str]) -> None:
    assert codes(plausibility.cost_of_tonne(AT, "X", D(cost), D(100))) == expected
    assert not list(plausibility.cost_of_tonne(AT, "X", D(cost), D(0)))


@pytest.mark.parametrize(
    ("start", "end", "months", "expected"),
    [
        (date(2025, 3, 15), date(2025, 4, 15), 1, ["period-brief"]),
        (date(2025, 3, 15), date(2025, 4, 14), 0, ["period-short"]),
        (date(2025, 2, 1), date(2025, 3, 1), 1, ["period-brief"]),
        (date(2025, 1, 1), date(2025, 4, 1), 3, []),
        (date(2025, 1, 2), date(2025, 4, 1), 2, ["period-brief"]),
        (date(2024, 12, 1), date(2025, 12, 1), 12, []),
    ],
)
def test_the_length_of_a_period(
    start: date, end: date, months: int, expected: list[str]
) -> None:
    period = Period(start, end)
    assert plausibility.whole_months(period) == months
    assert codes(plausibility.length(AT, "E1", "before", period)) == expected
