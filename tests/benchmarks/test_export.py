"""A record of 100,000 readings into a workbook, against XlsxWriter writing the same cells."""

from __future__ import annotations

import itertools
import tracemalloc
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from cpdesk.base.languages import translator
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import Change, Identity, Record
from cpdesk.exchange.template import write
from tests.benchmarks.comparing import compare, timed

ROWS, METERS = 100_000, 50
LIMIT = 2
SHEET = "Reading"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def record() -> Record:
    """Daily bills of 50 meters."""
    meters = [Meter(id=f"m{at}", code=f"M{at}", factory="f", unit="kWh") for at in range(METERS)]
    things = [Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"), *meters]
    bills = (_bill(at) for at in range(ROWS))
    changes = [Change(None, each) for each in (*things, *bills)]
    return Record(Identity("r", 0, ""), {}).after(changes, Identity("r", 1, ""))


def _bill(at: int) -> Reading:
    start = date(2015, 1, 1) + timedelta(at // METERS)
    return Reading(
        id=f"{at:032x}", meter=f"m{at % METERS}", start=start, end=start + timedelta(1),
        amount=Decimal(f"{1000 + at % 977}.25"), cost=Decimal(f"{800 + at % 500}.50"),
        currency="CNY", origin=f"bills.xlsx Sheet1!A{at}",
    )  # fmt: skip


def test_export_of_100000_readings(record: Record, tmp_path: Path) -> None:
    names = (tmp_path / f"{number}.xlsx" for number in itertools.count())
    book = CalamineWorkbook.from_path(write(record, next(names), translator("en")))
    cells = book.get_sheet_by_name(SHEET).to_python()

    def plain() -> None:
        with xlsxwriter.Workbook(next(names), {"constant_memory": True}) as workbook:
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            sheet = workbook.add_worksheet()
            for at, row in enumerate(cells):
                for column, cell in enumerate(row):
                    if cell == "":
                        continue
                    if isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, day)
                    else:
                        sheet.write_number(at, column, cell)

    ours = timed(lambda: write(record, next(names), translator("en")))
    compare("export of 100,000 readings", LIMIT, ours, timed(plain), rounds=3)


def test_an_export_takes_no_memory_for_its_rows(record: Record, tmp_path: Path) -> None:
    """The sorted list of readings is all that grows: eight bytes a row and a key for each."""
    write(record, tmp_path / "a.xlsx", translator("en"))
    tracemalloc.start()
    write(record, tmp_path / "b.xlsx", translator("en"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"\nexport of 100,000 readings: at most {peak / 2**20:.1f} MiB more")
    assert peak < 25 * 2**20
