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
    "clock", "default_author", "new_desk", "older_copy", "open_desk", "open_for_window",
    "sample_desk", "sample_path",
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
    """A warning where a newer copy of this record was open on this PC before."""
    return seen.older_copy(settings.seen, ws.record.identity)
