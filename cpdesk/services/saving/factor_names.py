"""What a factor is called in the sentences of findings."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.analysis.factors import words
from cpdesk.base.languages import translator


@dataclass(frozen=True)
class FactorName:
    """`CO₂: Guangdong grid` in the language of whoever asks; another kind keeps its key."""

    key: str

    def within(self, language: str) -> str:
        known = words.named(self.key)
        if known is None:
            return self.key
        t, (counted, carrier) = translator(language), known
        return t("{factor}: {carrier}", factor=t(counted), carrier=t(carrier.label))

    def exact(self, language: str) -> str:
        return self.within(language)

    def __str__(self) -> str:
        return self.within("en")
