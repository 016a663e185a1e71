"""Opens one record and wires what a wish needs; used by the window, the console and the tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cpdesk.records.store import Store, default_author
from cpdesk.services.workspace import Workspace

__all__ = ["clock", "default_author", "new_desk", "open_desk"]


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
