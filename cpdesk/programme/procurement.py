"""Prudence in buying: offers as similar funds ask for them, related parties, orders too early.

What similar funds practise is only ever a hint: it is not known to be a rule of the programme.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cpdesk.domain.findings import Finding, Place, info, warning
from cpdesk.domain.projects import Project, Provider, Relation
from cpdesk.domain.words import N_
from cpdesk.programme.budget import Budget, BudgetLine
from cpdesk.programme.cases import Case
from cpdesk.programme.offers import Comparison, compared
from cpdesk.programme.questions import Tier
from cpdesk.programme.schemes import Scheme

FEW_OFFERS = info(
    "hint-quotations",
    N_(
        "Quotations for {line}: {n}. Similar funds ask for {offers} above HK${above}; how many "
        "this round asks for is not known. Ask: {ask}"
    ),
)
TENDER = info(
    "hint-tender",
    N_(
        "{line} costs more than HK${above}: similar funds ask for an open tender. Whether this "
        "round does is not known. Ask: {ask}"
    ),
)
NOT_LOWEST = info(
    "hint-lowest",
    N_("The offer chosen for {line} is not the lowest that conforms. Similar funds expect the "
       "lowest, or a written reason; what this round asks for is not known. Write the reason."),
)  # fmt: skip
RELATED = warning(
    "related-party",
    N_(
        "{name} is related to the applicant or the factory. Whether that is allowed is not known: "
        "expect to declare it. Ask: {ask}"
    ),
)
NO_DETAIL = warning(
    "related-detail", N_("How {name} is related is not described. Describe it.")
)
TOO_EARLY = warning(
    "before-approval",
    N_(
        "{what} begins on {day}, before an approval can be there. Whether earlier costs are funded "
        "is not known: order nothing before asking. Ask: {ask}"
    ),
)


def procurement(case: Case, project: Project, scheme: Scheme, costs: Budget, on: date) -> Iterator[
    Finding
]:
    """Every hint and warning about how the project buys."""
    for line in costs.lines:
        yield from _offers(line, scheme)
        yield from _lowest(compared(case.record, costs, line, on))
    yield from _related(case, costs, scheme)
    yield from _early(case, project, scheme, on)


def tier_of(scheme: Scheme, amount: Decimal) -> Tier | None:
    """The highest tier that an amount in HK$ lies above; exactly at a limit is not above it."""
    reached = [each for each in scheme.tiers if amount > each.above]
    return reached[-1] if reached else None


def _offers(line: BudgetLine, scheme: Scheme) -> Iterator[Finding]:
    tier = tier_of(scheme, line.hkd) if line.hkd is not None else None
    if tier is None:
        return
    place = Place("budget-item", line.item.code)
    name = line.item.name or line.item.code
    if tier.tender:
        yield TENDER.at(place, line=name, above=tier.above, ask=scheme.ask)
    elif len(line.quotations) < tier.offers:
        yield FEW_OFFERS.at(
            place, line=name, n=len(line.quotations), offers=tier.offers, above=tier.above,
            ask=scheme.ask,
        )


def _lowest(offers: Comparison) -> Iterator[Finding]:
    one, item = offers.chosen, offers.line.item
    if one is not None and offers.lowest is False and not one.quotation.reason:
        place = Place("quotation", one.quotation.code, "reason")
        yield NOT_LOWEST.at(place, line=item.name or item.code)


def _related(case: Case, costs: Budget, scheme: Scheme) -> Iterator[Finding]:
    for each in case.subjects(Provider.word):
        if isinstance(each, Provider) and each.relation is Relation.RELATED:
            name, code = each.name or each.code, each.code
            yield RELATED.at(Place("provider", code, "relation"), name=name, ask=scheme.ask)
            if not each.relation_detail:
                yield NO_DETAIL.at(Place("provider", code, "relation_detail"), name=name)
    for line in costs.lines:
        for offer in line.quotations:
            if offer.chosen and offer.relation is Relation.RELATED:
                name = offer.supplier or offer.code
                place = Place("quotation", offer.code, "relation")
                yield RELATED.at(place, name=name, ask=scheme.ask)


def _early(case: Case, project: Project, scheme: Scheme, on: date) -> Iterator[Finding]:
    """On the day of submission nothing can be approved yet."""
    begun = [(project.name or project.code, project.start, Place("project", project.code, "start"))]
    begun += [
        (each.name or each.code, each.works_from or each.running_from,
         Place("upgrade", each.code, "works_from"))
        for each in case.upgrades
    ]  # fmt: skip
    for what, day, place in begun:
        if day is not None and day <= on:
            yield TOO_EARLY.at(place, what=what, day=day, ask=scheme.ask)
