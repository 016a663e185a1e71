"""The grid where an estimated bill was folded into the next one, or a column is computed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, Reading
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.presenters.session import Session
from tests.presenters.conftest import Recorder

JUN, JUL = 5, 6


@pytest.fixture
def grid(session: Session, view: Recorder) -> MonthsGrid:
    made = MonthsGrid(session)
    made.attach(view)
    return made


def test_the_share_is_shown_and_the_typed_figure_stays_to_be_corrected(grid: MonthsGrid) -> None:
    """5000 guessed for June and 1100 in July: 6100 over 30 + 31 days are 3000 and 3100."""
    grid.type(JUN, 0, "5000")
    grid.type(JUL, 0, "1100")
    assert grid.mark_estimated(JUN, 0)
    june, july = grid.cell(JUN, 0), grid.cell(JUL, 0)
    assert (june.text, june.edit, june.state) == ("3,000", "5000", CellState.ESTIMATED)
    assert (july.text, july.edit, july.state) == ("3,100", "1100", CellState.TYPED)
    assert "2 bills are therefore spread together" in june.tip
    assert july.tip == june.tip


def test_the_mark_is_taken_away_again(grid: MonthsGrid) -> None:
    grid.type(JUN, 0, "5000")
    grid.type(JUL, 0, "1100")
    grid.mark_estimated(JUN, 0)
    assert grid.mark_estimated(JUN, 0)
    assert (grid.cell(JUN, 0).text, grid.cell(JUN, 0).state) == ("5,000", CellState.TYPED)


def test_a_figure_of_a_fold_is_corrected_in_place(grid: MonthsGrid) -> None:
    grid.type(JUN, 0, "5000")
    grid.type(JUL, 0, "1100")
    grid.mark_estimated(JUN, 0)
    meter = grid.session.find(Meter, "CLP")
    assert meter is not None
    before = len(grid.session.record.readings(meter))
    assert grid.type(JUL, 0, "2320")  # 7320 over 61 days: 120 a day
    assert (grid.cell(JUN, 0).text, grid.cell(JUL, 0).text) == ("3,600", "3,720")
    assert grid.type(JUN, 0, "3500")  # typed, so it is no estimate any more
    assert (grid.cell(JUN, 0).text, grid.cell(JUL, 0).text) == ("3,500", "2,320")
    assert len(grid.session.record.readings(meter)) == before


def test_electricity_of_zero_is_told_when_it_is_typed(grid: MonthsGrid, view: Recorder) -> None:
    assert grid.type(JUN, 0, "0")
    (line,) = view.last("show_findings")[0]
    assert "no electricity in June 2026" in line.sentence
    assert grid.cell(JUN, 0).state is CellState.ZERO
    assert "no electricity" in grid.cell(JUN, 0).tip


def test_a_computed_column_is_read_and_never_typed(session: Session, view: Recorder) -> None:
    factory = session.record.all(Meter)[0].factory
    temperatures = Driver(id="t", code="T", factory=factory, kind=DriverKind.TEMPERATURE,
                          unit="°C")  # fmt: skip
    computed = Driver(
        id="cd", code="CDD", factory=factory, kind=DriverKind.COOLING_DEGREE_DAYS,
        temperatures="t", base_temperature=Decimal(18),
    )  # fmt: skip
    june = Month(2026, 6)
    days = [june.start + timedelta(at) for at in range(30)]
    with session.ws.store.change("Weather") as work:
        work.put_many([temperatures, computed, *(_day(day) for day in days)])
    grid = MonthsGrid(session)
    grid.attach(view)
    column = [each.series.code for each in grid.columns].index("CDD")
    assert grid.cell(JUN, column).text == "285.0"  # 30 x 9.5
    changes = session.record.identity.change
    assert not grid.type(JUN, column, "5")
    (line,) = view.last("show_findings")[0]
    assert "computed from T" in line.sentence
    assert session.record.identity.change == changes


def _day(day: date) -> Reading:
    return Reading(id=f"t{day}", driver="t", start=day, end=day + timedelta(1),
                   amount=Decimal("27.5"))  # fmt: skip


def test_a_year_of_temperatures_is_a_mean(session: Session) -> None:
    """Twelve months of 20 °C are a year of 20 °C."""
    factory = session.record.all(Meter)[0].factory
    with session.ws.store.change("Weather") as work:
        work.put(Driver(id="t", code="T", factory=factory, kind=DriverKind.TEMPERATURE))
        work.put_many([_month(Month(2026, each)) for each in range(1, 13)])
    grid = MonthsGrid(session)
    column = [each.series.code for each in grid.columns].index("T")
    assert grid.cell(12, column).text == "20"


def _month(month: Month) -> Reading:
    return Reading(id=f"t{month}", driver="t", start=month.start, end=month.end,
                   amount=Decimal(20))  # fmt: skip
