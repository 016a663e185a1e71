"""What an upgrade saved, said first in words: the verdict, three lights, figures, the chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Severity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import N_
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.session import Session

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cpdesk.analysis.savings import Avoided
    from cpdesk.documents.chart_style import Look
    from cpdesk.documents.charts import Series as ChartSeries
    from cpdesk.services.savings import EffectSavings

CONFIDENCES = (Decimal("0.80"), Decimal("0.90"), Decimal("0.95"))

_VERDICTS = {
    "shown": N_("The readings show it: {percent} of the adjusted baseline was saved"),
    "indicated": N_("The readings indicate a saving of {percent} of the adjusted baseline"),
    "not-shown": N_("The readings show no saving"),
}
_LIGHTS = (N_("Model fit"), N_("Range"), N_("Uncertainty"))


class SavingsView(Protocol):
    def show_choices(self) -> None:
        """Other upgrades or effects can be chosen, or other words are used."""

    def show_savings(self) -> None:
        """Another effect, another figure, another language."""


@dataclass(frozen=True)
class Light:
    """One of the three lights: what it stands for, good or doubtful, and why."""

    title: str
    good: bool
    reason: str


@dataclass(frozen=True)
class Row:
    """A result: what, value, half-width (may be empty) and unit."""

    name: str
    value: str
    half_width: str
    unit: str


@dataclass(frozen=True)
class Said:
    """Everything the page says of one effect; without `measured` only sentence and findings."""

    verdict: str
    explanation: str
    measured: bool
    lights: tuple[Light, ...] = ()
    rows: tuple[Row, ...] = ()
    statistics: str = ""
    findings: tuple[Line, ...] = ()


class SavingsPage:
    """Choose an effect of an upgrade; what it saved is computed from the record each time."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.confidence = CONFIDENCES[1]
        self._chosen = ""
        self._view: SavingsView | None = None
        self._known: tuple[object, EffectSavings | None] = ((), None)
        session.listen(self._changed)

    def attach(self, view: SavingsView) -> None:
        self._view = view
        self._changed()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Id and words of each effect that a meter can show."""
        return tuple((each.id, self._words(each)) for each in self._effects())

    @property
    def chosen(self) -> str:
        effects = [each.id for each in self._effects()]
        return self._chosen if self._chosen in effects else next(iter(effects), "")

    def choose(self, effect: str) -> None:
        self._chosen = effect
        self._show()

    def choose_confidence(self, confidence: Decimal) -> None:
        self.confidence = confidence
        self._show()

    @property
    def first(self) -> type[Entity]:
        """What to enter where there is nothing to measure yet: an upgrade, then its effect."""
        return Effect if self.session.record.all(Upgrade) else Upgrade

    @property
    def said(self) -> Said:
        """The page in words and figures."""
        t, known = self.session.t, self._savings()
        if known is None:
            return Said(t("No upgrade is measured yet"), t(_FIRST), measured=False)
        found = lines(t, known.findings)
        if known.avoided is None:
            return Said(t("Not measured yet"), _expected(t, known.effect), False, findings=found)
        return Said(
            _verdict(t, known.avoided), self._explain(known, known.avoided), True,
            tuple(_lights(t, known.avoided)), tuple(_rows(t, known, known.avoided)),
            _statistics(t, known.avoided), found,
        )  # fmt: skip

    def figure(self, look: Look, size: tuple[float, float]) -> Figure | None:
        """The chart in inches, or None where nothing was measured. Loads matplotlib."""
        known = self._savings()
        if known is None or known.avoided is None:
            return None
        from cpdesk.documents.charts import savings_chart

        return savings_chart(chart_series(self.session, known), look, size)

    def _changed(self) -> None:
        if self._view:
            self._view.show_choices()
            self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_savings()

    def _effects(self) -> tuple[Effect, ...]:
        record = self.session.record
        order = {each.id: at for at, each in enumerate(record.all(Upgrade))}
        effects = [each for each in record.all(Effect) if each.meter and each.upgrade in order]
        running = {each.id for each in record.all(Upgrade) if each.running_from}
        return tuple(sorted(
            effects, key=lambda each: (each.upgrade not in running, order[each.upgrade])
        ))  # fmt: skip

    def _words(self, effect: Effect) -> str:
        record = self.session.record
        upgrade, meter = record.get(Upgrade, effect.upgrade), record.entity(effect.meter or "")
        words = [self.session.name(upgrade), self.session.t.show(getattr(meter, "name", ""))]
        return " · ".join(each for each in words if each)

    def _savings(self) -> EffectSavings | None:
        """The chosen effect's savings, computed once for each state of the record."""
        key = (self.chosen, self.confidence, self.session.record)
        if not self.chosen:
            return None
        if self._known[0] != key:
            self._known = (key, self._compute())
        return self._known[1]

    def _compute(self) -> EffectSavings | None:
        from cpdesk.services.savings import savings_of

        record = self.session.record
        upgrade = record.get(Upgrade, record.get(Effect, self.chosen).upgrade)
        found = savings_of(record, upgrade, self.session.ws.factors(), self.confidence)
        return next((each for each in found.effects if each.effect.id == self.chosen), None)

    def _explain(self, known: EffectSavings, result: Avoided) -> str:
        t = self.session.t
        unit = known.meter.unit if known.meter else ""
        value, width = interval(t, result.avoided, result.half_width)
        facts = {
            "n": len(result.months), "value": value, "unit": unit,
            "width": width, "confidence": t.percent(result.confidence, 0),
        }
        if result.half_width is None:
            return t("{value} {unit} less in {n} months, by a simple ratio.", **facts)
        said = t("{value} {width} {unit} less in {n} months ({confidence} confidence).", **facts)
        if not result.drivers:
            return said
        record = self.session.record
        drivers = [record.find(Driver, code) for code in result.drivers]
        names = tuple(t.show(each.name) or each.code for each in drivers if each)
        return f"{said} {t('Changes of {drivers} are accounted for.', drivers=names)}"


_FIRST = N_("Enter an upgrade, the day it runs from, and the meter it changes under Upgrades.")


def interval(t: Translator, value: float, half_width: float | None) -> tuple[str, str]:
    """Half-width to three significant digits, the value to the same place: `253,600`, `±37,400`."""
    if half_width is None or half_width <= 0:
        return t.number(round(value, _places(value, 4)), max(0, _places(value, 4))), ""
    places = _places(half_width, 3)
    shown = max(0, places)
    return t.number(round(value, places), shown), "±" + t.number(round(half_width, places), shown)


def _places(value: float, digits: int) -> int:
    """Decimals that leave so many significant digits; negative: zeros before the point."""
    return 0 if value == 0 else digits - 1 - floor(log10(abs(value)))


def _verdict(t: Translator, result: Avoided) -> str:
    return t(_VERDICTS[str(result.verdict.value)], percent=t.percent(result.fraction))


def _lights(t: Translator, result: Avoided) -> Iterator[Light]:
    for title, light in zip(_LIGHTS, result.lights, strict=True):
        good = light.severity is Severity.INFO
        yield Light(t(title), good, sentence(t, light))


def _rows(t: Translator, known: EffectSavings, result: Avoided) -> Iterator[Row]:
    share = result.half_width / result.avoided if result.half_width and result.avoided else None
    name = t.show(known.meter.name) if known.meter else ""
    yield _row(t, name, result.avoided, share, known.meter.unit if known.meter else "")
    if known.standard_coal:
        yield _row(t, t("Standard coal"), known.standard_coal.tonnes, share, "tce")
    if known.co2:
        yield _row(t, t("Carbon dioxide"), known.co2.tonnes, share, "t")
    if known.money:
        yield _row(t, t("Money"), known.money.amount, share, known.money.currency)


def _row(t: Translator, name: str, value: float, share: float | None, unit: str) -> Row:
    shown, width = interval(t, value, None if share is None else abs(value * share))
    return Row(name, shown, width, unit)


def _statistics(t: Translator, result: Avoided) -> str:
    fit = result.fit
    if fit is None:
        return ""
    return t(
        "n {n} · parameters {p} · R² {r2} · CV(RMSE) {cv} · F {f} · lag-1 correlation {lag}",
        n=fit.n, p=fit.parameters, r2=f"{fit.r2:.3f}", cv=t.percent(fit.cv_rmse),
        f=f"{fit.f:.0f}", lag=f"{fit.lag1:.2f}",
    )  # fmt: skip


def _expected(t: Translator, effect: Effect) -> str:
    if effect.expected is None:
        return t("What stands in the way is listed below.")
    amount = f"{t.number(effect.expected)} {effect.unit}".strip()
    if effect.tolerance is None:
        return t("Expected: {amount} a year.", amount=amount)
    return t("Expected: {amount} a year, ±{n}%.", amount=amount, n=effect.tolerance)


def chart_series(session: Session, known: EffectSavings) -> ChartSeries:
    """A measured effect as the charts take it; raises ValueError where nothing was measured."""
    from cpdesk.documents.charts import BaselineMonth, ReportingMonth, Series

    result = known.avoided
    if result is None or known.meter is None:
        raise ValueError("only what was measured can be drawn")
    upgrade = session.record.get(Upgrade, known.effect.upgrade)
    began = upgrade.works_from or upgrade.running_from
    return Series(
        known.meter.unit,
        tuple(BaselineMonth(each.month, each.actual, each.modelled) for each in result.baseline),
        tuple(
            ReportingMonth(each.month, each.adjusted, each.actual, each.half_width or 0.0)
            for each in result.months
        ),
        Month.of(began) if began else None, result.half_width or 0.0,
    )  # fmt: skip

