"""The year, month and day that a cell, a heading or a sheet's name tells of, or a part of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
_SERIALS = range(20_000, 80_000)
_YEARS = range(1990, 2080)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_UNSEEN = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad]")
_NAME = rf"({'|'.join(_NAMES)})[a-z]{{0,6}}\.?"
_YEAR = r"(19[9]\d|20[0-7]\d)"


class When(NamedTuple):
    """What is known of a time; None for a part that is told elsewhere."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        return (self.year or self.month or self.day) is not None

    def filled(self, other: When) -> When:
        """With the parts that are missing here taken from the other."""
        if self.year and self.month and self.day:
            return self
        return When(self.year or other.year, self.month or other.month, self.day or other.day)

    @property
    def parts(self) -> str:
        """Which parts are known, such as `ym` or `d`."""
        known = (("y", self.year), ("m", self.month), ("d", self.day))
        return "".join(name for name, value in known if value)


NEVER = When()


def clean(cell: object) -> str:
    """The text of a cell: full-width forms narrowed, byte-order marks gone, spaces single."""
    if type(cell) is str:
        return _clean(cell)
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


@lru_cache(8192)
def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).split())


def told_when(cell: object) -> When:
    """What a date or a text says of a time by itself; a bare number says nothing."""
    if isinstance(cell, date):
        return When(cell.year, cell.month, cell.day)
    if type(cell) is not str or not cell or len(cell) > 40:
        return NEVER
    return _of_text(clean(cell).casefold().replace(" ", ""))


def meant_when(cell: object, epoch: date = EPOCH_1900) -> When:
    """What a cell says where a time is expected: also serials, 2024, 202403 and 2024.3."""
    told = told_when(cell)
    if told or cell is None or isinstance(cell, bool):
        return told
    text = clean(cell)
    if match := re.fullmatch(_YEAR + r"[.](\d{1,2})", text):
        return _checked(match[1], match[2])
    if not text.isdecimal() or len(text) > 8:
        return NEVER
    return _of_number(text, epoch)


def small_number(cell: object, most: int) -> int | None:
    """A whole number from 1 to `most`, as months and days are numbered; or None."""
    text = clean(cell)
    return int(text) if text.isdecimal() and len(text) < 3 and 0 < int(text) <= most else None


def in_passing(text: str) -> tuple[When, str]:
    """The year and month that a name or title mentions, and the name without them."""
    plain = clean(text)
    for pattern, build in _MENTIONED:
        if match := pattern.search(plain):
            when = build(match)
            if when:
                rest = plain[: match.start()] + " " + plain[match.end() :]
                return when, " ".join(rest.split()).strip(" -_.()[]")
    return NEVER, plain


def _of_number(text: str, epoch: date) -> When:
    number = int(text)
    if number in _YEARS:
        return When(number)
    if number in _SERIALS:
        day = epoch + timedelta(number)
        return When(day.year, day.month, day.day)
    if len(text) == 6:
        return _checked(text[:4], text[4:])
    return _checked(text[:4], text[4:6], text[6:]) if len(text) == 8 else NEVER


def _checked(year: str = "", month: str = "", day: str = "") -> When:
    """The time in these figures, or none where there is no such month or day."""
    y = (int(year) + 2000 if len(year) == 2 else int(year)) if year else None
    m, d = (int(month) if month else None), (int(day) if day else None)
    if (y and y not in _YEARS) or (m is not None and not 1 <= m <= 12):
        return NEVER
    if d is not None and not 1 <= d <= 31:
        return NEVER
    return When(y, m, d)


def _month_named(name: str) -> str:
    return str(_NAMES.index(name[:3]) + 1)


def _month_counted(numeral: str) -> str:
    return str(_NUMERALS.index(numeral) + 1)


def _of_text(text: str) -> When:
    for pattern, build in _WHOLE:
        if match := pattern.fullmatch(text):
            return build(match)
    return NEVER


Build = Callable[[re.Match[str]], When]
_CLOCK = r"(?:t?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
_WHOLE: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_YEAR}[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})[日号號]?{_CLOCK}",
         lambda m: _checked(m[1], m[2], m[3])),
        (rf"{_YEAR}[-/.年](\d{{1,2}})月?(?:份)?", lambda m: _checked(m[1], m[2])),
        (r"(\d\d)年(\d{1,2})月(?:份)?", lambda m: _checked(m[1], m[2])),
        (rf"{_YEAR}年(?:度|份)?", lambda m: _checked(m[1])),
        (r"(\d\d)年(?:度|份)?", lambda m: _checked(m[1])),
        (r"(\d{1,2})月(?:份)?", lambda m: _checked("", m[1])),
        (r"(\d{1,2})月(\d{1,2})[日号號]", lambda m: _checked("", m[1], m[2])),
        (r"(\d{1,2})[日号號]", lambda m: _checked("", "", m[1])),
        (r"(十[一二]?|[一二三四五六七八九])月(?:份)?",
         lambda m: _checked("", _month_counted(m[1]))),
        (rf"{_NAME}", lambda m: _checked("", _month_named(m[1]))),
        (rf"{_NAME}[-/,']*{_YEAR}", lambda m: _checked(m[2], _month_named(m[1]))),
        (rf"{_NAME}[-/']+(\d\d)", lambda m: _checked(m[2], _month_named(m[1]))),
        (rf"{_YEAR}[-/,]*{_NAME}", lambda m: _checked(m[1], _month_named(m[2]))),
        (rf"(\d{{1,2}})[-/]?{_NAME}[-/,]*{_YEAR}",
         lambda m: _checked(m[3], _month_named(m[2]), m[1])),
        (rf"(?:fy|year){_YEAR}", lambda m: _checked(m[1])),
    )
)  # fmt: skip
_MENTIONED: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), build)
    for pattern, build in (
        (rf"(?<!\d){_YEAR}[-/.年 ]*(\d{{1,2}})月(?:份)?", lambda m: _checked(m[1], m[2])),
        (rf"(?<!\d){_YEAR}[-.](\d{{1,2}})(?![\d])", lambda m: _checked(m[1], m[2])),
        (rf"\b{_NAME}[- ]*{_YEAR}(?!\d)", lambda m: _checked(m[2], _month_named(m[1].lower()))),
        (rf"(?<!\d){_YEAR}(?!\d)(?:年度?|份)?", lambda m: _checked(m[1])),
        (r"(?<!\d)(2\d)年度?", lambda m: _checked(m[1])),
        (r"(?<!\d)(\d{1,2})月(?:份)?", lambda m: _checked("", m[1])),
        (rf"^{_NAME}$", lambda m: _checked("", _month_named(m[1].lower()))),
    )
)  # fmt: skip
