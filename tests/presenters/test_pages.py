"""Every finding of readiness leads to a page, and there to the entry and the field it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cpdesk import bootstrap
from cpdesk.domain.company import Company, Contact, ContactRole, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import Answer, Evidence, OwnFactor, PackKind
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import BudgetItem, Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.words import LocalText
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.evidence_page import FIELDS, EvidencePage
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.pages import PAGES, Way, leads, way_to
from cpdesk.presenters.session import Session, place_words
from cpdesk.services.orders import ApplicationOrder, DossierOrder, check
from cpdesk.services.saving.savings import all_savings
from cpdesk.services.workspace import Workspace
from tests.presenters.conftest import AtOnce, Recorder

BARE: tuple[Entity, ...] = (
    Company(id="co"), Factory(id="fa", company="co"), Project(id="pr", factory="fa"),
    BudgetItem(id="bi", project="pr"),
    Candidacy(id="ca", factory="fa", label=LabelClass.EXCELLENT, year=2026),
)  # fmt: skip


@pytest.fixture
def bare(empty: Session) -> Session:
    """A record in which nothing is told but that the things are there."""
    with empty.ws.store.change("Bare") as work:
        work.put_many(BARE)
    return empty


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Session]:
    ws = bootstrap.sample_desk(tmp_path)
    yield Session(Workspace(ws.store, lambda: datetime(2026, 11, 24, 12), "test"), "en")
    ws.store.close()


def judged(session: Session) -> tuple[Finding, ...]:
    """Everything `check` and the savings find for every project and every class of the label."""
    ws = session.ws
    found = [each for p in ws.record.all(Project) for each in check(ws, ApplicationOrder(p))]
    for factory in ws.record.all(Factory):
        for label in LabelClass:
            found.extend(check(ws, DossierOrder(factory, label, 2026)))
    measured = all_savings(ws.record, ws.factors())
    return (*found, *(each for upgrade in measured for each in upgrade.findings))


def follow(session: Session, finding: Finding) -> Way:
    """Go there as the button does."""
    desk, view = Desk(session), Recorder()
    desk.attach(view)
    session.go_to(finding.place)
    (way,) = view.last("show_way")
    assert view.last("show_page") == (way.page,)
    assert desk.page == way.page
    return way


def arrive(session: Session, way: Way) -> None:
    """The page shows the entry and the field that are meant."""
    if way.page == "months":
        grid = MonthsGrid(session)
        row, column = grid.turn_to(way) or (-1, -1)
        assert grid.columns[column].series.code == way.code
        assert way.spot[:7] in ("", str(grid.month(row)))
    elif way.page == "evidence":
        page = EvidencePage(session, AtOnce(), AtOnce())
        page.turn_to(way)
        if way.field == "to":
            assert page.supporting.kind == way.spot.partition(":")[0]
        else:
            assert page.document == way.spot
        assert way.field in ("", "to", *FIELDS)
    else:
        arrive_at_form(session, way)


def arrive_at_form(session: Session, way: Way) -> None:
    assert way.kind in next(page.kinds for page in PAGES if page.word == way.page)
    form = EntityForm(session, way.kind)
    form.attach(Recorder())
    form.turn_to(way)
    assert form.selected
    if way.new:
        assert form.selected not in session.record.table(way.kind)
        begun = {name: getattr(value, "value", value) for name, value in way.values.items()}
        assert {name: form.field(name).value for name in way.values} == begun
    elif way.code:
        assert session.record.get(way.kind, form.selected).code == way.code
    if way.field:
        assert form.field(way.field).label


@pytest.mark.parametrize("record", ["bare", "session", "sample"])
def test_every_finding_leads_to_its_page_and_field(
    record: str, request: pytest.FixtureRequest
) -> None:
    session = request.getfixturevalue(record)
    found = judged(session)
    assert len({each.code for each in found}) > 5
    for each in found:
        assert leads(each.place), each.place
        way = follow(session, each)
        assert way.field == each.place.field or not each.place.field
        arrive(session, way)


@pytest.mark.parametrize("kind", [each for each in PackKind if each is not PackKind.FORM])
def test_an_empty_record_leads_to_what_a_pack_is_for(empty: Session, kind: PackKind) -> None:
    page = PacksPage(empty, kind, AtOnce(), lambda: empty.ws)
    page.attach(Recorder())
    (line,) = page.findings
    way = way_to(line.place, empty.record)
    assert way is not None
    assert way.new
    arrive_at_form(empty, way)


def test_an_unknown_rule_leads_to_an_answer_with_the_rule_filled_in(sample: Session) -> None:
    found = next(each for each in judged(sample) if each.place.code == "closing-day")
    way = follow(sample, found)
    assert way.kind is Answer
    assert dict(way.values) == {"scheme": "cppp-2025-27", "rule": "closing-day"}
    assert place_words(sample.t, found.place) == ""
    form = EntityForm(sample, Answer)
    form.turn_to(way)
    assert form.set("answer", {"en": "30 June 2027", "zh_Hant": "", "zh_Hans": ""})
    assert follow(sample, found).code == sample.record.all(Answer)[0].code
    arrive(sample, follow(sample, found))


def test_going_twice_begins_one_entry(bare: Session) -> None:
    form = EntityForm(bare, Answer)
    form.attach(Recorder())
    way = way_to(Place("rule", "form", spot="recognition"), bare.record)
    for _ in range(2):
        form.turn_to(way)
    other = way_to(Place("rule", "dates", spot="recognition"), bare.record)
    form.turn_to(other)
    assert [words for _, words in form.entries] == ["New entry"] * 2
    assert form.field("rule").value == "dates"


def test_a_missing_paper_is_expected_next(session: Session) -> None:
    way = way_to(Place("evidence", "", "document", "G1"), session.record)
    assert way == Way("evidence", Evidence, "", "document", "G1")


def test_a_factor_of_the_program_leads_to_one_of_the_users_own(session: Session) -> None:
    way = way_to(Place("factor", "grid.guangdong"), session.record)
    assert (way.kind, way.new, dict(way.values)) == (
        OwnFactor, True, {"factor": "grid.guangdong"},
    )  # fmt: skip


def test_a_month_of_a_meter_leads_to_its_cell(session: Session) -> None:
    way = way_to(Place("meter", "CLP", spot="2025-03-10"), session.record)
    grid = MonthsGrid(session)
    assert grid.turn_to(way) == (2, 0)
    assert grid.year == 2025
    assert way_to(Place("meter", "CLP", "unit"), session.record).page == "meters"
    assert way_to(Place("meter", "CLP", "name", "zh"), session.record) == Way(
        "meters", Meter, "CLP", "name", "zh"
    )


def test_what_no_page_shows_has_no_button(session: Session) -> None:
    place = Place("pack", "APP-2026-001")
    assert not leads(place)
    assert way_to(place, session.record) is None


def test_of_several_contacts_a_new_one_is_meant(bare: Session) -> None:
    with bare.ws.store.change("Contact") as work:
        work.put(Contact(id="k", of="co", name=LocalText("Ms Lam")))
    way = way_to(Place("contact", "", "role"), bare.record)
    assert way.new
    way = way_to(Place("upgrade", "", "running_from"), bare.record)
    assert way.new
    assert not way_to(Place("factory", "", "city"), bare.record).new


def test_what_is_missing_begins_with_what_is_known_of_it(session: Session) -> None:
    record = session.record
    factory = record.all(Factory)[0]
    signatory = way_to(Place("contact", "", "role", "signatory"), record)
    held = way_to(Place("holding", "", "owned", factory.code), record)
    assert signatory is not None
    assert held is not None
    assert (signatory.new, signatory.values) == (True, {"role": ContactRole.SIGNATORY})
    assert (held.new, held.values) == (True, {"owned": factory.id})
    form = EntityForm(session, Contact)
    form.attach(Recorder())
    form.turn_to(signatory)
    assert form.field("role").value == "signatory"
    assert place_words(session.t, Place("contact", "", "role", "signatory")).endswith(
        "Authorised signatory"
    )


def test_where_nothing_can_be_chosen_yet_it_is_said_what_comes_first(empty: Session) -> None:
    form = EntityForm(empty, Project)
    form.attach(Recorder())
    form.add()
    form.set("name", {"en": "New dryers", "zh_Hant": "", "zh_Hans": ""})
    assert "Factory. Enter that first" in form.field("factory").problem
    assert empty.unkept
    with empty.ws.store.change("Typed elsewhere") as work:
        work.put_many((Company(id="c", code="C1"), Factory(id="f", code="F1", company="c")))
    empty.changed()
    (project,) = empty.record.all(Project)
    assert (project.factory, project.name.en) == ("f", "New dryers")
