"""The official form that a project carries: kept with its map, joined to its packs, and frozen."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cpdesk.documents.leaves import drawn
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import FORM_PAPER, Attachment, Evidence, Pack, PackKind, RuleFile
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.programme.cases import Case
from cpdesk.services import entry
from cpdesk.services.demo import open_sample
from cpdesk.services.erasing import erase_evidence
from cpdesk.services.forms import filled, issue_filled, understand
from cpdesk.services.issued import ending_of, issued, write_again
from cpdesk.services.jobs import NullJob
from cpdesk.services.official import keep, kept_form, leave, remember
from cpdesk.services.orders import ApplicationOrder, CompletionOrder, DossierOrder, Order
from cpdesk.services.packs import Made, make
from cpdesk.services.proof import proof_of
from cpdesk.services.workspace import Workspace
from tests.documents.forms.looking import (
    HAS_POPPLER,
    by_pdfium,
    by_poppler,
    difference,
    values,
)
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.scans import scan
from tests.documents.forms.word_forms import word_form


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))
    with open_sample(tmp_path, noon, "張偉") as store:
        yield Workspace(store, noon, "test")


def a_form(folder: Path, name: str = "bilingual") -> Path:
    path = folder / f"表格 {name}.pdf"
    path.write_bytes(FORMS[name]().finish())
    return path


def project_of(desk: Workspace) -> Project:
    return desk.record.all(Project)[0]


def kept(desk: Workspace, folder: Path, name: str = "bilingual") -> Evidence:
    assert not keep(desk, understand(desk, a_form(folder, name)), project_of(desk))
    found = kept_form(desk.record, project_of(desk))
    assert found is not None
    return found


def printed(desk: Workspace, out: Path, order: Order | None = None, **how: Any) -> Made:
    order = order or ApplicationOrder(project_of(desk))
    issue, under = how.pop("issue", False), how.pop("under", None)
    return make(desk, order, how.pop("language", "en"), out, date(2026, 11, 24), issue, NullJob(),
                under, **how)  # fmt: skip


def text_of(content: bytes, page: int) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return str(document[page].get_textpage().get_text_range())


def test_a_kept_form_stands_before_the_application(desk: Workspace, tmp_path: Path) -> None:
    alone = printed(desk, tmp_path / "alone.pdf")
    paper = kept(desk, tmp_path)
    made = printed(desk, tmp_path / "pack.pdf")
    content = made.path.read_bytes()
    assert values(content)["form1.contact.n"] == "黃虛構"
    with pikepdf.open(made.path) as pack, pikepdf.open(alone.path) as bare:
        assert len(pack.pages) - len(bare.pages) in (1, 2)
        with pack.open_outline() as outline:
            assert [each.title for each in outline.root][:2] == ["Official form", "1  Applicant"]
        shown = {each.objgen for each in pack.pages[0].Annots}
        assert shown
        assert shown <= set(leaves_of(pack.Root.AcroForm.Fields))
    assert "APP-2026-DRAFT" in text_of(content, 0)
    assert "page 1 of 1" in text_of(content, 0)
    whole = "".join(text_of(content, at) for at in range(len(bare_pages(content))))
    assert "Before this paper: the official form, 1 page" in whole
    assert paper.sha256 in "".join(whole.split())


def leaves_of(fields: Any) -> Iterator[tuple[int, int]]:
    for each in fields:
        if "/Kids" in each:
            yield from leaves_of(each.Kids)
        else:
            yield each.objgen


def bare_pages(content: bytes) -> range:
    with pikepdf.open(io.BytesIO(content)) as document:
        return range(len(document.pages))


def test_a_signature_field_is_left_alone_and_can_still_be_signed(
    desk: Workspace, tmp_path: Path
) -> None:
    kept(desk, tmp_path)
    made = printed(desk, tmp_path / "pack.pdf", issue=False)
    with pikepdf.open(made.path) as pack:
        signs = [each for each in pack.pages[0].Annots if each.get("/FT") == "/Sig"]
        assert len(signs) == 1
        assert "/V" not in signs[0]


def test_the_empty_form_is_no_annex(desk: Workspace, tmp_path: Path) -> None:
    paper = kept(desk, tmp_path)
    made = printed(desk, tmp_path / "pack.pdf")
    content = made.path.read_bytes()
    with pikepdf.open(made.path) as pack, pack.open_outline() as outline:
        told = [child.title for each in outline.root for child in each.children]
    assert not [each for each in told if each.startswith(f"{paper.code} ")]
    every = "".join(text_of(content, at) for at in bare_pages(content))
    assert f"Annex\r\n{paper.code}" not in every


def test_printing_again_gives_the_same_bytes_of_the_form(desk: Workspace, tmp_path: Path) -> None:
    kept(desk, tmp_path, "project")
    one = proof_of(desk.record, ApplicationOrder(project_of(desk)), "en", desk.today,
                   desk.store.open_bytes, NullJob())  # fmt: skip
    two = proof_of(desk.record, ApplicationOrder(project_of(desk)), "en", desk.today,
                   desk.store.open_bytes, NullJob())  # fmt: skip
    assert one.content == two.content
    assert one.numbers  # those of our own pages, not the form's
    assert min(spot.page for spot in one.numbers.values()) > 2


def test_what_stands_in_the_fields_is_seen_on_the_screen(desk: Workspace, tmp_path: Path) -> None:
    kept(desk, tmp_path)
    shown = proof_of(desk.record, ApplicationOrder(project_of(desk)), "en", desk.today,
                     desk.store.open_bytes, NullJob())  # fmt: skip
    before, after = drawn(a_form(tmp_path).read_bytes(), 1, 595), drawn(shown.content, 1, 595)
    row = slice(80 * before.stride, 92 * before.stride)  # of the name of the company
    assert sum(after.data[row]) < sum(before.data[row])


def test_issuing_freezes_the_form_with_the_pack(desk: Workspace, tmp_path: Path) -> None:
    paper = kept(desk, tmp_path)
    order = DossierOrder(desk.record.all(Factory)[0], *label_of(desk))
    candidacy = Case.of_label(desk.record, order.factory, order.label, order.year).candidacy
    assert candidacy is not None
    assert not keep(desk, understand(desk, a_form(tmp_path, "label")), candidacy)
    made = printed(desk, tmp_path / "dossier.pdf", order, issue=True)
    before = made.path.read_bytes()
    pack = desk.record.where(Pack, kind=PackKind.DOSSIER)[0]
    told = json.loads(pack.manifest)["form"]
    assert told["file"] == "表格 label.pdf"
    assert told["sha256"] != paper.sha256
    assert len(told["filled"]) == len(told["map"]) == 64
    company = desk.record.all(Company)[0]
    entry.save(desk, replace_name(company))
    again = write_again(desk, pack, tmp_path / "again.pdf")
    assert again.read_bytes() == before
    assert values(before)["co1"].startswith("Paper Lantern")


def label_of(desk: Workspace) -> tuple[Any, int]:
    found = next(each for each in desk.record.all(Candidacy) if each.label and each.year)
    assert found.label is not None
    assert found.year is not None
    return found.label, found.year


def replace_name(company: Company) -> Company:
    from dataclasses import replace

    from cpdesk.domain.words import LocalText

    return replace(company, name=LocalText(en="Another name"))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_form_is_issued_by_itself(desk: Workspace, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "f.docx"
    path.write_bytes(word_form())
    known = understand(desk, a_form(tmp_path) if kind == "pdf" else path)
    case = Case.of_project(desk.record, project_of(desk))
    out = tmp_path / f"out.{kind}"
    made = issue_filled(desk, known, filled(desk, known, case), case, out)
    assert made.findings[-1].code == "pack-issued"
    found = next(each for each in issued(desk) if each.pack.kind is PackKind.FORM)
    assert found.pack.code == "FORM-2026-001"
    assert json.loads(found.pack.manifest)["form"]["sha256"] == known.form.sha256
    assert ending_of(found.pack) == f".{kind}"
    before = out.read_bytes()
    assert write_again(desk, found.pack, tmp_path / f"again.{kind}").read_bytes() == before
    second = issue_filled(desk, known, filled(desk, known, case), case, out)
    assert second.findings[-1].facts["number"] == "FORM-2026-002"


def test_keeping_is_one_change_that_undo_takes_back(desk: Workspace, tmp_path: Path) -> None:
    kept(desk, tmp_path)
    assert desk.record.all(RuleFile)
    desk.store.undo()
    assert kept_form(desk.record, project_of(desk)) is None
    assert not desk.record.where(Evidence, document=FORM_PAPER)
    assert not desk.record.all(RuleFile)
    desk.store.redo()
    assert kept_form(desk.record, project_of(desk)) is not None


def test_another_form_takes_its_place_and_leaving_takes_all_of_it(
    desk: Workspace, tmp_path: Path
) -> None:
    first = kept(desk, tmp_path)
    second = kept(desk, tmp_path, "budget")
    assert first.sha256 != second.sha256
    ties = [e for e in desk.record.where(Attachment, to=project_of(desk).id)
            if e.evidence in (first.id, second.id)]  # fmt: skip
    assert [each.evidence for each in ties] == [second.id]
    assert not leave(desk, project_of(desk))
    assert kept_form(desk.record, project_of(desk)) is None


def test_a_correction_reaches_the_pack(desk: Workspace, tmp_path: Path) -> None:
    from cpdesk.services.forms import corrected

    kept(desk, tmp_path)
    known = understand(desk, a_form(tmp_path))
    now = corrected(desk, known, "form1.partA.web", "company.email", 1)
    assert not remember(desk, now)
    content = printed(desk, tmp_path / "pack.pdf").path.read_bytes()
    assert values(content)["form1.partA.web"] == "office@paperlantern.example"
    desk.store.undo()
    content = printed(desk, tmp_path / "pack.pdf").path.read_bytes()
    assert values(content)["form1.partA.web"] == "paperlantern.example"


def test_a_form_can_be_named_for_one_printing(desk: Workspace, tmp_path: Path) -> None:
    kept(desk, tmp_path)
    other = understand(desk, a_form(tmp_path, "budget"))
    content = printed(desk, tmp_path / "pack.pdf", form=other).path.read_bytes()
    assert values(content)["budget.total"] == "1,384,829.50"
    assert "form1.contact.n" not in values(content)


def test_a_word_form_is_told_to_go_beside(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "f.docx"
    path.write_bytes(word_form())
    assert not keep(desk, understand(desk, path), project_of(desk))
    made = printed(desk, tmp_path / "pack.pdf")
    assert "form-word-apart" in [each.code for each in made.findings]


def kept_for_label(desk: Workspace, folder: Path) -> DossierOrder:
    """The form kept for the label; its dossier could be issued."""
    order = DossierOrder(desk.record.all(Factory)[0], *label_of(desk))
    candidacy = Case.of_label(desk.record, order.factory, order.label, order.year).candidacy
    assert candidacy is not None
    assert not keep(desk, understand(desk, a_form(folder, "label")), candidacy)
    return order


def test_a_form_that_cannot_be_read_stops_issuing_but_no_draft(
    desk: Workspace, tmp_path: Path
) -> None:
    from dataclasses import replace

    order = kept_for_label(desk, tmp_path)
    map_ = desk.record.all(RuleFile)[0]
    with desk.store.change("Spoilt") as work:
        work.put(replace(map_, text=map_.text.replace("version = 1", "version = 7")))
    made = printed(desk, tmp_path / "draft.pdf", order)
    assert "form-map-broken" in [each.code for each in made.findings]
    with pytest.raises(Refusal) as refused:
        printed(desk, tmp_path / "issued.pdf", order, issue=True)
    assert refused.value.finding.code == "form-map-broken"
    assert not (tmp_path / "issued.pdf").exists()
    assert not desk.record.all(Pack)


def test_a_form_whose_file_is_elsewhere_says_so(desk: Workspace, tmp_path: Path) -> None:
    """As after the import of a workbook, which names papers but does not hold them."""
    from dataclasses import replace

    order = kept_for_label(desk, tmp_path)
    paper = desk.record.where(Evidence, document=FORM_PAPER)[0]
    map_, gone = desk.record.all(RuleFile)[0], "f" * 64
    with desk.store.change("From elsewhere") as work:
        work.put(replace(paper, sha256=gone))
        work.put(replace(map_, text=map_.text.replace(paper.sha256, gone)))
    made = printed(desk, tmp_path / "draft.pdf", order)
    assert "form-not-here" in [each.code for each in made.findings]


def test_erasing_the_form_leaves_a_pack_without_one(desk: Workspace, tmp_path: Path) -> None:
    order = kept_for_label(desk, tmp_path)
    paper = desk.record.where(Evidence, document=FORM_PAPER)[0]
    assert not [each for each in erase_evidence(desk, [paper]) if each.blocking]
    made = printed(desk, tmp_path / "draft.pdf", order)
    with pikepdf.open(made.path) as pack:
        assert "/AcroForm" not in pack.Root


@pytest.mark.skipif(not HAS_POPPLER, reason="poppler is not on this computer")
@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans", "en+zh_Hant"])
def test_two_engines_show_the_form_in_its_pack(
    desk: Workspace, language: str, tmp_path: Path
) -> None:
    kept(desk, tmp_path, "turned")
    content = printed(desk, tmp_path / "pack.pdf", language=language).path.read_bytes()
    assert difference(by_pdfium(content), by_poppler(content, tmp_path)) < 4
    assert "官方表格，第" in text_of(content, 0)


def test_a_scan_under_a_limit_is_reduced_with_the_pack(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan().content)
    assert not keep(desk, understand(desk, path), project_of(desk))
    whole_pack = printed(desk, tmp_path / "whole.pdf").path
    assert "APP-2026-DRAFT" in text_of(whole_pack.read_bytes(), 0)  # paper is never quite white
    whole = whole_pack.stat().st_size
    limit = Decimal(whole - 1000) / 1_000_000
    made = printed(desk, tmp_path / "small.pdf", under=limit)
    assert made.path.stat().st_size < whole - 1000
    assert "pack-lightened" in [each.code for each in made.findings]


def test_a_report_begins_with_no_form(desk: Workspace, tmp_path: Path) -> None:
    kept(desk, tmp_path)
    made = printed(desk, tmp_path / "report.pdf", CompletionOrder(project_of(desk)))
    with pikepdf.open(made.path) as pack:
        assert "/AcroForm" not in pack.Root


def test_a_glyph_that_no_font_has_stops_the_issue(desk: Workspace, tmp_path: Path) -> None:
    from dataclasses import replace

    from cpdesk.domain.words import LocalText

    company = desk.record.all(Company)[0]
    entry.save(desk, replace(company, business=LocalText("Odd \ue000")))
    known = understand(desk, a_form(tmp_path))
    case = Case.of_project(desk.record, project_of(desk))
    with pytest.raises(Refusal) as refused:
        issue_filled(desk, known, filled(desk, known, case), case, tmp_path / "o.pdf")
    assert refused.value.finding.code == "glyph-missing"
    assert not (tmp_path / "o.pdf").exists()


@pytest.mark.parametrize("of", ["project", "label"])
def test_what_differs_since_a_form_was_issued_is_told(
    desk: Workspace, of: str, tmp_path: Path
) -> None:
    from cpdesk.services.differences import differences

    factory = desk.record.all(Factory)[0]
    case = (Case.of_project(desk.record, project_of(desk)) if of == "project"
            else Case.of_label(desk.record, factory, *label_of(desk)))  # fmt: skip
    known = understand(desk, a_form(tmp_path))
    issue_filled(desk, known, filled(desk, known, case), case, tmp_path / "o.pdf")
    pack = desk.record.where(Pack, kind=PackKind.FORM)[0]
    assert not differences(desk, pack)
    entry.save(desk, replace_name(desk.record.all(Company)[0]))
    found = differences(desk, pack)
    assert [each.field.name for each in found if each.field] == ["name"]
