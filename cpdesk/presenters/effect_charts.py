"""Which charts an effect has, and how each is made from its saving and the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.domain.company import Factory
from cpdesk.domain.plant import Driver
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_
from cpdesk.presenters import effect_plots as plots
from cpdesk.presenters.effect_plots import Plot
from cpdesk.presenters.session import Session
from cpdesk.services import bill_charts, effect_charts
from cpdesk.services.effect_series import effect_series, named
from cpdesk.services.energy_mix import mix_of
from cpdesk.services.saving.savings import EffectSavings

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Measured:
    """An effect whose months were compared, in the record of a session."""

    session: Session
    known: EffectSavings
    result: Avoided

    @property
    def factory(self) -> Factory:
        record = self.session.record
        return record.get(Factory, record.get(Upgrade, self.known.effect.upgrade).factory)


def _nothing(_of: Measured) -> Options:
    return ()


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart; `choices` are the drivers or products it can be drawn of.

    `there` says whether an effect has it, without making it; in `side_by_side` months can be
    zoomed into. Standard months never `happened`.
    """

    word: str
    title: str
    there: Callable[[Measured], bool]
    make: Callable[[Measured, str], Plot | None]
    choices: Callable[[Measured], Options] = _nothing
    side_by_side: bool = True
    happened: bool = True


def _use(of: Measured, _of: str) -> Plot:
    t = of.session.t
    return plots.UsePlot(effect_series(of.session.record, of.known, of.result, t), t)


def _cumulated(of: Measured, _of: str) -> Plot:
    t = of.session.t
    return plots.CumulatedPlot(effect_series(of.session.record, of.known, of.result, t), t)


def _scatter(of: Measured, driver: str) -> Plot | None:
    record, t = of.session.record, of.session.t
    made = effect_charts.scatter_of(record, of.known, of.result, driver, t)
    plot = plots.BothPlot if isinstance(of.result, Normalised) else plots.ScatterPlot
    return plot(made, effect_series(record, of.known, of.result, t), t)


def _residuals(of: Measured, _of: str) -> Plot:
    return plots.ResidualsPlot(effect_charts.residuals_of(of.known, of.result), of.session.t)


def _intensity(of: Measured, output: str) -> Plot | None:
    record, t = of.session.record, of.session.t
    driver = record.find(Driver, output)
    made = driver and effect_charts.intensity_of(record, of.known, of.result, driver, t)
    return plots.IntensityPlot(made, t) if made else None


def _bills(of: Measured, _of: str) -> Plot | None:
    t, meter = of.session.t, of.known.meter
    made = bill_charts.billed_of(of.session.record, meter, t) if meter else None
    return plots.BilledPlot(made, t) if made else None


def _mix(of: Measured, _of: str) -> Plot | None:
    t = of.session.t
    made = mix_of(of.session.record, of.factory, of.session.ws.factors(), t)
    return plots.BilledPlot(made, t) if made else None


def _drivers(of: Measured) -> Options:
    record, t = of.session.record, of.session.t
    found = ((code, record.find(Driver, code)) for code in of.result.drivers)
    return tuple((code, named(each, t) if each else code) for code, each in found)


def _outputs(of: Measured) -> Options:
    record, t = of.session.record, of.session.t
    made = effect_charts.outputs(record, of.known, of.result)
    return tuple((each.code, named(each, t)) for each in made)


def _has_bills(of: Measured) -> bool:
    meter = of.known.meter
    return meter is not None and bill_charts.has_lines(of.session.record, meter)


def _has_model(of: Measured) -> bool:
    return of.result.fit is not None and bool(of.result.baseline)


CHARTS = (
    ChartKind("use", N_("Use and baseline"), lambda _of: True, _use),
    ChartKind("cumulated", N_("Cumulative"), lambda _of: True, _cumulated),
    ChartKind("scatter", N_("Scatter"), lambda of: bool(of.result.drivers), _scatter, _drivers,
              side_by_side=False),
    ChartKind("residuals", N_("Residuals"), _has_model, _residuals, side_by_side=False),
    ChartKind("intensity", N_("Intensity"), lambda of: bool(_outputs(of)), _intensity, _outputs),
    ChartKind("bills", N_("Breakdown"), _has_bills, _bills),
    ChartKind("mix", N_("Energy mix"), lambda _of: True, _mix),
)  # fmt: skip
STANDARD = (  # of a normalised saving: two models, at months that lie in no time
    ChartKind("standard", N_("Standard months"), lambda _of: True, _use, happened=False),
    ChartKind("both", N_("Both periods"), lambda of: bool(of.result.drivers), _scatter, _drivers,
              side_by_side=False),
    ChartKind("added", N_("Cumulative"), lambda _of: True, _cumulated, happened=False),
    *(each for each in CHARTS if each.word in ("residuals", "bills", "mix")),
)  # fmt: skip


def kinds_of(measured: Measured) -> tuple[ChartKind, ...]:
    """The charts that an effect has, the most telling first."""
    offered = STANDARD if isinstance(measured.result, Normalised) else CHARTS
    return tuple(each for each in offered if each.there(measured))
