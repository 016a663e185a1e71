"""Other programs' files, in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.exchange.draft import Draft, DraftRow
from cpdesk.exchange.sniffing import content_of

if TYPE_CHECKING:
    from cpdesk.exchange.sheets import TableFile

__all__ = ["Draft", "DraftRow", "is_backup", "read", "read_tables"]


def read(path: Path) -> Draft:
    """What a file says: our workbook, a table of text, or a VERIFI backup.

    The content decides, not the name. Raises Refusal where the file as a whole is of no use.
    """
    if is_backup(path):
        from cpdesk.exchange.verifi import read_backup

        return read_backup(path)
    from cpdesk.exchange.sheets import open_tables

    return read_tables(open_tables(path))


def is_backup(path: Path) -> bool:
    """Whether a file is JSON rather than a table; raises Refusal where it is of no use."""
    return content_of(path) == "json"


def read_tables(file: TableFile) -> Draft:
    """What an opened file says by the headings of our template."""
    if file.is_text:
        from cpdesk.exchange.csv_table import read_csv

        return read_csv(file.path, file.sheets[0].rows)
    from cpdesk.exchange.workbook import read_workbook

    return read_workbook(file)
