"""An official form: understood, corrected and filled from the record."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import cpdesk
from cpdesk.base.files import sha256
from cpdesk.base.paths import data_folder
from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.papers import Pack, PackKind, RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.programme.cases import Case
from cpdesk.programme.schemes import Scheme, Sector
from cpdesk.services.issued import next_code
from cpdesk.services.packs import Made, registered, written
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.documents.forms.filling import Filled
    from cpdesk.documents.forms.form import Form
    from cpdesk.documents.forms.mapping import FormMap
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

_SHA = re.compile(r'^sha256 = "([0-9a-f]{64})"', re.MULTILINE)


@dataclass(frozen=True)
class Understood:
    """A form with what its fields mean, and what was doubtful in its map."""

    file: Path
    form: Form
    meanings: tuple[Meaning, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def map_text(self) -> str:
        """What its fields mean, as the map says it."""
        from cpdesk.documents.forms.mapping import map_text

        return map_text(self.form, self.meanings, self.file.name)

    @property
    def ending(self) -> str:
        """Of the filled form: a Word form stays one."""
        from cpdesk.documents.forms.word_file import is_word

        return ".docx" if is_word(self.file) else ".pdf"


def fill_form(
    ws: Workspace, file: Path, case: Case, out: Path, map_file: Path | None = None,
    map_out: Path | None = None, *, issue: bool = False,
) -> Made:  # fmt: skip
    """Write the filled form, and its map where one is wanted; what is missing or was doubtful.

    An issued one gets a number and is kept in the record as it is. Raises Refusal where the form
    or its map cannot be read, or a file cannot be written.
    """
    known = understand(ws, file, map_file)
    made = filled(ws, known, case)
    if map_out is not None:
        write_map(known, map_out)
    return (issue_filled(ws, known, made, case, out) if issue
            else write_filled(known, made, out))  # fmt: skip


def understand(ws: Workspace, file: Path, map_file: Path | None = None) -> Understood:
    """The form by its map; without one as it was corrected before, or by its labels.

    What the record keeps of it comes before what this PC remembers. Raises Refusal.
    """
    from cpdesk.documents.forms.mapping import map_of, read_map
    from cpdesk.documents.forms.proposing import propose
    from cpdesk.documents.forms.reading import read_form

    sectors = links(ws).sectors
    if map_file is not None:
        return _by_map(file, read_map(map_file), sectors)
    sha = sha256(file)
    kept = kept_map(ws.record, sha)
    if kept is not None:
        return _by_map(file, map_of(kept.text, Path(kept.file_name)), sectors)
    remembered = place_of(sha)
    if not remembered.exists():
        form = read_form(file)
        return Understood(file, form, propose(form, sectors))
    try:
        known = _by_map(file, read_map(remembered), sectors)
        return replace(known, findings=(REMEMBERED.at(Place(spot=file.name)),))
    except Refusal:
        form = read_form(file)
        aside = remembered.replace(remembered.with_suffix(".unreadable"))
        told = FORGOTTEN.at(Place(spot=file.name), path=aside)
        return Understood(file, form, propose(form, sectors), (told,))


def of_text(file: Path, text: str, sectors: Sequence[Sector]) -> Understood:
    """The form by the text of its map; raises Refusal."""
    from cpdesk.documents.forms.mapping import map_of

    return _by_map(file, map_of(text, file), sectors)


def _by_map(file: Path, known: FormMap, sectors: Sequence[Sector]) -> Understood:
    from cpdesk.documents.forms.carrying import carried, marked
    from cpdesk.documents.forms.proposing import propose
    from cpdesk.documents.forms.reading import read_form

    turned = known.turned if known.sha256 == sha256(file) else ()
    form = marked(replace(read_form(file, turned), language=known.language), known)
    taken = carried(known, form, propose(form, sectors))
    return Understood(file, form, taken.meanings, taken.findings)


def kept_map(record: Record, sha256: str) -> RuleFile | None:
    """The map of the form with this hash that the record keeps."""
    maps = record.where(RuleFile, kind=RuleFileKind.FORM)
    return next((each for each in maps if _form_of(each) == sha256), None)


def _form_of(map_: RuleFile) -> str:
    found = _SHA.search(map_.text)
    return found[1] if found else ""


def filled(ws: Workspace, known: Understood, case: Case) -> Filled:
    """The form filled for a case, not written yet; raises Refusal."""
    from cpdesk.documents.forms.answers import Facts
    from cpdesk.documents.forms.filling import fill
    from cpdesk.documents.forms.word_filling import fill_word

    write = fill_word if known.ending == ".docx" else fill
    return write(known.file, known.form, known.meanings, Facts(case, links(ws)))


def corrected(ws: Workspace, known: Understood, name: str, ask: str, row: int) -> Understood:
    """The form with another meaning of one field."""
    from cpdesk.documents.forms.proposing import meant

    field = known.form.named(name)
    if field is None:
        return known
    now = meant(field, ask, row, links(ws).sectors)
    kept = tuple(_with_part(each, now) if each.field == name else each for each in known.meanings)
    return replace(known, meanings=kept)


def _with_part(before: Meaning, now: Meaning) -> Meaning:
    """The parts of an answer, its language and unit stay when the answer is another one."""
    return replace(now, part=before.part, language=before.language, times=before.times)


def write_map(known: Understood, out: Path) -> None:
    """Write what the fields mean as a map; raises Refusal where the file cannot be written."""
    text = known.map_text.encode()
    written(out, lambda to: _nothing(to.write(text)), ())


def write_filled(known: Understood, made: Filled, out: Path) -> Made:
    """Write the filled form; raises Refusal where the file is named otherwise or not written."""
    _demand_ending(known, out)
    findings = (*known.findings, *made.findings)
    return written(out, lambda to: _nothing(to.write(made.content)), findings)


def issue_filled(ws: Workspace, known: Understood, made: Filled, case: Case, out: Path) -> Made:
    """Write the filled form with a number of its own, and keep these very bytes in the record.

    Raises Refusal where a character has no glyph, or as `write_filled` does.
    """
    _demand_ending(known, out)
    number = next_form(ws)
    for each in made.findings:
        if each.blocking:
            raise Refusal(each)
    return registered(
        ws, number, out, lambda to: _nothing(to.write(made.content)),
        (*known.findings, *made.findings), lambda written: _pack(ws, number, known, case, written),
    )  # fmt: skip


def next_form(ws: Workspace) -> str:
    """The number that the next issued form gets: `FORM-2026-001`."""
    return next_code(ws.record, PackKind.FORM, "FORM", ws.today.year)


def _demand_ending(known: Understood, out: Path) -> None:
    if out.suffix.lower() != known.ending:
        raise OUT_KIND.refuse(Place(), file=known.file.name, ending=known.ending)


def _pack(ws: Workspace, number: str, known: Understood, case: Case, made: Made) -> Pack:
    identity, of = ws.record.identity, case.project or case.candidacy or case.factory
    map_sha = hashlib.sha256(known.map_text.encode()).hexdigest()
    manifest = {
        "file": made.path.name, "record": identity.id, "change": identity.change,
        "language": known.form.language, "date": ws.today.isoformat(),
        "program": cpdesk.__version__, "scheme": links(ws).id,
        "form": {"file": known.file.name, "sha256": known.form.sha256, "map": map_sha},
        "findings": [[each.code, str(each.place)] for each in made.findings],
    }  # fmt: skip
    return Pack(
        id=new_id(), code=number, kind=PackKind.FORM, of=of.id, language=known.form.language,
        issued=ws.today, change=identity.change, sha256=sha256(made.path),
        manifest=json.dumps(manifest, ensure_ascii=False),
    )  # fmt: skip


def _nothing(_written: int) -> tuple[Finding, ...]:
    return ()


def links(ws: Workspace) -> Scheme:
    schemes = ws.schemes()
    return schemes.on(ws.today) or schemes.newest()


def place_of(sha: str) -> Path:
    """Where the corrections of this very form are kept on this PC; they hold no factory's data."""
    folder = data_folder() / "forms"
    folder.mkdir(exist_ok=True)
    return folder / f"{sha}.toml"
