"""Chapters and their readiness, the questions one after another, and what answers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.bootstrap import open_desk
from cpdesk.domain.company import Company, Contact, Factory
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Evidence, PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.record import KINDS
from cpdesk.presenters.answering import ALL, POINTS
from cpdesk.presenters.chapters import PAPERS
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.session import Session
from cpdesk.programme.form_state import State
from tests.papers import coded, photo
from tests.presenters.conftest import AtOnce, Recorder


@pytest.fixture
def page(session: Session, view: Recorder) -> PacksPage:
    copy = lambda: open_desk(session.ws.store.path, read_only=True)  # noqa: E731
    made = PacksPage(session, PackKind.APPLICATION, AtOnce(), copy)
    made.attach(view)
    return made


def state(page: PacksPage, id: str) -> State:
    if page.judging.stale:
        page.judge()
    return next(each.state for each in page.chapters.items if each.id == id)


def test_chapters_stand_in_the_order_of_the_form(page: PacksPage) -> None:
    ids = [each.id for each in page.chapters.all]
    assert ids == ["A", "B", "C", "D", "E", "F", PAPERS, POINTS]
    numbers = [each.id for each in page.chapters.all[0].items]
    assert numbers == sorted(numbers, key=lambda each: int(each[1:]))


def test_every_finding_is_told_once_by_its_chapter_or_beside_them(page: PacksPage) -> None:
    told = [e for each in page.chapters.items for e in page.chapters.findings(each.id)]
    told += page.chapters.loose
    assert sorted(map(id, told)) == sorted(map(id, page.found))


def test_an_answer_makes_its_question_ready_and_counts(page: PacksPage) -> None:
    page.answering.choose("A3")
    assert state(page, "A3") is State.BLOCKED
    ready, n = page.chapters.count
    assert page.chapters.all[0].state is State.BLOCKED
    page.answering.groups.set("company", "br_number", "12345678")
    assert state(page, "A3") is State.READY
    assert page.chapters.count == (ready + 1, n)


def test_what_need_not_be_answered_does_not_stand_in_the_way(page: PacksPage) -> None:
    item = next(each for each in page.chapters.items if each.id == "A9")  # another address
    assert item.state is State.OPEN
    assert not item.waiting
    assert page.chapters.of("A9").count < len(page.chapters.of("A9").items)


def test_it_begins_at_what_blocks_and_steps_through_all(page: PacksPage) -> None:
    first = page.answering.current
    assert state(page, first) is State.BLOCKED
    page.answering.choose(page.chapters.items[0].id)
    seen = [page.answering.current]
    while page.answering.step(1):
        seen.append(page.answering.current)
    assert seen == [each.id for each in page.chapters.items]
    assert page.answering.step(-1)


def test_a_question_says_where_it_stands_and_whose_rule_it_is(page: PacksPage) -> None:
    page.answering.choose("A3")
    asked = page.answering.asked
    assert (asked.chapter, asked.nth, asked.n) == ("Applicant", 3, 21)
    assert asked.rule == "Required by an established rule."
    page.answering.choose("A18")
    rule = page.answering.asked.rule
    assert rule.startswith("Usually asked. Why it is asked: asked by the form of a similar fund")
    assert "2788 5588" in rule


def test_the_rule_is_told_in_chinese_without_spaces(page: PacksPage) -> None:
    page.session.speak("zh_Hant")
    page.answering.choose("A18")
    rule = page.answering.asked.rule
    assert "。 " not in rule
    assert "提問原因" in rule


def test_a_question_shows_only_the_fields_it_asks_for(page: PacksPage) -> None:
    page.answering.choose("A14")
    (group,) = page.answering.fields
    assert [each.name for each in group.fields] == [
        "turnover", "turnover_currency", "turnover_from", "turnover_to",
    ]  # fmt: skip
    assert group.single


@pytest.mark.parametrize(
    ("number", "tongue"), [("A1", "en"), ("A2", "zh"), ("B1", "zh"), ("B2", "en"), ("C1", "")]
)
def test_a_name_is_asked_for_in_its_language(page: PacksPage, number: str, tongue: str) -> None:
    page.answering.choose(number)
    assert page.answering.fields[0].tongue == tongue


def test_a_deputy_begun_here_has_the_role_and_the_company(page: PacksPage) -> None:
    page.answering.choose("A19")
    (group,) = page.answering.fields
    assert group.entries == ()
    page.answering.groups.add(page.answering.question, page.chapters.form.case, "contact")
    (group,) = page.answering.fields
    assert group.selected
    page.answering.groups.set("contact", "name", {"en": "Ms Lam", "zh_Hant": "", "zh_Hans": ""})
    made = next(e for e in page.session.record.all(Contact) if e.name.en == "Ms Lam")
    assert str(made.role.value) == "deputy"
    assert made.of == page.session.record.all(Company)[0].id
    assert [words for _, words in page.answering.fields[0].entries] == [f"{made.code} Ms Lam"]
    page.answering.groups.remove("contact")
    assert page.answering.fields[0].entries == ()


def test_a_deputy_is_no_coordinator(page: PacksPage) -> None:
    page.answering.choose("A19")
    page.answering.groups.add(page.answering.question, page.chapters.form.case, "contact")
    page.answering.groups.set("contact", "telephone", "+852 2000 0000")
    assert len(page.answering.fields[0].entries) == 1
    page.answering.choose("A18")
    assert page.answering.fields[0].entries == ()


def test_a_finding_leads_to_its_question_and_field(page: PacksPage) -> None:
    line = next(each for each in page.findings if each.place.field == "br_number")
    page.answering.lead(line)
    assert page.answering.current == "A3"
    assert page.answering.groups.asked_for == "br_number"


def test_what_no_question_asks_leads_to_its_page(page: PacksPage) -> None:
    went: list[Place] = []
    page.session.go_to = went.append
    line = next(each for each in page.findings if each.place.kind == "rule")
    page.answering.lead(line)
    assert went == [line.place]


def test_pointing_at_a_row_of_the_paper_leads_to_its_question(page: PacksPage) -> None:
    page.preview.refresh()
    spot = page.preview.leaves.numbers["B4"]
    page.preview.page = spot.page
    number = page.preview.at((spot.top + spot.bottom) / 2)
    assert number == "B4"
    assert page.answering.point_at(number)
    assert page.answering.current == "B4"
    assert not page.answering.point_at(page.preview.at(0.0))


def test_all_points_and_the_loose_ones(page: PacksPage) -> None:
    page.answering.choose(ALL)
    assert len(page.answering.remarks) == len(page.findings)
    assert page.answering.asked is None
    page.answering.choose(POINTS)
    assert 0 < len(page.answering.remarks) < len(page.findings)


def test_a_paper_is_kept_under_its_number(page: PacksPage, tmp_path: Path) -> None:
    page.answering.choose("G1")
    assert page.papers.possible
    assert page.papers.there == ()
    scan = tmp_path / "證.png"
    scan.write_bytes(coded(photo(), "PNG"))
    page.papers.add([scan])
    (kept,) = page.session.record.all(Evidence)
    assert kept.document == "G1"
    assert [each.code for each in page.papers.there] == [kept.code]
    assert state(page, "G1") is State.READY


def test_a_paper_behind_an_answer_supports_its_entry(page: PacksPage, tmp_path: Path) -> None:
    page.answering.choose("B4")
    scan = tmp_path / "licence.png"
    scan.write_bytes(coded(photo(), "PNG"))
    page.papers.add([scan])
    factory = page.session.record.all(Factory)[0]
    assert len(page.session.record.attachments(factory)) == 1
    page.answering.choose("C2")  # of the project
    assert page.papers.there == ()


def test_a_broken_file_is_told_and_nothing_is_kept(page: PacksPage, tmp_path: Path) -> None:
    page.answering.choose("G1")
    broken = tmp_path / "empty.pdf"
    broken.write_bytes(b"")
    page.papers.add([broken])
    assert page.papers.refused
    assert "empty.pdf" in page.papers.refused[0].sentence
    assert not page.session.record.all(Evidence)


@pytest.mark.parametrize("kind", [PackKind.DOSSIER, PackKind.AUDIT, PackKind.COMPLETION])
def test_a_pack_with_nothing_to_make_it_for_says_so(
    empty: Session, view: Recorder, kind: PackKind
) -> None:
    page = PacksPage(empty, kind, AtOnce(), lambda: empty.ws)
    page.attach(view)
    assert page.case is None
    assert page.answering.current == POINTS
    assert page.answering.fields == ()
    assert page.preview.pages == 0


def test_a_last_day_must_be_to_come_and_be_readable(page: PacksPage) -> None:
    assert page.asking.choose_by("2026年12月24日")
    assert page.asking.by.isoformat() == "2026-12-24"
    assert not page.asking.choose_by("2026-11-01")
    assert "past" in page.asking.problem
    assert not page.asking.choose_by("soon")
    assert page.asking.by is None
    assert page.asking.choose_by("")


def test_a_day_of_issue_that_cannot_be_read_changes_nothing(page: PacksPage) -> None:
    before = page.day
    assert not page.issued.choose_day("soon")
    assert page.issued.problem
    assert page.day == before
    assert page.issued.choose_day("2027-01-02")
    assert page.issued.next_number == "APP-2027-001"


def test_the_place_on_the_paper_is_the_number_or_a_heading(page: PacksPage) -> None:
    page.answering.choose("A3")
    assert page.answering.place[0] == "A3"
    page.answering.choose("C2")
    assert "Project summary" in page.answering.place
    page.choose_language("en+zh_Hant")
    assert "項目總結" in page.answering.place
    assert page.session.record.all(Project)


def test_what_was_taken_back_meanwhile_answers_nothing(page: PacksPage) -> None:
    """It is asked again, in another language, before the pack has been judged anew."""
    form, groups = page.chapters.form, page.answering.groups
    assert groups.of(form.case, form.questions["A3"])[0].fields
    record = page.session.record
    with page.session.ws.store.change("Everything taken back") as work:
        for kind in reversed(KINDS):
            for each in record.all(kind):
                work.remove(each)
    for question in form.questions.values():
        for group in groups.of(form.case, question):
            assert group.entries == group.fields == ()
            assert group.selected == ""
