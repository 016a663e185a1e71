"""The charts of an effect, each with its picture, its figures, and the words of a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import Translator
from cpdesk.documents.charts import chart_sheets, diagnosis_sheets
from cpdesk.documents.charts.chart_series import Series
from cpdesk.documents.charts.diagnosis_series import Billed, Intensity, Residuals, Scatter
from cpdesk.domain.periods import Month
from cpdesk.domain.sheets import Sheet
from cpdesk.presenters import chart_values
from cpdesk.presenters.chart_values import Row

if TYPE_CHECKING:
    from cpdesk.documents.charts.pointing import Drawn
    from cpdesk.documents.charts.style import Look

Size = tuple[float, float]  # inches
Span = tuple[Month, Month] | None


class Plot(Protocol):
    """One chart; `span` shows only some of its months, where months stand side by side."""

    @property
    def months(self) -> Sequence[Month]:
        """Every month with a point, oldest first."""

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        """The picture. Loads matplotlib."""

    def rows(self, month: Month) -> Iterator[Row]:
        """What is told of a month."""

    def sheet(self, t: Translator, name: str, about: str) -> Sheet:
        """The figures it is drawn from."""


@dataclass(frozen=True)
class UsePlot:
    """Use against the adjusted baseline, the cumulative saving below."""

    series: Series
    t: Translator

    @property
    def months(self) -> Sequence[Month]:
        known = {each.month for each in self.series.baseline}
        return sorted(known | {each.month for each in self.series.reporting})

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        from cpdesk.documents.charts.cusum import use_chart

        return use_chart(replace(self.series, span=span), look, size)

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_use(self.series, month, self.t)

    def sheet(self, t: Translator, name: str, about: str) -> Sheet:
        return chart_sheets.savings_sheet(self.series, t, name, about)


class CumulatedPlot(UsePlot):
    """What was saved up to each month, after what the model differed before."""

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        from cpdesk.documents.charts.cusum import cusum_chart

        return cusum_chart(replace(self.series, span=span), look, size)

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_cumulated(self.series, month, self.t)


@dataclass(frozen=True)
class ScatterPlot:
    """Use against a driver; what is told of a month is what the chart of use tells."""

    scatter: Scatter
    series: Series
    t: Translator

    @property
    def months(self) -> Sequence[Month]:
        return sorted(each.month for each in self.scatter.months)

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        from cpdesk.documents.charts.scatter import scatter_chart

        return scatter_chart(self.scatter, look, size)

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_use(self.series, month, self.t)

    def sheet(self, t: Translator, name: str, about: str) -> Sheet:
        return diagnosis_sheets.scatter_sheet(self.scatter, t, name, about)


class BothPlot(ScatterPlot):
    """The months of both periods with a model of each."""

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_scatter(self.scatter, month, self.t)


@dataclass(frozen=True)
class ResidualsPlot:
    """What the model leaves unexplained."""

    residuals: Residuals
    t: Translator

    @property
    def months(self) -> Sequence[Month]:
        return sorted(each.month for each in self.residuals.months)

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        from cpdesk.documents.charts.scatter import residuals_chart

        return residuals_chart(self.residuals, look, size)

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_residual(self.residuals, month, self.t)

    def sheet(self, t: Translator, name: str, about: str) -> Sheet:
        return diagnosis_sheets.residuals_sheet(self.residuals, t, name, about)


@dataclass(frozen=True)
class IntensityPlot:
    """Use per unit of output."""

    intensity: Intensity
    t: Translator

    @property
    def months(self) -> Sequence[Month]:
        return sorted(each.month for each in self.intensity.months)

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        from cpdesk.documents.charts.intensity import intensity_chart

        shown = [each for each in self.intensity.months if within(each.month, span)]
        return intensity_chart(replace(self.intensity, months=shown), look, size)

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_intensity(self.intensity, month, self.t)

    def sheet(self, t: Translator, name: str, about: str) -> Sheet:
        return diagnosis_sheets.intensity_sheet(self.intensity, t, name, about)


@dataclass(frozen=True)
class BilledPlot:
    """What bills, or the energy of a factory, are made up of."""

    billed: Billed
    t: Translator

    @property
    def months(self) -> Sequence[Month]:
        return [each.month for each in self.billed.months]

    def drawn(self, look: Look, size: Size, span: Span) -> Drawn:
        from cpdesk.documents.charts.billed import billed_chart

        shown = [each for each in self.billed.months if within(each.month, span)]
        return billed_chart(replace(self.billed, months=shown), look, size)

    def rows(self, month: Month) -> Iterator[Row]:
        return chart_values.of_bills(self.billed, month, self.t)

    def sheet(self, t: Translator, name: str, about: str) -> Sheet:
        return diagnosis_sheets.billed_sheet(self.billed, t, name, about)


def within(month: Month, span: Span) -> bool:
    """Whether a month is one of a span; every month is where there is none."""
    return span is None or span[0] <= month <= span[1]
