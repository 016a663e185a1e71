"""What could not be read of a damaged record, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding
from cpdesk.presenters.session import place_words


def losses(t: Translator, findings: Sequence[Finding], most: int = 0) -> tuple[str, ...]:
    """A line each; with `most` of those that are alike only so many, and how many more."""
    if not most:
        return tuple(_line(t, each) for each in findings)
    groups: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.code, each.place.kind), []).append(each)
    return tuple(line for each in groups.values() for line in _some(t, each, most))


def _some(t: Translator, findings: Iterable[Finding], most: int) -> Iterator[str]:
    alike = list(findings)
    yield from (_line(t, each) for each in alike[:most])
    if len(alike) > most:
        n = len(alike) - most
        yield t.plural("and {n} more", "and {n} more", n)


def _line(t: Translator, finding: Finding) -> str:
    """Its sentence, and before it what it is about, unless it says so itself."""
    place, said = place_words(t, finding.place), sentence(t, finding)
    return said if not place else t("{place}: {text}", place=place, text=said)
