"""Figures as papers print them, all by the one rounding rule of the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cpdesk.analysis.rounding import adding_up, place, rounded, table_place
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.base.languages import Translator


def at_place(t: Translator, value: float | Decimal, decimals: int) -> str:
    """A value at a decimal place; negative places are tens and hundreds."""
    return t.number(rounded(value, decimals), max(0, decimals))


def plus_minus(t: Translator, half_width: float | None, decimals: int) -> str:
    """`±1,550`, or a dash where there is no interval."""
    return "–" if half_width is None else f"±{at_place(t, half_width, decimals)}"


def with_interval(t: Translator, value: float, half_width: float | None) -> str:
    """`253,600 ±37,400`: three significant digits of the half width, the value to its place."""
    decimals = place(half_width, value)
    said = at_place(t, value, decimals)
    return said if half_width is None else f"{said} {plus_minus(t, half_width, decimals)}"


def alone(t: Translator, value: float, half_width: float | None = None) -> str:
    """A value without its half width, at the place that a table would give it."""
    return at_place(t, value, table_place(half_width, value))


def column(
    t: Translator, values: Sequence[float | None], half_width: float | None = None
) -> tuple[tuple[str, ...], str]:
    """The figures of a column and their total: at one place, and they add up as printed.

    None is a dash and in no total; a column of dashes has none.
    """
    known = [value for value in values if value is not None]
    if not known:
        return tuple("–" for _ in values), "–"
    decimals = table_place(half_width, sum(known))
    parts = adding_up(known, decimals)
    left = iter(parts)
    said = tuple("–" if v is None else at_place(t, next(left), decimals) for v in values)
    return said, at_place(t, sum(parts, Decimal(0)), decimals)


@dataclass(frozen=True)
class PrintedMonths:
    """The months of a comparison as printed: rows and columns both add up.

    `model` and `added` make the adjusted baseline, which less `actual` is `saved`. The totals of
    `actual` and `saved` are the rounded ones, so that the saving is the same on every page.
    """

    decimals: int
    model: tuple[Decimal, ...]
    added: tuple[Decimal, ...]
    actual: tuple[Decimal, ...]
    saved: tuple[Decimal, ...]

    @property
    def adjusted(self) -> tuple[Decimal, ...]:
        return tuple(m + a for m, a in zip(self.model, self.added, strict=True))


def printed_months(result: Avoided) -> PrintedMonths:
    """Each month rounded by largest remainder, at the place that the total's half width sets."""
    decimals = table_place(result.half_width, result.avoided)
    actual = adding_up([each.actual for each in result.months], decimals, result.actual)
    saved = adding_up([each.avoided for each in result.months], decimals, result.avoided)
    added = adding_up([each.added for each in result.months], decimals)
    model = tuple(a + s - e for a, s, e in zip(actual, saved, added, strict=True))
    return PrintedMonths(decimals, model, added, actual, saved)
