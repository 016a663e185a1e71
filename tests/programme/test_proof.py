"""Figures without evidence are told before anything is printed: which, how many, and of whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.base.languages import sentence, translator
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence, PackKind
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.projects import BudgetItem, Project, Quotation
from cpdesk.domain.record import Identity, Record
from cpdesk.domain.words import LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.proof import printed_figures, unproved
from cpdesk.programme.tags import Bringer
from cpdesk.programme.wanted import bringer, wanted


def record(*more: Entity) -> Record:
    return of((
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        Project(id="p", code="P1", factory="f"), Project(id="q", code="P2", factory="f"),
        Meter(id="m", code="M1", factory="f", unit="kWh", name=LocalText("Mains", "總錶", "总表")),
        BudgetItem(id="b", code="B1", project="p"), BudgetItem(id="z", code="B9", project="q"),
        Quotation(id="t", code="T1", item="b"), Evidence(id="e", code="E1"), *more,
    ))  # fmt: skip


def of(entities: tuple[Entity, ...]) -> Record:
    tables: dict[type[Entity], dict[str, Entity]] = {}
    for each in entities:
        tables.setdefault(type(each), {})[each.id] = each
    return Record(Identity("r", 1, "test"), tables)


def bill(month: int, *, id: str = "") -> Reading:
    end = date(2025, month + 1, 1) if month < 12 else date(2026, 1, 1)
    return Reading(id=id or f"r{month}", meter="m", start=date(2025, month, 1), end=end,
                   amount=Decimal(5))  # fmt: skip


def case(made: Record) -> Case:
    return Case.of_project(made, made.get(Project, "p"))


def attached(to: str) -> Attachment:
    return Attachment(id=f"a-{to}", evidence="e", to=to)


def told(made: Record, language: str = "en") -> list[str]:
    found = unproved(case(made), PackKind.APPLICATION)
    return [sentence(translator(language), each) for each in found]


def test_each_kind_is_told_once_with_how_many_and_which() -> None:
    made = record(*map(bill, (1, 2, 3, 5, 8)), attached("r2"), attached("b"))
    readings, quotations = told(made)
    assert readings.startswith("Bills and readings of Mains: 4 of 5 rest on no annex")
    assert "(January 2025, March 2025, May 2025, August 2025)" in readings
    assert quotations.startswith("Quotations: 1 of 1 rest on no annex (T1)")


def test_months_that_follow_one_another_are_told_as_one() -> None:
    made = record(*map(bill, range(1, 10)), attached("r4"), attached("b"), attached("t"))
    assert "(January 2025 to March 2025, May 2025 to September 2025)" in told(made)[0]
    assert "（2025年1月至2025年3月、2025年5月至2025年9月）" in told(made, "zh_Hant")[0]


def test_what_belongs_to_another_project_is_not_told() -> None:
    figures = printed_figures(case(record()), PackKind.APPLICATION)
    (lines,) = [each.entities for each in figures if each.label == "Budget lines"]
    assert [each.code for each in lines] == ["B1"]


def test_nothing_is_told_where_everything_is_proved() -> None:
    assert told(record(bill(1), attached("r1"), attached("b"), attached("t"))) == []


def test_whoever_has_the_proof_is_asked_for_it() -> None:
    found = tuple(unproved(case(record(bill(1))), PackKind.APPLICATION))
    readings, items, quotations = found
    assert bringer(readings, ()) is Bringer.FACTORY
    assert bringer(items, ()) is Bringer.APPLICANT
    assert bringer(quotations, ()) is Bringer.PROVIDER
    assert wanted(found, Bringer.FACTORY, ()).points == (readings,)
