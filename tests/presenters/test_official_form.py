"""The official form on the screen: loaded, looked at, corrected, filled, and remembered."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from cpdesk.presenters.official_form import OfficialForm
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.word_forms import word_form
from tests.presenters.conftest import AtOnce, Recorder
from tests.presenters.official import official_form


@pytest.fixture
def page(
    tmp_path: Path, runner: AtOnce, view: Recorder, monkeypatch: pytest.MonkeyPatch
) -> OfficialForm:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))
    return official_form(tmp_path, runner, view)


def form(folder: Path, name: str) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(FORMS[name]().finish())
    return path


def row(page: OfficialForm, name: str) -> tuple[str, str]:
    return next((each.means, each.text) for each in page.rows if each.name == name)


def test_a_form_is_loaded_and_shows_what_is_written(page: OfficialForm, tmp_path: Path) -> None:
    assert not page.file_name
    page.load(form(tmp_path, "bilingual"))
    assert page.file_name == "bilingual.pdf"
    assert row(page, "form1.contact.n") == ("Project coordinator - Name", "黃虛構")
    assert row(page, "form1.agree") == ("Not known", "")
    full = sum(bool(each.text) for each in page.rows)
    assert page.summary == f"{full} of {len(page.rows)} fields are filled"
    assert any("Fax" in each.sentence and each.leads for each in page.findings)
    assert page.sheet.picture(500).startswith(b"\x89PNG")


def test_a_correction_fills_anew_and_is_remembered(page: OfficialForm, tmp_path: Path) -> None:
    path = form(tmp_path, "bilingual")
    page.load(path)
    page.choose("form1.partA.web")
    page.correct("company.email")
    assert row(page, "form1.partA.web") == ("Applicant - E-mail", "office@paperlantern.example")
    again = OfficialForm(page.session, AtOnce())
    again.load(path)
    assert row(again, "form1.partA.web")[1] == "office@paperlantern.example"
    assert any("corrected on this PC before" in each.sentence for each in again.findings)


def test_a_memory_that_cannot_be_read_is_put_aside(page: OfficialForm, tmp_path: Path) -> None:
    path = form(tmp_path, "bilingual")
    page.load(path)
    page.choose("form1.partA.web")
    page.correct("company.email")
    kept = next((tmp_path / "home").rglob("*.toml"))
    kept.write_text("not a map", "utf-8")
    page.load(path)
    assert row(page, "form1.partA.web")[0] == "Applicant - Website"
    assert any("cannot be read any more" in each.sentence for each in page.findings)
    assert kept.with_suffix(".unreadable").read_text("utf-8") == "not a map"


def test_a_table_and_ticks_are_corrected(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "budget"))
    page.choose("budget.r1.supplier")
    page.correct("item.specification", 2)
    assert page.meaning == ("item.specification", 2)
    assert row(page, "budget.r1.supplier")[1] == "幅寬1.3米"
    page.load(form(tmp_path, "bilingual"))
    page.choose("form1.partA.type")
    page.correct("company.past_yes")
    assert row(page, "form1.partA.type")[1] == ""
    page.correct("company.legal_form")
    assert row(page, "form1.partA.type")[1] == "✓"


def test_the_filled_form_and_its_map_are_written(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "stacked"))
    assert page.write(tmp_path / "out.pdf")
    assert page.write_map(tmp_path / "map.toml")
    with pikepdf.open(tmp_path / "out.pdf") as document:
        assert len(document.pages) == 1
    page.take_map(tmp_path / "map.toml")
    assert row(page, "person0")[0] == "Factory contact - Name"
    assert not page.write(tmp_path / "none" / "out.pdf")
    assert any("none" in each.sentence for each in page.findings)


def test_a_word_form_stays_one(page: OfficialForm, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(word_form())
    page.load(path)
    assert row(page, "email")[1] == "office@paperlantern.example"
    assert page.sheet.picture(300) == b""
    assert not page.write(tmp_path / "out.pdf")
    assert any(".docx" in each.sentence for each in page.findings)
    assert page.write(tmp_path / "out.docx")
    assert (tmp_path / "out.docx").read_bytes()[:2] == b"PK"


def test_a_click_on_the_paper_finds_the_field(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "turned"))
    page.choose("turn")
    left, top, right, bottom = page.sheet.mark or (0, 0, 0, 0)
    assert page.sheet.at((left + right) / 2, (top + bottom) / 2) == "turn"
    assert page.sheet.at(0.99, 0.99) == ""


def test_the_label_is_another_case(page: OfficialForm, tmp_path: Path) -> None:
    page.load(form(tmp_path, "label"))
    assert row(page, "class")[1] == ""
    page.choose_case(page.cases[-1].id)
    assert row(page, "class")[1] == "✓"


def test_what_is_no_form_says_so(page: OfficialForm, tmp_path: Path) -> None:
    words = tmp_path / "words.pdf"
    words.write_text("hello")
    page.load(words)
    assert not page.ready
    assert ["words.pdf is no PDF" in each.sentence for each in page.findings] == [True]
    page.load(tmp_path / "gone.pdf")
    assert any("gone.pdf" in each.sentence for each in page.findings)


def test_nothing_to_fill_it_for(empty: Session, runner: AtOnce, tmp_path: Path) -> None:
    page = OfficialForm(empty, runner)
    page.load(form(tmp_path, "stacked"))
    assert not page.ready
    assert [each.finding.code for each in page.findings if each.finding] == ["form-no-case"]
    assert page.sheet.picture(300) == b""


def test_a_change_of_the_record_makes_it_stale(
    session: Session, runner: AtOnce, tmp_path: Path
) -> None:
    from dataclasses import replace

    from cpdesk.domain.company import Company

    page = OfficialForm(session, runner)
    page.load(form(tmp_path, "bilingual"))
    assert not page.stale
    company = session.record.all(Company)[0]
    entry.save(session.ws, replace(company, email="a@b.example"))
    assert page.stale
    page.renew()
    assert not page.stale
