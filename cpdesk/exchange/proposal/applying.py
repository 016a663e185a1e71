"""A proposal carried out: the draft that the preview compares with the record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from cpdesk.domain.findings import Finding, Place, Refusal, info
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.exchange.draft import Draft, DraftRow, Words
from cpdesk.exchange.proposal import entries
from cpdesk.exchange.proposal.deciding import Decision
from cpdesk.exchange.proposal.grid import Book, Grid
from cpdesk.exchange.proposal.meaning import Layout, Proposal, Role, SheetMeaning
from cpdesk.exchange.proposal.meter_lists import units_listed
from cpdesk.exchange.proposal.series import Cast
from cpdesk.exchange.proposal.when import in_passing
from cpdesk.exchange.sheets import MACROS
from cpdesk.exchange.workbook import SHEET_CUT

SHEET_TAKEN = info("sheet-taken", N_("The sheet '{sheet}' is read as: {layout}."))
SHEET_ASIDE = info("sheet-aside", N_("The sheet '{sheet}' is left out. {reason}"))
COLUMNS_ASIDE = info("columns-aside", N_("Left out of '{sheet}': {columns}. {reason}"))
ROWS_ASIDE = info(
    "rows-aside", N_("Left out of '{sheet}' as totals, notes or blanks: rows {rows}.")
)
_SHOWN = 12


def draft_of(
    book: Book, proposal: Proposal, record: Record, factory: str = "",
    said: Mapping[str, Decision] | None = None,
) -> Draft:
    """What a file says, taken as the proposal has it; raises Refusal where none can be taken.

    Every cell that cannot be read is a finding with its file, sheet and cell; `said` is what the
    user decided of single ones.
    """
    cast = Cast(record, factory, units_listed(book, proposal))
    readings: list[DraftRow] = []
    findings: list[Finding] = [MACROS.at(Place(spot=book.path.name), file=book.path.name)
                               ] if book.macros else []  # fmt: skip
    refused = 0
    for meaning in proposal.sheets:
        grid = book.grid(meaning.sheet)
        fallback = in_passing(book.path.stem)[1]
        taken = entries.Taking(grid, meaning, cast, book.epoch, fallback, said or {})
        if meaning.layout is not Layout.NOTHING:
            taken.take()
            readings += taken.rows
            refused += taken.refused
        findings += [*_told(grid, meaning, taken), *taken.findings]
    try:
        made = list(cast.rows())
    except Refusal as refusal:
        made, refused = [], refused + 1
        findings.append(refusal.finding)
        readings = [each for each in readings if each.values["of"] not in cast.fresh]
    named = [_in_file(each, book) for each in (*cast.findings, *findings)]
    return Draft((*made, *readings), tuple(named), book.path.name, refused)


def _in_file(finding: Finding, book: Book) -> Finding:
    """The file stands among the facts of whatever is blocking."""
    if not finding.blocking or "file" in finding.facts:
        return finding
    return dataclasses.replace(finding, facts={**finding.facts, "file": book.path.name})


def _told(grid: Grid, meaning: SheetMeaning, taken: entries.Taking) -> Iterator[Finding]:
    """How a sheet was understood, and everything of it that is left out."""
    place, name = Place(spot=meaning.sheet), meaning.sheet
    if meaning.layout is Layout.NOTHING:
        if grid.rows:
            yield SHEET_ASIDE.at(place, sheet=name, reason=Words(meaning.reason))
        return
    yield SHEET_TAKEN.at(place, sheet=name, layout=Words(meaning.layout.label))
    yield from _columns_aside(meaning, place)
    if taken.aside:
        yield ROWS_ASIDE.at(place, sheet=name, rows=_numbers(grid, taken.aside))
    if grid.cut:
        yield SHEET_CUT.at(place, sheet=name, row=grid.cut)


def _columns_aside(meaning: SheetMeaning, place: Place) -> Iterator[Finding]:
    """One finding for each reason: a wide export has thirty columns that nobody needs."""
    by_reason: dict[str, list[str]] = {}
    for each in meaning.of_role(Role.IGNORED):
        name = f"{each.letter} {each.heading}".strip()
        by_reason.setdefault(each.meaning.reason, []).append(name)
    for row in meaning.rows:
        if row.meaning.role is Role.IGNORED:
            by_reason.setdefault(row.meaning.reason, []).append(row.label)
    for reason, names in by_reason.items():
        yield COLUMNS_ASIDE.at(
            place, sheet=meaning.sheet, columns=tuple(names), reason=Words(reason)
        )


def _numbers(grid: Grid, rows: Sequence[int]) -> str:
    numbers = [str(grid.number(each)) for each in rows]
    return ", ".join(numbers[:_SHOWN]) + (" …" if len(numbers) > _SHOWN else "")
