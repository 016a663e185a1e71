"""Papers in the list, files added and refused, documents of the checklist, what is supported."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.presenters.evidence_page import EvidencePage
from cpdesk.presenters.evidence_words import amount_of
from cpdesk.presenters.form_fields import FieldKind
from cpdesk.presenters.pages import way_to
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.jobs import Cancelled
from tests import papers
from tests.presenters.conftest import AtOnce, Recorder


@pytest.fixture
def page(session: Session, view: Recorder) -> EvidencePage:
    made = EvidencePage(session, AtOnce(), AtOnce())
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
    assert page.list.papers[0].words == "E1 商業登記證"
    assert page.list.papers[0].about == "G1 · Text · 1 KB"
    assert page.list.summary == "1 paper · 1 KB"
    assert "1 file added" in page.session.status
    assert not page.running


def test_a_refused_file_says_why(page: EvidencePage, view: Recorder, tmp_path: Path) -> None:
    page.add([tmp_path / "gone.pdf", scan(tmp_path, "there.pdf")])
    refused, told = view.last("show_findings")[0]
    assert "gone.pdf" in refused.sentence
    assert "there.pdf" in told.sentence
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
    assert page.supporting.kind == "reading"
    assert page.supporting.things[0] == ("el-2026-03-09", "CLP · 9 February 2026 · 9 March 2026")
    assert page.supporting.support("el-2026-03-09", "3")
    page.choose_kind("company")
    assert page.supporting.things == (("co", "C1 Red Kettle Auto Spray"),)
    assert page.supporting.support("co", "")
    words = {each.words: each.pages for each in page.supporting.supports}
    assert words == {
        "CLP · March 2026": "3",
        "Company · C1 Red Kettle Auto Spray": "",
    }
    company = next(each for each in page.supporting.supports if each.words.startswith("Company"))
    assert page.supporting.set_pages(company.id, "4-5")
    assert page.session.record.where(Attachment, to="co")[0].pages == "4-5"
    assert page.supporting.take_off(company.id)
    assert len(page.supporting.supports) == 1
    assert page.remove()
    assert (page.list.papers, page.supporting.supports, page.selected) == ((), (), None)
    entry.undo(page.session.ws)
    page.session.changed()
    assert len(page.list.papers) == 1


def test_without_a_paper_nothing_is_supported(page: EvidencePage) -> None:
    assert not page.supporting.support("co", "")
    assert not page.remove()


class Fails:
    """A runner whose work ends with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def run(self, work: object, done: object, failed: object, watch: object) -> None:
        failed(self.error)


def test_a_stopped_work_leaves_the_page_ready(session: Session, view: Recorder) -> None:
    page = EvidencePage(session, Fails(Cancelled()), AtOnce())
    page.attach(view)
    page.add([Path("a.pdf")])
    assert not page.running
    broken = EvidencePage(session, Fails(ZeroDivisionError("deliberate")), AtOnce())
    with pytest.raises(ZeroDivisionError):
        broken.add([Path("a.pdf")])


def test_amounts_of_bytes(session: Session) -> None:
    t = session.t
    assert amount_of(t, 12) == "1 KB"
    assert amount_of(t, 999_400) == "999 KB"
    assert amount_of(t, 86_249_000) == "86.2 MB"


def photos(page: EvidencePage, folder: Path, *names: str) -> None:
    for at, name in enumerate(names):
        data = papers.coded(papers.photo((64 + at, 48)), "JPEG")
        page.add([scan(folder, name, data)])


def test_a_filter_shows_documents_kinds_and_what_supports_nothing(
    page: EvidencePage, tmp_path: Path
) -> None:
    photos(page, tmp_path, "a.jpg", "b.jpg")
    page.add([scan(tmp_path, "c.pdf", papers.pdf(2))])
    page.choose_document("G11")
    page.add([scan(tmp_path, "d.ofd", papers.zipped("OFD.xml"))])
    first = page.list.papers[0]
    page.choose(first.id)
    assert page.supporting.support("co", "")

    def shown(value: str) -> list[str]:
        page.choose_filter(value)
        assert page.selected is not None
        assert page.selected.id == page.list.papers[0].id
        return [each.words.split()[0] for each in page.list.papers]

    assert shown("picture") == ["E1", "E2"]
    assert shown("pdf") == ["E3"]
    assert shown("kept") == shown("G11") == ["E4"]
    assert shown("loose") == ["E2", "E3"]
    assert {"", "loose", "pdf", "picture", "kept", "G11"} == {v for v, _ in page.list.filters}
    page.choose_filter("G11")
    page.add([scan(tmp_path, "new.pdf", papers.pdf(4))])
    assert len(page.list.papers) == 5, "what was just added is never hidden"


def test_several_papers_are_changed_at_once_with_one_way_back(
    page: EvidencePage, tmp_path: Path
) -> None:
    photos(page, tmp_path, "a.jpg", "b.jpg", "c.jpg")
    ids = [each.id for each in page.list.papers]
    page.choose(*ids[:2])
    assert (page.selected, page.fields, page.supporting.supports) == (None, (), ())
    assert page.turn(-90)
    assert page.reduce(True)
    assert page.classify("G13")
    assert page.supporting.support("co", "1")
    record = page.session.record
    told = [(each.turned, each.reduced, each.document) for each in record.all(Evidence)]
    assert told == [(270, True, "G13")] * 2 + [(None, False, "")]
    assert len(record.where(Attachment, to="co")) == 2
    for _ in range(4):
        entry.undo(page.session.ws)
    assert {each.turned for each in page.session.record.all(Evidence)} == {None}
    page.choose(*ids[1:])
    assert page.remove()
    assert [each.id for each in page.session.record.all(Evidence)] == ids[:1]
    assert page.selected is not None
    assert page.selected.id == ids[0]


def test_a_page_is_drawn_once_upright_and_turned(
    page: EvidencePage, view: Recorder, tmp_path: Path
) -> None:
    page.add([scan(tmp_path, "scan.tif", papers.tiff(3))])
    first = page.picture(600)
    assert first
    assert view.count("show_pictures") == 1
    assert page.picture(700) is first, "sizes that are near share a picture"
    assert size_of(first) == (60, 80)
    page.leaf(5)
    assert page.page == 3
    assert size_of(page.picture(600)) == (60, 82)
    page.leaf(-9)
    assert page.page == 1
    page.turn(90)
    assert size_of(page.picture(600)) == (80, 60)


def size_of(jpeg: bytes | None) -> tuple[int, int]:
    assert jpeg
    return Image.open(io.BytesIO(jpeg)).size


def test_pictures_take_no_more_room_than_they_may(
    page: EvidencePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cpdesk.presenters import evidence_pictures

    page.add([scan(tmp_path, "scan.tif", papers.tiff(3))])
    monkeypatch.setattr(evidence_pictures, "ROOM", 1000)
    for _ in range(3):
        assert page.picture(600)
        page.leaf(1)
    assert sum(map(len, page.pictures._made.values())) <= 1000


def test_what_cannot_be_shown_is_no_picture(page: EvidencePage, tmp_path: Path) -> None:
    page.add([scan(tmp_path, "a.ofd", papers.zipped("OFD.xml"))])
    assert page.picture(600) == b""
    page.add([scan(tmp_path, "b.png", papers.png_of(60_000, 60_000))])
    assert page.picture(600) == b""


def test_erased_is_gone_and_the_page_says_what_is_left_to_do(
    page: EvidencePage, view: Recorder, tmp_path: Path
) -> None:
    photos(page, tmp_path, "HKID.jpg")
    assert page.erase()
    assert not page.list.papers
    (line,) = view.last("show_findings")[0]
    assert line.sentence.startswith("E1 is erased")


def test_the_papers_leave_as_a_folder(
    page: EvidencePage, view: Recorder, tmp_path: Path
) -> None:
    photos(page, tmp_path, "a.jpg")
    page.export(tmp_path / "憑證", personal=False)
    assert sorted(each.name for each in (tmp_path / "憑證").iterdir()) == ["E1.jpg", "index.xlsx"]
    assert "1 file was written to 憑證." in page.session.status
    page.export(tmp_path / "憑證", personal=False)
    (line,) = view.last("show_findings")[0]
    assert "not empty" in line.sentence
    assert not page.running
