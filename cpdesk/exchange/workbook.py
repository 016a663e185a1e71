"""Our own workbook, and what a plant makes of it, read sheet by sheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, blocking, info
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import N_
from cpdesk.exchange import sniffing
from cpdesk.exchange.draft import Draft, DraftRow
from cpdesk.exchange.headings import heading_of, is_months, is_read_me, normal, sheet_kinds
from cpdesk.exchange.months_sheet import read_months
from cpdesk.exchange.proposal.package import demand_bounded
from cpdesk.exchange.tables import header_at, known_headings, read_table

SHEET_LEFT_OUT = info(
    "sheet-left-out", N_("The sheet '{sheet}' is not one of the template and was left out.")
)
NO_SHEET = blocking(
    "no-sheet",
    N_("{file} has no sheet that is known. Use the sheet names of the template, as Readings."),
)
MACROS = info("macros", N_("{file} holds macros. They were not run and are not kept."))
NOT_CALCULATED = blocking(
    "formula-not-calculated",
    N_("The formula in {cell} has no result. Open the file in Excel, save it, and try again."),
)

_FORMULA = re.compile(
    rb"<c r=\"([A-Z]+\d+)\"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_SHOWN = 20


def read_workbook(path: Path) -> Draft:
    """Everything that a workbook says; raises Refusal where it is none or is damaged."""
    try:
        demand_bounded(path)
        with CalamineWorkbook.from_path(str(path)) as book:
            return _read(path, book)
    except PasswordError:
        place = sniffing.in_file(path)
        raise sniffing.PROTECTED.refuse(place, file=path.name) from None
    except (CalamineError, zipfile.BadZipFile, OSError):
        raise sniffing.cut_short(path) from None


def _read(path: Path, book: CalamineWorkbook) -> Draft:
    rows: list[DraftRow] = []
    findings: list[Finding] = list(_of_package(path))
    refused, known = len([each for each in findings if each.blocking]), 0
    for name in _visible(book):
        kind = sheet_kinds().get(normal(name))
        if is_read_me(name):
            continue
        sheet = book.get_sheet_by_name(name)
        start = sheet.start or (0, 0)
        cells = _rows(sheet)
        kind = kind or _guess(cells)
        if kind is None and not is_months(name):
            findings.append(SHEET_LEFT_OUT.at(Place(spot=name), sheet=name))
            continue
        known += 1
        reader = read_months if is_months(name) else read_table
        table = reader(kind or Reading, name, cells, start[0] + 1, start[1])
        rows += table.rows
        findings += table.findings
        refused += table.refused
    if not known:
        raise NO_SHEET.refuse(sniffing.in_file(path), file=path.name)
    return Draft(tuple(rows), tuple(findings), path.name, refused)


def _visible(book: CalamineWorkbook) -> Iterable[str]:
    return [
        each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible
    ]


def _rows(sheet: CalamineSheet) -> list[list[Any]]:
    """The rows up to the last one that holds anything: formats may reach down to a million."""
    rows = sheet.to_python(skip_empty_area=True)
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _guess(rows: list[list[Any]]) -> type[Entity] | None:
    """A sheet by another name holds readings if its header says so."""
    at = header_at(Reading, rows)
    if at is None or known_headings(Reading, rows[at]) < 3:
        return None
    found = {h.field for cell in rows[at] if cell != "" and (h := heading_of(Reading, cell))}
    whose, when = {"meter", "driver", "of"} & found, {"month", "start"} & found
    return Reading if whose and when and "amount" in found else None


def _of_package(path: Path) -> Iterator[Finding]:
    """What the reader of cells does not tell: macros, and formulas that were never calculated."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if any(name.endswith("vbaProject.bin") for name in names):
            yield MACROS.at(sniffing.in_file(path), file=path.name)
        sheets = [each for each in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", each)]
        for name in sheets:
            for cell in _uncalculated(archive.read(name)):
                yield NOT_CALCULATED.at(Place(spot=cell), cell=cell)


def _uncalculated(xml: bytes) -> list[str]:
    if b"<f" not in xml:
        return []
    return [match[1].decode() for match in _FORMULA.finditer(xml)][:_SHOWN]
