"""Every upgrade with how far it has come, what it costs and what it saves in a year, in HK$."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cpdesk.analysis.money.finance import simple_payback
from cpdesk.analysis.money.price import InHongKong, in_hong_kong
from cpdesk.analysis.saving.verdict import Verdict
from cpdesk.documents.chapters.measured import Line, lines_of
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.projects import BudgetItem, Payment, Project, Quotation
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import N_, Choice
from cpdesk.programme.budget import budget
from cpdesk.services.basis import Basis
from cpdesk.services.saving.savings import UpgradeSavings
from cpdesk.services.saving.views import results_of


class Step(Choice):
    """A step on the way from an idea to a saving that someone else has verified."""

    IDEA = "idea", N_("Idea")
    QUOTED = "quoted", N_("Quoted")
    ORDERED = "ordered", N_("Ordered")
    RUNNING = "running", N_("Running")
    MEASURED = "measured", N_("Measured")
    VERIFIED = "verified", N_("Verified")


class Group(Choice):
    """The heads of the register, what has come farthest first."""

    VERIFIED = "verified", N_("Verified")
    MEASURED = "measured", N_("Measured")
    MEASURING = "measuring", N_("Measuring")
    PROJECT = "project", N_("In a project")
    IDEA = "idea", N_("Ideas")


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: whether it is reached, and since when, where a day is known."""

    step: Step
    reached: bool
    day: date | None = None


@dataclass(frozen=True)
class Yearly:
    """What a year saves in HK$, with its half width where there is one."""

    amount: float
    half_width: float | None


@dataclass(frozen=True)
class Entry:
    """An upgrade in the register; money is in HK$, None where it is not known.

    `not_shown` says that its readings show no saving. `payback` is in years, `from_expected` where
    it rests on the expected saving.
    """

    upgrade: Upgrade
    group: Group
    ladder: tuple[Rung, ...]
    cost: float | None
    expected: float | None
    measured: Yearly | None
    not_shown: bool
    payback: float | None
    from_expected: bool

    @property
    def step(self) -> Step:
        """The farthest step that is reached."""
        return next(each.step for each in reversed(self.ladder) if each.reached)


def register(basis: Basis) -> tuple[Entry, ...]:
    """All upgrades of the record in the order of its groups, and in each of them of the record."""
    every = {each.upgrade.id: each for each in basis.savings}
    results = results_of(basis.record, basis.savings, lambda _upgrade: True)
    money = _yearly(lines_of(results.measures, results.shared))
    entries = [
        _entry(basis.record, each, every.get(each.id), money.get(each.id))
        for each in basis.record.all(Upgrade)
    ]
    order = list(Group)
    return tuple(sorted(entries, key=lambda each: order.index(each.group)))


@dataclass(frozen=True)
class Sums:
    """What several upgrades cost and save together, in HK$; None where nothing is known."""

    cost: float | None
    expected: float | None
    measured: Yearly | None


def sums_of(entries: Sequence[Entry]) -> Sums:
    """Of what is known; half widths of upgrades add up in squares."""
    known = [each.measured for each in entries if each.measured]
    halves = [each.half_width for each in known if each.half_width is not None]
    whole = math.hypot(*halves) if halves and len(halves) == len(known) else None
    total = Yearly(math.fsum(each.amount for each in known), whole) if known else None
    costs = [each.cost for each in entries if each.cost is not None]
    expected = [each.expected for each in entries if each.expected is not None]
    return Sums(math.fsum(costs) if costs else None,
                math.fsum(expected) if expected else None, total)  # fmt: skip


def _yearly(lines: Sequence[Line]) -> Mapping[str, Yearly]:
    """By the upgrade's id; what several have together without a division is none's."""
    amounts: dict[str, list[tuple[float, float | None]]] = defaultdict(list)
    for line in lines:
        if len(line.upgrades) == 1 and line.counted and line.hkd is not None and line.per_year:
            half = None
            if line.half_width is not None and line.amount:
                half = abs(line.hkd * line.half_width / line.amount) * line.per_year
            amounts[line.upgrades[0].id].append((line.hkd * line.per_year, half))
    return {id: _summed(each) for id, each in amounts.items()}


def _summed(parts: Sequence[tuple[float, float | None]]) -> Yearly:
    """Half widths add up in squares; one that has none leaves the sum without."""
    halves = [half for _, half in parts if half is not None]
    whole = math.hypot(*halves) if len(halves) == len(parts) else None
    return Yearly(math.fsum(amount for amount, _ in parts), whole)


def _entry(
    record: Record, upgrade: Upgrade, known: UpgradeSavings | None, money: Yearly | None
) -> Entry:
    ladder = tuple(_ladder(record, upgrade, known))
    reached = {each.step for each in ladder if each.reached}
    cost, expected = cost_of(record, upgrade), _expected(record, upgrade)
    yearly = money.amount if money else expected
    grant = float(upgrade.grant or 0)
    running = _dollars(record, upgrade, upgrade.running_cost, upgrade.currency) or 0.0
    payback = None
    if cost is not None and yearly is not None:
        payback = simple_payback(cost - grant, yearly - running)
    return Entry(
        upgrade, _group(upgrade, reached), ladder, cost, expected, money,
        _not_shown(known), payback, money is None,
    )  # fmt: skip


def planned_year(record: Record, upgrade: Upgrade) -> int | None:
    """The year in which the project ends that an upgrade is part of."""
    project = record.get(Project, upgrade.project) if upgrade.project else None
    return project.end.year if project and project.end else None


def _group(upgrade: Upgrade, reached: set[Step]) -> Group:
    if Step.VERIFIED in reached:
        return Group.VERIFIED
    if Step.MEASURED in reached:
        return Group.MEASURED
    if Step.RUNNING in reached:
        return Group.MEASURING
    return Group.PROJECT if upgrade.project else Group.IDEA


def _not_shown(known: UpgradeSavings | None) -> bool:
    verdicts = [each.verdict for each in known.effects if each.verdict] if known else []
    return bool(verdicts) and all(each is Verdict.NOT_SHOWN for each in verdicts)


def _ladder(
    record: Record, upgrade: Upgrade, known: UpgradeSavings | None
) -> Iterator[Rung]:
    """Steps in between may be missing: not everything is quoted, or told of when it was ordered.

    Verified means by an independent verifier, with a report and a day, and nothing less.
    """
    quoted, ordered = _offers(record, upgrade), _orders(record, upgrade)
    running, measured = upgrade.running_from, _measured_until(known)
    yield Rung(Step.IDEA, True)
    yield Rung(Step.QUOTED, bool(quoted), min(filter(None, quoted), default=None))
    began = min(filter(None, (*ordered, upgrade.works_from)), default=None)
    yield Rung(Step.ORDERED, began is not None or running is not None, began)
    yield Rung(Step.RUNNING, running is not None, running)
    yield Rung(Step.MEASURED, measured is not None, measured)
    verified = bool(upgrade.verifier and upgrade.verified_report and upgrade.verified_on)
    yield Rung(Step.VERIFIED, verified and measured is not None,
               upgrade.verified_on if verified else None)  # fmt: skip


def _offers(record: Record, upgrade: Upgrade) -> list[date | None]:
    """The days of all quotations for its project."""
    return [each.dated for item in items_of(record, upgrade)
            for each in record.where(Quotation, item=item.id)]  # fmt: skip


def _orders(record: Record, upgrade: Upgrade) -> list[date | None]:
    return [each.ordered for item in items_of(record, upgrade)
            for each in record.where(Payment, item=item.id)]  # fmt: skip


def items_of(record: Record, upgrade: Upgrade) -> tuple[BudgetItem, ...]:
    """The budget lines of the project it is in."""
    return record.where(BudgetItem, project=upgrade.project) if upgrade.project else ()


def _measured_until(known: UpgradeSavings | None) -> date | None:
    """The last day that a saving which may be relied on was measured at, else None."""
    days: list[date] = []
    for each in known.effects if known else ():
        if each.verdict in (None, Verdict.NOT_SHOWN):
            continue
        if each.avoided is not None:
            days += [month.month.end + timedelta(-1) for month in each.avoided.months]
        elif each.spot is not None:
            days += [term.spot.measured_on or _since(known) for term in each.spot.terms]
    return max(days, default=None)


def _since(known: UpgradeSavings | None) -> date:
    return (known.upgrade.running_from if known else None) or date.min


def cost_of(record: Record, upgrade: Upgrade) -> float | None:
    """In HK$: as entered, else the complete budget of a project that has no other upgrade."""
    if upgrade.cost is not None:
        return _dollars(record, upgrade, upgrade.cost, upgrade.currency)
    project = record.get(Project, upgrade.project) if upgrade.project else None
    if project is None or len(record.where(Upgrade, project=project.id)) > 1:
        return None
    costs = budget(record, project)
    return float(costs.total) if costs.complete else None


def _expected(record: Record, upgrade: Upgrade) -> float | None:
    """The expected saving of a year in HK$; None where no effect has one, or a rate is missing."""
    effects = [each for each in record.where(Effect, upgrade=upgrade.id) if each.money is not None]
    made = [_dollars(record, upgrade, each.money, each.money_currency) for each in effects]
    known = [each for each in made if each is not None]
    return math.fsum(known) if known and len(known) == len(made) else None


def _dollars(
    record: Record, upgrade: Upgrade, amount: Decimal | None, currency: str
) -> float | None:
    """At the rate of the day it began to run, or the newest."""
    if amount is None:
        return None
    day = upgrade.running_from or date.max
    made = in_hong_kong(float(amount), currency, day, record.all(ExchangeRate))
    return made.amount if isinstance(made, InHongKong) else None
