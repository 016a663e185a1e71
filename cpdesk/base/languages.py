"""Words, numbers and dates in the three languages; several can be alive at once."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cpdesk.base.paths import resource

if TYPE_CHECKING:
    from babel.core import Locale

LANGUAGES = ("en", "zh_Hant", "zh_Hans")
NAMES = {"en": "English", "zh_Hant": "繁體中文", "zh_Hans": "简体中文"}
_LOCALES = {"en": "en_HK", "zh_Hant": "zh_Hant_HK", "zh_Hans": "zh_Hans_CN"}
# What we print of days and figures is so little that Babel's tables, slow to load, can wait.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONEY = {"HKD": "HK$"}
MINUS = "\u2212"


class Sayable(Protocol):
    """Anything with a sentence and its facts, such as a finding."""

    @property
    def kind(self) -> Any: ...

    @property
    def facts(self) -> Mapping[str, object]: ...


class Translator:
    """Says things in one language; callable with an English text and its facts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _LOCALES[language]
        self._catalogue = _catalogue(language)

    @cached_property
    def locale(self) -> Locale:
        """The language as Babel knows it."""
        from babel.core import Locale

        return Locale.parse(self._locale)

    def __call__(self, text: str, /, **facts: object) -> str:
        return self._fill(self._catalogue.gettext(text) if text else "", facts)

    def plural(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """The form for `n`, which the text may name as `{n}`."""
        return self._fill(self._catalogue.ngettext(one, many, n), {"n": n, **facts})

    def within(self, context: str, text: str, /, **facts: object) -> str:
        """The translation of a text that means something else elsewhere."""
        return self._fill(self._catalogue.pgettext(context, text), facts)

    @property
    def stop(self) -> str:
        """What ends a sentence."""
        return "." if self.language == "en" else "。"

    def run_on(self, *sentences: str) -> str:
        """Sentences one after the other; after a full stop of Chinese there is no space."""
        return ("" if self.language != "en" else " ").join(filter(None, sentences))

    def show(self, fact: object) -> str:
        """Any fact in this language: numbers, dates, months, choices, local texts."""
        if fact is None:
            return ""
        if isinstance(fact, bool):
            return self("Yes") if fact else self("No")
        if isinstance(fact, int | Decimal | float):
            return self.number(fact)
        if isinstance(fact, date):
            return self.date(fact)
        return self._show_named(fact)

    def number(self, value: Decimal | float, places: int | None = None) -> str:
        """With thousands separators; `places` decimals, or all that the value has."""
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        decimals = max(0, -int(exact.as_tuple().exponent)) if places is None else places
        text = f"{exact:,.{decimals}f}"
        return text.replace("-", MINUS).replace("Infinity", "∞")

    def percent(self, value: Decimal | float, places: int = 1) -> str:
        """`value` is a fraction: 0.154 becomes 15.4%."""
        return self.number(Decimal(str(value)) * 100, places) + "%"

    def money(self, amount: Decimal | float, currency: str, places: int = 2) -> str:
        sign = _MONEY.get(currency, f"{currency} ")
        text = self.number(amount, places)
        return MINUS + sign + text[1:] if text.startswith(MINUS) else sign + text

    def date(self, day: date) -> str:
        if self.language == "en":
            return f"{day.day} {self.month(day)}"
        return f"{self.month(day)}{day.day}日"

    def month(self, month: Any) -> str:
        """Anything with a year and a month."""
        if self.language == "en":
            return f"{_MONTHS[month.month - 1]} {month.year}"
        return f"{month.year}年{month.month}月"

    def _show_named(self, fact: object) -> str:
        if hasattr(fact, "label"):
            return self(str(fact.label))
        if hasattr(fact, "within"):
            return str(fact.within(self.language))
        if hasattr(fact, "year") and hasattr(fact, "month"):
            return self.month(fact)
        if isinstance(fact, tuple | list | set | frozenset):
            return ("、" if self.language != "en" else ", ").join(self.show(each) for each in fact)
        return str(fact)

    def _fill(self, text: str, facts: Mapping[str, object]) -> str:
        if not facts:
            return text
        return text.format(**{name: self.show(fact) for name, fact in facts.items()})


@cache
def translator(language: str) -> Translator:
    """The translator of `en`, `zh_Hant` or `zh_Hans`; raises KeyError for another."""
    return Translator(language)


def sentence(t: Translator, finding: Sayable) -> str:
    """What a finding says, in one language."""
    return t(finding.kind.sentence, **finding.facts)


def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    folder = resource("locale", language, "LC_MESSAGES")
    compiled, source = folder / "cpdesk.mo", folder / "cpdesk.po"
    if _is_fresh(compiled, source):
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compile(source.read_bytes(), language)


def _is_fresh(compiled: Path, source: Path) -> bool:
    """An installed program has only the compiled one; in a checkout it may be out of date."""
    if not source.exists():
        return True
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def _compile(source: bytes, language: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(source), locale=language))
    out.seek(0)
    return gettext.GNUTranslations(out)
