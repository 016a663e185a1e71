"""The official form that a project or a label application carries, and its way into their packs."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from cpdesk.base.files import sha256, write_atomically
from cpdesk.base.paths import data_folder
from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.findings import Finding, Place, Refusal, Severity, blocking, warning
from cpdesk.domain.papers import FORM_PAPER, Attachment, Evidence, RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText
from cpdesk.exchange import paper_files
from cpdesk.programme.cases import Case
from cpdesk.services.basis import Basis
from cpdesk.services.entry import attempt
from cpdesk.services.forms import Understood, kept_map, of_text, place_of, write_map
from cpdesk.services.orders import ApplicationOrder, DossierOrder, Order
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.documents.forms.filling import Filled
    from cpdesk.documents.view import OfficialForm
    from cpdesk.programme.schemes import Scheme

WORD_APART = warning(
    "form-word-apart",
    N_("{file} is a Word form, so it cannot stand in this file. Fill it on the page of the "
       "official form, print it, and put it before this paper."),
)  # fmt: skip
NOT_HERE = blocking(
    "form-not-here",
    N_("The record names the official form {file} but does not hold the file; it came with a "
       "workbook, or was erased. Load the form again, and let the pack begin with it."),
)  # fmt: skip
KEPT = N_("Keeping the official form {file}")
LEFT = N_("Leaving the official form {file} out")
MAP_CHANGED = N_("Correcting the map of {file}")
Reader = Callable[[str], BinaryIO]
_REMEMBERED = 4  # forms whose reading is kept, for a page that is printed again at every change


@dataclass(frozen=True)
class Joining:
    """A form filled for a pack, as the pack tells of it and as its manifest keeps it."""

    told: OfficialForm
    filled: Filled
    map_sha256: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What stands in the way, or is lacking; what is only likely is told on the form's page."""
        return tuple(e for e in self.filled.findings if e.severity is not Severity.INFO)

    @property
    def row(self) -> dict[str, object]:
        """For the manifest: which form, by which map, and the very pages that came of it."""
        return {
            "file": self.told.file, "sha256": self.told.sha256, "pages": self.told.pages,
            "map": self.map_sha256, "filled": hashlib.sha256(self.filled.content).hexdigest(),
        }  # fmt: skip


# which form is kept


def kept_form(record: Record, of: Entity) -> Evidence | None:
    """The empty form of a project or a label application, where one is kept for it."""
    ids = {each.evidence for each in record.where(Attachment, to=of.id)}
    forms = record.where(Evidence, document=FORM_PAPER)
    return next((each for each in forms if each.id in ids), None)


def keep(ws: Workspace, known: Understood, of: Entity) -> tuple[Finding, ...]:
    """Keep a form with its map for a project or a label application, as one change."""

    def change() -> None:
        with ws.store.change(KEPT, file=known.file.name) as work:
            paper = _paper(ws, known)
            for each in _ties(ws.record, of):
                if each.evidence != paper.id:
                    work.remove(each)
            work.put(paper)
            if not ws.record.where(Attachment, evidence=paper.id, to=of.id):
                work.put(Attachment(id=new_id(), evidence=paper.id, to=of.id))
            work.put(_map(ws, known))

    return attempt(change)


def _paper(ws: Workspace, known: Understood) -> Evidence:
    with known.file.open("rb") as stream:
        sha, size = ws.store.add_bytes(stream)
    there = ws.record.where(Evidence, sha256=sha, document=FORM_PAPER)
    if there:
        return there[0]
    return Evidence(
        id=new_id(), name=LocalText(en=known.file.stem), document=FORM_PAPER,
        file_name=known.file.name, media_type=paper_files.media_type(known.file), size=size,
        sha256=sha, pages=known.form.pages if known.ending == ".pdf" else None, added=ws.today,
    )  # fmt: skip


def _map(ws: Workspace, known: Understood) -> RuleFile:
    there, name = kept_map(ws.record, known.form.sha256), f"{known.file.stem}.toml"
    made = there or RuleFile(id=new_id(), kind=RuleFileKind.FORM, added=ws.today)
    return replace(made, file_name=name, text=known.map_text)


def leave(ws: Workspace, of: Entity) -> tuple[Finding, ...]:
    """The packs of a project or a label application no longer begin with a form."""
    paper = kept_form(ws.record, of)
    if paper is None:
        return ()

    def change() -> None:
        with ws.store.change(LEFT, file=paper.file_name) as work:
            for each in _ties(ws.record, of):
                work.remove(each)
            others = [e for e in ws.record.where(Attachment, evidence=paper.id) if e.to != of.id]
            if not others:
                work.remove(paper)
                map_ = kept_map(ws.record, paper.sha256)
                if map_ is not None:
                    work.remove(map_)

    return attempt(change)


def _ties(record: Record, of: Entity) -> Iterator[Attachment]:
    forms = {each.id for each in record.where(Evidence, document=FORM_PAPER)}
    yield from (e for e in record.where(Attachment, to=of.id) if e.evidence in forms)


def remember(ws: Workspace, known: Understood) -> tuple[Finding, ...]:
    """Keep what was corrected: on this PC, and in the record where it keeps the form."""
    return (*attempt(lambda: write_map(known, place_of(known.form.sha256))), *follow_map(ws, known))


def empty_form(ws: Workspace, paper: Evidence) -> Path:
    """A file with the empty form that the record keeps; raises Refusal, OSError."""
    folder = data_folder() / "forms" / paper.sha256[:16]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (Path(paper.file_name).name or "form.pdf")
    if not path.exists() or sha256(path) != paper.sha256:
        content = io.BytesIO(_empty(paper, ws.store.open_bytes))
        write_atomically(path, lambda file: shutil.copyfileobj(content, file))
    return path


def follow_map(ws: Workspace, known: Understood) -> tuple[Finding, ...]:
    """Where the record keeps the form, its map there says the same as what was corrected."""
    there = kept_map(ws.record, known.form.sha256)
    if there is None or there.text == known.map_text:
        return ()

    def change() -> None:
        with ws.store.change(MAP_CHANGED, file=known.file.name) as work:
            work.put(replace(there, text=known.map_text))

    return attempt(change)


# its way into a pack


def subject_of(order: Order, record: Record) -> Entity | None:
    """What a pack's form is kept for; packs of other kinds begin with none."""
    case = case_of(order, record)
    return (case.project or case.candidacy) if case else None


def case_of(order: Order, record: Record) -> Case | None:
    """The case that a form is filled for."""
    if isinstance(order, ApplicationOrder):
        return Case.of_project(record, order.project)
    if isinstance(order, DossierOrder):
        return Case.of_label(record, order.factory, order.label, order.year)
    return None


def joining(
    basis: Basis, order: Order, read: Reader, given: Understood | None = None
) -> tuple[Joining | None, tuple[Finding, ...]]:
    """The form of a pack filled from one state of the record, and what stands against it.

    `given` takes the place of the one that the record keeps. Raises Refusal where a form that
    should be there cannot be read or filled.
    """
    case, of = case_of(order, basis.record), subject_of(order, basis.record)
    if case is None:
        return None, ()
    if given is not None:
        return _filled(basis, case, given)
    paper = kept_form(basis.record, of) if of else None
    map_ = kept_map(basis.record, paper.sha256) if paper else None
    if paper is None or map_ is None:
        return None, ()
    with TemporaryDirectory(prefix="cpdesk-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, Path(paper.file_name).name or "form.pdf")
        path.write_bytes(_empty(paper, read))
        return _filled(basis, case, _read(basis, paper.sha256, map_.text, path))


def _empty(paper: Evidence, read: Reader) -> bytes:
    try:
        with read(paper.sha256) as stream:
            return stream.read()
    except Refusal:
        raise NOT_HERE.refuse(Place(paper.word, paper.code), file=paper.file_name) from None


def _read(
    basis: Basis, sha256: str, map_text: str, path: Path
) -> Understood:
    """The form by its map; both are the same at every printing, so they are read once."""
    key = sha256, map_text
    if key not in _KNOWN:
        while len(_KNOWN) >= _REMEMBERED:
            _KNOWN.pop(next(iter(_KNOWN)))
        _KNOWN[key] = of_text(path, map_text, links_of(basis).sectors)
    return replace(_KNOWN[key], file=path)


_KNOWN: dict[tuple[str, str], Understood] = {}


def links_of(basis: Basis) -> Scheme:
    """The rules with sectors and ceilings that hold on the day of a paper."""
    return basis.schemes.on(basis.on) or basis.schemes.newest()


def _filled(
    basis: Basis, case: Case, known: Understood
) -> tuple[Joining | None, tuple[Finding, ...]]:
    from cpdesk.documents.forms.answers import Facts
    from cpdesk.documents.forms.filling import fill
    from cpdesk.documents.view import OfficialForm

    if known.ending != ".pdf":
        return None, (WORD_APART.at(Place(), file=known.file.name),)
    facts = Facts(case, links_of(basis))
    made = fill(known.file, known.form, known.meanings, facts)
    told = OfficialForm(known.file.name, made.pages, known.form.sha256)
    map_sha = hashlib.sha256(known.map_text.encode()).hexdigest()
    found = Joining(told, made, map_sha)
    return found, (*known.findings, *found.findings)


def safely_joining(
    basis: Basis, order: Order, read: Reader, given: Understood | None = None
) -> tuple[Joining | None, tuple[Finding, ...]]:
    """The same for a draft: one without its form, and why, is better than none."""
    try:
        return joining(basis, order, read, given)
    except Refusal as refusal:
        return None, (refusal.finding,)
