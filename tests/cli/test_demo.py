"""The whole way on the sample factory, through the console alone."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from cpdesk.base.languages import translator
from cpdesk.bootstrap import clock
from cpdesk.cli import main
from cpdesk.services.demo import open_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo in one language, in a folder with spaces and Chinese."""
    folder = tmp_path_factory.mktemp("示 範")
    assert main(["demo", str(folder / "新"), "--lang", "zh_Hans"]) == 0
    return folder / "新"


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_the_demo_leaves_a_record_its_workbook_and_both_packs(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "sample.cpdesk", "sample.xlsx", "application-zh_Hans.pdf", "dossier-zh_Hans.pdf",
    }  # fmt: skip
    for path in folder.glob("*.pdf"):
        assert len(pages(path)) > 3


def test_the_sample_has_savings_with_intervals(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["savings", str(folder / "sample.cpdesk"), "--json"]) == 0
    measured = [
        each for each in json.loads(capsys.readouterr().out)["upgrades"] if each["half_width"]
    ]
    assert measured
    assert all(each["model"]["n"] >= 12 for each in measured)
    assert any(each["co2"] and each["factors"] for each in measured)


def test_a_demo_again_takes_the_place_of_the_first_unless_that_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "sample.cpdesk"
    with open_sample(tmp_path, clock, "張偉"):
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        assert main(["demo", str(tmp_path)]) == 1
        told = capsys.readouterr()
        assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert "sample.cpdesk is open elsewhere (張偉" in told.err
    assert len(told.err.splitlines()) == 1
    open_sample(tmp_path, clock, "張偉").close()
    assert record.read_bytes() != before[record]


def test_drafts_are_the_same_bytes_twice_and_leave_the_record_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = folder / "sample.cpdesk"
    before = record.read_bytes()
    assert main(["list", str(record), "projects", "--json"]) == 0
    project = json.loads(capsys.readouterr().out)["projects"][0]["code"]
    words = ["application", str(record), "--project", project, "--date", "2026-11-24", "-o"]
    papers = [tmp_path / "一.pdf", tmp_path / "二.pdf"]
    for paper in papers:
        assert main([*words, str(paper)]) == 0
        assert capsys.readouterr().out.splitlines()[0] == str(paper)
    assert papers[0].read_bytes() == papers[1].read_bytes()
    assert record.read_bytes() == before


@pytest.mark.parametrize("chinese", ["zh_Hant", "zh_Hans"])
def test_both_papers_say_everything_in_two_languages(
    folder: Path, tmp_path: Path, chinese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Side by side a paper has the words of both; alone it has those of one."""
    record, lang = str(folder / "sample.cpdesk"), f"en+{chinese}"
    assert main(["list", record, "projects", "--json"]) == 0
    project = json.loads(capsys.readouterr().out)["projects"][0]["code"]
    wishes = {
        "application": ["application", record, "--project", project],
        "dossier": ["dossier", record, "--class", "partner", "--year", "2026"],
    }
    for name, words in wishes.items():
        out = tmp_path / f"{name}.pdf"
        assert main([*words, "--lang", lang, "-o", str(out)]) == 0
        capsys.readouterr()
        text = "".join(pages(out))
        assert "Telephone" in text
        assert translator(chinese)("Telephone") in text


def test_an_application_is_not_issued_while_something_must_be_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from cpdesk.bootstrap import new_desk
    from tests.by_hand import workshop

    desk = new_desk(tmp_path / "a.cpdesk", author="test")
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    out = tmp_path / "a.pdf"
    words = ["application", str(tmp_path / "a.cpdesk"), "--project", "P1", "-o", str(out)]
    assert main([*words, "--issue"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not out.exists()
    assert main(words) == 0
    assert pages(out)


def test_the_self_test_names_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest"]) == 0
    steps = capsys.readouterr().out.splitlines()
    assert {"import", "savings", "backup", "application-zh_Hant", "dossier-en"} <= set(steps)
