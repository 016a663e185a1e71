"""Copies that are kept of themselves: each change of a record survives the record's own file.

They lie in a folder beside it, and the same ones in a second place where one is named. A copy
holds everything but the bytes of evidence; those lie there once, each under its SHA-256, so that a
record with a gigabyte of papers is copied as fast as one with none.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cpdesk.base.files import drop_old_drafts, replace_patiently
from cpdesk.domain.findings import blocking, warning
from cpdesk.domain.words import N_
from cpdesk.records import faults
from cpdesk.records.copied_papers import (
    PAPERS,
    Step,
    carry_file,
    carry_papers,
    go_on,
    keep_papers,
)
from cpdesk.records.engine import APPLICATION_ID, connect, refusals, uri
from cpdesk.records.examining import examine, state_of
from cpdesk.records.tables import EVIDENCE_PART

NO_COPY = blocking(
    "copy-not-kept",
    N_("{path} is saved, but no copy of it could be kept in {folder} ({reason}). Free some room "
       "there, or look what stands in the way."),
)  # fmt: skip
PAPERS_DAMAGED = warning(
    "copy-papers-damaged",
    N_("A copy of {path} was kept, but in the record itself the bytes of {n} papers are damaged. "
       "Check the record: the check names them, and an earlier copy may have them."),
)  # fmt: skip
ENDING = ".cpdesk-copy"
CLOSED, IMPORT, MIGRATION, RESTORE = "", "import", "migration", "restore"
_WHYS = (IMPORT, MIGRATION, RESTORE)
_SIGNS = 8  # of a record's id
_STAMP = "%Y-%m-%d %H%M%S"
_NEWEST, _DAYS, _WEEKS, _MONTHS = 5, 7, 5, 12
_PARTS = EVIDENCE_PART.name


@dataclass(frozen=True)
class Copy:
    """A copy: where it lies, when it was made, how many changes it has seen, before what."""

    path: Path
    made: datetime
    change: int
    why: str = CLOSED


def folder_of(path: Path) -> Path:
    """Where the copies of a record lie."""
    return path.with_name(f"{path.stem} (copies)")


def folder_elsewhere(path: Path, place: Path) -> Path:
    """Where they lie in a second place, in which other records of that name have theirs too."""
    return place / f"{path.stem} {state_of(path)[0][-_SIGNS:]} (copies)"


def is_folder_of(path: Path, folder: Path) -> bool:
    """Whether copies of a record of that name lie in this folder of a second place."""
    told = folder.name.removeprefix(f"{path.stem} ").removesuffix(" (copies)")
    return folder.is_dir() and folder.name == f"{path.stem} {told} (copies)" and len(told) == _SIGNS


def copies_in(folder: Path) -> tuple[Copy, ...]:
    """The copies in a folder, the newest first; what is no copy, or cannot be read, is none."""
    found = [each for path in folder.glob(f"*{ENDING}") if (each := _copy(path))]
    return tuple(sorted(found, key=lambda each: (each.made, each.change), reverse=True))


def holding(path: Path, folder: Path) -> Copy | None:
    """The copy that has all of a sound record as it stands, whatever its number; None for none."""
    return next(_holding(path, folder), None)


def keep(
    path: Path, folder: Path, now: datetime, why: str = CLOSED, spare: Path | None = None
) -> Path | None:
    """Copy a record into a folder, unless a copy has all of it; the new copy, or None.

    `spare` is a copy that is wanted right after, and therefore not thinned. Before a migration one
    is made all the same, for it is never thinned. Raises Refusal; then whatever was there before
    is there still. One that only warns comes when the copy is kept.
    """
    examine(path)
    held = _holding(path, folder)
    if any(why != MIGRATION or each.why == MIGRATION for each in held):
        return None
    target = _target(folder, now, state_of(path)[1], why)
    draft = target.with_name(f".{target.name}.draft")
    try:
        (folder / PAPERS).mkdir(parents=True, exist_ok=True)
        with refusals(path), closing(connect(path, read_only=True)) as record:
            damaged = keep_papers(record, folder / PAPERS)
        with refusals(folder):
            _write(path, draft)
        replace_patiently(draft, target)
        thin(folder, now, target, *((spare,) if spare else ()))
    except OSError as error:
        raise _not_kept(path, folder, error) from error
    finally:
        _drop(draft)
    if damaged:
        raise PAPERS_DAMAGED.refuse(path=path.name, n=len(damaged))
    return target


def carry(
    copy: Path, folder: Path, now: datetime, spare: Path | None = None, step: Step = go_on
) -> Path | None:
    """The same copy in another folder, with its papers; None where it is there. Raises Refusal.

    Bytes are carried, not rows: nothing need be locked on a share or a stick. `step` is called
    between two pieces; where it raises, what is there is whole, and no copy is without its papers.
    """
    target = folder / copy.name
    if target.exists() and target.stat().st_size == copy.stat().st_size:
        return None
    try:
        (folder / PAPERS).mkdir(parents=True, exist_ok=True)
        for each in (folder, folder / PAPERS):
            drop_old_drafts(each)
        carry_papers(copy.parent / PAPERS, folder / PAPERS, step)
        carry_file(copy, target, step)
        thin(folder, now, target, *((spare,) if spare else ()))
    except OSError as error:
        raise _not_kept(copy, folder, error) from error
    return target


def _not_kept(path: Path, folder: Path, error: OSError) -> Exception:
    return NO_COPY.refuse(path=path.name, folder=folder, reason=error.strerror or str(error))


def _drop(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def thin(folder: Path, now: datetime, *wanted_now: Path) -> None:
    """Remove copies that are not worth their room any more; papers stay.

    What was just made stays too, though a clock that was set back makes it look old, and so does
    what an older version of the program can still read.
    """
    known = copies_in(folder)
    wanted = worth_keeping([each.made for each in known], now)
    for each in known:
        if each.made not in wanted and each.path not in wanted_now and each.why != MIGRATION:
            each.path.unlink(missing_ok=True)


def worth_keeping(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The newest five, then the last of each day, week, month and year as they recede."""
    newest = sorted(made, reverse=True)
    kept = set(newest[:_NEWEST])
    spans = (
        (timedelta(days=_DAYS), "%Y-%m-%d"), (timedelta(weeks=_WEEKS), "%G-%V"),
        (timedelta(days=31 * _MONTHS), "%Y-%m"), (timedelta.max, "%Y"),
    )  # fmt: skip
    for span, form in spans:
        seen: set[str] = set()
        for each in newest:
            if now - each <= span and f"{each:{form}}" not in seen:
                seen.add(f"{each:{form}}")
                kept.add(each)
    return frozenset(kept)


# -- one copy


def _holding(path: Path, folder: Path) -> Iterator[Copy]:
    _, change = state_of(path)
    alike = (each for each in copies_in(folder) if each.change == change)
    return (each for each in alike if _has_all_of(each.path, path))


def _copy(path: Path) -> Copy | None:
    day, clock, change, *words = (*path.stem.split(), "", "", "")
    why = next((each for each in words if each in _WHYS), CLOSED)
    try:
        return Copy(path, datetime.strptime(f"{day} {clock}", _STAMP), int(change), why)
    except ValueError:
        return None


def _target(folder: Path, now: datetime, change: int, why: str) -> Path:
    """A name that no copy has: two states may have one number, and be kept in one second."""
    name = " ".join(filter(None, (f"{now:{_STAMP}} {change}", why)))
    tails = itertools.chain([""], (f" {number}" for number in itertools.count(2)))
    names = (folder / f"{name}{tail}{ENDING}" for tail in tails)
    return next(each for each in names if not each.exists())


def _has_all_of(copy: Path, path: Path) -> bool:
    """Whether a copy has every row of a record; one that cannot be read has not.

    The number of changes does not tell: a record that was restored may go another way.
    """
    query = 'SELECT 1 FROM (SELECT * FROM now."{0}" EXCEPT SELECT * FROM main."{0}") LIMIT 1'
    try:
        with closing(connect(copy, read_only=True)) as kept:
            kept.execute("ATTACH ? AS now", (uri(path.absolute(), "ro"),))
            rows = kept.execute("SELECT name FROM now.sqlite_master WHERE type = 'table'")
            names = [name for (name,) in rows.fetchall() if name != _PARTS]
            return not any(kept.execute(query.format(name)).fetchone() for name in names)
    except sqlite3.Error:
        return False


def _write(path: Path, draft: Path) -> None:
    """A record of the same shape and content, but for the bytes of evidence; checked."""
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft, isolation_level=None, uri=True)) as new:
        new.execute(f"PRAGMA application_id={APPLICATION_ID}")
        new.execute("PRAGMA synchronous=FULL")
        new.execute("ATTACH ? AS old", (uri(path.absolute(), "ro"),))
        new.execute("BEGIN")
        for name, kind, sql in _shape(new):
            new.execute(sql)
            if kind == "table" and name != _PARTS:
                new.execute(f'INSERT INTO main."{name}" SELECT * FROM old."{name}"')
        new.execute("COMMIT")
        new.execute("DETACH old")
        reason = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if reason != "ok":
        raise faults.DAMAGED.refuse(path=path, reason=reason)


def _shape(connection: sqlite3.Connection) -> Sequence[tuple[str, str, str]]:
    query = "SELECT name, type, sql FROM old.sqlite_master WHERE sql > '' ORDER BY type DESC"
    return connection.execute(query).fetchall()
