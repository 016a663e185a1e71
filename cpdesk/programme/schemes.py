"""Schemes and rounds as dated, readable files: every rule with its certainty and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from cpdesk.base.languages import translator
from cpdesk.base.paths import resource
from cpdesk.domain.papers import Answer, RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.funding import Ceilings
from cpdesk.programme.questions import (
    Asked,
    Document,
    LabelKind,
    OldWord,
    Question,
    Sector,
    Tier,
)
from cpdesk.programme.tags import Certainty, Topic

__all__ = [
    "Asked", "Certainty", "Document", "LabelKind", "OldWord", "Question", "Rule", "RuleStatus",
    "Scheme", "Schemes", "Sector", "Tier", "Topic", "check_scheme_text", "load_schemes",
    "read_scheme", "rule_status",
]  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A rule in three languages.

    `value` is its number where it has one; `heading` names an unknown rule's subject; `ask` says
    where to ask; `given` is the day of the user's answer.
    """

    id: str
    text: LocalText
    certainty: Certainty
    confidence: str
    source: LocalText
    value: Decimal | None
    topic: Topic = Topic.OTHER
    heading: LocalText = LocalText()
    ask: LocalText = LocalText()
    given: date | None = None

    @property
    def unknown(self) -> bool:
        return self.certainty is Certainty.UNK

    @property
    def hint(self) -> bool:
        """Practice of similar funds: never to be shown as a rule of the programme."""
        return self.certainty is Certainty.ANA


@dataclass(frozen=True)
class Scheme:
    """A dated set of rules; `ceilings` is None where nothing is paid.

    Where only the month of opening or closing is known, `opens` is its first and `closes` its
    last day, and `opens_known` or `closes_known` is false. `closing` are the papers asked for at
    the end of a project, `criteria` a list by which newness can be argued.
    """

    id: str
    kind: str
    name: LocalText
    status: str
    opens: date
    closes: date | None
    ask: LocalText
    ceilings: Ceilings | None
    rules: tuple[Rule, ...]
    sectors: tuple[Sector, ...]
    documents: tuple[Document, ...]
    budget_million: Decimal | None
    opens_known: bool = True
    closes_known: bool = True
    questions: tuple[Question, ...] = ()
    classes: tuple[LabelKind, ...] = ()
    tiers: tuple[Tier, ...] = ()
    old_words: tuple[OldWord, ...] = ()
    closing: tuple[Document, ...] = ()
    criteria: tuple[Asked, ...] = ()

    def rule(self, id: str) -> Rule:
        """The rule of that id; raises KeyError."""
        found = self.find(id)
        if found is None:
            raise KeyError(id)
        return found

    def find(self, id: str) -> Rule | None:
        """The rule of that id, or None."""
        return next((each for each in self.rules if each.id == id), None)

    def limit(self, id: str) -> Decimal:
        """The number of a rule; raises KeyError where it has none."""
        value = self.rule(id).value
        if value is None:
            raise KeyError(id)
        return value

    def question(self, id: str) -> Question:
        """The question of that number (`A3`); raises KeyError."""
        return {each.id: each for each in self.questions}[id]

    def sector(self, said: str) -> Sector | None:
        """The sector of a number, or of a name in any language."""
        return next((each for each in self.sectors if each.is_called(said)), None)

    def label(self, value: str) -> LabelKind | None:
        return next((each for each in self.classes if each.id == value), None)

    @property
    def unknown(self) -> tuple[Rule, ...]:
        """The rules nobody could find, in the order of the file."""
        return tuple(each for each in self.rules if each.unknown)

    def open_on(self, day: date) -> bool:
        return self.opens <= day and (self.closes is None or day <= self.closes)

    def in_closing_month(self, day: date) -> bool:
        """Whether the day may already lie after the end, because the closing day is unknown."""
        if self.closes is None or self.closes_known:
            return False
        return (day.year, day.month) == (self.closes.year, self.closes.month)


@dataclass(frozen=True)
class Schemes:
    """Every scheme known, by id."""

    by_id: Mapping[str, Scheme]

    @property
    def personal(self) -> frozenset[str]:
        """The numbers of papers, in any checklist, that only one application may use."""
        papers = (each for scheme in self.by_id.values() for each in scheme.documents)
        return frozenset(each.id for each in papers if each.personal)

    @property
    def papers(self) -> tuple[Document, ...]:
        """The papers of every current checklist, those of a project's end with them."""
        schemes = (each for each in self.by_id.values() if each.status == "current")
        return tuple(each for s in schemes for each in (*s.documents, *s.closing))

    def on(self, day: date, kind: str = "programme") -> Scheme | None:
        """The current scheme of a kind that is open on a day, the newest first."""
        found = [each for each in self.current(kind) if each.open_on(day)]
        return max(found, key=lambda scheme: scheme.opens, default=None)

    def newest(self, kind: str = "programme") -> Scheme:
        """The newest current scheme of a kind; raises ValueError where there is none."""
        return max(self.current(kind), key=lambda scheme: scheme.opens)

    def current(self, kind: str = "programme") -> Iterator[Scheme]:
        return (s for s in self.by_id.values() if s.kind == kind and s.status == "current")

    def history(self, day: date, kind: str = "programme") -> Scheme | None:
        """The ended round that a day lay in, or None: it takes no new application."""
        ended = (s for s in self.by_id.values() if s.kind == kind and s.status == "history")
        return next((each for each in ended if each.open_on(day)), None)


@dataclass(frozen=True)
class RuleStatus:
    """Whether a rule is known: if not, `ask` says where; if the user found out, `answer` how."""

    rule: Rule
    known: bool
    ask: LocalText
    answer: Answer | None


def rule_status(scheme: Scheme, rule: str, record: Record) -> RuleStatus:
    """How a rule stands with the answers of a record; raises KeyError for an unknown id."""
    stated = scheme.rule(rule)
    answer = _answers(scheme, record).get(rule)
    if answer is not None and stated.certainty in (Certainty.UNK, Certainty.USER):
        return RuleStatus(_with_answer(stated, answer), True, LocalText(), answer)
    ask = stated.ask if stated.unknown else LocalText()
    return RuleStatus(stated, not stated.unknown, ask, None)


def load_schemes(record: Record | None = None) -> Schemes:
    """The built-in schemes, with files and answers that the user added to the record."""
    schemes = {scheme.id: scheme for scheme in _built_in()}
    if record is None:
        return Schemes(schemes)
    files = record.where(RuleFile, kind=RuleFileKind.SCHEME)
    for file in sorted(files, key=lambda each: each.added or date.min):
        added = read_scheme(file.text)
        schemes[added.id] = added
    return Schemes({key: _answered(scheme, record) for key, scheme in schemes.items()})


def check_scheme_text(text: str) -> Scheme:
    """The scheme in a file's text; raises Refusal naming the key that is wrong."""
    return read_scheme(text)


@lru_cache(maxsize=64)
def read_scheme(text: str) -> Scheme:
    """The scheme in a file's text, read once; raises Refusal naming the key that is wrong."""
    from cpdesk.programme.scheme_file import scheme_of

    return scheme_of(text)


@cache
def _built_in() -> tuple[Scheme, ...]:
    files = sorted(resource("programmes").glob("*.toml"))
    return tuple(read_scheme(path.read_text("utf-8")) for path in files)


def _answers(scheme: Scheme, record: Record) -> dict[str, Answer]:
    """The answers that can be printed: with their source and date, the latest last."""
    told = [
        each
        for each in record.where(Answer, scheme=scheme.id)
        if each.answer and each.source and each.given
    ]
    return {each.rule: each for each in sorted(told, key=lambda each: each.given or date.min)}


def _answered(scheme: Scheme, record: Record) -> Scheme:
    """The scheme with the user's answers in the place of what was unknown."""
    answers = _answers(scheme, record)
    if not answers:
        return scheme
    rules = (
        _with_answer(rule, answers[rule.id]) if rule.unknown and rule.id in answers else rule
        for rule in scheme.rules
    )
    return replace(scheme, rules=tuple(rules))


def _with_answer(rule: Rule, answer: Answer) -> Rule:
    texts, sources = [], []
    for language in LANGUAGES:
        colon = ": " if language == "en" else "："
        comma = ", " if language == "en" else "，"
        day = translator(language).date(answer.given) if answer.given else ""
        texts.append(rule.heading.within(language) + colon + answer.answer.within(language))
        sources.append(answer.source.within(language) + comma + day)
    return replace(
        rule, text=LocalText(*texts), certainty=Certainty.USER, confidence="",
        source=LocalText(*sources), given=answer.given,
    )
