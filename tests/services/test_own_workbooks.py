"""A factory's own workbook through the wish itself: previewed, taken whole, remembered, undone."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from cpdesk.bootstrap import new_desk, open_desk
from cpdesk.cli import main
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.exchange.proposal.meaning import Role
from cpdesk.services.importing import carry_out, preview, preview_own
from cpdesk.services.own_workbooks import propose
from tests.exchange.workbooks import dyeing_ledger, sheet_per_year

ROWS = (("月份", "A线", "用电量(kWh)"), ("1月", 5, 50), ("2月", 6, 60))


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))


def written(folder: Path, year: int, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = str(year)
    for row in rows or ROWS:
        book.active.append(row)
    path = folder / f"台账{year}.xlsx"
    book.save(path)
    return path


def test_an_empty_record_takes_a_ledger_whole_and_gives_it_back(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    before = desk.record
    path = dyeing_ledger.write(tmp_path)
    plan = preview(desk, path)
    assert (plan.refused, plan.new) == (0, 2 + 5 + 40)
    carry_out(desk, plan)
    again = preview(desk, path)
    assert (again.new, again.changed, again.same) == (0, 0, 40)
    assert {each.code for each in again.findings} >= {"meter-matched", "sheet-taken"}
    desk.store.undo()
    assert desk.record.same_content(before)
    desk.store.close()


def test_nothing_is_taken_while_a_cell_is_refused(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    rows = (("月份", "用电量(kWh)"), ("1月", 5), ("2月", "停表"), ("3月", 7))
    plan = preview(desk, written(tmp_path, 2024, *rows))
    assert plan.refused == 1
    with pytest.raises(Refusal) as refused:
        carry_out(desk, plan)
    assert refused.value.finding.facts["spot"] == "2024!B3"
    assert not desk.record.all(Meter)
    desk.store.close()


def test_what_the_user_corrects_is_what_the_preview_takes(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    own = propose(sheet_per_year.write(tmp_path))
    whole = preview_own(desk, own)
    less = own.corrected(own.proposal.with_column("2023年", "D", role=Role.IGNORED))
    assert whole.new - preview_own(desk, less).new == 1 + 24  # the diesel meter and its readings
    desk.store.close()


def test_a_mapping_is_written_corrected_used_and_remembered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, mapping = str(tmp_path / "r.cpdesk"), tmp_path / "我的.toml"
    new_desk(Path(record), author="t").store.close()
    first = str(written(tmp_path, 2024))
    options = ["--preview", "--write-mapping", str(mapping)]
    assert main(["import", record, first, *options]) == 0
    text = mapping.read_text("utf-8")
    assert "A线" in text
    ignored = 'heading = "A线"\nmeans = "ignored"'
    meant = 'heading = "A线"\nmeans = "amount"\nkind = "electricity"\nunit = "kWh"'
    assert ignored in text
    mapping.write_text(text.replace(ignored, meant), "utf-8")
    assert main(["import", record, first, "--mapping", str(mapping)]) == 0
    desk = open_desk(Path(record))
    assert sorted(str(each.name) for each in desk.record.all(Meter)) == ["A线", "用电量"]
    assert {each.kind for each in desk.record.all(Meter)} == {MeterKind.ELECTRICITY}
    desk.store.close()
    capsys.readouterr()
    assert main(["import", record, str(written(tmp_path, 2025)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["new"], said["refused"]) == (4, 0)
    assert "mapping-used" in {each["code"] for each in said["findings"]}


def test_a_mapping_for_another_layout_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, mapping = str(tmp_path / "r.cpdesk"), tmp_path / "m.toml"
    new_desk(Path(record), author="t").store.close()
    assert main(["import", record, str(written(tmp_path, 2024)), "--preview",
                 "--write-mapping", str(mapping)]) == 0  # fmt: skip
    other = written(tmp_path, 2023, ("月份", "用水量(吨)"), ("1月", 5), ("2月", 6))
    assert main(["import", record, str(other), "--mapping", str(mapping)]) == 1
    assert "m.toml" in capsys.readouterr().err


def test_our_own_template_needs_no_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", str(tmp_path / "d"), "--lang", "en"]) == 0
    record, book = tmp_path / "d" / "sample.cpdesk", tmp_path / "d" / "sample.xlsx"
    wanted = tmp_path / "m.toml"
    assert main(["import", str(record), str(book), "--preview", "--write-mapping",
                 str(wanted)]) == 0  # fmt: skip
    assert not wanted.exists()
    desk = open_desk(record, read_only=True)
    assert desk.record.all(Reading)
    desk.store.close()
