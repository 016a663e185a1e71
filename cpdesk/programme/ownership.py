"""Who holds what through several levels, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

from cpdesk.domain.company import Company, Factory, Holding, Party, PartyKind
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, warning
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText

CYCLE = blocking(
    "ownership-cycle",
    N_("{name} would own a part of itself through others. Correct the ownership chart."),
)
OVER_100 = blocking(
    "ownership-over-100",
    N_("The shares of {name} add up to {total}%, more than 100%. Correct the ownership chart."),
)
UNDER_100 = warning(
    "ownership-under-100",
    N_("The shares of {name} add up to {total}% only. Enter the other shareholders."),
)
NEGATIVE = blocking(
    "ownership-share", N_("A share of {name} is {share}%. Enter a share from 0% to 100%.")
)
TOLERANCE = Decimal("0.01")  # A16 of the form: the shares sum to 100 ± 0.01

Node = Company | Factory | Party


def effective_share(record: Record, owner: str, owned: str) -> Fraction:
    """The part of `owned` that `owner` holds over all ways, from 0 to 1; raises Refusal on a cycle.

    Both are ids. Shares multiply down a way and add up over ways.
    """
    return _share(record, owner, owned, (), {})


def _share(
    record: Record, owner: str, owned: str, seen: tuple[str, ...], known: dict[str, Fraction]
) -> Fraction:
    if owned in seen:
        raise CYCLE.refuse(_place(record, owned), name=node_name(record, owned))
    if owned not in known:
        total = Fraction(0)
        for holding in record.where(Holding, owned=owned):
            above = _share(record, owner, holding.owner, (*seen, owned), known)
            own = Fraction(1) if holding.owner == owner else Fraction(0)
            total += Fraction(holding.share or 0) / 100 * (own + above)
        known[owned] = total
    return known[owned]


def direct_share(record: Record, owner: str, owned: str) -> Fraction:
    """The part held directly."""
    held = record.where(Holding, owner=owner, owned=owned)
    return sum((Fraction(each.share or 0) / 100 for each in held), Fraction(0))


def percent(share: Fraction) -> Decimal:
    """A share in percent, to twelve places, cut and never rounded up: 49.9999999% is not 50%."""
    with localcontext(prec=60):
        exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
        cut = exact.quantize(Decimal("1E-12"), ROUND_DOWN).normalize()
        return cut.quantize(Decimal(1)) if cut == cut.to_integral_value() else cut


def persons(record: Record) -> tuple[Party, ...]:
    """The natural persons in the chart who are Hong Kong residents."""
    return record.where(Party, hong_kong_resident=True, kind=PartyKind.PERSON)


def node_name(record: Record, node: str) -> LocalText:
    """The name of a company, factory or party; raises KeyError for anything else."""
    found = record.entity(node)
    if not isinstance(found, Node):
        raise KeyError(node)
    return found.name or LocalText(found.code, found.code, found.code)


def chart_findings(record: Record) -> Iterator[Finding]:
    """What is wrong with the whole chart: circles, shares that are no shares, sums."""
    circles: dict[str, Finding] = {}
    for owned in dict.fromkeys(holding.owned for holding in record.all(Holding)):
        try:
            effective_share(record, owned, owned)
        except Refusal as refusal:
            circles.setdefault(refusal.finding.code, refusal.finding)
    yield from circles.values()
    yield from sum_findings(record)


def sum_findings(record: Record) -> Iterator[Finding]:
    """Where the shares of one entity are more or less than the whole."""
    for owned in dict.fromkeys(holding.owned for holding in record.all(Holding)):
        holdings = record.where(Holding, owned=owned)
        total = sum((each.share or Decimal(0) for each in holdings), Decimal(0))
        name, place = node_name(record, owned), _place(record, owned)
        for each in holdings:
            if each.share is not None and not 0 <= each.share <= 100:
                at = Place("holding", each.code, "share")
                yield NEGATIVE.at(at, name=name, share=each.share)
        if total - 100 > TOLERANCE:
            yield OVER_100.at(place, name=name, total=total)
        elif 100 - total > TOLERANCE:
            yield UNDER_100.at(place, name=name, total=total)


def _place(record: Record, owned: str) -> Place:
    """The last holding of the node: where a chart is most often mended."""
    holdings = record.where(Holding, owned=owned)
    return Place("holding", holdings[-1].code if holdings else "", "share")
