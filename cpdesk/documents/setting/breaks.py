"""Where a line may end: the rules of Chinese printers, words and figures that stay together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cpdesk.documents.setting.fonts import MARKS

NO_START = frozenset("，。、；：？！）》」』】〕〉”’…％—·～‰℃°,.;:?!)]}%!々ー")
NO_END = frozenset("（「『《“‘【〔〈([{$¥￥£€#")
SPACES = frozenset(" \u200b")
NBSP = "\u00a0"
_TWINS = frozenset("—…")
_MEASURES = {
    "t", "kg", "g", "kWh", "MWh", "GWh", "kW", "MW", "GJ", "MJ", "tce", "kgce", "m²", "m³",
    "h", "L", "mm", "km", "ha", "MPa", "bar",
}  # fmt: skip
_SPANS = {"month", "months", "year", "years", "day", "days", "hour", "hours"}
_MONTHS = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
}  # fmt: skip
_COUNTED = frozenset("年月日个個项項份张張台次元吨噸倍")  # stand close behind a figure
_DATE = frozenset("年月")  # between the parts of a date
_MONTH_COUNT = frozenset(("个月", "個月"))
_FIGURE = re.compile(r"[−±+-]?\d[\d.,]*")
_DAY = re.compile(r"[0-3]?\d")
_BEFORE_FIGURE = re.compile(r"[A-Z]{3}|HK\$|R²|R2|CV\(RMSE\)|Cap\.|No\.")  # CNY 3, ISO 9001
_PHONE = re.compile(r"\+?\(?\d{2,4}\)?")
_LONGEST = 12  # characters of a word that binds another


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two characters."""
    if forbidden(before, after) or after in SPACES:
        return False
    if before in SPACES:
        return True
    return not (_latin(before) and _latin(after))


def forbidden(before: str, after: str) -> bool:
    """Whether not even a word that is too long may be cut here."""
    if after in NO_START or before in NO_END or NBSP in (before, after):
        return True
    return (before == after and before in _TWINS) or unicodedata.category(after) in MARKS


def parts_a_figure(chars: Sequence[str], at: int) -> bool:
    """Whether a break before `at` would part a figure from its unit, currency, month or count."""
    if at < 1:
        return False
    if chars[at - 1] != " ":
        before, after = chars[at - 1], chars[at]
        if before.isdigit():
            return after in _COUNTED
        return f"{before}{after}" in _MONTH_COUNT or (before in _DATE and after.isdigit())
    before, after = _word_before(chars, at - 1), _word_at(chars, at)
    if _FIGURE.fullmatch(before):
        is_date = after in _MONTHS and _DAY.fullmatch(before)
        return after in _MEASURES or after in _SPANS or bool(is_date) or _is_phone(before, after)
    if not _FIGURE.fullmatch(after):
        return False
    return bool(_BEFORE_FIGURE.fullmatch(before)) or _is_phone(before, after)


def _is_phone(before: str, after: str) -> bool:
    return len(after) == 4 and after.isdigit() and bool(_PHONE.fullmatch(before))


def _word_at(chars: Sequence[str], at: int) -> str:
    word = "".join(chars[at : at + _LONGEST]).split(" ")[0]
    return word.rstrip(".,;:)") if word.rstrip(".,;:)") else word


def _word_before(chars: Sequence[str], end: int) -> str:
    start = end
    while start > max(0, end - _LONGEST) and chars[start - 1] != " " and _latin(chars[start - 1]):
        start -= 1
    word = "".join(chars[start:end])
    return word if _PHONE.fullmatch(word) else word.lstrip("([")


def _latin(char: str) -> bool:
    return not char or ord(char) < 0x2E80
