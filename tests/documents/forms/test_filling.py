"""Forms filled from three records: read back as values and as text, and seen by two engines."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.form import FieldKind
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.company import Company
from cpdesk.domain.words import LocalText
from tests.by_hand import workshop
from tests.documents.forms.cases import ROUND, done, facts_of, label_facts, mill, shop
from tests.documents.forms.looking import (
    HAS_POPPLER,
    by_pdfium,
    by_poppler,
    difference,
    ink,
    text_in,
    values,
)
from tests.documents.forms.made_forms import FORMS
from tests.programme.making import made

RECORDS: dict[str, Callable[[Facts], Facts]] = {
    "sample": lambda whole: whole, "label": lambda whole: label_facts(whole.case.record),
    "mill": lambda _: facts_of(mill()), "shop": lambda _: facts_of(shop()),
}  # fmt: skip


def test_the_values_are_those_of_the_record(whole: Facts, tmp_path: Path) -> None:
    told = values(done("bilingual", whole, tmp_path).filled.content)
    assert told["form1.partA.nameE"] == "Paper Lantern Packaging (Hong Kong) Limited (fictional)"
    assert told["form1.partA.nameC"] == "紙燈籠包裝（香港）有限公司（虛構）"
    assert told["form1.partA.br"] == "00000000"
    assert [told[f"form1.partA.est.{part}"] for part in ("day", "month", "year")] == [
        "12", "04", "1994"
    ]  # fmt: skip
    assert told["form1.partA.type"] == "/1"
    assert told["form1.same"] == "/On"
    assert told["form1.contact.n"] == "黃虛構"
    assert "form1.sig.date" not in told
    assert "form1.agree" not in told


def test_amounts_choices_and_tables(whole: Facts, tmp_path: Path) -> None:
    told = values(done("budget", whole, tmp_path).filled.content)
    assert told["budget.total"] == "1,384,829.50"
    assert told["fund0"] == "692,414.75"
    assert told["budget.r1.unit_price"] == "CNY 268,000"
    assert told["budget.r4.hkd"] == "96,000.00"
    assert "budget.r6.name" not in told
    assert told["public"] == "/1"
    turned = values(done("turned", whole, tmp_path).filled.content)
    assert turned["turn"] == "186400000"
    assert (turned["tel1"], turned["tel2"]) == ("852", "2000 0000")
    assert [turned[f"br{part}"] for part in ("day", "month", "year")] == ["31", "08", "2027"]
    holders = values(done("project", whole, tmp_path).filled.content)
    assert [holders[f"holder.1.{each}"] for each in ("name", "kind", "resident", "share")] == [
        "陳虛構", "自然人", "是", "60"
    ]  # fmt: skip
    assert values(done("stacked", whole, tmp_path).filled.content)["owner"] == "WF"
    assert values(done("mainland", whole, tmp_path).filled.content)["f3_60"] == "2,800"


def test_a_box_that_has_no_picture_of_its_tick_gets_one(whole: Facts, tmp_path: Path) -> None:
    path = tmp_path / "bare.pdf"
    path.write_bytes(FORMS["bilingual"]().finish())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        box = next(each for each in document.pages[0].Annots if str(each.get("/T")) == "same")
        del box["/AP"]
        document.save(path)
    form = read_form(path)
    before = by_pdfium(path.read_bytes())
    filled = fill(path, form, propose(form, ROUND.sectors), whole)
    spot = next(each for each in form.fields if each.name == "form1.same").spots[0].seen
    assert ink(by_pdfium(filled.content), spot, 842) > ink(before, spot, 842) + 0.05


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_lost_between_record_and_paper(
    name: str, record: str, whole: Facts, tmp_path: Path
) -> None:
    """Each value can be copied out of its own field, or is told to stand on the sheet."""
    form = done(name, RECORDS[record](whole), tmp_path)
    content = form.filled.content
    told, shown = values(content), text_in(content)
    texts = [each for each in form.form.fields if each.kind is FieldKind.TEXT and each.name in told]
    for field in texts:
        for spot in field.spots:
            inside = "".join(
                char for char, page, box in shown
                if page == spot.page and spot.box.across(box) > 0 and spot.box.along(box) > 0
            )  # fmt: skip
            assert "".join(inside.split()) == "".join(told[field.name].split())
    codes = [each.code for each in form.filled.findings]
    with pikepdf.open(io.BytesIO(content)) as document:
        sheets = len(document.pages) - form.form.pages
    assert (sheets > 0) == ("form-continued" in codes)


@pytest.mark.skipif(not HAS_POPPLER, reason="poppler is not on this computer")
@pytest.mark.parametrize("record", ["sample", "mill", "shop"])
@pytest.mark.parametrize("name", FORMS)
def test_two_engines_show_the_same(
    name: str, record: str, whole: Facts, tmp_path: Path
) -> None:
    form = done(name, RECORDS[record](whole), tmp_path)
    content, told = form.filled.content, values(form.filled.content)
    for page in range(form.form.pages):
        one, other = by_pdfium(content, page), by_poppler(content, tmp_path, page)
        assert difference(one, other) < 4  # each rounds letters its own way; fields below
        for field in form.form.fields:
            for spot in field.spots:
                if spot.page == page and field.kind is FieldKind.TEXT:
                    marks = [ink(each, spot.seen, each.shape[0] / 1.5) for each in (one, other)]
                    assert abs(marks[0] - marks[1]) < 0.04
                    assert (max(marks) > 0.004) == bool(told.get(field.name))


def test_what_is_too_long_stands_on_the_sheet(tmp_path: Path) -> None:
    form = done("stacked", facts_of(mill()), tmp_path)
    told = values(form.filled.content)
    assert told["topmostSubform[0].Page1[0].TextField6[0]"] == "See continuation sheet, item 1"
    all_of_it = "".join(char for char, page, _ in text_in(form.filled.content) if page >= 1)
    assert all_of_it.count("染色布") == 300


def test_rows_beyond_the_table_stand_on_the_sheet(whole: Facts, tmp_path: Path) -> None:
    form = done("label", label_facts(whole.case.record), tmp_path)
    codes = [each.code for each in form.filled.findings]
    measures = len(label_facts(whole.case.record).rows("measure"))
    assert ("form-continued" in codes) == (measures > 3)


def test_what_the_record_lacks_is_listed_with_its_place(tmp_path: Path) -> None:
    form = done("bilingual", facts_of(shop()), tmp_path)
    lacking = {str(each.place) for each in form.filled.findings if each.code == "form-lacking"}
    assert "company C1 established" in lacking
    assert "company C1 telephone" not in lacking
    assert sum("established" in each for each in lacking) == 1  # its three boxes are one answer


def test_a_character_that_no_font_has_is_told(tmp_path: Path) -> None:
    record = shop()
    odd = replace(record.all(Company)[0], business=LocalText("Spraying \U00020000\ue000"))
    form = done("bilingual", facts_of(made(*workshop.entities(), odd)), tmp_path)
    found = [each for each in form.filled.findings if each.code == "glyph-missing"]
    assert [each.blocking for each in found] == [True]
    assert "U+E000" in str(found[0].facts["characters"])


def test_the_fonts_travel_with_the_form(whole: Facts, tmp_path: Path) -> None:
    content = done("bilingual", whole, tmp_path).filled.content
    assert len(content) < 150_000  # subsets, shared by all fields
    with pikepdf.open(io.BytesIO(content)) as document:
        for each in document.pages[0].Annots:
            look = each.get("/AP", {}).get("/N")
            if not isinstance(look, pikepdf.Stream) or "/Resources" not in look:
                continue
            for font in look.Resources.get("/Font", {}).values():
                descriptors = [each.FontDescriptor for each in font.get("/DescendantFonts", ())]
                assert all("/FontFile2" in each for each in descriptors)
                assert descriptors or font.BaseFont == "/Helvetica"


def test_a_form_made_by_another_program(whole: Facts, tmp_path: Path) -> None:
    """The fields of reportlab: direct widgets, combed by flags of its own, radios by names."""
    path = tmp_path / "other.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(60, 700, "Company name")
    canvas.acroForm.textfield(name="n", x=200, y=690, width=300, height=20, value="ZZQ")
    canvas.drawString(60, 660, "Main products of the factory")
    canvas.acroForm.textfield(name="p", x=260, y=650, width=240, height=20)
    canvas.drawString(60, 620, "Legal form")
    for at, (value, words) in enumerate((("Ltd", "Limited company"), ("Part", "Partnership"))):
        canvas.acroForm.radio(name="r", value=value, x=200 + 150 * at, y=615, selected=at == 1)
        canvas.drawString(230 + 150 * at, 620, words)
    canvas.drawString(60, 580, "Cleaner production policy")
    canvas.acroForm.choice(name="c", x=260, y=570, width=100, height=20, value="A",
                           options=[("Alpha", "A"), ("Beta", "B")])  # fmt: skip
    canvas.save()
    form = read_form(path)
    filled = fill(path, form, propose(form, ROUND.sectors), whole)
    told = values(filled.content)
    assert told["n"].startswith("Paper Lantern Packaging")
    assert told["p"].startswith("Folding cartons")
    assert told["r"] == "/Ltd"
    assert "ZZQ" not in "".join(char for char, _, _ in text_in(filled.content))


def test_ticks_that_are_named_in_an_old_encoding(whole: Facts, tmp_path: Path) -> None:
    """Programs of the Mainland name them in GBK, which is no text that PDF knows."""
    path = tmp_path / "gbk.pdf"
    path.write_bytes(FORMS["mainland"]().finish())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for each in document.pages[0].Annots:
            if str(each.get("/T")).startswith("lx"):
                looks = each.AP.N
                each.AP.N = pikepdf.Object.parse(b"<< /#CA#C7 null /Off null >>")
                each.AP.N["/Off"] = looks["/Off"]
                each.AP.N[pikepdf.Object.parse(b"/#CA#C7")] = looks["/Yes"]
        document.save(path)
    form = read_form(path)
    content = fill(path, form, propose(form, ROUND.sectors), whole).content
    with pikepdf.open(io.BytesIO(content)) as document:
        states = {str(each.T): bytes(each.AS) for each in document.pages[0].Annots
                  if str(each.get("/T")).startswith("lx")}  # fmt: skip
    assert states == {"lx0": b"/Off", "lx1": b"/\xca\xc7", "lx2": b"/Off"}


def test_a_form_that_is_xfa_too_is_filled_as_every_reader_shows_it(
    whole: Facts, tmp_path: Path
) -> None:
    path = tmp_path / "xfa.pdf"
    path.write_bytes(FORMS["bilingual"]().finish())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.AcroForm.XFA = document.make_stream(b"<xdp/>")
        document.Root.AcroForm.NeedAppearances = True
        document.save(path)
    form = read_form(path)
    filled = fill(path, form, propose(form, ROUND.sectors), whole)
    assert [each.code for each in filled.findings].count("form-xfa-dropped") == 1
    with pikepdf.open(io.BytesIO(filled.content)) as document:
        assert "/XFA" not in document.Root.AcroForm
        assert "/NeedAppearances" not in document.Root.AcroForm
    assert values(filled.content)["form1.contact.n"] == "黃虛構"


def test_no_script_or_action_is_left_in_the_filled_form(whole: Facts, tmp_path: Path) -> None:
    path = tmp_path / "active.pdf"
    maker = FORMS["budget"]()
    maker.fields["budget.total"].script = "AFSimple_Calculate('SUM', 'x');"
    maker.fields["budget.total"].flags = 1  # read-only, for the script alone would fill it
    path.write_bytes(maker.finish())
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(path)
    form = read_form(path)
    filled = fill(path, form, propose(form, ROUND.sectors), whole)
    with pikepdf.open(io.BytesIO(filled.content)) as document:
        everything = " ".join(str(each.unparse(resolved=True)) for each in document.objects
                              if isinstance(each, pikepdf.Dictionary))  # fmt: skip
    assert "JavaScript" not in everything
    assert values(filled.content)["budget.total"] == "1,384,829.50"


def test_an_amount_in_another_currency_is_written_whole_and_told(
    whole: Facts, tmp_path: Path
) -> None:
    form = done("odd", whole, tmp_path)
    assert values(form.filled.content)["s2"] == "HK$1,384,829.50"  # asked for in RMB 10,000
    found = [each for each in form.filled.findings if each.code == "form-other-currency"]
    assert [(each.facts["wanted"], each.facts["currency"]) for each in found] == [("CNY", "HKD")]
    mainland = done("mainland", label_facts(whole.case.record), tmp_path)
    assert values(mainland.filled.content)["f3_60"] == "2,800"
