"""Whether a round takes applications on a day, and traces of rounds that have ended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.projects import Project
from cpdesk.domain.words import LANGUAGES, N_, LocalText
from cpdesk.programme.asked import FieldLabel
from cpdesk.programme.cases import Case
from cpdesk.programme.questions import OldWord
from cpdesk.programme.schemes import Scheme, Schemes

ROUND_ENDED = blocking(
    "round-closed",
    N_("No round of the programme is open on {day}; the newest one ends on {closes}."),
)
ROUND_TO_COME = blocking(
    "round-not-open", N_("No round of the programme is open on {day}; the next opens on {opens}.")
)
ROUND_HISTORY = blocking(
    "round-history",
    N_("On {day} it was {name}. It has ended, is kept as history and takes no new application."),
)
LAST_MONTH = warning(
    "round-last-month",
    N_("The round ends in {month}; its last day is not known. Ask before you rely on {day}: {ask}"),
)
OLD_WORD = blocking(
    "old-round-word",
    N_("'{word}' belongs to an ended round ({round}). Describe the project by the rules of now."),
)
OUTSIDE_ROUND = info(
    "project-outside-round",
    N_("{label} of the project, {day}, lies outside the round. Whether that is allowed is not "
       "known. Ask: {ask}"),
)  # fmt: skip
_WORDS = ("project", "upgrade", "objective", "milestone", "budget-item", "provider")
_BEFORE = r"(?:HK\$|HKD|港幣|港币|\$)\s*{n}(?![\d,.]*\d)"
_AFTER = r"(?<![\d,.]){n}\s*(?:港元|港幣|港币|元|HKD|HK\$)"


def round_findings(schemes: Schemes, on: date) -> Iterator[Finding]:
    """Why no application can be made on a day, or that the day may already be too late."""
    now = schemes.on(on)
    if now is not None:
        if now.closes and now.in_closing_month(on):
            yield LAST_MONTH.at(month=_Month(now.closes), day=on, ask=now.ask)
        return
    old, newest = schemes.history(on), schemes.newest()
    if old is not None:
        yield ROUND_HISTORY.at(day=on, name=old.name)
    elif on < newest.opens:
        yield ROUND_TO_COME.at(day=on, opens=newest.opens)
    else:
        yield ROUND_ENDED.at(day=on, closes=newest.closes)


def dates_in_round(project: Project, scheme: Scheme) -> Iterator[Finding]:
    """The round is that of applications; what it means for a project's own dates is not known."""
    for field in ("start", "end"):
        day = getattr(project, field)
        late = scheme.closes is not None and day is not None and day > scheme.closes
        if day is not None and (late or day < scheme.opens):
            place, label = Place("project", project.code, field), FieldLabel.of(project, field)
            yield OUTSIDE_ROUND.at(place, label=label, day=day, ask=scheme.ask)


class _Month:
    """The month of a day, as a fact that is shown in the language of the sentence."""

    def __init__(self, day: date) -> None:
        self.year, self.month = day.year, day.month

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


def old_words(case: Case, scheme: Scheme) -> Iterator[Finding]:
    """Words and ceilings of ended rounds in what the project says of itself."""
    if not scheme.old_words:
        return
    for word in _WORDS:
        for entity in case.subjects(word):
            yield from _in_entity(entity, scheme.old_words)


def _in_entity(entity: Entity, olds: tuple[OldWord, ...]) -> Iterator[Finding]:
    for field in fields_of(type(entity)):
        text = _whole_text(getattr(entity, field.name))
        for old in olds:
            found = _found(old, text)
            if found:
                place = Place(entity.word, entity.code, field.name)
                yield OLD_WORD.at(place, word=found, round=old.round)


def _whole_text(value: object) -> str:
    if isinstance(value, LocalText):
        return "\n".join(value.exact(each) for each in LANGUAGES)
    return value if isinstance(value, str) else ""


def _found(old: OldWord, text: str) -> str:
    """The old word in the text, or nothing; an amount counts only as an amount of money."""
    if not text:
        return ""
    text = _plain(text)
    for word in old.words:
        if _plain(word).casefold() in text.casefold():
            return word
    if old.amount is None:
        return ""
    either = _written(old.amount)
    match = re.search(f"{_BEFORE}|{_AFTER}".replace("{n}", either), text)
    return match.group().strip() if match else ""


def _plain(text: str) -> str:
    """Full-width forms narrowed, and a break of the line no more than a space."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _written(amount: Decimal) -> str:
    """The ways to write an amount: 45000, 45,000.00, 4.5萬, 45k."""
    return (
        rf"(?:(?:{amount:f}|{amount:,f})(?:\.0+)?|{re.escape(f'{amount / 10_000:f}')}\s*[萬万]"
        rf"|{amount / 1000:f}\s*[kK]\b)"
    )
