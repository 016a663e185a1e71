"""One cell edited until the window shows what it changed, against matplotlib drawing the chart."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from cpdesk.base.settings import Settings, save_settings
from cpdesk.documents.charts.style import Look
from cpdesk.domain.periods import Month
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.ui.application import Appearance
from cpdesk.ui.chart_box import ChartBox
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.months_page import MonthsPage
from cpdesk.ui.savings_page import SavingsPageView
from tests.benchmarks.comparing import compare, timed
from tests.presenters.months import type_month

DPI = 96


@pytest.fixture
def window(
    qapp: QApplication, twenty_years: Path, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window on a copy of the record, its page of savings turned to."""
    save_settings(Settings())
    appearance = Appearance(qapp, 10)
    appearance.speak("en")
    made = MainWindow(appearance.speak)
    made.resize(1366, 768)
    made.show()
    assert made.open_record(Path(shutil.copy(twenty_years, tmp_path)))
    assert made.desk is not None
    made.desk.open_page("savings")
    yield made
    made.close()
    made.deleteLater()


def test_one_cell_edited_with_20_years_and_50_meters(window: MainWindow) -> None:
    assert window.view is not None
    months, savings = window.view.page("months"), window.view.page("savings")
    assert isinstance(months, MonthsPage)
    assert isinstance(savings, SavingsPageView)
    page, chart = savings.page, savings.chart
    wait_for(chart)
    amounts = itertools.count(6000, 100)

    def ours() -> None:
        before = page.said.rows
        picture = chart.picture
        assert type_month(months.grid, "M0", Month(2024, 6), str(next(amounts)))
        wait_for(chart)
        assert page.said.rows != before
        assert chart.picture is not picture

    def plain() -> None:
        redraw(page, chart)

    compare("one cell edited with 20 years and 50 meters", 2, timed(ours), timed(plain))


def wait_for(chart: ChartBox) -> None:
    """Let the window work until it has painted the chart; it sleeps between events, as always."""
    while not chart.drawn:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def redraw(page: SavingsPage, chart: ChartBox) -> None:
    """What matplotlib alone takes to make and draw the chart that is shown, at its size."""
    look = Look(page.session.t, paper=False)
    figure = page.figure(look, (chart.width() / DPI, chart.height() / DPI))
    assert figure is not None
    figure.set_dpi(DPI)
    FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]
