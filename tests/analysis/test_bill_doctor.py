"""The bill doctor against bills worked by hand, and against what must hold for every bill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.bills.doctor import examined
from cpdesk.analysis.bills.printed import Bill, Line, reckoned, unit_price
from cpdesk.analysis.bills.remarks import Known, Remark
from cpdesk.domain.findings import Severity
from cpdesk.domain.plant import LineKind, Meter, MeterKind

D = Decimal
METER = Meter(
    id="m", code="M1", factory="f", unit="kWh", kind=MeterKind.ELECTRICITY, account="0000 3141 59",
    multiplier=D(1200), register_digits=6,
)  # fmt: skip
TODAY = date(2026, 1, 20)


def guangdong(**changes: Any) -> Bill:
    """An industrial bill as it is printed: two-part tariff, three bands, demand, power factor."""
    bands = (
        ("峰", "168420", "1.1286", "190078.81", "21406.35", "21546.70"),
        ("平", "236904", "0.6780", "160620.91", "30118.02", "30315.44"),
        ("谷", "162384", "0.2761", "44834.22", "19977.10", "20112.42"),
    )
    lines = [Line(LineKind.BAND, name, *map(D, figures)) for name, *figures in bands]
    lines += [
        Line(LineKind.CAPACITY, "最大需量", D(1680), D("32.00"), D("53760.00")),
        Line(LineKind.POWER_FACTOR, "力调电费", D("0.87"), D("1.5"), D("6739.41")),
        Line(LineKind.SURCHARGE, "基金及附加", D(567708), D("0.0286"), D("16236.45")),
        Line(LineKind.TAX, "增值税", None, D(13), D("54331.92")),
    ]
    bill = Bill(
        date(2025, 11, 28), date(2025, 12, 28), D(567708), D("472269.80"), "CNY",
        multiplier=D(1200), lines=tuple(lines), account="0000314159", invoice="25442000000123",
    )  # fmt: skip
    return replace(bill, **changes)


def clp() -> Bill:
    """A small Hong Kong bill: energy, fuel clause, a rebate; no tax."""
    lines = (
        Line(LineKind.BAND, "Energy charge", D(4690), D("1.055"), D("4947.95"), D(40120), D(44810)),
        Line(LineKind.SURCHARGE, "Fuel clause charge", D(4690), D("0.445"), D("2087.05")),
        Line(LineKind.OTHER, "Special rent and rates rebate", None, None, D("-36.11")),
    )
    return Bill(
        date(2025, 1, 9), date(2025, 2, 10), D(4690), D("6998.89"), "HKD", D(40120), D(44810),
        lines=lines,
    )  # fmt: skip


def water() -> Bill:
    """A bill for two months: water and sewage, 3 % tax within."""
    lines = (
        Line(LineKind.BAND, "用水", D(1240), D("3.50"), D("4340.00")),
        Line(LineKind.SURCHARGE, "污水处理费", D(1240), D("1.20"), D("1488.00")),
        Line(LineKind.TAX, "增值税", None, D(3), D("169.75")),
    )
    return Bill(date(2025, 10, 16), date(2025, 12, 16), D(1240), D("5828.00"), "CNY", D(8760),
                D(10000), lines=lines)  # fmt: skip


def known(*bills: Bill, meter: Meter = METER, **facts: Any) -> Known:
    kept = tuple(reckoned(each, meter.register_digits) for each in bills)
    return Known(meter, TODAY, kept, "CNY", **facts)


def a_year(bill: Bill, months: int = 12) -> tuple[Bill, ...]:
    """So many bills before this one, like it."""
    days = timedelta(30)
    starts = [bill.start - days * n for n in range(months, 0, -1) if bill.start]
    return tuple(replace(bill, start=each, end=each + days, invoice="") for each in starts)


def wrong(remarks: tuple[Remark, ...]) -> dict[str, Remark]:
    return {each.finding.code: each for each in remarks if not each.right}


def right(remarks: tuple[Remark, ...]) -> set[str]:
    return {each.finding.code for each in remarks if each.right}


def test_a_right_bill_has_only_the_hint_about_its_power_factor() -> None:
    bill = guangdong()
    last = replace(bill, start=date(2025, 10, 28), end=date(2025, 11, 28), invoice="1", lines=())
    said = examined(bill, known(last))
    (hint,) = wrong(said).values()
    assert (hint.finding.code, hint.finding.severity) == ("bill-power-factor", Severity.INFO)
    assert hint.finding.facts["cost"] == D("6739.41")
    assert right(said) >= {
        "bill-account-right", "bill-parts-right", "bill-registers-right", "bill-lines-right",
        "bill-sum-right", "bill-tax-right", "bill-joins",
    }  # fmt: skip


def test_everything_follows_from_prices_and_registers() -> None:
    """Only what cannot be reckoned is typed: registers, prices, demand, factor and its rate."""
    typed = guangdong(amount=None, cost=None)
    bare = tuple(
        replace(each, cost=None, amount=None if each.register_to or each.kind in
                (LineKind.SURCHARGE, LineKind.TAX) else each.amount)
        for each in typed.lines
    )  # fmt: skip
    whole = reckoned(replace(typed, lines=bare), 6)
    assert whole.amount == D(567708)
    assert [each.cost for each in whole.lines[:6]] == [e.cost for e in guangdong().lines[:6]]
    assert whole.cost == D("472269.80")
    assert unit_price(whole) == D("0.8319")


@pytest.mark.parametrize("bill", [clp(), water()], ids=["clp", "water"])
def test_other_bills_worked_by_hand_are_right(bill: Bill) -> None:
    meter = replace(METER, account="", multiplier=None)
    facts = replace(known(meter=meter), currency=bill.currency)
    said = examined(bill, facts)
    assert not wrong(said)
    assert right(said) >= {"bill-lines-right", "bill-sum-right", "bill-registers-right"}


def test_an_overlap_says_by_how_much_and_begins_where_the_last_one_ended() -> None:
    last = guangdong(start=date(2025, 10, 28), end=date(2025, 11, 28), id="r1")
    said = wrong(examined(guangdong(start=date(2025, 11, 25)), known(last)))
    overlap = said["bill-overlap"]
    assert overlap.finding.severity is Severity.BLOCKING
    assert overlap.keepable
    assert overlap.finding.facts["days"] == 3
    assert overlap.finding.facts["amount"] == D(51610)  # 567,708 / 33 x 3
    assert overlap.remedies[0].changes == {"start": date(2025, 11, 28)}


def test_a_gap_and_a_next_bill_that_is_overlapped() -> None:
    last = guangdong(start=date(2025, 10, 1), end=date(2025, 11, 20))
    following = guangdong(start=date(2025, 12, 20), end=date(2026, 1, 15))
    said = wrong(examined(guangdong(), known(last, following)))
    assert said["bill-gap"].finding.facts["days"] == 8
    assert said["bill-overlap-next"].remedies[0].changes == {"end": date(2025, 12, 20)}


def test_the_same_days_again_lead_to_the_bill_that_is_kept() -> None:
    said = wrong(examined(guangdong(), known(guangdong(id="r7"))))
    assert said["bill-kept-already"].remedies[0].opens == "r7"
    assert not said["bill-kept-already"].keepable
    assert "bill-overlap" not in said


def test_swapped_digits_of_the_total_are_seen() -> None:
    said = wrong(examined(guangdong(amount=D(567780)), known()))
    assert said["bill-parts-swapped"].remedies[0].changes == {"amount": D(567708)}
    said = wrong(examined(guangdong(amount=D(567800)), known()))
    assert said["bill-parts"].finding.facts["difference"] == D(92)
    assert said["bill-parts"].remedies[0].changes == {"amount": D(567708)}


def test_a_register_that_started_again_is_understood() -> None:
    meter = replace(METER, register_digits=5, multiplier=None)
    bill = Bill(date(2025, 1, 1), date(2025, 2, 1), D(150), register_from=D(99900),
                register_to=D(50))  # fmt: skip
    assert "bill-registers-right" in right(examined(bill, known(meter=meter)))
    unknown = replace(meter, register_digits=None)
    back = wrong(examined(bill, known(meter=unknown)))["bill-register-back"]
    assert back.finding.place.field == "register_to"
    long = examined(replace(bill, register_to=D(123456)), known(meter=meter))
    assert "bill-register-digits" in wrong(long)


def test_registers_that_counted_something_else_say_what() -> None:
    lines = list(guangdong().lines)
    lines[0] = replace(lines[0], amount=D(168240), cost=None)
    said = wrong(examined(guangdong(lines=tuple(lines), amount=None, cost=None), known()))
    assert said["bill-registers"].remedies[0].changes == {"0.amount": D("168420.00")}


def test_a_break_from_bill_to_bill_is_seen_in_a_band() -> None:
    last = guangdong(start=date(2025, 10, 28), end=date(2025, 11, 28))
    said = wrong(examined(guangdong(), known(last)))
    assert said["bill-register-broken"].finding.place.field == "2.register_from"
    assert said["bill-register-broken"].remedies[0].changes == {"2.register_from": D("20112.42")}


def test_a_price_typed_wrong_is_seen_by_its_cost() -> None:
    lines = list(guangdong().lines)
    lines[0] = replace(lines[0], price=D("1.1268"))
    said = wrong(examined(guangdong(lines=tuple(lines)), known()))
    line = said["bill-line-cost"]
    assert line.finding.facts["expected"] == D("189775.66")
    assert line.remedies[1].changes == {"0.price": D("1.1286")}


def test_a_total_without_a_line_says_the_difference() -> None:
    said = wrong(examined(guangdong(cost=D("455533.35")), known()))
    assert said["bill-sum"].finding.facts["difference"] == D("16736.45")
    assert said["bill-sum"].remedies[0].changes == {"cost": D("472269.80")}


def test_a_tax_on_top_is_not_one_within() -> None:
    lines = (Line(LineKind.BAND, "", D(1000), D("1"), D("1000.00")),
             Line(LineKind.TAX, "", None, D(13), D("130.00")))  # fmt: skip
    bill = Bill(date(2025, 1, 1), date(2025, 2, 1), D(1000), D("1130.00"), "CNY", lines=lines)
    said = wrong(examined(bill, known()))
    assert {"tax_within": False} in [each.changes for each in said["bill-sum"].remedies]
    assert not wrong(examined(replace(bill, tax_within=False), known()))


def test_a_tax_of_no_usual_rate_is_doubted() -> None:
    lines = (Line(LineKind.BAND, "", D(1000), D("1"), D("1000.00")),
             Line(LineKind.TAX, "", None, None, D("70.00")))  # fmt: skip
    bill = Bill(date(2025, 1, 1), date(2025, 2, 1), D(1000), D("1070.00"), "CNY", lines=lines,
                tax_within=False)  # fmt: skip
    assert wrong(examined(bill, known()))["bill-tax-rate"].finding.facts["rate"] == D("7.00")


def test_prices_and_demand_are_held_against_the_last_bills() -> None:
    bill = guangdong()
    year = a_year(bill)
    assert {"bill-demand-right", "bill-price-right"} <= right(examined(bill, known(*year)))
    lines = list(bill.lines)
    lines[2] = replace(lines[2], price=D("0.7261"), cost=None)
    lines[3] = replace(lines[3], amount=D(16800), cost=None)
    found = examined(guangdong(lines=tuple(lines), cost=None), known(*year))
    assert wrong(found)["bill-demand"].finding.facts["most"] == D(1680)
    doubted = {each.finding.place.field for each in found if each.finding.code == "bill-price"}
    assert doubted == {"2.price", "cost"}
    tariff = known(prices={"谷": D("0.2761")}, capacity_price=D("33"))
    said = wrong(examined(guangdong(lines=tuple(lines), cost=None), tariff))
    assert said["bill-tariff"].remedies[0].changes in ({"2.price": D("0.2761")}, {"3.price": D(33)})


@pytest.mark.parametrize(("times", "code"), [(10, "bill-tenfold"), (D("0.1"), "bill-tenth")])
def test_a_slipped_decimal_point_is_seen(times: Decimal, code: str) -> None:
    plain = Bill(date(2025, 11, 28), date(2025, 12, 28), D(5000))
    said = wrong(examined(replace(plain, amount=D(5000) * times), known(*a_year(plain))))
    assert said[code].remedies[0].changes == {"amount": D(5000)}


def test_days_that_cannot_be() -> None:
    said = wrong(examined(Bill(date(2025, 3, 1), date(2025, 2, 1)), known()))
    assert not said["bill-backwards"].keepable
    assert "bill-long" in wrong(examined(Bill(date(2025, 1, 1), date(2025, 4, 12)), known()))
    assert "bill-short" in wrong(examined(Bill(date(2025, 1, 1), date(2025, 1, 5)), known()))
    future = wrong(examined(Bill(date(2026, 1, 1), date(2026, 2, 1)), known()))["bill-future"]
    assert future.remedies[0].changes == {"start": date(2025, 1, 1), "end": date(2025, 2, 1)}


def test_papers_of_another_meter_and_of_another_bill() -> None:
    other = guangdong(account="0000 3141 60", invoice="25442-000000-123")
    said = wrong(examined(other, known(invoices={"25442000000123": "M2 2025-11-28"})))
    assert said["bill-account"].remedies[0].changes == {"account": "0000 3141 59"}
    assert said["bill-invoice"].finding.facts["other"] == "M2 2025-11-28"


def test_other_doubts_of_figures() -> None:
    year = a_year(guangdong())
    said = wrong(examined(guangdong(currency="HKD", multiplier=D(120)), known(*year)))
    assert {"bill-currency", "bill-multiplier"} <= set(said)
    negative = Bill(date(2025, 1, 1), date(2025, 2, 1), D(-5))
    assert wrong(examined(negative, known()))["bill-negative"].finding.facts["value"] == D(-5)
    lines = (Line(LineKind.POWER_FACTOR, "", D(95)),)
    over = wrong(examined(replace(negative, amount=D(5), lines=lines), known()))
    assert over["bill-power-factor-over"].remedies[0].changes == {"0.amount": D("0.95")}
    low, high = (D(548000), D(589000))
    assert "bill-expected-right" in right(examined(guangdong(), known(expected=(low, high))))
    assert "bill-unexpected" in wrong(examined(guangdong(), known(expected=(low, D(560000)))))


figures = st.decimals(min_value=0, max_value=10**7, places=2)
prices = st.decimals(min_value=D("0.01"), max_value=9, places=4)


@st.composite
def consistent(draw: st.DrawFn) -> Bill:
    """A bill whose lines, sum and registers are right by construction."""
    bands = draw(st.lists(st.tuples(figures, prices), min_size=1, max_size=5))
    lines = [Line(LineKind.BAND, f"B{at}", amount, price, round(amount * price, 2))
             for at, (amount, price) in enumerate(bands)]  # fmt: skip
    start = draw(st.dates(date(2015, 1, 1), date(2025, 1, 1)))
    days = draw(st.integers(5, 100))
    amount = sum((amount for amount, _ in bands), D(0))
    cost = sum((each.cost or D(0) for each in lines), D(0))
    return Bill(start, start + timedelta(days), amount, cost, "CNY", D(0), amount,
                lines=tuple(lines))  # fmt: skip


@given(consistent())
def test_a_consistent_bill_is_never_doubted(bill: Bill) -> None:
    meter = replace(METER, register_digits=None, multiplier=None)
    assert not wrong(examined(bill, known(meter=meter)))


@given(consistent(), st.integers(2, 10**6))
def test_a_total_that_is_off_is_always_found(bill: Bill, off: int) -> None:
    meter = replace(METER, register_digits=None, multiplier=None)
    costs = wrong(examined(replace(bill, cost=(bill.cost or D(0)) + off), known(meter=meter)))
    assert costs["bill-sum"].finding.facts["difference"] == off
    said = wrong(examined(replace(bill, amount=(bill.amount or D(0)) + off), known(meter=meter)))
    assert "bill-registers" in said


@given(consistent(), st.integers(1, 60))
def test_an_overlap_is_as_long_as_it_is(bill: Bill, days: int) -> None:
    assert bill.start
    last = replace(bill, start=bill.start - timedelta(61), end=bill.start + timedelta(days))
    said = wrong(examined(bill, known(last)))
    assert bill.end
    assert said["bill-overlap"].finding.facts["days"] == min(days, (bill.end - bill.start).days)


anything = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=3,
                                            min_value=-(10**12), max_value=10**12))  # fmt: skip
any_line = st.builds(Line, st.sampled_from(LineKind), st.text(max_size=3), *[anything] * 5)
any_day = st.one_of(st.none(), st.dates(date(1, 1, 2), date(9999, 12, 30)))
any_bill = st.builds(
    Bill, any_day, any_day, anything, anything, st.sampled_from(["", "CNY", "HKD"]), anything,
    anything, anything, st.lists(any_line, max_size=6).map(tuple), st.booleans(),
)  # fmt: skip


@given(any_bill, st.lists(any_bill, max_size=4))
def test_no_bill_however_odd_makes_the_doctor_fall(bill: Bill, others: list[Bill]) -> None:
    ordered = sorted(others, key=lambda each: each.start or date.min)
    for each in examined(bill, known(*ordered)):
        facts = each.finding.facts
        assert each.finding.kind.sentence.format(**facts)
