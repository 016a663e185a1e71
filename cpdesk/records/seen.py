"""Copies of a record travel; opening one that is not the newest seen here is worth a warning."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cpdesk.base.settings import Settings
from cpdesk.domain.findings import Finding
from cpdesk.domain.record import Identity
from cpdesk.records import faults
from cpdesk.records.journal import Entry

_SIGNS = 16


def mark(history: Sequence[Entry], number: int) -> str:
    """What tells a change from another of the same number; empty where there is none.

    Its facts do not count: they may lose the name of a paper that was erased for good.
    """
    entry = next((each for each in reversed(history) if each.number == number), None)
    if entry is None:
        return ""
    told = (entry.at, entry.by, entry.kind, entry.label, entry.of)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:_SIGNS]


def older_copy(
    settings: Settings, identity: Identity, history: Sequence[Entry]
) -> Finding | None:
    """A warning where this computer has seen the record with more changes, or with others."""
    known = settings.seen.get(identity.id, 0)
    if identity.change < known:
        return faults.OLDER_COPY.at(change=identity.change, seen=known)
    kept = settings.marks.get(identity.id, "")
    if kept and mark(history, known) != kept:
        return faults.OTHER_WAY.at(change=known)
    return None


def saw(settings: Settings, identity: Identity, history: Sequence[Entry]) -> Settings:
    """The settings with this copy remembered."""
    return settings.saw(identity.id, identity.change, mark(history, identity.change))
