"""What the charts of a model and of intensity take: plain values, drawn or written as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpdesk.documents.charts.chart_series import DriverName
from cpdesk.domain.periods import Month

_FAR = 2.0  # standard deviations of the model


@dataclass(frozen=True)
class ScatterMonth:
    """A month's use at its driver, and what the model of the baseline gives for it.

    `shown` is the use as it would be with the other drivers at their mean: it lies as far from
    the line as the use from the model. With one driver it is the use itself.
    """

    month: Month
    at: float
    actual: float
    model: float
    shown: float
    half_width: float | None = None
    reporting: bool = False
    inside: bool = True


@dataclass(frozen=True)
class LinePoint:
    """The model at a value of the driver, with the half-width of a single month there."""

    at: float
    model: float
    half_width: float = 0.0


@dataclass(frozen=True)
class Scatter:
    """Use against a driver; the line is the baseline's model with the `others` at their mean.

    `since` is the line of a second model, of the months since the upgrade, where there is one;
    its months have their model of it.
    """

    unit: str
    driver: DriverName
    months: Sequence[ScatterMonth]
    line: Sequence[LinePoint]
    others: Sequence[DriverName] = ()
    confidence: float = 0.9
    since: Sequence[LinePoint] = ()


@dataclass(frozen=True)
class ResidualMonth:
    """A month of the baseline: its use, and what the model gives for it."""

    month: Month
    actual: float
    model: float

    @property
    def residual(self) -> float:
        return self.actual - self.model


@dataclass(frozen=True)
class Residuals:
    """What the model leaves unexplained; `sd` is its residual standard deviation.

    A ratio has none.
    """

    unit: str
    months: Sequence[ResidualMonth]
    sd: float | None = None

    def is_far(self, month: ResidualMonth) -> bool:
        """Whether a month lies more than two standard deviations off."""
        return bool(self.sd) and abs(month.residual) > _FAR * (self.sd or 0)

    @property
    def limit(self) -> float | None:
        return _FAR * self.sd if self.sd else None


@dataclass(frozen=True)
class IntensityMonth:
    """A month's output, use, and the use that the model gives for it."""

    month: Month
    output: float
    actual: float
    model: float
    reporting: bool = False

    @property
    def per_unit(self) -> float:
        return self.actual / self.output

    @property
    def expected(self) -> float:
        return self.model / self.output


@dataclass(frozen=True)
class Intensity:
    """Use per unit of output by month, and over all months `before` and `since`.

    `left_out` months had no output, or it is not known.
    """

    unit: str
    output: DriverName
    months: Sequence[IntensityMonth]
    before: float | None
    since: float | None
    upgraded: Month | None = None
    left_out: int = 0

    @property
    def per(self) -> str:
        return f"{self.unit}/{self.output.unit or '1'}"


@dataclass(frozen=True)
class BilledMonth:
    """The bills of a month (each where most of its days lie): amounts by band, costs by line."""

    month: Month
    amounts: tuple[float, ...]
    costs: tuple[float, ...]


@dataclass(frozen=True)
class Billed:
    """What bills are made up of; `bands` name the amounts, `lines` the costs, six at most each."""

    unit: str
    currency: str
    bands: tuple[str, ...]
    lines: tuple[str, ...]
    months: Sequence[BilledMonth]
