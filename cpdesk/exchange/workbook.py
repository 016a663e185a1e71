"""Our own workbook, and what a plant makes of it, read sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, blocking, info
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import N_
from cpdesk.exchange import sniffing
from cpdesk.exchange.cells import is_blank
from cpdesk.exchange.draft import Draft, DraftRow
from cpdesk.exchange.headings import heading_of, is_months, is_read_me, normal, sheet_kinds
from cpdesk.exchange.months_sheet import read_months
from cpdesk.exchange.sheets import Sheet, TableFile
from cpdesk.exchange.tables import header_at, known_headings, read_table

SHEET_LEFT_OUT = info(
    "sheet-left-out", N_("The sheet '{sheet}' is not one of the template and was left out.")
)
NO_SHEET = blocking(
    "no-sheet",
    N_("{file} has no sheet that is known. Use the sheet names of the template, as Readings."),
)
SHEET_CUT = info(
    "sheet-cut",
    N_("The sheet '{sheet}' was read as far as row {row}; a thousand blank rows follow."),
)


def read_workbook(book: TableFile) -> Draft:
    """Everything that a workbook says by the headings of our template; raises Refusal."""
    rows: list[DraftRow] = []
    findings: list[Finding] = list(book.findings())
    refused = known = 0
    for sheet in _figures(book.sheets):
        kind = sheet_kinds().get(normal(sheet.name)) or _guess(sheet.rows)
        if kind is None and not is_months(sheet.name):
            findings.append(SHEET_LEFT_OUT.at(Place(spot=sheet.name), sheet=sheet.name))
            continue
        known += 1
        reader = read_months if is_months(sheet.name) else read_table
        table = reader(kind or Reading, sheet.name, sheet.rows, sheet.top + 1, sheet.left)
        rows += table.rows
        findings += [*told_of_end(sheet), *table.findings]
        refused += table.refused
    if not known:
        raise NO_SHEET.refuse(sniffing.in_file(book.path), file=book.path.name)
    return Draft(tuple(rows), tuple(findings), book.path.name, refused)


def told_of_end(sheet: Sheet) -> Iterable[Finding]:
    """That a sheet was not read to its very end."""
    if sheet.cut:
        yield SHEET_CUT.at(Place(spot=sheet.name), sheet=sheet.name, row=sheet.cut)


def _figures(sheets: Iterable[Sheet]) -> Iterable[Sheet]:
    return [each for each in sheets if not each.hidden and not is_read_me(each.name)]


def _guess(rows: list[list[Any]]) -> type[Entity] | None:
    """A sheet by another name holds readings if its header says so."""
    at = header_at(Reading, rows)
    if at is None or known_headings(Reading, rows[at]) < 3:
        return None
    cells = (cell for cell in rows[at] if not is_blank(cell))
    found = {heading.field for cell in cells if (heading := heading_of(Reading, cell))}
    whose, when = {"meter", "driver", "of"} & found, {"month", "start"} & found
    return Reading if whose and when and "amount" in found else None
