"""A factory's own workbook: proposed, corrected by a mapping, remembered for the next month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.paths import data_folder
from cpdesk.domain.findings import Finding, Place, Refusal, warning
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.jobs import Job, NullJob

if TYPE_CHECKING:
    from cpdesk.exchange.draft import Draft
    from cpdesk.exchange.proposal.grid import Book
    from cpdesk.exchange.proposal.meaning import Proposal
    from cpdesk.exchange.sheets import TableFile

MAPPING_SPOILED = warning(
    "mapping-spoiled",
    N_("What was remembered of this layout is spoilt and was not used. Delete {path}."),
)

READING = N_("Reading the file")

_REMEMBERED = "mappings"
_NOT_OURS = ("no-header", "no-month-column", "sheet-left-out")


@dataclass(frozen=True)
class OwnWorkbook:
    """A file with what it is taken to mean; `said` are findings about the mapping it follows."""

    book: Book
    proposal: Proposal
    said: tuple[Finding, ...] = ()

    @property
    def holds_figures(self) -> bool:
        """Whether any sheet of it is worth a look."""
        from cpdesk.exchange.proposal.meaning import Layout

        return any(each.layout is not Layout.NOTHING for each in self.proposal.sheets)

    def corrected(self, proposal: Proposal) -> OwnWorkbook:
        """The same file with what the user has said of it."""
        return replace(self, proposal=proposal)

    def draft(self, record: Record, factory: str = "") -> Draft:
        """What it says, to be compared with the record; new meters stand in this factory."""
        from cpdesk.exchange.proposal.applying import draft_of

        draft = draft_of(self.book, self.proposal, record, factory)
        return replace(draft, findings=(*self.said, *draft.findings))


def propose(
    path: Path, mapping: Path | None = None, job: Job | None = None
) -> OwnWorkbook:
    """What a file is taken to mean, by a mapping file, by what was remembered, or by itself.

    Raises Refusal where the file is no table, or the mapping is broken or fits no sheet of it.
    """
    from cpdesk.exchange.sheets import open_tables

    return propose_of(open_tables(path, (job or NullJob()).pause(READING)), mapping)


def propose_of(file: TableFile, mapping: Path | None = None) -> OwnWorkbook:
    """The same for a file that is opened already."""
    from cpdesk.exchange.proposal import grid, proposing

    book, path = grid.book_of(file), file.path
    proposed = proposing.propose(book)
    if mapping is None:
        return OwnWorkbook(book, *_recalled(proposed))
    return OwnWorkbook(book, *_by_file(proposed, mapping, path))


def remember(proposal: Proposal) -> None:
    """Keep on this PC what the user said of these layouts; raises OSError."""
    from cpdesk.exchange.proposal.mapping_file import write_mapping
    from cpdesk.exchange.proposal.meaning import USER_SAYS

    folder = data_folder() / _REMEMBERED
    for sheet in proposal.sheets:
        meanings = [*(each.meaning for each in sheet.columns), *(e.meaning for e in sheet.rows)]
        if sheet.fingerprint and any(each.reason == USER_SAYS for each in meanings):
            folder.mkdir(exist_ok=True)
            write_mapping(replace(proposal, sheets=(sheet,)), folder / f"{sheet.fingerprint}.toml")


def is_ours(draft: Draft, record: Record) -> bool:
    """Whether a draft made by the headings of our template makes sense as such.

    A table that names neither our headings nor any code that is known is a factory's own.
    """
    readings = [each for each in draft.rows if each.kind is Reading]
    if len(readings) < len(draft.rows):
        return True
    if not readings:
        return not any(each.code in _NOT_OURS for each in draft.findings)
    if any({"meter", "driver", "of"} & each.columns.keys() for each in readings):
        return True
    named = [str(each.values.get("of", "")) for each in readings]
    codes = {each.code for kind in (Meter, Driver) for each in record.all(kind)}
    return any(name in codes or ":" in name for name in named)


def _by_file(
    proposed: Proposal, mapping: Path, path: Path
) -> tuple[Proposal, tuple[Finding, ...]]:
    from cpdesk.exchange.proposal import mapping_file

    settled, sheets = mapping_file.read_mapping(mapping).applied(proposed)
    if not sheets:
        raise mapping_file.MAPPING_FITS_NONE.refuse(
            Place(spot=mapping.name), mapping=mapping.name, file=path.name
        )
    return settled, tuple(
        mapping_file.MAPPING_USED.at(Place(spot=each), sheet=each, mapping=mapping.name)
        for each in sheets
    )


def _recalled(proposed: Proposal) -> tuple[Proposal, tuple[Finding, ...]]:
    """As it was said of such sheets before; one that can no longer be read is left alone."""
    said: list[Finding] = []
    for fingerprint in dict.fromkeys(each.fingerprint for each in proposed.sheets):
        file = data_folder() / _REMEMBERED / f"{fingerprint}.toml"
        if not fingerprint or not file.is_file():
            continue
        try:
            proposed, found = _by_file(proposed, file, file)
        except Refusal as refusal:
            found = (MAPPING_SPOILED.at(refusal.finding.place, path=file),)
        said += found
    return proposed, tuple(said)
