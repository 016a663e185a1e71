"""The one form of all kinds: fields, reading back, sentences, saving when confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpdesk.domain.company import Company, Factory, Holding, Link, Party
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Answer
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.projects import BudgetItem, Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.record import KINDS
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Adjustment, Flow, Input, Spot
from cpdesk.domain.words import LocalText
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.form_fields import FieldKind
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.session import Session
from tests.presenters.conftest import Recorder


def form_of(session: Session, kind: type[Entity]) -> EntityForm:
    form = EntityForm(session, kind)
    form.attach(Recorder())
    return form


def problems_of(form: EntityForm) -> dict[str, str]:
    """The sentence beneath each field that has one."""
    return {each.name: each.problem for each in form.fields if each.problem}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_every_kind_has_a_form(session: Session, kind: type[Entity], language: str) -> None:
    session.speak(language)
    form = form_of(session, kind)
    form.add()
    assert form.fields
    assert all(each.label for each in form.fields)


def test_a_company_is_kept_once_something_is_typed(empty: Session) -> None:
    form = form_of(empty, Company)
    form.add()
    assert not empty.record.all(Company)
    assert form.set("name", {"en": "Kite", "zh_Hant": "紙鳶", "zh_Hans": ""})
    assert form.set("established", "2001年3月5日")
    assert form.set("turnover", "1.5億")
    (company,) = empty.record.all(Company)
    assert company.name == LocalText("Kite", "紙鳶", "")
    assert (company.established, company.turnover) == (date(2001, 3, 5), Decimal("150000000"))
    assert company.code == "C1"


def test_a_factory_belongs_to_the_only_company(empty: Session) -> None:
    company = form_of(empty, Company)
    company.add()
    company.set("telephone", "1")
    form = form_of(empty, Factory)
    form.add()
    assert form.set("link", "L2")
    (factory,) = empty.record.all(Factory)
    assert factory.company == empty.record.all(Company)[0].id
    assert factory.link is Link.L2


def test_what_it_belongs_to_may_be_entered_later(empty: Session) -> None:
    project = form_of(empty, Project)
    project.add()
    assert not project.set("name", {"en": "Film reuse", "zh_Hant": "", "zh_Hans": ""})
    assert set(problems_of(project)) == {"factory"}
    company, factory = form_of(empty, Company), form_of(empty, Factory)
    company.add()
    company.set("telephone", "1")
    assert not empty.record.all(Project)
    factory.add()
    factory.set("link", "L2")
    (kept,) = empty.record.all(Project)
    assert kept.name.en == "Film reuse"
    assert kept.factory == empty.record.all(Factory)[0].id


def test_an_entry_nothing_was_typed_into_is_not_kept(empty: Session) -> None:
    project = form_of(empty, Project)
    project.add()
    company, factory = form_of(empty, Company), form_of(empty, Factory)
    company.add()
    company.set("telephone", "1")
    factory.add()
    factory.set("link", "L2")
    assert not empty.record.all(Project)
    assert project.field("factory").value == empty.record.all(Factory)[0].id


def test_a_year_has_no_thousands(session: Session) -> None:
    form = form_of(session, Candidacy)
    form.add()
    form.set("year", "2026")
    assert form.entries[0][1].endswith("2026")


def test_an_entry_waits_for_what_it_cannot_be_without(session: Session) -> None:
    form = form_of(session, Reading)
    form.add()
    known = len(session.record.all(Reading))
    assert not form.set("meter", "el")
    assert not form.set("amount", "12,500")
    assert set(problems_of(form)) == {"start", "end"}
    assert not form.set("start", "2026-04-01")
    assert form.set("end", "2026-05-01")
    assert len(session.record.all(Reading)) == known + 1


def test_what_cannot_be_read_stays_with_its_sentence(session: Session) -> None:
    form = form_of(session, BudgetItem)
    change = session.record.identity.change
    assert not form.set("unit_price", "1.234,5")
    field = form.field("unit_price")
    assert field.value == "1.234,5"
    assert "1.234,5" in field.problem
    assert session.record.identity.change == change
    form.select(form.selected)
    assert form.field("unit_price").value == "1.234,5"
    assert form.set("unit_price", "1234.50")
    assert str(session.record.all(BudgetItem)[0].unit_price) == "1234.50"


def test_the_same_value_makes_no_change(session: Session) -> None:
    form = form_of(session, Meter)
    change = session.record.identity.change
    assert form.set("unit", "kWh")
    assert session.record.identity.change == change


def test_kinds_of_fields(session: Session) -> None:
    form = form_of(session, Effect)
    kinds = {each.name: each.kind for each in form.fields}
    assert kinds["upgrade"] is FieldKind.REFERENCE
    assert kinds["drivers"] is FieldKind.REFERENCES
    assert kinds["expected"] is FieldKind.DECIMAL
    assert kinds["inputs"] is FieldKind.LOCAL_LONG_TEXT
    assert kinds["baseline_from"] is FieldKind.DATE
    assert ("el", "CLP Electricity") in form.field("meter").options


def test_a_code_must_be_free(session: Session) -> None:
    view = Recorder()
    form = EntityForm(session, Meter)
    form.attach(view)
    assert not form.set("code", "PAINT")
    assert "PAINT" in view.last("show_findings")[0][0].sentence
    assert form.field("code").value == "CLP"


def test_removing_says_what_still_needs_it(session: Session) -> None:
    view = Recorder()
    form = EntityForm(session, Project)
    form.attach(view)
    assert not form.remove()
    assert "B1" in view.last("show_findings")[0][0].sentence
    meters = form_of(session, Meter)
    meters.select_code("PAINT")
    assert meters.remove()
    assert session.find(Meter, "PAINT") is None
    assert not session.record.where(Reading, meter="pa")


def test_undo_shows_the_value_before(session: Session) -> None:
    form = form_of(session, Project)
    form.set("name", {"en": "Other", "zh_Hant": "", "zh_Hans": ""})
    session.ws.store.undo()
    session.changed()
    assert form.field("name").value["en"] == "Water-based paint and new spray booth"


@pytest.mark.parametrize("kind", [Input, Spot, Flow, Adjustment])
def test_what_an_effect_rests_on_belongs_to_the_one_last_shown(
    session: Session, kind: type[Entity]
) -> None:
    effects = form_of(session, Effect)
    effects.select_code("X2")
    form = form_of(session, kind)
    form.add()
    assert form.field("effect").value == "e2"
    effects.select_code("X1")
    form.add()
    assert form.field("effect").value == "e1"


def test_a_band_belongs_to_the_tariff_last_shown(session: Session) -> None:
    tariffs, bands = form_of(session, Tariff), form_of(session, TariffBand)
    for price in ("10", "20"):
        tariffs.add()
        tariffs.set("meter", "el")
        tariffs.set("capacity_price", price)
    tariffs.select_code(session.record.all(Tariff)[0].code)
    bands.add()
    assert bands.field("tariff").value == session.record.all(Tariff)[0].id
    assert bands.set("share", "100")


def test_nobody_types_the_fingerprint_of_a_model(session: Session) -> None:
    form = form_of(session, Effect)
    names = [each.name for each in form.fields]
    assert "agreed_on" in names
    assert "agreed_inputs" not in names
    form.select_code("X1")
    assert form.set("tolerance", "12")


def test_what_is_typed_but_not_kept_is_named(session: Session) -> None:
    form = form_of(session, Meter)
    assert session.unkept == ()
    form.select_code("CLP")
    form.set("density", "heavy")
    readings = form_of(session, Reading)
    readings.add()
    assert len(session.unkept) == 1
    readings.set("amount", "12,500")
    assert session.unkept == (
        "Meter CLP Electricity, Density (kg/L): 'heavy' was not understood.",
        "Reading: the new entry lacks From, To (first day not included).",
    )
    readings.revert()
    form.set("density", "1.2")
    assert session.unkept == ()


def test_an_entry_that_waits_for_another_is_named_until_that_is_there(empty: Session) -> None:
    form = form_of(empty, Upgrade)
    form.add()
    form.set("cost", "100")
    assert empty.unkept == ("Upgrade: the new entry lacks Factory.",)


def test_an_entry_that_was_just_removed_elsewhere_has_no_fields(session: Session) -> None:
    """It may be asked, confirmed and chosen before it is told."""
    form = form_of(session, Upgrade)
    upgrade = session.record.get(Upgrade, form.selected)
    with session.ws.store.change("Removed") as work:
        for kind in KINDS:
            for each in session.record.all(kind):
                if upgrade.id in vars_of(each):
                    work.remove(each)
        work.remove(upgrade)
    assert form.fields == ()
    assert not form.set("name", {"en": "Left in the box", "zh_Hant": "", "zh_Hans": ""})
    assert form.selected == upgrade.id
    form.select(upgrade.id)
    left = session.record.all(Upgrade)
    assert form.selected == (left[0].id if left else "")
    assert bool(form.fields) == bool(left)


def vars_of(entity: Entity) -> list[object]:
    return [getattr(entity, name) for name in type(entity).__dataclass_fields__]


def test_a_box_that_is_left_after_its_entry_was_taken_back_means_nothing(empty: Session) -> None:
    form = EntityForm(empty, Company)
    assert form.fields == ()
    assert not form.set("code", "C9")
    assert not empty.record.all(Company)


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_an_answer_shows_which_rule_of_which_scheme_it_is_about(
    session: Session, language: str
) -> None:
    session.speak(language)
    scheme = session.ws.schemes().newest()
    rule = scheme.unknown[0]
    form = form_of(session, Answer)
    form.add({"scheme": scheme.id, "rule": rule.id})
    hints = {each.name: each.hint for each in form.fields}
    assert hints["scheme"] == session.t.show(scheme.name)
    assert hints["rule"] == session.t.show(rule.text)
    form.add({"scheme": "no-such", "rule": rule.id})
    assert not {each.name: each.hint for each in form.fields}["rule"]


def test_a_holding_says_who_holds_how_much_of_what(empty: Session) -> None:
    holding = Holding(id="h", code="H1", owner="p", owned="c", share=Decimal("62.5"))
    with empty.ws.store.change("A chain") as work:
        work.put(Party(id="p", code="P1", name=LocalText("Chan", "陳生", "陈生")))
        work.put(Company(id="c", code="C1"))
        work.put(holding)
    said = []
    for language in ("en", "zh_Hant", "zh_Hans"):
        empty.speak(language)
        said.append(entry_words(empty, holding))
    assert said == ["Chan · 62.5% · C1", "陳生 · 62.5% · C1", "陈生 · 62.5% · C1"]
    assert entry_words(empty, Holding(id="x", code="H2", owner="", owned="")) == "H2"


def test_a_reading_belongs_to_a_meter_or_a_driver(session: Session) -> None:
    view, meter = Recorder(), session.record.all(Meter)[0]
    reading = Reading(id="r", driver="made", start=date(2030, 1, 1), end=date(2030, 2, 1),
                      amount=Decimal(5))  # fmt: skip
    with session.ws.store.change("A product") as work:
        work.put(Driver(id="made", code="D9", factory=meter.factory))
        work.put(reading)
    form = form_of(session, Reading)
    form.attach(view)
    form.select(reading.id)
    assert form.set("meter", meter.id)
    moved = session.record.entity(reading.id)
    assert isinstance(moved, Reading)
    assert (moved.meter, moved.driver) == (meter.id, None)
    assert not form.set("meter", "")
    (told,) = view.last("show_findings")
    assert "one of them only" in told[0].sentence
    assert session.record.entity(reading.id) == moved
    form.add()
    for name, typed in (("start", "2031-01-01"), ("end", "2031-02-01"), ("amount", "7")):
        form.set(name, typed)
    (told,) = view.last("show_findings")
    assert "one of them only" in told[0].sentence
    assert form.set("driver", reading.driver)
    made = next(each for each in session.record.all(Reading) if each.start == date(2031, 1, 1))
    assert (made.meter, made.driver, made.amount) == (None, reading.driver, Decimal(7))
