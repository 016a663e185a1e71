"""From the cell of a file to the value of a field; what cannot be read is refused, not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

from cpdesk.domain.fields import FieldOf
from cpdesk.domain.findings import blocking
from cpdesk.domain.quantities import from_float, parse_decimal
from cpdesk.domain.units import dimension, tidy_unit
from cpdesk.domain.words import N_, Choice, LocalText
from cpdesk.exchange.days import read_day
from cpdesk.exchange.headings import choices_of, normal
from cpdesk.exchange.no_result import NoResult

NOT_A_CHOICE = blocking(
    "choice-unknown", N_("'{text}' is not one of the possible values. Possible: {values}.")
)
NOT_WHOLE = blocking(
    "not-whole", N_("'{text}' is not a whole number. Write it as 12, without decimals.")
)
NOT_YES_OR_NO = blocking(
    "not-yes-or-no", N_("'{text}' is neither yes nor no. Write one of the two.")
)
NOT_A_FIGURE = blocking(
    "cell-not-figure",
    N_("'{text}' is a date or an error of the spreadsheet, not a figure. Correct the cell."),
)

Reader = Callable[[Any], object]
_YES = {"yes", "y", "true", "1", "是", "有", "√", "✓", "估算", "estimated", "e", "估"}
_NO = {"no", "n", "false", "0", "否", "无", "無", "没有", "沒有", "actual", "實際", "实际", "-"}
_BETWEEN_CODES = re.compile(r"\s*[,，、;；]\s*")
_TRAILING = re.compile(r"\d[\s)]*[万萬亿億]?\s*([^\d\s.,()万萬亿億][^\d()]*[³23]?)$")


def reader_of(field: FieldOf) -> Reader:
    """The function that reads cells of this field; it raises Refusal."""
    if field.told.refers:
        return _codes if field.is_tuple else read_text
    if field.type is Decimal:
        return read_figure
    return _plain_reader(field.type)


def _plain_reader(kind: Any) -> Reader:
    readers: dict[Any, Reader] = {date: read_day, bool: read_flag, int: read_whole}
    if isinstance(kind, type) and issubclass(kind, Choice):
        return lambda cell: read_choice(kind, cell)
    return readers.get(kind, read_text)


def read_figure(cell: object) -> Decimal:
    """A spreadsheet's number at 15 digits, or a text read as people write figures."""
    if type(cell) is float and isfinite(cell):
        return from_float(cell)
    if type(cell) is str:
        return parse_decimal(cell)
    if type(cell) is int:
        return Decimal(cell)
    if type(cell) is NoResult:
        raise cell.refusal()
    raise NOT_A_FIGURE.refuse(text=str(cell))


def read_text(cell: object) -> str:
    """Text as it stands; a number or date as a person would type it."""
    if type(cell) is str:
        return cell
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() else format(from_float(cell), "f")
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if type(cell) is NoResult:
        raise cell.refusal()
    return str(cell)


def read_flag(cell: object) -> bool:
    """Yes or no, in three languages."""
    if isinstance(cell, bool):
        return cell
    word = normal(read_text(cell))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise NOT_YES_OR_NO.refuse(text=str(cell))


def read_whole(cell: object) -> int:
    figure = read_figure(cell)
    if figure != figure.to_integral_value():
        raise NOT_WHOLE.refuse(text=str(cell))
    return int(figure)


def read_choice(kind: type[Choice], cell: object) -> Choice:
    """A choice by its value, its name or its label in any language."""
    known = choices_of(kind)
    found = known.get(normal(read_text(cell)))
    if found is None:
        raise NOT_A_CHOICE.refuse(text=str(cell), values=tuple(kind))
    return found


def unit_behind(cell: object) -> str:
    """The known unit written behind a figure, as in `12,500 度`; empty where there is none."""
    if type(cell) is not str:
        return ""
    found = _TRAILING.search(cell.strip())
    unit = tidy_unit(found[1]) if found else ""
    return unit if dimension(unit) else ""


def local_text(parts: dict[str, str]) -> LocalText:
    """A text per language; one that names no language goes where its characters belong."""
    bare = parts.pop("", "")
    text = LocalText(**parts)
    if not bare:
        return text
    language = _script(bare)
    return text if text.exact(language) else LocalText(**{**parts, language: bare})


def _script(text: str) -> str:
    if not re.search(r"[\u3400-\u9fff]", text):
        return "en"
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return "zh_Hant"
    return "zh_Hans"


def _codes(cell: object) -> tuple[str, ...]:
    return tuple(each for each in _BETWEEN_CODES.split(read_text(cell).strip()) if each)


def is_blank(cell: object) -> bool:
    """Nothing in it, or only white space."""
    return cell is None or (type(cell) is str and not cell.strip())


