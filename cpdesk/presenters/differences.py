"""What an issued pack says otherwise than the record does now, in words."""

from __future__ import annotations

from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.presenters.session import name_of
from cpdesk.services.differences import Difference

_SHOWN = 60  # signs of a text: enough to know it by


def difference_words(record: Record, t: Translator, each: Difference) -> str:
    """One line: `Project P1, Start: 1 March 2026, now 1 May 2026`."""
    of = f"{t(type(each.entity).title)} {name_of(t, each.entity)}"
    if each.readings:
        return t.plural("{of}: {n} bill or reading has changed", "{of}: {n} bills or readings have "
                        "changed", each.readings, of=of)  # fmt: skip
    if each.field is None:
        return t("{of}: new", of=of) if each.is_new else t("{of}: no longer there", of=of)
    before, after = _pair(each.before, each.after)
    return t(
        "{of}, {field}: {before}, now {after}", of=of, field=t(each.field.told.label),
        before=_value(record, t, each.field, before), after=_value(record, t, each.field, after),
    )  # fmt: skip


def _pair(before: Any, after: Any) -> tuple[Any, Any]:
    """Of a text in several languages the one that differs."""
    if isinstance(before, LocalText) and isinstance(after, LocalText):
        differs = (each for each in LANGUAGES if before.exact(each) != after.exact(each))
        language = next(differs, LANGUAGES[0])
        return before.exact(language), after.exact(language)
    return before, after


def _value(record: Record, t: Translator, field: FieldOf, value: Any) -> str:
    """In the language of the screen; a reference by the name of what it means."""
    if value in (None, "", ()):
        return t("(empty)")
    if field.told.refers:
        ids = value if isinstance(value, tuple) else (value,)
        return t.show(tuple(_named(t, record.entity(id)) for id in ids))
    words = " ".join(t.show(value).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _named(t: Translator, entity: Entity | None) -> str:
    return name_of(t, entity) if entity else t("no longer there")
