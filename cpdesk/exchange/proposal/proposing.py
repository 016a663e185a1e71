"""A proposal for a whole file: what each sheet, column and row of it is taken to mean."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cpdesk.exchange.proposal import axes, words
from cpdesk.exchange.proposal import meaning as say
from cpdesk.exchange.proposal.columns import Sheet, columns_of
from cpdesk.exchange.proposal.describing import is_generic, name_of
from cpdesk.exchange.proposal.grid import Book, Grid
from cpdesk.exchange.proposal.heads import Heads, heads, heads_in, stated_when
from cpdesk.exchange.proposal.meaning import (
    ROLES_OF_NAMES,
    ROLES_OF_TIME,
    ColumnMeaning,
    Layout,
    Proposal,
    Role,
    RowMeaning,
    SheetMeaning,
    layout_of,
)
from cpdesk.exchange.proposal.rows import rows_of
from cpdesk.exchange.proposal.together import Part, seen_together
from cpdesk.exchange.proposal.when import When, in_passing

_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_DIGITS = re.compile(r"\d+")
_TOP = 12  # rows that tell a sheet without headings from others
_OF_TABLE = re.compile(r" \(\d\)$")


def propose(book: Book) -> Proposal:
    """What a file is taken to mean; nothing of it is certain until the user has seen it."""
    sheets = [_sheet(book, each) for each in book.grids]
    return Proposal(book.path.name, tuple(_told_apart(sheets)))


def under(book: Book, sheet: SheetMeaning, rows: Sequence[int]) -> SheetMeaning:
    """A sheet as it is when its headings lie in these rows (from 0 in its grid): the user's word.

    It keeps the fingerprint that it is proposed with, by which the word is remembered.
    """
    grid = book.grid(sheet.sheet)
    across = axes.across(grid, rows)
    downs = axes.downs(grid, rows[-1], book.epoch)
    found = heads_in(grid, rows, rows[-1] + 1)
    made = _assembled(_looked_at(book, grid, found, across, downs))
    return replace(
        made, layout=layout_of(made.columns), fingerprint=sheet.fingerprint, name=sheet.name,
        reason=say.USER_SAYS,
    )  # fmt: skip


def taken(book: Book, sheet: SheetMeaning) -> SheetMeaning:
    """A sheet that was left out, as it is when it is not: the user's word."""
    if sheet.columns:
        return replace(sheet, layout=layout_of(sheet.columns), reason=say.USER_SAYS)
    grid = replace(book.grid(sheet.sheet), hidden=False)
    made = _sheet(book, grid)
    if made.columns:
        return replace(
            made, layout=layout_of(made.columns), fingerprint=sheet.fingerprint,
            reason=say.USER_SAYS,
        )
    full = (row for row, cells in enumerate(grid.rows) if sum(e is not None for e in cells) > 1)
    return under(book, sheet, (next(full, 0),))


def _sheet(book: Book, grid: Grid) -> SheetMeaning:
    nothing = SheetMeaning(
        grid.key, Layout.NOTHING, reason=say.NO_TIME, fingerprint=_fingerprint_of_texts(grid)
    )
    if grid.hidden:
        return replace(nothing, reason=say.IS_HIDDEN)
    across = axes.across(grid)
    downs = axes.downs(grid, across.row if across else -1, book.epoch)
    across = across or axes.years_across(grid, downs)
    if across and _are_bills(downs, across):
        across, downs = None, axes.downs(grid, -1, book.epoch)
    if not across and not downs:
        return nothing
    return _assembled(_looked_at(book, grid, heads(grid, across, downs), across, downs))


def _looked_at(
    book: Book, grid: Grid, found: Heads, across: axes.Across | None, downs: Sequence[axes.Down]
) -> Sheet:
    context = (grid.name, found.title, _file_says(book))
    return Sheet(grid, found, across, {each.column: each for each in downs}, context, book.epoch)


def _file_says(book: Book) -> str:
    """The name of the file; of several years it says of none of its sheets which one is its."""
    stem = book.path.stem
    several = len(book.grids) > 1 and len(set(re.findall(_YEAR, stem))) > 1
    return _without_years(stem) if several else stem


def _are_bills(downs: Sequence[axes.Down], across: axes.Across) -> bool:
    """Two columns of dates make bills, whatever three dates stand in one of their rows."""
    return len(downs) > 1 and len(across.whens) < 6


def _assembled(sheet: Sheet) -> SheetMeaning:
    columns = columns_of(sheet)
    unit = sheet.heads.unit
    parts = [Part(each.letter, each.pieces, each.meaning) for each in columns]
    meanings = seen_together(parts, sheet.context, unit)
    columns = tuple(
        replace(column, meaning=each) for column, each in zip(columns, meanings, strict=True)
    )
    rows = _rows(sheet, columns)
    found = SheetMeaning(
        sheet.grid.key, layout_of(columns), sheet.heads.rows, sheet.heads.first, columns, rows,
        _when(sheet), fingerprint=_fingerprint(columns, sheet.heads.rows), top=sheet.grid.first,
    )  # fmt: skip
    if not _has_figures(found):
        return replace(found, layout=Layout.NOTHING, reason=say.NO_FIGURES)
    return found


def _rows(sheet: Sheet, columns: Sequence[ColumnMeaning]) -> tuple[RowMeaning, ...]:
    """Rows are named on the left only where no column of times names them already."""
    if not sheet.across or any(each.meaning.role in ROLES_OF_TIME for each in columns):
        return ()
    rows = rows_of(sheet, columns)
    parts = [Part(each.label, each.pieces, each.meaning) for each in rows]
    meanings = seen_together(parts, sheet.context, sheet.heads.unit)
    return tuple(replace(row, meaning=each) for row, each in zip(rows, meanings, strict=True))


def _when(sheet: Sheet) -> When:
    """The sheet's own name is trusted most: titles are copied from last year and forgotten."""
    when = stated_when(sheet.grid, sheet.heads)
    for text in sheet.context:
        when = when.filled(in_passing(text)[0])
    return when


def _has_figures(sheet: SheetMeaning) -> bool:
    if sheet.rows:
        return any(each.meaning.role is Role.AMOUNT for each in sheet.rows)
    return bool(sheet.of_role(Role.AMOUNT))


def _fingerprint(columns: Sequence[ColumnMeaning], header: Sequence[int]) -> str:
    """What two files that are laid out alike share: headings and order, no figures, no dates."""
    shape: list[str] = [str(len(header))]
    for each in columns:
        words_only = _DIGITS.sub("0", words.plain(each.heading)) if each.when else (
            _without_years(each.heading)
        )  # fmt: skip
        line = f"{each.when.parts}|{words_only}"
        if not each.when or line not in shape:
            shape.append(line)
    return _hashed(shape)


def _fingerprint_of_texts(grid: Grid) -> str:
    """Of a sheet in which no headings were found: the texts at its top."""
    texts = [_DIGITS.sub("0", words.plain(cell)) for row in grid.rows[:_TOP] for cell in row
             if type(cell) is str]  # fmt: skip
    return _hashed(texts) if texts else ""


def _hashed(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _without_years(heading: str) -> str:
    return re.sub(_YEAR, "", words.plain(heading))


def _told_apart(sheets: Sequence[SheetMeaning]) -> list[SheetMeaning]:
    """Sheets laid out alike are a sheet for each meter where their names differ by more."""
    alike: dict[str, set[str]] = defaultdict(set)
    for each in sheets:
        alike[each.fingerprint].add(_bare_name(each))
    several = sum(each.layout is not Layout.NOTHING for each in sheets) > 1
    return [_named(each, len(alike[each.fingerprint]) > 1, several) for each in sheets]


def _named(sheet: SheetMeaning, many: bool, several: bool) -> SheetMeaning:
    if sheet.layout is Layout.NOTHING:
        return sheet
    if several and words.SUMMARY.search(words.plain(sheet.sheet)):
        return replace(sheet, layout=Layout.NOTHING, reason=say.IS_SUMMARY)
    generic = not sheet.rows and not sheet.of_role(*ROLES_OF_NAMES) and all(
        is_generic(name_of(each.pieces)) for each in sheet.of_role(Role.AMOUNT)
    )  # fmt: skip
    return replace(sheet, name=_bare_name(sheet)) if many or generic else sheet


def _bare_name(sheet: SheetMeaning) -> str:
    """The name of a sheet without its year or month; none where it is only numbered."""
    when, rest = in_passing(_OF_TABLE.sub("", sheet.sheet))
    while when and (again := in_passing(rest))[0]:
        when, rest = again
    return "" if words.FIGURE_SHEET.search(words.plain(rest)) else rest


