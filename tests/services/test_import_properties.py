"""Workbooks made up in many layouts: imported and undone all is as before, twice brings nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.bootstrap import new_desk
from cpdesk.domain.plant import Reading
from cpdesk.exchange.proposal.deciding import Decision, Say
from cpdesk.services.import_cells import Status, cells_of
from cpdesk.services.importing import Answers, carry_out, preview

SERIES = (
    ("用电量(度)", "1"), ("用電量（萬度）", "10000"), ("Natural gas (m³)", "1"), ("蒸汽 吨", "1"),
    ("自来水(吨)", "1"), ("產量 布 kg", "1"), ("柴油(升)", "1"), ("Electricity kWh", "1"),
)  # fmt: skip
MONTHS: tuple[Callable[[int, int], Any], ...] = (
    lambda y, m: f"{y}年{m}月", lambda y, m: f"{y}-{m:02d}", lambda y, m: f"{y}/{m}/1",
    lambda y, m: y * 100 + m, lambda y, m: f"{y}.{m:02d}",
)  # fmt: skip
WRITTEN: tuple[Callable[[Decimal], Any], ...] = (
    float, str, lambda d: f"{d:,}",
    lambda d: str(d).translate({48 + n: 65296 + n for n in range(10)}),
    lambda d: f"估{d}",
)  # fmt: skip
AMOUNTS = st.decimals("0.5", "999999", places=2)


@dataclass(frozen=True)
class Sheet:
    """What stands in a made-up workbook, and the sum of its figures in their own unit."""

    rows: tuple[tuple[Any, ...], ...]
    total: Decimal
    figures: int
    first: tuple[int, int]  # row and column of the first figure, from 1


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Months down or across, titles and totals, figures written in many ways, holes."""
    names = draw(st.lists(st.sampled_from([each for each, _ in SERIES]), min_size=1, max_size=4,
                          unique=True))  # fmt: skip
    months, year = draw(st.integers(3, 12)), draw(st.integers(2019, 2025))
    way = draw(st.sampled_from(MONTHS))
    amounts = [[draw(AMOUNTS) for _ in range(months)] for _ in names]
    cells = [[draw(st.sampled_from(WRITTEN))(each) for each in line] for line in amounts]
    title = [(draw(st.sampled_from(["能源台账", "Energy ledger", "用能報表"])),)] * draw(
        st.integers(0, 2))  # fmt: skip
    head = ("月份", *names)
    rows = [(way(year, at + 1), *(line[at] for line in cells)) for at in range(months)]
    sums = ("合计", *(float(sum(line)) for line in amounts))
    total = sum((sum(line, Decimal(0)) for line in amounts), Decimal(0))
    note = [(), ("备注：数字由设备部提供。",)] if draw(st.booleans()) else []
    return Sheet((*title, head, *rows, sums, *note), total, months * len(names),
                 (len(title) + 2, 2))  # fmt: skip


def write(sheet: Sheet, path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in sheet.rows:
        book.active.append(row)
    book.save(path)
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck),
          derandomize=True, print_blob=False)  # fmt: skip
@given(sheet=sheets(), data=st.data())
def test_any_workbook_goes_in_whole_and_comes_out_whole(sheet: Sheet, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory(prefix="來回 ") as folder:
        desk = new_desk(Path(folder) / "r.cpdesk", author="t")
        path, before = write(sheet, Path(folder) / "台账.xlsx"), desk.record
        plan = preview(desk, path)
        assert plan.refused == 0, [each.code for each in plan.findings if each.blocking]
        assert len(list(cells_of(before, plan))) == sheet.figures
        carry_out(desk, plan)
        amounts = [each.amount for each in desk.record.all(Reading)]
        assert (len(amounts), sum(amounts)) == (sheet.figures, sheet.total)
        again = preview(desk, path)
        assert (again.new, again.changed, again.same) == (0, 0, sheet.figures)
        assert {each.status for each in cells_of(desk.record, again)} == {Status.SAME}
        prove_a_change(desk, sheet, path, data.draw(AMOUNTS))
        desk.store.undo()
        assert desk.record.same_content(before)
        desk.store.close()


def prove_a_change(desk: Any, sheet: Sheet, path: Path, amount: Decimal) -> None:
    """One cell written otherwise is one change; kept, or undone, the record is as it was."""
    before = desk.record
    book = openpyxl.load_workbook(path)
    row, column = sheet.first
    book.active.cell(row, column).value = str(amount)
    book.save(path)
    plan = preview(desk, path)
    changed = [each for each in cells_of(before, plan) if each.status is Status.CHANGED]
    if not plan.changed:
        assert changed == []
        return
    spots = {each.cell.rpartition("!")[2] for each in changed}
    assert spots <= {f"B{row}"}
    kept = Answers({each.cell: Decision(Say.KEEP) for each in changed})
    answered = preview(desk, path, answers=kept)
    if changed:
        assert [each for each in cells_of(before, answered) if each.status is Status.CHANGED] == []
    carry_out(desk, plan)
    assert not desk.record.same_content(before)
    desk.store.undo()
    assert desk.record.same_content(before)
