"""What the fields of a form mean, told from the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from cpdesk.documents.forms.answers import in_rows, type_of
from cpdesk.documents.forms.form import FieldKind, Form, FormField
from cpdesk.documents.forms.likeness import said
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.parts import Place, part_word, parts
from cpdesk.documents.forms.scoring import best, context_of
from cpdesk.documents.forms.tables import grids, of_grid
from cpdesk.documents.forms.ticks import of_ticks, states_of
from cpdesk.documents.forms.value_names import names_of, value_meant
from cpdesk.documents.forms.values import Money
from cpdesk.programme.schemes import Sector

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[._\d\[\]#]+")
_SIGNATURE = "hand.signature"
_UNITS = (
    (re.compile(r"百[万萬]元|\bmillions?\b"), 1_000_000), (re.compile(r"[万萬]元|10,?000"), 10_000),
    (re.compile(r"千元|'000|\bthousands?\b"), 1000),
)


def propose(form: Form, sectors: Sequence[Sector]) -> tuple[Meaning, ...]:
    """A meaning for every field in the form's order, an open one where nothing is likely."""
    known: dict[str, Meaning] = dict(of_ticks(form.fields, sectors))
    told = parts(form.fields)
    for grid in grids([each for each in form.fields if each.name not in told]):
        known.update(of_grid(grid))
    labels = _labels(form.fields, told)
    for field in form.fields:
        if field.name not in known or not known[field.name].ask:
            known[field.name] = _of_field(field, labels, told)
    return tuple(_with_choices(each, known[each.name], sectors) for each in form.fields)


def meant(field: FormField, ask: str, row: int, sectors: Sequence[Sector]) -> Meaning:
    """What a person says that a field means, with what its ticks or choices then stand for."""
    inside = bool(ask) and not ask.startswith("hand.") and in_rows(ask)
    meaning = Meaning(field.name, ask, max(1, row) if inside else 0, sure=Sure.SURE)
    if not ask or ask.startswith("hand."):
        return meaning
    if field.kind in (FieldKind.TICK, FieldKind.RADIO):
        return replace(meaning, states=states_of(field, ask, sectors))
    return _with_choices(field, replace(meaning, times=_times(field, ask)), sectors)


def _of_field(
    field: FormField, labels: Mapping[str, str], told: Mapping[str, Place]
) -> Meaning:
    if field.kind is FieldKind.SIGNATURE:
        return Meaning(field.name, _SIGNATURE, sure=Sure.SURE)
    if field.kind in (FieldKind.TICK, FieldKind.RADIO):
        return Meaning(field.name)
    place, around = told.get(field.name), field.spots[0].around
    words = [(place.label, 1.0)] if place else list(_weighted(field, labels[field.name]))
    found = best(words, context_of(around.headings))
    meaning = Meaning(field.name, found.ask, sure=found.sure)
    tongue = next((t for t in (said(w).tongue for w in _tongues(field)) if t), "")
    if found.ask:
        meaning = replace(meaning, language=tongue, times=_times(field, found.ask))
    return replace(meaning, part=place.part) if place and found.ask else meaning


def _times(field: FormField, key: str) -> int:
    """In how many units a form wants an amount of money, told by the words around the field."""
    if key.startswith("hand.") or type_of(key) not in (Money, Decimal):
        return 1
    around = field.spots[0].around
    words = " ".join((around.left, around.above, around.column, around.right, field.tip))
    return next((times for pattern, times in _UNITS if pattern.search(words)), 1)


def _tongues(field: FormField) -> Iterator[str]:
    around = field.spots[0].around
    yield from (around.left, around.above, around.column, field.tip)


def _weighted(field: FormField, label: str) -> Iterator[tuple[str, float]]:
    """Where a label may stand, and how much it counts there."""
    around = field.spots[0].around
    whole = " ".join(filter(None, (around.farther, around.left)))
    over = 0.9 if said(label) else 1.0
    yield from ((label, 1.0), (whole, 0.95), (around.above, over), (around.column, over))
    yield from ((field.tip, 0.95), (_HUMP.sub(" ", field.name.rpartition(".")[2]), 0.5))


def _labels(fields: Sequence[FormField], told: Mapping[str, Place]) -> Mapping[str, str]:
    """The label of every field; `(English)` and `(Chinese)` alone take the name before them."""
    found: dict[str, str] = {}
    last = ""
    for field in fields:
        around = field.spots[0].around
        own = around.left if said(around.left) else around.farther
        bare = said(around.left).tongue or (not around.left and said(around.above).tongue)
        if not said(own) and bare:
            own = last
        elif not said(own) and part_word(around.left):
            own = around.above
        found[field.name] = own
        last = own or last
    return found


def _with_choices(
    field: FormField, meaning: Meaning, sectors: Sequence[Sector]
) -> Meaning:
    """A list of choices with what each of them stands for."""
    if field.kind is not FieldKind.CHOICE or not meaning.ask or meaning.ask.startswith("hand."):
        return meaning
    names = names_of(meaning.ask, sectors)
    meant = ((word, value_meant(shown, names)[0]) for word, shown in field.options)
    return replace(meaning, states=tuple((word, value) for word, value in meant if value))
