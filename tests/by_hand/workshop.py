"""A spray-painting workshop in Hong Kong (L6) on CLP: one meter, paint, and a lamp change.

Typed by hand: twenty-six CLP bills read about the 9th, a little paint bought when it runs out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.company import Company, Factory, LegalForm, Link, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Convention, Grid, Meter, MeterKind, Reading
from cpdesk.domain.projects import BudgetCategory, BudgetItem, Project
from cpdesk.domain.upgrades import Basis, Effect, Quantity, Upgrade, UpgradeKind
from cpdesk.domain.words import LocalText

READ_ON = (
    "2024-01-09", "2024-02-08", "2024-03-11", "2024-04-09", "2024-05-09", "2024-06-11",
    "2024-07-09", "2024-08-08", "2024-09-09", "2024-10-10", "2024-11-08", "2024-12-09",
    "2025-01-09", "2025-02-10", "2025-03-10", "2025-04-09", "2025-05-09", "2025-06-10",
    "2025-07-09", "2025-08-08", "2025-09-09", "2025-10-09", "2025-11-10", "2025-12-09",
    "2026-01-09", "2026-02-09", "2026-03-09",
)
KWH = (
    5120, 4310, 4880, 5460, 6210, 6890, 7240, 7310, 6980, 6120, 5330, 5040, 4690,
    4205, 4790, 5010, 5480, 6020, 6350, 6410, 6100, 5290, 4710, 4430, 4150, 3720,
)
PAINT = (("2024-02-01", "2024-07-01", "620"), ("2024-07-01", "2025-01-01", "744"),
         ("2025-01-01", "2025-08-01", "801"), ("2025-08-01", "2026-02-01", "655"))


def entities() -> list[Entity]:
    """Everything the workshop wrote down."""
    return [*_shop(), *_bills(), *_paint(), *_measures()]


def _shop() -> list[Entity]:
    return [
        Company(
            id="co", code="C1", name=LocalText("Red Kettle Auto Spray", "紅水壺汽車噴漆"),
            legal_form=LegalForm.SOLE_PROPRIETOR, telephone="2345 6789",
        ),
        Factory(
            id="fa", code="F1", company="co", region=Region.HONG_KONG, link=Link.L6, sector="0",
            name=LocalText("Red Kettle workshop, Tsuen Wan", "紅水壺荃灣工場"),
            polluting_process=LocalText("Spray painting and curing", "噴漆及固化"),
        ),
        Meter(
            id="el", code="CLP", factory="fa", name=LocalText("Electricity", "電力"), unit="kWh",
            kind=MeterKind.ELECTRICITY, convention=Convention.NEXT, grid=Grid.CLP,
        ),
        Meter(
            id="pa", code="PAINT", factory="fa", name=LocalText("Paint", "油漆"), unit="kg",
            kind=MeterKind.SOLVENT,
        ),
    ]


def _bills() -> list[Entity]:
    days = [date.fromisoformat(each) for each in READ_ON]
    return [
        Reading(
            id=f"el-{end}", meter="el", start=start, end=end, amount=Decimal(kwh),
            cost=(Decimal(kwh) * Decimal("1.44")).quantize(Decimal("0.1")), currency="HKD",
        )
        for start, end, kwh in zip(days[:-1], days[1:], KWH, strict=True)
    ]


def _paint() -> list[Entity]:
    return [
        Reading(
            id=f"pa-{start}", meter="pa", start=date.fromisoformat(start),
            end=date.fromisoformat(end), amount=Decimal(kg),
        )
        for start, end, kg in PAINT
    ]


def _measures() -> list[Entity]:
    return [
        Upgrade(
            id="u1", code="U1", factory="fa", name=LocalText("LED lamps in the booth", "噴房LED燈"),
            kind=UpgradeKind.EQUIPMENT, works_from=date(2025, 3, 1),
            running_from=date(2025, 3, 10), cost=Decimal("21800"), currency="HKD",
        ),
        Effect(
            id="e1", code="X1", upgrade="u1", meter="el", quantity=Quantity.ENERGY,
            expected=Decimal("6500"), unit="kWh", tolerance=Decimal("10"), basis=Basis.CALCULATED,
        ),
        Project(
            id="pr", code="P1", factory="fa",
            name=LocalText("Water-based paint and new spray booth", "水性漆及新噴房"),
        ),
        Upgrade(
            id="u2", code="U2", factory="fa", project="pr", kind=UpgradeKind.SUBSTITUTION,
            name=LocalText("Water-based paint", "水性漆"), cost=Decimal("260000"), currency="HKD",
        ),
        Effect(
            id="e2", code="X2", upgrade="u2", quantity=Quantity.VOC, expected=Decimal("480"),
            unit="kg", tolerance=Decimal("30"), basis=Basis.CALCULATED,
        ),
        BudgetItem(
            id="b1", code="B1", project="pr", name=LocalText("Spray booth", "噴房"),
            category=BudgetCategory.EQUIPMENT, quantity=Decimal("1"),
            unit_price=Decimal("260000"), currency="HKD", rate=Decimal("1"),
        ),
    ]
