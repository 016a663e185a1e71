"""How the entries of a kind are called in a list."""

from __future__ import annotations

from cpdesk.domain.company import Holding
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.presenters.session import Session


def entry_words(session: Session, entity: Entity) -> str:
    """How an entry is called in a list: code and name, or what it connects."""
    words = session.name(entity)
    if getattr(entity, "name", None) is not None:
        return words
    if isinstance(entity, Reading) and (month := _month_of(entity)) is not None:
        of = session.record.entity(entity.meter or entity.driver or "")
        return " · ".join(filter(None, (getattr(of, "code", ""), session.t.month(month))))
    if isinstance(entity, Holding):
        return _holding_words(session, entity) or words
    parts = [_part(session, entity, told) for told in fields_of(type(entity))[:5]]
    said = [part for part in parts if part][:3]
    return " · ".join([entity.code, *said] if entity.code else said) or words


def _holding_words(session: Session, holding: Holding) -> str:
    """Who holds how much of what; codes alone would say nothing to anybody."""
    known = (session.record.entity(each) for each in (holding.owner, holding.owned))
    owner, owned = (session.t.show(getattr(of, "name", "")) or str(of or "") for of in known)
    share = "" if holding.share is None else f"{session.t.number(holding.share)}%"
    return " · ".join(each for each in (owner, share, owned) if each)


def _month_of(reading: Reading) -> Month | None:
    """The calendar month that it is of, where it is of one."""
    if reading.start is None or reading.end is None:
        return None
    month = Month.of(reading.start)
    return month if (month.start, month.end) == (reading.start, reading.end) else None


def _part(session: Session, entity: Entity, told: FieldOf) -> str:
    value = getattr(entity, told.name)
    if told.told.refers and isinstance(value, str):
        found = session.record.entity(value)
        # Readings are so many and so alike that their days need the room.
        if isinstance(found, Meter | Driver) and not isinstance(entity, Reading):
            return session.name(found)
        return found.code if found else ""
    if isinstance(value, int):  # a year or a number of order, not an amount
        return "" if isinstance(value, bool) else str(value)
    return "" if isinstance(value, tuple) else session.t.show(value)
