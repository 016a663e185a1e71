"""What a record claims, beside its own figures and a year of bills."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.projects import BudgetItem
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade, UpgradeKind
from cpdesk.domain.verification import Flow, FlowRole
from cpdesk.programme.budget import budget, hkd_rate
from cpdesk.programme.claims import claims_against_bills, periods, project_claims
from cpdesk.programme.plausibility import Year
from tests.programme.making import ON, PROJECT, UPGRADE, case, codes, made, places

COST = BudgetItem(id="b", code="B1", project="p", quantity=D(1), unit_price=D(100_000))
MAIN = Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh")
LINE = Meter(id="n", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="MWh", above="m")
SOLVENT = Meter(id="s", code="M3", factory="f", kind=MeterKind.SOLVENT, unit="t")


def effect(**values: Any) -> Effect:
    return replace(Effect(id="e", code="E1", upgrade="u"), **values)


def claimed(*entities: Entity) -> list[Finding]:
    asked = case(*entities)
    return list(project_claims(asked, PROJECT, budget(asked.record, PROJECT), ON))


def against(years: dict[str, Year], *entities: Entity) -> list[Finding]:
    return list(claims_against_bills(made(UPGRADE, *entities), (UPGRADE,), years))


def test_the_project_as_a_whole_pays_back() -> None:
    assert not claimed(COST, effect(money=D(10_000), money_currency="HKD"))
    found = claimed(COST, effect(money=D("9999.99"), money_currency="HKD"))
    assert codes(found) == ["payback-slow"]
    assert places(found) == ["effect E1 money"]
    assert found[0].facts["name"] == PROJECT.name


def test_running_costs_count_and_need_a_rate() -> None:
    """11,000 HK$ saved, 1,000 yuan spent: at 1.1 that is 9,900 HK$."""
    costly = replace(UPGRADE, running_cost=D(1000), currency="CNY")
    saves = effect(money=D(11_000), money_currency="HKD")
    rate = ExchangeRate(id="r", code="R1", currency="CNY", on=ON, rate=D("1.1"))
    assert not claimed(COST, saves)
    assert not claimed(COST, saves, costly)
    assert codes(claimed(COST, saves, costly, rate)) == ["payback-slow"]
    assert not claimed(COST, saves, replace(costly, running_cost=D(-1000)), rate)


def test_nothing_is_said_without_a_cost_or_a_claim() -> None:
    assert not claimed(effect(money=D(1), money_currency="HKD"))
    assert not claimed(COST, effect())


def test_treating_voc_may_cost_money() -> None:
    treats = replace(UPGRADE, kind=UpgradeKind.END_OF_PIPE, running_cost=D(50), currency="HKD")
    nothing = {"money": D(0), "money_currency": "HKD"}
    voc = effect(quantity=Quantity.VOC, **nothing)
    assert codes(claimed(COST, treats, voc)) == ["payback-none"]
    water = effect(quantity=Quantity.WATER, **nothing)
    assert codes(claimed(COST, treats, water)) == ["payback-never"]
    assert codes(claimed(COST, voc)) == ["payback-never"]


def test_the_rate_is_the_budgets_own_before_the_newest_known() -> None:
    rates = [
        ExchangeRate(id=str(day), code=str(day), currency="CNY", on=date(2026, 11, day),
                     rate=D(day))
        for day in (1, 24, 25)
    ]  # fmt: skip
    record = made(PROJECT, COST, *rates)
    costs = budget(record, PROJECT)
    assert hkd_rate(record, costs, "HKD", ON) == 1
    assert hkd_rate(record, costs, "CNY", ON) == 24
    assert hkd_rate(record, costs, "CNY", date(2026, 10, 31)) is None
    own = replace(COST, currency="CNY", rate=D("1.08"), rate_date=ON)
    record = made(PROJECT, own, *rates)
    assert hkd_rate(record, budget(record, PROJECT), "CNY", ON) == D("1.08")


def test_several_effects_at_one_meter_save_no_more_than_it_counts() -> None:
    years = {"n": Year(D(100))}
    one = effect(meter="n", expected=D(60_000), unit="kWh")
    two = replace(one, id="e2", code="E2", expected=D(40), unit="")
    assert not against(years, LINE, one, two)
    more = replace(two, expected=D("40.001"))
    found = against(years, LINE, one, more)
    assert codes(found) == ["saving-over-use"]
    assert places(found) == ["effect E1 expected"]
    assert found[0].facts["saved"] == D("100.001")


def test_a_meter_without_a_year_or_an_effect_of_another_kind_is_not_judged() -> None:
    huge = effect(meter="m", expected=D(10**9), unit="kWh")
    assert not against({}, MAIN, huge)
    years = {"m": Year(D(1000))}
    assert not against(years, MAIN, replace(huge, unit="t"))
    assert not against(years, MAIN, replace(huge, expected=None))
    pieces = replace(MAIN, unit="pieces", kind=MeterKind.OTHER)
    assert not against(years, pieces, replace(huge, unit="boxes"))


def test_the_money_of_each_effect_beside_the_bills() -> None:
    years = {"m": Year(D(100_000), D(70_000), "CNY")}
    fair = effect(meter="m", expected=D(10_000), unit="kWh", money=D(8400), money_currency="CNY")
    assert not against(years, MAIN, fair)
    found = against(years, MAIN, replace(fair, money=D(8401)))
    assert codes(found) == ["money-off-price"]
    assert places(found) == ["effect E1 money"]
    assert not against(years, MAIN, replace(fair, money=D(8401), money_currency="HKD"))


def test_a_third_of_the_factorys_electricity_is_asked_about() -> None:
    """The sub-meter's saving counts beside the main meter's year, never beside its own again."""
    years = {"m": Year(D(100_000)), "n": Year(D(100))}
    assert not against(years, MAIN, LINE, effect(meter="n", expected=D(30)))
    found = against(years, MAIN, LINE, effect(meter="n", expected=D("30.001")))
    assert codes(found) == ["saving-large-share"]
    assert (found[0].facts["saved"], found[0].facts["used"]) == (D(30_001), D(100_000))
    second = replace(MAIN, id="m2", code="M9")
    assert not against(years, MAIN, second, LINE, effect(meter="n", expected=D(90)))
    odd = replace(second, unit="turns")
    years["m2"] = Year(D(1))
    assert not against(years, MAIN, odd, LINE, effect(meter="n", expected=D(90)))
    years["m2"] = Year(D(300_000))
    assert not against(years, MAIN, second, LINE, effect(meter="n", expected=D(90)))


def test_voc_beside_the_flows_of_its_balance() -> None:
    """2 t at 80 % and 1 t at 50 % hold 2,100 kg."""
    years = {"s": Year(D(2)), "s2": Year(D(1000))}
    thinner = replace(SOLVENT, id="s2", code="M4", unit="L", density=D(1))
    flows = [
        Flow(id="1", code="FL1", effect="e", meter="s", role=FlowRole.INPUT, share=D(80)),
        Flow(id="2", code="FL2", effect="e", meter="s2", role=FlowRole.INPUT, share=D(50)),
        Flow(id="3", code="FL3", effect="e", meter="s", role=FlowRole.WASTE, share=D(80)),
    ]
    voc = effect(quantity=Quantity.VOC, expected=D(2100), unit="kg")
    assert not against(years, SOLVENT, thinner, *flows, voc)
    over = replace(voc, expected=D("2.101"), unit="t")
    found = against(years, SOLVENT, thinner, *flows, over)
    assert codes(found) == ["voc-over-solvent"]
    assert places(found) == ["effect E1 expected"]
    unshared = replace(flows[1], share=None)
    assert codes(against(years, SOLVENT, thinner, flows[0], unshared, over)) == ["voc-high-share"]
    heavy = replace(thinner, density=None)
    assert not against(years, SOLVENT, heavy, *flows, over)


def test_without_flows_all_the_solvent_of_the_factory_counts() -> None:
    over = effect(quantity=Quantity.VOC, expected=D("2000.1"), unit="kg")
    assert codes(against({"s": Year(D(2))}, SOLVENT, over)) == ["voc-over-solvent"]
    assert not against({}, SOLVENT, over)
    assert not against({"s": Year(D(2))}, over)
    assert not against({"s": Year(D(2))}, SOLVENT, replace(over, unit="pieces"))
    assert not against({"s": Year(D(2))}, replace(SOLVENT, factory="g"), over)


def test_periods_are_judged_where_both_their_ends_are_set() -> None:
    runs = replace(UPGRADE, works_from=date(2025, 3, 1), running_from=date(2025, 5, 1))
    both = effect(baseline_from=date(2025, 2, 2), reporting_to=date(2025, 7, 1))
    found = list(periods(made(runs, both), (runs,)))
    assert codes(found) == ["period-short", "period-brief"]
    assert places(found) == ["effect E1 baseline_from", "effect E1 reporting_to"]
    assert found[1].facts["n"] == 2
    assert not list(periods(made(runs, effect()), (runs,)))
    for backwards in (date(2025, 3, 1), date(2025, 4, 1)):
        effects = effect(baseline_from=backwards)
        assert not list(periods(made(runs, effects), (runs,)))
    planned: Upgrade = replace(UPGRADE, works_from=None)
    assert not list(periods(made(planned, both), (planned,)))
