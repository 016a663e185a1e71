"""The pages beside the questions: printed anew when something changes, given up when stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cpdesk.bootstrap import open_desk
from cpdesk.domain.findings import blocking
from cpdesk.domain.papers import PackKind
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.session import Session
from cpdesk.services import proof
from cpdesk.services.jobs import Cancelled, Job
from tests.documents.reading import texts
from tests.presenters.conftest import AtOnce, Recorder


def page_of(session: Session, maker: Any = None, drawer: Any = None) -> PacksPage:
    path = session.ws.store.path
    copy = lambda: open_desk(path, read_only=True)  # noqa: E731
    page = PacksPage(session, PackKind.APPLICATION, AtOnce(), copy, maker or AtOnce(),
                     drawer or AtOnce())  # fmt: skip
    page.attach(Recorder())
    return page


class Later:
    """A runner whose work waits until it is let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.jobs: list[Job] = []

    def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
        job = Job()
        self.jobs.append(job)

        def go() -> None:
            AtOnceOf(job).run(work, done, failed, watch)

        self.waiting.append(go)
        return job

    def go(self) -> None:
        self.waiting.pop(0)()


class AtOnceOf(AtOnce):
    def __init__(self, job: Job) -> None:
        self.job = job

    def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
        try:
            self.job.report("Begun", 0.0)
            result = work(self.job)
        except Cancelled as error:
            failed(error)
        else:
            done(result)
        return self.job


def test_it_shows_the_draft_with_what_was_typed(session: Session) -> None:
    page = page_of(session)
    assert page.preview.stale
    page.preview.refresh()
    assert not page.preview.stale
    page.answering.groups.set("company", "website", "redkettle.example")
    assert page.preview.stale
    page.preview.refresh()
    page.preview.follow("A12")
    shown = texts(page.preview.leaves.content)[page.preview.page - 1]
    assert "redkettle.example" in shown
    assert page.preview.spot.page == page.preview.page


def test_the_same_state_is_printed_once(session: Session) -> None:
    page = page_of(session)
    page.preview.refresh()
    before = page.preview.leaves
    page.preview.refresh()
    assert page.preview.leaves is before
    page.choose_language("zh_Hans")
    page.preview.refresh()
    assert page.preview.leaves is not before


def test_a_change_meanwhile_gives_up_what_is_printed_and_prints_the_latest(
    session: Session
) -> None:
    later = Later()
    page = page_of(session, later)
    page.preview.refresh()
    page.answering.groups.set("company", "website", "first.example")
    page.preview.refresh()
    page.answering.groups.set("company", "website", "second.example")
    page.preview.refresh()
    assert len(later.waiting) == 1
    later.go()  # it hears that it is not wanted any more
    assert page.preview.leaves is None
    later.go()
    assert not page.preview.stale
    assert not later.waiting
    page.preview.follow("A12")
    assert "second.example" in texts(page.preview.leaves.content)[page.preview.page - 1]


def test_the_reader_may_turn_pages_until_another_question_is_shown(session: Session) -> None:
    page = page_of(session)
    page.preview.refresh()
    page.preview.follow("A3")
    at = page.preview.page
    page.preview.turn(1)
    page.preview.follow("A3")
    assert page.preview.page == at + 1
    assert page.preview.spot is None
    page.preview.follow("E1", "Budget")
    assert page.preview.page > at + 1
    page.preview.turn(999)
    assert page.preview.page == page.preview.pages
    page.preview.turn(-999)
    assert page.preview.page == 1


def test_what_is_printed_anew_keeps_the_page_that_is_read(session: Session) -> None:
    page = page_of(session)
    page.preview.refresh()
    page.preview.turn(4)
    page.answering.groups.set("company", "website", "later.example")
    page.preview.refresh()
    assert page.preview.page == 5


def test_a_picture_is_asked_for_once_and_comes_later(session: Session) -> None:
    later = Later()
    page = page_of(session)
    page.preview.refresh()
    page.preview._drawer = later
    assert page.preview.picture(300) is None
    assert page.preview.picture(300) is None
    assert len(later.waiting) == 1
    later.go()
    assert page.preview.picture(300).width == 300
    assert not later.waiting


def test_what_cannot_be_printed_is_told_and_not_tried_again_and_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def refuse(*args: Any) -> None:
        tried.append(args)
        raise blocking("test", "There is no sense in it.").refuse()

    monkeypatch.setattr(proof, "proof_of", refuse)
    page = page_of(session)
    page.preview.refresh()
    page.preview.refresh()
    assert page.preview.problem == "There is no sense in it."
    assert len(tried) == 1


def test_a_fault_of_the_program_is_not_swallowed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(proof, "proof_of", fail)
    with pytest.raises(ZeroDivisionError):
        page_of(session).preview.refresh()


def test_without_a_project_there_is_no_page(empty: Session) -> None:
    page = page_of(empty)
    page.preview.refresh()
    assert page.preview.leaves is None
    assert not page.preview.making


@pytest.mark.parametrize("day", ["2026-11-24", "2027-02-01"])
def test_the_number_told_before_is_the_one_it_gets(
    session: Session, monkeypatch: pytest.MonkeyPatch, day: str, tmp_path: Any
) -> None:
    from cpdesk.presenters.pack_judging import PackJudging

    monkeypatch.setattr(PackJudging, "blocking", 0)
    monkeypatch.setattr("cpdesk.services.packs._refuse_unready", lambda *_args: None)
    page = page_of(session)
    assert page.issued.choose_day(day)
    for _ in range(2):
        told = page.issued.next_number
        page.make(tmp_path / "a.pdf", issue=True)
        assert page.issued.all[0].pack.code == told
    assert page.issued.count == 2
    newest, first = page.issued.all
    assert page.issued.words(newest).endswith(" · English")
    assert page.issued.changes(newest) == ()
    (change,) = page.issued.changes(first)
    assert newest.pack.code in change
