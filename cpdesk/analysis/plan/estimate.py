"""An expected effect worked out from its formula and inputs, with the tolerance they leave it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from cpdesk.analysis.plan.formula import Formula, exact, rounded, tidy
from cpdesk.analysis.saving.cooling import Cooling, cooling
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Input
from cpdesk.domain.words import N_

SYMBOL_TWICE = blocking(
    "input-symbol-twice", N_("{n} inputs have the symbol {symbol}. Give each its own.")
)
NO_VALUE = blocking("input-empty", N_("The input {symbol} has no value. Enter it."))
BAD_VALUE = blocking(
    "input-value", N_("The input {symbol} is {value}, with which nothing can be worked out.")
)
BAD_TOLERANCE = blocking(
    "input-tolerance-negative", N_("The tolerance of {symbol} is {value}%; it cannot be negative.")
)
NO_TOLERANCE = warning(
    "input-tolerance-missing",
    N_("The input {symbol} has no tolerance and counts as exact. Enter one, or 0 if it is."),
)
UNUSED = info("input-unused", N_("The formula does not use the input {symbol}."))
DIFFERS = warning(
    "estimate-differs",
    N_("The formula makes {made}, but {typed} is entered as expected. Correct one of them."),
)
TOO_SURE = warning(
    "estimate-too-sure",
    N_("A tolerance of ±{typed}% is entered, but those of the inputs make it ±{carried}%."),
)

_SLACK = Fraction(1, 100)  # of the expected effect
_STEP = Fraction(1, 10**6)  # of a value, for its derivative


@dataclass(frozen=True)
class InputPart:
    """An input as the formula uses it: `change` is what its tolerance makes of the result."""

    input: Input
    symbol: str
    value: Decimal
    derivative: float
    change: float


@dataclass(frozen=True)
class Estimate:
    """What a formula makes of its inputs, and the cooling that is saved with it.

    Units are the inputs' own and are not worked out.
    """

    value: Decimal
    parts: tuple[InputPart, ...]
    cooling: Cooling | None = None

    @property
    def _changes(self) -> list[float]:
        own = [part.change for part in self.parts]
        return [*own, self.cooling.change] if self.cooling else own

    @property
    def half_width(self) -> float:
        """The tolerances together, to first order: the root of the sum of squares."""
        return math.hypot(*self._changes)

    @property
    def worst(self) -> float:
        """With every input wrong by its whole tolerance, and each in the worse direction."""
        return math.fsum(self._changes)

    @property
    def tolerance(self) -> float | None:
        """`half_width` in percent of the value; None where the value is zero."""
        return 100 * self.half_width / abs(float(self.value)) if self.value else None


@dataclass(frozen=True)
class Estimated:
    """The estimate of an effect, None while a finding stands against it or it has no formula."""

    estimate: Estimate | None
    findings: tuple[Finding, ...]


def evaluate(
    formula: str, inputs: Sequence[Input], place: Place | None = None
) -> Estimate | Finding:
    """The formula's value, with dF/dx x tolerance of each input, or the first fault found.

    Exact but for powers that are no whole numbers (50 digits); derivatives by central differences.
    """
    try:
        read = Formula(formula, place)
        used = [each for each in inputs if tidy(each.symbol).strip() in read.symbols]
        values = _values(used)
        result = read.value(values)
        return Estimate(rounded(result), tuple(_part(read, each, values) for each in used))
    except Refusal as refusal:
        return refusal.finding


def estimated(effect: Effect, inputs: Sequence[Input]) -> Estimated:
    """Evaluate an effect's formula, and hold the result against what was typed as expected."""
    if not effect.formula.strip():
        return Estimated(None, ())
    made = evaluate(effect.formula, inputs, Place("effect", effect.code, "formula"))
    if isinstance(made, Finding):
        return Estimated(None, (made,))
    made = _with_cooling(made, effect)
    return Estimated(made, (*_doubts(made, inputs), *_against(effect, made)))


def _with_cooling(made: Estimate, effect: Effect) -> Estimate:
    """With the cooling that the effect saves besides, of which every input makes its part."""
    less = cooling(effect, made.value)
    if less is None:
        return made
    parts = tuple(replace(e, derivative=e.derivative * less.factor, change=e.change * less.factor)
                  for e in made.parts)  # fmt: skip
    return Estimate(made.value + less.amount, parts, less)


def _at(each: Input, field: str) -> Place:
    return Place("input", each.code, field)


def _values(used: Sequence[Input]) -> dict[str, Fraction]:
    """The values by symbol; raises Refusal where one is missing, double or out of reach."""
    count = Counter(tidy(each.symbol).strip() for each in used)
    values = {}
    for each in used:
        symbol = tidy(each.symbol).strip()
        if count[symbol] > 1:
            raise SYMBOL_TWICE.refuse(_at(each, "symbol"), n=count[symbol], symbol=symbol)
        values[symbol] = _value(each, symbol)
    return values


def _value(each: Input, symbol: str) -> Fraction:
    if each.value is None:
        raise NO_VALUE.refuse(_at(each, "value"), symbol=symbol)
    if each.tolerance is not None and each.tolerance < 0:
        raise BAD_TOLERANCE.refuse(_at(each, "tolerance"), symbol=symbol, value=each.tolerance)
    value = exact(each.value)
    if value is None:
        raise BAD_VALUE.refuse(_at(each, "value"), symbol=symbol, value=str(each.value))
    return value


def _part(formula: Formula, each: Input, values: Mapping[str, Fraction]) -> InputPart:
    symbol = tidy(each.symbol).strip()
    value = values[symbol]
    slope = _derivative(formula, symbol, values)
    change = abs(slope * float(value)) * float(each.tolerance or 0) / 100
    return InputPart(each, symbol, rounded(value), slope, change)


def _derivative(formula: Formula, symbol: str, values: Mapping[str, Fraction]) -> float:
    """By central differences, (F(x + h) - F(x - h)) / 2h."""
    step = (abs(values[symbol]) or 1) * _STEP
    above = formula.value({**values, symbol: values[symbol] + step})
    below = formula.value({**values, symbol: values[symbol] - step})
    return float((above - below) / (2 * step))


def _doubts(made: Estimate, inputs: Sequence[Input]) -> Iterator[Finding]:
    used = {part.input.id for part in made.parts}
    for each in inputs:
        if each.id not in used:
            yield UNUSED.at(_at(each, "symbol"), symbol=each.symbol or each.code)
        elif each.tolerance is None:
            yield NO_TOLERANCE.at(_at(each, "tolerance"), symbol=each.symbol)


def _against(effect: Effect, made: Estimate) -> Iterator[Finding]:
    """Whether what was typed is what the formula makes, and no surer than its inputs."""
    typed, place = effect.expected, Place("effect", effect.code, "expected")
    if typed is not None and abs(made.value - typed) > abs(typed) * rounded(_SLACK):
        yield DIFFERS.at(place, made=_shown(float(made.value)), typed=typed)
    carried = Decimal(f"{made.tolerance or 0:.1f}")
    if effect.tolerance is not None and carried > effect.tolerance:
        place = Place("effect", effect.code, "tolerance")
        yield TOO_SURE.at(place, typed=effect.tolerance, carried=carried)


def _shown(value: float) -> Decimal:
    return Decimal(f"{value:.6g}")
