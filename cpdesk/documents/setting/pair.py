"""Two languages side by side on one paper: Chinese first, the other behind or beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.wording import Wording, worded

FULL_STOPS = "。！？；：」』”）"


def run_on(sentences: Iterable[str]) -> str:
    """Sentences after one another; none needs a space behind a full-width mark."""
    text = ""
    for each in sentences:
        text += each if not text or text[-1] in FULL_STOPS else f" {each}"
    return text


class Both(str):
    """The same words in two languages; as a plain string, one behind the other.

    Put into a sentence as a fact it says itself in the language of that sentence, so that nothing
    is said twice there.
    """

    first: str
    second: str

    def __new__(cls, first: str, second: str, joined: str | None = None) -> Both:
        text = f"{first} {second}" if first and second and first != second else first or second
        made = super().__new__(cls, text if joined is None else joined)
        made.first, made.second = first, second
        return made

    @staticmethod
    def joined(*sentences: str) -> str:
        """Sentences after one another: all in the first language, then all in the second."""
        told = [each for each in sentences if each]
        first, second = run_on(map(first_of, told)), run_on(map(_second, told))
        return first if first == second else Both(first, second)

    @property
    def is_double(self) -> bool:
        """Whether a reader sees two different texts."""
        return str(self) not in (self.first, self.second)

    @property
    def stacked(self) -> str:
        """One above the other."""
        return f"{self.first}\n{self.second}" if self.is_double else str(self)


def behind(prefix: str, words: str, gap: str = "  ") -> str:
    """A number or code before words, once for both languages."""
    if not prefix or not words:
        return prefix or words
    if isinstance(words, Both) and words.is_double:
        return Both(f"{prefix}{gap}{words.first}", words.second)
    return f"{prefix}{gap}{words}"


def mapped(words: str, change: Callable[[str], str]) -> str:
    """The words changed, in both languages where there are two."""
    if isinstance(words, Both):
        return Both(change(words.first), change(words.second))
    return change(words)


def in_each(t: Translator, say: Callable[[Translator], str]) -> str:
    """Words put together by `say`, once for each language of the paper."""
    return Both(say(t.first), say(t.second)) if isinstance(t, PairTranslator) else say(t)


def first_of(words: str) -> str:
    """The words in the first language, for places with room for one."""
    return words.first if isinstance(words, Both) else words


def stacked(words: str) -> str:
    """Two languages above one another; one as it is."""
    return words.stacked if isinstance(words, Both) else words


def _second(words: str) -> str:
    return words.second if isinstance(words, Both) else words


def second_of(words: str) -> str:
    """The words in the second language where they differ, else an empty string."""
    return words.second if isinstance(words, Both) and words.is_double else ""


class PairTranslator(Translator):
    """Says everything twice; numbers, dates and months once, as the first language writes them."""

    def __init__(self, first: Translator, second: Translator) -> None:
        super().__init__(first.language)
        self.first, self.second = first, second

    def __call__(self, text: str, /, **facts: object) -> str:
        return self._both(lambda t, of: t(text, **_told(facts, of)))

    def plural(self, one: str, many: str, n: int, /, **facts: object) -> str:
        return self._both(lambda t, of: t.plural(one, many, n, **_told(facts, of)))

    def within(self, context: str, text: str, /, **facts: object) -> str:
        return self._both(lambda t, of: t.within(context, text, **_told(facts, of)))

    def show(self, fact: object) -> str:
        """A text kept per language is shown in both, if it was written in both."""
        if hasattr(fact, "exact"):
            first, second = (fact.exact(each.language) for each in (self.first, self.second))
            return Both(first, second) if first and second else super().show(fact)
        if isinstance(fact, Both):
            return fact
        if isinstance(fact, tuple | list | set | frozenset):
            return self._both(lambda t, of: t.show(tuple(_in(each, of) for each in fact)))
        return super().show(fact)

    def date(self, day: date) -> str:
        first = self.first.date(day)
        return Both(first, self.second.date(day), first)

    def month(self, month: Any) -> str:
        first = self.first.month(month)
        return Both(first, self.second.month(month), first)

    def _both(self, say: Callable[[Translator, str], str]) -> Both:
        return Both(say(self.first, "first"), say(self.second, "second"))


def _told(facts: Mapping[str, object], of: str) -> dict[str, object]:
    return {name: _in(fact, of) for name, fact in facts.items()}


def _in(fact: object, of: str) -> object:
    return getattr(fact, of) if isinstance(fact, Both) else fact


def paper_translator(language: str, wording: Wording | None = None) -> Translator:
    """The translator of `zh_Hant`, or of two languages such as `en+zh_Hant`; raises KeyError.

    `wording` are the terms that the record's own glossaries ask for.
    """
    first, plus, second = language.partition("+")
    if not plus:
        return worded(language, wording)
    # A Chinese reader looks to the left, and the Chinese fonts hold Latin letters too.
    if first == "en":
        first, second = second, first
    return PairTranslator(worded(first, wording), worded(second, wording))


def drawn(t: Translator) -> Translator:
    """The language inside figures, where there is room for one; captions say both."""
    return t.first if isinstance(t, PairTranslator) else t


def sides(t: Translator, text: str) -> tuple[str, str]:
    """A clause as (Chinese, English), either empty where the paper has one language only."""
    if isinstance(t, PairTranslator):
        left, right = t.first(text), t.second(text)
        return (left, right) if left != right else ("", right)
    return ("", t(text)) if t.language == "en" else (t(text), "")
