"""The terms of the record's own glossaries in the words of a paper."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping, Sequence

from cpdesk.base.languages import Translator, translator
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES
from cpdesk.programme.glossary import Term, added_terms, built_in_terms

Wording = Mapping[str, Mapping[str, str]]
_FIELD = re.compile(r"(\{[^{}]*\})")


def wording_of(record: Record) -> Wording:
    """Per language which words the added glossaries put in place of which others.

    A term replaces its own further names, and what the built-in glossary (by the English name)
    and the catalogue call the same thing.
    """
    added = added_terms(record)[::-1]  # of two that speak of one thing the newer wins
    return {language: _wording(added, language) for language in LANGUAGES} if added else {}


def _wording(terms: Sequence[Term], language: str) -> dict[str, str]:
    return {other: term.within(language) for term in terms for other in _others(term, language)}


def _others(term: Term, language: str) -> set[str]:
    names = {name.casefold() for name in term.en}
    same = [t for t in built_in_terms() if names & {name.casefold() for name in t.en}]
    every = {name for each in (term, *same) for name in getattr(each, language)}
    return (every | _catalogued(term, language)) - {term.within(language)}


def _catalogued(term: Term, language: str) -> set[str]:
    """What the catalogue says for the English names, where they are texts of their own."""
    t = translator(language)
    keys = {form for name in term.en for form in (name, name[:1].upper() + name[1:])}
    return {t(key) for key in keys if t(key) != key}


def worded(language: str, wording: Wording | None = None) -> Translator:
    """The translator of a language, in the words of the added glossaries; raises KeyError."""
    words = (wording or {}).get(language, {})
    return WordedTranslator(language, words) if words else translator(language)


class WordedTranslator(Translator):
    """Says the program's own texts in other terms; what the user wrote stays as it is."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        super().__init__(language)
        self._catalogue = _Reworded(self._catalogue, words, latin=language == "en")


class _Reworded(gettext.NullTranslations):
    def __init__(
        self, catalogue: gettext.NullTranslations, words: Mapping[str, str], latin: bool
    ) -> None:
        super().__init__()
        self._under = catalogue
        self._words = {name.casefold(): term for name, term in words.items()}
        longest = sorted(map(re.escape, words), key=len, reverse=True)
        edge = r"\b" if latin else ""
        self._pattern = re.compile(f"{edge}(?:{'|'.join(longest)}){edge}", re.IGNORECASE)

    def gettext(self, message: str) -> str:
        return self._reword(self._under.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._reword(self._under.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return self._reword(self._under.pgettext(context, message))

    def _reword(self, text: str) -> str:
        """Every other name replaced at once, the names of facts in braces left alone."""
        parts = _FIELD.split(text)
        parts[::2] = [self._pattern.sub(self._term, part) for part in parts[::2]]
        return "".join(parts)

    def _term(self, found: re.Match[str]) -> str:
        term = self._words[found[0].casefold()]
        return term[:1].upper() + term[1:] if found[0][:1].isupper() else term
