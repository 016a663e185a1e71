"""The register without a display: groups, sums, finding, what is told of one upgrade."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.findings import Place
from cpdesk.domain.projects import Milestone, Payment, Quotation
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.presenters.pages import leads
from cpdesk.presenters.session import Session
from cpdesk.presenters.upgrade_details import Details
from cpdesk.presenters.upgrade_parts import Line
from cpdesk.presenters.upgrade_register import UpgradeRegister
from cpdesk.services.evidence import add_evidence
from cpdesk.services.jobs import Job
from tests.presenters.conftest import AtOnce, Recorder
from tests.services.test_effect_charts import OUTPUT
from tests.services.test_savings import UPGRADE
from tests.services.test_upgrade_register import ITEM, OFFER, PLANNED, PROJECT

Plant = Callable[..., Session]
YEAR = replace(
    UPGRADE, works_from=date(2024, 1, 1), running_from=date(2024, 1, 1), cost=Decimal(100_000),
    name=LocalText("Heat recovery", "餘熱回收", "余热回收"), before=LocalText("Hot air out"),
)  # fmt: skip


def register(plant: Plant, *others: object) -> UpgradeRegister:
    """The register, worked out."""
    session = plant(OUTPUT, YEAR, PLANNED, PROJECT, ITEM, OFFER, *others)
    made = UpgradeRegister(session, AtOnce())
    made.work_out()
    assert made.fresh
    return made


def details(made: UpgradeRegister, code: str) -> Details:
    made.select(next(each.upgrade.id for each in made.entries if each.upgrade.code == code))
    found = made.details
    assert found
    return found


def lines(found: Details, tab: str) -> list[Line]:
    return [line for section in found.sections(tab) for line in section.lines]


def test_groups_have_their_upgrades_and_sums(plant: Plant) -> None:
    made = register(plant)
    assert [(each.title, each.count) for each in made.rows] == [
        ("Measured", 1), ("In a project", 1),
    ]  # fmt: skip
    first, second = (each.rows[0] for each in made.rows)
    assert first.cells[:4] == ("U1", "Heat recovery", "Jan 2024", "108")
    assert first.cells[5] == "31"
    assert first.cells[6].startswith("±")
    assert not first.muted
    assert second.cells[0] == "U2"
    assert second.cells[2:4] == ("plan 2027", "200")
    assert second.muted
    assert made.totals[3] == "308"
    assert made.totals[5] == "31"
    assert all(len(made.heads) == len(row.cells) for group in made.rows for row in group.rows)


def test_only_a_group_or_what_is_looked_for_is_shown(plant: Plant, view: Recorder) -> None:
    made = register(plant)
    made.attach(view)
    assert made.groups == (("", "All 2"), ("measured", "Measured 1"), ("project", "In a project 1"))
    made.choose_group("project")
    assert [row.id for group in made.rows for row in group.rows] == ["v"]
    assert made.selected == "v"
    made.choose_group("")
    made.find("HEAT")
    assert [row.id for group in made.rows for row in group.rows] == ["u"]
    made.find("nothing of the kind")
    assert made.rows == ()
    assert made.details is None
    assert view.count("show_register") == 5


def test_what_was_worked_out_last_stays_until_the_next_is_there(
    plant: Plant, view: Recorder
) -> None:
    made = register(plant)
    made.attach(view)
    late: list[Callable[[], None]] = []

    class Later:
        def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
            late.append(lambda: done(work(Job())))
            return Job()

    made._runner = Later()
    session = made.session
    made.select("v")
    with session.ws.store.change("Removed") as work:  # as the undoing of an import removes it
        for each in (OFFER, ITEM, PLANNED, PROJECT):
            work.remove(session.record.get(type(each), each.id))
    session.changed()
    made.work_out()
    made.work_out()  # it is under way already
    assert len(late) == 1
    assert [each.title for each in made.rows] == ["Measured"]  # what is gone is gone at once
    assert made.details is not None
    assert made.details.upgrade.id == "u"
    assert made.note == "What was saved is being worked out…"
    with session.ws.store.change("Named") as work:
        work.put(replace(session.record.get(Upgrade, "u"), name=LocalText("Other")))
    session.changed()
    late.pop()()
    assert len(made.rows) == 1
    assert not made.fresh  # the record has changed since it was begun
    made.work_out()
    late.pop()()
    assert made.fresh
    assert made.rows[0].rows[0].cells[1] == "Other"


def test_a_group_that_is_gone_is_not_shown_any_more(plant: Plant) -> None:
    made = register(plant)
    made.choose_group("project")
    session = made.session
    with session.ws.store.change("Removed") as work:
        work.remove(session.record.get(Upgrade, "v"))
    session.changed()
    assert not made.fresh
    made.work_out()
    assert made.group == ""
    assert len(made.rows) == 1


def test_an_upgrade_is_edited_in_its_form(plant: Plant) -> None:
    made = register(plant)
    gone: list[Place] = []
    made.session.go_to = gone.append
    details(made, "U2")
    made.edit()
    assert gone == [Place("upgrade", "U2", "name")]


def test_the_ladder_says_how_far_it_has_come(plant: Plant) -> None:
    steps = details(register(plant), "U2").steps
    assert [each.words for each in steps] == [
        "Idea", "Quoted", "Ordered", "Running", "Measured", "Verified",
    ]  # fmt: skip
    assert [each.reached for each in steps] == [True, True, False, False, False, False]
    assert [each.words for each in steps if each.farthest] == ["Quoted"]
    assert steps[1].when == "May 2026"


def test_what_comes_next_is_said_and_led_to(plant: Plant) -> None:
    made = register(plant)
    running, planned = details(made, "U1"), details(made, "U2")
    words, place = planned.next_step
    assert (words, place) == ("Next: the day the works begin", Place("upgrade", "U2", "works_from"))
    words, place = running.next_step
    assert words == "Next: a verifier, the report and its day"
    assert leads(place)


def test_an_idea_is_led_on_step_by_step(plant: Plant) -> None:
    bare = replace(PLANNED, id="i", code="U7", project=None, cost=None)
    asked = []
    for change in ({}, {"cost": Decimal(5)}, {"works_from": date(2026, 5, 1)},
                   {"running_from": date(2026, 6, 1)}):  # fmt: skip
        bare = replace(bare, **change)
        step = details(register(plant, bare), "U7").next_step
        asked.append((step[0], step[1].field))
    assert asked == [
        ("Next: what it would cost", "cost"),
        ("Next: put it into a project, then compare offers", "project"),
        ("Next: the day from which it runs", "running_from"),
        ("Next: the meter it changes", "upgrade"),
    ]


def test_before_and_after_in_words_and_figures(plant: Plant) -> None:
    """Before: 2,000 kWh and 10 for each piece; since then 3,000 less a month."""
    told = {line.cells[0]: line.cells[1:] for line in lines(details(register(plant), "U1"),
                                                            "before")}  # fmt: skip
    assert told["Before"] == ("Hot air out",)
    unit, before, since = told["M1, mean of a month"]
    assert unit == "kWh"
    assert float(before.replace(",", "")) - float(since.replace(",", "")) == pytest.approx(
        3000, abs=5
    )


def test_costs_offers_and_payments_of_its_project(plant: Plant) -> None:
    other = Quotation(id="q2", code="Q2", item="b", amount=Decimal(250_000), conforms=False)
    chosen = replace(OFFER, chosen=True)
    paid = Payment(id="y", code="Y1", item="b", ordered=date(2026, 7, 1), amount=Decimal(60_000))
    found = details(register(plant, chosen, other, paid), "U2")
    sections = {each.title: each for each in found.sections("costs")}
    assert [each.add for each in sections.values()][-1] is Payment
    budget = sections["Budget of P1"].lines
    assert budget[0].cells == ("B1", "200,000.00", "HKD", "200,000.00")
    assert budget[-1].strong
    assert budget[-1].cells[-1] == "200,000.00"
    offers = sections["Quotations"].lines
    assert [(each.cells[0], each.strong, each.mark) for each in offers] == [
        ("Q1", True, "shown"), ("Q2", False, "doubt"),
    ]  # fmt: skip
    assert sections["Payments"].lines[0].cells[2] == "1 July 2026"


def test_the_diary_stands_in_the_order_of_time(plant: Plant) -> None:
    """Today is 24 November 2026."""
    steps = [
        Milestone(id="s1", code="S1", project="p", name=LocalText("Order"), end=date(2026, 8, 1),
                  done=date(2026, 9, 5)),
        Milestone(id="s2", code="S2", project="p", name=LocalText("Install"),
                  end=date(2026, 11, 1)),
        Milestone(id="s3", code="S3", project="p", name=LocalText("Test"), end=date(2027, 1, 1)),
    ]  # fmt: skip
    found = lines(details(register(plant, *reversed(steps)), "U2"), "diary")
    assert [(each.cells[1], each.cells[2], each.mark) for each in found] == [
        ("S1 Order", "done", "shown"), ("S2 Install", "late", "doubt"), ("S3 Test", "planned", ""),
    ]  # fmt: skip
    own = lines(details(register(plant), "U1"), "diary")
    assert [each.cells[1] for each in own] == ["Works began", "Running from"]


def test_photos_and_papers_of_an_upgrade(plant: Plant, tmp_path: Path) -> None:
    made = register(plant)
    for name, colour in (("before", "green"), ("after", "blue"), ("third", "red")):
        stream = io.BytesIO()
        Image.new("RGB", (60, 40), colour).save(stream, "PNG")
        (tmp_path / f"{name}.png").write_bytes(stream.getvalue())
    (tmp_path / "invoice.txt").write_text("paid", "utf-8")
    attach(made.session, [tmp_path / f"{each}.png" for each in ("before", "after", "third")])
    attach(made.session, [tmp_path / "invoice.txt"])
    found = details(made, "U1")
    assert [found.caption(each) for each in found.photos] == ["before [E1]", "after [E2]"]
    assert [each.cells[0] for each in lines(found, "papers")] == ["E1", "E2", "E3", "E4"]
    assert dict(found.tabs)["papers"] == "Papers 4"


def attach(session: Session, paths: list[Path]) -> None:
    add_evidence(session.ws, paths, to="u")
    session.changed()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_leads_somewhere_in_every_language(plant: Plant, language: str) -> None:
    made = register(plant)
    made.session.speak(language)
    for code in ("U1", "U2"):
        found = details(made, code)
        for tab, _ in found.tabs:
            for section in found.sections(tab):
                assert all(len(line.cells) <= max(len(section.heads), 2) for line in section.lines)
                assert all(leads(line.place) for line in section.lines if line.place)


def test_a_record_just_begun_has_an_empty_register(empty: Session) -> None:
    made = UpgradeRegister(empty, AtOnce())
    assert made.is_empty
    made.work_out()
    assert made.entries == ()
    assert made.rows == ()
    assert made.selected == ""
    assert made.details is None
    made.edit()
