"""Safe copies and health of a record, as wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.settings import load_settings
from cpdesk.domain.findings import Finding, Refusal, warning
from cpdesk.domain.words import N_
from cpdesk.records import copies, safety
from cpdesk.records.copied_papers import PAPERS, Step, go_on
from cpdesk.records.copies import CLOSED, IMPORT, MIGRATION, RESTORE, Copy
from cpdesk.records.examining import examine
from cpdesk.records.safety import Restored
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.records.salvage import Salvaged

__all__ = ["CLOSED", "IMPORT", "MIGRATION", "RESTORE", "Backup", "Copy", "Restored"]

NO_SECOND_PLACE = warning(
    "second-place-missing",
    N_("The second place for copies, {folder}, is not there. Plug in the stick or connect the "
       "share before the next closing, or name another place in the settings. The copy beside the "
       "record is kept."),
)  # fmt: skip


def backup(path: Path, target: Path | None, now: datetime) -> Path:
    """A checked copy; beside the record, named by the moment, where no target is given."""
    return safety.backup(path, target or safety.named(path, f" {now:%Y-%m-%d %H%M%S}"))


def copy_of(ws: Workspace, target: Path) -> Path:
    """A checked copy of an open record as it is shown, also of one that can only be read."""
    return safety.backup(ws.store, target)


@dataclass(frozen=True)
class Backup:
    """A copy that a record can be restored from: when it was made, and before what.

    `change` is how many changes it has seen, where its name says so. `elsewhere` is set where it
    lies in the second place, and `whole` where it is a record of its own that can be opened.
    """

    path: Path
    made: datetime
    why: str = CLOSED
    change: int | None = None
    elsewhere: bool = False

    @property
    def whole(self) -> bool:
        return self.path.suffix != copies.ENDING


def backups_of(path: Path, most: int = 4) -> tuple[Backup, ...]:
    """The newest copies of a record: those kept of themselves, and those beside it, by its name."""
    named = path.parent.glob(f"*{path.suffix}") if path.parent.is_dir() else ()
    beside = [each for each in named if each.is_file() and each.stem.startswith(f"{path.stem} ")]
    found = [
        *(_kept(each) for each in copies_of(path)),
        *(_kept(each, elsewhere=True) for each in _only_elsewhere(path)),
        *(Backup(each, datetime.fromtimestamp(each.stat().st_mtime)) for each in beside),
    ]
    return tuple(sorted(found, key=lambda each: (each.made, each.change or 0), reverse=True)[:most])


def _kept(copy: Copy, *, elsewhere: bool = False) -> Backup:
    return Backup(copy.path, copy.made, copy.why, copy.change, elsewhere)


def _only_elsewhere(path: Path) -> Iterator[Copy]:
    """The copies in the second place that are not beside the record as well."""
    beside = {each.path.name for each in copies_of(path)}
    for folder in folders_elsewhere(path):
        yield from (each for each in copies.copies_in(folder) if each.path.name not in beside)


def is_sound(path: Path) -> bool:
    """Whether a copy can be read by this version of the program."""
    try:
        examine(path)
    except Refusal:
        return False
    return True


def restore(copy: Path, path: Path, now: datetime) -> Restored:
    """Put a backup in a record's place, of whose present state a copy is kept first.

    A record that is damaged has none to keep; its file is moved aside in any case.
    """
    if path.is_file():
        keep_copies(path, now, RESTORE, spare=copy)
    return safety.restore(copy, path, now, _papers_of(path))


def keep_copy(
    path: Path, now: datetime, folder: Path | None = None, why: str = CLOSED
) -> Path | None:
    """Keep a copy beside a record, or in a folder of its own elsewhere; None where none is due.

    Raises Refusal.
    """
    own = copies.folder_of(path)
    return copies.keep(path, copies.folder_elsewhere(path, folder) if folder else own, now, why)


def keep_copies(
    path: Path, now: datetime, why: str = CLOSED, spare: Path | None = None
) -> tuple[Finding, ...]:
    """Keep a copy beside a record and in the second place; what could not be kept, and why.

    Nothing that is wished for is stopped by it: the record itself is saved. `spare` is a copy
    that is wanted right after.
    """
    kept = keep_beside(path, now, why, spare)
    place = second_place()
    there = keep_there(path, kept.copy, place, now, why, spare) if place else ()
    return (*kept.findings, *there)


@dataclass(frozen=True)
class Kept:
    """The copy that has all of a record, if one has, and what stood against making one."""

    copy: Path | None
    findings: tuple[Finding, ...] = ()


def keep_beside(
    path: Path, now: datetime, why: str = CLOSED, spare: Path | None = None
) -> Kept:
    """Keep a copy beside a record, unless one there has all of it."""
    found: tuple[Finding, ...] = ()
    try:
        made = copies.keep(path, copies.folder_of(path), now, why, spare)
    except Refusal as refused:
        made, found = None, (refused.finding,)
    return Kept(made or _held(path), found)


def _held(path: Path) -> Path | None:
    try:
        held = copies.holding(path, copies.folder_of(path))
    except Refusal:  # a record that cannot be read has been told of
        return None
    return held.path if held else None


def keep_there(
    path: Path, copy: Path | None, place: Path, now: datetime, why: str = CLOSED,
    spare: Path | None = None, step: Step = go_on,
) -> tuple[Finding, ...]:
    """The same copy in a second place, or one of the record itself where there is none; what stood
    against it.

    `step` is called now and then; where it raises, what is there is whole.
    """
    if not _is_there(place):
        return (NO_SECOND_PLACE.at(folder=place),)
    try:
        folder = copies.folder_elsewhere(path, place)
        if copy is None:
            copies.keep(path, folder, now, why, spare)
        else:
            copies.carry(copy, folder, now, spare, step)
    except Refusal as refused:
        return (refused.finding,)
    return ()


def before_import(ws: Workspace) -> tuple[Finding, ...]:
    """Copies of the record as it stands before a file is taken in; what could not be kept."""
    return keep_copies(ws.store.path, ws.now(), IMPORT)


def _is_there(place: Path) -> bool:
    """A share that does not answer is not there."""
    try:
        return place.is_dir()
    except OSError:
        return False


def second_place() -> Path | None:
    """The folder where copies are kept as well, as the settings of this PC name it."""
    named = load_settings().second_place
    return Path(named) if named else None


def folders_elsewhere(path: Path) -> tuple[Path, ...]:
    """Where copies of a record lie in the second place, if they do.

    A record that is damaged or gone does not say which it is: then all of its name.
    """
    place = second_place()
    if place is None or not _is_there(place):
        return ()
    try:
        folder = copies.folder_elsewhere(path, place)
    except Refusal:
        named = place.iterdir()
        ours = [each for each in named if copies.is_folder_of(path, each)]
        return tuple(sorted(ours))
    return (folder,) if folder.is_dir() else ()


def salvage(source: Path, target: Path | None, author: str, now: datetime) -> tuple[Path, Salvaged]:
    """Save what can be read of a damaged record into a new one, beside it by default; it and all
    that could not be read. The damaged file is not touched. Raises Refusal.
    """
    from cpdesk.records import salvage as saving

    goal = target or safety.free_name(source, "salvaged")
    return goal, saving.salvage(source, goal, author, lambda: now, _papers_of(source))


def look_into(path: Path, author: str, now: Callable[[], datetime]) -> tuple[Workspace, Salvaged]:
    """A damaged record for reading only, as far as it can be read. Raises Refusal."""
    from cpdesk.records import salvage as saving

    store, done = saving.look_into(path, author, now, _papers_of(path))
    return Workspace(store, now, author), done


def _papers_of(path: Path) -> tuple[Path, ...]:
    """The folders in which bytes of its evidence lie beside its copies."""
    return tuple(each / PAPERS for each in (copies.folder_of(path), *folders_elsewhere(path)))


def copies_of(path: Path) -> tuple[Copy, ...]:
    """The copies that were kept beside a record, the newest first."""
    return copies.copies_in(copies.folder_of(path))


def verify(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a record; empty when it is sound."""
    return safety.verify(path)
