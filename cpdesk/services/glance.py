"""A factory at a glance: what was saved, how ready its packs are, what is due, what is in doubt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from cpdesk.documents.chapters.measured import Line, half_width_of, lines_of
from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Refusal, Severity
from cpdesk.domain.papers import PackKind
from cpdesk.domain.plant import MeterKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import N_
from cpdesk.programme.form_parts import owners
from cpdesk.programme.form_state import of_paper, of_question, readiness
from cpdesk.programme.schemes import load_schemes
from cpdesk.services.acceptance import split
from cpdesk.services.basis import Basis
from cpdesk.services.deadlines import Deadline, deadlines
from cpdesk.services.factors import load_factors
from cpdesk.services.jobs import Job
from cpdesk.services.orders import (
    ApplicationOrder,
    AuditOrder,
    CompletionOrder,
    DossierOrder,
    Order,
)
from cpdesk.services.pack_form import form_of
from cpdesk.services.saving.savings import savings_of
from cpdesk.services.saving.views import Results, unmeasured

COMPARING = N_("Comparing upgrades with their baselines")
JUDGING = N_("Looking for what is missing")
_KINDS = tuple(PackKind)
_SAVINGS = 0.7  # of the work
CUBIC = "m³"


@dataclass(frozen=True)
class Sum:
    """What several measures saved since they run; `without` counts those it is not known of."""

    value: float
    half_width: float | None
    without: int


@dataclass(frozen=True)
class Totals:
    """Sums of what is shown or indicated, each meter once; None where there is nothing to add."""

    money: Sum | None
    coal: Sum | None
    water: Sum | None
    co2: Sum | None


@dataclass(frozen=True)
class Saved:
    """What one upgrade, or several at one meter, saved; without a `line` nothing is measured yet.

    The lines are those of the dossier's totals, so that screen and paper say the same.
    """

    upgrades: tuple[Upgrade, ...]
    effect: Effect
    line: Line | None


@dataclass(frozen=True)
class Ready:
    """How far a pack is: `asked` questions and papers, `open` of them, and what was found.

    `asked` is 0 for a pack whose scheme asks nothing by number; `of` is None where there is
    nothing yet that such a pack could be made for.
    """

    kind: PackKind
    of: Entity | None
    asked: int
    open: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(each.severity is severity for each in self.findings)


@dataclass(frozen=True)
class Glance:
    """What the overview says of a factory beside its months."""

    saved: tuple[Saved, ...]
    totals: Totals
    packs: tuple[Ready, ...]
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]


def glance(record: Record, factory: Factory, today: date, job: Job) -> Glance:
    """Everything of a factory as it stands today; raises Refusal where rules cannot be read."""
    schemes = load_schemes(record)
    basis = Basis(record, schemes, load_factors(record), today)
    _compare(basis, job)
    results = basis.results_at(factory)
    lines = lines_of(results.measures, results.shared)
    every = (*_packs(basis, factory, job), *_not_begun(record, factory))
    packs = tuple(sorted(every, key=lambda each: _KINDS.index(each.kind)))
    bills_first = sorted(packs, key=lambda each: each.kind is not PackKind.AUDIT)
    return Glance(
        tuple(_saved(lines, results)), _totals(lines), packs,
        deadlines(record, factory, schemes, today),
        tuple(chain.from_iterable(each.findings for each in bills_first)),
    )  # fmt: skip


def _saved(lines: Sequence[Line], results: Results) -> Iterator[Saved]:
    """Each line of the totals, then what could not be measured."""
    for line in lines:
        yield Saved(line.upgrades, line.measure.effect, line)
    for upgrade, effects in unmeasured(results.measured):
        for each in effects:
            yield Saved((upgrade,), each, None)


def _compare(basis: Basis, job: Job) -> None:
    """The savings of every upgrade, one after the other so that the work can be stopped."""
    running = [each for each in basis.record.all(Upgrade) if each.running_from]
    found = []
    for at, each in enumerate(running):
        job.report(COMPARING, _SAVINGS * at / len(running))
        found.append(savings_of(basis.record, each, basis.factors))
    basis.__dict__["savings"] = tuple(found)  # the property would do it in one go


def _totals(lines: Sequence[Line]) -> Totals:
    since = [each for each in lines if each.counted and not each.measure.of_year]
    water = [each for each in since if _is_water(each)]
    return Totals(
        _sum(since, [each.hkd for each in since]), _sum(since, [each.coal for each in since]),
        _sum(water, [each.amount for each in water]), _sum(since, [each.co2 for each in since]),
    )


def _is_water(line: Line) -> bool:
    meter = line.measure.meter
    return meter is not None and meter.kind is MeterKind.WATER and line.measure.unit == CUBIC


def _sum(lines: Sequence[Line], values: Sequence[float | None]) -> Sum | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return Sum(math.fsum(known), half_width_of(lines, values), len(values) - len(known))


def _not_begun(record: Record, factory: Factory) -> Iterator[Ready]:
    """The two packs this program is for, where nothing is entered that they could be made for."""
    if not record.where(Project, factory=factory.id):
        yield Ready(PackKind.APPLICATION, None, 0, 0, ())
    if not record.where(Candidacy, factory=factory.id):
        yield Ready(PackKind.DOSSIER, None, 0, 0, ())


def _packs(basis: Basis, factory: Factory, job: Job) -> Iterator[Ready]:
    orders = list(_orders(basis.record, factory, basis.on))
    for at, order in enumerate(orders):
        job.report(JUDGING, _SAVINGS + (1 - _SAVINGS) * at / len(orders))
        try:
            found = split(basis.record, order.judge(basis))[0]
        except Refusal as refusal:
            found = (refusal.finding,)
        ready, n = _readiness(basis, order, found)
        yield Ready(order.kind, _about(basis.record, order), n, n - ready, tuple(found))


def _orders(record: Record, factory: Factory, today: date) -> Iterator[Order]:
    """Of each project its application, or its report once it is approved; dossiers; the audit."""
    for project in record.where(Project, factory=factory.id):
        done = project.approved_on is not None
        yield CompletionOrder(project) if done else ApplicationOrder(project)
    for each in record.where(Candidacy, factory=factory.id):
        if each.label is not None and each.year is not None:
            yield DossierOrder(factory, each.label, each.year)
    yield AuditOrder(factory, today.year - 1)


def _about(record: Record, order: Order) -> Entity:
    if not isinstance(order, DossierOrder):
        return order.of
    of = {"factory": order.factory.id, "label": order.label, "year": order.year}
    return record.where(Candidacy, **of)[0]


def _readiness(basis: Basis, order: Order, found: Iterable[Finding]) -> tuple[int, int]:
    """How many questions and papers of the form of a pack are ready, and how many are to be."""
    form = form_of(order, basis.record, basis.schemes, basis.on)
    if form is None:
        return 0, 0
    case, owned = form.case, owners(form.case, form.scheme, found)
    return readiness((
        *(of_question(case, each, owned.get(each.id, ())) for each in form.questions.values()),
        *(of_paper(case, each, owned.get(each.id, ())) for each in form.papers.values()),
    ))  # fmt: skip
