"""How the trade says things: marked words, choices with a name, and texts kept per language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Self

LANGUAGES = ("en", "zh_Hant", "zh_Hans")


def N_(text: str) -> str:
    """Mark `text` for the catalogue; the translation happens where it is shown."""
    return text


# The languages as a sentence names them; where one is chosen it stands under its own name.
TONGUES = {
    "en": N_("English"), "zh_Hant": N_("Traditional Chinese"), "zh_Hans": N_("Simplified Chinese"),
    "zh": N_("Chinese"),
}  # fmt: skip


class Choice(Enum):
    """An enumeration whose members carry the English name that the catalogue translates.

    The value is the stable word kept in records and JSON.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


class Labelled(str):
    """A name of the program's own as a fact of a finding: people read its label in their language,
    other programs the name.
    """

    label: str

    def __new__(cls, name: str, label: str) -> Self:
        made = super().__new__(cls, name)
        made.label = label
        return made


@dataclass(frozen=True)
class LocalText:
    """A text as the user wrote it in each language; an empty string means not written yet."""

    en: str = ""
    zh_Hant: str = ""
    zh_Hans: str = ""

    def __bool__(self) -> bool:
        return bool(self.en or self.zh_Hant or self.zh_Hans)

    def __str__(self) -> str:
        return self.within("en")

    def exact(self, language: str) -> str:
        """The text in exactly this language, or an empty string."""
        return str(getattr(self, language))

    def within(self, language: str) -> str:
        """The text in this language, or the nearest one that was written, unconverted."""
        return next((self.exact(each) for each in _NEAREST[language] if self.exact(each)), "")


_NEAREST = {
    "en": ("en", "zh_Hant", "zh_Hans"),
    "zh_Hant": ("zh_Hant", "zh_Hans", "en"),
    "zh_Hans": ("zh_Hans", "zh_Hant", "en"),
}
