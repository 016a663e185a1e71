"""What a field of an entity holds."""

from __future__ import annotations

import typing

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.record import KINDS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_the_types_of_fields_are_those_that_typing_finds(kind: type[Entity]) -> None:
    hints = typing.get_type_hints(kind)
    for field in fields_of(kind):
        parts = [each for each in typing.get_args(hints[field.name]) if each is not type(None)]
        optional = type(None) in typing.get_args(hints[field.name])
        assert field.optional is optional
        assert field.type == (parts[0] if optional else hints[field.name])
