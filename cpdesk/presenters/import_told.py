"""What was understood of a sheet although it is written oddly, and what is left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.units import ratio
from cpdesk.presenters.import_sheet import ImportSheet, written
from cpdesk.services.import_cells import Cell, Status

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.meaning import SheetMeaning

_MOST = 3  # examples, and rows named
_NEW = ("meter-proposed", "meter-matched")
_TOLD = ("macros", "sheet-cut", "period-open", "period-unbegun", "mapping-used", "mapping-spoiled")


@dataclass(frozen=True)
class Told:
    """Something that was done, and at which column, cell or row."""

    words: str
    spot: str = ""


def summary(t: Translator, counts: Mapping[Status, int], undecided: int) -> str:
    """What would happen to the record, in one line."""
    words = t("{new} new, {changed} changed, {same} the same", new=counts.get(Status.NEW, 0),
              changed=counts.get(Status.CHANGED, 0), same=counts.get(Status.SAME, 0))  # fmt: skip
    asked = t.plural("{n} to decide", "{n} to decide", undecided) if undecided else ""
    return " · ".join(each for each in (words, asked) if each)


def understood(t: Translator, sheet: ImportSheet, findings: Iterable[Finding]) -> Iterator[Told]:
    """New meters, converted units, odd spellings and estimates of one sheet."""
    for each in findings:
        at, _, cell = each.place.spot.rpartition("!")
        if each.code in _NEW and at == sheet.grid.name:
            yield Told(sentence(t, each), _column(t, cell.rstrip("0123456789")))
    yield from _units(t, sheet)
    yield from _months(t, sheet)
    yield from _spellings(t, sheet)


def not_taken(
    t: Translator, sheet: ImportSheet, findings: Iterable[Finding]
) -> Iterator[Told]:
    """Headings, totals, remarks and columns of a sheet from which nothing is taken."""
    if sheet.meaning is not None and not sheet.cells and sheet.meaning.reason:
        yield Told(t(sheet.meaning.reason))
    elif sheet.meaning is not None:
        yield from _rows(t, sheet)
        yield from _columns(t, sheet.meaning)
    for each in findings:
        if each.code in _TOLD:
            yield Told(sentence(t, each))


def _units(t: Translator, sheet: ImportSheet) -> Iterator[Told]:
    """Each conversion once, with the column it is made in."""
    found = ((column, _converted(t, each)) for (_, column), each in sheet.cells.items())
    for column, words in dict.fromkeys(found):
        if words:
            yield Told(words, _column(t, sheet.grid.letter(column)))
    for column_meaning in sheet.meaning.columns if sheet.meaning else ():
        times = column_meaning.meaning.times
        if times != 1:
            yield Told(f"×{t.number(times)}", _column(t, column_meaning.letter))


def _converted(t: Translator, cell: Cell) -> str:
    reading, owner = cell.entity, cell.owner
    if not isinstance(reading, Reading) or not isinstance(owner, Meter | Driver):
        return ""
    if cell.field != "amount" or not reading.unit or reading.unit == owner.unit:
        return ""
    factor = ratio(reading.unit, owner.unit)
    sign = f"×{t.number(factor.numerator)}" if factor.denominator == 1 else (
        f"÷{t.number(factor.denominator)}" if factor.numerator == 1 else f"×{float(factor):.6g}"
    )  # fmt: skip
    return f"{reading.unit} {sign} → {owner.unit}"


def _months(t: Translator, sheet: ImportSheet) -> Iterator[Told]:
    """In how many ways one column writes its months or days."""
    rows = {row for row, _ in sheet.cells}
    for column in sheet.meaning.columns if sheet.meaning else ():
        if column.meaning.role.value in ("month", "day", "start", "end"):
            texts = [written(sheet.grid.cell(row, column.index)) for row in rows]
            ways = {re.sub(r"\d+", "0", each) for each in texts if each}
            if len(ways) > 1:
                words = t.plural("{n} way to write a time", "{n} ways to write a time", len(ways))
                yield Told(words, _column(t, column.letter))


def _spellings(t: Translator, sheet: ImportSheet) -> Iterator[Told]:
    """Texts that were read as figures, and figures that are called estimates."""
    texts = [(spot, str(value)) for spot in sheet.cells
             if type(value := sheet.grid.cell(*spot)) is str]  # fmt: skip
    odd = [(spot, each) for spot, each in texts if not each.replace(",", "").isascii()]
    if odd:
        shown = tuple(t("'{text}'", text=str(each)) for _, each in odd[:_MOST])
        yield Told(t("Read as figures: {texts}", texts=shown), _spots(sheet, odd))
    estimates = [(spot, "") for spot, each in sheet.cells.items() if each.field == "amount"
                 and isinstance(each.entity, Reading) and each.entity.estimated]  # fmt: skip
    if estimates:
        words = t.plural("{n} figure is kept as an estimate", "{n} figures are kept as estimates",
                         len(estimates))  # fmt: skip
        yield Told(words, _spots(sheet, estimates))


def _rows(t: Translator, sheet: ImportSheet) -> Iterator[Told]:
    """Rows with a label by it, all others together."""
    assert sheet.meaning is not None
    first, plain, labelled = sheet.meaning.first, [], []
    for row in range(sheet.rows):
        if sheet.is_aside(row):
            texts = [e for e in sheet.grid.rows[row] if type(e) is str and e.strip(" -/")]
            if row >= first and texts:
                labelled.append((texts[0], sheet.grid.number(row)))
            else:
                plain.append(sheet.grid.number(row))
    if plain:
        yield Told(t("Titles and blank rows"), _numbers(t, plain))
    for text, number in labelled[: 2 * _MOST]:
        yield Told(t("'{text}'", text=text[:40]), t("Row {rows}", rows=str(number)))
    if rest := [number for _, number in labelled[2 * _MOST :]]:
        yield Told(t("Other rows without a figure to take"), _numbers(t, rest))


def _columns(t: Translator, meaning: SheetMeaning) -> Iterator[Told]:
    """Columns left out, each with the reason."""
    for each in meaning.columns:
        if each.meaning.role.value == "ignored":
            words = f"{each.heading} " if each.heading else ""
            yield Told(f"{words}({t(each.meaning.reason).rstrip('.。')})", _column(t, each.letter))
    for row in meaning.rows:
        if row.meaning.role.value == "ignored":
            yield Told(f"{row.label} ({t(row.meaning.reason).rstrip('.。')})")


def _numbers(t: Translator, rows: Sequence[int]) -> str:
    shown = " ".join(str(each) for each in rows[: 2 * _MOST])
    return t("Row {rows}", rows=shown + (" …" if len(rows) > 2 * _MOST else ""))


def _spots(sheet: ImportSheet, found: Sequence[tuple[tuple[int, int], str]]) -> str:
    spots = [sheet.grid.spot(*spot).rpartition("!")[2] for spot, _ in found[:_MOST]]
    return " ".join(spots) + (" …" if len(found) > _MOST else "")


def _column(t: Translator, letter: str) -> str:
    return t("Column {letter}", letter=letter) if letter else ""
