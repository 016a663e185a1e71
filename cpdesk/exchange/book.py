"""A workbook in the making: its rows go to the disk as they come, its formats are the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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

HEADER = {"bold": True, "bg_color": "#E8F0EA", "bottom": 1, "text_wrap": True, "valign": "top"}
HEADER_HEIGHT = 32  # two lines
MOST_ROWS = 1_048_575  # below the headings
EVERYWHERE = "A1:XFD1048576"


@contextmanager
def new_book(out: BinaryIO) -> Iterator[Any]:
    """A workbook written to `out` at the end; its sheets are filled row by row, one by one.

    What it needs on the disk meanwhile is gone afterwards, also where it fails. Raises OSError.
    """
    with TemporaryDirectory(prefix="cpdesk-", ignore_cleanup_errors=True) as folder:
        options = {"constant_memory": True, "strings_to_numbers": False, "tmpdir": folder}
        book = xlsxwriter.Workbook(out, options)
        yield book
        try:
            book.close()
        except FileCreateError as error:  # it hides what the disk said
            raise error.args[0] from None
