"""A map carried over to a form that changed: what stayed, what moved, what is gone or new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from cpdesk.documents.forms.form import Box, FieldKind, Form, FormField
from cpdesk.documents.forms.mapping import FormMap, Mapped
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.placing import is_marked, place
from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.words import N_

OTHER_EDITION = warning(
    "form-map-other",
    N_("The map was made for another edition of this form. {n} of its {of} fields were carried "
       "over; look at the filled form."),
)  # fmt: skip
OTHER_FORM = blocking(
    "form-map-foreign",
    N_("{map} is the map of another form ({file}): only {n} of its {of} fields are here. Choose "
       "the map of this form, or none."),
)  # fmt: skip
VANISHED = warning(
    "form-map-vanished",
    N_("The map knows '{label}' (page {page}), which this form no longer has. What belonged there "
       "is not filled in."),
)  # fmt: skip
MOVED = info(
    "form-map-moved",
    N_("'{label}' was found again on page {page}, named '{name}' now. See that it is right."),
)
RENAMED = warning(
    "form-map-renamed",
    N_("The field called '{before}' in the map is called '{now}' on this form (page {page}). What "
       "the new words ask for was taken."),
)  # fmt: skip
PLACED = warning(
    "form-map-placed",
    N_("The place marked by hand ({label}, page {page}) was taken over as it lay on the other "
       "edition. See that it still lies right."),
)  # fmt: skip
NEW = info(
    "form-map-new",
    N_("'{label}' (page {page}) is not in the map. What it means was told from its words."),
)
_ALIKE = 0.72
_BESIDE = 9.0  # points that a place without words may lie elsewhere on another edition
_LEAST = 0.4  # of the fields of a map must be on the form


def marked(form: Form, known: FormMap) -> Form:
    """The form with the places that its map moves, adds or leaves out on the paper.

    Of the map of another edition only those are taken that a person marked.
    """
    places = {e.meaning.field: e for e in known.fields if e.box and e.page <= form.pages}
    if known.sha256 != form.sha256:
        marks = (each for name, each in places.items() if is_marked(name))
        return replace(form, fields=(*form.fields, *map(_place, marks)))
    gone = {each.meaning.field for each in places.values() if each.left_out}
    kept = [_placed(each, places.pop(each.name, None)) for each in form.fields]
    every = (*kept, *map(_place, places.values()))
    return replace(
        form, fields=tuple(each for each in every if each.name not in gone),
        left_out=tuple(each for each in every if each.name in gone),
    )  # fmt: skip


def _placed(field: FormField, known: Mapped | None) -> FormField:
    if known is None or known.box is None or not field.flat:
        return field
    tick = bool(known.meaning.states) or (field.kind is FieldKind.TICK and not known.meaning.ask)
    made = place(field.name, field.page, known.box, tick=tick, cells=known.cells)
    return replace(made, spots=(replace(made.spots[0], around=field.spots[0].around),))


def _place(known: Mapped) -> FormField:
    return place(
        known.meaning.field, known.page - 1, known.box or Box(0, 0, 0, 0),
        tick=bool(known.meaning.states), cells=known.cells, label=known.label,
    )  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """The meanings for this form's fields, and what changed against the map."""

    meanings: tuple[Meaning, ...]
    findings: tuple[Finding, ...]


def carried(known: FormMap, form: Form, proposed: Sequence[Meaning]) -> Carried:
    """What the map says of each field; of fields it does not know what was proposed.

    Raises Refusal where the map is of another form.
    """
    mapped = {each.meaning.field: each for each in known.fields if not each.left_out}
    by_name = {each.name: each for each in form.fields}
    if known.sha256 == form.sha256:
        kept = {name: each.meaning for name, each in mapped.items() if name in by_name}
        return Carried(_whole(form, kept, proposed), ())
    return _to_other(known, mapped, form, by_name, proposed)


def _whole(
    form: Form, kept: Mapping[str, Meaning], proposed: Iterable[Meaning]
) -> tuple[Meaning, ...]:
    others = {each.field: each for each in proposed}
    return tuple(kept.get(each.name) or others[each.name] for each in form.fields)


def _to_other(
    known: FormMap, mapped: Mapping[str, Mapped], form: Form, by_name: Mapping[str, FormField],
    proposed: Sequence[Meaning],
) -> Carried:  # fmt: skip
    kept: dict[str, Meaning] = {}
    findings: list[Finding] = []
    left: list[Mapped] = []
    for name, each in mapped.items():
        field = by_name.get(name)
        if field is None:
            left.append(each)
        elif is_marked(name):
            kept[name] = replace(each.meaning, sure=Sure.LIKELY)
            findings.append(PLACED.at(Place(spot=name), label=each.label or name, page=each.page))
        elif _alike(each.label, field.label):
            kept[name] = each.meaning
        else:
            findings.append(RENAMED.at(
                Place(spot=name), before=each.label, now=field.label, page=field.page + 1
            ))  # fmt: skip
    for each in left:
        field = _found_again(each, form, {*kept, *mapped})
        if field is None:
            findings.append(VANISHED.at(
                Place(spot=each.meaning.field), label=each.label or each.meaning.field,
                page=each.page,
            ))  # fmt: skip
            continue
        kept[field.name] = replace(each.meaning, field=field.name, sure=Sure.LIKELY)
        findings.append(MOVED.at(
            Place(spot=field.name), label=each.label or each.meaning.field, page=field.page + 1,
            name=field.name,
        ))  # fmt: skip
    if len(kept) < _LEAST * len(mapped):
        raise OTHER_FORM.refuse(
            Place(spot=known.name), map=known.name, file=known.file, n=len(kept), of=len(mapped)
        )
    findings += _new(form, kept, mapped)
    told = OTHER_EDITION.at(Place(), n=len(kept), of=len(mapped))
    return Carried(_whole(form, kept, proposed), (told, *findings))


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _found_again(each: Mapped, form: Form, taken: set[str]) -> FormField | None:
    """The one field that bears the label of one that vanished, the nearest page first.

    A place on paper without words is the one that lies where it lay.
    """
    if not each.label:
        return _lying_there(each, form, taken)
    there = [
        field for field in form.fields
        if field.name not in taken and _alike(each.label, field.label)
        and bool(each.meaning.states) == (field.kind is not FieldKind.TEXT)
    ]  # fmt: skip
    same = [field for field in there if field.label == each.label] or there
    return min(same, key=lambda field: abs(field.page + 1 - each.page), default=None)


def _lying_there(each: Mapped, form: Form, taken: set[str]) -> FormField | None:
    box = each.box
    if box is None:
        return None
    there = (field for field in form.fields
             if field.flat and field.name not in taken and field.page + 1 == each.page
             and all(abs(one - other) <= _BESIDE
                     for one, other in zip(field.spots[0].seen, box, strict=True)))  # fmt: skip
    return next(there, None)


def _new(
    form: Form, kept: Mapping[str, Meaning], mapped: Mapping[str, Mapped]
) -> Iterable[Finding]:
    for field in form.fields:
        if field.name not in kept and field.name not in mapped:
            yield NEW.at(Place(spot=field.name), label=field.label or field.name,
                         page=field.page + 1)  # fmt: skip
