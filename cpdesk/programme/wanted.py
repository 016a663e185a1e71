"""What is still open before a pack, and who can be asked for it.

Who usually has a paper or a figure is this program's own division of the work, no scheme's rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpdesk.domain.findings import Finding, Severity
from cpdesk.programme import asked
from cpdesk.programme.questions import Document
from cpdesk.programme.tags import Bringer

_FACTORY = frozenset((
    "factory", "year-figure", "equipment", "meter", "driver", "reading", "bill-line", "tariff",
    "tariff-band", "upgrade", "effect", "input", "spot", "flow", "adjustment", "certificate",
    "training",
))  # fmt: skip
_PROVIDER = frozenset(("provider", "quotation", "criterion"))
_RULE, _PAPER = "rule", "evidence"
_PAPERS = frozenset(each.code for each in (asked.NO_PAPER, asked.ADVISED_PAPER))
_PARTICULARS = frozenset(
    each.code
    for each in (asked.MISSING, asked.ADVISED, asked.NONE_MISSING, asked.NONE_ADVISED)
)
_OPTIONAL = frozenset(each.code for each in (asked.USEFUL, asked.NONE_USEFUL))
_OURS = (Bringer.APPLICANT, Bringer.FACTORY)


@dataclass(frozen=True)
class Wanted:
    """What one of them is asked for.

    `papers` of the checklist, `particulars` that a question asks, `points` that look wrong or
    doubtful, and `rules` that only the Secretariat can tell.
    """

    papers: tuple[Finding, ...] = ()
    particulars: tuple[Finding, ...] = ()
    points: tuple[Finding, ...] = ()
    rules: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return sum(map(len, (self.papers, self.particulars, self.points, self.rules)))


def bringer(finding: Finding, documents: Iterable[Document]) -> Bringer:
    """Who can be asked about a finding: a paper is with whom the checklist says."""
    place = finding.place
    if place.kind == _RULE:
        return Bringer.SECRETARIAT
    if place.kind == _PAPER:
        having = (each.by for each in documents if each.id == place.spot)
        return next(having, Bringer.APPLICANT)
    if place.kind in _FACTORY:
        return Bringer.FACTORY
    return Bringer.PROVIDER if place.kind in _PROVIDER else Bringer.APPLICANT


def wanted(findings: Iterable[Finding], by: Bringer, documents: Iterable[Document]) -> Wanted:
    """What is asked of one of them.

    What looks wrong or doubtful is a matter of the applicant and its factory: an outsider is
    asked only for what is missing.
    """
    known = tuple(documents)
    ours = [each for each in findings if bringer(each, known) is by]
    if by is Bringer.SECRETARIAT:
        return Wanted(rules=tuple(ours))
    told = _PAPERS | _PARTICULARS | _OPTIONAL
    points = [each for each in ours if each.code not in told and _matters(each)]
    return Wanted(
        tuple(each for each in ours if each.code in _PAPERS),
        tuple(each for each in ours if each.code in _PARTICULARS),
        tuple(points) if by in _OURS else (),
    )


def _matters(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO
