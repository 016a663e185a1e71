"""A scheme out of its file's text, checked key by key."""

from __future__ import annotations

from cpdesk.domain.fields import fields_of
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.funding import Ceilings
from cpdesk.programme.questions import (
    Asked,
    Dimension,
    Document,
    LabelKind,
    OldWord,
    Question,
    Sector,
    Target,
    Tier,
    When,
)
from cpdesk.programme.rule_text import Table, Wanted, toml
from cpdesk.programme.schemes import Rule, Scheme
from cpdesk.programme.tags import Basis, Bringer, Certainty, Level, Topic

KINDS = ("programme", "recognition")
STATUSES = ("current", "history")
Sources = dict[str, LocalText]


def scheme_of(text: str) -> Scheme:
    """The scheme in a file's text; raises Refusal naming the key that is missing or wrong."""
    file = toml(text)
    id, kind, name = file.text("id"), _one_of(file, "kind", KINDS), file.local("name")
    ask = file.local("ask")
    sources = _sources(file)
    opens, opens_known = file.day("opens")
    closes, closes_known = file.day("closes", last=True) if "closes" in file else (None, True)
    if closes is not None and closes < opens:
        raise file.wrong("closes", Wanted.DAY)
    scheme = Scheme(
        id=id, kind=kind, name=name,
        status=_one_of(file, "status", STATUSES), opens=opens, closes=closes, ask=ask,
        ceilings=_ceilings(file.table("ceilings")) if "ceilings" in file else None,
        rules=tuple(_rule(each, ask, sources) for each in file.tables("rules", "id")),
        sectors=tuple(map(_sector, file.tables("sectors", "number"))),
        documents=tuple(map(_document, file.tables("documents", "id"))),
        closing=tuple(map(_document, file.tables("closing_documents", "id"))),
        criteria=tuple(map(_criterion, file.tables("criteria", "number"))),
        budget_million=file.number_or_none("budget_million"),
        opens_known=opens_known, closes_known=closes_known,
        questions=tuple(map(_question, file.tables("questions", "id"))),
        classes=tuple(map(_class, file.tables("classes", "id"))),
        tiers=tuple(sorted(map(_tier, file.tables("tiers")), key=lambda tier: tier.above)),
        old_words=tuple(map(_old_word, file.tables("old_words"))),
    )  # fmt: skip
    file.done()
    return scheme


def _one_of(table: Table, key: str, options: tuple[str, ...]) -> str:
    value = table.text(key)
    if value not in options:
        raise table.not_one(key, value, options)
    return value


def _sources(file: Table) -> Sources:
    found = {}
    for table in file.tables("sources", "id"):
        found[table.text("id")] = table.words()
        table.done()
    return found


def _ceilings(table: Table) -> Ceilings:
    made = Ceilings(table.number("share"), table.number("usual"), table.number("raised"))
    if made.share > 1:
        raise table.wrong("share", Wanted.NUMBER)
    table.done()
    return made


def _rule(table: Table, ask: LocalText, sources: Sources) -> Rule:
    certainty = table.choice("certainty", Certainty)
    made = Rule(
        id=table.text("id"), text=table.words(), certainty=certainty,
        confidence=_one_of(table, "confidence", ("H", "M", "L")) if "confidence" in table else "",
        source=_source(table, sources, certainty), value=table.number_or_none("value"),
        topic=table.choice("topic", Topic, Topic.OTHER),
        heading=table.local("heading") if _needs_heading(table, certainty) else LocalText(),
        ask=table.local("ask") if "ask" in table else ask,
    )  # fmt: skip
    table.done()
    return made


def _needs_heading(table: Table, certainty: Certainty) -> bool:
    """An unknown rule is headed by its subject, which an answer will stand behind."""
    return certainty is Certainty.UNK or "heading" in table


def _source(table: Table, sources: Sources, certainty: Certainty) -> LocalText:
    """The sources of a rule, joined; only what is unknown may go without one."""
    names = table.texts("source")
    if not names and certainty is not Certainty.UNK:
        table.text("source")
    for name in names:
        if name not in sources:
            raise table.not_one("source", name, tuple(sources))
    joined = ("; " if each == "en" else "；" for each in LANGUAGES)
    return LocalText(*(
        mark.join(sources[name].within(language) for name in names)
        for mark, language in zip(joined, LANGUAGES, strict=True)
    ))  # fmt: skip


def _criterion(table: Table) -> Asked:
    made = Asked(table.text("number"), table.words())
    table.done()
    return made


def _sector(table: Table) -> Sector:
    made = Sector(table.text("number"), table.words(), table.texts("also"))
    table.done()
    return made


def _when(table: Table) -> tuple[When, ...]:
    found = []
    for each in table.tables("when"):
        found.append(When(
            each.texts("link"), each.texts("region"), each.texts("route"),
            each.texts("developer"), each.texts("label"),
        ))  # fmt: skip
        each.done()
    return tuple(found)


def _document(table: Table) -> Document:
    made = Document(
        table.text("id"), table.words(), table.flag("required", False), _when(table),
        table.choices("basis", Basis), table.text("confidence", ""), table.flag("personal", False),
        table.choice("by", Bringer, Bringer.APPLICANT),
    )
    table.done()
    return made


def _question(table: Table) -> Question:
    made = Question(
        table.text("id"), table.words(),
        tuple(_target(table, each) for each in table.texts("answers")),
        table.choice("level", Level), table.choices("basis", Basis), _when(table),
    )  # fmt: skip
    table.done()
    return made


def _target(table: Table, text: str) -> Target:
    """As `Target` describes it; word and field must be the record's own."""
    text, _, language = text.partition(":")
    word, _, rest = text.partition(".")
    field, _, value = rest.partition("=")
    if word not in BY_WORD:
        raise table.not_one("answers", word, tuple(BY_WORD))
    names = tuple(each.name for each in fields_of(BY_WORD[word]))
    if field and field not in names:
        raise table.not_one("answers", text, names)
    if language not in ("", "en", "zh"):
        raise table.not_one("answers", language, ("en", "zh"))
    return Target(word, field, value, language)


def _class(table: Table) -> LabelKind:
    made = LabelKind(
        table.text("id"), table.words(), table.local("purpose"),
        tuple(map(_dimension, table.tables("dimensions"))), table.choice("certainty", Certainty),
        table.text("includes", ""),
    )  # fmt: skip
    table.done()
    return made


def _dimension(table: Table) -> Dimension:
    made = Dimension(
        table.words(), tuple(_target(table, each) for each in table.texts("answers"))
    )
    table.done()
    return made


def _tier(table: Table) -> Tier:
    made = Tier(table.number("above"), table.whole("offers", 0), table.flag("tender", False))
    table.done()
    return made


def _old_word(table: Table) -> OldWord:
    made = OldWord(table.texts("words"), table.number_or_none("amount"), table.local("round"))
    table.done()
    return made
