"""Everything in the record as a workbook that reads back to an equal record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.base.languages import Translator


def export(ws: Workspace, path: Path, t: Translator) -> Path:
    """Write the whole record with headings in `t`'s language; where it was written.

    The bytes of evidence are not in it: they stay in the record and its backups.
    """
    from cpdesk.exchange.template import write

    return write(ws.record, path, t)


def write_template(path: Path, t: Translator) -> Path:
    """Write the empty workbook for whoever begins."""
    from cpdesk.exchange.template import write

    return write(None, path, t)
