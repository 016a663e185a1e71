"""The headings, sheet names and words that a workbook may use, in three languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from cpdesk.base.languages import LANGUAGES, Translator, translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import KINDS
from cpdesk.domain.words import N_, Choice, LocalText

CODE = N_("Code")
MONTH = N_("Month")
LAST_DAY = N_("Last day")
MONTHS_SHEET = N_("Months")
READ_ME = N_("Read me")
EXACT = "exact"
SCRIPTS = {"en": "en", "zh_Hant": "繁", "zh_Hans": "简"}
_SCRIPTS_ALSO = {
    "en": ("en", "english", "英文", "英"),
    "zh_Hant": ("繁", "繁體", "繁体", "繁體中文", "繁体中文", "zh_hant", "tc"),
    "zh_Hans": ("简", "簡", "简体", "簡體", "简体中文", "簡體中文", "zh_hans", "sc"),
}
# What bills and the sheets of plants call these, besides the labels of the catalogue.
_ALSO: Mapping[type[Entity], Mapping[str, tuple[str, ...]]] = {
    Reading: {
        "meter": ("meter code", "電錶", "电表", "儀表", "仪表", "计量表", "計量錶", "錶", "表"),
        "driver": ("driver code", "驅動因素", "驱动因素", "相關變數", "相关变量"),
        "of": ("series", "meter or driver", "錶或驅動因素", "表或驱动因素", "項目", "项目"),
        "month": ("month", "月", "月份", "月度"),
        "start": ("from", "start", "起", "由", "自", "開始日期", "开始日期", "起始日期"),
        "end": ("to", "end", "至", "迄", "結束日期", "结束日期"),
        "last_day": ("last day", "to (included)", "最後一日", "最后一日", "截止日", "截止日期"),
        "amount": ("amount", "usage", "consumption", "用量", "數量", "数量", "消耗量", "讀數"),
        "unit": ("unit", "單位", "单位"),
        "cost": ("cost", "費用", "费用", "金額", "金额", "電費", "电费"),
        "currency": ("currency", "貨幣", "货币", "幣種", "币种"),
        "estimated": ("estimated", "估算", "估計", "估计", "估讀", "估读"),
        "note": ("note", "remark", "備註", "备注"),
    }
}
_MONTHS_ALSO = ("months", "月度", "按月", "每月", "月度用量")
_CODE_ALSO = ("code", "編號", "编号", "代號", "代号", "代碼", "代码")
_READ_ME_ALSO = ("read me", "readme", "說明", "说明")


@dataclass(frozen=True)
class Heading:
    """The field a column stands for; `language` of a local text, `part` of a very long one."""

    field: str
    language: str = ""
    part: int = 1


def normal(text: object) -> str:
    """A heading without what people vary: case, width, white space, a trailing `*` or `:`."""
    narrow = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(narrow.split()).rstrip("*:")


def in_all(text: str) -> Iterator[str]:
    """An English text of the catalogue in each language."""
    return (translator(each)(text) for each in LANGUAGES)


@cache
def headings_of(kind: type) -> Mapping[str, Heading]:
    """Every heading that a sheet of this kind may use, normalised."""
    found = {"id": Heading("id"), EXACT: Heading(EXACT)}
    for word in (*_CODE_ALSO, *in_all(CODE)):
        found[normal(word)] = Heading("code")
    for name, words in _ALSO.get(kind, {}).items():
        found.update((normal(each), Heading(name)) for each in words)
    for field in fields_of(kind):
        for word in _words(field):
            for heading, meaning in _columns(word, field):
                found.setdefault(heading, meaning)
    return found


def heading_of(kind: type, text: object) -> Heading | None:
    """What a heading stands for, or None; `Content +2` is the second part of a long text."""
    known, key = headings_of(kind), normal(text)
    if key in known:
        return known[key]
    stem, _, number = key.rpartition("+")
    if stem in known and number.isdecimal():
        return Heading(known[stem].field, known[stem].language, int(number))
    return None


def _words(field: FieldOf) -> Iterator[str]:
    yield from in_all(field.told.label)
    yield from field.told.also
    yield field.name
    if field.told.number:
        yield from (f"{each} [{field.name}]" for each in in_all(field.told.label))


def _columns(word: str, field: FieldOf) -> Iterator[tuple[str, Heading]]:
    yield normal(word), Heading(field.name)
    yield normal(f"{word} [{field.name}]"), Heading(field.name)
    if field.type is LocalText:
        for language, scripts in _SCRIPTS_ALSO.items():
            for script in scripts:
                yield normal(f"{word} ({script})"), Heading(field.name, language)
                yield normal(f"{word} [{field.name}] ({script})"), Heading(field.name, language)


@cache
def sheet_kinds() -> Mapping[str, type[Entity]]:
    """Every name that a sheet of a kind may have, normalised."""
    names: dict[str, type[Entity]] = {}
    for kind in KINDS:
        for name in (kind.word, *in_all(kind.title)):
            names.setdefault(normal(name[:31]), kind)
    for name in ("readings", "bills", "用量", "帳單", "账单", "讀數", "读数"):
        names.setdefault(normal(name), Reading)
    return names


def is_months(name: str) -> bool:
    """Whether a sheet is the wide one: a row for each month."""
    return normal(name) in {normal(each) for each in (*_MONTHS_ALSO, *in_all(MONTHS_SHEET))}


def is_read_me(name: str) -> bool:
    return normal(name) in {normal(each) for each in (*_READ_ME_ALSO, *in_all(READ_ME))}


def means(name: str, text: object) -> bool:
    """Whether a word is a heading of that field of a reading, as `cost` or `费用`."""
    known = headings_of(Reading).get(normal(text))
    return known is not None and known.field == name


@cache
def choices_of(kind: type) -> Mapping[str, Choice]:
    """Every word for a choice, normalised: its value, its name, its label in each language."""
    words: dict[str, Choice] = {}
    for member in cast(type[Choice], kind):
        for word in (str(member.value), member.name, *in_all(member.label)):
            words.setdefault(normal(word), member)
    return words


def sheet_name(kind: type[Entity], t: Translator) -> str:
    """The name that a sheet gets; the kind's own word where two would be the same."""
    name = t(kind.title)[:31]
    taken = sheet_kinds().get(normal(name)) is not kind or set(name) & set("[]:*?/\\")
    return kind.word if taken else name


def label_of(kind: type, field: FieldOf, t: Translator) -> str:
    """The heading of a field, told apart by the field's name where two would be the same."""
    label = t(field.told.label)
    known = headings_of(kind).get(normal(label))
    return label if known and known.field == field.name else f"{label} [{field.name}]"
