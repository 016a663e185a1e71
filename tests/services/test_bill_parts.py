"""What bills and a factory's energy are made up of adds up to the bills, and nothing is twice."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.analysis.factors.emissions import Converted, standard_coal
from cpdesk.base.languages import translator
from cpdesk.documents.charts.billed import billed_chart
from cpdesk.documents.charts.diagnosis_series import Billed
from cpdesk.documents.charts.style import Look
from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, LineKind, Meter, MeterKind, Reading
from cpdesk.services.bill_charts import billed_of, has_lines
from cpdesk.services.energy_mix import mix_of
from cpdesk.services.factors import load_factors
from tests.services.test_savings import METER, record

T = translator("en")
BANDS = (("Peak", LineKind.BAND), ("Flat", LineKind.BAND), ("Valley", LineKind.BAND))


def lines(reading: str, amounts: list[Any], costs: list[Any], *more: BillLine) -> list[BillLine]:
    made = [
        BillLine(id=f"{reading}-{at}", reading=reading, kind=kind, name=name,
                 amount=amounts[at], cost=costs[at])
        for at, (name, kind) in enumerate(BANDS)
    ]  # fmt: skip
    return [*made, *more]


def billed(*others: Entity) -> Billed:
    made = record(*others)
    found = billed_of(made, made.get(Meter, "m"), T)
    assert found
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 5000)] * 3), min_size=1, max_size=12))
def test_the_parts_of_a_month_add_up_to_its_bill(bands: list[tuple[int, int, int]]) -> None:
    every = [each for at, amounts in enumerate(bands)
             for each in lines(f"m{at}", [D(a) for a in amounts],
                               [D(a) * D("0.5") for a in amounts])]  # fmt: skip
    made = record(*every)
    told = billed_of(made, made.get(Meter, "m"), T)
    readings = {Month.of(each.start): each for each in made.readings(made.get(Meter, "m"))}
    if told is None:  # only where every line says nothing
        assert not any(any(each) for each in bands)
        return
    for month in told.months:
        bill = readings[month.month]
        assert math.fsum(month.amounts) == pytest.approx(float(bill.amount))
        assert math.fsum(month.costs) == pytest.approx(float(bill.cost or 0))


def test_bands_have_their_names_and_charges_their_kind() -> None:
    demand = BillLine(id="x", reading="m0", kind=LineKind.CAPACITY, name="demand", cost=D(900))
    made = billed(*lines("m0", [D(3000), D(2000), D(1000)], [D(3000), D(1500), D(400)], demand))
    assert set(made.bands) == {"Peak", "Flat", "Valley", "Not in a time band"}
    assert T.show(LineKind.CAPACITY) in made.lines
    first = dict(zip(made.bands, made.months[0].amounts, strict=True))
    assert (first["Peak"], first["Flat"], first["Valley"]) == (3000, 2000, 1000)
    assert (made.unit, made.currency) == ("kWh", "CNY")


def test_more_than_six_parts_are_five_and_the_rest() -> None:
    each = [BillLine(id=f"b{at}", reading="m0", kind=LineKind.BAND, name=f"band {at}",
                     amount=D(1000 - 100 * at)) for at in range(8)]  # fmt: skip
    made = billed(*each)
    assert len(made.bands) == 6
    assert made.bands[-1] == "The rest"
    assert math.fsum(made.months[0].amounts) == pytest.approx(
        float(record().readings(METER)[0].amount)
    )


def test_bills_without_lines_have_nothing_to_show() -> None:
    made = record()
    assert not has_lines(made, METER)
    assert billed_of(made, METER, T) is None


# energy of the factory

GAS = Meter(id="g", code="M2", factory="f", kind=MeterKind.NATURAL_GAS, unit="m³")
SUB = Meter(id="s", code="M3", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh", above="m")


def gas(*months: int) -> list[Reading]:
    return [
        Reading(id=f"g{at}", meter="g", amount=D(1000 + at), cost=D(4000), currency="CNY",
                start=(Month(2022, 1) + at).start, end=(Month(2022, 1) + at).end)
        for at in months
    ]  # fmt: skip


def mix(*others: Entity) -> Billed | None:
    made = record(*others)
    return mix_of(made, made.get(Factory, "f"), load_factors(made), T)


def test_energy_and_costs_of_a_month_are_those_of_its_meters() -> None:
    made = record(GAS, *gas(*range(36)))
    told = mix(GAS, *gas(*range(36)))
    assert told
    assert len(told.months) == 36
    assert set(told.bands) == {"Electricity", "Natural gas"}
    factors = load_factors(made)
    for month in told.months:
        whole = 0.0
        for meter in (METER, GAS):
            (bill,) = [e for e in made.readings(meter) if e.start == month.month.start]
            coal = standard_coal({month.month.year: float(bill.amount)}, meter, factors)
            assert isinstance(coal, Converted)
            whole += coal.tonnes
        assert math.fsum(month.amounts) == pytest.approx(whole)
    costs = [float(each.cost or 0) for m in (METER, GAS) for each in made.readings(m)]
    assert math.fsum(c for month in told.months for c in month.costs) == pytest.approx(sum(costs))


def test_a_sub_meter_is_not_counted_twice() -> None:
    sub = [replace(each, id=f"s{each.id}", meter="s") for each in record().readings(METER)]
    assert mix(SUB, *sub) == mix()


def test_a_month_that_one_meter_lacks_is_left_out_but_not_those_before_it_came() -> None:
    told = mix(GAS, *gas(*range(12, 20), *range(21, 34)))
    assert told
    months = [each.month for each in told.months]
    assert Month(2022, 1) in months
    assert Month(2023, 9) not in months  # a bill is missing
    assert months[-1] == Month(2024, 10)  # the gas of the last two is not known yet
    first = dict(zip(told.bands, told.months[0].amounts, strict=True))
    assert first["Natural gas"] == 0


def test_a_meter_gone_for_long_does_not_end_the_picture() -> None:
    told = mix(GAS, *gas(*range(12)))
    assert told
    assert told.months[-1].month == Month(2024, 12)


def test_without_meters_there_is_no_mix() -> None:
    made = record(Factory(id="f2", code="F2", company="c"))
    assert mix_of(made, made.get(Factory, "f2"), load_factors(made), T) is None


def test_a_part_has_the_same_colour_in_both_plots_and_none_has_that_of_another() -> None:
    """The dearest band is not the largest: it keeps its colour all the same."""
    demand = BillLine(id="x", reading="m0", kind=LineKind.CAPACITY, cost=D(900))
    made = billed(*lines("m0", [D(2000), D(5000), D(1000)], [D(6000), D(2500), D(400)], demand))
    drawn = billed_chart(made, Look(T, paper=False), (9, 4))
    colours = []
    for axes, names in zip(drawn.figure.axes, (made.bands, made.lines), strict=True):
        bars = [each.patches[0].get_facecolor() for each in axes.containers]
        assert len({*bars}) == len(bars) == len(names)
        colours.append(dict(zip(names, bars, strict=True)))
    for name in {*made.bands} & {*made.lines}:
        assert colours[0][name] == colours[1][name]
