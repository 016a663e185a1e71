"""Safe copies and health of a record, as wishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cpdesk.domain.findings import Finding
from cpdesk.records import copies, safety
from cpdesk.records.copies import Copy


def backup(path: Path, target: Path | None, now: datetime) -> Path:
    """A checked copy; beside the record, named by the moment, where no target is given."""
    return safety.backup(path, target or path.with_stem(f"{path.stem} {now:%Y-%m-%d %H%M%S}"))


@dataclass(frozen=True)
class Backup:
    """A copy that a record can be restored from, and when it was made."""

    path: Path
    made: datetime


def backups_of(path: Path, most: int = 4) -> tuple[Backup, ...]:
    """The newest copies of a record: those kept of themselves, and those beside it, by its name."""
    named = path.parent.glob(f"*{path.suffix}") if path.parent.is_dir() else ()
    beside = [each for each in named if each.is_file() and each.stem.startswith(f"{path.stem} ")]
    found = [
        *(Backup(each.path, each.made) for each in copies_of(path)),
        *(Backup(each, datetime.fromtimestamp(each.stat().st_mtime)) for each in beside),
    ]
    return tuple(sorted(found, key=lambda each: each.made, reverse=True)[:most])


def restore(copy: Path, path: Path, now: datetime) -> Path | None:
    """Put a backup in a record's place; where the replaced one was kept."""
    return safety.restore(copy, path, now)


def keep_copy(path: Path, now: datetime, folder: Path | None = None) -> Path | None:
    """Keep a copy beside a record, or in a folder of its own elsewhere; None where none is due.

    Raises Refusal.
    """
    own = copies.folder_of(path)
    return copies.keep(path, folder / own.name if folder else own, now)


def copies_of(path: Path) -> tuple[Copy, ...]:
    """The copies that were kept beside a record, the newest first."""
    return copies.copies_in(copies.folder_of(path))


def verify(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a record; empty when it is sound."""
    return safety.verify(path)
