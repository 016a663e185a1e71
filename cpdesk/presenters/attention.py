"""What needs attention, counted for the pages beside whose names the navigation shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cpdesk.domain.findings import Finding, Severity
from cpdesk.domain.papers import PackKind
from cpdesk.domain.record import Record
from cpdesk.presenters.pages import way_to
from cpdesk.services.glance import Glance, Ready

CONSUMPTION = "months"
_PACKS = {PackKind.APPLICATION: "application", PackKind.DOSSIER: "dossier"}


def counts(record: Record, standing: Iterable[Finding], found: Glance) -> Mapping[str, int]:
    """By the word of its page: doubts of consumption, and what packs lack; nothing is left out."""
    once = {(each.code, each.place, str(each.facts)): each.place for each in standing}
    ways = (way_to(each, record) for each in once.values())
    made = {CONSUMPTION: sum(way is not None and way.page == CONSUMPTION for way in ways)}
    for each in found.packs:
        if each.kind in _PACKS:
            word = _PACKS[each.kind]
            made[word] = made.get(word, 0) + _lacking(each)
    return {word: n for word, n in made.items() if n}


def _lacking(pack: Ready) -> int:
    """The answers and papers that are open; where nothing is counted, what blocks it."""
    return pack.open if pack.asked else pack.count(Severity.BLOCKING)
