"""Reading figures as people write them, exactly; what is ambiguous is asked about, not guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.words import N_

UNREADABLE = blocking(
    "figure-unreadable", N_("'{text}' is not a figure that can be read. Write it as 12500.5.")
)
AMBIGUOUS = blocking(
    "figure-ambiguous",
    N_("'{text}' can be read in two ways. Write it with a point and without commas."),
)

_TIMES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}([,' ]\d{3})+(\.\d*)?")
_FIGURE = re.compile(r"(?P<sign>-?)(?P<digits>[\d.,' ]*\d\.?)\s*(?P<times>[万萬亿億]?)(?P<rest>.*)")


def parse_decimal(text: str, place: Place | None = None) -> Decimal:
    """The exact number in a text such as `12,500`, `１２５００`, `1.25萬`, `(300)` or `12,500 kWh`.

    Thousands separators stand before groups of three digits. `1.234,5` and `1,25` are refused,
    for they mean different numbers in different countries. Raises Refusal.
    """
    tidy = _tidy(text)
    negative, body = _sign(tidy)
    match = _FIGURE.fullmatch(body)
    if not match or re.search(r"\d", match["rest"]):
        raise UNREADABLE.refuse(place, text=text.strip())
    number = _number(match["digits"].strip(), text, place) * _TIMES.get(match["times"], 1)
    return -number if negative != bool(match["sign"]) else number


def from_float(value: float) -> Decimal:
    """A spreadsheet's float at the 15 significant digits that the spreadsheet shows."""
    exact = Decimal(format(value, ".15g"))
    return Decimal(plain(exact)) if exact.is_finite() else exact


def plain(value: Decimal) -> str:
    """Canonical text: no exponent, the decimals as they were typed."""
    return format(value, "f")


def _tidy(text: str) -> str:
    """Full-width forms narrowed, every kind of minus and space made plain; nothing else."""
    narrow = "".join(unicodedata.normalize("NFKC", each) for each in text)
    return re.sub(r"[\u2212\u2013\u2014]", "-", re.sub(r"\s+", " ", narrow)).strip()


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    return False, text


def _number(digits: str, text: str, place: Place | None) -> Decimal:
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    if _GROUPED.fullmatch(digits):
        return Decimal(re.sub(r"[,' ]", "", digits))
    if "," in digits:
        raise AMBIGUOUS.refuse(place, text=text.strip())
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise UNREADABLE.refuse(place, text=text.strip()) from None
