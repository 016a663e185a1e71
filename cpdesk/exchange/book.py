"""A workbook in the making: its rows go to the disk as they come, its formats are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_

TOO_LONG = blocking(
    "sheet-too-long",
    N_("There are {n} rows, but a sheet holds only {most}. Export the record as JSON instead: "
       "end the name of the file with .json."),
)  # fmt: skip

MOST_ROWS = 1_048_575  # below the headings
_HEADER = {"bold": True, "bg_color": "#E8F0EA", "bottom": 1, "text_wrap": True, "valign": "top"}
_LINE, _A4 = 16, 9  # points; Excel's number of the paper
_EVERYWHERE = "A1:XFD1048576"


@contextmanager
def new_book(out: BinaryIO) -> Iterator[Any]:
    """A workbook written to `out` at the end; its sheets are filled row by row, one by one.

    Rows lie on the disk meanwhile, which is cleared also where it fails; only the packed file is
    held in memory, for a disk that is full must not leave it half open. Raises OSError.
    """
    packed = BytesIO()
    with TemporaryDirectory(prefix="cpdesk-", ignore_cleanup_errors=True) as folder:
        options = {"constant_memory": True, "strings_to_numbers": False, "tmpdir": folder}
        book = xlsxwriter.Workbook(packed, options)
        try:
            yield book
            book.close()
        except FileCreateError as error:  # it hides what the disk said
            raise error.args[0] from None
        finally:
            _let_go(book)
    out.write(packed.getbuffer())


def _let_go(book: Any) -> None:
    """Close the files of rows, which only a workbook that was written has closed itself."""
    for sheet in book.worksheets():
        with suppress(OSError):  # what cannot be flushed is thrown away in any case
            sheet.row_data_fh.close()


def write_headings(book: Any, sheet: Any, headings: Sequence[str], lines: int = 2) -> None:
    """The headings of a sheet, which stay in sight on the screen and on every printed page."""
    header = book.add_format(_HEADER)
    sheet.set_row(0, lines * _LINE)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, header)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})  # codes such as 007 are meant so
