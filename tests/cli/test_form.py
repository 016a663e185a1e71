"""`cpdesk form`: an official form filled from the console."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from cpdesk.cli import main
from cpdesk.services.demo import open_sample
from tests.documents.forms.made_forms import FORMS


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with open_sample(tmp_path, lambda: datetime(2026, 11, 24, 9, 0), "張偉"):
        return tmp_path / "sample.cpdesk"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "表格.pdf"
    path.write_bytes(FORMS["label"]().finish())
    return path


def test_a_form_is_filled_corrected_and_filled_again(
    record: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, known = tmp_path / "filled.pdf", tmp_path / "map.toml"
    common = ["--messages", "en", "form", str(record), str(form), "--project", "P1"]
    assert main([*common, "--write-map", str(known), "-o", str(out)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [str(known), str(out)]
    assert any("the record lacks it" in line for line in said)
    with pikepdf.open(out) as document:
        fields = {str(each.T): each for each in document.Root.AcroForm.Fields}
        assert str(fields["co1"].V) == "Paper Lantern Packaging (Hong Kong) Limited (fictional)"
        assert "/V" not in fields["no"]
    text = known.read_text("utf-8")
    known.write_text(text.replace('"factory.employees"', '"hand.other"'), "utf-8")
    assert main([*common, "--map", str(known), "-o", str(out)]) == 0
    with pikepdf.open(out) as document:
        fields = {str(each.T): each for each in document.Root.AcroForm.Fields}
        assert "/V" not in fields["fa2"]
        assert "/V" in fields["fa1"]


def test_a_form_for_the_label_of_a_year(
    record: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "filled.pdf"
    code = main(["form", str(record), str(form), "--class", "partner", "--year", "2026",
                 "-o", str(out), "--json"])  # fmt: skip
    assert code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["path"] == str(out)
    lacking = [each["place"] for each in told["findings"] if each["code"] == "form-lacking"]
    assert not [place for place in lacking if place.startswith("candidacy")]
    with pikepdf.open(out) as document:
        ticked = {str(each.T): str(each.get("/V")) for each in document.Root.AcroForm.Fields}
    assert (ticked["class"], ticked["sector6"], ticked["sector7"]) == ("/c1", "/Yes", "None")


def test_what_cannot_be_filled_says_why_and_writes_nothing(
    record: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "filled.pdf"
    words = tmp_path / "words.pdf"
    words.write_text("hello")
    common = ["--messages", "en", "form", str(record)]
    assert main([*common, str(form), "-o", str(out)]) == 1
    assert "--project" in capsys.readouterr().err
    assert main([*common, str(words), "--project", "P1", "-o", str(out)]) == 1
    assert "words.pdf is no PDF" in capsys.readouterr().err
    assert main([*common, str(tmp_path / "none.pdf"), "--project", "P1", "-o", str(out)]) == 1
    assert "none.pdf" in capsys.readouterr().err
    assert not out.exists()


def test_a_form_is_kept_for_its_packs_issued_and_left(
    record: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))
    out, pack = tmp_path / "filled.pdf", tmp_path / "pack.pdf"
    common = ["--messages", "en", "form", str(record), str(form), "--project", "P1"]
    assert main([*common, "--keep", "--issue", "-o", str(out)]) == 0
    assert main(["application", str(record), "--project", "P1", "-o", str(pack)]) == 0
    with pikepdf.open(pack) as document:
        names = {str(each.T) for each in document.Root.AcroForm.Fields}
        assert "co1" in names
    capsys.readouterr()
    assert main(["issued", str(record), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["packs"]
    assert [(each["number"], each["kind"]) for each in told] == [("FORM-2026-001", "form")]
    again = tmp_path / "again.pdf"
    assert main(["issued", str(record), "FORM-2026-001", "-o", str(again)]) == 0
    assert again.read_bytes() == out.read_bytes()
    capsys.readouterr()
    assert main([*common[:4], "--project", "P1", "--leave"]) == 0
    assert capsys.readouterr().out == "P1 no longer begins with a form.\n"
    assert main(["application", str(record), "--project", "P1", "-o", str(pack)]) == 0
    with pikepdf.open(pack) as document:
        assert "/AcroForm" not in document.Root


def test_a_form_can_be_left_out_only_where_one_is_kept(
    record: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, leaving = tmp_path / "filled.pdf", ["form", str(record), "--project", "P1", "--leave"]
    assert main(["--messages", "en", *leaving]) == 1
    told = "The record keeps no form for P1, so there is none to leave out."
    assert told in capsys.readouterr().err
    common = ["form", str(record), str(form), "--project", "P1", "-o", str(out)]
    assert main([*common, "--keep"]) == 0
    assert main([*common, "--leave", "--json"]) == 0  # filled once more, and left out
    assert main([*common, "--keep"]) == 0
    capsys.readouterr()
    assert main([*leaving, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"path": None, "findings": []}
    assert main(leaving) == 1


@pytest.mark.parametrize(
    "given", [["FORM.pdf"], ["-o", "F.pdf"], [], ["--leave", "-o", "F.pdf"], ["--leave", "--issue"]]
)
def test_a_form_to_fill_needs_a_form_and_a_file(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", "R.cpdesk", "--project", "P1", *given]) == 2
    assert "the following arguments are required" in capsys.readouterr().err


def test_a_form_is_named_for_one_pack(record: Path, form: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack.pdf"
    known = tmp_path / "map.toml"
    assert main(["form", str(record), str(form), "--project", "P1", "--write-map", str(known),
                 "-o", str(tmp_path / "f.pdf")]) == 0  # fmt: skip
    text = known.read_text("utf-8").replace('"factory.employees"', '"hand.other"')
    known.write_text(text, "utf-8")
    assert main(["application", str(record), "--project", "P1", "--form", str(form), "--map",
                 str(known), "-o", str(pack)]) == 0  # fmt: skip
    with pikepdf.open(pack) as document:
        fields = {str(each.T): each for each in document.Root.AcroForm.Fields}
        assert "/V" not in fields["fa2"]
        assert "/V" in fields["fa1"]
