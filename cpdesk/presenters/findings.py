"""Findings as a screen lists them: what stands most in the way first, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding, Place, Severity
from cpdesk.domain.papers import Acceptance
from cpdesk.domain.record import Record
from cpdesk.presenters.naming import named_sentence
from cpdesk.presenters.pages import leads
from cpdesk.presenters.session import place_words

if TYPE_CHECKING:
    from cpdesk.services.acceptance import Accepted

_ORDER = tuple(Severity)


@dataclass(frozen=True)
class Line:
    """One finding to read: severity, sentence, where it lies, and whether a page leads there.

    `reason` says why a doubt was accepted, by the word `acceptance`; `who` has what it asks for.
    """

    severity: Severity
    sentence: str
    where: str
    place: Place
    leads: bool = False
    reason: str = ""
    who: str = ""
    finding: Finding | None = field(default=None, compare=False)
    acceptance: Acceptance | None = field(default=None, compare=False)

    @property
    def doubt(self) -> bool:
        """Whether a person may let it stand, with a reason."""
        return self.severity is Severity.WARNING and not self.reason


def lines(
    t: Translator, findings: Iterable[Finding], record: Record | None = None
) -> tuple[Line, ...]:
    """Each finding once, sorted by severity; what the record has a name for is called by it."""
    ordered = sorted(findings, key=lambda each: _ORDER.index(each.severity))
    return tuple(dict.fromkeys(_line(t, each, record) for each in ordered))


def accepted_lines(
    t: Translator, accepted: Iterable[Accepted], record: Record | None = None
) -> tuple[Line, ...]:
    """Doubts that were accepted, each with its reason."""
    return tuple(
        replace(_line(t, each.finding, record), reason=_reason(t, each.acceptance),
                acceptance=each.acceptance)
        for each in accepted
    )  # fmt: skip


def _reason(t: Translator, given: Acceptance) -> str:
    return t("{reason} ({by}, {given})", reason=given.reason, by=given.by, given=given.given)


def _line(t: Translator, finding: Finding, record: Record | None) -> Line:
    place = finding.place
    words = named_sentence(t, record, finding) if record else sentence(t, finding)
    where = place_words(t, place, record, said=words)
    return Line(finding.severity, words, where, place, leads(place), finding=finding)
