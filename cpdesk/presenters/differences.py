"""What one state of a record says otherwise than another, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES, N_, LocalText
from cpdesk.presenters.session import name_of
from cpdesk.services.differences import Difference

_SHOWN = 60  # signs of a text: enough to know it by
_FIRST = 3  # fields that tell what connects things


class Known(Protocol):
    """Where a thing is found by its id: a record, or two of them."""

    def entity(self, id: str) -> Entity | None: ...


class Both:
    """A later state and an earlier one: what is gone from the later is found in the other."""

    def __init__(self, then: Record, now: Record) -> None:
        self._states = (now, then)

    def entity(self, id: str) -> Entity | None:
        found = (each.entity(id) for each in self._states)
        return next((each for each in found if each is not None), None)


@dataclass(frozen=True)
class _Wording:
    """How a line says that a thing is only after, only before, or that a field differs."""

    new: str
    gone: str
    changed: str


_LATER = _Wording(
    N_("{of}: new"), N_("{of}: no longer there"), N_("{of}, {field}: {before}, now {after}")
)
_SIDES = _Wording(
    N_("{of}: only in B"), N_("{of}: only in A"),
    N_("{of}, {field}: {before} in A, {after} in B"),
)  # fmt: skip


def difference_words(known: Known, t: Translator, each: Difference) -> str:
    """One line: `Project P1, Start: 1 March 2026, now 1 May 2026`."""
    return _line(_LATER, known, t, each)


def side_words(known: Known, t: Translator, each: Difference) -> str:
    """One line of two files, of which neither need be the later: `... 1 March in A, 1 May in B`."""
    return _line(_SIDES, known, t, each)


def _line(wording: _Wording, known: Known, t: Translator, each: Difference) -> str:
    of = thing_words(known, t, each.entity)
    if each.readings:
        return _readings(t, of, each.readings)
    if each.field is None:
        return t(wording.new if each.is_new else wording.gone, of=of)
    before, after = values(known, t, each)
    return t(wording.changed, of=of, field=t(each.field.told.label), before=before, after=after)


def values(known: Known, t: Translator, each: Difference) -> tuple[str, str]:
    """What a field said before and says after, in the language of the screen."""
    if each.field is None:
        return "", ""
    before, after = _pair(each.before, each.after)
    return _value(known, t, each.field, before), _value(known, t, each.field, after)


def thing_words(known: Known, t: Translator, entity: Entity) -> str:
    """What a thing is, and which; of a bill its meter and its months."""
    title = t(type(entity).title)
    if isinstance(entity, Reading):
        return " ".join((title, *_bill(known, t, entity)))
    if isinstance(entity, BillLine):
        bill = known.entity(entity.reading)
        of = _bill(known, t, bill) if isinstance(bill, Reading) else ()
        return " ".join(filter(None, (title, entity.name, *of)))
    named = name_of(t, entity)
    return f"{title} {named}" if named != title else " ".join((title, *_ends(known, t, entity)))


def _readings(t: Translator, of: str, n: int) -> str:
    return t.plural("{of}: {n} bill or reading has changed", "{of}: {n} bills or readings have "
                    "changed", n, of=of)  # fmt: skip


def _bill(known: Known, t: Translator, bill: Reading) -> tuple[str, str]:
    of = known.entity(bill.of)
    return _named(t, of), period_words(t, bill.start, bill.end)


def period_words(t: Translator, start: date, end: date) -> str:
    """A whole month by its name, otherwise the first and the last day."""
    month = Month.of(start)
    if (month.start, month.end) == (start, end):
        return t.month(month)
    return f"{t.date(start)} – {t.date(end - timedelta(1))}"


def _ends(known: Known, t: Translator, entity: Entity) -> tuple[str, ...]:
    """What a thing without a name of its own connects."""
    told = [each for each in fields_of(type(entity)) if each.told.refers and not each.is_tuple]
    ids = (getattr(entity, each.name) for each in told[:_FIRST])
    return tuple(_of(known, t, id) for id in ids if id)


def _of(known: Known, t: Translator, id: str) -> str:
    found = known.entity(id)
    if isinstance(found, Reading):
        return " ".join(_bill(known, t, found))
    return _named(t, found)


def _pair(before: Any, after: Any) -> tuple[Any, Any]:
    """Of a text in several languages the one that differs."""
    if isinstance(before, LocalText) and isinstance(after, LocalText):
        differs = (each for each in LANGUAGES if before.exact(each) != after.exact(each))
        language = next(differs, LANGUAGES[0])
        return before.exact(language), after.exact(language)
    return before, after


def _value(known: Known, t: Translator, field: FieldOf, value: Any) -> str:
    """In the language of the screen; a reference by the name of what it means."""
    if value in (None, "", ()):
        return t("(empty)")
    if field.told.refers:
        ids = value if isinstance(value, tuple) else (value,)
        return t.show(tuple(_of(known, t, id) for id in ids))
    words = " ".join(t.show(value).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _named(t: Translator, entity: Entity | None) -> str:
    return name_of(t, entity) if entity else t("no longer there")
