"""What is still open before a pack, and who can be asked for it.

Who usually has a paper or a figure is this program's own division of the work, no scheme's rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cpdesk.domain.findings import Finding, Place, Severity
from cpdesk.domain.projects import Provider, Quotation
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme import asked, proof
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
    if place.kind == _PAPER and place.field == proof.ATTACHED:
        return _by_kind(place.spot.partition(":")[0])
    if place.kind == _PAPER:
        having = (each.by for each in documents if each.id == place.spot)
        return next(having, Bringer.APPLICANT)
    return _by_kind(place.kind)


def _by_kind(word: str) -> Bringer:
    if word in _FACTORY:
        return Bringer.FACTORY
    return Bringer.PROVIDER if word in _PROVIDER else Bringer.APPLICANT


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


def of_provider(record: Record, asked: Wanted, provider: Provider) -> Wanted:
    """What one of several providers is asked: no particulars of another, nor of its offers."""
    ours = (each for each in asked.particulars if _concerns(record, each.place, provider))
    return replace(asked, particulars=tuple(ours))


def _concerns(record: Record, place: Place, provider: Provider) -> bool:
    """A quotation concerns the provider that made it; one of nobody among them concerns none."""
    if place.kind == Provider.word:
        return place.code in ("", provider.code)
    offer = record.find(Quotation, place.code) if place.kind == Quotation.word else None
    if offer is None or not offer.supplier:
        return True
    return _same(offer.supplier, provider.name)


def _same(one: LocalText, other: LocalText) -> bool:
    pairs = ((one.exact(each), other.exact(each)) for each in LANGUAGES)
    return any(a and a.strip().casefold() == b.strip().casefold() for a, b in pairs)


def _matters(finding: Finding) -> bool:
    """What is only to know is not asked about, but proof that can still be given is."""
    return finding.severity is not Severity.INFO or finding.code == proof.UNPROVED.code
