"""Which answer a label asks for: its words, and about whom the form speaks there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpdesk.documents.forms.asks import asks, group_of
from cpdesk.documents.forms.likeness import groups_named, likeness_to, said
from cpdesk.documents.forms.meaning import Sure

LEAST = 0.6  # below it nobody should be told that the program knows
_SURE, _AHEAD = 0.93, 0.1
_HERE, _ELSEWHERE, _OTHERS_WORDS, _NO_TABLE = 0.15, -0.12, -0.25, -0.35
_FIRST = 0.05  # where a form says nothing, it speaks of the applicant


@dataclass(frozen=True)
class Found:
    """The best answer to a label, how well it fits, and how far it is ahead of the next."""

    ask: str = ""
    score: float = 0.0
    ahead: float = 0.0

    @property
    def sure(self) -> Sure:
        if not self.ask:
            return Sure.OPEN
        return Sure.SURE if self.score >= _SURE and self.ahead >= _AHEAD else Sure.LIKELY


def context_of(headings: Iterable[str]) -> tuple[str, ...]:
    """About whom the nearest heading speaks that names anybody."""
    return next((found for each in headings if (found := groups_named(each))), ())


def best(
    labels: Sequence[tuple[str, float]], context: Sequence[str], among: Iterable[str] | None = None
) -> Found:
    """The answer that labels, each with its weight, ask for; none where nothing is likely."""
    keys = asks() if among is None else among
    scored = sorted(((score(labels, context, key), key) for key in keys), reverse=True)
    if not scored or scored[0][0] < LEAST:
        return Found()
    second = scored[1][0] if len(scored) > 1 else 0.0
    return Found(scored[0][1], scored[0][0], scored[0][0] - second)


def score(labels: Sequence[tuple[str, float]], context: Sequence[str], key: str) -> float:
    """How well labels ask for something, from 0 to about 1.2."""
    found, text = max(
        ((weight * likeness_to(text, key), text) for text, weight in labels if said(text)),
        default=(0.0, ""),
    )
    if found < 0.3:
        return 0.0
    group = group_of(key)
    return found + _about(group.id, found, text, context) + (_NO_TABLE if group.rows else 0)


def _about(group: str, found: float, text: str, context: Sequence[str]) -> float:
    """What about whom is asked adds to the words or takes from them."""
    named = groups_named(text)
    if named and group in named[:1]:
        return _HERE + (_HERE / 3 if group in context[:1] else 0)
    if named and found < 0.9:
        return _OTHERS_WORDS
    if not context:
        return _FIRST if group == "company" else 0.0
    return _HERE if group == context[0] else _HERE / 3 if group in context else _ELSEWHERE
