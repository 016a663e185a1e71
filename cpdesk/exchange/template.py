"""Our own workbook written: empty for whoever begins, or with everything in a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cpdesk.base.files import write_atomically
from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Attachment, Evidence, Pack, RuleFile
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import KINDS, Record
from cpdesk.domain.words import N_, Choice
from cpdesk.exchange.book import MOST_ROWS, TOO_LONG, new_book, write_headings
from cpdesk.exchange.columns import Column, Writing, columns_of
from cpdesk.exchange.headings import MONTH, MONTHS_SHEET, READ_ME, sheet_name

ABOUT = (
    N_("Fill the sheets you need, leave the others empty, and import this file. An import is "
       "shown before anything is changed, it is taken whole or not at all, and it can be undone."),
    N_("Headings may be in English or Chinese and in any order. Columns and sheets that are not "
       "known are left out, and you are told so."),
    N_("Things are told apart by their code, such as M1 for a meter. Other sheets name them by "
       "this code. Importing a row with a known code changes what is there; an empty cell leaves "
       "it as it is."),
    N_("Texts have three columns: English, Traditional and Simplified Chinese. One is enough."),
    N_("Months: a row for each month; a column such as 'M1 kWh' for the amount, 'M1 cost HKD' "
       "for its cost and 'M1 estimated' (yes or no) for each meter or driver."),
    N_("Readings: a row for each bill, from the first day to the first day not included. If your "
       "bills name the last day instead, change the heading to 'Last day'."),
    N_("Dates may be written as 2024-03-05, 2024/3/5 or 2024年3月5日, months as 2024-03."),
    N_("In an exported workbook the columns 'id' and 'exact' must stay as they are. There an "
       "empty cell means empty."),
)  # fmt: skip
_PAPER_KINDS = (RuleFile, Evidence, Attachment, Pack)
_EXAMPLE_MONTHS = ("M1 kWh", "M1 cost HKD", "M1 estimated", "M2 m³", "D1 t")
_LIST_LIMIT = 255  # what Excel takes as a list of choices typed into a rule
_PAUSE = 256  # rows between two moments in which the work can be stopped
_FILLED_ROWS = 500  # rows of an empty sheet that offer their choices


def write(
    record: Record | None, path: Path, t: Translator, pause: Callable[[], None] = lambda: None
) -> Path:
    """The empty template, or the whole record as a workbook that reads back equal; its path.

    Rows go to the disk as they are made, so that a large record takes no more memory than a small
    one. Evidence is told of, but its bytes are not in a workbook. `pause` is called now and then,
    and may end the work by raising. Raises Refusal, OSError.
    """
    return write_atomically(path, lambda out: _fill(out, record, t, pause))


def _fill(
    out: BinaryIO, record: Record | None, t: Translator, pause: Callable[[], None]
) -> None:
    with new_book(out) as book:
        writing = Writing(book, record, t)
        _write_read_me(book, t)
        if record is None:
            _write_months(book, t)
        for kind in KINDS:
            entities = _in_order(record, kind) if record else ()
            if entities or kind not in _PAPER_KINDS:
                _write_kind(book, kind, entities, writing, pause)


def _in_order(record: Record, kind: type[Entity]) -> Sequence[Entity]:
    """By their codes; readings, which seldom have one, by meter or driver and then by time."""
    if kind is not Reading:
        return record.all(kind)
    series = (*record.all(Meter), *record.all(Driver))
    order = {each.id: at for at, each in enumerate(series)}
    return sorted(record.all(Reading), key=lambda each: (order.get(each.of, -1), each.start))


def _write_read_me(book: Any, t: Translator) -> None:
    sheet = book.add_worksheet(t(READ_ME)[:31])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    for number, line in enumerate(ABOUT):
        sheet.write_string(number, 0, t(line), wrapped)


def _write_months(book: Any, t: Translator) -> None:
    sheet = book.add_worksheet(t(MONTHS_SHEET)[:31])
    sheet.set_column(0, len(_EXAMPLE_MONTHS), 14)
    write_headings(book, sheet, (t(MONTH), *_EXAMPLE_MONTHS))


def _write_kind(
    book: Any, kind: type[Entity], entities: Sequence[Entity], writing: Writing,
    pause: Callable[[], None],
) -> None:
    if len(entities) > MOST_ROWS:
        raise TOO_LONG.refuse(Place(kind.word), n=len(entities), most=MOST_ROWS)
    sheet = book.add_worksheet(sheet_name(kind, writing.t))
    columns = columns_of(kind, entities, writing)
    _write_header(book, sheet, columns)
    if entities:
        sheet.autofilter(0, 0, len(entities), len(columns) - 1)
    else:
        _offer_choices(sheet, kind, columns, writing.t)
    for row, entity in enumerate(entities, 1):
        if row % _PAUSE == 1:
            pause()
        for index, column in enumerate(columns):
            column.write(sheet, row, index, entity)


def _write_header(book: Any, sheet: Any, columns: list[Column]) -> None:
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, None, {"hidden": column.hidden})
    write_headings(book, sheet, [each.heading for each in columns])


def _offer_choices(sheet: Any, kind: type[Entity], columns: list[Column], t: Translator) -> None:
    """A list to choose from in the cells of a choice, where Excel can hold it."""
    types = {each.name: each.type for each in fields_of(kind)}
    for index, column in enumerate(columns):
        choice = types.get(column.field)
        if not (isinstance(choice, type) and issubclass(choice, Choice)):
            continue
        words = [t(each.label) for each in choice]
        if len(",".join(words)) <= _LIST_LIMIT and not any("," in each for each in words):
            rule = {"validate": "list", "source": words, "error_type": "warning"}
            sheet.data_validation(1, index, _FILLED_ROWS, index, rule)
