"""A field of any entity as a form shows it: its kind, what it says, and how it is read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, Told
from cpdesk.domain.findings import Refusal, blocking
from cpdesk.domain.papers import Answer
from cpdesk.domain.quantities import parse_decimal, plain
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import LANGUAGES, N_, Choice, LocalText
from cpdesk.exchange.days import read_day
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.pages import page_of
from cpdesk.presenters.session import Session

NEEDED = blocking("field-needed", N_("This is needed before the entry can be kept."))
NOT_WHOLE = blocking(
    "not-whole", N_("'{text}' is not a whole number. Write it as 12, without decimals.")
)
NONE_TO_CHOOSE = blocking(
    "field-nothing-to-choose",
    N_("This is needed before the entry can be kept, and there is none yet: {kinds}. Enter that "
       "first, under {pages}; what is typed here waits."),
)  # fmt: skip

CODE = FieldOf("code", Told(N_("Code")), str, optional=False)

# What a widget gives and takes: text, texts by language, yes or no, or ids.
Raw = str | Mapping[str, str] | bool | tuple[str, ...] | None


class FieldKind(Enum):
    TEXT = "text"
    LONG_TEXT = "long text"
    LOCAL_TEXT = "text in three languages"
    LOCAL_LONG_TEXT = "long text in three languages"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    YES_NO = "yes or no"
    CHOICE = "choice"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True)
class FormField:
    """One field, ready to be shown; `options` are value and words of choices and references."""

    name: str
    label: str
    number: str
    kind: FieldKind
    value: Raw
    hint: str = ""
    needed: bool = False
    optional: bool = True
    problem: str = ""
    options: tuple[tuple[str, str], ...] = field(default=())


def kind_of(told: FieldOf) -> FieldKind:
    """What sort of box a field needs."""
    if told.told.refers:
        return FieldKind.REFERENCES if told.is_tuple else FieldKind.REFERENCE
    if told.type is LocalText:
        return FieldKind.LOCAL_LONG_TEXT if told.told.long else FieldKind.LOCAL_TEXT
    if issubclass(told.type, Choice):
        return FieldKind.CHOICE
    plain_kinds = {bool: FieldKind.YES_NO, Decimal: FieldKind.DECIMAL, int: FieldKind.INTEGER,
                   date: FieldKind.DATE}  # fmt: skip
    return plain_kinds.get(told.type, FieldKind.LONG_TEXT if told.told.long else FieldKind.TEXT)


def raw(told: FieldOf, value: Any) -> Raw:
    """A value of the record as the widget takes it."""
    if value is None:
        return None if kind_of(told) is FieldKind.YES_NO else ""
    if isinstance(value, LocalText):
        return {language: value.exact(language) for language in LANGUAGES}
    if isinstance(value, Choice):
        return str(value.value)
    if isinstance(value, Decimal):
        return plain(value)
    return value if isinstance(value, bool | tuple) else str(value)


def read(told: FieldOf, typed: Raw) -> Any:
    """What the widget gives as a value of the record; raises Refusal."""
    if isinstance(typed, Mapping):
        return LocalText(**{language: text.strip() for language, text in typed.items()})
    if not isinstance(typed, str):
        return typed
    text = typed.strip()
    if not text:
        return _nothing(told)
    return _read_text(told, text)


def options_of(told: FieldOf, session: Session) -> tuple[tuple[str, str], ...]:
    """What can be chosen: the members of a choice, or the entities a reference may point to."""
    kind, t, record = kind_of(told), session.t, session.record
    if kind is FieldKind.CHOICE:
        return tuple((str(each.value), t(each.label)) for each in told.type)
    found = [entity for word in told.told.refers for entity in record.all(BY_WORD[word])]
    return tuple((each.id, reference_words(session, each, told)) for each in found)


def needed_words(told: FieldOf, session: Session) -> str:
    """Why an entry cannot be kept without this; where nothing can be chosen, where to begin."""
    t, kinds = session.t, [BY_WORD[word] for word in told.told.refers]
    if not kinds or any(session.record.table(kind) for kind in kinds):
        return t(NEEDED.sentence)
    pages = dict.fromkeys(page.title for kind in kinds for page in [page_of(kind)] if page)
    return t(
        NONE_TO_CHOOSE.sentence, kinds=tuple(t(kind.title) for kind in kinds),
        pages=tuple(t(title) for title in pages),
    )  # fmt: skip


def hint_of(
    told: FieldOf, kind: type[Entity], values: Mapping[str, Any], session: Session
) -> str:
    """What stands beneath a box; beneath the key of a scheme or a rule, what it stands for."""
    if kind is Answer and told.name in ("scheme", "rule"):
        return _rule_words(told.name, values, session)
    return session.t(told.told.hint) if told.told.hint else ""


def _rule_words(name: str, values: Mapping[str, Any], session: Session) -> str:
    """Nothing where there is none of that key, or where rules cannot be read: others say so."""
    try:
        scheme = session.ws.schemes().by_id.get(str(values["scheme"]))
    except Refusal:
        return ""
    if scheme is None:
        return ""
    if name == "scheme":
        return session.t.show(scheme.name)
    rule = scheme.find(str(values["rule"]))
    return session.t.show(rule.text) if rule else ""


def reference_words(session: Session, entity: Entity, told: FieldOf) -> str:
    """As it is called in its list; with the kind where several kinds can be meant."""
    words, title = entry_words(session, entity), session.t(type(entity).title)
    return words if len(told.told.refers) < 2 else f"{words} ({title})"


def sentence_of(t: Translator, refusal: Refusal) -> str:
    return t(refusal.finding.kind.sentence, **refusal.finding.facts)


def _nothing(told: FieldOf) -> Any:
    """What an emptied box means: nothing where there may be nothing."""
    if told.optional:
        return None
    if told.type is str and not told.told.refers:
        return ""
    raise NEEDED.refuse()


def _read_text(told: FieldOf, text: str) -> Any:
    kind = kind_of(told)
    if kind is FieldKind.DECIMAL:
        return parse_decimal(text)
    if kind is FieldKind.INTEGER:
        return _whole(text)
    if kind is FieldKind.DATE:
        return read_day(text)
    return told.type(text) if kind is FieldKind.CHOICE else text


def _whole(text: str) -> int:
    number = parse_decimal(text)
    if number != number.to_integral_value():
        raise NOT_WHOLE.refuse(text=text)
    return int(number)
