"""What is proposed for the fields of forms made by us, held against what they were made to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.documents.forms.form import FieldKind, Form
from cpdesk.documents.forms.meaning import Meaning, Part, Sure
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from tests.documents.forms.cases import ROUND
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.making import Maker
from tests.documents.forms.unseen_forms import UNSEEN


def understood(maker: Maker, folder: Path) -> tuple[Form, dict[str, Meaning]]:
    path = folder / "form.pdf"
    path.write_bytes(maker.finish())
    form = read_form(path)
    return form, {each.field: each for each in propose(form, ROUND.sectors)}


def written(meaning: Meaning) -> str:
    """A meaning as the makers of our forms write it."""
    row = f"@{meaning.row}" if meaning.row else ""
    part = f"/{meaning.part.value}" if meaning.part is not Part.WHOLE else ""
    tongue = f":{meaning.language}" if meaning.language else ""
    return f"{meaning.ask}{tongue}{row}{part}"


def right_and_all(maker: Maker, folder: Path) -> tuple[int, int]:
    """How many fields and boxes of a form are understood as they were meant."""
    form, known = understood(maker, folder)
    right = []
    for field in form.fields:
        meaning, wanted = known[field.name], maker.means.get(field.name, "")
        if field.kind in (FieldKind.TICK, FieldKind.RADIO):
            for spot in field.spots:
                told = [f"{meaning.ask}={v}" for state, v in meaning.states if state == spot.state]
                wanted = maker.means.get(f"{field.name}#{spot.state}", wanted)
                right.append((told or [""]) == [wanted])
        elif field.kind is not FieldKind.SIGNATURE:
            right.append(written(meaning) == wanted)
    return sum(right), len(right)


@pytest.mark.parametrize("name", FORMS)
def test_most_fields_are_proposed_rightly(name: str, tmp_path: Path) -> None:
    right, every = right_and_all(FORMS[name](), tmp_path)
    assert every >= 18
    assert right / every >= 0.8, f"{name}: {right} of {every}"


def test_most_fields_of_forms_that_nobody_has_seen_are_proposed_rightly(tmp_path: Path) -> None:
    """Their words were never written into our list; 92 % when this was written."""
    right, every = 0, 0
    for name, make in UNSEEN.items():
        here, all_ = right_and_all(make(), tmp_path)
        print(f"{name}: {here} of {all_}")
        assert here / all_ >= 0.75, name
        right, every = right + here, every + all_
    assert right / every >= 0.85


def test_what_is_not_in_the_record_stays_open(tmp_path: Path) -> None:
    maker = Maker()
    for at, words in enumerate(("Number of vending machines", "Name of your first pet",
                                "貴公司最喜愛的顏色", "企业吉祥物")):  # fmt: skip
        maker.say(50, 700 - 30 * at, words)
        maker.text(f"f{at}", 300, 696 - 30 * at, 200)
    _, known = understood(maker, tmp_path)
    assert [each.sure for each in known.values() if each.ask] in ([], [Sure.LIKELY])


def test_the_heading_decides_whose_name_it_is(tmp_path: Path) -> None:
    maker = Maker()
    for at, heading in enumerate(("Applicant", "工廠", "Project coordinator", "技术供应商")):
        maker.say(50, 700 - 80 * at, heading, 11)
        maker.say(50, 670 - 80 * at, "Address 地址 地址" if at != 2 else "Name 姓名")
        maker.text(f"f{at}", 300, 666 - 80 * at, 200)
    _, known = understood(maker, tmp_path)
    assert [each.ask for each in known.values()] == [
        "company.address", "factory.address", "coordinator.name", "provider.address"
    ]  # fmt: skip


def test_a_number_of_an_identity_card_is_left_to_the_pen(tmp_path: Path) -> None:
    maker = Maker()
    maker.say(50, 700, "HKID No. 香港身份證號碼")
    maker.text("id", 300, 696, 200)
    _, known = understood(maker, tmp_path)
    assert known["id"].ask == "hand.identity"
