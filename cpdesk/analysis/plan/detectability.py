"""Before purchase: whether a year's saving could be told from the meter's own ups and downs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cpdesk.analysis.models.regression import Fit
from cpdesk.analysis.saving.avoided import LEAST_MONTHS, baseline_model, with_events
from cpdesk.analysis.saving.series import Series
from cpdesk.analysis.saving.uncertainty import Places, half_width
from cpdesk.analysis.saving.verdict import LIMIT, MODEL_NOTHING, MODEL_SHORT
from cpdesk.domain.findings import Finding, Place, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_

YEAR = 12

DETECTABLE = info(
    "saving-detectable",
    N_("{meter} can show this saving: a year's interval is expected to be ±{half_width} {unit}, "
       "and the saving is {expected} {unit}."),
)  # fmt: skip
AT_SUBMETER = warning(
    "saving-at-submeter",
    N_("{meter} cannot show a saving of {expected} {unit}: its interval of a year is ±{half_width} "
       "{unit}. Name the sub-meter {submeter} instead, where ±{narrower} {unit} is expected."),
)  # fmt: skip
PERHAPS_AT_SUBMETER = warning(
    "saving-perhaps-at-submeter",
    N_("{meter} cannot show a saving of {expected} {unit}: its interval of a year is ±{half_width} "
       "{unit}. The sub-meter {submeter} could, with ±{narrower} {unit}, if it is as regular as "
       "{meter}. Record it with its drivers for {n} months before ordering."),
)  # fmt: skip
NO_SUBMETER = warning(
    "saving-needs-submeter",
    N_("{meter} cannot show a saving of {expected} {unit}, which is {share} of its use: its "
       "interval of a year is ±{half_width} {unit}. Before ordering, put a sub-meter on the "
       "equipment and record at least {n} months."),
)  # fmt: skip
TOO_MUCH = warning(
    "saving-exceeds-use",
    N_("A saving of {expected} {unit} is expected, but {meter} used only {use} {unit} in the last "
       "twelve months. Correct the estimate, or choose the meter it belongs to."),
)  # fmt: skip
NOT_EXPECTED = warning(
    "saving-not-entered",
    N_("Enter the saving that is expected in a year; then it can be said whether {meter} will "
       "show it."),
)  # fmt: skip
NO_DRIVER = warning(
    "detectability-no-driver",
    N_("It cannot be told whether {meter} will show the saving: no driver is chosen. Record what "
       "its use depends on, such as output, for {n} months."),
)  # fmt: skip
NO_MONTHS = warning(
    "detectability-months",
    N_("It cannot be told whether {meter} will show the saving: {known} usable months are known "
       "of the {n} needed. Record the meter and its drivers until then, or enter earlier bills."),
)  # fmt: skip
NO_MODEL = warning(
    "detectability-no-model",
    N_("It cannot be told whether {meter} will show the saving: its drivers do not explain its "
       "use. Record others for {n} months, or put a sub-meter on the equipment."),
)  # fmt: skip


@dataclass(frozen=True)
class Submeter:
    """A meter below, nearer to the equipment: what it uses in a year, and its months if known."""

    code: str
    use: float
    series: Series | None = None


@dataclass(frozen=True)
class Detectability:
    """Whether a year's saving would be shown; None where that cannot be told.

    `half_width` is that of twelve months still to come, under the baseline's model. `use` is that
    of the last twelve usable months, `share` the saving's part of it. `submeter` is the smallest
    meter below that would show it, with `narrower` as its half width.
    """

    finding: Finding
    expected: float
    confidence: float
    detectable: bool | None = None
    half_width: float | None = None
    use: float | None = None
    share: float | None = None
    submeter: str | None = None
    narrower: float | None = None


def detectability(
    meter: str, unit: str, series: Series, baseline: Sequence[Month], expected: float,
    submeters: Sequence[Submeter] = (), confidence: float = 0.9,
) -> Detectability:  # fmt: skip
    """Whether `expected`, a year's saving in the meter's `unit`, is at least twice the half width.

    The half width is the wider one of the year after the baseline, at the conditions of the last
    twelve usable months. A sub-meter, in the same unit, is judged by its own model over the same
    months; where it has none, by the meter's relative half width, and the finding says that this
    is a supposition.
    """
    place, months = Place("meter", meter), series.usable(baseline)
    if expected <= 0:
        return Detectability(NOT_EXPECTED.at(place, meter=meter), expected, confidence)
    width = predicted_half_width(series, months, confidence)
    if isinstance(width, Finding):
        return Detectability(_untold(place, width, series, months), expected, confidence)
    use = sum(series.use[month] for month in months[-YEAR:])
    asked = _Asked(meter, unit, expected, confidence, width, use, months)
    if expected > use:
        return asked.answer(TOO_MUCH.at(place, **asked.facts, use=_shown(use)))
    if _shows(expected, width):
        return asked.answer(DETECTABLE.at(place, **asked.facts), detectable=True)
    return _below(asked, submeters, _least(series))


def predicted_half_width(
    series: Series, months: Sequence[Month], confidence: float = 0.9
) -> float | Finding:
    """The wider half width of the twelve months after the last of these usable ones.

    Each of them is like one of the last twelve; without a model the finding says why.
    """
    if len(months) < YEAR:
        return NO_MONTHS.at(known=len(months), n=YEAR)
    model = baseline_model(series, months)
    if isinstance(model, Finding):
        return model
    return _next_year(series, model, list(months), confidence)


def _next_year(series: Series, model: Fit, months: list[Month], confidence: float) -> float:
    like = months[-YEAR:]
    design = model.design(series.columns(like), YEAR)
    last = months[-1] - months[0]
    places = Places([month - months[0] for month in months], range(last + 1, last + 1 + YEAR))
    width = half_width(model, design, places, confidence)
    return with_events(series, model, design, months, like, width).wider


@dataclass(frozen=True)
class _Asked:
    """What was asked of a meter, and what is known of it."""

    meter: str
    unit: str
    expected: float
    confidence: float
    width: float
    use: float
    months: Sequence[Month]

    @property
    def facts(self) -> dict[str, object]:
        return {"meter": self.meter, "unit": self.unit, "expected": _shown(self.expected),
                "half_width": _shown(self.width)}  # fmt: skip

    def answer(
        self, finding: Finding, *, detectable: bool = False, submeter: str | None = None,
        narrower: float | None = None,
    ) -> Detectability:  # fmt: skip
        share = self.expected / self.use if self.use else None
        return Detectability(finding, self.expected, self.confidence, detectable, self.width,
                             self.use, share, submeter, narrower)  # fmt: skip


def _below(asked: _Asked, submeters: Sequence[Submeter], least: int) -> Detectability:
    """The smallest meter below that would show it; a saving is never more than what is used."""
    place = Place("meter", asked.meter)
    for each in sorted(submeters, key=lambda each: each.use):
        width, supposed = _width_below(asked, each)
        if each.use >= asked.expected and _shows(asked.expected, width):
            kind = PERHAPS_AT_SUBMETER if supposed else AT_SUBMETER
            facts = {**asked.facts, "submeter": each.code, "narrower": _shown(width), "n": least}
            return asked.answer(kind.at(place, **facts), submeter=each.code, narrower=width)
    share = f"{asked.expected / asked.use:.1%}"
    return asked.answer(NO_SUBMETER.at(place, **asked.facts, share=share, n=least))


def _width_below(asked: _Asked, submeter: Submeter) -> tuple[float, bool]:
    """The half width of a sub-meter, and whether it is only supposed."""
    series = submeter.series
    months = series.usable(asked.months) if series else []
    width = predicted_half_width(series, months, asked.confidence) if series else None
    if isinstance(width, float):
        return width, False
    return asked.width * submeter.use / asked.use, True


def _shows(expected: float, width: float) -> bool:
    return width <= LIMIT * expected


def _least(series: Series) -> int:
    """How many months a model with these drivers needs at least."""
    return max(LEAST_MONTHS, len(series.drivers) + len(series.indicators) + 3)


def _untold(place: Place, reason: Finding, series: Series, months: Sequence[Month]) -> Finding:
    """Why it cannot be told, and what to record."""
    if not series.drivers:
        return NO_DRIVER.at(place, meter=place.code, n=YEAR)
    if reason.kind in (NO_MONTHS, MODEL_SHORT):
        n = max(YEAR, _least(series))
        return NO_MONTHS.at(place, meter=place.code, known=len(months), n=n)
    if reason.kind is MODEL_NOTHING:
        return NO_MODEL.at(place, meter=place.code, n=YEAR)
    return replace(reason, place=place)


def _shown(value: float) -> int | Decimal:
    """To three figures where it is small, else whole."""
    return round(value) if abs(value) >= 100 else Decimal(f"{value:.3g}")
