"""Findings as a screen lists them: what stands most in the way first, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding, Place, Severity
from cpdesk.presenters.pages import leads
from cpdesk.presenters.session import place_words

_ORDER = tuple(Severity)


@dataclass(frozen=True)
class Line:
    """One finding to read: severity, sentence, where it lies, and whether a page leads there."""

    severity: Severity
    sentence: str
    where: str
    place: Place
    leads: bool = False


def lines(t: Translator, findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Each finding once, sorted by severity."""
    ordered = sorted(findings, key=lambda each: _ORDER.index(each.severity))
    return tuple(dict.fromkeys(_line(t, each) for each in ordered))


def _line(t: Translator, finding: Finding) -> Line:
    words = place_words(t, finding.place)
    place = finding.place
    return Line(finding.severity, sentence(t, finding), words, place, leads(place))
