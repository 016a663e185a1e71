"""What a field of an entity holds, and how entities are made."""

from __future__ import annotations

import typing

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.record import KINDS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_the_types_of_fields_are_those_that_typing_finds(kind: type[Entity]) -> None:
    hints = typing.get_type_hints(kind)
    for field in fields_of(kind):
        parts = [each for each in typing.get_args(hints[field.name]) if each is not type(None)]
        optional = type(None) in typing.get_args(hints[field.name])
        assert field.optional is optional
        assert field.type == (parts[0] if optional else hints[field.name])


def test_many_made_at_once_are_as_those_made_one_by_one() -> None:
    rows = [("1", "M1", "f", MeterKind.WATER), ("2", "M2", "f", None)]
    made = Meter.many(("id", "code", "factory", "kind"), rows)
    assert made == [Meter(id=i, code=code, factory=of, kind=kind) for i, code, of, kind in rows]
    assert vars(made[0]) == vars(Meter(id="1", code="M1", factory="f", kind=MeterKind.WATER))


def test_many_want_the_fields_that_one_wants() -> None:
    with pytest.raises(TypeError, match="missing or not known: factory, id"):
        Meter.many(("code",), [("M1",)])
    with pytest.raises(TypeError, match="missing or not known: colour"):
        Meter.many(("id", "factory", "colour"), [("1", "f", "red")])
    with pytest.raises(ValueError, match="zip"):
        Meter.many(("id", "factory"), [("1",)])
