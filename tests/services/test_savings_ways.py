"""Every way of measuring through the record: normalised, on the spot, by balance, at a tariff."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.money.price import PriceBasis
from cpdesk.analysis.money.tariffs import NO_TARIFF
from cpdesk.analysis.saving.avoided import Method
from cpdesk.analysis.saving.normalised import SHORT, Normalised
from cpdesk.analysis.saving.spot import Option
from cpdesk.analysis.saving.verdict import Verdict, judge_year
from cpdesk.cli.savings import effect_object, total
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.upgrades import Quantity
from cpdesk.domain.verification import Flow, FlowRole, Side, Spot, SpotKind, Way
from cpdesk.services.factors import load_factors
from cpdesk.services.saving import findings as found
from cpdesk.services.saving.savings import EffectSavings, UpgradeSavings, all_savings
from cpdesk.services.saving.views import measures_of
from tests.services.test_savings import EFFECT, METER, UPGRADE, kinds, measured, record


def test_normalised_to_the_last_year_before_the_works() -> None:
    """The second straight line lies 3,000 kWh a month below the first."""
    effect = measured(replace(EFFECT, way=Way.NORMALISED))
    result = effect.avoided
    assert isinstance(result, Normalised)
    assert result.method is Method.NORMALISED
    assert [str(each.month) for each in result.months][::11] == ["2022-12", "2023-11"]
    assert result.avoided == pytest.approx(36_000, rel=0.02)
    # 0.4419 kg a kWh is that of 2023, the newest for the reporting months of 2024.
    assert effect.co2 is not None
    assert effect.co2.tonnes == pytest.approx(result.avoided * 0.4419 / 1000)
    assert effect.money is not None
    assert effect.money.price == pytest.approx(0.8)


def test_normalised_with_too_few_months_says_so() -> None:
    short = replace(EFFECT, way=Way.NORMALISED, reporting_to=date(2024, 8, 1))
    effect = measured(short)
    assert effect.avoided is None
    assert kinds(effect) == [SHORT]
    assert effect.findings[0].place.code == "U1"


def spot(side: Side, kind: SpotKind, value: str, **more: Any) -> Spot:
    made = {"samples": 10, "population": 10, "tolerance": Decimal(2), **more}
    name = f"{side.value}{kind.value}"
    return Spot(id=name, code=name, effect="e", side=side, kind=kind, value=Decimal(value), **made)


SPOTS = (
    spot(Side.BEFORE, SpotKind.POWER, "7.5"), spot(Side.AFTER, SpotKind.POWER, "5"),
    spot(Side.BEFORE, SpotKind.HOURS, "6000", agreed=True, tolerance=Decimal(5)),
)  # fmt: skip


def test_on_the_spot_a_year_is_valued_by_its_meter() -> None:
    """10 machines x (7.5 - 5) kW x 6,000 h = 150,000 kWh; 0.8 CNY; 0.1229 kgce; 0.4419 kg."""
    effect = measured(replace(EFFECT, way=Way.SPOT), *SPOTS)
    assert effect.avoided is None
    assert effect.spot is not None
    assert (effect.spot.amount, effect.spot.option) == (pytest.approx(150_000), Option.A)
    assert effect.unit == "kWh"
    assert effect.money is not None
    assert effect.money.amount == pytest.approx(120_000)
    assert effect.standard_coal is not None
    assert effect.standard_coal.tonnes == pytest.approx(18.435)
    assert effect.co2 is not None
    assert effect.co2.tonnes == pytest.approx(66.285)


def test_on_the_spot_without_a_meter_of_energy_there_is_the_amount_only() -> None:
    water = replace(METER, kind=MeterKind.WATER, unit="m³", grid=None)
    for other in ((replace(EFFECT, way=Way.SPOT, meter=None),),
                  (replace(EFFECT, way=Way.SPOT), water)):  # fmt: skip
        effect = measured(*other, *SPOTS)
        assert effect.spot is not None
        assert effect.spot.amount == pytest.approx(150_000)
        assert (effect.money, effect.co2) == (None, None)


def test_on_the_spot_what_is_missing_is_said() -> None:
    effect = measured(replace(EFFECT, way=Way.SPOT), *SPOTS[1:])
    assert effect.spot is not None
    assert effect.spot.amount is None
    assert any(each.blocking for each in effect.findings)


def solvent() -> list[Entity]:
    """36 months: 1 kg of solvent at 80 % for 10 pieces, half as much from 2024 on."""
    made: list[Entity] = [
        Meter(id="v", code="M9", factory="f", kind=MeterKind.SOLVENT, unit="kg"),
        Flow(id="fl", code="FL1", effect="e", meter="v", role=FlowRole.INPUT, share=Decimal(80)),
    ]
    from tests.services.test_savings import ODD, PIECES

    for at in range(36):
        month = Month(2022, 1) + at
        amount = Decimal(PIECES[at % 12]) / 10 + Decimal(ODD[at % 12]) / 100
        made.append(Reading(
            id=f"v{at}", meter="v", start=month.start, end=month.end,
            amount=amount / 2 if at >= 24 else amount,
        ))  # fmt: skip
    return made


VOC = replace(EFFECT, meter=None, quantity=Quantity.VOC)


def balanced(*others: Entity) -> EffectSavings:
    return measured(*solvent(), VOC, *others)


def test_a_balance_is_compared_like_a_meter() -> None:
    """Half of 0.8 kg for 10 pieces; February to December 2024 make 10,... pieces."""
    effect = balanced()
    assert effect.avoided is not None
    assert effect.meter is None
    assert effect.unit == "kg"
    assert effect.avoided.method is Method.REGRESSION
    assert effect.avoided.fraction == pytest.approx(0.5, abs=0.01)
    assert (effect.money, effect.standard_coal, effect.co2) == (None, None, None)
    assert found.NO_PRICE not in kinds(effect)
    assert effect.inputs


def test_the_treatment_of_the_air_counts_before_and_after() -> None:
    """Nothing captured before, 85 % of it captured and 90 % of that destroyed afterwards."""
    treated = replace(
        VOC, capture_before=Decimal(0), destruction_before=Decimal(0),
        capture_after=Decimal(85), destruction_after=Decimal(90),
    )  # fmt: skip
    effect = balanced(treated)
    assert effect.avoided is not None
    left = 0.5 * (1 - 0.85 * 0.9)
    assert effect.avoided.fraction == pytest.approx(1 - left, abs=0.01)


def test_a_balance_that_cannot_be_made_says_why() -> None:
    without_share = Flow(id="fl", code="FL1", effect="e", meter="v", role=FlowRole.INPUT)
    effect = balanced(without_share)
    assert effect.avoided is None
    assert [each.place.code for each in effect.findings] == ["FL1"]


def test_a_tariff_gives_the_price_of_what_was_avoided() -> None:
    tariff = Tariff(id="t", code="TA1", meter="m", valid_from=date(2023, 1, 1))
    bands = (
        TariffBand(id="b1", code="TB1", tariff="t", price=Decimal("1.2"), share=Decimal(25)),
        TariffBand(id="b2", code="TB2", tariff="t", price=Decimal("0.4"), share=Decimal(75)),
    )
    effect = measured(tariff, *bands)
    assert effect.money is not None
    assert effect.avoided is not None
    assert effect.money.basis is PriceBasis.TARIFF
    assert effect.money.amount == pytest.approx(effect.avoided.avoided * 0.6)
    late = measured(replace(tariff, valid_from=date(2024, 3, 1)), *bands)
    assert late.money is not None
    assert late.money.basis is PriceBasis.BILLS
    assert NO_TARIFF in kinds(late)


def test_less_demand_is_money_too() -> None:
    tariff = Tariff(id="t", code="TA1", meter="m", capacity_price=Decimal(30))
    band = TariffBand(id="b1", code="TB1", tariff="t", price=Decimal("0.5"))
    effect = measured(tariff, band, replace(EFFECT, demand_reduction=Decimal(10)))
    assert effect.money is not None
    assert effect.avoided is not None
    months = len(effect.avoided.months)
    assert effect.money.amount == pytest.approx(effect.avoided.avoided * 0.5 + 300 * months)


def test_the_console_tells_each_way_in_its_own_unit() -> None:
    on_the_spot = effect_object(
        UpgradeSavings(UPGRADE, ()), measured(replace(EFFECT, way=Way.SPOT), *SPOTS), ()
    )
    assert (on_the_spot["method"], on_the_spot["per"]) == ("spot", "year")
    assert on_the_spot["avoided"] == "150000"
    assert on_the_spot["verdict"] is Verdict.SHOWN
    by_balance = effect_object(UpgradeSavings(UPGRADE, ()), balanced(), ())
    assert (by_balance["meter"], by_balance["unit"]) == (None, "kg")
    assert by_balance["verdict"] is Verdict.SHOWN
    nothing = effect_object(
        UpgradeSavings(UPGRADE, ()), measured(replace(EFFECT, way=Way.SPOT)), ()
    )
    assert (nothing["method"], nothing["avoided"], nothing["verdict"]) == (None, None, None)


@pytest.mark.parametrize(
    ("saved", "half_width", "verdict"),
    [(100, 20, Verdict.SHOWN), (100, 50, Verdict.SHOWN), (100, 60, Verdict.INDICATED),
     (100, 100, Verdict.NOT_SHOWN), (100, None, Verdict.INDICATED), (-1, None, Verdict.NOT_SHOWN)],
)  # fmt: skip
def test_what_may_be_said_of_a_year(
    saved: float, half_width: float | None, verdict: Verdict
) -> None:
    assert judge_year(saved, half_width) is verdict


def test_a_sum_holds_only_what_was_saved_since_it_runs() -> None:
    shown = measured()
    year = measured(replace(EFFECT, way=Way.NORMALISED))
    spot_measured = measured(replace(EFFECT, way=Way.SPOT), *SPOTS)
    summed = total([UpgradeSavings(UPGRADE, (shown, year, spot_measured))])
    assert summed == total([UpgradeSavings(UPGRADE, (shown,))])
    lost = replace(shown, avoided=replace(shown.avoided, verdict=Verdict.NOT_SHOWN))  # type: ignore[type-var]
    assert not lost.counts
    assert total([UpgradeSavings(UPGRADE, (lost,))])["standard_coal"] is None
    more = replace(lost, avoided=replace(lost.avoided, avoided=-5.0))  # type: ignore[type-var]
    assert more.counts


def sheet() -> list[Entity]:
    """36 months of sheet metal: 1 kg a piece put in, 80 % of it good, 10 % recycled, 4 % swept up
    as waste; from 2024 on 90 % good.
    """
    from tests.services.test_savings import ODD, PIECES

    made: list[Entity] = []
    for name, role in (("in", FlowRole.INPUT), ("good", FlowRole.PRODUCT),
                       ("back", FlowRole.RECOVERED), ("swept", FlowRole.WASTE)):  # fmt: skip
        made.append(Meter(id=name, code=name, factory="f", kind=MeterKind.MATERIAL, unit="kg"))
        made.append(Flow(id=f"f{name}", code=f"F{name}", effect="e", meter=name, role=role))
    for at in range(36):
        month, pieces = Month(2022, 1) + at, Decimal(PIECES[at % 12])
        good = Decimal("0.9" if at >= 24 else "0.8")
        odd = Decimal(ODD[at % 12]) / 100
        for name, amount in (("in", pieces), ("good", pieces * good - odd),
                             ("back", pieces / 10), ("swept", pieces / 25)):  # fmt: skip
            made.append(Reading(id=f"{name}{at}", meter=name, start=month.start, end=month.end,
                                amount=amount))  # fmt: skip
    return made


def test_of_a_material_what_is_lost_counts_and_waste_is_part_of_it() -> None:
    """10 % of the pieces is lost before and nothing with the upgrade; swept up or not."""
    from tests.services.test_savings import PIECES

    effect = replace(EFFECT, meter=None, unit="kg", quantity=Quantity.MATERIAL)
    made = measured(effect, *sheet())
    assert made.avoided is not None
    # February to December of 2024.
    assert made.avoided.avoided == pytest.approx(sum(PIECES[1:]) / 10, rel=0.02)


def test_a_material_tells_what_was_lost_in_kilograms_and_percent() -> None:
    effect = replace(EFFECT, meter=None, unit="kg", quantity=Quantity.MATERIAL)
    made = record(effect, *sheet())
    ((_, (measure,)),) = measures_of(made, all_savings(made, load_factors(made)))
    before, after = measure.losses
    assert before.share == pytest.approx(0.1, abs=0.001)
    assert after.share == pytest.approx(0, abs=0.001)
    assert before.loss == pytest.approx(before.put_in / 10, rel=0.01)
