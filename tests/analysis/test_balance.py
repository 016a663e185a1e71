"""Balances of solvents, materials and loads, held against arithmetic by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from cpdesk.analysis.saving import balance_findings as found
from cpdesk.analysis.saving.avoided import Series, Verdict, avoided
from cpdesk.analysis.saving.balance import FlowAmounts, MaterialLoss, balance, material_loss
from cpdesk.domain.findings import FindingKind, Place
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.upgrades import Effect, Quantity
from cpdesk.domain.verification import Flow, FlowRole

MAY = Month(2024, 5)


def flow(role: FlowRole | None, amounts: Any, unit: str = "t", **given: Any) -> FlowAmounts:
    """A flow with one amount for May 2024, or with several by month."""
    share, density = (None if given.get(name) is None else Decimal(given[name])
                      for name in ("share", "density"))  # fmt: skip
    code = role.value if role else "flow"
    kind = given.get("kind", MeterKind.SOLVENT)
    meter = Meter(id=code, code=code, factory="f", unit=unit, kind=kind, density=density)
    months = amounts if isinstance(amounts, Mapping) else {MAY: amounts}
    return FlowAmounts(
        Flow(id=code, code=code, effect="e", meter=code, role=role, share=share), meter, months,
        given.get("concentration"),
    )  # fmt: skip


def effect(*treatment: str | None, quantity: Quantity = Quantity.VOC) -> Effect:
    """Capture and destruction before, then with the upgrade, in percent."""
    names = ("capture_before", "destruction_before", "capture_after", "destruction_after")
    given = {
        name: None if each is None else Decimal(each)
        for name, each in zip(names, treatment, strict=False)
    }
    return Effect(**{"id": "e", "code": "E1", "upgrade": "u", "quantity": quantity, **given})


SOLVENT = [
    flow(FlowRole.INPUT, 12.0, share="80"),
    flow(FlowRole.RECOVERED, 1.5),
    flow(FlowRole.WASTE, 600.0, unit="kg"),
]


def test_solvent_by_hand() -> None:
    """12 t at 80 % less 1.5 t and 0.6 t are 7,500 kg; 85 % captured, of which 90 % destroyed."""
    result = balance(effect("85", "90"), SOLVENT, None)
    assert result.findings == ()
    (month,) = result.months
    assert month.generated == pytest.approx(7_500)
    assert month.fugitive == pytest.approx(1_125)
    assert month.stack == pytest.approx(637.5)
    assert result.emission == {MAY: pytest.approx(1_762.5)}


def test_shares_of_what_leaves() -> None:
    """A waste of 1 t that is half solvent takes away 500 kg; the product's 0.2 t all of it."""
    flows = [
        flow(FlowRole.INPUT, 2.0, share="90"),
        flow(FlowRole.INPUT, 1.0, share="20"),
        flow(FlowRole.WASTE, 1.0, share="50"),
        flow(FlowRole.PRODUCT, 0.2),
    ]
    (month,) = balance(effect(), flows, None).months
    assert month.generated == pytest.approx(1_800 + 200 - 500 - 200)
    assert month.emission == pytest.approx(month.generated)
    assert month.parts[FlowRole.INPUT] == pytest.approx(2_000)


def test_litres_by_their_density() -> None:
    (month,) = balance(
        effect(), [flow(FlowRole.INPUT, 200.0, unit="L", density="0.87", share="100")], None
    ).months
    assert month.emission == pytest.approx(174)


def test_treatment_of_each_side_and_none_of_the_month_between() -> None:
    amounts = {MAY + at: 1.0 for at in range(4)}
    flows = [flow(FlowRole.INPUT, amounts, share="100")]
    changed = balance(effect("50", "80", "90", "95"), flows, date(2024, 6, 15))
    assert changed.emission == {
        MAY: pytest.approx(600),  # 1 - 0.5 x 0.8
        MAY + 2: pytest.approx(145),  # 1 - 0.9 x 0.95
        MAY + 3: pytest.approx(145),
    }
    first_of_month = balance(effect("50", "80", "90", "95"), flows, date(2024, 6, 1))
    assert list(first_of_month.emission.values()) == pytest.approx([600, 145, 145, 145])
    same = balance(effect("50", "80", "50", "80"), flows, date(2024, 6, 15))
    assert list(same.emission.values()) == pytest.approx([600] * 4)


def water(amount: Any, concentration: Mapping[Month, float] | None, **given: Any) -> FlowAmounts:
    return flow(FlowRole.LOAD, amount, concentration=concentration,
                **{"kind": MeterKind.WASTEWATER, "unit": "m³", **given})  # fmt: skip


def test_a_load_is_volume_by_concentration() -> None:
    """5,000 m3 at 80 mg/L are 400 kg; the first month has no sample, the last no water."""
    volumes = {MAY: 900.0, MAY + 1: 5_000.0, MAY + 2: 0.0}
    cod = effect(quantity=Quantity.COD)
    result = balance(cod, [water(volumes, {MAY + 1: 80.0})], None)
    assert result.emission == {MAY + 1: pytest.approx(400), MAY + 2: 0}
    assert [(each.kind, each.facts["n"]) for each in result.findings] == [(found.UNKNOWN, 1)]
    tonnes = balance(cod, [water(5_000.0, {MAY: 80.0}, unit="吨", density="1")], None)
    assert tonnes.emission == {MAY: pytest.approx(400)}
    treated = balance(effect("100", "90", quantity=Quantity.COD), [water(5e3, {MAY: 80.0})], None)
    assert treated.emission == {MAY: pytest.approx(40)}


def test_only_months_in_which_every_flow_is_known() -> None:
    amounts = {MAY + at: 2.0 for at in range(5)}
    recovered = {MAY + at: 1.0 for at in (1, 3)}
    flows = [flow(FlowRole.INPUT, amounts, share="50"), flow(FlowRole.RECOVERED, recovered)]
    result = balance(effect(), flows, None)
    assert list(result.emission) == [MAY + 1, MAY + 3]
    (unknown,) = result.findings
    assert unknown.kind is found.UNKNOWN
    assert unknown.facts == {"meter": "recovered", "n": 3, "first": MAY, "last": MAY + 4}


def test_a_negative_month_is_told_and_the_year_evens_out() -> None:
    amounts = {MAY: 4.0, MAY + 1: 0.0}
    waste = {MAY: 1.0, MAY + 1: 1.0}
    flows = [flow(FlowRole.INPUT, amounts, share="100"), flow(FlowRole.WASTE, waste)]
    result = balance(effect(), flows, None)
    assert sum(result.emission.values()) == pytest.approx(2_000)
    assert [(each.kind, each.facts["months"]) for each in result.findings] == [
        (found.NEGATIVE, (MAY + 1,))
    ]


@pytest.mark.parametrize(
    ("flows", "kind", "place"),
    [
        (SOLVENT[1:], found.NO_INPUT, Place("effect", "E1")),
        ([], found.NO_INPUT, Place("effect", "E1")),
        ([*SOLVENT, water(1.0, {MAY: 1.0})], found.MIXED, Place("effect", "E1")),
        ([flow(FlowRole.INPUT, 1.0)], found.NO_SHARE, Place("flow", "input", "share")),
        ([flow(FlowRole.INPUT, 1.0, share="101")], found.SHARE_RANGE,
         Place("flow", "input", "share")),
        ([flow(FlowRole.INPUT, 1.0, share="50", unit="L")], found.NO_MASS,
         Place("meter", "input", "unit")),
        ([flow(FlowRole.INPUT, 1.0, share="50", unit="桶", density="1")], found.NO_MASS,
         Place("meter", "input", "unit")),
        ([water(1.0, {MAY: 1.0}, unit="t")], found.NO_VOLUME, Place("meter", "load", "unit")),
        ([water(1.0, None)], found.NO_CONCENTRATION, Place("flow", "load", "concentration")),
        ([*SOLVENT, flow(None, 1.0)], found.NO_ROLE, Place("flow", "flow", "role")),
        ([SOLVENT[0], flow(FlowRole.WASTE, {MAY + 1: 1.0})], found.NO_MONTHS,
         Place("effect", "E1")),
    ],
)  # fmt: skip
def test_what_stands_against_a_balance(
    flows: list[FlowAmounts], kind: FindingKind, place: Place
) -> None:
    result = balance(effect(), flows, None)
    assert (kind, place) in [(each.kind, each.place) for each in result.findings]
    assert result.emission == {}


@pytest.mark.parametrize(
    ("given", "since", "kind", "field"),
    [
        (("101", "90"), None, found.NOT_FRACTION, "capture_before"),
        (("85", "-1"), None, found.NOT_FRACTION, "destruction_before"),
        (("85", "90", "95", "180"), date(2024, 6, 1), found.NOT_FRACTION, "destruction_after"),
        (("85", None), None, found.NO_TREATMENT, "destruction_before"),
        (("85", "90"), date(2024, 6, 1), found.NO_TREATMENT, "capture_after"),
        ((None, None, "95", "98"), date(2024, 6, 1), found.NO_TREATMENT, "capture_before"),
    ],
)
def test_treatment_is_asked_for_and_not_guessed(
    given: tuple[str | None, ...], since: date | None, kind: FindingKind, field: str
) -> None:
    result = balance(effect(*given), SOLVENT, since)
    assert [(each.kind, each.place) for each in result.findings] == [
        (kind, Place("effect", "E1", field))
    ]
    assert result.months == ()


def test_material_by_hand() -> None:
    """50 t of sheet: 41 t in good parts, 6 t back to the mill, 3 t lost, which is 6 %."""
    flows = [
        flow(FlowRole.INPUT, {MAY: 30.0, MAY + 1: 20.0}, kind=MeterKind.MATERIAL),
        flow(FlowRole.PRODUCT, {MAY: 25.0, MAY + 1: 16.0}, kind=MeterKind.MATERIAL),
        flow(FlowRole.RECOVERED, {MAY: 3.0, MAY + 1: 3.0}, kind=MeterKind.MATERIAL),
        flow(FlowRole.WASTE, {MAY: 1.0, MAY + 1: 0.5}, kind=MeterKind.MATERIAL),
    ]
    result = balance(effect(quantity=Quantity.MATERIAL), flows, None)
    assert result.loss == {MAY: pytest.approx(2_000), MAY + 1: pytest.approx(1_000)}
    lost = material_loss(result.months)
    assert (lost.put_in, lost.good, lost.recycled) == (50_000, 41_000, 6_000)
    assert lost.loss == pytest.approx(3_000)
    assert lost.share == pytest.approx(0.06)
    assert MaterialLoss(0, 0, 0).share is None


def test_the_series_is_compared_like_a_meters() -> None:
    """0.05 t of solvent for each of 100 to 300 tonnes; capture x destruction 0 -> 0.81."""
    rng = np.random.default_rng(7)
    start = Month(2022, 1)
    output = {start + at: float(each) for at, each in enumerate(rng.uniform(100, 300, 36))}
    bought = {month: 0.05 * each + rng.normal(0, 0.2) for month, each in output.items()}
    flows = [flow(FlowRole.INPUT, bought, share="60")]
    made = balance(effect("0", "0", "90", "90"), flows, date(2024, 1, 1))
    months = sorted(made.emission)
    result = avoided(Series(made.emission, {"output": output}), months[:24], months[24:])
    expected = 0.81 * 600 * sum(0.05 * output[month] for month in months[24:])
    assert result.verdict is Verdict.SHOWN
    assert result.half_width is not None
    assert abs(result.avoided - expected) < result.half_width
    assert result.fraction == pytest.approx(0.81, abs=0.02)
