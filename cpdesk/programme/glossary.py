"""Words of the trade in three languages, official or customary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cpdesk.base.paths import resource
from cpdesk.domain.papers import RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES
from cpdesk.programme.rule_text import Table, Wanted, toml
from cpdesk.programme.tags import Certainty


@dataclass(frozen=True)
class Term:
    """One thing and its names; of several the first is preferred."""

    en: tuple[str, ...]
    zh_Hant: tuple[str, ...]
    zh_Hans: tuple[str, ...]
    certainty: Certainty

    def within(self, language: str) -> str:
        """The preferred name in a language."""
        names: tuple[str, ...] = getattr(self, language)
        return names[0]


def added_terms(record: Record) -> tuple[Term, ...]:
    """The terms of the glossary files that the user added, the newest file first."""
    files = record.where(RuleFile, kind=RuleFileKind.GLOSSARY)
    return tuple(term for file in reversed(files) for term in read_glossary(file.text))


def read_glossary(text: str) -> tuple[Term, ...]:
    """The terms in a file's text; raises Refusal naming the key that is wrong."""
    file = toml(text)
    terms = tuple(_term(each) for each in file.tables("terms"))
    file.done()
    return terms


def _term(table: Table) -> Term:
    en, zh_hant, zh_hans = (_names_in(table, language) for language in LANGUAGES)
    term = Term(en, zh_hant, zh_hans, table.choice("certainty", Certainty, Certainty.USER))
    table.done()
    return term


def _names_in(table: Table, language: str) -> tuple[str, ...]:
    names = table.texts(language)
    if not names or not all(names):
        raise table.wrong(language, Wanted.TEXT)
    return names


@cache
def built_in_terms() -> tuple[Term, ...]:
    """The terms that come with the program."""
    path = resource("glossary", "terms.toml")
    return read_glossary(path.read_text("utf-8"))
