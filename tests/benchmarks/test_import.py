"""100,000 rows of a workbook into a record, against reading and storing them plainly."""

from __future__ import annotations

import itertools
import sqlite3
import statistics
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from cpdesk.bootstrap import new_desk
from cpdesk.domain.plant import Meter, Reading
from cpdesk.exchange.proposal.grid import open_book
from cpdesk.exchange.proposal.proposing import propose
from cpdesk.services.importing import carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.benchmarks.comparing import compare, shown, timed
from tests.by_hand import workshop

ROWS, METERS = 100_000, 50
# A layout of one's own has to be understood first, row by row.
LIMITS = {"the template": 5, "a factory's own": 6.5}
LAYOUTS = {
    "the template": ("meter", "from", "to", "amount", "unit"),
    "a factory's own": ("电表", "开始日期", "结束日期", "用电量", "单位"),
}


@pytest.fixture(scope="module", params=LAYOUTS)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Daily readings of 50 meters under the headings of a layout; it is named by that."""
    path = tmp_path_factory.mktemp("book") / f"{request.param}.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Sheet1")
        sheet.write_row(0, 0, LAYOUTS[request.param])
        for row in range(ROWS):
            start = date(2015, 1, 1) + timedelta(row // METERS)
            sheet.write(row + 1, 0, f"M{row % METERS}")
            sheet.write_datetime(row + 1, 1, start, day)
            sheet.write_datetime(row + 1, 2, start + timedelta(1), day)
            sheet.write(row + 1, 3, 1000 + row % 977 + 0.25)
            sheet.write(row + 1, 4, "kWh")
    return path


def test_import_of_100000_rows(book: Path, tmp_path: Path) -> None:
    numbers = itertools.count()

    def plain() -> None:
        rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()[1:]
        with sqlite3.connect(tmp_path / f"{next(numbers)}.db") as base:
            base.execute("CREATE TABLE reading (meter, start, until, amount, unit)")
            base.executemany(
                "INSERT INTO reading VALUES (?, ?, ?, ?, ?)",
                ((m, str(start), str(end), amount, unit) for m, start, end, amount, unit in rows),
            )
        base.close()

    def ours() -> float:
        desk = with_meters(tmp_path / f"{next(numbers)}.cpdesk")
        taken = timed(lambda: take_in(desk, book))()
        desk.store.close()
        return taken

    compare(
        f"import of 100,000 rows laid out as {book.stem}", LIMITS[book.stem], ours, timed(plain),
        rounds=5,
    )  # fmt: skip


def test_a_proposal_for_a_workbook_of_twenty_sheets(tmp_path: Path) -> None:
    """Each sheet a year of daily readings of 20 meters, in under a second from the file on."""
    path = tmp_path / "twenty.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        for year in range(2005, 2025):
            sheet = workbook.add_worksheet(str(year))
            sheet.write_row(0, 0, ["日期", *(f"{each}#用电量(kWh)" for each in range(20))])
            for number in range(365):
                day = f"{date(year, 1, 1) + timedelta(number):%Y-%m-%d}"
                sheet.write_row(number + 1, 0, [day, *range(1000, 1020)])
    seconds = [timed(lambda: propose(open_book(path)))() for _ in range(5)]
    middle = statistics.median(seconds)
    print(f"\nproposal for a workbook of 20 sheets: {shown(middle)} (limit 1 s)")
    assert middle < 1


def with_meters(path: Path) -> Workspace:
    """A new record with the meters that the workbook speaks of."""
    desk = new_desk(path, author="benchmark")
    entities = workshop.entities()
    meter = next(each for each in entities if isinstance(each, Meter))
    with desk.store.change("Meters") as work:
        work.put_many(each for each in entities if not isinstance(each, Reading))
        work.put_many(meters_like(meter))
    return desk


def take_in(desk: Workspace, book: Path) -> None:
    plan = preview(desk, book)
    assert (plan.new, plan.refused) == (ROWS, 0)
    carry_out(desk, plan)


def meters_like(meter: Meter) -> list[Meter]:
    return [
        Meter(id=f"{number:032x}", code=f"M{number}", factory=meter.factory, kind=meter.kind,
              unit="kWh")
        for number in range(METERS)
    ]  # fmt: skip
