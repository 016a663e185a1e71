"""An official form filled from the record, by its map or by what its labels tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding
from cpdesk.programme.cases import Case
from cpdesk.services.packs import Made, written
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.documents.forms.form import Form
    from cpdesk.documents.forms.meaning import Meaning


def fill_form(
    ws: Workspace, file: Path, case: Case, out: Path, map_file: Path | None = None,
    map_out: Path | None = None,
) -> Made:  # fmt: skip
    """Write the filled form, and its map where one is wanted; what is missing or was doubtful.

    Raises Refusal where the form or its map cannot be read, or a file cannot be written.
    """
    from cpdesk.documents.forms.answers import Facts
    from cpdesk.documents.forms.carrying import carried, marked
    from cpdesk.documents.forms.filling import fill
    from cpdesk.documents.forms.mapping import read_map
    from cpdesk.documents.forms.proposing import propose
    from cpdesk.documents.forms.reading import read_form

    schemes = ws.schemes()
    links = schemes.on(ws.today) or schemes.newest()
    form = read_form(file)
    changed: tuple[Finding, ...] = ()
    if map_file is None:
        meanings = propose(form, links.sectors)
    else:
        known = read_map(map_file)
        form = marked(replace(form, language=known.language), known)
        taken = carried(known, form, propose(form, links.sectors))
        meanings, changed = taken.meanings, taken.findings
    filled = fill(file, form, meanings, Facts(case, links))
    if map_out is not None:
        _write_map(form, meanings, file, map_out)
    return written(out, lambda to: _pour(to.write(filled.content)), (*changed, *filled.findings))


def _pour(_written: int) -> tuple[Finding, ...]:
    return ()


def _write_map(form: Form, meanings: Sequence[Meaning], file: Path, out: Path) -> None:
    from cpdesk.documents.forms.mapping import map_text

    text = map_text(form, meanings, file.name).encode()
    written(out, lambda to: _pour(to.write(text)), ())
