"""Ruled forms drawn at random: every empty cell is found, and what is written stays inside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.form import Box
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.company import Company
from cpdesk.domain.words import LocalText
from tests.by_hand import workshop
from tests.documents.forms.cases import facts_of
from tests.documents.forms.looking import text_in
from tests.documents.forms.making import Maker
from tests.documents.forms.test_random_fields import WORDS
from tests.programme.making import made

# Heights of rows and widths of columns in points; in every second column stands a label.
ROWS = st.lists(st.integers(12, 60), min_size=1, max_size=6)
COLUMNS = st.lists(st.integers(30, 120), min_size=1, max_size=2)


def ruled(rows: list[int], columns: list[int], rotate: int) -> tuple[Maker, list[Box]]:
    """A table of labels and empty cells, and where the empty ones are."""
    maker = Maker((595.0, 842.0), rotate)
    wide = [each for pair in ((90, column) for column in columns) for each in pair]
    y, empty = 500.0, list[Box]()
    for row, high in enumerate(rows):
        y -= high
        x = 40.0
        for at, each in enumerate(wide):
            maker.box(x, y, each, high)
            if at % 2 == 0:
                maker.say(x + 3, y + high / 2 - 3, f"Label {row} {at}", 7)
            else:
                empty.append(Box(x, y, x + each, y + high))
            x += each
    return maker, empty


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, COLUMNS, st.sampled_from((0, 90, 180, 270)), WORDS)
def test_every_empty_cell_is_found_and_kept_to(
    rows: list[int], columns: list[int], rotate: int, words: str
) -> None:
    maker, empty = ruled(rows, columns, rotate)
    company = replace(made(*workshop.entities()).all(Company)[0], business=LocalText(en=words))
    with TemporaryDirectory() as folder:
        path = Path(folder, "f.pdf")
        path.write_bytes(maker.finish())
        form = read_form(path)
        found = {tuple(round(side) for side in each.spots[0].seen) for each in form.fields}
        assert found == {tuple(round(side) for side in each) for each in empty}
        meanings = [Meaning(e.name, "company.business", sure=Sure.SURE) for e in form.fields]
        before = len(text_in(path.read_bytes()))
        filled = fill(path, form, meanings, facts_of(made(*workshop.entities(), company)))
    shown = [each for each in text_in(filled.content) if each[1] == 0]
    if rotate == 0:
        inside = [box for _, _, box in shown for cell in empty
                  if cell.left - 1 <= box.left and box.right <= cell.right + 1
                  and cell.bottom - 2 <= box.bottom and box.top <= cell.top + 2]  # fmt: skip
        assert len(shown) - len(inside) == before
    continued = sum(each.code == "form-continued" for each in filled.findings)
    assert continued == len({each for each, text in filled.texts.items() if text != words.strip()}
                            | ({e.name for e in form.fields} - set(filled.texts)))  # fmt: skip
