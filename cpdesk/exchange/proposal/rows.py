"""What the rows of a sheet hold whose columns are months or days: each is named on the left."""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.exchange.proposal.columns import Sheet
from cpdesk.exchange.proposal.describing import figures_meaning
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, RowMeaning
from cpdesk.exchange.proposal.units import NONE, measure_of, split

_LABELS = (Role.METER, Role.KIND, Role.UNIT)


def rows_of(sheet: Sheet, columns: Sequence[ColumnMeaning]) -> tuple[RowMeaning, ...]:
    """The meaning of every label on the left, in the order in which they stand."""
    found: dict[tuple[str, ...], Meaning] = {}
    for row in range(sheet.heads.first, len(sheet.grid.rows)):
        label = row_label(sheet.grid, columns, row)
        if label and label not in found:
            found[label] = figures_meaning(label, sheet.context, sheet.heads.unit)
    return tuple(RowMeaning(label, each) for label, each in found.items())


def row_label(grid: Grid, columns: Sequence[ColumnMeaning], row: int) -> tuple[str, ...]:
    """The texts that name a row; a unit in a column of its own is put in brackets."""
    found: list[str] = []
    for column in columns:
        if column.when or column.meaning.role not in _LABELS:
            continue
        text = grid.shown(row, column.index)
        if type(text) is not str or text in found:
            continue
        is_unit = column.meaning.role is Role.UNIT or measure_of(text) != NONE
        found.append(f"({text})" if is_unit and split(text)[0] == "" else text)
    return tuple(found)
