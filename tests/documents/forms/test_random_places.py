"""Places marked at random: on their page, large enough, and the form itself never touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cpdesk.documents.forms.form import Box, FieldKind, Form, FormField, Spot
from cpdesk.documents.forms.placing import LEAST, added, is_marked, moved, removed, shaped

SIZES = ((595.0, 842.0), (842.0, 595.0), (40.0, 30.0))
OWN = FormField("own", FieldKind.TEXT, (Spot(0, Box(10, 10, 90, 30), Box(10, 10, 90, 30)),))
FORM = Form("0" * 64, SIZES, (OWN,), "en")
SIDES = st.floats(-2000, 2000)
BOXES = st.builds(Box, SIDES, SIDES, SIDES, SIDES)


def steps() -> st.SearchStrategy[list[tuple[str, int, Box, int]]]:
    step = st.tuples(
        st.sampled_from(("add", "move", "shape", "remove")), st.integers(0, 5), BOXES,
        st.integers(0, 40),
    )  # fmt: skip
    return st.lists(step, max_size=25)


@given(steps())
def test_whatever_is_done_every_place_can_be_seen(
    todo: list[tuple[str, int, Box, int]]
) -> None:
    form = FORM
    for wish, which, box, cells in todo:
        names = [each.name for each in form.fields]
        name = names[which % len(names)]
        if wish == "add":
            form, made = added(form, which % len(SIZES), box)
            assert is_marked(made)
            assert made not in names
        elif wish == "move":
            form = moved(form, name, box)
        elif wish == "shape":
            form = shaped(form, name, tick=cells % 3 == 0, cells=cells)
        else:
            form = removed(form, name)
    assert form.fields[0] == OWN  # what is the form's own stays
    for each in form.fields[1:]:
        (wide, high), seen = SIZES[each.page], each.spots[0].seen
        assert seen.left >= 0
        assert seen.right <= wide + 1e-6
        assert seen.bottom >= 0
        assert seen.top <= high + 1e-6
        assert min(seen.width, seen.height) >= LEAST - 1e-6
        assert each.comb == bool(each.most)
        assert not (each.comb and each.kind is FieldKind.TICK)
