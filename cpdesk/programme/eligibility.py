"""Whether a factory and its applicant are linked as a scheme asks (L1 to L6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from cpdesk.domain.company import Company, Factory, Holding, Link, Party, PartyKind, Region
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText
from cpdesk.programme.ownership import direct_share, effective_share, percent, persons
from cpdesk.programme.schemes import Scheme
from cpdesk.programme.tags import Certainty

NO_LINK = blocking(
    "link-missing", N_("How the company and the factory are linked is not said. Choose L1 to L6.")
)
NO_SHARE = blocking(
    "link-share",
    N_("{link} asks that the company holds {needed} of the factory; the chart gives {share}%. "
       "Enter who holds what, or choose another link."),
)  # fmt: skip
ANY_SHARE = LocalText("a part", "部分股權", "部分股权")
INDIRECT = warning(
    "link-indirect",
    N_("The company holds the factory through another. Whether that counts is unknown. Ask: {ask}"),
)
NO_PARTNER = warning(
    "link-partner",
    N_("L1 is a joint venture with a Mainland enterprise; the chart shows none. Enter it."),
)
NO_PERSON = blocking(
    "link-person",
    N_(
        "L4 asks for a Hong Kong resident with more than {enterprise}% of the factory's enterprise "
        "and at least {applicant}% of the company; nobody in the chart has both."
    ),
)
NO_CONTRACT = blocking(
    "link-contract", N_("L3 asks for a processing contract that is in force on {on}.")
)
NOT_IN_HONG_KONG = blocking(
    "link-region", N_("{link} is for a place in Hong Kong. Correct the link or the location.")
)
NOT_IN_GUANGDONG = blocking(
    "link-region", N_("{link} is for a factory in Guangdong. Correct the link or the location.")
)
NO_PROCESS = blocking("link-process", N_("L6 asks for a polluting process. Name it."))
NO_OWNER = blocking("link-company", N_("{link} asks who the company is. Enter its name."))
EARLIER_ROUND = info(
    "link-earlier-round",
    N_("{link} was read for a previous round only. Ask whether it still holds: {ask}"),
)

Judge = Callable[[Record, Factory, Scheme, date, Place], Iterator[Finding]]


def judge(record: Record, factory: Factory, scheme: Scheme, on: date) -> tuple[Finding, ...]:
    """What stands against the link that the factory claims; empty where it holds."""
    place = Place("factory", factory.code, "link")
    if factory.link is None:
        return (NO_LINK.at(place),)
    try:
        return tuple(_findings(record, factory, scheme, on, place, factory.link))
    except Refusal as refusal:
        return (refusal.finding,)


def _findings(
    record: Record, factory: Factory, scheme: Scheme, on: date, place: Place, link: Link
) -> Iterator[Finding]:
    hong_kong = link in (Link.L5, Link.L6)
    wanted = Region.HONG_KONG if hong_kong else Region.GUANGDONG
    if factory.region is not wanted:
        at = Place("factory", factory.code, "region")
        yield (NOT_IN_HONG_KONG if hong_kong else NOT_IN_GUANGDONG).at(at, link=link.value)
    yield from _TESTS[link](record, factory, scheme, on, place)
    if _is_earlier(scheme, link):
        yield EARLIER_ROUND.at(place, link=link.value, ask=scheme.ask)


def _is_earlier(scheme: Scheme, link: Link) -> bool:
    """Whether a part of the link's rule was read for an earlier round only."""
    rules = (scheme.find(link.value), scheme.find(f"{link.value}-applicant"))
    return any(rule is not None and rule.certainty is Certainty.EPRE for rule in rules)


def _joint(
    record: Record, factory: Factory, scheme: Scheme, _on: date, place: Place
) -> Iterator[Finding]:
    """The company is a party; no least share was found, so any share will do."""
    share = effective_share(record, factory.company, factory.id)
    if share == 0:
        at = _chart(record, factory, place)
        yield NO_SHARE.at(at, link="L1", needed=ANY_SHARE, share=percent(share))
    elif direct_share(record, factory.company, factory.id) == 0:
        yield INDIRECT.at(place, ask=scheme.ask)
    owners = [each.owner for each in record.where(Holding, owned=factory.id)]
    partners = record.where(Party, kind=PartyKind.MAINLAND_ENTERPRISE)
    if not any(partner.id in owners for partner in partners):
        yield NO_PARTNER.at(Place("holding", "", "owner"))


def _whole(
    record: Record, factory: Factory, scheme: Scheme, _on: date, place: Place
) -> Iterator[Finding]:
    share = effective_share(record, factory.company, factory.id)
    needed = Fraction(scheme.limit("L2")) / 100
    if share < needed:
        whole = f"{percent(needed)}%"
        at = _chart(record, factory, place)
        yield NO_SHARE.at(at, link="L2", needed=whole, share=percent(share))
    elif direct_share(record, factory.company, factory.id) < needed:
        yield INDIRECT.at(place, ask=scheme.ask)


def _chart(record: Record, factory: Factory, link: Place) -> Place:
    """Where nobody is said to own the factory, that is entered first."""
    known = record.where(Holding, owned=factory.id)
    return link if known else Place(Holding.word, "", "owned", factory.code)


def _contract(
    _record: Record, factory: Factory, _scheme: Scheme, on: date, place: Place
) -> Iterator[Finding]:
    expiry = factory.contract_expiry
    if not factory.contract_number or expiry is None or expiry < on:
        field = "contract_expiry" if factory.contract_number else "contract_number"
        yield NO_CONTRACT.at(Place(place.kind, place.code, field), on=on)


def _resident(
    record: Record, factory: Factory, scheme: Scheme, _on: date, place: Place
) -> Iterator[Finding]:
    """Exactly 50 % is not more than 50 %; exactly 30 % is at least 30 %."""
    over = Fraction(scheme.limit("L4-enterprise")) / 100
    least = Fraction(scheme.limit("L4-applicant")) / 100
    fit = [
        person
        for person in persons(record)
        if effective_share(record, person.id, factory.id) > over
        and effective_share(record, person.id, factory.company) >= least
    ]
    if not fit:
        at = _chart(record, factory, place)
        yield NO_PERSON.at(at, enterprise=percent(over), applicant=percent(least))
    elif not any(_holds_directly(record, each, factory, over, least) for each in fit):
        yield INDIRECT_PERSON.at(place, name=fit[0].name, ask=scheme.ask)


INDIRECT_PERSON = warning(
    "link-indirect",
    N_("{name} holds a part through others. Whether that counts is unknown. Ask: {ask}"),
)


def _holds_directly(
    record: Record, person: Party, factory: Factory, over: Fraction, least: Fraction
) -> bool:
    enterprise = direct_share(record, person.id, factory.id)
    return enterprise > over and direct_share(record, person.id, factory.company) >= least


def _own(
    record: Record, factory: Factory, _scheme: Scheme, _on: date, _place: Place
) -> Iterator[Finding]:
    """The applicant itself runs it: nothing in a chart can be missing, only the company."""
    company = record.get(Company, factory.company)
    if not company.name and factory.link:
        yield NO_OWNER.at(Place("company", company.code, "name"), link=factory.link.value)


def _workshop(
    record: Record, factory: Factory, scheme: Scheme, on: date, place: Place
) -> Iterator[Finding]:
    yield from _own(record, factory, scheme, on, place)
    if not factory.polluting_process:
        yield NO_PROCESS.at(Place("factory", factory.code, "polluting_process"))


_TESTS: dict[Link, Judge] = {
    Link.L1: _joint,
    Link.L2: _whole,
    Link.L3: _contract,
    Link.L4: _resident,
    Link.L5: _own,
    Link.L6: _workshop,
}
