"""What the charts of consumption and savings take: plain values, drawn or written as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.words import N_


@dataclass(frozen=True)
class Words:
    """What the lines of a savings chart are called, and the two of what they come to."""

    adjusted: str
    actual: str
    cumulative: str
    total: str


MEASURED = Words(
    N_("Adjusted baseline"), N_("Actual use"), N_("Cumulative saving, {unit}"), N_("Saved to date")
)
STANDARD = Words(
    N_("Model before"), N_("Model since"), N_("Saving over the standard months, {unit}"),
    N_("Saved in them"),
)


@dataclass(frozen=True)
class BaselineMonth:
    """A month before the upgrade: what was used, and what the model gives for it."""

    month: Month
    actual: float
    model: float | None = None
    drivers: Sequence[float] = ()


@dataclass(frozen=True)
class ReportingMonth:
    """A month after the upgrade: the adjusted baseline, the use, the half-width of the saving."""

    month: Month
    adjusted: float
    actual: float
    half_width: float = 0.0
    drivers: Sequence[float] = ()


@dataclass(frozen=True)
class DriverName:
    """A driver of the model as a reader knows it."""

    name: str
    unit: str


@dataclass(frozen=True)
class Series:
    """What a savings chart shows, and the drivers behind it.

    `upgraded` is the month of the upgrade, `half_width` that of the total saving at `confidence`.
    `words` name the lines: of a normalised saving both are models at standard conditions. With a
    `span` only the months from its first to its last are in the picture.
    """

    unit: str
    baseline: Sequence[BaselineMonth]
    reporting: Sequence[ReportingMonth]
    upgraded: Month | None = None
    half_width: float = 0.0
    words: Words = MEASURED
    drivers: Sequence[DriverName] = ()
    confidence: float = 0.9
    span: tuple[Month, Month] | None = None

    @cached_property
    def first(self) -> Month:
        return self.span[0] if self.span else min(self._months())

    @property
    def count(self) -> int:
        return (self.span[1] if self.span else max(self._months())) - self.first + 1

    def shows(self, month: Month) -> bool:
        """Whether a month is in the picture."""
        return self.span is None or self.span[0] <= month <= self.span[1]

    @property
    def reporting_shown(self) -> list[ReportingMonth]:
        return [each for each in self.reporting if self.shows(each.month)]

    @property
    def reporting_until(self) -> list[ReportingMonth]:
        """The reporting months up to the end of the picture, also those before it begins."""
        return [each for each in self.reporting
                if self.span is None or each.month <= self.span[1]]  # fmt: skip

    def _months(self) -> list[Month]:
        before = [each.month for each in self.baseline]
        return before + [each.month for each in self.reporting]

    def at(self, month: Month) -> int:
        return month - self.first

    def values(self) -> list[float]:
        """Every figure in the picture: uses and models."""
        baseline = [each for each in self.baseline if self.shows(each.month)]
        before = [each.actual for each in baseline]
        before += [each.model for each in baseline if each.model is not None]
        after = (v for each in self.reporting_shown for v in (each.adjusted, each.actual))
        return [*before, *after] or [0.0]


def cumulated(series: Series) -> tuple[list[float], list[float], list[float]]:
    """Place, saving and half-width up to each month of the reporting period.

    The half-width of the whole is given; on the way it grows with the root of the variance so
    far, which is the share that independent months would have.
    """
    x, saved, variance = [-1.0 + series.at(series.reporting[0].month)], [0.0], [0.0]
    for each in series.reporting:
        x.append(float(series.at(each.month)))
        saved.append(saved[-1] + each.adjusted - each.actual)
        variance.append(variance[-1] + each.half_width**2)
    total = series.half_width or variance[-1] ** 0.5
    share = [(part / variance[-1]) ** 0.5 if variance[-1] else 0.0 for part in variance]
    return x, saved, [total * each for each in share]


def cumulated_before(series: Series) -> list[float]:
    """What the baseline's model was above the use, added up from its first month on.

    A good model stays near nothing; a bend tells of a change that no driver explains.
    """
    gaps = [(each.model if each.model is not None else each.actual) - each.actual
            for each in series.baseline]  # fmt: skip
    return list(accumulate(gaps))


def compared(
    result: Avoided, unit: str, upgraded: Month | None, drivers: Sequence[DriverName] = ()
) -> Series:
    """A comparison of months as its chart takes it.

    Standard months lie in no time, so neither a baseline nor the day of the works is drawn.
    """
    standard = isinstance(result, Normalised)
    before = () if standard else result.baseline
    return Series(
        unit, [BaselineMonth(m.month, m.actual, m.modelled, m.drivers) for m in before],
        [
            ReportingMonth(m.month, m.adjusted, m.actual, m.half_width or 0.0, m.drivers)
            for m in result.months
        ],
        None if standard else upgraded, result.half_width or 0.0,
        STANDARD if standard else MEASURED, drivers, result.confidence,
    )  # fmt: skip


@dataclass(frozen=True)
class MonthBar:
    """A month's use; None is a missing month. `look` is before, after or expected."""

    month: Month
    amount: float | None
    look: str = "before"


@dataclass(frozen=True)
class Panel:
    """One of several small charts: whose months they are, in what unit, and the months."""

    name: str
    unit: str
    bars: Sequence[MonthBar]


def bars(series: MonthlySeries) -> list[MonthBar]:
    """All months from the first complete one to the last; those between may be missing."""
    months = series.complete_months()
    if not months:
        return []
    amounts = ((month, series.amount(month)) for month in month_range(months[0], months[-1]))
    return [MonthBar(m, None if each is None else float(each)) for m, each in amounts]


@dataclass(frozen=True)
class Expected:
    """An effect before it is measured: use a year today and afterwards, and the tolerance."""

    name: str
    unit: str
    before: float
    after: float
    tolerance: float = 0.0
