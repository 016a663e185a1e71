"""Other programs' files, in and out."""

from __future__ import annotations

from pathlib import Path

from cpdesk.exchange.draft import Draft, DraftRow
from cpdesk.exchange.sniffing import content_of

__all__ = ["Draft", "DraftRow", "read"]


def read(path: Path) -> Draft:
    """What a file says: our workbook, a table of text, or a VERIFI backup.

    The content decides, not the name. Raises Refusal where the file as a whole is of no use.
    """
    content = content_of(path)
    if content == "workbook":
        from cpdesk.exchange.workbook import read_workbook

        return read_workbook(path)
    if content == "json":
        from cpdesk.exchange.verifi import read_backup

        return read_backup(path)
    from cpdesk.exchange.csv_table import read_csv

    return read_csv(path)
