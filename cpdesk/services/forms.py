"""An official form: understood, corrected and filled from the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.paths import data_folder
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.words import N_
from cpdesk.programme.cases import Case
from cpdesk.programme.schemes import Scheme
from cpdesk.services.packs import Made, written
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.documents.forms.filling import Filled
    from cpdesk.documents.forms.form import Form
    from cpdesk.documents.forms.meaning import Meaning

REMEMBERED = info(
    "form-remembered", N_("This very form was corrected on this PC before; that is followed.")
)
FORGOTTEN = warning(
    "form-forgotten",
    N_("What was corrected on this PC before cannot be read any more; the labels are followed. It "
       "is kept as {path}."),
)  # fmt: skip
OUT_KIND = blocking(
    "form-out-kind",
    N_("{file} is filled as what it is: name the filled form with the ending {ending}."),
)


@dataclass(frozen=True)
class Understood:
    """A form with what its fields mean, and what was doubtful in its map."""

    file: Path
    form: Form
    meanings: tuple[Meaning, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def ending(self) -> str:
        """Of the filled form: a Word form stays one."""
        from cpdesk.documents.forms.word_file import is_word

        return ".docx" if is_word(self.file) else ".pdf"


def fill_form(
    ws: Workspace, file: Path, case: Case, out: Path, map_file: Path | None = None,
    map_out: Path | None = None,
) -> Made:  # fmt: skip
    """Write the filled form, and its map where one is wanted; what is missing or was doubtful.

    Raises Refusal where the form or its map cannot be read, or a file cannot be written.
    """
    known = understand(ws, file, map_file)
    made = filled(ws, known, case)
    if map_out is not None:
        write_map(known, map_out)
    return write_filled(known, made, out)


def understand(ws: Workspace, file: Path, map_file: Path | None = None) -> Understood:
    """The form by its map; without one by what was corrected on this PC, or by its labels.

    Raises Refusal.
    """
    from cpdesk.documents.forms.proposing import propose
    from cpdesk.documents.forms.reading import read_form

    form, sectors = read_form(file), _links(ws).sectors
    if map_file is not None:
        return _by_map(ws, file, form, map_file)
    remembered = _place_of(form)
    if not remembered.exists():
        return Understood(file, form, propose(form, sectors))
    try:
        known = _by_map(ws, file, form, remembered)
        return replace(known, findings=(REMEMBERED.at(Place(spot=file.name)),))
    except Refusal:
        aside = remembered.replace(remembered.with_suffix(".unreadable"))
        told = FORGOTTEN.at(Place(spot=file.name), path=aside)
        return Understood(file, form, propose(form, sectors), (told,))


def _by_map(ws: Workspace, file: Path, form: Form, map_file: Path) -> Understood:
    from cpdesk.documents.forms.carrying import carried, marked
    from cpdesk.documents.forms.mapping import read_map
    from cpdesk.documents.forms.proposing import propose

    known = read_map(map_file)
    form = marked(replace(form, language=known.language), known)
    taken = carried(known, form, propose(form, _links(ws).sectors))
    return Understood(file, form, taken.meanings, taken.findings)


def filled(ws: Workspace, known: Understood, case: Case) -> Filled:
    """The form filled for a case, not written yet; raises Refusal."""
    from cpdesk.documents.forms.answers import Facts
    from cpdesk.documents.forms.filling import fill
    from cpdesk.documents.forms.word_filling import fill_word

    write = fill_word if known.ending == ".docx" else fill
    return write(known.file, known.form, known.meanings, Facts(case, _links(ws)))


def corrected(ws: Workspace, known: Understood, name: str, ask: str, row: int) -> Understood:
    """The form with another meaning of one field, which this PC remembers from now on."""
    from cpdesk.documents.forms.proposing import meant

    field = known.form.named(name)
    if field is None:
        return known
    now = meant(field, ask, row, _links(ws).sectors)
    kept = tuple(_with_part(each, now) if each.field == name else each for each in known.meanings)
    changed = replace(known, meanings=kept)
    write_map(changed, _place_of(known.form))
    return changed


def _with_part(before: Meaning, now: Meaning) -> Meaning:
    """The parts of an answer, its language and unit stay when the answer is another one."""
    return replace(now, part=before.part, language=before.language, times=before.times)


def write_map(known: Understood, out: Path) -> None:
    """Write what the fields mean as a map; raises Refusal where the file cannot be written."""
    from cpdesk.documents.forms.mapping import map_text

    text = map_text(known.form, known.meanings, known.file.name).encode()
    written(out, lambda to: _nothing(to.write(text)), ())


def write_filled(known: Understood, made: Filled, out: Path) -> Made:
    """Write the filled form; raises Refusal where the file is named otherwise or not written."""
    if out.suffix.lower() != known.ending:
        raise OUT_KIND.refuse(Place(), file=known.file.name, ending=known.ending)
    findings = (*known.findings, *made.findings)
    return written(out, lambda to: _nothing(to.write(made.content)), findings)


def _nothing(_written: int) -> tuple[Finding, ...]:
    return ()


def _links(ws: Workspace) -> Scheme:
    schemes = ws.schemes()
    return schemes.on(ws.today) or schemes.newest()


def _place_of(form: Form) -> Path:
    """Where the corrections of this very form are kept on this PC; they hold no factory's data."""
    folder = data_folder() / "forms"
    folder.mkdir(exist_ok=True)
    return folder / f"{form.sha256}.toml"
