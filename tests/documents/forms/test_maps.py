"""The map of a form: written, read, corrected, and carried over to another edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.documents.forms.carrying import carried
from cpdesk.documents.forms.form import Form
from cpdesk.documents.forms.mapping import map_text, read_map
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from cpdesk.domain.findings import Refusal
from tests.documents.forms.cases import ROUND
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.making import Maker


def read(maker: Maker, folder: Path) -> tuple[Form, tuple[Meaning, ...]]:
    path = folder / "form.pdf"
    path.write_bytes(maker.finish())
    form = read_form(path)
    return form, propose(form, ROUND.sectors)


def written(form: Form, meanings: tuple[Meaning, ...], folder: Path, *change: str) -> Path:
    text = map_text(form, meanings, "form.pdf")
    if change:
        assert change[0] in text
        text = text.replace(*change)
    path = folder / "map.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", FORMS)
def test_a_map_says_all_that_was_known(name: str, tmp_path: Path) -> None:
    form, meanings = read(FORMS[name](), tmp_path)
    again = carried(read_map(written(form, meanings, tmp_path)), form, ())
    assert not again.findings
    assert [(each.field, each.ask, each.row, each.part, each.language, each.states, each.times)
            for each in again.meanings] == [
        (each.field, each.ask, each.row, each.part, each.language, each.states, each.times)
        for each in meanings
    ]  # fmt: skip


def test_a_correction_is_followed(tmp_path: Path) -> None:
    form, meanings = read(FORMS["bilingual"](), tmp_path)
    path = written(form, meanings, tmp_path, '"company.website"', '"hand.other"')
    found = {each.field: each.ask for each in carried(read_map(path), form, meanings).meanings}
    assert found["form1.partA.web"] == "hand.other"
    assert found["form1.partA.addr"] == "company.address"


def test_another_edition_tells_what_moved_vanished_and_is_new(tmp_path: Path) -> None:
    form, meanings = read(FORMS["stacked"](), tmp_path)
    path = written(form, meanings, tmp_path)

    def other() -> Maker:
        maker = FORMS["stacked"]()
        fields = maker.fields
        moved = fields.pop("topmostSubform[0].Page1[0].TextField1[0]")
        moved.name = "CreditCode"
        fields["CreditCode"] = moved
        del fields["person3"]
        maker.say(50, 200, "Discharge permit granted on")
        maker.text("permit", 300, 196, 200)
        return maker

    changed, proposed = read(other(), tmp_path)
    result = carried(read_map(path), changed, proposed)
    found = {each.field: each.ask for each in result.meanings}
    assert found["CreditCode"] == "factory.credit_code"
    assert found["person0"] == "factory_contact.name"
    codes = [each.code for each in result.findings]
    assert codes.count("form-map-moved") == 1
    assert codes.count("form-map-vanished") == 1
    assert codes.count("form-map-new") == 1
    assert codes[0] == "form-map-other"


def test_the_map_of_another_form_is_refused(tmp_path: Path) -> None:
    form, meanings = read(FORMS["bilingual"](), tmp_path)
    known = read_map(written(form, meanings, tmp_path))
    other, proposed = read(FORMS["budget"](), tmp_path)
    with pytest.raises(Refusal) as refused:
        carried(known, other, proposed)
    assert refused.value.finding.code == "form-map-foreign"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"company.website"', '"company.websight"', "form-map-unknown"),
        ("version = 1", "version = 7", "form-map-broken"),
        ('part = "day"', 'part = "week"', "form-map-broken"),
        ("page = 1", 'page = "one"', "form-map-broken"),
        ("[form]", "[form", "form-map-broken"),
        ('language = "zh_Hant"', 'language = "fr"', "form-map-broken"),
    ],
)
def test_a_broken_map_names_what_is_wrong(
    before: str, after: str, code: str, tmp_path: Path
) -> None:
    form, meanings = read(FORMS["bilingual"](), tmp_path)
    with pytest.raises(Refusal) as refused:
        read_map(written(form, meanings, tmp_path, before, after))
    assert refused.value.finding.code == code


def test_a_map_holds_nothing_of_the_factory(tmp_path: Path) -> None:
    form, meanings = read(FORMS["bilingual"](), tmp_path)
    text = map_text(form, meanings, "form.pdf")
    assert not [word for word in ("Lantern", "紙燈籠", "2000 0000") if word in text]
