"""An answer in the words, the language and the shape that a field of a form asks for."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from cpdesk.base.languages import Translator
from cpdesk.documents.forms.form import FormField
from cpdesk.documents.forms.likeness import said
from cpdesk.documents.forms.meaning import Meaning, Part
from cpdesk.documents.forms.values import Money, Value
from cpdesk.domain.words import LocalText

_YEARS = ("label.year", "past_project.year", "held.year")
_TELEPHONES = re.compile(r"\.(telephone|mobile|fax)$")
_COUNTRY = re.compile(r"^\s*\(?\+?(852|86)\)?[\s-]*")
_AREA = re.compile(r"^\s*(\+?\(?\d{2,4}\)?)[\s-]+(?=\d)")
_DIVIDED = re.compile(r"[+(]?[0-9A-Za-z]+(?:[\s,()\-–]+[0-9A-Za-z]+)*")
_YUAN = re.compile(r"[(（][千万百亿]*元[)）]")
_GAPS = re.compile(r"[\s,()+\-–]")


def told(value: Value, meaning: Meaning, field: FormField, t: Translator) -> str:
    """The text for a field; empty where the language that is asked for was never written."""
    text = _told(value, meaning, field, t).strip()
    return _tight(text, field) if field.comb else text


def _told(value: Value, meaning: Meaning, field: FormField, t: Translator) -> str:
    if isinstance(value, LocalText) and meaning.part is not Part.WHOLE:
        return ""  # words, as that a licence is for long, have no year
    if isinstance(value, LocalText):
        return _in_tongue(value, meaning.language, t.language)
    if isinstance(value, Money):
        return _money(value, meaning, field, t)
    if isinstance(value, date):
        return _date(value, meaning.part, field, t)
    if isinstance(value, Decimal):
        return _plain(value) if field.comb else t.number(_short(value))
    if isinstance(value, str) and _TELEPHONES.search(meaning.ask):
        return _telephone(value, meaning.part, field)
    return str(value) if meaning.ask in _YEARS else t.show(value)


def _in_tongue(text: LocalText, tongue: str, language: str) -> str:
    if not tongue:
        return text.within(language)
    if tongue == "en":
        return text.en
    first = "zh_Hans" if language == "zh_Hans" else "zh_Hant"
    return text.exact(first) or text.zh_Hant or text.zh_Hans


def _money(value: Money, meaning: Meaning, field: FormField, t: Translator) -> str:
    """The amount alone where the form names its currency, else with the currency.

    Where the form asks for another currency, its unit does not hold either: the amount in full.
    """
    if asks_for_another(value, field, t.language):
        return _plain(value.amount) if field.comb else t.money(value.amount, value.currency)
    amount = value.amount if meaning.times == 1 else _short(value.amount / meaning.times)
    if field.comb:
        return _plain(amount)
    places = max(0, -int(amount.as_tuple().exponent))
    places = 2 if places == 1 and meaning.times == 1 else places
    if currency_of(field, t.language) == value.currency:
        return t.number(amount, places)
    return t.money(amount, value.currency, places)


def asks_for_another(value: Money, field: FormField, language: str) -> bool:
    """Whether the form names a currency, and not that of the amount."""
    wanted = currency_of(field, language)
    return bool(wanted) and wanted != value.currency


def currency_of(field: FormField, language: str) -> str:
    """The currency that the words around a field name; a Mainland form means its own by 元."""
    around = field.spots[0].around
    words = (around.left, around.farther, around.column, around.above, around.right, field.tip)
    named = next((found for found in (said(each).currency for each in words) if found), "")
    return named or ("CNY" if language == "zh_Hans" and any(map(_YUAN.search, words)) else "")


def _date(day: date, part: Part, field: FormField, t: Translator) -> str:
    padded = field.comb or field.most == 2
    if part is Part.YEAR:
        return f"{day.year % 100:02d}" if field.most == 2 else str(day.year)
    if part in (Part.MONTH, Part.DAY):
        number = day.month if part is Part.MONTH else day.day
        return f"{number:02d}" if padded else str(number)
    if field.comb or 8 <= field.most <= 10:
        return _by_figures(day, field, t)
    return t.date(day)


def _by_figures(day: date, field: FormField, t: Translator) -> str:
    """Eight figures in the order of the language, with what divides them where there is room."""
    order = ("%d", "%m", "%Y") if t.language == "en" else ("%Y", "%m", "%d")
    divider = "" if field.comb or field.most < 10 else "/" if t.language == "en" else "-"
    return day.strftime(divider.join(order))


def _telephone(value: str, part: Part, field: FormField) -> str:
    """The number; without the country's code where the form prints it or has no room for it."""
    around = field.spots[0].around
    printed = any(code in around.left + around.above for code in ("852", "86)"))
    if part is not Part.WHOLE:
        found = _AREA.match(value)
        area, number = (found[1], value[found.end():]) if found else ("", value)
        return area.strip("+()") if part is Part.AREA else number
    short = 0 < field.most < len(value)
    return _COUNTRY.sub("", value) if printed or short else value


def _tight(text: str, field: FormField) -> str:
    """For boxes of one character each: a number without what divides it, where it then fits."""
    if len(text) <= field.most or not _DIVIDED.fullmatch(text):
        return text
    short = _GAPS.sub("", text)
    return short if len(short) <= field.most else text


def _short(value: Decimal) -> Decimal:
    """Without zeros that say nothing behind the point."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


def _plain(value: Decimal) -> str:
    return format(_short(value), "f")
