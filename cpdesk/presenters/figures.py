"""Figures as a screen shows them: rounded to what they can bear, a dash for what is undefined."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import floor, isfinite, log10

from cpdesk.base.languages import Translator

DASH = "–"
_LEAST = 0.0001  # below it the digits of a probability or a share say nothing more


def interval(t: Translator, value: float, half_width: float | None) -> tuple[str, str]:
    """Half-width to three significant digits, the value to the same place: `253,600`, `±37,400`."""
    if half_width is None or half_width <= 0:
        return significant(t, value, 4), ""
    places = _places(half_width, 3)
    return _rounded(t, value, places), "±" + _rounded(t, half_width, places)


def significant(t: Translator, value: float | None, digits: int = 4) -> str:
    """Rounded to so many significant digits."""
    if value is None or not isfinite(value):
        return DASH
    return _rounded(t, value, _places(value, digits))


def percent(t: Translator, value: float | None, places: int = 1) -> str:
    """A fraction in percent."""
    if value is None or not isfinite(value):
        return DASH
    return t.percent(round(value, places + 2) + 0.0, places)  # no minus before a zero


def plainly(t: Translator, value: float | None, digits: int = 3) -> str:
    """So many significant digits and no zeros behind them; what is next to nothing is `<0.0001`."""
    if value is None or not isfinite(value):
        return DASH
    if value and abs(value) < _LEAST:
        return f"<{t.number(_LEAST)}"
    return t.number(Decimal(f"{value:.{digits}g}") + 0)


def fixed(t: Translator, value: float, places: int) -> str:
    """With so many decimals."""
    return t.number(round(value, places) + 0.0, places) if isfinite(value) else DASH


def probability(t: Translator, value: float) -> str:
    """A p: four decimals, or that it is less."""
    return plainly(t, value) if value < _LEAST else fixed(t, value, 4)


def short_month(t: Translator, day: date) -> str:
    """`Nov 2024`, in Chinese as ever: for narrow columns."""
    said = t.month(day)
    return f"{said[:3]} {day.year}" if t.language == "en" else said


def narrow_month(t: Translator, day: date) -> str:
    """As short as it can be: `Nov 2024`, `2024/11`."""
    return short_month(t, day) if t.language == "en" else f"{day.year}/{day.month}"


def _rounded(t: Translator, value: float, places: int) -> str:
    return t.number(round(value, places) + 0.0, max(0, places))


def _places(value: float, digits: int) -> int:
    """Decimals that leave so many significant digits; negative: zeros before the point."""
    return 0 if value == 0 else digits - 1 - floor(log10(abs(value)))
