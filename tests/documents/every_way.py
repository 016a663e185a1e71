"""A factory in which savings are measured in every way, for the papers.

At the main meter M1 three upgrades act, one of them with a sub-meter; two share the water without
an estimate; the gas is normalised, the solvent a balance, and lamps are measured on the spot.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence, ExchangeRate
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Grid, Meter, MeterKind, Reading
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.verification import (
    Adjustment,
    AdjustmentKind,
    Flow,
    FlowRole,
    Side,
    Spot,
    SpotKind,
    Way,
)
from cpdesk.domain.words import LocalText

PIECES = (900, 700, 1000, 1100, 1200, 1150, 1050, 950, 1000, 1080, 1120, 1020)
ODD = (60, -60, -60, 60, 60, -60, 60, -60, -60, 60, -60, 60)
MONTHS = 48  # from January 2022 to December 2025


def both(english: str, chinese: str) -> LocalText:
    return LocalText(english, chinese, chinese)


def entities() -> list[Entity]:
    """Everything; the upgrades run from 2024 on."""
    return [*_plant(), *_readings(), *_shared(), *_others(), *_spots(), *_papers()]


def _plant() -> list[Entity]:
    def meter(id: str, kind: MeterKind, unit: str, *name: str, **more: Any) -> Meter:
        return Meter(
            id=id, code=id.upper(), factory="f", kind=kind, unit=unit, name=both(*name), **more
        )

    return [
        Company(id="c", code="C1", name=both("Every Way Limited", "各法有限公司")),
        Factory(id="f", code="F1", company="c", region=Region.GUANGDONG, name=both("Works", "厂")),
        meter("m1", MeterKind.ELECTRICITY, "kWh", "Main meter", "总电表", grid=Grid.GUANGDONG,
              calibrated_on=date(2024, 5, 1), calibration="CAL-77"),
        meter("m2", MeterKind.ELECTRICITY, "MWh", "Pumps", "水泵", above="m1",
              grid=Grid.GUANGDONG),
        meter("m3", MeterKind.WATER, "m³", "Water", "自来水"),
        meter("m4", MeterKind.NATURAL_GAS, "m³", "Gas", "天然气"),
        meter("m5", MeterKind.SOLVENT, "kg", "Thinner", "稀释剂"),
        meter("m6", MeterKind.ELECTRICITY, "kWh", "New line", "新线", above="m1",
              grid=Grid.GUANGDONG),
        Driver(id="d", code="D1", factory="f", unit="pcs", kind=DriverKind.PRODUCTION,
               name=both("Pieces", "件数")),
        ExchangeRate(id="r", on=date(2024, 6, 30), rate=Decimal("1.08")),
        Tariff(id="t", code="TA1", meter="m1", valid_from=date(2023, 1, 1)),
        TariffBand(id="tb", code="TB1", tariff="t", price=Decimal("0.7")),
    ]  # fmt: skip


def _readings() -> list[Entity]:
    made: list[Entity] = []
    for at in range(MONTHS):
        month, pieces, odd = Month(2022, 1) + at, PIECES[at % 12], ODD[at % 12]
        after = [at >= first for first in (25, 30, 36)]
        line = 1000 if at >= 40 else 0
        use = {
            "m1": 20_000 + 10 * pieces + 3 * odd + line
            - 3000 * after[0] - 2000 * after[1] - 1500 * after[2],
            "m2": Decimal(6) - Decimal("1.5") * after[2] + Decimal(odd) / 1000,
            "m3": 300 + pieces / 2 + odd / 10 - 60 * after[0] - 40 * after[1],
            "m4": 500 + 2 * pieces + odd / 3 - 400 * after[0],
            "m5": Decimal(pieces) / 10 * (1 if at < 25 else Decimal("0.5")) + Decimal(odd) / 40,
            "m6": line,
        }  # fmt: skip
        made += [_reading(meter, month, Decimal(str(amount))) for meter, amount in use.items()]
        made.append(Reading(id=f"d{at}", driver="d", start=month.start, end=month.end,
                            amount=Decimal(pieces)))  # fmt: skip
    return made


def _reading(meter: str, month: Month, amount: Decimal) -> Reading:
    cost = None if meter == "m5" else amount * Decimal("0.8")
    return Reading(
        id=f"{meter}-{month}", meter=meter, start=month.start, end=month.end, amount=amount,
        cost=cost, currency="CNY" if cost else "",
    )


def upgrade(code: str, english: str, chinese: str, since: date, **more: Any) -> Upgrade:
    works = date(since.year - (since.month == 1), (since.month - 2) % 12 + 1, 15)
    return Upgrade(
        id=code.lower(), code=code, factory="f", name=both(english, chinese), works_from=works,
        running_from=since, cost=Decimal(100_000), life_years=Decimal(10),
        discount_rate=Decimal(6), **more,
    )


def effect(code: str, of: str, meter: str | None, **more: Any) -> Effect:
    return Effect(id=code.lower(), code=code, upgrade=of.lower(), meter=meter,
                  **{"drivers": ("d",), **more})  # fmt: skip


def _shared() -> list[Entity]:
    energy = {"quantity": Quantity.ENERGY, "baseline_to": date(2024, 1, 1)}
    return [
        upgrade("U1", "Compressors", "空压机", date(2024, 2, 1), grant=Decimal(20_000)),
        effect("X1", "U1", "m1", expected=Decimal(48), unit="MWh", **energy),
        upgrade("U2", "Lamps", "照明", date(2024, 7, 1)),
        effect("X2", "U2", "m1", expected=Decimal(16_000), unit="kWh", **energy),
        upgrade("U3", "Pumps", "水泵", date(2025, 1, 1)),
        effect("X3", "U3", "m2", quantity=Quantity.ENERGY, drivers=()),
        upgrade("U4", "Taps", "水龙头", date(2024, 2, 1)),
        effect("X4", "U4", "m3", quantity=Quantity.WATER),
        upgrade("U5", "Rinsing", "漂洗", date(2024, 7, 1)),
        effect("X5", "U5", "m3", quantity=Quantity.WATER),
        Adjustment(id="j1", code="J1", effect="x1", name=both("New line", "新线"),
                   reason=both("It makes what is not counted in pieces.", "其产品不计入件数。"),
                   kind=AdjustmentKind.METERED, meter="m6", start=date(2025, 5, 1),
                   tolerance=Decimal(2)),
        Adjustment(id="j2", code="J2", effect="x1", name=both("Exhibition", "展览"),
                   reason=both("Halls were lit for ten days.", "展厅照明十天。"),
                   kind=AdjustmentKind.ESTIMATE, start=date(2024, 9, 1), end=date(2024, 9, 11),
                   amount=Decimal(900), tolerance=Decimal(20)),
    ]  # fmt: skip


def _others() -> list[Entity]:
    return [
        upgrade("U6", "Burners", "燃烧器", date(2024, 2, 1)),
        effect("X6", "U6", "m4", quantity=Quantity.ENERGY, way=Way.NORMALISED),
        upgrade("U7", "Water-based thinner", "水性稀释剂", date(2024, 2, 1)),
        effect("X7", "U7", None, quantity=Quantity.VOC, unit="kg", capture_after=Decimal(0),
               destruction_after=Decimal(0), capture_before=Decimal(0),
               destruction_before=Decimal(0)),
        Flow(id="fl", code="FL1", effect="x7", meter="m5", role=FlowRole.INPUT,
             share=Decimal(80), source=both("Safety data sheet", "安全数据表")),
    ]  # fmt: skip


def _spots() -> list[Entity]:
    def spot(of: str, side: Side, kind: SpotKind, value: str, **more: Any) -> Spot:
        name = f"{of}{side.value}{kind.value}"
        made = {"samples": 10, "population": 10, "tolerance": Decimal(2), **more}
        return Spot(
            id=name, code=name, effect=of, side=side, kind=kind, value=Decimal(value),
            instrument="Clamp meter 3169", measured_on=date(2024, 3, 5), **made,
        )  # fmt: skip

    def spots(of: str, agreed: bool) -> list[Entity]:
        return [
            spot(of, Side.BEFORE, SpotKind.POWER, "7.5", samples=5, sd=Decimal("0.2")),
            spot(of, Side.AFTER, SpotKind.POWER, "5"),
            spot(of, Side.BEFORE, SpotKind.HOURS, "6000", agreed=agreed, tolerance=Decimal(5)),
        ]

    return [
        upgrade("U8", "Fans", "风机", date(2024, 2, 1)),
        effect("X8", "U8", "m1", quantity=Quantity.ENERGY, way=Way.SPOT, drivers=()),
        *spots("x8", True),
        upgrade("U9", "Hand tools", "手工具", date(2024, 2, 1)),
        effect("X9", "U9", None, quantity=Quantity.ENERGY, way=Way.SPOT, drivers=()),
        *spots("x9", False),
    ]


def _papers() -> list[Entity]:
    return [
        Evidence(id="e1", code="E1", name=both("Log of the new line", "新线记录"), pages=2,
                 file_name="line.pdf", sha256="a" * 64),
        Attachment(id="a1", code="A1", evidence="e1", to="j1", pages="2"),
    ]  # fmt: skip
