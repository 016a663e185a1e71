"""What can be read of a damaged record, saved into a new one; and what could not be, in words.

Nothing is believed that does not read as it was written: a row that holds something impossible, an
amount that differs from its copy, bytes whose hash is wrong. Where the history can be read whole,
it gives back what is lost in the tables, and tells where the two differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from cpdesk.base.files import replace_patiently, sha256
from cpdesk.domain.findings import Finding, Place, Refusal, info, warning
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.domain.record import KINDS
from cpdesk.domain.words import N_
from cpdesk.records import faults
from cpdesk.records.engine import HEAD, demand_folder, refusals
from cpdesk.records.examining import examine, journal_of
from cpdesk.records.safety import draft_of
from cpdesk.records.salvage_rows import UNCHECKED, Saved, apart, drop_broken, read_all
from cpdesk.records.store import Store
from cpdesk.records.wreck import Wreck, opened

NO_PAPER = warning(
    "salvage-paper-lost",
    N_("The bytes of {entity} cannot be read and are in no copy. Attach the file again."),
)
RELISTED = info(
    "salvage-relisted",
    N_("The list of what is in the file could not be read; that of a new record fitted."),
)
SALVAGED = N_("Saved from the damaged record {file}")


@dataclass(frozen=True)
class Salvaged:
    """How many things and papers are in the new record, and all that could not be read."""

    things: int
    papers: int
    findings: tuple[Finding, ...]


def salvage(
    source: Path, target: Path, author: str, now: Callable[[], datetime],
    papers: Sequence[Path] = (),
) -> Salvaged:
    """Save what can be read of a record into a new one, which begins a history of its own.

    `papers` are folders with bytes of evidence by their hash. The damaged file is not touched.
    Raises Refusal where nothing can be read, or where a file stands at the target already.
    """
    if not source.is_file():
        raise faults.NOT_FOUND.refuse(path=source)
    if target.exists():
        raise faults.EXISTS.refuse(path=target)
    demand_folder(target)
    draft = draft_of(target, "salvage")
    draft.unlink(missing_ok=True)
    try:
        with refusals(source), opened(source, now(), played=_played(source, now())) as wreck:
            done = _into(draft, source, wreck, author, now, papers)
        with refusals(target):
            replace_patiently(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return done


def _holds_together(source: Path) -> bool:
    """Whether the file itself is whole: what hit it elsewhere may have hit a date as well."""
    if journal_of(source).exists():  # looking closer would play it back
        return False
    try:
        examine(source)
    except Refusal:
        return False
    return True


def _played(source: Path, now: datetime) -> bool:
    """Whether its rollback journal makes more of a record: it may be of another one, or old."""
    if not journal_of(source).exists():
        return False
    found = {played: _glimpse(source, now, played) for played in (True, False)}
    with_it, alone = found[True], found[False]
    if with_it is None or alone is None:
        return alone is None and with_it is not None
    return with_it[0] == alone[0] and with_it[1:] <= alone[1:]


def _glimpse(source: Path, now: datetime, played: bool) -> tuple[str, int, int] | None:
    """Which record it is, how much is doubtful in it, and how little is there."""
    try:
        with opened(source, now, played=played) as wreck:
            saved, named = Saved(), wreck.table("record_identity").rows
            read_all(wreck, saved)
    except Refusal:
        return None
    return str(named[0]["id"]) if named else "", len(saved.findings), -len(saved.entities)


def look_into(
    source: Path, author: str, now: Callable[[], datetime], papers: Sequence[Path] = ()
) -> tuple[Store, Salvaged]:
    """A damaged record opened for reading, with what can be read of it. Raises Refusal."""
    with ExitStack() as held:
        folder = held.enter_context(TemporaryDirectory(prefix="cpdesk-"))
        shown = Path(folder, "salvaged.cpdesk")
        done = salvage(source, shown, author, now, papers)
        store = Store(source, author, now, read_only=True, shown=shown)
        store.hold(held.pop_all())
    return store, done


def _into(
    draft: Path, source: Path, wreck: Wreck, author: str, now: Callable[[], datetime],
    papers: Sequence[Path],
) -> Salvaged:
    if wreck.revision > HEAD:
        raise faults.TOO_NEW.refuse(path=source)
    saved = Saved()
    if wreck.relisted:
        saved.say(RELISTED.at())
    many = read_all(wreck, saved)
    if many and (saved.findings or not _holds_together(source)):
        saved.say(UNCHECKED.at(n=many))
    if not saved.entities:
        raise faults.BEYOND_READING.refuse(path=source)
    drop_broken(saved)
    with Store.create(draft, author=author, now=now) as store:
        kept = _keep_bytes(store, wreck, saved, papers)
        with store.change(SALVAGED, file=source.name) as work:
            work.put_many(apart(saved))
        things = sum(len(store.record.table(kind)) for kind in KINDS)
    return Salvaged(things, kept, tuple(saved.findings))


# -- papers


def _keep_bytes(store: Store, wreck: Wreck, saved: Saved, papers: Sequence[Path]) -> int:
    """Keep the bytes of every paper that has them; how many papers do."""
    kept: dict[str, bool] = {}
    for entity in list(saved.entities.values()):
        if not isinstance(entity, Evidence | Pack) or not entity.sha256:
            continue
        if entity.sha256 not in kept:
            kept[entity.sha256] = _keep(store, wreck, entity.sha256, papers)
        if not kept[entity.sha256]:
            saved.say(NO_PAPER.at(Place(entity.word, entity.code), entity=str(entity)))
            if isinstance(entity, Evidence):  # then it only names a paper
                saved.entities[entity.id] = replace(entity, sha256="", size=0)
    return sum(isinstance(each, Evidence) and bool(each.sha256)
               for each in saved.entities.values())  # fmt: skip


def _keep(store: Store, wreck: Wreck, sha: str, papers: Sequence[Path]) -> bool:
    with TemporaryFile() as file:
        if wreck.bytes_of(sha, file):
            file.seek(0)
            store.add_bytes(file)
            return True
    for folder in papers:
        if (folder / sha).is_file() and sha256(folder / sha) == sha:
            with (folder / sha).open("rb") as stream:
                store.add_bytes(stream)
            return True
    return False
