"""Forms are read: every kind of field, its words, and what cannot be read says why."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from cpdesk.documents.forms.form import FieldKind, Form
from cpdesk.documents.forms.opening import LONGEST_SIDE, MOST_FIELDS
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.findings import Refusal
from tests.documents.forms.making import A4, Maker


def read(tmp_path: Path, content: bytes, name: str = "表格.pdf") -> Form:
    path = tmp_path / name
    path.write_bytes(content)
    return read_form(path)


def every_kind(rotate: int = 0, size: tuple[float, float] = A4) -> bytes:
    made = Maker(size, rotate)
    made.say(50, 700, "Name of applicant 申請公司名稱")
    made.text("a.company.name", 220, 696, 200, most=80, tip="As registered")
    made.say(50, 670, "Business Registration No. 商業登記號碼")
    made.text("a.company.br", 260, 666, 120, most=8, comb=True)
    made.say(50, 640, "Remarks")
    made.text("a.remarks", 220, 600, 200, 50, lines=True, size=9)
    made.say(50, 560, "Legal form")
    for at, word in enumerate(("Limited", "Partnership")):
        made.radio("a.form", 220 + 90 * at, 560, word, "")
        made.say(235 + 90 * at, 560, word)
    made.tick("b.agreed", 50, 530, "On")
    made.say(65, 530, "I agree 本人同意")
    made.say(50, 500, "Currency")
    made.choice("b.currency", 220, 496, 80, [("1", "HKD"), ("2", "RMB")], "")
    made.say(50, 470, "Total")
    made.text("b.total", 220, 466, 80, script="event.value = 1;", read_only=True)
    made.signature("b.sign", 220, 400, 120, 40)
    return made.finish()


def test_every_kind_of_field_is_read_with_its_words(tmp_path: Path) -> None:
    form = read(tmp_path, every_kind())
    fields = {each.name: each for each in form.fields}
    assert fields["a.company.name"].label == "Name of applicant 申請公司名稱"
    assert (fields["a.company.name"].most, fields["a.company.name"].tip) == (80, "As registered")
    assert fields["a.company.br"].comb
    assert fields["a.company.br"].most == 8
    assert fields["a.remarks"].lines
    assert fields["a.remarks"].size == 9
    radio = fields["a.form"]
    assert radio.kind is FieldKind.RADIO
    assert [each.state for each in radio.spots] == ["Limited", "Partnership"]
    assert [each.around.right for each in radio.spots] == ["Limited", "Partnership"]
    assert fields["b.agreed"].spots[0].around.right == "I agree 本人同意"
    assert fields["b.currency"].options == (("1", "HKD"), ("2", "RMB"))
    assert fields["b.total"].calculated
    assert fields["b.total"].read_only
    assert fields["b.sign"].kind is FieldKind.SIGNATURE
    assert [each.code for each in form.findings] == ["form-cleaned"]


def test_a_rare_character_of_a_label_is_read(tmp_path: Path) -> None:
    made = Maker()
    made.say(50, 700, "負責人𨋢")
    made.text("a", 200, 696, 100)
    assert read(tmp_path, made.finish()).fields[0].label == "負責人𨋢"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(tmp_path: Path, angle: int) -> None:
    size = A4 if angle == 180 else (A4[1], A4[0])
    upright = read(tmp_path, every_kind())
    turned = read(tmp_path, every_kind(angle, size))
    words = [(each.name, [spot.around for spot in each.spots]) for each in upright.fields]
    assert [(each.name, [s.around for s in each.spots]) for each in turned.fields] == words


def saved(document: pikepdf.Pdf, path: Path, **how: object) -> Path:
    document.save(path, **how)  # type: ignore[arg-type]
    return path


def why(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        read_form(path)
    assert path.name in str(refused.value.finding.facts["file"])
    return refused.value.finding.code


def test_what_is_no_form_says_what_to_do(tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(every_kind())
    words, cut = tmp_path / "words.pdf", tmp_path / "cut.pdf"
    words.write_text("not a PDF at all")
    assert why(words) == "form-not-pdf"
    cut.write_bytes(plain.read_bytes()[:300])
    assert why(cut) == "form-broken"
    with pikepdf.open(plain) as document:
        locked = pikepdf.Encryption(owner="a", user="b")
        assert why(saved(document, tmp_path / "locked.pdf", encryption=locked)) == "form-locked"
        no = pikepdf.Permissions(modify_form=False, modify_annotation=False, modify_other=False)
        shut = pikepdf.Encryption(owner="a", user="", allow=no)
        assert why(saved(document, tmp_path / "shut.pdf", encryption=shut)) == "form-forbidden"
        document.Root.AcroForm.XFA = document.make_stream(b"<xdp/>")
        document.Root.AcroForm.Fields = Array()
        assert why(saved(document, tmp_path / "xfa.pdf")) == "form-xfa"


def test_huge_and_endless_forms_are_refused(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page().obj.MediaBox = Array([0, 0, LONGEST_SIDE + 1, 100])
    assert why(saved(document, tmp_path / "wide.pdf")) == "form-too-much"

    document = pikepdf.new()
    page = document.add_blank_page()
    page.obj.Contents = document.make_stream(b" " * 30_000_000)
    assert why(saved(document, tmp_path / "bomb.pdf")) == "form-too-much"

    document = pikepdf.new()
    page = document.add_blank_page()
    inner = document.make_stream(b"/X Do " * 300)
    for _ in range(4):  # 300 to the fourth pieces, in a few bytes
        outer = document.make_stream(b"/X Do " * 300)
        for each in (inner, outer):
            each.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1]))
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    page.obj.Contents = document.make_stream(b"/X Do")
    page.obj.Resources = Dictionary(XObject=Dictionary(X=inner))
    assert why(saved(document, tmp_path / "laughs.pdf")) == "form-too-much"

    document = pikepdf.new()
    document.add_blank_page()
    many = [Dictionary(FT=Name.Tx, T=String(f"f{n}")) for n in range(MOST_FIELDS + 2)]
    fields = Array([document.make_indirect(each) for each in many])
    document.Root.AcroForm = Dictionary(Fields=fields)
    assert why(saved(document, tmp_path / "many.pdf")) == "form-too-much"


def test_a_tree_of_fields_that_bites_its_tail_ends(tmp_path: Path) -> None:
    made = Maker()
    made.text("a.b", 50, 700, 100)
    path = tmp_path / "round.pdf"
    path.write_bytes(made.finish())
    with pikepdf.open(path) as document:
        top = document.Root.AcroForm.Fields[0]
        top.Kids.append(top)
        top.Parent = top.Kids[0]
        form = read_form(saved(document, tmp_path / "tail.pdf"))
    assert [each.name for each in form.fields] == ["a.b"]


def test_actions_and_files_within_are_told(tmp_path: Path) -> None:
    made = Maker()
    made.text("a", 50, 700, 100)
    path = tmp_path / "active.pdf"
    path.write_bytes(made.finish())
    with pikepdf.open(path) as document:
        launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
        document.Root.OpenAction = launch
        document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array()))
        form = read_form(saved(document, tmp_path / "launch.pdf"))
    assert [each.code for each in form.findings] == ["form-cleaned"]
    assert len(form.fields) == 1
