"""Papers in the list, files added and refused, documents of the checklist, what is supported."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.presenters.evidence_page import EvidencePage, amount_of
from cpdesk.presenters.form_fields import FieldKind
from cpdesk.presenters.pages import way_to
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.jobs import Cancelled
from tests.presenters.conftest import AtOnce, Recorder


@pytest.fixture
def page(session: Session, view: Recorder) -> EvidencePage:
    made = EvidencePage(session, AtOnce())
    made.attach(view)
    return made


def scan(folder: Path, name: str, data: bytes = b"a bill") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_what_is_missing_is_what_comes_next(page: EvidencePage, tmp_path: Path) -> None:
    page.turn_to(way_to(Place("evidence", "", "document", "G1"), page.session.record))
    assert page.document == "G1"
    page.add([scan(tmp_path, "商業登記證.pdf")])
    (paper,) = page.session.record.all(Evidence)
    assert paper.document == "G1"
    assert page.selected == paper
    assert page.document == ""
    assert page.papers[0].words == "E1 商業登記證"
    assert page.papers[0].about == "G1 · Text · 1 KB"
    assert page.summary == "1 paper · 1 KB"
    assert "1 file added" in page.session.status
    assert not page.running


def test_a_refused_file_says_why(page: EvidencePage, view: Recorder, tmp_path: Path) -> None:
    page.add([tmp_path / "gone.pdf", scan(tmp_path, "there.pdf")])
    (line,) = view.last("show_findings")[0]
    assert "gone.pdf" in line.sentence
    assert [each.file_name for each in page.session.record.all(Evidence)] == ["there.pdf"]


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_documents_are_those_of_both_checklists(page: EvidencePage, language: str) -> None:
    page.session.speak(language)
    words = dict(page.documents)
    assert {"", "G1", "G16", "H1", "H9"} <= set(words)
    named = {"en": "Business Registration", "zh_Hant": "商業登記證", "zh_Hans": "商业登记证"}
    assert named[language] in words["G1"]


def test_fields_are_saved_when_confirmed(page: EvidencePage, tmp_path: Path) -> None:
    assert page.fields == ()
    page.add([scan(tmp_path, "a.txt")])
    assert [each.name for each in page.fields] == ["name", "document", "added"]
    assert page.field("document").kind is FieldKind.CHOICE
    assert page.set("document", "H2")
    assert page.set("added", "2026年3月5日")
    assert page.session.record.all(Evidence)[0].document == "H2"
    assert page.set("document", "")
    assert page.session.record.all(Evidence)[0].document == ""


def test_a_number_of_an_older_checklist_stays(page: EvidencePage, tmp_path: Path) -> None:
    page.add([scan(tmp_path, "a.txt")])
    page.set("document", "Z9")
    field = page.field("document")
    assert (field.value, field.options[-1]) == ("Z9", ("Z9", "Z9"))


def test_it_supports_readings_and_other_things(
    page: EvidencePage, view: Recorder, tmp_path: Path
) -> None:
    page.add([scan(tmp_path, "bills.txt")])
    assert page.kind == "reading"
    assert page.things[0] == ("el-2026-03-09", "CLP · 9 February 2026 · 9 March 2026")
    assert page.support("el-2026-03-09", "3")
    page.choose_kind("company")
    assert page.things == (("co", "C1 Red Kettle Auto Spray"),)
    assert page.support("co", "")
    words = {each.words: each.pages for each in page.supports}
    assert words == {
        "Reading · CLP · 9 February 2026 · 9 March 2026": "3",
        "Company · C1 Red Kettle Auto Spray": "",
    }
    company = next(each for each in page.supports if each.words.startswith("Company"))
    assert page.set_pages(company.id, "4-5")
    assert page.session.record.where(Attachment, to="co")[0].pages == "4-5"
    assert page.take_off(company.id)
    assert len(page.supports) == 1
    assert page.remove()
    assert (page.papers, page.supports, page.selected) == ((), (), None)
    entry.undo(page.session.ws)
    page.session.changed()
    assert len(page.papers) == 1


def test_without_a_paper_nothing_is_supported(page: EvidencePage) -> None:
    assert not page.support("co", "")
    assert not page.remove()


class Fails:
    """A runner whose work ends with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def run(self, work: object, done: object, failed: object, watch: object) -> None:
        failed(self.error)


def test_a_stopped_work_leaves_the_page_ready(session: Session, view: Recorder) -> None:
    page = EvidencePage(session, Fails(Cancelled()))
    page.attach(view)
    page.add([Path("a.pdf")])
    assert not page.running
    broken = EvidencePage(session, Fails(ZeroDivisionError("deliberate")))
    with pytest.raises(ZeroDivisionError):
        broken.add([Path("a.pdf")])


def test_amounts_of_bytes(session: Session) -> None:
    t = session.t
    assert amount_of(t, 12) == "1 KB"
    assert amount_of(t, 999_400) == "999 KB"
    assert amount_of(t, 86_249_000) == "86.2 MB"
