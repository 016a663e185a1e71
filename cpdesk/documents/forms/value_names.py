"""What the values of an ask are called on forms: the words beside ticks and in lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cpdesk.base.languages import Translator, translator
from cpdesk.documents.forms.answers import type_of
from cpdesk.documents.forms.asks import value_names
from cpdesk.documents.forms.likeness import Said, likeness, said
from cpdesk.documents.forms.values import NONE_WORDS, Value
from cpdesk.domain.words import LANGUAGES, Choice, LocalText
from cpdesk.programme.schemes import Sector

YES, NO = "yes", "no"
_NAMELESS = Said(frozenset(), frozenset())
_ALIKE = 0.55


def names_of(key: str, sectors: Sequence[Sector]) -> Mapping[str, tuple[str, ...]]:
    """The values an ask can have, with all their names; none where it is no question of choice."""
    if key == "factory.sector":
        return {each.number: (*_texts(each.name), *each.also) for each in sectors}
    if key == "item.currency":
        return {each: value_names()[each] for each in ("HKD", "CNY", "USD")}
    return _names_of(key)


@cache
def _names_of(key: str) -> Mapping[str, tuple[str, ...]]:
    kind = type_of(key)
    if kind is bool or key in ("factory.penalties", "project.other_funding"):
        return {YES: value_names()[YES], NO: value_names()[NO]}
    if isinstance(kind, type) and issubclass(kind, Choice):
        return {each.value: _called(each) for each in kind}
    return {}


def _called(value: Choice) -> tuple[str, ...]:
    told = tuple(translator(language)(value.label) for language in LANGUAGES)
    return (*told, *value_names().get(value.value, ()))


def _texts(text: LocalText) -> tuple[str, ...]:
    return tuple(filter(None, (text.exact(language) for language in LANGUAGES)))


def spoken(key: str, value: str, t: Translator) -> str:
    """A value of an ask in words, as a person chooses it."""
    if value in (YES, NO):
        return t("Yes") if value == YES else t("No")
    kind = type_of(key)
    if isinstance(kind, type) and issubclass(kind, Choice):
        return t(kind(value).label)
    return value


def value_word(value: Value | None) -> str:
    """A value as the word that ticks and choices know it by; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Choice):
        return str(value.value)
    if isinstance(value, LocalText):
        said_no = any(each.strip(" .。").casefold() in NONE_WORDS for each in _texts(value))
        return NO if said_no else YES
    return str(value)


def value_meant(text: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, float]:
    """Which value the words beside a tick mean, and how alike they are; ("", 0) where none."""
    found = max(((_closest(text, known), value) for value, known in names.items()),
                default=(0.0, ""))  # fmt: skip
    return (found[1], found[0]) if found[0] >= _ALIKE else ("", 0.0)


def _closest(text: str, names: Sequence[str]) -> float:
    plain = text.casefold().strip()
    if any(plain == name.casefold() for name in names):
        return 1.0
    label: Any = said(text)
    latin, han = Said(label.words, frozenset()), Said(frozenset(), label.pairs)
    known = [said(name) for name in names]
    return max((likeness(one, name, _NAMELESS) for one in (latin, han) for name in known),
               default=0.0)  # fmt: skip
