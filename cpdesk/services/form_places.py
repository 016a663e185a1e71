"""Places marked on the paper of a form, and what belongs into them; nothing is written yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cpdesk.services.forms import Understood, corrected, links
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.documents.forms.form import Box, Form, FormField
    from cpdesk.documents.forms.meaning import Meaning

_NEAR = 6.0  # points that a place may lie elsewhere when its page was turned and read anew
_QUARTER = 90


def with_place(known: Understood, page: int, box: Box) -> tuple[Understood, str]:
    """One place more on a page, from 0, and its name; what belongs there is not known yet."""
    from cpdesk.documents.forms.meaning import Meaning
    from cpdesk.documents.forms.placing import added

    form, name = added(known.form, page, box)
    return replace(known, form=form, meanings=(*known.meanings, Meaning(name))), name


def with_moved(known: Understood, name: str, box: Box) -> Understood:
    """A place elsewhere, or of another size."""
    from cpdesk.documents.forms.placing import moved

    return replace(known, form=moved(known.form, name, box))


def without(known: Understood, name: str) -> Understood:
    """A place less; a field of the form's own stays."""
    from cpdesk.documents.forms.placing import removed

    form = removed(known.form, name)
    kept = {each.name for each in form.fields}
    return replace(known, form=form, meanings=tuple(e for e in known.meanings if e.field in kept))


def with_meaning(ws: Workspace, known: Understood, name: str, ask: str, row: int) -> Understood:
    """Another meaning of a field; a marked place that was ticked is written into again."""
    from cpdesk.documents.forms.placing import is_marked

    now = corrected(ws, known, name, ask, row)
    if is_marked(name) and _is_tick(now, name):
        return with_shape(now, name, value="", cells=0)
    return now


def _is_tick(known: Understood, name: str) -> bool:
    from cpdesk.documents.forms.form import FieldKind

    field = known.form.named(name)
    return field is not None and field.kind is FieldKind.TICK


def with_shape(known: Understood, name: str, *, value: str, cells: int) -> Understood:
    """A place that is ticked where the answer is `value`, or else has so many boxes of a letter."""
    from cpdesk.documents.forms.placing import TICKED, shaped

    form = shaped(known.form, name, tick=bool(value), cells=cells)
    states = ((TICKED, value),) if value else ()
    meanings = (replace(e, states=states) if e.field == name else e for e in known.meanings)
    return replace(known, form=form, meanings=tuple(meanings))


def ways_of(ws: Workspace, ask: str) -> tuple[str, ...]:
    """The answers for which a place can be ticked; none where it is no question of choice."""
    from cpdesk.documents.forms.asks import asks
    from cpdesk.documents.forms.value_names import names_of

    if not ask or asks()[ask].by_hand:
        return ()
    return tuple(names_of(ask, links(ws).sectors))


def with_turn(ws: Workspace, known: Understood, page: int) -> Understood:
    """A page turned a quarter clockwise and read anew, so that what is written stands upright.

    Raises Refusal where the file can no longer be read.
    """
    from cpdesk.documents.forms.proposing import propose
    from cpdesk.documents.forms.reading import read_form

    before = known.form
    turns = [*before.turned, *[0] * (before.pages - len(before.turned))]
    turns[page] = (turns[page] + _QUARTER) % 360
    read = replace(read_form(known.file, turns), language=before.language)
    form, kept = _carried(known, read, page)
    proposed = propose(form, links(ws).sectors)
    meanings = tuple(kept.get(each.field, each) for each in proposed)
    return replace(known, form=form, meanings=meanings)


def _carried(
    known: Understood, read: Form, page: int
) -> tuple[Form, dict[str, Meaning]]:
    """The form as it is read now with the places marked before, and what was said of the fields."""
    from cpdesk.documents.forms.placing import is_marked, moved

    meanings = {each.field: each for each in known.meanings}
    wide = known.form.sizes[page][0]
    marks = tuple(each for each in known.form.fields if is_marked(each.name))
    form = replace(read, fields=(*read.fields, *marks))
    kept: dict[str, Meaning] = {}
    for each in known.form.fields:
        there = each.name
        if each.page == page and each.flat:
            box = _turned(each.spots[0].seen, wide)
            there = there if is_marked(there) else _nearest(read.fields, page, box)
            form = moved(form, each.name, box) if is_marked(each.name) else form
        if there and meanings[each.name].ask:
            kept[there] = replace(meanings[each.name], field=there)
    return form, kept


def _turned(box: Box, wide: float) -> Box:
    """A box of a page so wide, where it lies when the page is turned clockwise."""
    from cpdesk.documents.forms.form import Box

    return Box(box.bottom, wide - box.right, box.top, wide - box.left)


def _nearest(fields: Sequence[FormField], page: int, box: Box) -> str:
    """The place that was found where this one lies now; an empty text where there is none."""
    for each in fields:
        seen = each.spots[0].seen
        if each.page == page and all(
            abs(one - other) <= _NEAR for one, other in zip(seen, box, strict=True)
        ):
            return each.name
    return ""
