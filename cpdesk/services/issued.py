"""Packs as they were issued: kept, written again to the same bytes, and what changed since."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cpdesk.base.files import write_atomically
from cpdesk.domain.findings import Place, Refusal, blocking
from cpdesk.domain.papers import Pack, PackKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.workspace import Workspace

NOT_KEPT = blocking(
    "pack-not-kept",
    N_("No copy of {number} is kept here: it was issued by an earlier version of the program, or "
       "came with a workbook from another record."),
)


@dataclass(frozen=True)
class Issued:
    """An issued pack with every change of the record since then, oldest first.

    Each change is an English text of the catalogue with its facts, as the history tells it.
    """

    pack: Pack
    since: tuple[tuple[str, Mapping[str, str]], ...]


def issued(ws: Workspace) -> tuple[Issued, ...]:
    """All packs that were issued from this record, the newest first."""
    packs = sorted(ws.record.all(Pack), key=lambda each: -each.change)
    return tuple(Issued(each, _since(ws, each)) for each in packs)


def next_code(record: Record, kind: PackKind, prefix: str, year: int) -> str:
    """The number that the next issued pack of a kind gets, counted in the record."""
    stem = f"{prefix}-{year}-"
    issued = (each.code for each in record.where(Pack, kind=kind))
    taken = (code.removeprefix(stem) for code in issued if code.startswith(stem))
    return f"{stem}{max([0, *map(int, filter(str.isdigit, taken))]) + 1:03d}"


def ending_of(pack: Pack) -> str:
    """Of the file that was issued: a form may be a Word file."""
    return Path(str(json.loads(pack.manifest or "{}").get("file", ""))).suffix.lower() or ".pdf"


def write_again(ws: Workspace, pack: Pack, out: Path) -> Path:
    """Write the very bytes that were issued; where. Raises Refusal without them, and OSError."""
    try:
        kept = ws.store.open_bytes(pack.sha256)
    except Refusal:
        place = Place(pack.word, pack.code)
        raise NOT_KEPT.refuse(place, number=pack.code) from None
    with kept:
        return write_atomically(out, lambda file: shutil.copyfileobj(kept, file))


def _since(ws: Workspace, pack: Pack) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """The entry after the state that was printed is the issue itself."""
    history = ws.store.history()
    return tuple((each.label, each.facts) for each in history if each.number > pack.change + 1)
