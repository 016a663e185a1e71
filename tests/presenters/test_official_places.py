"""Places marked on a scan, the way back, and the form kept for its packs and issued."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.domain.papers import Pack, PackKind, RuleFile
from cpdesk.presenters.official_form import OfficialForm
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.scans import scan
from tests.presenters.conftest import AtOnce, Recorder
from tests.presenters.official import official_form


@pytest.fixture
def page(
    tmp_path: Path, runner: AtOnce, view: Recorder, monkeypatch: pytest.MonkeyPatch
) -> OfficialForm:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))
    return official_form(tmp_path, runner, view)


def scanned(folder: Path, pixels: int = 0) -> Path:
    path = folder / f"scan {pixels}.pdf"
    path.write_bytes(scan(pixels).content)
    return path


def form(folder: Path, name: str) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(FORMS[name]().finish())
    return path


def written(page: OfficialForm, name: str) -> str:
    return next(each.text for each in page.rows if each.name == name)


def test_a_place_is_marked_said_and_remembered(page: OfficialForm, tmp_path: Path) -> None:
    path = scanned(tmp_path)
    page.load(path)
    before = len(page.rows)
    page.places.add((0.5, 0.9, 0.8, 0.92))
    assert len(page.rows) == before + 1
    name = page.chosen
    page.correct("company.email")
    assert written(page, name) == "office@paperlantern.example"
    left, top, right, bottom = page.sheet.mark or (0, 0, 0, 0)
    assert [round(each, 2) for each in (left, top, right, bottom)] == [0.5, 0.9, 0.8, 0.92]
    assert page.sheet.at(0.6, 0.91) == name
    again = OfficialForm(page.session, AtOnce())
    again.load(path)
    assert written(again, name) == "office@paperlantern.example"


def test_every_correction_has_a_way_back(page: OfficialForm, tmp_path: Path) -> None:
    page.load(scanned(tmp_path))
    first = [(each.name, each.text) for each in page.rows]
    assert not page.places.can_undo
    page.places.add()
    name = page.chosen
    page.correct("company.email")
    page.places.move((0.1, 0.8, 0.4, 0.82))
    page.places.nudge(2, -2)
    page.places.stretch(10, 4)
    page.places.remove()
    assert name not in [each.name for each in page.rows]
    for _ in range(6):
        page.places.undo()
    assert [(each.name, each.text) for each in page.rows] == first
    assert not page.places.can_undo
    for _ in range(5):
        page.places.redo()
    assert written(page, name) == "office@paperlantern.example"


def test_a_place_stays_on_its_page_and_can_be_seen(page: OfficialForm, tmp_path: Path) -> None:
    page.load(scanned(tmp_path))
    page.places.add((0.98, -0.5, 1.5, 0.0))
    left, top, right, bottom = page.sheet.mark or (0, 0, 0, 0)
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    page.places.nudge(5000, -5000)
    left, top, right, bottom = page.sheet.mark or (0, 0, 0, 0)
    assert (round(right, 6), round(bottom, 6)) == (1, 1)
    page.places.stretch(-9000, -9000)
    left, top, right, bottom = page.sheet.mark or (0, 0, 0, 0)
    assert right - left > 0.005


def test_a_place_is_ticked_for_one_answer_or_has_boxes(page: OfficialForm, tmp_path: Path) -> None:
    page.load(scanned(tmp_path))
    page.places.add((0.5, 0.9, 0.52, 0.92))
    page.correct("company.legal_form")
    ways = dict(page.places.shapes)
    assert ways["=limited"].startswith("Tick: ")
    page.places.choose_shape("=partnership")
    assert written(page, page.chosen) == ""
    page.places.choose_shape("=limited")
    assert written(page, page.chosen) == "✓"
    assert page.places.shape == "=limited"
    page.correct("company.br_number")
    assert page.places.shape == ""  # what is no question is written
    page.places.move((0.5, 0.9, 0.8, 0.92))
    page.places.choose_shape("8")
    assert (page.places.shape, written(page, page.chosen)) == ("8", "00000000")
    again = OfficialForm(page.session, AtOnce())
    again.load(tmp_path / "scan 0.pdf")
    again.choose(page.chosen)
    assert again.places.shape == "8"


def test_a_field_of_the_forms_own_stays(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "bilingual"))
    page.choose("form1.partA.web")
    before = page.sheet.mark
    assert page.places.chosen is None
    page.places.remove()
    page.places.move((0, 0, 0.1, 0.1))
    page.places.nudge(10, 10)
    assert page.sheet.mark == before
    assert "form1.partA.web" in [each.name for each in page.rows]


def test_a_page_on_its_side_is_turned_and_keeps_what_was_said(
    page: OfficialForm, tmp_path: Path
) -> None:
    page.load(scanned(tmp_path, 90))
    assert any("lie on its side" in each.sentence for each in page.findings)
    page.places.add((0.1, 0.1, 0.13, 0.4))
    page.correct("company.email")
    name = page.chosen
    for _ in range(3):
        page.places.turn_page()
    assert not any("lie on its side" in each.sentence for each in page.findings)
    known = page.known
    assert known is not None
    assert known.form.turned == (270,)
    assert written(page, name) == "office@paperlantern.example"
    left, top, right, bottom = page.sheet.mark or (0, 0, 0, 0)
    assert right - left > bottom - top  # it went with its page
    again = OfficialForm(page.session, AtOnce())
    again.load(tmp_path / "scan 90.pdf")
    assert [each.name for each in again.rows] == [each.name for each in page.rows]


def test_pages_are_turned_over(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "project"))
    assert page.sheet.pages >= 2
    page.sheet.turn(1)
    assert page.sheet.number == 1
    page.choose("p.tech")
    assert page.sheet.number == 0
    page.sheet.turn(99)
    assert page.sheet.number == page.sheet.pages - 1
    page.sheet.turn(-99)
    assert page.sheet.number == 0


def test_the_pack_begins_with_the_form_and_undo_takes_that_back(
    page: OfficialForm, tmp_path: Path
) -> None:
    page.load(form(tmp_path, "bilingual"))
    assert not page.keeping.kept
    page.keeping.keep(True)
    assert page.keeping.kept
    assert "begins with this form" in page.session.status
    page.choose("form1.partA.web")
    page.correct("company.email")
    kept = page.session.record.all(RuleFile)
    assert ['"company.email"' in each.text for each in kept] == [True]
    page.session.ws.store.undo()
    assert page.stale
    page.renew()
    assert written(page, "form1.partA.web") == "paperlantern.example"
    page.keeping.keep(False)
    assert not page.keeping.kept
    assert not page.session.record.all(RuleFile)


def test_a_kept_form_is_shown_when_the_page_is_opened(page: OfficialForm, tmp_path: Path) -> None:
    path = form(tmp_path, "bilingual")
    page.load(path)
    page.keeping.keep(True)
    path.unlink()
    again = OfficialForm(page.session, AtOnce())
    assert again.keeping.waiting
    again.keeping.load()
    assert again.file_name == "bilingual.pdf"
    assert written(again, "form1.contact.n") == "黃虛構"
    assert again.keeping.kept
    assert not again.keeping.waiting


def test_the_filled_form_is_issued(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "bilingual"))
    assert page.keeping.next_number == "FORM-2026-001"
    assert page.keeping.issue(tmp_path / "out.pdf")
    assert page.keeping.next_number == "FORM-2026-002"
    pack = page.session.record.where(Pack, kind=PackKind.FORM)[0]
    with page.session.ws.store.open_bytes(pack.sha256) as kept:
        assert kept.read() == (tmp_path / "out.pdf").read_bytes()
    assert not page.keeping.issue(tmp_path / "out.docx")
    assert any(".pdf" in each.sentence for each in page.findings)


def test_each_case_shows_the_form_that_is_kept_for_it(page: OfficialForm, tmp_path: Path) -> None:
    project, label = page.cases[0].id, page.cases[-1].id
    page.load(form(tmp_path, "label"))
    page.choose_case(label)
    page.keeping.keep(True)
    again = OfficialForm(page.session, AtOnce())
    again.keeping.load()
    assert (again.file_name, again.case and again.case.id) == ("label.pdf", label)
    again.choose_case(project)
    assert not again.keeping.kept
    again.load(form(tmp_path, "bilingual"))
    again.keeping.keep(True)
    again.choose_case(label)
    assert again.file_name == "label.pdf"
    assert again.keeping.kept
    again.choose_case(project)
    assert again.file_name == "bilingual.pdf"
