"""One figure, typed in the window's presenter, found again in the text of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import Project
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.session import Session
from cpdesk.records.store import Store
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder
from cpdesk.services.packs import make
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace
from tests.by_hand import workshop
from tests.presenters.months import type_month


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with Store.create(tmp_path / "一個數字.cpdesk", author="test", now=noon) as store:
        with store.change("Typed by hand") as work:
            for entity in workshop.entities():
                work.put(entity)
        yield Workspace(store, noon, "test")


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_12500_kwh_travel_from_the_grid_to_the_paper(
    desk: Workspace, tmp_path: Path, language: str
) -> None:
    meter = desk.record.find(Meter, "CLP")
    assert meter is not None
    grid = MonthsGrid(Session(desk, language))
    assert type_month(grid, meter.code, Month(2026, 4), "１２，５００")
    value = monthly(desk.record, meter).value(Month(2026, 4))
    assert value is not None
    assert value.complete
    assert str(value.amount) == "12500"
    made = make(
        desk, ApplicationOrder(desk.record.all(Project)[0]), language, tmp_path / "申請.pdf",
        date(2026, 11, 24), False, NullJob(),
    )
    assert "12,500" in text_of(made.path)
