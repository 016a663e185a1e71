"""Doubts that a person has looked at: accepted with a reason, and no longer in the way.

An acceptance covers the very facts it was given for. When one of them changes, the doubt is a new
one and stands again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, Place, Severity, blocking
from cpdesk.domain.papers import Acceptance
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.workspace import Workspace

REASON_MISSING = blocking(
    "acceptance-no-reason", N_("Say in a few words why this is right. The reason is kept.")
)
NOT_A_DOUBT = blocking(
    "acceptance-not-doubt",
    N_("'{code}' is no doubt: it has to be mended, and cannot be accepted with a reason."),
)
NO_SUCH_DOUBT = blocking(
    "acceptance-unknown",
    N_("No doubt {code} stands at {spot}. Doubts that stand: {known}."),
)
NOT_ACCEPTED = blocking(
    "acceptance-none", N_("No doubt {code} at {spot} has been accepted. Accepted: {known}.")
)
ACCEPTED = N_("Accepting a doubt about {place}")
WITHDRAWN = N_("Withdrawing what was accepted about {place}")

# What an import says of a bill, the months say of its month: one word covers both.
_SAME = {
    "ten-times": "amount-tenfold", "zero-electricity": "amount-zero",
    "negative": "amount-negative", "bill-gap": "bills-gap", "unit-price": "unit-price-odd",
}  # fmt: skip
_OF_SERIES = (Meter.word, Driver.word)
_NAMES = ("series", "code", "meter", "file", "usual")  # who is meant, and what moves each month


@dataclass(frozen=True)
class Accepted:
    """A doubt, and the word that lets it stand."""

    finding: Finding
    acceptance: Acceptance


def accept(ws: Workspace, finding: Finding, reason: str) -> tuple[Finding, ...]:
    """Keep why a doubt is right after all; findings say why it cannot be done."""
    from cpdesk.services.entry import attempt

    def change() -> None:
        made = acceptance_of(finding, reason, ws)
        with ws.store.change(ACCEPTED, place=made.place) as work:
            work.put(made)

    return attempt(change)


def withdraw(ws: Workspace, acceptance: Acceptance) -> tuple[Finding, ...]:
    """Let the doubt stand again."""
    from cpdesk.services.entry import attempt

    def change() -> None:
        with ws.store.change(WITHDRAWN, place=acceptance.place) as work:
            for each in ws.record.attachments(acceptance):
                work.remove(each)
            work.remove(acceptance)

    return attempt(change)


def acceptance_of(finding: Finding, reason: str, ws: Workspace) -> Acceptance:
    """The word on a doubt, not yet written; raises Refusal without a reason, or for a fault."""
    if finding.severity is not Severity.WARNING:
        raise NOT_A_DOUBT.refuse(finding.place, code=finding.code)
    return word_on(finding, reason, ws)


def word_on(finding: Finding, reason: str, ws: Workspace) -> Acceptance:
    """The word on whatever may stand for a reason, as two bills that overlap; not yet written."""
    from cpdesk.exchange.cells import local_text

    if not reason.strip():
        raise REASON_MISSING.refuse(finding.place)
    code, place, facts = identity(finding)
    return Acceptance(
        id=new_id(), finding=code, place=place, facts=facts, given=ws.today, by=ws.author,
        reason=local_text({"": reason.strip()}),
    )  # fmt: skip


def split(
    record: Record, findings: Iterable[Finding], others: Sequence[Acceptance] = ()
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings that stand, and those that were accepted; `others` are not in the record yet."""
    known = {key_of(each): each for each in (*record.all(Acceptance), *others)}
    if not known:
        return tuple(findings), ()
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    for each in findings:
        given = known.get(identity(each)) if each.severity is Severity.WARNING else None
        if given is None:
            standing.append(each)
        else:
            accepted.append(Accepted(each, given))
    return tuple(standing), tuple(accepted)


def find(findings: Iterable[Finding], code: str, place: str) -> Finding:
    """The doubt of this code at this place, both as they are shown; raises Refusal."""
    doubts = [each for each in findings if each.severity is not Severity.INFO]
    found = [each for each in doubts if each.code == code and str(each.place) == place]
    if not found:
        raise NO_SUCH_DOUBT.refuse(
            Place(spot=place), code=code, spot=place, known=_known(doubts, code)
        )
    return found[0]


def given(accepted: Iterable[Accepted], code: str, place: str) -> Acceptance:
    """The word that lets the doubt of this code at this place stand; raises Refusal."""
    known = tuple(accepted)
    for each in known:
        if each.finding.code == code and str(each.finding.place) == place:
            return each.acceptance
    raise NOT_ACCEPTED.refuse(
        Place(spot=place), code=code, spot=place, known=_known((e.finding for e in known), code)
    )


def identity(finding: Finding) -> tuple[str, str, str]:
    """Code, place and facts as texts: what an acceptance covers.

    Of a meter or driver its facts say which month is meant, whatever file or cell it came from.
    """
    place = finding.place
    if place.kind in _OF_SERIES:
        place = Place(place.kind, place.code)
    facts = {name: each for name, each in finding.facts.items() if name not in _NAMES}
    told = sorted(_by_month(finding.code, facts))
    return _SAME.get(finding.code, finding.code), str(place), "; ".join(told)


def key_of(acceptance: Acceptance) -> tuple[str, str, str]:
    """What it covers, as `identity` tells it of a finding."""
    return acceptance.finding, acceptance.place, acceptance.facts


def _by_month(code: str, facts: dict[str, object]) -> Iterator[str]:
    """Each fact as `name=value`; the days of one whole month as that month."""
    start, end = facts.get("start"), facts.get("end")
    if isinstance(start, date) and isinstance(end, date) and code in _SAME:
        if code == "bill-gap":
            facts["end"] = end - timedelta(1)  # the last day without a bill
        elif Month.of(start).start == start and Month.of(start).end == end:
            facts = {n: each for n, each in facts.items() if n not in ("start", "end")}
            facts["month"] = Month.of(start)
    yield from (f"{name}={_text(each)}" for name, each in facts.items())


def _text(fact: object) -> str:
    if isinstance(fact, Decimal):
        return format(fact.normalize(), "f")
    if isinstance(fact, tuple | list):
        return ",".join(map(_text, fact))
    return str(fact)


def _known(findings: Iterable[Finding], code: str) -> tuple[str, ...]:
    """A few that could have been meant: those of the same code before the others."""
    ordered = sorted(findings, key=lambda each: each.code != code)
    return tuple(f"{each.code} {each.place}" for each in ordered[:5]) or ("-",)

