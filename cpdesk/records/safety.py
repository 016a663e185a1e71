"""Safe copies and health: backup, restore, verify."""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from cpdesk.base.files import fitting, replace_patiently
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.records import copied_papers, copies, faults
from cpdesk.records import engine as file
from cpdesk.records.claim import claimed
from cpdesk.records.examining import examine, state_of
from cpdesk.records.tables import EVIDENCE_PART
from cpdesk.records.versions import current

if TYPE_CHECKING:
    from cpdesk.records.store import Store


def backup(source: Path | Store, target: Path) -> Path:
    """A whole, checked copy of a record, moved into place only when sound; the target.

    An older copy of the same record is replaced, anything else at that name is left alone.
    Raises Refusal.
    """
    path = source if isinstance(source, Path) else source.shown
    examine(path)
    file.demand_folder(target)
    _demand_free(path, target)
    draft = draft_of(target, "draft")
    try:
        draft.unlink(missing_ok=True)
        file.copy_database(path, draft)
        with file.refusals(target):
            replace_patiently(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def _demand_free(path: Path, target: Path) -> None:
    """What stands at the target may be replaced only by a later state of the same record."""
    if not target.exists():
        return
    if not target.is_file() or target.samefile(path) or not _older(target, path):
        raise faults.TARGET_TAKEN.refuse(path=target)


def _older(copy: Path, path: Path) -> bool:
    examine(copy)
    (own, number), (same, known) = state_of(path), state_of(copy)
    return own == same and known <= number


@dataclass(frozen=True)
class Restored:
    """Where the record that was replaced is kept, if there was one, and how many papers are lost.

    Those are papers that the copy names and whose bytes are nowhere; `verify` names each.
    """

    kept: Path | None
    lost: int


def restore(copy: Path, path: Path, now: datetime, papers: Sequence[Path] = ()) -> Restored:
    """Put a backup in a record's place, and the record that was there beside it.

    A copy that was kept of itself gets the bytes of its evidence back, out of its own folder,
    further folders of `papers`, or the record that it replaces. The backup is checked first and
    the record must be closed. What it leaves beside itself, as a rollback journal, goes aside
    with it: it would spoil the restored one. Raises Refusal.
    """
    examine(copy)
    file.demand_folder(path)
    if path.exists() and path.samefile(copy):
        raise faults.TARGET_TAKEN.refuse(path=path)
    fresh = draft_of(path, "restoring")
    lost: tuple[str, ...] = ()
    try:
        fresh.unlink(missing_ok=True)
        file.copy_database(copy, fresh)
        if copy.suffix == copies.ENDING:
            folders = (copy.parent / copied_papers.PAPERS, *papers)
            lost = copied_papers.complete(fresh, folders, path if path.is_file() else None)
        with claimed(path, "restore", now), file.refusals(path):
            kept = _exchange(fresh, path, now)
    finally:
        fresh.unlink(missing_ok=True)
    examine(path)
    return Restored(kept, len(lost))


def _exchange(fresh: Path, path: Path, now: datetime) -> Path | None:
    """Move the old record aside and the new one in; the old one comes back where that fails."""
    kept = free_name(path, f"before restore {now:%Y-%m-%d %H%M%S}") if path.exists() else None
    if kept and not _also_named(path, kept):
        _move(path, kept)
    try:
        _drop_tails(path)
        replace_patiently(fresh, path)
    except OSError:
        if kept and path.exists():  # it was never moved, only named twice
            kept.unlink()
        elif kept:
            _move(kept, path)
        raise
    return kept


def _also_named(path: Path, kept: Path) -> bool:
    """Give the old record its second name before the first is taken, where the disk can.

    Then there is no moment at which a power cut leaves no record of that name. One with a
    rollback journal is moved with it: neither is worth anything without the other.
    """
    if any(path.with_name(path.name + tail).exists() for tail in file.TAILS):
        return False
    try:
        os.link(path, kept)
    except OSError:
        return False
    return True


def _move(path: Path, kept: Path) -> None:
    replace_patiently(path, kept)
    for tail in file.TAILS:
        beside = path.with_name(path.name + tail)
        if beside.exists():
            replace_patiently(beside, kept.with_name(kept.name + tail))


def discard(path: Path, author: str, now: datetime) -> None:
    """Delete a record, if there is one; raises Refusal while somebody has it open."""
    with claimed(path, author, now), file.refusals(path):
        try:
            path.unlink(missing_ok=True)
        except PermissionError as error:  # Windows: somebody only reads it, and claims nothing
            raise faults.IN_USE.refuse(path=path) from error
        _drop_tails(path)


def _drop_tails(path: Path) -> None:
    """What a record that is gone left behind."""
    for tail in file.TAILS:
        path.with_name(path.name + tail).unlink(missing_ok=True)


def free_name(path: Path, why: str) -> Path:
    """`name (why).cpdesk`, numbered where that is taken, cut where no disk would take it."""
    tails = itertools.chain([""], (f", {number}" for number in itertools.count(2)))
    names = (path.with_name(fitting(path.stem, f" ({why}{tail}){path.suffix}")) for tail in tails)
    return next(name for name in names if not name.exists())


def named(path: Path, words: str) -> Path:
    """The name of a file beside a record that says what it is."""
    return path.with_name(fitting(path.stem, f"{words}{path.suffix}"))


def draft_of(path: Path, why: str) -> Path:
    """The hidden name under which a file is written before it takes its place."""
    return path.with_name(fitting(f".{path.name}", f".{why}"))


def copies_holding(
    path: Path, shas: Collection[str], folders: Sequence[Path] = ()
) -> tuple[Path, ...]:
    """What else holds any of these bytes: backups beside a record, and papers of its copies.

    `folders` are those in other places where copies of it are kept.
    """
    others = (each for each in sorted(path.parent.glob("*.cpdesk")) if not each.samefile(path))
    places = (copies.folder_of(path), *folders)
    papers = (each / copied_papers.PAPERS / sha for each in places for sha in sorted(shas))
    return (*(each for each in others if _holds(each, shas)),
            *(each for each in papers if each.exists()))  # fmt: skip


def _holds(path: Path, shas: Collection[str]) -> bool:
    """A file that is no sound record of ours cannot be read for it, and gives nothing away."""
    query = select(EVIDENCE_PART.c.number).where(EVIDENCE_PART.c.sha256.in_(shas)).limit(1)
    try:
        examine(path)
        with _reading(path) as connection:
            return connection.scalars(query).first() is not None
    except Refusal:
        return False


def verify(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a record: the file, references, figures, bytes, history."""
    from cpdesk.records.health import faults_of

    revision = examine(path)
    with current(path, revision) as shown, _reading(shown) as connection:
        return tuple(faults_of(connection))


@contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    engine = file.open_engine(path, read_only=True)
    try:
        with file.refusals(path), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
