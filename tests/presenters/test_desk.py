"""Pages, undo by name, languages, and the way from a finding to its field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cpdesk.domain.company import Company
from cpdesk.domain.papers import Acceptance, Attachment, Evidence, Pack, RuleFile
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine
from cpdesk.domain.record import KINDS
from cpdesk.presenters import month_cells
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.pages import PAGES, page_of
from cpdesk.presenters.session import Session
from cpdesk.presenters.start import Start, record_path
from cpdesk.services.jobs import Job
from tests.presenters.conftest import Recorder
from tests.presenters.months import type_month


@pytest.fixture
def desk(session: Session, view: Recorder) -> Desk:
    made = Desk(session)
    made.attach(view)
    return made


def test_undo_and_redo_are_named(desk: Desk) -> None:
    grid = MonthsGrid(desk.session)
    type_month(grid, "CLP", Month(2026, 4), "12500")
    assert desk.undo_label == "Figure of CLP for April 2026"
    desk.undo()
    assert grid.cell(3, 0).text == ""
    assert desk.redo_label == "Figure of CLP for April 2026"
    assert "Figure of CLP" in desk.status
    desk.redo()
    assert grid.cell(3, 0).text == "12,500"


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_pages_are_named_in_each_language(desk: Desk, language: str) -> None:
    desk.speak(language)
    assert len(desk.pages) == len(PAGES)
    assert all(title for _, title in desk.pages)
    assert desk.heading[0]


def test_each_form_has_its_page() -> None:
    assert page_of(Company) is not None
    kinds = [kind for page in PAGES for kind in page.kinds]
    assert len(kinds) == len(set(kinds))


# These come into a record on the page of evidence, with a file of rules, or by printing.
OTHER_WAYS = {Acceptance, Attachment, BillLine, Evidence, Pack, RuleFile}


def test_every_kind_that_a_person_enters_is_on_a_page() -> None:
    assert {kind for page in PAGES for kind in page.kinds} == set(KINDS) - OTHER_WAYS


def test_the_first_page_knows_which_records_are_gone(tmp_path: Path) -> None:
    there = tmp_path / "有.cpdesk"
    there.touch()
    start = Start("zh_Hant", [str(there), str(tmp_path / "gone.cpdesk")])
    assert [each.found for each in start.recent] == [True, False]
    assert len(start.steps) == 3


def test_a_record_gets_its_ending() -> None:
    assert record_path(Path("a.b")) == Path("a.b.cpdesk")
    assert record_path(Path("a.CPDESK")) == Path("a.CPDESK")


class Aside:
    """A worker that remembers what it was given, and may be told to stop it."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.stopped = False

    def __call__(self, work: Any) -> Any:
        job = Job()
        self.jobs.append(job)
        if self.stopped:
            job.cancel()
        return work(job)


@pytest.fixture
def aside() -> Aside:
    return Aside()


@pytest.fixture
def large(session: Session, aside: Aside) -> MonthsGrid:
    """A grid with a worker beside it."""
    return MonthsGrid(Session(session.ws, "en", aside))


BLOCK = "\n".join(f"{2010 + at // 12}-{at % 12 + 1:02}\t{5000 + at}" for at in range(60))


def test_only_what_writes_much_is_done_aside(large: MonthsGrid, aside: Aside) -> None:
    desk = Desk(large.session)
    assert type_month(large, "CLP", Month(2026, 4), "12500")
    desk.undo()
    assert aside.jobs == []
    assert large.paste(0, 0, BLOCK)
    assert aside.jobs[-1].sentence == "Writing the figures"
    desk.undo()
    assert aside.jobs[-1].sentence == "Taking the change back"
    desk.redo()
    assert aside.jobs[-1].sentence == "Making the change again"
    assert len(aside.jobs) == 3


def test_what_is_stopped_changes_nothing(large: MonthsGrid, aside: Aside) -> None:
    desk, session = Desk(large.session), large.session
    assert large.paste(0, 0, BLOCK)
    before, aside.stopped = session.record, True
    for wish in (desk.undo, lambda: large.paste(0, 0, BLOCK.replace("\t5", "\t6"))):
        wish()
        assert session.record is before
        assert session.status == "Stopped. Nothing was changed."
    aside.stopped = False
    desk.undo()
    assert desk.redo_label == "Paste of 60 figures"


def test_what_is_shown_next_is_made_ready_where_it_was_written(
    large: MonthsGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The columns that the grid asks for then are those that were made aside."""
    made: list[bool] = []
    large.session.prepare(lambda: made.append(large.session.record.identity.change > 1))
    assert large.paste(0, 0, BLOCK)
    assert made == [True]
    monkeypatch.setattr(month_cells, "_Builder", None)
    assert large.columns
