"""Copies of a record travel; opening one older than one seen here is worth a warning."""

from __future__ import annotations

from collections.abc import Mapping

from cpdesk.domain.findings import Finding
from cpdesk.domain.record import Identity
from cpdesk.records import faults


def older_copy(seen: Mapping[str, int], identity: Identity) -> Finding | None:
    """A warning where this computer has seen the record with more changes."""
    known = seen.get(identity.id, 0)
    if identity.change >= known:
        return None
    return faults.OLDER_COPY.at(change=identity.change, seen=known)
