"""A factory's own workbook: proposed, corrected by a mapping, remembered for the next month."""

from __future__ import annotations

from collections.abc import Mapping
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
    from cpdesk.exchange.proposal.deciding import Decision
    from cpdesk.exchange.proposal.grid import Book
    from cpdesk.exchange.proposal.meaning import Proposal, SheetMeaning
    from cpdesk.exchange.sheets import TableFile

MAPPING_SPOILED = warning(
    "mapping-spoiled",
    N_("What was remembered of this layout is spoilt and was not used. Delete {path}."),
)

READING = N_("Reading the file")

_REMEMBERED = "mappings"
_NOT_OURS = ("no-header", "no-month-column", "sheet-left-out", "column-left-out")


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

    def by_mapping(self, mapping: Path) -> OwnWorkbook:
        """The same file as a mapping file says; raises Refusal where it fits no sheet."""
        from cpdesk.exchange.proposal.proposing import propose
        from cpdesk.exchange.sniffing import head

        head(mapping)  # which says why a file cannot be read
        return OwnWorkbook(self.book, *_by_file(propose(self.book), mapping, self.book))

    def with_heads(self, sheet: str, first: int, last: int) -> OwnWorkbook:
        """With the headings of a sheet, and of all laid out alike, in these rows of it."""
        from cpdesk.exchange.proposal.proposing import under

        changed = self.proposal
        for each in self.proposal.alike(sheet):
            top = self.book.grid(each.sheet).first
            changed = changed.replaced(
                under(self.book, each, range(first - top, last - top + 1))
            )
        return self.corrected(changed)

    def left_out(self, sheet: str) -> OwnWorkbook:
        """Without this one sheet."""
        from cpdesk.exchange.proposal.meaning import USER_SAYS, Layout

        meaning = self.proposal.sheet(sheet)
        return self.corrected(self.proposal.replaced(
            replace(meaning, layout=Layout.NOTHING, reason=USER_SAYS)
        ))  # fmt: skip

    def taken_in(self, sheet: str) -> OwnWorkbook:
        """With this sheet, which was left out."""
        from cpdesk.exchange.proposal.proposing import taken

        return self.corrected(
            self.proposal.replaced(taken(self.book, self.proposal.sheet(sheet)))
        )

    def draft(
        self, record: Record, factory: str = "", said: Mapping[str, Decision] | None = None
    ) -> Draft:
        """What it says, to be compared with the record; new meters stand in this factory.

        `said` is what the user decided of single cells.
        """
        from cpdesk.exchange.proposal.applying import draft_of

        draft = draft_of(self.book, self.proposal, record, factory, said)
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

    book = grid.book_of(file)
    proposed = proposing.propose(book)
    if mapping is None:
        return OwnWorkbook(book, *_recalled(proposed, book))
    return OwnWorkbook(book, *_by_file(proposed, mapping, book))


def sheets_of(path: Path, job: Job) -> Book | None:
    """The sheets of a file that need no proposal, to be looked at; None where it has none."""
    from cpdesk.exchange.proposal.grid import open_book
    from cpdesk.exchange.sniffing import content_of

    if content_of(path) == "json" or path.suffix == ".toml":
        return None
    return open_book(path, job.pause(READING))


def remember(proposal: Proposal) -> None:
    """Keep on this PC what the user said of these layouts; raises OSError."""
    from cpdesk.exchange.proposal.mapping_file import write_mapping

    folder = data_folder() / _REMEMBERED
    for mark in dict.fromkeys(each.fingerprint for each in proposal.sheets if each.columns):
        alike = tuple(each for each in proposal.sheets if each.fingerprint == mark)
        if mark and any(_user_said(each) for each in alike):
            folder.mkdir(exist_ok=True)
            write_mapping(replace(proposal, sheets=alike), folder / f"{mark}.toml")


def _user_said(sheet: SheetMeaning) -> bool:
    from cpdesk.exchange.proposal.meaning import USER_SAYS

    meanings = [*(each.meaning for each in sheet.columns), *(each.meaning for each in sheet.rows)]
    return USER_SAYS in (sheet.reason, *(each.reason for each in meanings))


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
    proposed: Proposal, mapping: Path, book: Book
) -> tuple[Proposal, tuple[Finding, ...]]:
    from cpdesk.exchange.proposal import mapping_file

    settled, sheets = mapping_file.read_mapping(mapping).applied(proposed, book)
    if not sheets:
        raise mapping_file.MAPPING_FITS_NONE.refuse(
            Place(spot=mapping.name), mapping=mapping.name, file=book.path.name
        )
    return settled, tuple(
        mapping_file.MAPPING_USED.at(Place(spot=each), sheet=each, mapping=mapping.name)
        for each in sheets
    )


def _recalled(proposed: Proposal, book: Book) -> tuple[Proposal, tuple[Finding, ...]]:
    """As it was said of such sheets before; one that can no longer be read is left alone."""
    said: list[Finding] = []
    for fingerprint in dict.fromkeys(each.fingerprint for each in proposed.sheets):
        file = data_folder() / _REMEMBERED / f"{fingerprint}.toml"
        if not fingerprint or not file.is_file():
            continue
        try:
            proposed, found = _by_file(proposed, file, book)
        except Refusal as refusal:
            found = (MAPPING_SPOILED.at(refusal.finding.place, path=file),)
        said += found
    return proposed, tuple(said)
