"""What the charts of consumption and savings over months take: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cpdesk.domain.periods import Month
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


@dataclass(frozen=True)
class ReportingMonth:
    """A month after the upgrade: the adjusted baseline, the use, the half-width of the saving."""

    month: Month
    adjusted: float
    actual: float
    half_width: float = 0.0


@dataclass(frozen=True)
class Series:
    """What a savings chart shows; `totals` are the words at the line ends, already rounded.

    `upgraded` is the month of the upgrade, `half_width` that of the total saving. `words` name
    the lines: of a normalised saving both are models at standard conditions.
    """

    unit: str
    baseline: Sequence[BaselineMonth]
    reporting: Sequence[ReportingMonth]
    upgraded: Month | None = None
    half_width: float = 0.0
    words: Words = MEASURED

    @cached_property
    def first(self) -> Month:
        return min(self._months())

    @property
    def count(self) -> int:
        return max(self._months()) - self.first + 1

    def _months(self) -> list[Month]:
        before = [each.month for each in self.baseline]
        return before + [each.month for each in self.reporting]

    def at(self, month: Month) -> int:
        return month - self.first

    def values(self) -> list[float]:
        before = [each.actual for each in self.baseline]
        before += [each.model for each in self.baseline if each.model is not None]
        return [*before, *(v for each in self.reporting for v in (each.adjusted, each.actual))]


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
