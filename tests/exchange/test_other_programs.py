"""Other programs' files go the general way, from the file to the record and back again."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpdesk.bootstrap import new_desk
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.services.importing import Plan, carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.exchange.test_proposals import SAMPLES, needs_samples
from tests.exchange.workbooks import day_columns

pytestmark = pytest.mark.filterwarnings("ignore:Data Validation")
DAYS = [datetime(2024, 1, 31), datetime(2024, 2, 29), datetime(2024, 3, 31), datetime(2024, 4, 30)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    yield desk
    desk.store.close()


def taken(desk: Workspace, path: Path) -> Plan:
    """Imported; a second time nothing is new, and one undo leaves nothing behind."""
    before = desk.record
    plan = preview(desk, path)
    assert plan.refused == 0
    carry_out(desk, plan)
    again = preview(desk, path)
    assert (again.new, again.changed, again.refused) == (0, 0, 0)
    desk.store.undo()
    assert desk.record.same_content(before)
    desk.store.redo()
    return plan


def said(plan: Plan, code: str) -> str:
    return " ".join(str(each.facts) for each in plan.findings if each.code == code)


def sums(desk: Workspace) -> dict[str, Decimal]:
    found = {}
    for meter in desk.record.all(Meter):
        found[meter.account or str(meter.name)] = sum(
            (each.amount for each in desk.record.readings(meter)), Decimal(0)
        )
    return found


@needs_samples
def test_a_portfolio_manager_export(desk: Workspace) -> None:
    path = SAMPLES / "example-pm-monthly-meter-usage-2-cost-meters.xlsx"
    rows = list(openpyxl.load_workbook(path).active.iter_rows(min_row=7, values_only=True))
    plan = taken(desk, path)
    expected: dict[str, float] = {}
    for row in rows:
        expected[row[2]] = expected.get(row[2], 0) + row[9]
    assert {key: float(each) for key, each in sums(desk).items()} == pytest.approx(expected)
    left = said(plan, "columns-aside")
    assert all(each in left for each in ("Demand Cost", "Demand (kW)", "Green Power"))


@needs_samples
def test_a_series_of_starts_and_values(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "il-electricity.csv"
    source = SAMPLES / "il-electricity-cdd-hdd-billing_monthly.csv.gz"
    path.write_bytes(gzip.decompress(source.read_bytes()))
    plan = taken(desk, path)
    readings = desk.record.all(Reading)
    assert sum(each.amount for each in readings) == Decimal("21290.17")
    assert sum((each.end - each.start).days for each in readings) == 790
    assert said(plan, "meter-unit-unknown")


def test_a_month_sheet_with_marks_inside_its_cells(desk: Workspace, tmp_path: Path) -> None:
    """年, 月 and 31 columns of days; every text begins with a byte-order mark."""
    path = day_columns.write(tmp_path)
    book = openpyxl.load_workbook(path)
    for cell in (each for row in book.active.iter_rows() for each in row):
        if isinstance(cell.value, str):
            cell.value = f"\ufeff{cell.value}\u200b "
    book.save(path)
    taken(desk, path)
    power, water = (Decimal(str(sum(each))) for each in (day_columns.POWER, day_columns.WATER))
    assert sums(desk) == {"车间总电表": power, "自来水表": water}
    assert {each.start.month for each in desk.record.all(Reading)} == {6}


def filled(path: Path, sheets: dict[str, list[dict[str, Any]]]) -> Path:
    """The sample of VERIFI's workbook with rows below its own headings."""
    book = openpyxl.load_workbook(SAMPLES / "VERIFI-Import-Data_V2_4cafdc1.xlsx")
    for name, rows in sheets.items():
        sheet = book[name]
        heads = [each.value for each in sheet[1]]
        for number, row in enumerate(rows, 2):
            for heading, value in row.items():
                sheet.cell(number, heads.index(heading) + 1, value)
    for sheet in book:
        sheet._images = []  # openpyxl cannot write them again
    book.save(path)
    return path


def read_on(meter: str, at: int, use: float, cost: float, **others: float) -> dict[str, Any]:
    return {"Meter Number": meter, "Read Date": DAYS[at], "Total Consumption": use,
            "Total Cost": cost, **others}  # fmt: skip


@needs_samples
@pytest.mark.parametrize("by_day", [False, True])
def test_a_workbook_of_verifi(desk: Workspace, tmp_path: Path, by_day: bool) -> None:
    """Two meters among each other: each bill runs from the reading before of the same meter."""
    power = [read_on(meter, at, use + at, 700 + at, **{
        "Total Real Demand": 55, "Block 1 Consumption": use - 400, "Other Charge": at,
        "Block 2 Consumption": 400 + at, "Block 1 Consumption Charge": 400,
        "Block 2 Consumption Charge": 300})
        for meter, use in (("E-100", 1000), ("E-200", 2000)) for at in range(4)]  # fmt: skip
    power[4]["Read Date"] = datetime(2024, 2, 2)
    if by_day:
        power.sort(key=lambda row: row["Read Date"])
    water = [read_on("W-1", at, 50 + at, 150 + at) for at in range(4)]
    path = filled(tmp_path / "VERIFI.xlsx", {"Electricity": power, "Water": water})
    plan = taken(desk, path)
    assert sums(desk) == {"E-100": 3006, "E-200": 6006, "W-1": 156}
    kinds = {each.account: each.kind for each in desk.record.all(Meter)}
    assert kinds == {"E-100": MeterKind.ELECTRICITY, "E-200": MeterKind.ELECTRICITY,
                     "W-1": MeterKind.WATER}  # fmt: skip
    first = next(each for each in desk.record.all(Meter) if each.account == "E-200")
    spans = [(each.start, each.end, each.cost) for each in desk.record.readings(first)]
    assert spans == [
        (date(2024, 2, 2), date(2024, 2, 29), 701), (date(2024, 2, 29), date(2024, 3, 31), 702),
        (date(2024, 3, 31), date(2024, 4, 30), 703),
    ]  # fmt: skip
    left = said(plan, "columns-aside")
    for each in ("Total Real Demand", "Block 1 Consumption", "Other Charge", "State Sales Tax"):
        assert each in left
    assert "Meters-Utilities" in said(plan, "sheet-aside")


@needs_samples
def test_the_units_of_verifi_stand_in_its_list_of_meters(desk: Workspace, tmp_path: Path) -> None:
    listed = [{"Meter Number (unique)": number, "Source": source, "Collection Unit": unit,
               "Energy Unit": "kWh"}
              for number, source, unit in (("E-100", "Electricity", "MWh"),
                                           ("W-1", "Water Intake", "gal"))]  # fmt: skip
    path = filled(tmp_path / "VERIFI.xlsx", {
        "Meters-Utilities": listed,
        "Electricity": [read_on("E-100", at, 10, 700) for at in range(4)],
        "Water": [read_on("W-1", at, 50, 150) for at in range(4)],
    })  # fmt: skip
    plan = taken(desk, path)
    assert {each.account: each.unit for each in desk.record.all(Meter)} == {
        "E-100": "MWh", "W-1": "gal",
    }  # fmt: skip
    assert "meter-unit-unknown" not in {each.code for each in plan.findings}


@needs_samples
def test_a_blank_workbook_of_verifi_is_refused_with_the_way_out(desk: Workspace) -> None:
    from cpdesk.domain.findings import Refusal

    with pytest.raises(Refusal) as refused:
        preview(desk, SAMPLES / "VERIFI-Import-Data_V2_4cafdc1.xlsx")
    assert refused.value.finding.code == "no-sheet"
