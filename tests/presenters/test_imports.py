"""A file before it is imported: what is shown of it, what is asked, what is said, what is taken."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.papers import Acceptance
from cpdesk.domain.plant import Driver, Meter, MeterKind, Reading
from cpdesk.domain.words import LocalText
from cpdesk.presenters.import_questions import Question, readings_of
from cpdesk.presenters.import_sheet import Look
from cpdesk.presenters.imports import ImportPage
from cpdesk.presenters.session import Session
from cpdesk.services import importing
from cpdesk.services.jobs import Cancelled, Job
from tests.exchange.workbooks import dyeing_ledger, months_across, sheet_per_meter, sheet_per_year
from tests.presenters.conftest import AtOnce, Later, Recorder


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))


def page_of(session: Session, path: Path, view: Recorder | None = None) -> ImportPage:
    made = ImportPage(session, path, AtOnce())
    made.attach(view or Recorder())
    return made


def ledger(folder: Path, **cells: object) -> Path:
    """The dyeing mill's ledger with a few cells written otherwise."""
    path = dyeing_ledger.write(folder)
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book["能源"][name] = value
    book.save(path)
    return path


def own(folder: Path, *rows: tuple[object, ...], title: str = "2024") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path = folder / "台账.xlsx"
    book.save(path)
    return path


def asked(page: ImportPage, words: str) -> Question:
    return next(each for each in page.questions.values() if words in each.words)


def readings(session: Session, code: str) -> list[str]:
    meter = session.find(Meter, code) or session.find(Driver, code)
    assert meter is not None
    return [format(each.amount, "f") for each in session.record.readings(meter)]


def test_a_ledger_is_shown_as_written_and_as_understood(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, ledger(tmp_path))
    sheet = page.shown
    assert sheet is not None
    cell = lambda name: sheet.cell(int(name[1:]) - 1, ord(name[0]) - 65)  # noqa: E731
    assert (cell("B5").written, cell("B5").understood) == ("37.26", "372,600")
    assert (cell("C5").written, cell("C5").understood) == ("", "56,278")
    assert (cell("D5").written, cell("D5").understood) == ("", "2,818")
    assert (cell("E9").written, cell("E9").understood) == ("3.8万", "38,000")
    assert [cell(f"A{row}").understood for row in (5, 7, 8, 9)] == [
        "2025-01", "2025-03", "2025-04", "2025-05",
    ]  # fmt: skip
    assert cell("A3").look is cell("F4").look is Look.HEADING
    assert cell("A1").look is cell("C11").look is Look.ASIDE  # the title, and the sum of a half
    assert [each.words for each in page.corrections.columns(sheet)][:2] == [
        "Month", "New: 用电量 总表",
    ]  # fmt: skip
    assert page.corrections.heads(sheet) == (3, 4)
    assert page.figures == 40
    told = [f"{each.words} {each.spot}" for each in (*page.understood, *page.not_taken)]
    assert "万kWh ×10,000 → kWh Column B" in told
    assert "'上半年合计' Row 11" in told


def test_it_is_taken_as_one_change_and_taken_back_as_one(
    empty: Session, tmp_path: Path, view: Recorder
) -> None:
    before = empty.record
    page = page_of(empty, ledger(tmp_path), view)
    assert page.take()
    assert view.count("leave_import") == 1
    assert len(empty.record.all(Reading)) == 40
    empty.ws.store.undo()
    assert empty.record.same_content(before)


def test_what_cannot_be_read_is_asked_and_stands_in_the_way(
    empty: Session, tmp_path: Path, view: Recorder
) -> None:
    page = page_of(empty, ledger(tmp_path, C8="74.773,0", D12="停表"), view)
    first, second = page.undecided
    assert [words for _, words in first.options] == [
        "74,773", "74.773", "Leave blank", "Figure…", "Estimate…",
    ]  # fmt: skip
    assert (first.spot, second.spot) == ("C8", "D12")
    sheet = page.shown
    assert sheet is not None
    assert (sheet.cell(7, 2).look, sheet.cell(7, 2).number) == (Look.ASKED, first.number)
    assert not page.take()
    assert view.last("show_question") == (first.number,)
    assert not empty.record.all(Reading)
    page.answer(first, "figure:74773")
    page.answer(second, "estimate:4000")
    assert page.undecided == ()
    assert [each.chosen for each in page.questions.values()] == ["figure:74773", "estimate:4000"]
    assert page.take()
    gas, steam = readings(empty, "M2"), empty.record.readings(empty.find(Meter, "M3"))  # type: ignore[arg-type]
    assert gas[3] == "74773"
    assert (steam[6].amount, steam[6].estimated) == (Decimal(4000), True)


def test_all_that_is_undecided_can_be_left_blank_and_costs_go_along(
    empty: Session, tmp_path: Path
) -> None:
    path = own(tmp_path, ("月份", "用电量(kWh)", "电费(元)"), ("1月", "停表", 5), ("2月", 7, 6),
               ("3月", "?", 8))  # fmt: skip
    page = page_of(empty, path)
    assert [each.spot for each in page.undecided] == ["B2", "B4"]  # and not their costs besides
    page.leave_blank()
    assert page.undecided == ()
    assert page.take()
    assert readings(empty, "M1") == ["7"]


def test_an_answer_can_be_changed_as_long_as_nothing_is_imported(
    empty: Session, tmp_path: Path
) -> None:
    page = page_of(empty, ledger(tmp_path, C8="74.773,0"))
    page.answer(page.undecided[0], "figure:74.773")
    (question,) = page.questions.values()
    page.answer(question, "blank")
    assert page.questions[question.key].chosen == "blank"
    page.take()
    assert len(readings(empty, "M2")) == 7


def test_what_differs_from_the_record_is_taken_unless_the_old_is_kept(
    empty: Session, tmp_path: Path
) -> None:
    page_of(empty, ledger(tmp_path)).take()
    page = page_of(empty, ledger(tmp_path, C5=1, C6=2))
    assert (page.figures, page.undecided) == (2, ())
    first = asked(page, "The record has 56,278, the file 1.")
    assert first.chosen == "take"
    page.answer(first, "keep")
    assert page.figures == 1
    assert page.questions[first.key].chosen == "keep"
    page.take()
    assert readings(empty, "M2")[:2] == ["56278", "2"]
    page = page_of(empty, ledger(tmp_path, C5=1, C6=3, C7=4))
    page.answer(asked(page, "3 figures differ"), "keep")
    assert page.figures == 0
    assert not page.possible
    page.answer(asked(page, "3 figures differ"), "take")
    page.take()
    assert readings(empty, "M2")[:3] == ["1", "3", "4"]


def test_a_column_is_said_to_be_something_else(empty: Session, tmp_path: Path) -> None:
    heads = ("月份", "A线", "用电量(kWh)", "电费")
    page = page_of(empty, own(tmp_path, heads, ("1月", 5, 50, 40), ("2月", 6, 60, 48)))
    sheet = page.shown
    assert sheet is not None
    assert page.corrections.columns(sheet)[1].aside
    groups = {each.title: dict(each.options) for each in
              page.corrections.column_groups(sheet, "B")}  # fmt: skip
    assert groups["New meter"]["new-meter:electricity"] == "Electricity"
    assert groups["Cost of"] == {"cost:C": "C 用电量(kWh)"}
    page.corrections.choose_column(sheet, "B", "new-meter:electricity")
    question = asked(page, "In which unit is 'A线' counted?")
    page.answer(question, "MWh")
    assert page.shown is not None
    page.corrections.choose_column(page.shown, "D", "cost:B")
    page.take()
    assert {str(each.name): each.unit for each in empty.record.all(Meter)} == {
        "A线": "MWh", "用电量": "kWh",
    }  # fmt: skip
    line = next(each for each in empty.record.all(Meter) if str(each.name) == "A线")
    assert [each.cost for each in empty.record.readings(line)] == [40, 48]
    again = own(tmp_path, heads, ("3月", 7, 70, 50), ("4月", 8, 80, 60))
    assert page_of(empty, again).figures == 6  # it is remembered for the next month


def test_a_meter_of_the_record_is_chosen_instead_of_a_new_one(
    empty: Session, tmp_path: Path
) -> None:
    with empty.ws.store.change("Typed") as work:
        work.put_many([
            Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
            Meter(id="m", code="E7", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
                  name=LocalText(en="Main")),
        ])  # fmt: skip
    page = page_of(empty, own(tmp_path, ("月份", "用电量(度)"), ("1月", 5), ("2月", 6)))
    question = asked(page, "Which meter is")
    assert (question.chosen, question.open) == ("new", False)
    page.answer(question, "meter:m")
    assert asked(page, "Which meter is").chosen == "meter:m"  # it stays, and can be put right
    page.answer(question, "new")
    assert asked(page, "Which meter is").chosen == "new"
    assert any(row.kind is Meter for row in page.plan.rows.values())
    page.answer(question, "meter:m")
    empty.speak("zh_Hant")
    assert "用电量" in asked(page, "用电量").words
    page.take()
    assert readings(empty, "E7") == ["5", "6"]
    assert len(empty.record.all(Meter)) == 1


def test_a_unit_that_was_answered_can_be_answered_otherwise(
    empty: Session, tmp_path: Path
) -> None:
    page = page_of(empty, own(tmp_path, ("月份", "用气量"), ("1月", 5), ("2月", 6)))
    for unit in ("kWh", "MJ"):
        page.answer(asked(page, "In which unit"), unit)
        assert asked(page, "In which unit").chosen == unit
    page.corrections.choose_column(page.shown, "B", "leave")
    assert not [each for each in page.questions.values() if "In which unit" in each.words]
    page.corrections.choose_column(page.shown, "B", "new-meter:natural-gas")
    page.take()
    assert [each.unit for each in empty.record.all(Meter)] == ["MJ"]


def test_new_meters_need_a_factory_where_there_are_several(
    empty: Session, tmp_path: Path
) -> None:
    with empty.ws.store.change("Typed") as work:
        factories = (Factory(id=f"f{n}", code=f"F{n}", company="c") for n in (1, 2))
        work.put_many([Company(id="c", code="C1"), *factories])
    page = page_of(empty, own(tmp_path, ("月份", "用电量(度)"), ("1月", 5), ("2月", 6)))
    (question,) = page.undecided
    assert dict(question.options) == {"F1": "F1", "F2": "F2"}
    page.answer(question, "F2")
    assert page.take()
    assert [each.factory for each in empty.record.all(Meter)] == ["f2"]


def test_a_sheet_without_a_year_is_asked_for_it(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, own(tmp_path, ("月份", "用水量(吨)"), ("1月", 5), ("2月", 6), title="水"))
    (question,) = page.undecided
    assert question.options[0] == ("2026", "2026")
    page.answer(question, "2025")
    page.take()
    starts = sorted(str(each.start) for each in empty.record.all(Reading))
    assert starts == ["2025-01-01", "2025-02-01"]


def test_rows_are_chosen_where_the_months_lie_across(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, months_across.write(tmp_path))
    sheet = page.shown
    assert sheet is not None
    rows = page.corrections.rows(sheet)
    assert [rows[at].words for at in (3, 4, 8)][:2] == [
        "New: 電力 用電量", "Cost of 電力 用電量 (度)",
    ]  # fmt: skip
    assert sheet.cell(2, 3).understood == "2024-01"
    whole = page.figures
    page.corrections.choose_row(sheet, rows[7].key, "leave")
    assert whole - page.figures == 12  # a figure for each month
    changed = {each.cell: each.status.value for each in page.cells}
    assert changed["2024年度!D5"] == "new"  # a cost is told by the row it stands in


def test_headings_are_moved_and_found_again_next_time(empty: Session, tmp_path: Path) -> None:
    rows = (("说明", "电", "水"), ("月份", "一号", "二号"), ("1月", 5, 6), ("2月", 7, 8))
    path = own(tmp_path, *rows)
    page = page_of(empty, path)
    sheet = page.shown
    assert sheet is not None
    page.corrections.move_heads(sheet, 1, 2)
    assert page.shown is not None
    assert page.corrections.heads(page.shown) == (1, 2)
    page.corrections.choose_column(page.shown, "B", "new-meter:electricity")
    page.corrections.choose_column(page.shown, "C", "new-meter:water")
    page.answer(asked(page, "电 一号"), "kWh")
    page.answer(asked(page, "水 二号"), "m³")
    assert page.take()
    again = page_of(empty, own(tmp_path, *rows, ("3月", 9, 10)))
    assert again.shown is not None
    assert again.corrections.heads(again.shown) == (1, 2)
    assert again.figures == 2


def test_one_sheet_of_many_is_left_out_and_taken_again(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, sheet_per_meter.write(tmp_path))
    assert page.shown is not None
    whole, key = page.figures, page.shown.grid.key
    page.corrections.turn_sheet(page.shown)
    assert 0 < page.figures < whole
    assert page.shown.grid.key == key
    assert page.corrections.left_out(page.shown)
    assert page.corrections.columns(page.shown) == ()
    page.corrections.turn_sheet(page.shown)
    assert page.figures == whole


def test_a_mapping_is_saved_and_handed_to_another_factory(
    empty: Session, tmp_path: Path
) -> None:
    path = own(tmp_path, ("月份", "A线"), ("1月", 5), ("2月", 6))
    page = page_of(empty, path)
    assert page.shown is not None
    page.corrections.choose_column(page.shown, "B", "new-meter:water")
    page.save_mapping(tmp_path / "m.toml")
    page.cancel()
    other = page_of(empty, path)
    assert other.figures == 0
    other.corrections.use_mapping(tmp_path / "m.toml")
    assert other.figures == 2
    other.corrections.use_mapping(tmp_path / "nowhere.toml")
    assert "nowhere.toml" in other.doubts[0].sentence


def test_a_doubt_is_accepted_with_its_figures_and_kept_with_them(
    empty: Session, tmp_path: Path
) -> None:
    before = empty.record
    page = page_of(empty, own(tmp_path, ("月份", "用电量(kWh)"), ("1月", 5), ("2月", 60)))
    (doubt,) = page.doubts
    assert "ten times" in doubt.sentence
    page.corrections.accept(doubt, "新线")
    assert page.doubts == ()
    assert "新线" in page.accepted[0].reason
    page.corrections.withdraw(page.accepted[0])
    assert len(page.doubts) == 1
    page.corrections.accept(page.doubts[0], "新线")
    assert empty.record is before  # nothing is written before the import
    page.take()
    assert [str(each.reason) for each in empty.record.all(Acceptance)] == ["新线"]
    empty.ws.store.undo()
    assert empty.record.same_content(before)


def test_our_own_template_is_shown_without_choices(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    codes = [each.code for each in session.record.all(Meter)]
    path.write_text(f"meter,month,amount\n{codes[0]},2031-01,55\n{codes[0]},2031-02,x\n", "utf-8")
    page = page_of(session, path)
    sheet = page.shown
    assert sheet is not None
    assert page.corrections.columns(sheet) == ()
    assert sheet.cell(1, 2).understood == "55"
    (question,) = page.undecided
    assert question.options == ()
    assert not page.take()


def test_a_file_that_is_no_table_says_why(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    page = page_of(session, path)
    assert "neither a workbook nor a table" in page.doubts[0].sentence
    assert (page.possible, page.shown) == (False, None)


def test_the_record_moving_on_is_looked_at_again(session: Session, tmp_path: Path) -> None:
    page = page_of(session, own(tmp_path, ("月份", "用水量(吨)"), ("1月", 5), ("2月", 6)))
    with session.ws.store.change("Something else") as work:
        work.put(Company(id="other", code="C9"))
    session.changed()
    assert page.plan is not None
    assert page.plan.based_on == session.record.identity.change
    assert page.take()


def test_a_copy_with_marks_is_written(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, ledger(tmp_path, C8="74.773,0"))
    page.write_marked(tmp_path / "标记.xlsx")
    assert "74.773,0" in openpyxl.load_workbook(tmp_path / "标记.xlsx")["能源"]["C8"].comment.text
    page.write_marked(page.path)
    assert "Choose another name" in page.doubts[0].sentence


def test_many_sheets_and_years_are_told_apart(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, sheet_per_year.write(tmp_path))
    keys = [key for key, _ in page.sheets]
    page.choose_sheet(keys[1])
    assert page.shown is not None
    assert page.shown.grid.key == keys[1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("74.773,0", ("74773", "74.773")), ("1,25", ("1.25", "125")), ("12,34,56", ("123456",)),
     ("停表", ()), ("1.5", ())],
)  # fmt: skip
def test_the_two_readings_of_a_figure(text: str, meant: tuple[str, ...]) -> None:
    assert readings_of(text) == meant


def test_answered_questions_are_told_in_the_language_of_now(
    empty: Session, tmp_path: Path
) -> None:
    page = page_of(empty, ledger(tmp_path, C8="74.773,0", D12="#REF!"))
    for each in page.undecided:
        page.answer(each, "blank")
    empty.speak("zh_Hans")
    first, second = page.questions.values()
    assert (first.words, first.chosen) == ("“74.773,0”是多少？", "blank")
    assert "留空" in dict(first.options).values()
    assert "D12显示错误#REF!" in second.words
    assert page.undecided == ()


def test_a_kept_figure_is_told_in_the_language_of_now(empty: Session, tmp_path: Path) -> None:
    assert page_of(empty, ledger(tmp_path)).take()
    page = page_of(empty, ledger(tmp_path, F5=999))
    (change,) = page.questions.values()
    page.answer(change, "keep")
    empty.speak("zh_Hant")
    (change,) = page.questions.values()
    assert change.chosen == "keep"
    assert "檔案" in change.words


def test_an_error_may_be_replaced_by_a_figure(empty: Session, tmp_path: Path) -> None:
    page = page_of(empty, ledger(tmp_path, D12="#REF!"))
    (error,) = page.undecided
    page.answer(error, "figure:4256")
    assert page.undecided == ()
    assert page.take()
    assert "4256" in readings(empty, "M3")


def test_a_cell_left_blank_is_no_longer_marked_as_to_be_decided(
    empty: Session, tmp_path: Path
) -> None:
    page = page_of(empty, ledger(tmp_path, C8="74.773,0", D12="停表"))
    blank, figure = page.undecided
    page.answer(blank, "blank")
    page.answer(figure, "figure:4000")
    sheet = page.shown
    assert sheet is not None
    left, typed = sheet.cell(7, 2), sheet.cell(11, 3)
    assert (left.look, left.number, left.decided) == (Look.ASIDE, blank.number, True)
    assert (typed.look, typed.understood, typed.decided) == (Look.TAKEN, "4,000", True)


def test_a_file_of_two_years_does_not_say_which_one_a_sheet_is(
    empty: Session, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "2024年"
    for sheet in (book.active, book.create_sheet("2025年"), book.create_sheet("柴油")):
        sheet.append(["月份", f"用量{len(book.sheetnames)}(L)"])
        for month in range(1, 13):
            sheet.append([f"{month}月", 800 + month])
    path = tmp_path / "台账2024-2025.xlsx"
    book.save(path)
    page = page_of(empty, path)
    (year,) = page.undecided
    assert year.key == "year:柴油"
    page.answer(year, "2024")
    (year,) = page.questions.values()
    assert (year.chosen, page.undecided) == ("2024", ())
    page.answer(year, "2025")
    assert page.take()
    years = [each.start.year for each in empty.record.all(Reading)]
    assert years.count(2025) == 24


def test_what_is_looked_at_ends_with_the_page(empty: Session, tmp_path: Path) -> None:
    started: list[Job] = []

    class Later:
        def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
            started.append(Job())
            return started[-1]

    page = ImportPage(empty, ledger(tmp_path), Later())
    page.attach(Recorder())
    page.look()
    first, second = started
    with pytest.raises(Cancelled):
        first.report("", 0)
    second.report("", 0)
    page.cancel()
    with pytest.raises(Cancelled):
        second.report("", 0)


def test_a_doubtful_workbook_is_read_under_the_job_of_the_page(
    empty: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[Job | None] = []
    read = importing.preview

    def seen(*args: Any, **named: Any) -> Any:
        handed.append(named.get("job"))
        return read(*args, **named)

    monkeypatch.setattr(importing, "preview", seen)
    page_of(empty, ledger(tmp_path))
    assert [type(each) for each in handed] == [Job]


def test_an_import_that_is_stopped_changes_nothing(empty: Session, tmp_path: Path) -> None:
    runner = Later()
    page = ImportPage(empty, ledger(tmp_path), runner)
    view = Recorder()
    page.attach(view)
    runner.finish()
    before = empty.record.identity.change
    assert page.take()
    assert page.taking
    assert not page.take()  # it is under way
    page.cancel()
    assert not view.count("leave_import")  # until the worker has stopped
    runner.finish()
    assert view.count("leave_import") == 1
    assert empty.record.identity.change == before
    assert "was not imported" in empty.status


def test_a_look_that_is_stopped_gives_the_file_up(empty: Session, tmp_path: Path) -> None:
    runner = Later()
    page = ImportPage(empty, ledger(tmp_path), runner)
    view = Recorder()
    page.attach(view)
    runner.waiting[0][0].cancel()
    runner.finish()
    assert view.count("leave_import") == 1
