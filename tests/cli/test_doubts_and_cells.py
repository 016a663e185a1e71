"""The console tells an import cell by cell, gives the workbook back marked, and accepts doubts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpdesk.bootstrap import new_desk, open_desk
from cpdesk.cli import main
from cpdesk.domain.papers import Acceptance

HEADS = ("月份", "用电量(kWh)", "电费(元)")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.cpdesk"
    new_desk(path, author="t").store.close()
    return path


def book(folder: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    made.active.title = "2024"
    for row in (HEADS, *rows):
        made.active.append(row)
    path = folder / "台账.xlsx"
    made.save(path)
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> Any:
    assert main([*map(str, words), "--json", "--messages", "en"]) == code
    return json.loads(capsys.readouterr().out)


def lines(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> list[str]:
    assert main([*map(str, words), "--messages", "en"]) == code
    return capsys.readouterr().out.splitlines()


def test_every_cell_is_told_with_what_becomes_of_it(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "import", record, book(tmp_path, ("1月", 100, 80), ("2月", 110, 88)))
    again = book(tmp_path, ("1月", 100, 81), ("2月", 110, 88), ("3月", "停", None), ("4月", 90, 70))
    shown = said(capsys, "import", record, again, "--preview")
    cells = {each["cell"]: each for each in shown["cells"]}
    assert {name: each["status"] for name, each in cells.items()} == {
        "2024!B2": "same", "2024!C2": "changed", "2024!B3": "same", "2024!C3": "same",
        "2024!B4": "refused", "2024!B5": "new", "2024!C5": "new",
    }  # fmt: skip
    assert (cells["2024!C2"]["old"], cells["2024!C2"]["new"]) == ("80", "81")
    assert cells["2024!B4"]["why"]["code"] == "figure-unreadable"
    assert cells["2024!B5"] == {
        "cell": "2024!B5", "status": "new", "of": "M1", "start": "2024-04-01",
        "end": "2024-05-01", "field": "amount", "old": None, "new": "90", "why": None,
    }  # fmt: skip


def test_a_refused_amount_speaks_for_the_cost_beside_it(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path, ("1月", "停", 80), ("2月", None, 88), ("3月", 5, 4))
    told = said(capsys, "import", record, path, "--preview")
    faults = [(e["code"], e["facts"].get("text")) for e in told["findings"]
              if e["severity"] == "blocking"]  # fmt: skip
    assert faults == [("figure-unreadable", "停"), ("cost-alone", None)]
    assert told["refused"] == 2


def test_the_text_console_shows_so_many_and_json_shows_all(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "days.csv"
    rows = "".join(f"2024-{m:02d}-{d:02d},{d}\n" for m in (1, 3, 5) for d in range(1, 32))
    path.write_text("日期,用水量(吨)\n" + rows, "utf-8")
    assert len(said(capsys, "import", record, path, "--preview")["cells"]) == 93
    shown = lines(capsys, "import", record, path, "--preview")
    assert sum(each.startswith("New\t") for each in shown) == 20
    assert "73 more cells like these" in shown


def test_the_marked_copy_is_written_whether_or_not_anything_is_taken(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, copy = book(tmp_path, ("1月", "停", None), ("2月", 5, 4)), tmp_path / "copy.xlsx"
    lines(capsys, "import", record, path, "--marked", copy, code=1)
    assert "停" in openpyxl.load_workbook(copy)["2024"]["B2"].comment.text
    assert main(["import", str(record), str(path), "--preview", "--marked", str(path)]) == 1
    assert "Choose another name" in capsys.readouterr().err


def test_a_doubt_is_accepted_by_code_and_place_and_withdrawn_again(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path, ("1月", 100, None), ("2月", 2000, None), ("3月", 1900, None))
    assert "ten-times" in {e["code"] for e in said(capsys, "import", record, path)["findings"]}
    (doubt,) = said(capsys, "months", record)["findings"]
    assert (doubt["code"], doubt["place"]) == ("amount-tenfold", "meter M1 2024-02")
    words = ["accept", str(record), doubt["code"], doubt["place"]]
    assert lines(capsys, *words, "--reason", "新生产线") == ["Accepted."]
    told = said(capsys, "months", record)
    assert told["findings"] == []
    (accepted,) = told["accepted"]
    assert (accepted["code"], accepted["reason"]) == ("amount-tenfold", "新生产线")
    assert any("新生产线" in each for each in lines(capsys, "months", record))
    again = said(capsys, "import", record, path, "--preview")
    assert "ten-times" not in {each["code"] for each in again["findings"]}
    assert lines(capsys, *words, "--withdraw") == ["Withdrawn."]
    assert said(capsys, "months", record)["findings"] == [doubt]
    desk = open_desk(record, read_only=True)
    assert desk.record.all(Acceptance) == ()
    desk.store.close()


def test_what_is_no_doubt_or_not_there_is_said(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(capsys, "import", record, book(tmp_path, ("1月", 100, 8), ("2月", 2000, 9)))
    for words, named in (
        (("amount-tenfold", "meter M1 2030-01", "--reason", "x"), "tenfold meter M1 2024-02"),
        (("amount-tenfold", "meter M1 2024-02", "--reason", " "), "reason is kept"),
        (("amount-tenfold", "meter M1 2024-02", "--withdraw"), "has been accepted"),
        (("no-project", "project", "--reason", "x"), "has to be mended"),
    ):
        assert main(["accept", str(record), *words, "--messages", "en"]) == 1
        assert named in capsys.readouterr().err
    assert main(["accept", str(record), "amount-tenfold", "meter M1 2024-02"]) == 2
