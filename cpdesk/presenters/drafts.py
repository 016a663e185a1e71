"""An entry while it is being typed: what it holds, what it lacks, what it begins with."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.record import BY_WORD
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.form_fields import CODE, Raw
from cpdesk.presenters.session import Session

_WITHOUT_CODE = ("reading", "attachment", "pack")
_KEPT_BY_THE_PROGRAM = ("agreed_inputs",)  # a fingerprint, of which nobody could type the next
_ONE_OF = {"reading": ("meter", "driver")}  # of these fields one takes the place of the other


@dataclass
class Draft:
    """An entry while it is being typed: its good values, and what could not be read yet."""

    id: str
    values: dict[str, Any]
    is_new: bool = False
    touched: bool = False
    unread: dict[str, tuple[Raw, str]] = field(default_factory=dict)


def typed_fields(kind: type[Entity]) -> tuple[FieldOf, ...]:
    """The fields that a person fills in, the code first."""
    code = () if kind.word in _WITHOUT_CODE else (CODE,)
    told = (each for each in fields_of(kind) if each.name not in _KEPT_BY_THE_PROGRAM)
    return (*code, *told)


def values_of(entity: Entity) -> dict[str, Any]:
    """Everything that an entry holds, by the names of its fields."""
    return {told.name: getattr(entity, told.name) for told in (CODE, *fields_of(type(entity)))}


def begun(session: Session, kind: type[Entity], values: Mapping[str, Any]) -> Draft:
    """A new entry with these values, and the usual ones for the rest."""
    begun: dict[str, Any] = {"code": "", **values}
    for told in fields_of(kind):
        if told.name not in begun:
            begun[told.name] = default(session, kind, told, tuple(begun.values()))
    return Draft(new_id(), begun, is_new=True)


def taken_up(kind: type[Entity], name: str, value: Any) -> Mapping[str, Any]:
    """What a field that is confirmed changes: itself, and the fields whose place it takes."""
    several = _ONE_OF.get(kind.word, ())
    others = several if name in several and value is not None else ()
    return {**dict.fromkeys(others), name: value}


def needed(kind: type[Entity]) -> frozenset[str]:
    """The fields without a default: an entry cannot be without them."""
    bare = (each for each in dataclasses.fields(kind) if each.default is dataclasses.MISSING)
    return frozenset(each.name for each in bare if each.name != "id")


def lacking(kind: type[Entity], draft: Draft) -> tuple[FieldOf, ...]:
    """What the entry cannot be without, and does not have yet."""
    must = needed(kind)
    return tuple(
        told for told in typed_fields(kind)
        if told.name in must and draft.values[told.name] in (None, "")
    )  # fmt: skip


def default(
    session: Session, kind: type[Entity], told: FieldOf, taken: Collection[Any] = ()
) -> Any:
    """What a field begins with; a reference with the only one there is, or the last looked at.

    What is `taken` by another field of the entry is not meant again: nothing owns itself. Of
    several kinds only the first is so usual that its only one is meant.
    """
    usual = {each.name: each.default for each in dataclasses.fields(kind)}[told.name]
    if usual is not dataclasses.MISSING:
        return usual
    there = [e for word in told.told.refers for e in session.record.all(BY_WORD[word])]
    found = [each for each in there if each.id not in taken]
    if len(found) == 1 and found[0].word == told.told.refers[0]:
        return found[0].id
    seen = [session.shown.get(word) for word in told.told.refers]
    ids = {each.id for each in found}
    return next((id for id in seen if id in ids), None) if len(found) > 1 else None


def unkept(session: Session, kind: type[Entity], draft: Draft) -> Iterator[str]:
    """What would be lost of an entry if the record were closed now."""
    t = session.t
    labels = tuple(t(told.told.label) for told in lacking(kind, draft))
    if draft.is_new and draft.touched and labels:
        yield t("{kind}: the new entry lacks {fields}.", kind=t(kind.title), fields=labels)
    known = session.record.table(kind).get(draft.id)
    words = entry_words(session, known) if known else t("New entry")
    for name, (typed, _) in draft.unread.items():
        label = next(told.told.label for told in typed_fields(kind) if told.name == name)
        yield t("{kind} {entry}, {field}: '{text}' was not understood.",
                kind=t(kind.title), entry=words, field=t(label), text=typed)  # fmt: skip
