"""The guide that comes with the program: chapters in Markdown, written anew in each language.

A line `{programme}` stands for the rules of the newest scheme, `{glossary}` for the words of the
trade, and `[[Import]]` for what the window calls that: the guide never says anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpdesk.base.languages import Translator
from cpdesk.base.paths import resource
from cpdesk.domain.record import Record
from cpdesk.programme.glossary import added_terms, built_in_terms
from cpdesk.programme.schemes import Rule, Scheme, Topic, load_schemes

CHAPTERS = (
    "welcome", "first-hour", "year", "overview", "months", "bills", "import", "evidence",
    "upgrades", "savings", "application", "form", "dossier", "report", "company", "factors",
    "history",
    "method", "programme", "glossary", "keys", "trouble",
)  # fmt: skip
Part = Callable[[Translator, Record | None], Iterator[str]]
_MADE = re.compile(r"^\{(\w+)\}$", re.MULTILINE)
_NAMED = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Chapter:
    """One chapter: its file's name without `.md`, its title, and its Markdown."""

    word: str
    title: str
    text: str


def chapters(t: Translator, record: Record | None = None) -> tuple[Chapter, ...]:
    """The whole guide in one language; rules and words added to a record are told as well."""
    return tuple(_chapter(word, t, record) for word in CHAPTERS)


def pictures(language: str) -> Path:
    """The folder with the pictures of a language's chapters."""
    return resource("help", language)


def _chapter(word: str, t: Translator, record: Record | None) -> Chapter:
    raw = resource("help", t.language, f"{word}.md").read_text("utf-8")
    named = _NAMED.sub(lambda name: f"**{t(name[1]).rstrip('…')}**", raw)
    text = _MADE.sub(lambda made: "\n".join(_PARTS[made[1]](t, record)), named)
    return Chapter(word, raw.partition("\n")[0].removeprefix("# "), text)


def _glossary(t: Translator, record: Record | None) -> Iterator[str]:
    yield "| English | 繁體 | 简体 |"
    yield "| --- | --- | --- |"
    terms = (*(added_terms(record) if record else ()), *built_in_terms())
    for term in sorted(terms, key=lambda each: each.within("en").casefold()):
        yield f"| {term.within('en')} | {term.within('zh_Hant')} | {term.within('zh_Hans')} |"


def _scheme(kind: str) -> Part:
    """The rules of the newest scheme of a kind."""
    return lambda t, record: _rules(load_schemes(record).newest(kind), t)


def _rules(scheme: Scheme, t: Translator) -> Iterator[str]:
    """The rules by topic, each with how sure it is and where it was read."""
    yield f"### {t.show(scheme.name)}"
    for topic in Topic:
        rules = [each for each in scheme.rules if each.topic is topic]
        if rules:
            yield from ("", f"**{t.show(topic)}**", "")
            yield from (_told(each, t) for each in rules)
    yield from ("", t("Where to ask: {ask}", ask=scheme.ask), "")


def _told(rule: Rule, t: Translator) -> str:
    sure, source = t.show(rule.certainty), t.show(rule.source)
    where = t("{sure}; {source}", sure=sure, source=source) if source else sure
    return f"- {t.show(rule.text) or t.show(rule.heading)} *{t('({words})', words=where)}*"


_PARTS: Mapping[str, Part] = {
    "glossary": _glossary, "programme": _scheme("programme"), "recognition": _scheme("recognition"),
}  # fmt: skip
