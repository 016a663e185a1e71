"""Fields of any size with any value: nothing outside its field, nothing dropped unsaid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.documents.forms.filling import Filled, fill
from cpdesk.documents.forms.form import Form
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.company import Company
from cpdesk.domain.words import LocalText
from tests.by_hand import workshop
from tests.documents.forms.cases import facts_of
from tests.documents.forms.looking import text_in, values
from tests.documents.forms.making import Maker
from tests.programme.making import made

LETTERS = "abcXYZ 0129,.()-&/ 香港紙燈籠有限公司，。（）、广东东莞市𨋢鰂"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=160).filter(str.strip)
LABEL = "Natureofbusiness"


@st.composite
def shapes(draw: st.DrawFn) -> dict[str, object]:
    """A field somewhere on the page: high or low, wide or narrow, of every sort of text."""
    comb = draw(st.booleans())
    most = draw(st.integers(1, 40)) if comb else draw(st.sampled_from((0, 0, 5, 30)))
    return {
        "wide": draw(st.floats(6, 480)), "high": draw(st.floats(6, 120)), "most": most,
        "comb": comb, "lines": not comb and draw(st.booleans()),
        "size": draw(st.sampled_from((0, 0, 6, 9, 14, 40))),
    }  # fmt: skip


def filled_with(words: str, shape: dict[str, object], rotate: int) -> tuple[Form, Filled]:
    maker = Maker((595.0, 842.0), rotate)
    maker.say(40, 500, "Nature of business")
    wide, high = float(str(shape["wide"])), float(str(shape["high"]))
    maker.text("f", 40, 300, wide, high, most=int(str(shape["most"])),
               size=float(str(shape["size"])), comb=bool(shape["comb"]),
               lines=bool(shape["lines"]))  # fmt: skip
    company = replace(made(*workshop.entities()).all(Company)[0], business=LocalText(en=words))
    with TemporaryDirectory() as folder:
        path = Path(folder, "f.pdf")
        path.write_bytes(maker.finish())
        form = read_form(path)
        facts = facts_of(made(*workshop.entities(), company))
        return form, fill(path, form, (Meaning("f", "company.business", sure=Sure.SURE),), facts)


def squeezed(text: str) -> str:
    """Without what a comb may leave out of a number."""
    return "".join(char for char in text if char not in " ,()-+")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, shapes(), st.sampled_from((0, 0, 90, 180, 270)))
def test_whatever_is_written_is_all_there(
    words: str, shape: dict[str, object], rotate: int
) -> None:
    form, filled = filled_with(words, shape, rotate)
    box = form.fields[0].spots[0].box
    shown = text_in(filled.content)
    inside, elsewhere = "", ""
    for char, page, place in shown:
        if page == 0 and box.across(place) > 0 and box.along(place) > 0:
            assert place.left >= box.left - 1
            assert place.right <= box.right + 1
            assert place.bottom >= box.bottom - 1.5
            assert place.top <= box.top + 1.5
            inside += char
        elif page == 0:
            elsewhere += char
    assert elsewhere == LABEL  # nothing beside the field but what was printed there
    sheet = "".join(char for char, page, _ in shown if page > 0)
    value = values(filled.content).get("f", "")
    assert inside == "".join(value.split())
    wanted = "".join(words.split())
    if "form-continued" in [each.code for each in filled.findings]:
        assert wanted in sheet
    elif shape["comb"]:
        assert squeezed(value) == squeezed(words)
    else:
        assert value == words.strip()
