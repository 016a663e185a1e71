"""A factory at a glance says what its papers say, and nothing that is not known."""

from __future__ import annotations

from datetime import date

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Answer, Pack, PackKind
from cpdesk.domain.projects import Milestone, Project
from cpdesk.domain.recognition import Candidacy, Certificate, LabelClass
from cpdesk.domain.record import Change, Identity, Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.programme.schemes import load_schemes
from cpdesk.services.deadlines import Deadline, deadlines
from cpdesk.services.glance import Glance, glance
from cpdesk.services.jobs import Cancelled, Job, NullJob
from tests.services import test_savings as plant

TODAY = date(2026, 11, 24)
COMPANY = Company(id="c", code="C1", br_expiry=date(2026, 11, 20))
FACTORY = Factory(id="f", code="F1", company="c")
PROJECT = Project(id="p", code="P1", factory="f", end=date(2027, 1, 31))


def record(*entities: Entity) -> Record:
    whole = {each.id: each for each in (COMPANY, FACTORY, *entities)}
    changes = [Change(None, each) for each in whole.values()]
    return Record(Identity("r", 0, ""), {}).after(changes, Identity("r", 1, ""))


def at(record: Record) -> Glance:
    return glance(record, record.get(Factory, "f"), TODAY, NullJob())


def due(*entities: Entity) -> tuple[Deadline, ...]:
    known = record(*entities)
    return deadlines(known, FACTORY, load_schemes(known), TODAY)


# savings


def test_what_was_saved_is_the_sum_of_what_is_shown() -> None:
    """3,000 kWh a month for eleven months, at 0.8: by arithmetic, and by the record's rate."""
    found = at(plant.record(COMPANY))
    (saved,) = found.saved
    assert saved.line is not None
    assert saved.line.amount == pytest.approx(3000 * saved.line.months, rel=0.05)
    assert found.totals.coal
    assert found.totals.coal.value == pytest.approx(saved.line.amount * 0.1229 / 1000)
    share = saved.line.half_width / saved.line.amount  # type: ignore[operator]
    assert found.totals.coal.half_width == pytest.approx(found.totals.coal.value * share)
    assert found.totals.water is None


def test_an_effect_that_cannot_be_measured_is_listed_without_a_figure() -> None:
    upgrade = Upgrade(id="u2", code="U2", factory="f", running_from=date(2024, 5, 1))
    nowhere = Effect(id="e2", code="E2", upgrade="u2")
    found = at(plant.record(COMPANY, upgrade, nowhere))
    lines = {each.effect.code: each.line is not None for each in found.saved}
    assert lines == {"E1": True, "E2": False}


def test_upgrades_at_one_meter_are_one_saving() -> None:
    upgrade = Upgrade(id="u2", code="U2", factory="f", running_from=date(2024, 5, 1))
    same = Effect(id="e2", code="E2", upgrade="u2", meter="m", drivers=("d",))
    found = at(plant.record(COMPANY, upgrade, same))
    (saved,) = found.saved
    assert {each.code for each in saved.upgrades} == {"U1", "U2"}


def test_an_upgrade_that_does_not_run_saves_nothing_yet() -> None:
    planned = Upgrade(id="u", code="U1", factory="f")
    found = at(plant.record(COMPANY, planned))
    assert found.saved == ()
    assert found.totals.money is None


def test_it_can_be_stopped_between_two_upgrades() -> None:
    job = Job()
    job.cancel()
    known = plant.record(COMPANY)
    with pytest.raises(Cancelled):
        glance(known, known.get(Factory, "f"), TODAY, job)


# packs


def test_packs_that_nothing_is_entered_for_are_told_as_not_begun() -> None:
    found = at(record())
    begun = {each.kind: each.of for each in found.packs}
    assert begun == {PackKind.APPLICATION: None, PackKind.DOSSIER: None, PackKind.AUDIT: FACTORY}


def test_an_answer_that_is_given_is_open_no_more() -> None:
    before = next(e for e in at(record(PROJECT)).packs if e.kind is PackKind.APPLICATION)
    named = Project(id="p", code="P1", factory="f", name=LocalText(en="A dryer"))
    after = next(e for e in at(record(named)).packs if e.kind is PackKind.APPLICATION)
    assert before.asked == after.asked
    assert before.open == after.open + 1
    assert 0 < after.open < after.asked


def test_an_approved_project_is_to_be_reported_on() -> None:
    approved = Project(id="p", code="P1", factory="f", approved_on=date(2026, 5, 1))
    kinds = {each.kind for each in at(record(approved)).packs}
    assert PackKind.COMPLETION in kinds
    assert PackKind.APPLICATION not in kinds


def test_a_label_application_without_its_year_is_no_pack_yet() -> None:
    unfinished = Candidacy(id="y", code="Y1", factory="f", label=LabelClass.PARTNER)
    whole = Candidacy(id="z", code="Y2", factory="f", label=LabelClass.PARTNER, year=2026)
    of = [e.of for e in at(record(unfinished, whole)).packs if e.kind is PackKind.DOSSIER]
    assert of == [whole]


# dates


def test_the_round_closes_in_a_month_whose_day_is_not_known() -> None:
    (closing,) = (each for each in due() if each.scheme and "2025-27" in each.scheme.en)
    assert closing.day == date(2027, 6, 30)
    assert not closing.day_known
    assert closing.place
    assert closing.place.code == "closing-day"


def test_of_the_label_no_date_is_published_so_none_is_said() -> None:
    (label,) = (each for each in due() if each.scheme and "Recognition" in each.scheme.en)
    assert label.day is None
    assert not label.answer
    told = Answer(
        id="a", code="A1", scheme="recognition", rule="dates", given=date(2026, 10, 1),
        answer=LocalText(en="15 March 2027"), source=LocalText(en="Hotline"),
    )  # fmt: skip
    (label,) = (each for each in due(told) if each.scheme and "Recognition" in each.scheme.en)
    assert label.day is None
    assert "15 March 2027" in label.answer.en


def test_the_next_day_comes_first_and_the_past_before_it() -> None:
    paper = Certificate(id="z", code="Z1", factory="f", expires=date(2026, 12, 31))
    other = Certificate(id="q", code="Z2", factory="elsewhere", expires=date(2026, 12, 1))
    days = [each.day for each in due(paper, other, PROJECT) if each.day]
    assert days == [
        date(2026, 11, 20), date(2026, 12, 31), date(2027, 1, 31), date(2027, 6, 30),
    ]  # fmt: skip


def test_only_the_next_step_of_a_work_plan_that_is_not_done() -> None:
    steps = (
        Milestone(id="1", code="S1", project="p", end=date(2026, 10, 1), done=date(2026, 10, 2)),
        Milestone(id="2", code="S2", project="p", end=date(2027, 3, 1)),
        Milestone(id="3", code="S3", project="p", end=date(2027, 2, 1)),
    )
    told = [each.entity for each in due(PROJECT, *steps) if isinstance(each.entity, Milestone)]
    assert told == [steps[2]]


def test_a_project_that_was_reported_on_is_due_no_more() -> None:
    issued = Pack(id="k", code="COM-2027-001", kind=PackKind.COMPLETION, of="p")
    assert PROJECT in {each.entity for each in due(PROJECT)}
    assert PROJECT not in {each.entity for each in due(PROJECT, issued)}
