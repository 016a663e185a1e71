"""100,000 rows of a workbook into a record, against reading and storing them plainly."""

from __future__ import annotations

import itertools
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from cpdesk.bootstrap import new_desk
from cpdesk.domain.plant import Meter, Reading
from cpdesk.services.importing import carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.benchmarks.comparing import compare, timed
from tests.by_hand import workshop

ROWS, METERS = 100_000, 50
HEADINGS = ("meter", "from", "to", "amount", "unit")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Daily readings of 50 meters."""
    path = tmp_path_factory.mktemp("book") / "readings.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Reading")
        sheet.write_row(0, 0, HEADINGS)
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

    compare("import of 100,000 rows", 5, ours, timed(plain), rounds=5)


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
