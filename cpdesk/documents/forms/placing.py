"""Places that a person marks upon the paper: added, moved, made a tick or a comb, taken away."""

from __future__ import annotations

from dataclasses import replace

from cpdesk.documents.forms.form import Around, Box, FieldKind, Form, FormField, Spot

TICKED = "On"  # what the box of a flat form is called when it is ticked
SEVERAL = 27.0  # points of height from which on there is room for several lines
_MARKED = "place-"
LEAST = 4.0  # points that a place is wide and high at least


def is_marked(name: str) -> bool:
    """Whether a person marked this place: it has no words of its own on the paper."""
    return name.startswith(_MARKED)


def place(
    name: str, page: int, box: Box, *, tick: bool = False, cells: int = 0, label: str = ""
) -> FormField:
    """A place on a page, counted from 0, as the reader sees it."""
    spot = Spot(page, box, box, state=TICKED if tick else "", around=Around(left=label))
    return FormField(
        name, FieldKind.TICK if tick else FieldKind.TEXT, (spot,), most=0 if tick else cells,
        comb=bool(cells) and not tick, lines=_has_lines(box, tick, cells), flat=True,
    )  # fmt: skip


def _has_lines(box: Box, tick: bool, cells: int) -> bool:
    return not tick and not cells and box.height >= SEVERAL


def added(form: Form, page: int, box: Box) -> tuple[Form, str]:
    """The form with one place more, and its name."""
    taken = {each.name for each in (*form.fields, *form.left_out)}
    name = next(n for n in (f"{_MARKED}{at}" for at in range(1, 10**6)) if n not in taken)
    made = place(name, page, _within(form, page, box))
    return replace(form, fields=(*form.fields, made)), name


def moved(form: Form, name: str, box: Box) -> Form:
    """The form with a place of the paper elsewhere or of another size; a field of its own stays."""
    def one(field: FormField) -> FormField:
        if field.name != name or not field.flat:
            return field
        there = _within(form, field.page, box)
        spot = replace(field.spots[0], box=there, seen=there)
        several = _has_lines(there, field.kind is FieldKind.TICK, field.most)
        return replace(field, spots=(spot,), lines=several)

    return replace(form, fields=tuple(map(one, form.fields)))


def shaped(form: Form, name: str, *, tick: bool, cells: int) -> Form:
    """The form with a place that is ticked, or written into so many boxes of one character."""
    def one(field: FormField) -> FormField:
        if field.name != name or not field.flat:
            return field
        made = place(name, field.page, field.spots[0].seen, tick=tick, cells=cells)
        spot = replace(made.spots[0], around=field.spots[0].around)
        return replace(made, spots=(spot,))

    return replace(form, fields=tuple(map(one, form.fields)))


def removed(form: Form, name: str) -> Form:
    """The form without a place of the paper; one that was found there is kept as left out."""
    gone = form.named(name)
    if gone is None or not gone.flat:
        return form
    left_out = form.left_out if is_marked(name) else (*form.left_out, gone)
    kept = tuple(each for each in form.fields if each.name != name)
    return replace(form, fields=kept, left_out=left_out)


def _within(form: Form, page: int, box: Box) -> Box:
    """Not beyond the page, and large enough to be seen and caught."""
    wide, high = form.sizes[page]
    across, up = min(max(box.width, LEAST), wide), min(max(box.height, LEAST), high)
    left = min(max(0.0, box.left), wide - across)
    bottom = min(max(0.0, box.bottom), high - up)
    return Box(left, bottom, left + across, bottom + up)
