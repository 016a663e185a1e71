"""Schemes and rounds as dated, readable files: every rule with its certainty and source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from cpdesk.base.paths import resource
from cpdesk.domain.company import Link
from cpdesk.domain.findings import blocking
from cpdesk.domain.papers import Answer, RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES, N_, Choice, LocalText
from cpdesk.programme.funding import Ceilings

BAD_SCHEME = blocking(
    "scheme-file", N_("The scheme file cannot be used: {key}. Correct it and add it again.")
)


class Certainty(Choice):
    """How sure a rule is; only the first two are printed as rules without a badge."""

    E25 = "E25", N_("read for this round")
    CUR = "CUR", N_("read on a current page")
    EPRE = "EPRE", N_("read for a previous round only")
    SEC = "SEC", N_("from a secondary source")
    ANA = "ANA", N_("practice of a similar fund, not a rule of this programme")
    INF = "INF", N_("inferred; please confirm")
    UNK = "UNK", N_("not published")
    USER = "USER", N_("found out by the user")


@dataclass(frozen=True)
class Rule:
    """A rule in three languages; `value` is its number where it has one."""

    id: str
    text: LocalText
    certainty: Certainty
    confidence: str
    source: LocalText
    value: Decimal | None


@dataclass(frozen=True)
class Sector:
    number: str
    name: LocalText


@dataclass(frozen=True)
class Document:
    """A paper of the checklist; `links` are the ownership links that ask for it."""

    id: str
    name: LocalText
    required: bool
    links: tuple[Link, ...]

    def needed(self, link: Link | None) -> bool:
        return self.required or link in self.links


@dataclass(frozen=True)
class Scheme:
    """A dated set of rules; `ceilings` is None where nothing is paid."""

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

    def rule(self, id: str) -> Rule:
        """The rule of that id; raises KeyError."""
        return next(iter(each for each in self.rules if each.id == id), None) or _missing(id)

    def limit(self, id: str) -> Decimal:
        """The number of a rule; raises KeyError where it has none."""
        value = self.rule(id).value
        return value if value is not None else _missing(id)

    def open_on(self, day: date) -> bool:
        return self.opens <= day and (self.closes is None or day <= self.closes)


@dataclass(frozen=True)
class Schemes:
    """Every scheme known, by id."""

    by_id: Mapping[str, Scheme]

    def on(self, day: date, kind: str = "programme") -> Scheme | None:
        """The current scheme of a kind that is open on a day, the newest first."""
        open_now = [s for s in self.by_id.values() if s.kind == kind and s.open_on(day)]
        current = [s for s in open_now if s.status == "current"]
        return max(current, key=lambda scheme: scheme.opens, default=None)

    def newest(self, kind: str = "programme") -> Scheme:
        """The newest scheme of a kind; raises ValueError where there is none."""
        return max(
            (s for s in self.by_id.values() if s.kind == kind and s.status == "current"),
            key=lambda scheme: scheme.opens,
        )


def load_schemes(record: Record | None = None) -> Schemes:
    """The built-in schemes, with files and answers that the user added to the record."""
    schemes = {scheme.id: scheme for scheme in _built_in()}
    if record is None:
        return Schemes(schemes)
    for file in record.where(RuleFile, kind=RuleFileKind.SCHEME):
        added = read_scheme(file.text)
        schemes[added.id] = added
    return Schemes({key: _answered(scheme, record) for key, scheme in schemes.items()})


@cache
def _built_in() -> tuple[Scheme, ...]:
    files = sorted(resource("programmes").glob("*.toml"))
    return tuple(read_scheme(path.read_text("utf-8")) for path in files)


def read_scheme(text: str) -> Scheme:
    """The scheme in a file's text; raises Refusal naming what is wrong."""
    try:
        return _scheme(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BAD_SCHEME.refuse(key=str(error)) from error
    except (KeyError, ValueError, TypeError, AttributeError, InvalidOperation) as error:
        raise BAD_SCHEME.refuse(key=repr(error)) from error


def _scheme(data: dict[str, Any]) -> Scheme:
    ceilings = data.get("ceilings")
    budget = data.get("budget_million")
    return Scheme(
        data["id"], data["kind"], _local(data["name"]), data["status"], data["opens"],
        data.get("closes"), _local(data["ask"]),
        Ceilings(*(Decimal(ceilings[key]) for key in ("share", "usual", "raised")))
        if ceilings else None,
        tuple(map(_rule, data.get("rules", ()))),
        tuple(Sector(each["number"], _local(each)) for each in data.get("sectors", ())),
        tuple(map(_document, data.get("documents", ()))),
        Decimal(budget) if budget else None,
    )


def _rule(data: dict[str, Any]) -> Rule:
    source = data.get("source", "")
    value = data.get("value")
    return Rule(
        data["id"], _local(data), Certainty(data["certainty"]), data.get("confidence", ""),
        LocalText(source, source, source), Decimal(value) if value else None,
    )


def _document(data: dict[str, Any]) -> Document:
    links = tuple(Link(each) for each in data.get("links", ()))
    return Document(data["id"], _local(data), bool(data.get("required")), links)


def _local(data: Mapping[str, str]) -> LocalText:
    return LocalText(*(data[language] for language in LANGUAGES))


def _answered(scheme: Scheme, record: Record) -> Scheme:
    """The scheme with the user's answers in the place of what was unknown."""
    answers = {answer.rule: answer for answer in record.where(Answer, scheme=scheme.id)}
    rules = tuple(_with_answer(rule, answers.get(rule.id)) for rule in scheme.rules)
    return Scheme(**{**scheme.__dict__, "rules": rules})


def _with_answer(rule: Rule, answer: Answer | None) -> Rule:
    if answer is None or rule.certainty is not Certainty.UNK or answer.given is None:
        return rule
    day = f", {answer.given.isoformat()}"
    source = LocalText(*(answer.source.within(each) + day for each in LANGUAGES))
    return Rule(rule.id, answer.answer, Certainty.USER, "", source, None)


def _missing(key: str) -> Any:
    raise KeyError(key)
