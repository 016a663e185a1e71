"""Two languages side by side on one paper: Chinese first, the other behind it."""

from __future__ import annotations

from cpdesk.base.languages import Translator, translator


class PairTranslator(Translator):
    """Says everything twice; numbers, dates and months once, as the first language writes them."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)
        self.second = translator(second)

    def __call__(self, text: str, /, **facts: object) -> str:
        return _joined(translator(self.language)(text, **facts), self.second(text, **facts))

    def plural(self, one: str, many: str, n: int, /, **facts: object) -> str:
        first = translator(self.language).plural(one, many, n, **facts)
        return _joined(first, self.second.plural(one, many, n, **facts))

    def within(self, context: str, text: str, /, **facts: object) -> str:
        first = translator(self.language).within(context, text, **facts)
        return _joined(first, self.second.within(context, text, **facts))

    def show(self, fact: object) -> str:
        """A text kept per language is shown in both, if it was written in both."""
        if hasattr(fact, "exact"):
            first, second = (fact.exact(each.language) for each in (self, self.second))
            return _joined(first, second) if first and second else super().show(fact)
        return super().show(fact)


def paper_translator(language: str) -> Translator:
    """The translator of `zh_Hant`, or of two languages such as `en+zh_Hant`; raises KeyError."""
    first, plus, second = language.partition("+")
    if not plus:
        return translator(language)
    # A Chinese reader looks to the left, and the Chinese fonts hold Latin letters too.
    return PairTranslator(second, first) if first == "en" else PairTranslator(first, second)


def sides(t: Translator, text: str) -> tuple[str, str]:
    """A clause as (Chinese, English), either empty where the paper has one language only."""
    if isinstance(t, PairTranslator):
        return translator(t.language)(text), t.second(text)
    return ("", t(text)) if t.language == "en" else (t(text), "")


def _joined(first: str, second: str) -> str:
    return first if first == second else f"{first} {second}"
