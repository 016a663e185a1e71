"""A proposal, corrected or not, as a small file to keep, change by hand, and hand on.

It holds headings and what they mean, never a figure, and belongs to whatever is laid out alike.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cpdesk.base.files import write_atomically
from cpdesk.domain.findings import Place, blocking, info
from cpdesk.domain.plant import DriverKind, MeterKind
from cpdesk.domain.words import N_
from cpdesk.exchange.proposal.meaning import (
    USER_SAYS,
    ColumnMeaning,
    Layout,
    Meaning,
    Proposal,
    Role,
    RowMeaning,
    SheetMeaning,
    Sure,
)
from cpdesk.exchange.proposal.when import When
from cpdesk.exchange.proposal.words import Kind
from cpdesk.exchange.sniffing import demand_small

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.grid import Book

MAPPING_BROKEN = blocking(
    "mapping-broken",
    N_("{mapping} cannot be understood at {spot}: '{text}'. Correct it, or write it anew."),
)
MAPPING_FITS_NONE = blocking(
    "mapping-fits-none",
    N_("{mapping} belongs to a file that is laid out differently: no sheet of {file} has these "
       "headings. Write a new mapping for it."),
)  # fmt: skip
NO_MAPPING = info(
    "no-mapping", N_("{file} has the headings of the template: no mapping is needed for it.")
)
MAPPING_USED = info("mapping-used", N_("The sheet '{sheet}' is read by {mapping}."))

_ABOUT = (
    "# What the columns of a factory's own workbook mean. Change a line, and import",
    "# the workbook with --mapping and this file. It holds no figures, and serves every file with",
    "# these headings.",
    "# means: " + " ".join(each.value for each in Role),
    "# kind: " + " ".join(each.value for each in MeterKind),
    "#   of a driver: " + " ".join(e.value for e in DriverKind if e.value != "other") + " driver",
    "# Further keys of a column: unit, times, currency, name, belongs_to. Of a layout: year,",
    "# header (the rows of its headings), left_out (sheets by name), and",
    '# layout = "nothing" to leave all such sheets out.',
    "version = 1",
)


@dataclass(frozen=True)
class Known:
    """The layouts that a mapping file knows, by fingerprint, as they stand in the file."""

    name: str
    layouts: Mapping[str, Mapping[str, Any]]

    def applied(
        self, proposal: Proposal, book: Book | None = None
    ) -> tuple[Proposal, tuple[str, ...]]:
        """The proposal with the sheets it knows as it says, and their names; raises Refusal.

        Headings that were moved need the book to be found again.
        """
        known = [each for each in proposal.sheets if each.fingerprint in self.layouts]
        for sheet in known:
            said = self.layouts[sheet.fingerprint]
            rows = self._header(said)
            if book is not None and rows:
                sheet = _under(book, sheet, rows)
            proposal = proposal.replaced(self._sheet(sheet, said))
        return proposal, tuple(each.sheet for each in known)

    def _header(self, said: Mapping[str, Any]) -> list[int]:
        rows = said.get("header", [])
        if not isinstance(rows, list) or any(type(each) is not int or each < 1 for each in rows):
            raise self._broken("header", str(rows))
        return sorted(rows)

    def _sheet(self, sheet: SheetMeaning, said: Mapping[str, Any]) -> SheetMeaning:
        if sheet.sheet in said.get("left_out", ()):
            return replace(sheet, layout=Layout.NOTHING, reason=USER_SAYS)
        columns = self._by_key(said.get("column", ()), "column")
        rows = self._by_key(said.get("row", ()), "label")
        layout = self._choice(Layout, said.get("layout", sheet.layout.value), "layout")
        year = said.get("year")
        return replace(
            sheet,
            layout=layout,
            reason=USER_SAYS if layout is Layout.NOTHING else sheet.reason,
            columns=tuple(self._column(each, columns) for each in sheet.columns),
            rows=tuple(self._row(each, rows) for each in sheet.rows),
            when=When(year).filled(sheet.when) if isinstance(year, int) else sheet.when,
        )

    def _by_key(self, said: Any, key: str) -> dict[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for each in said if isinstance(said, list) else ():
            if not isinstance(each, dict) or not isinstance(each.get(key), str):
                raise self._broken(key, str(each))
            found[each[key]] = each
        return found

    def _column(
        self, column: ColumnMeaning, said: Mapping[str, Mapping[str, Any]]
    ) -> ColumnMeaning:
        for letters, each in said.items():
            first, _, last = letters.partition(":")
            if _order(first) <= _order(column.letter) <= _order(last or first):
                return replace(column, meaning=self._meaning(each, f"column {letters}"))
        return column

    def _row(self, row: RowMeaning, said: Mapping[str, Mapping[str, Any]]) -> RowMeaning:
        each = said.get(row.label)
        return replace(row, meaning=self._meaning(each, row.label)) if each else row

    def _meaning(self, said: Mapping[str, Any], spot: str) -> Meaning:
        times = said.get("times", 1)
        if type(times) is not int or times < 1:
            raise self._broken(spot, str(times))
        texts = {name: str(said.get(name, "")) for name in ("unit", "currency", "name")}
        return Meaning(
            self._choice(Role, said.get("means"), spot), self._kind(said.get("kind"), spot),
            times=times, of=str(said.get("belongs_to", "")), sure=Sure.SURE, reason=USER_SAYS,
            **texts,
        )  # fmt: skip

    def _kind(self, said: Any, spot: str) -> Kind | None:
        if not said:
            return None
        known: dict[Any, Kind] = {each.value: each for each in DriverKind}
        known.update({each.value: each for each in MeterKind})
        if said == "driver":
            return DriverKind.OTHER
        if said not in known:
            raise self._broken(spot, str(said))
        return known[said]

    def _choice(self, kind: type[Any], said: Any, spot: str) -> Any:
        try:
            return kind(said)
        except ValueError:
            raise self._broken(spot, str(said)) from None

    def _broken(self, spot: str, text: str) -> Exception:
        return MAPPING_BROKEN.refuse(Place(spot=self.name), mapping=self.name, spot=spot, text=text)


def read_mapping(path: Path) -> Known:
    """A mapping file; raises Refusal where it is none, FileNotFoundError where it is not there."""
    demand_small(path)
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MAPPING_BROKEN.refuse(
            Place(spot=path.name), mapping=path.name, spot=path.name, text=str(error)
        ) from None
    layouts = said.get("layout")
    if said.get("version") != 1 or not isinstance(layouts, list):
        raise MAPPING_BROKEN.refuse(
            Place(spot=path.name), mapping=path.name, spot="version", text=str(said.get("version"))
        )
    known = {str(each.get("fingerprint")): each for each in layouts if isinstance(each, dict)}
    return Known(path.name, known)


def write_mapping(proposal: Proposal, path: Path) -> Path:
    """The mapping of a proposal, one entry for all sheets that are laid out alike; its path."""
    text = mapping_text(proposal)

    def write(out: BinaryIO) -> None:
        out.write(text.encode())

    return write_atomically(path, write)


def mapping_text(proposal: Proposal) -> str:
    """The text of a mapping file."""
    lines = list(_ABOUT)
    alike: dict[str, list[SheetMeaning]] = {}
    for sheet in proposal.sheets:
        if sheet.columns:
            alike.setdefault(sheet.fingerprint, []).append(sheet)
    for sheets in alike.values():
        lines += _layout(sheets)
    return "\n".join(lines) + "\n"


def _layout(sheets: Sequence[SheetMeaning]) -> Iterable[str]:
    """One entry for sheets laid out alike: as the first that is taken, and which are left out."""
    sheet = next((each for each in sheets if each.layout is not Layout.NOTHING), sheets[0])
    yield from ("", "[[layout]]", f"fingerprint = {_quoted(sheet.fingerprint)}")
    yield f"layout = {_quoted(sheet.layout.value)}"
    if sheet.reason == USER_SAYS and sheet.layout is not Layout.NOTHING:
        yield f"header = {[each + sheet.top for each in sheet.header]}"
    left = [each.sheet for each in sheets if each.layout is Layout.NOTHING is not sheet.layout]
    if left:
        yield f"left_out = [{', '.join(map(_quoted, left))}]"
    for columns in _grouped(sheet.columns):
        first, last = columns[0], columns[-1]
        letters = first.letter if first is last else f"{first.letter}:{last.letter}"
        yield from ("", "[[layout.column]]", f"column = {_quoted(letters)}")
        yield from _meaning(first.heading, first.meaning)
    for row in sheet.rows:
        yield from ("", "[[layout.row]]", f"label = {_quoted(row.label)}")
        yield from _meaning("", row.meaning)


def _under(book: Book, sheet: SheetMeaning, rows: Sequence[int]) -> SheetMeaning:
    """The sheet with its headings in these rows, by the numbers that a spreadsheet shows."""
    from cpdesk.exchange.proposal.proposing import under

    grid = book.grid(sheet.sheet)
    within = [each - grid.first for each in rows if 0 <= each - grid.first < len(grid.rows)]
    return under(book, sheet, within) if within else sheet


def _grouped(columns: Sequence[ColumnMeaning]) -> Iterable[list[ColumnMeaning]]:
    """Columns of months or days that mean the same stand in one entry."""
    numbered = enumerate(columns)

    def key(pair: tuple[int, ColumnMeaning]) -> tuple[object, ...]:
        number, column = pair
        same = column.index - number if column.when else -1 - number
        return bool(column.when), same, column.heading, column.meaning

    for _, group in groupby(numbered, key):
        yield [column for _, column in group]


def _meaning(heading: str, meaning: Meaning) -> Iterable[str]:
    said: dict[str, object] = {
        "heading": heading, "means": meaning.role.value,
        "kind": _kind_word(meaning.kind), "unit": meaning.unit, "currency": meaning.currency,
        "times": meaning.times if meaning.times != 1 else "", "name": meaning.name,
        "belongs_to": meaning.of,
    }  # fmt: skip
    for name, value in said.items():
        if value != "":
            yield f"{name} = {value if isinstance(value, int) else _quoted(str(value))}"
    if meaning.sure is not Sure.SURE:
        yield f"# {meaning.sure.value}: {meaning.reason}"


def _kind_word(kind: Kind | None) -> str:
    """Both lists end in `other`: that of drivers is told apart as `driver`."""
    if kind is None:
        return ""
    return "driver" if kind is DriverKind.OTHER else str(kind.value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _order(letters: str) -> tuple[int, str]:
    return len(letters), letters

