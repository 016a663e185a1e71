"""What a pack says: everything the paper prints, already judged and computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import BinaryIO, ClassVar

from cpdesk.analysis.factors.table import Used
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.plan.detectability import Detectability
from cpdesk.analysis.plan.estimate import Estimate
from cpdesk.documents.chapters.measured import (
    EconomyView,
    Line,
    MeasureView,
    SharedView,
    group_of,
    lines_of,
)
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Acceptance, PackKind
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.programme.budget import Budget
from cpdesk.programme.cases import Case
from cpdesk.programme.funding import Grant
from cpdesk.programme.schemes import Document, Rule, Scheme
from cpdesk.programme.spending import Claim, Spending
from cpdesk.programme.standing import Standing

_YEARS = 3  # that are set beside one another
Metered = tuple[Meter | Driver, MonthlySeries]


@dataclass(frozen=True)
class Owner:
    """A box of the ownership chart; `level` 0 is the factory, its owners stand above.

    `share` is the part of the factory it holds over all ways, `of_applicant` that of the
    applicant; None where it cannot be told.
    """

    id: str
    name: LocalText
    level: int
    strong: bool
    share: Fraction | None
    of_applicant: Fraction | None


@dataclass(frozen=True)
class Stake:
    """A line of the chart: what one holds of another, in percent; strong where relied upon."""

    owner: str
    owned: str
    share: Decimal | None
    strong: bool


@dataclass(frozen=True)
class Ownership:
    """Who owns whom, which links the rules name, and what stands against the claimed one."""

    owners: tuple[Owner, ...]
    stakes: tuple[Stake, ...]
    links: tuple[Rule, ...]
    against: tuple[Finding, ...]


@dataclass(frozen=True)
class OfficialForm:
    """The filled official form before a pack: its file, its pages, and the empty form's hash."""

    file: str
    pages: int
    sha256: str


@dataclass(frozen=True)
class PackView:
    """What both packs share: the record at one moment and the rules it is printed under.

    `number`, `draft` and `findings` belong to the printing, not to the record.
    `personal` are the numbers of papers, in any checklist, that only one application may use.
    `accepted` are the doubts that a person let stand, each with the word that says why. `read`
    opens the bytes of a paper by its SHA-256; without it no photograph is shown.
    """

    kind: ClassVar[PackKind]

    record: Record
    company: Company
    factory: Factory
    scheme: Scheme
    sector: LocalText
    ownership: Ownership
    series: tuple[Metered, ...]
    marks: Mapping[str, str]
    on: date
    personal: frozenset[str]
    number: str = field(default="", kw_only=True)
    draft: bool = field(default=True, kw_only=True)
    findings: tuple[Finding, ...] = field(default=(), kw_only=True)
    accepted: tuple[tuple[Finding, Acceptance], ...] = field(default=(), kw_only=True)
    read: Callable[[str], BinaryIO] | None = field(default=None, kw_only=True)
    official: OfficialForm | None = field(default=None, kw_only=True)

    @property
    def official_pages(self) -> int:
        """How many pages of the official form stand before the pack."""
        return self.official.pages if self.official else 0

    @property
    def meters(self) -> tuple[tuple[Meter, MonthlySeries], ...]:
        return tuple((each, s) for each, s in self.series if isinstance(each, Meter))

    @property
    def drivers(self) -> tuple[tuple[Driver, MonthlySeries], ...]:
        return tuple((each, s) for each, s in self.series if isinstance(each, Driver))

    @property
    def case(self) -> Case:
        """What decides which papers are needed."""
        return Case(self.record, self.company, self.factory)

    @property
    def used_factors(self) -> tuple[Used, ...]:
        """The factors that its figures were made with."""
        return ()

    @property
    def asked(self) -> tuple[Document, ...]:
        """The papers that are asked for with this pack."""
        return self.scheme.documents

    def series_of(self, meter: Meter) -> MonthlySeries | None:
        """The months of a meter; None where its units cannot be read."""
        return next((series for each, series in self.meters if each.id == meter.id), None)

    def month_mark(self, series: MonthlySeries | None, month: Month) -> str:
        """The evidence of every bill that a month was made from."""
        value = series.value(month) if series else None
        ids = value.readings if value else ()
        return " ".join(dict.fromkeys(filter(None, map(self.mark, ids))))

    def mark(self, id: str) -> str:
        """How an entity's evidence is cited, such as `[E12-3]`; empty where there is none."""
        return self.marks.get(id, "")


@dataclass(frozen=True)
class EffectView:
    """An expected effect beside today's use of its meter over the last twelve months.

    `before` is in the effect's unit; None without a meter or twelve complete months. `estimate`
    is its formula worked out, `detection` whether the meter will show it; `submeter` is the one
    that `detection` proposes.
    """

    effect: Effect
    meter: Meter | None
    before: Decimal | None
    estimate: Estimate | None = None
    detection: Detectability | None = None
    submeter: Meter | None = None


@dataclass(frozen=True)
class Economics:
    """What the project is expected to save in money a year: amount, currency and its rate in HK$.

    `hkd` is all of it in HK$ a year; None where a currency has no rate or nothing is saved.
    """

    yearly: tuple[tuple[str, Decimal, Decimal | None], ...]
    hkd: Decimal | None

    def payback(self, cost: Decimal) -> Decimal | None:
        """Years until a cost in HK$ has come back; None where that cannot be told."""
        return cost / self.hkd if self.hkd and cost > 0 else None


@dataclass(frozen=True)
class ExpectedSum:
    """What is expected of a year: a quantity, or an English text of the catalogue or a gas.

    `half` is the half-width of its tolerance in `unit`; None where one is not known.
    """

    what: Quantity | str
    unit: str
    amount: float
    half: float | None


@dataclass(frozen=True)
class ExpectedYear:
    """The sums of an upgrade, or of all (None); `payback` in years, without any grant."""

    upgrade: Upgrade | None
    sums: tuple[ExpectedSum, ...]
    payback: float | None


@dataclass(frozen=True)
class ApplicationView(PackView):
    """The funding application of a project; `fallback` is the grant under the usual ceiling."""

    kind = PackKind.APPLICATION

    project: Project
    upgrades: tuple[tuple[Upgrade, tuple[EffectView, ...]], ...]
    economics: Economics
    economy: EconomyView | None
    budget: Budget
    grant: Grant
    fallback: Grant
    expected: tuple[ExpectedYear, ...] = ()
    factors: tuple[Used, ...] = ()

    @property
    def used_factors(self) -> tuple[Used, ...]:
        return self.factors

    @property
    def case(self) -> Case:
        return Case.of_project(self.record, self.project)


@dataclass(frozen=True)
class MeasuredView(PackView):
    """What was measured of upgrades that run; `economies` are by the id of the upgrade."""

    measures: tuple[tuple[Upgrade, tuple[MeasureView, ...]], ...]
    estimates: tuple[tuple[Upgrade, tuple[Effect, ...]], ...]
    factors: tuple[Used, ...]
    shared: tuple[SharedView, ...]
    economies: Mapping[str, EconomyView]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of totals: each meter once, each upgrade with its own."""
        return lines_of(self.measures, self.shared)

    def teller(self, group: SharedView) -> tuple[Upgrade, MeasureView] | None:
        """At whom a shared meter's own comparison stands: its leader, or the first of this paper.

        None where all that this paper is about was measured at sub-meters.
        """
        told = {each.effect.id for _, effects in self.measures for each in effects}
        at = (one for one in group.members
              if one[1].meter == group.leader.meter and one[1].effect.id in told)  # fmt: skip
        return next(at, None)

    def told_at(self, measure: MeasureView) -> MeasureView | None:
        """The comparison that stands at a measure; None where another one's tells it."""
        group = group_of(self.shared, measure)
        if group is None or measure.meter != group.leader.meter:
            return measure
        teller = self.teller(group)
        return group.leader if teller and teller[1].effect.id == measure.effect.id else None

    @property
    def used_factors(self) -> tuple[Used, ...]:
        return self.factors


def years_to(last: int) -> tuple[int, ...]:
    """The years that are set beside one another, up to the last."""
    return tuple(range(last + 1 - _YEARS, last + 1))


@dataclass(frozen=True)
class CoalLine:
    """What a meter counted in tonnes of standard coal, by year; None where that cannot be told."""

    meter: Meter
    tonnes: tuple[float | None, ...]
    used: tuple[Used, ...]


@dataclass(frozen=True)
class EnergyYears:
    """The main meters of energy in standard coal, and all of them together."""

    lines: tuple[CoalLine, ...]
    totals: tuple[float | None, ...]

    @property
    def used(self) -> tuple[Used, ...]:
        return tuple(each for line in self.lines for each in line.used)


@dataclass(frozen=True)
class DossierView(MeasuredView):
    """The recognition dossier of a factory for a class and year; `energy` is of its `years`."""

    kind = PackKind.DOSSIER

    label: LabelClass
    year: int
    energy: EnergyYears
    candidacy: Candidacy | None
    standings: tuple[Standing, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years before that of the label (R15)."""
        return years_to(self.year - 1)

    @property
    def case(self) -> Case:
        return Case.of_label(self.record, self.factory, self.label, self.year)


@dataclass(frozen=True)
class AuditView(MeasuredView):
    """The performance tables of a factory's cleaner production audit, up to a calendar year.

    `planned` are the options that do not run by its end; `low_cost` is the audit's own line, in
    RMB, up to which an option counts as one of no or low cost.
    """

    kind = PackKind.AUDIT

    year: int
    energy: EnergyYears
    planned: tuple[Upgrade, ...]
    low_cost: Decimal | None = field(default=None, kw_only=True)

    @property
    def years(self) -> tuple[int, ...]:
        return years_to(self.year)

    @property
    def asked(self) -> tuple[Document, ...]:
        return ()


@dataclass(frozen=True)
class CompletionView(MeasuredView):
    """The completion report of a project: what was planned beside what was done."""

    kind = PackKind.COMPLETION

    project: Project
    budget: Budget
    spending: Spending
    claim: Claim

    @property
    def case(self) -> Case:
        return Case.of_project(self.record, self.project)

    @property
    def asked(self) -> tuple[Document, ...]:
        return self.scheme.closing
