"""Readiness with places, drafts from a copy, stopping, and errors as sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cpdesk.bootstrap import open_desk
from cpdesk.domain.findings import Severity
from cpdesk.domain.papers import PackKind
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.session import Session
from cpdesk.services import packs
from cpdesk.services.jobs import Cancelled, Job
from tests.presenters.conftest import AtOnce, Later, Recorder


def page_of(
    session: Session, view: Recorder, kind: PackKind = PackKind.APPLICATION, runner: Any = None
) -> PacksPage:
    path = session.ws.store.path
    copy = lambda: open_desk(path, read_only=True)  # noqa: E731
    page = PacksPage(session, kind, runner or AtOnce(), copy)
    page.attach(view)
    return page


def test_without_a_project_it_leads_to_its_form(empty: Session, view: Recorder) -> None:
    page = page_of(empty, view)
    assert not page.ready
    assert page.findings[0].place.kind == "project"


def test_without_a_candidacy_it_leads_to_its_form(session: Session, view: Recorder) -> None:
    page = page_of(session, view, PackKind.DOSSIER)
    assert page.findings[0].place.kind == "candidacy"


def test_what_is_missing_is_listed_first_what_blocks(session: Session, view: Recorder) -> None:
    page = page_of(session, view)
    assert page.blocking
    severities = [each.severity for each in page.findings]
    assert severities == sorted(severities, key=lambda each: list(type(each)).index(each))
    assert any(each.where for each in page.findings)


def test_another_language_says_all_of_it_anew(session: Session, view: Recorder) -> None:
    page = page_of(session, view)
    before = [each.sentence for each in page.findings]
    session.speak("zh_Hant")
    after = [each.sentence for each in page.findings]
    assert len(after) == len(before)
    assert not set(after) & set(before)
    assert all(max(each) >= "\u4e00" for each in after)


def test_it_is_not_issued_while_something_stands_in_the_way(
    session: Session, view: Recorder, tmp_path: Path
) -> None:
    page = page_of(session, view)
    page.make(tmp_path / "a.pdf", issue=True)
    assert not (tmp_path / "a.pdf").exists()
    assert view.count("show_made") == 0


@pytest.mark.parametrize(
    ("error", "found"), [(Cancelled(), False), (OSError("disk full"), True)]
)
def test_stopping_and_faults_end_the_work(
    session: Session, view: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    error: Exception, found: bool,
) -> None:
    def fail(*_args: Any) -> None:
        raise error

    monkeypatch.setattr(packs, "make", fail)
    page = page_of(session, view)
    page.make(tmp_path / "a.pdf")
    assert view.last("show_made") == (None,)
    assert not page.running
    assert any("disk full" in each.sentence for each in page.findings) == found


class OnlyBegun:
    """A runner that only begins."""

    def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
        self.job, self.watch = Job(), watch
        return self.job


def test_progress_is_shown_and_can_be_stopped(
    session: Session, view: Recorder, tmp_path: Path
) -> None:
    later = OnlyBegun()
    page = page_of(session, view, runner=later)
    page.make(tmp_path / "a.pdf")
    assert page.running
    later.job.report("Starting", 0.25)
    later.watch(later.job)
    assert view.last("show_progress") == ("Starting", 0.25)
    page.stop()
    with pytest.raises(Cancelled):
        later.job.report("Starting", 0.5)


def test_papers_can_be_in_one_language_or_in_two(session: Session, view: Recorder) -> None:
    page = page_of(session, view)
    assert page.languages[3:] == (
        ("en+zh_Hant", "English + 繁體中文"), ("en+zh_Hans", "English + 简体中文"),
    )  # fmt: skip
    assert [language for language, _ in page.languages[:3]] == ["en", "zh_Hant", "zh_Hans"]


@pytest.mark.parametrize("language", ["en", "zh_Hant", "en+zh_Hans"])
def test_a_draft_is_made(session: Session, view: Recorder, tmp_path: Path, language: str) -> None:
    page = page_of(session, view)
    page.choose_language(language)
    page.make(tmp_path / "草稿.pdf")
    (path,) = view.last("show_made")
    assert path is not None
    assert path.read_bytes().startswith(b"%PDF")


def test_each_finding_says_who_has_it_and_a_letter_asks_them(
    session: Session, view: Recorder, tmp_path: Path
) -> None:
    page = page_of(session, view)
    papers = {each.place.spot: each.who for each in page.findings if each.place.kind == "evidence"}
    assert papers["G1"] == "For: Applicant company"
    assert papers["G9"] == "For: Technology provider"
    to, n = next(each for each in page.asking.open if each[0].value == "provider")
    assert n >= 3
    path = tmp_path / page.asking.file_name(to)
    assert path.name.endswith("Technology provider.pdf")
    page.asking.write(to, path)
    assert view.last("show_made") == (path,)
    assert path.read_bytes().startswith(b"%PDF")
    assert page.findings  # what is open still stands


def test_the_checklist_is_for_everybody(session: Session, view: Recorder, tmp_path: Path) -> None:
    page = page_of(session, view)
    path = tmp_path / page.asking.file_name(None)
    page.asking.write(None, path)
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_project_nobody_is_asked(empty: Session, view: Recorder) -> None:
    assert page_of(empty, view).asking.open == ()


def test_a_draft_says_where_it_could_not_be_made_as_small_as_wished(
    session: Session, view: Recorder, tmp_path: Path
) -> None:
    page = page_of(session, view)
    assert page.sizes[:2] == (("", "any size"), ("20", "under 20 MB"))
    page.choose_size("20")
    page.make(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").stat().st_size < 20_000_000
    assert not any("MB" in each.sentence for each in page.findings)
    page.choose_size("0.01")
    page.make(tmp_path / "b.pdf")
    assert any("0.01 MB" in each.sentence for each in page.findings)


def test_the_overview_counts_what_the_page_counts(session: Session, view: Recorder) -> None:
    from cpdesk.domain.company import Factory
    from cpdesk.services.glance import glance
    from cpdesk.services.jobs import NullJob

    page = page_of(session, view)
    factory = session.record.all(Factory)[0]
    seen = glance(session.record, factory, session.ws.today, NullJob())
    (ready,) = [each for each in seen.packs if each.kind is PackKind.APPLICATION]
    assert page.chapters.count == (ready.asked - ready.open, ready.asked)
    assert ready.asked


def test_work_aside_keeps_to_the_record_that_it_was_asked_about(
    session: Session, view: Recorder, tmp_path: Path
) -> None:
    later = Later()
    page = page_of(session, view, PackKind.AUDIT, later)
    page.judge()
    page.make(tmp_path / "as it was.pdf")
    session.ws.store.undo()  # neither factory nor company is there any more
    session.changed()
    while later.waiting:
        later.finish()
    (path,) = view.last("show_made")
    assert path is not None
    assert path.read_bytes().startswith(b"%PDF")
    assert page.case is None
    page.judge()
    assert [line.severity for line in page.findings] == [Severity.BLOCKING], "nothing to judge"
