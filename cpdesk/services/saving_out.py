"""One saving on its way out as a paper: for the printer, or into a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.languages import Translator
from cpdesk.services.packs import Made, written

if TYPE_CHECKING:
    from cpdesk.documents.saving import SavingView

View = Callable[[], "SavingView"]  # draws the chart, so it may take its time


def write_paper(view: View, t: Translator, out: Path) -> Made:
    """The saving as PDF, whole or not at all; raises Refusal where it cannot be written."""
    from cpdesk.documents.saving import write_saving

    return written(out, lambda file: write_saving(view(), t, file), ())


def paper(view: View, t: Translator) -> bytes:
    """The saving as PDF, for the printer."""
    from cpdesk.documents.saving import write_saving

    out = io.BytesIO()
    write_saving(view(), t, out)
    return out.getvalue()
