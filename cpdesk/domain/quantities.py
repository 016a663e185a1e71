"""Reading figures as people write them, exactly; what is ambiguous is asked about, not guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal, InvalidOperation, localcontext

from cpdesk.domain.findings import Place, Refusal, blocking
from cpdesk.domain.units import convert, is_unit, tidy_unit
from cpdesk.domain.words import N_

UNREADABLE = blocking(
    "figure-unreadable", N_("'{text}' is not a figure that can be read. Write it as 12500.5.")
)
AMBIGUOUS = blocking(
    "figure-ambiguous",
    N_("'{text}' can be read in two ways. Write it with a point and without commas."),
)

_TIMES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_MONEY = re.compile(r"^(HK\$|RMB|HKD|CNY|人民[币幣]|港[币幣]|[¥$])\s*", re.IGNORECASE)
_COUNTED = frozenset(
    {
        "元", "港元", "圆", "圓", "人民币", "人民幣", "港币", "港幣", "HKD", "CNY", "RMB", "件",
        "个", "個", "台", "臺", "套", "只", "隻", "支", "日", "天", "人", "pc", "pcs", "day",
        "days", "%", "°C",
    }
)  # fmt: skip
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}([,' ]\d{3})+(\.\d*)?")
_FIGURE = re.compile(r"(?P<digits>[\d.,' ]*\d\.?)\s*(?P<times>[万萬亿億]?)(?P<rest>.*)")


def parse_decimal(text: str, place: Place | None = None) -> Decimal:
    """The exact number in a text such as `12,500`, `１２５００`, `1.25萬`, `(300)` or `12,500 kWh`.

    Thousands separators stand before groups of three digits. `1.234,5` and `1,25` are refused,
    for they mean different numbers in different countries; so is a word behind the figure that
    is no unit, for `125oo` may have been meant as 12500. Raises Refusal.
    """
    negative, body = _sign(_tidy(text))
    match = _FIGURE.fullmatch(_MONEY.sub("", body))
    if not match or not _is_counted(match["rest"].strip()):
        raise UNREADABLE.refuse(place, text=text.strip())
    number = _times(_number(match["digits"].strip(), text, place), match["times"])
    return number.copy_negate() if negative else number


def parse_amount(text: str, unit: str, place: Place | None = None) -> Decimal:
    """As `parse_decimal`, and where another unit of the same dimension is written, converted.

    Raises Refusal, also where the unit that is written does not match.
    """
    amount = parse_decimal(text, place)
    match = _FIGURE.fullmatch(_MONEY.sub("", _sign(_tidy(text))[1]))
    written = tidy_unit(match["rest"].strip()) if match else ""
    if not unit or not is_unit(written):
        return amount
    try:
        return convert(amount, written, unit)
    except Refusal as refusal:
        raise Refusal(replace(refusal.finding, place=place or Place())) from None


def parse_sum(text: str, unit: str, place: Place | None = None) -> Decimal:
    """As `parse_amount`; `=1200+345` adds up exactly. Raises Refusal."""
    typed = text.strip()
    if not typed.startswith(("=", "＝")):
        return parse_amount(typed, unit, place)
    parts = re.split(r"[+＋]", typed[1:])
    figures = [parse_amount(each.strip(), unit, place) for each in parts]
    with localcontext(prec=len(typed) + 9 * len(parts)):  # nothing that was typed is rounded
        return sum(figures[1:], figures[0])


def from_float(value: float) -> Decimal:
    """A spreadsheet's float at the 15 significant digits that the spreadsheet shows."""
    text = format(value, ".15g")
    return Decimal(plain(Decimal(text))) if "e" in text else Decimal(text)


def plain(value: Decimal) -> str:
    """Canonical text: no exponent, the decimals as they were typed."""
    text = str(value)
    return format(value, "f") if "E" in text else text


def _tidy(text: str) -> str:
    """Full-width forms narrowed, every kind of minus and space made plain; nothing else."""
    narrow = "".join(unicodedata.normalize("NFKC", each) for each in text)
    return re.sub(r"[\u2212\u2013\u2014]", "-", re.sub(r"\s+", " ", narrow)).strip()


def _is_counted(word: str) -> bool:
    return not word or word in _COUNTED or is_unit(word)


def _times(number: Decimal, sign: str) -> Decimal:
    """The number in 萬 or 億; an arithmetic context would round what has over 28 digits."""
    if not sign:
        return number
    with localcontext(prec=len(number.as_tuple().digits) + 9):
        return number * _TIMES[sign]


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith("-"):
        return True, text[1:].strip()
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
