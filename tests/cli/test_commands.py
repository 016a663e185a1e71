"""Every command on a record typed by hand, in process, as a user in a Chinese folder would."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpdesk.base.languages import translator
from cpdesk.bootstrap import new_desk, open_desk
from cpdesk.cli import main
from cpdesk.domain.plant import Meter, Reading
from tests.by_hand import workshop

LISTS = ("companies", "factories", "meters", "drivers", "upgrades", "projects")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A Hong Kong workshop with one more bill, across two months."""
    path = tmp_path / "工場 記錄" / "作坊.cpdesk"
    path.parent.mkdir()
    desk = new_desk(path, author="test")
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*map(str, words), "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return dict(json.loads(told.out))


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The one sentence of a command that cannot be done."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 1
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert "Traceback" not in told.err
    assert "mistake" not in told.err
    return told.err


def test_a_new_record_is_empty_and_never_replaces_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "新 記錄.cpdesk"
    assert main(["new", str(path)]) == 0
    lists = said(capsys, "list", path)
    assert lists == {name: [] for name in LISTS}
    before = path.read_bytes()
    assert path.name in refused(capsys, "new", path)
    assert path.read_bytes() == before


def test_the_list_names_what_is_there_by_code(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = said(capsys, "list", record)
    assert tuple(lists) == LISTS
    assert "CLP" in [each["code"] for each in lists["meters"]]
    assert all(set(each) == {"code", "name"} for many in lists.values() for each in many)
    assert set(said(capsys, "list", record, "meters")) == {"meters"}


def test_months_show_how_each_bill_was_spread(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meter = said(capsys, "months", record, "--meter", "CLP")["meters"][0]
    assert set(meter) == {"code", "unit", "convention", "months", "bills"}
    assert meter["bills"]
    for bill in meter["bills"]:
        parts = [Decimal(part["amount"]) for part in bill["parts"]]
        assert sum(parts) == Decimal(bill["amount"])
    months = {each["month"]: each for each in meter["months"]}
    assert all(
        set(each) == {"month", "amount", "cost", "currency", "complete", "estimated"}
        for each in months.values()
    )
    whole = sum(Decimal(each["amount"]) for each in months.values())
    assert whole == sum(Decimal(bill["amount"]) for bill in meter["bills"])


def test_an_unknown_code_names_those_that_are_known(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = refused(capsys, "months", record, "--meter", "E99")
    assert "E99" in sentence
    assert "CLP" in sentence


def test_one_change_is_one_undo(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = open_desk(record, author="test")
    meter = desk.record.find(Meter, "CLP")
    assert meter is not None
    reading = Reading(
        id="b" * 32, meter=meter.id, start=date(2030, 1, 1), end=date(2030, 2, 1),
        amount=Decimal("12500"),
    )  # fmt: skip
    with desk.store.change("One more bill") as work:
        work.put(reading)
    desk.store.close()
    assert months_of(capsys, record)["2030-01"] == "12500"
    assert main(["undo", str(record)]) == 0
    assert "One more bill" in capsys.readouterr().out
    assert "2030-01" not in months_of(capsys, record)
    assert main(["undo", str(record)]) == 0
    assert "nothing" in refused(capsys, "undo", record)


def months_of(capsys: pytest.CaptureFixture[str], record: Path) -> dict[str, str]:
    meter = said(capsys, "months", record, "--meter", "CLP")["meters"][0]
    return {each["month"]: each["amount"] for each in meter["months"]}


def test_a_backup_is_a_record_and_comes_back(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(capsys, "list", record)
    copy = record.with_name("備份.cpdesk")
    assert main(["backup", str(record), "-o", str(copy)]) == 0
    assert main(["verify", str(copy)]) == 0
    record.write_bytes(record.read_bytes()[:4000])
    refused(capsys, "verify", record)
    refused(capsys, "list", record)
    assert main(["restore", str(copy), str(record)]) == 0
    assert said(capsys, "list", record) == before


def test_savings_of_a_record_without_running_upgrades_is_an_empty_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.cpdesk"
    assert main(["new", str(path)]) == 0
    nothing = {"money": {}, "standard_coal": None, "co2": None}
    assert said(capsys, "savings", path) == {"upgrades": [], "total": nothing, "findings": []}


def test_sentences_come_in_the_language_asked(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = refused(capsys, "months", record, "--meter", "E99")
    chinese = refused(capsys, "months", record, "--meter", "E99", "--messages", "zh_Hant")
    assert english != chinese


@pytest.mark.parametrize("content", [b"", b"no record at all", b"SQLite format 3\0" + b"\0" * 99])
@pytest.mark.parametrize("command", ["list", "months", "savings", "undo", "verify"])
def test_what_is_no_record_is_one_sentence(
    content: bytes, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "壞.cpdesk"
    path.write_bytes(content)
    assert "壞.cpdesk" in refused(capsys, command, path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.cpdesk"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    refused(capsys, "list", path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("list",), ("months",), ("savings",), ("undo",), ("verify",), ("backup",),
        ("check", "--for", "application"),
    ],
)  # fmt: skip
def test_a_missing_record_is_one_sentence(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "沒有.cpdesk"
    assert "沒有.cpdesk" in refused(capsys, words[0], path, *words[1:])
    assert not path.exists()


def readings_csv(folder: Path, *rows: str) -> Path:
    path = folder / "電費 單.csv"
    path.write_text("\n".join(["meter,from,to,amount,unit", *rows]), encoding="gb18030")
    return path


def test_a_file_is_previewed_then_taken_as_one_change(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = readings_csv(
        record.parent, "CLP,2030-01-01,2030-02-01,12500,kWh", "CLP,2030-02-01,2030-03-01,11000,kWh"
    )
    before = months_of(capsys, record)
    shown = said(capsys, "import", record, path, "--preview")
    assert set(shown) == {"id", "new", "changed", "same", "refused", "findings", "cells"}
    assert (shown["id"], shown["new"], shown["refused"]) == (None, 2, 0)
    assert months_of(capsys, record) == before
    taken = said(capsys, "import", record, path)
    assert isinstance(taken["id"], int)
    assert months_of(capsys, record)["2030-01"] == "12500"
    again = said(capsys, "import", record, path)
    assert (again["id"], again["new"], again["same"]) == (None, 0, 2)
    assert main(["undo", str(record)]) == 0
    assert months_of(capsys, record) == before


def test_a_file_with_one_bad_row_changes_nothing(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = "CLP,2030-01-01,2030-02-01,12500,kWh", 'CLP,2030-02-01,2030-03-01,"1.234,5",kWh'
    path = readings_csv(record.parent, good, bad)
    before = months_of(capsys, record)
    assert main(["import", str(record), str(path), "--json"]) == 1
    told = capsys.readouterr()
    plan = json.loads(told.out)
    assert plan["id"] is None
    assert plan["refused"] == 1
    assert any(each["severity"] == "blocking" and each["place"] for each in plan["findings"])
    assert len(told.err.splitlines()) == 1
    assert months_of(capsys, record) == before


def test_an_export_comes_back_to_an_equal_record(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, copy = record.with_name("全部.xlsx"), record.with_name("b.cpdesk")
    assert main(["export", str(record), "-o", str(book)]) == 0
    assert main(["new", str(copy)]) == 0
    taken = said(capsys, "import", copy, book)
    assert taken["refused"] == 0
    for command in ("list", "months", "savings"):
        assert said(capsys, command, copy) == said(capsys, command, record)
    again = said(capsys, "import", copy, book)
    assert (again["id"], again["new"], again["changed"]) == (None, 0, 0)


def test_an_export_as_json_says_the_months_of_the_console(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = record.with_name("全部.json")
    assert main(["export", str(record), "-o", str(out)]) == 0
    told = json.loads(out.read_text("utf-8"))
    console = said(capsys, "months", record)["meters"]
    kept = {each["code"]: each for each in told["months"] if each["kind"] == "meter"}
    assert console
    assert all(each.items() <= kept[each["code"]].items() for each in console)


def test_the_figures_of_all_charts_are_a_workbook(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = record.with_name("圖.xlsx")
    assert main(["export", str(record), "--charts", "-o", str(out)]) == 0
    names = openpyxl.load_workbook(out, read_only=True).sheetnames
    assert names[0] == "Charts"
    assert "U1 X1" in names
    assert ".xlsx" in refused(capsys, "export", record, "--charts", "-o", record.with_name("a.csv"))
    assert ".json" in refused(capsys, "export", record, "-o", record.with_name("a.csv"))


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_a_template_filled_in_any_language_is_imported(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a clerk would: headings are found by what they say, the first rows are typed into."""
    book, record = tmp_path / "範本.xlsx", tmp_path / "新.cpdesk"
    assert main(["template", "--lang", language, "-o", str(book)]) == 0
    t = translator(language)
    filled = openpyxl.load_workbook(book)
    fill(filled[t("Company")], {t("Code"): "C1", f"{t('Name of applicant')} (en)": "Willow Ltd"})
    fill(filled[t("Factory")], {t("Code"): "F1", t("Company"): "C1"})
    fill(filled[t("Meter")], {t("Code"): "M1", t("Factory"): "F1", t("Kind"): t("Electricity"),
                              t("Unit"): "kWh"})  # fmt: skip
    fill(filled[t("Months")], {t("Month"): "2024-03", "M1 kWh": 12500.5, "M1 cost HKD": 9000,
                               "M1 estimated": t("Yes")})  # fmt: skip
    filled.save(book)
    assert main(["new", str(record)]) == 0
    plan = said(capsys, "import", record, book)
    assert (plan["new"], plan["refused"], plan["findings"]) == (4, 0, [])
    (month,) = said(capsys, "months", record)["meters"][0]["months"]
    assert (month["month"], month["amount"], month["estimated"]) == ("2024-03", "12500.5", True)


def fill(page: Any, cells: dict[str, object]) -> None:
    """Type into the first row below the headings."""
    heads = {cell.value: cell.column for cell in page[1]}
    for heading, value in cells.items():
        page.cell(2, heads[heading], value)


def test_an_export_into_a_missing_folder_is_one_sentence(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = record.parent / "nowhere" / "a.xlsx"
    assert str(out.parent) in refused(capsys, "export", record, "-o", out)


@pytest.mark.parametrize("purpose", ["application", "dossier"])
def test_a_check_judges_and_names_the_field(
    purpose: str, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict = said(capsys, "check", record, "--for", purpose, "--date", "2026-11-24")
    assert set(verdict) == {"ready", "findings"}
    assert verdict["ready"] is False
    keys = {"code", "severity", "place", "facts", "message"}
    assert all(set(each) == keys for each in verdict["findings"])
    assert "blocking" in {each["severity"] for each in verdict["findings"]}
    assert all("{" not in each["message"] for each in verdict["findings"])


def test_a_check_of_a_label_given_by_hand(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("check", record, "--for", "dossier", "--class", "partner", "--year", "2026")
    codes = {each["code"] for each in said(capsys, *words)["findings"]}
    assert "no-candidacy" not in codes


def test_an_empty_record_is_judged_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.cpdesk"
    assert main(["new", str(path)]) == 0
    for purpose in ("application", "dossier"):
        assert said(capsys, "check", path, "--for", purpose)["ready"] is False
    assert "none" in refused(
        capsys, "application", path, "--project", "P1", "-o", tmp_path / "a.pdf"
    )
    assert not (tmp_path / "a.pdf").exists()


def test_a_letter_and_the_checklist_are_printed(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, checklist = tmp_path / "信.pdf", tmp_path / "清單.pdf"
    asks = ["letter", record, "--for", "application", "--to", "factory", "--lang", "zh_Hans"]
    assert main([*map(str, asks), "--by", "2026-12-15", "-o", str(letter)]) == 0
    lists = ["checklist", record, "--for", "application", "-o", checklist]
    assert main([*map(str, lists)]) == 0
    assert capsys.readouterr().out.splitlines() == [str(letter), str(checklist)]
    assert letter.read_bytes()[:5] == checklist.read_bytes()[:5] == b"%PDF-"


def test_a_letter_for_no_label_application_is_refused(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["letter", record, "--for", "dossier", "--to", "factory", "-o", tmp_path / "a.pdf"]
    assert "label application" in refused(capsys, *words)
