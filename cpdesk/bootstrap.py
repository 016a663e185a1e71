"""Opens one record and wires what a wish needs; used by the window, the console and the tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cpdesk.base.paths import data_folder
from cpdesk.base.settings import Settings
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.records import faults, seen
from cpdesk.records.store import Store, default_author
from cpdesk.services.workspace import Workspace

__all__ = [
    "brought_back", "clock", "default_author", "look_into", "new_desk", "older_copy",
    "open_beside", "open_desk", "open_for_window", "remembered", "sample_desk", "sample_path",
]  # fmt: skip


def clock() -> datetime:
    """The local time of this PC."""
    return datetime.now()


def new_desk(path: Path, *, author: str | None = None) -> Workspace:
    """A new, empty record at a path; raises Refusal where something stands already."""
    name = author or default_author()
    return Workspace(Store.create(path, author=name, now=clock), clock, name)


def open_desk(path: Path, *, author: str | None = None, read_only: bool = False) -> Workspace:
    """The record at a path; raises Refusal where it cannot be opened."""
    name = author or default_author()
    store = Store.open(path, author=name, now=clock, read_only=read_only)
    return Workspace(store, clock, name)


def open_for_window(path: Path) -> Workspace:
    """The record at a path; where it cannot be written, for reading only. Raises Refusal."""
    try:
        return open_desk(path)
    except Refusal as refusal:
        if refusal.finding.kind is not faults.READ_ONLY:
            raise
    return open_desk(path, read_only=True)


def open_beside(ws: Workspace) -> Workspace:
    """The open record once more, for reading in another thread."""
    return Workspace(ws.store.beside(), ws.now, ws.author)


def look_into(path: Path) -> tuple[Workspace, tuple[Finding, ...]]:
    """A damaged record for reading only, and what could not be read of it. Raises Refusal."""
    from cpdesk.services.upkeep import look_into

    desk, done = look_into(path, default_author(), clock)
    return desk, done.findings


def sample_path(folder: Path | None = None) -> Path:
    """Where the sample factory's record lies, by default in the program's own folder."""
    from cpdesk.services.demo import RECORD

    return (folder or data_folder() / "sample") / RECORD


def sample_desk(folder: Path | None = None) -> Workspace:
    """A fresh record of the sample factory in a folder, by default the program's own."""
    from cpdesk.services.demo import open_sample

    place = sample_path(folder).parent
    place.mkdir(parents=True, exist_ok=True)
    return Workspace(open_sample(place, clock, default_author()), clock, default_author())


def older_copy(settings: Settings, ws: Workspace) -> Finding | None:
    """A warning where a newer copy of this record, or another, was open on this PC before."""
    return seen.older_copy(settings, ws.record.identity, ws.store.history())


def brought_back(settings: Settings, path: Path) -> Settings:
    """The settings with a state that was restored here as the newest seen. Raises Refusal."""
    with Store.open(path, author="", now=clock, read_only=True) as store:
        known, history = store.record.identity, store.history()
    return settings.restored(known.id, known.change, seen.mark(history, known.change))


def remembered(settings: Settings, ws: Workspace) -> Settings:
    """The settings with this copy of the record as seen on this PC."""
    return seen.saw(settings, ws.record.identity, ws.store.history())
