"""A dyeing mill with a Hong Kong shareholder (L4): steam and water, bimonthly bills, RMB only.

Typed by hand. Its one driver, pieces finished, explains nothing: the mill dyes for others and
counts whatever they bring.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.company import Company, Factory, Holding, Link, Party, PartyKind, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Convention, Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.projects import BudgetItem, Project
from cpdesk.domain.upgrades import Basis, Effect, Quantity, Upgrade, UpgradeKind
from cpdesk.domain.words import LocalText


def hans(words: str) -> LocalText:
    return LocalText(zh_Hans=words)


# Read on the 20th of every second month: tonnes of steam and yuan, cubic metres of water and yuan.
BILLS = (
    ("2023-01-20", "4120", "906400.00", "61880", "204204.00"),
    ("2023-03-20", "3275", "720500.00", "49310", "162723.00"),
    ("2023-05-20", "4388", "965360.00", "66020", "217866.00"),
    ("2023-07-20", "4297", "945340.00", "67140", "221562.00"),
    ("2023-09-20", "4205", "925100.00", "65990", "217767.00"),
    ("2023-11-20", "4461", "981420.00", "66875", "220687.50"),
    ("2024-01-20", "4390", "965800.00", "64120", "211596.00"),
    ("2024-03-20", "3360", "739200.00", "50480", "166584.00"),
    ("2024-05-20", "4402", "968440.00", "66310", "218823.00"),
    ("2024-07-20", "4276", "940720.00", "66905", "220786.50"),
    ("2024-09-20", "4188", "921360.00", "65540", "216282.00"),
    ("2024-11-20", "4437", "976140.00", "66190", "218427.00"),
    ("2025-01-20", "4351", "957220.00", "63870", "210771.00"),
    ("2025-03-20", "2904", "638880.00", "50120", "165396.00"),
    ("2025-05-20", "3790", "833800.00", "65780", "217074.00"),
    ("2025-07-20", "3688", "811360.00", "66450", "219285.00"),
    ("2025-09-20", "3611", "794420.00", "65210", "215193.00"),
    ("2025-11-20", "3842", "845240.00", "66020", "217866.00"),
    ("2026-01-20", "3774", "830280.00", "63940", "211002.00"),
)
PIECES = (
    911, 402, 1250, 318, 877, 1504, 260, 990, 1411, 655, 402, 1320,
    1188, 350, 760, 1422, 505, 1290, 333, 1105, 610, 1475, 820, 498,
    1380, 290, 1012, 455, 1333, 702, 1260, 380, 944, 1188, 520, 1401,
)


def entities() -> list[Entity]:
    """Everything the mill wrote down."""
    return [*_people(), *_meters(), *_bills(), *_pieces(), *_measures()]


def _people() -> list[Entity]:
    return [
        Company(
            id="co", code="C1", name=LocalText("Willow Bridge Trading Limited", "柳橋貿易有限公司")
        ),
        Factory(
            id="fa", code="F1", company="co", name=hans("柳桥染厂"), region=Region.GUANGDONG,
            city=hans("佛山"), link=Link.L4, sector="8",
        ),
        Party(
            id="pe", code="P1", name=LocalText("Yip Sau Lan", "葉秀蘭"), kind=PartyKind.PERSON,
            hong_kong_resident=True,
        ),
        Holding(id="h1", code="H1", owner="pe", owned="fa", share=Decimal("50.5")),
        Holding(id="h2", code="H2", owner="pe", owned="co", share=Decimal("30")),
    ]


def _meters() -> list[Entity]:
    return [
        Meter(
            id="st", code="ST", factory="fa", name=hans("外购蒸汽"), kind=MeterKind.STEAM,
            unit="t", convention=Convention.NEXT,
        ),
        Meter(
            id="wa", code="WA", factory="fa", name=hans("自来水"), kind=MeterKind.WATER,
            unit="m³", convention=Convention.THIS,
        ),
        Driver(
            id="pc", code="PC", factory="fa", name=hans("件数"), kind=DriverKind.PRODUCTION,
            unit="pcs",
        ),
    ]


def _bills() -> list[Entity]:
    made: list[Entity] = []
    start = date(2022, 11, 20)
    for read_on, steam, steam_cost, water, water_cost in BILLS:
        end = date.fromisoformat(read_on)
        for meter, amount, cost in (("st", steam, steam_cost), ("wa", water, water_cost)):
            made.append(
                Reading(
                    id=f"{meter}-{end}", meter=meter, start=start, end=end, amount=Decimal(amount),
                    cost=Decimal(cost), currency="CNY",
                )
            )
        start = end
    return made


def _pieces() -> list[Entity]:
    made: list[Entity] = []
    for index, amount in enumerate(PIECES):
        start = date(2023 + index // 12, index % 12 + 1, 1)
        end = date(2023 + (index + 1) // 12, (index + 1) % 12 + 1, 1)
        exact = Decimal(amount)
        made.append(Reading(id=f"pc-{start}", driver="pc", start=start, end=end, amount=exact))
    return made


def _measures() -> list[Entity]:
    return [
        Upgrade(
            id="u1", code="U1", factory="fa", name=hans("蒸汽冷凝水回收"),
            kind=UpgradeKind.RECOVERY,
            works_from=date(2025, 1, 20), running_from=date(2025, 2, 1), cost=Decimal("620000"),
        ),
        Effect(
            id="e1", code="X1", upgrade="u1", meter="st", quantity=Quantity.ENERGY,
            expected=Decimal("3000"), unit="t", tolerance=Decimal("25"), basis=Basis.CALCULATED,
            drivers=("pc",),
        ),
        Project(id="pr", code="P1", factory="fa", name=hans("低浴比染色")),
        Upgrade(
            id="u2", code="U2", factory="fa", project="pr", name=hans("低浴比染机"),
            kind=UpgradeKind.EQUIPMENT, cost=Decimal("980000"),
        ),
        Effect(
            id="e2", code="X2", upgrade="u2", meter="wa", quantity=Quantity.WATER,
            expected=Decimal("90000"), unit="m³", tolerance=Decimal("20"), basis=Basis.SUPPLIER,
        ),
        BudgetItem(
            id="b1", code="B1", project="pr", name=hans("低浴比染机"), quantity=Decimal("2"),
            unit_price=Decimal("490000"), currency="CNY",
        ),
    ]
