"""Units of measure with exact factors, and the many ways they are written."""

from __future__ import annotations

import unicodedata
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_

UNIT_MISMATCH = blocking(
    "unit-mismatch", N_("{unit} cannot be turned into {wanted}. Correct the unit of the figure.")
)

# Unit: dimension and how many of the dimension's own unit it is (kWh, m3, kg, km).
_UNITS: dict[str, tuple[str, Fraction]] = {
    "kWh": ("energy", Fraction(1)),
    "MWh": ("energy", Fraction(1000)),
    "GWh": ("energy", Fraction(10**6)),
    "万kWh": ("energy", Fraction(10**4)),
    "MJ": ("energy", Fraction(10, 36)),
    "GJ": ("energy", Fraction(10**4, 36)),
    "kJ": ("energy", Fraction(1, 3600)),
    "TJ": ("energy", Fraction(10**7, 36)),
    "m³": ("volume", Fraction(1)),
    "万m³": ("volume", Fraction(10**4)),
    "L": ("volume", Fraction(1, 1000)),
    "ft³": ("volume", Fraction(28316846592, 10**12)),
    "CCF": ("volume", Fraction(28316846592, 10**10)),
    "kg": ("mass", Fraction(1)),
    "t": ("mass", Fraction(1000)),
    "g": ("mass", Fraction(1, 1000)),
}
_ALSO = {
    "度": "kWh", "千瓦时": "kWh", "千瓦時": "kWh", "kwh": "kWh", "mwh": "MWh", "兆瓦时": "MWh",
    "gwh": "GWh", "万度": "万kWh", "萬度": "万kWh", "万千瓦时": "万kWh", "萬千瓦時": "万kWh",
    "mj": "MJ", "兆焦": "MJ", "gj": "GJ", "吉焦": "GJ", "kj": "kJ", "m3": "m³", "m^3": "m³",
    "立方": "m³", "立方米": "m³", "立方公尺": "m³", "cbm": "m³", "kl": "m³", "千升": "m³",
    "万立方米": "万m³", "萬立方米": "万m³", "l": "L", "升": "L", "公升": "L", "litre": "L",
    "liter": "L", "公斤": "kg", "千克": "kg", "吨": "t", "噸": "t", "公吨": "t", "公噸": "t",
    "tj": "TJ", "ccf": "CCF", "ft3": "ft³", "立方英尺": "ft³", "tonne": "t",
    "tonnes": "t", "ton": "t", "克": "g",
}


def tidy_unit(text: str) -> str:
    """The unit's usual sign; a unit that is not known stays as it was written."""
    words = " ".join(text.split())
    narrow = unicodedata.normalize("NFKC", words)
    return next(
        (_ALSO.get(each, each) for each in (words, narrow, narrow.lower())
         if each in _ALSO or each in _UNITS), words,
    )


def is_unit(word: str) -> bool:
    """Whether a word is a unit we know, however it is written."""
    return tidy_unit(word) in _UNITS


def dimension(unit: str) -> str | None:
    """`energy`, `volume` or `mass`; None for a unit of its own, as pieces."""
    known = _UNITS.get(tidy_unit(unit))
    return known[0] if known else None


def matches(unit: str, wanted: str) -> bool:
    """Whether an amount in one unit can be told in the other."""
    known = dimension(unit)
    return tidy_unit(unit) == tidy_unit(wanted) or (
        known is not None and known == dimension(wanted)
    )


def ratio(unit: str, wanted: str) -> Fraction:
    """How many `wanted` one `unit` is, exactly; raises Refusal where they do not match."""
    one, other = tidy_unit(unit), tidy_unit(wanted)
    if one == other or not one:
        return Fraction(1)
    if one in _UNITS and other in _UNITS and _UNITS[one][0] == _UNITS[other][0]:
        return _UNITS[one][1] / _UNITS[other][1]
    raise UNIT_MISMATCH.refuse(unit=unit, wanted=wanted)


def convert(amount: Decimal, unit: str, wanted: str) -> Decimal:
    """The amount in another unit of its dimension: exact, or 28 digits where it never ends."""
    if unit == wanted:
        return amount
    factor = ratio(unit, wanted)
    if factor == 1:
        return amount
    with localcontext(Context(prec=len(amount.as_tuple().digits) + 40)) as context:
        result = amount * factor.numerator / factor.denominator
        ended = not context.flags[Inexact]
    return result if ended else result.normalize(Context(prec=28))
