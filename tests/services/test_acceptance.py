"""Doubts accepted with a reason: kept, told, withdrawn, and back when a fact changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, blocking
from cpdesk.domain.papers import Acceptance
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.records.store import Store
from cpdesk.services import acceptance, entry
from cpdesk.services.doubts import findings_of
from cpdesk.services.importing import Answers, carry_out, preview
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A meter of six months, the last of them ten times the others."""
    store = Store.create(tmp_path / "r.cpdesk", author="陳工", now=noon)
    amounts = ("1000", "1010", "990", "1005", "1000", "12000")
    things: list[Entity] = [
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh"),
        *(Reading(id=f"r{at}", meter="m", start=date(2024, at, 1), end=Month(2024, at).end,
                  amount=Decimal(each)) for at, each in enumerate(amounts, 1)),
    ]  # fmt: skip
    with store.change("Typed by hand") as work:
        work.put_many(things)
    yield Workspace(store, noon, "陳工")
    store.close()


def found(desk: Workspace) -> tuple[Finding, ...]:
    meter = desk.record.get(Meter, "m")
    return findings_of(meter, monthly(desk.record, meter))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in findings]


def test_an_accepted_doubt_no_longer_stands_and_says_why(desk: Workspace) -> None:
    (doubt,) = found(desk)
    assert acceptance.accept(desk, doubt, "新生产线投产") == ()
    standing, accepted = acceptance.split(desk.record, found(desk))
    assert standing == ()
    (kept,) = accepted
    assert str(kept.acceptance.reason) == "新生产线投产"
    assert (kept.acceptance.given, kept.acceptance.by) == (date(2026, 11, 24), "陳工")


def test_the_doubt_is_back_when_its_figure_changes(desk: Workspace) -> None:
    (doubt,) = found(desk)
    acceptance.accept(desk, doubt, "a new line")
    entry.type_amount(desk, desk.record.get(Meter, "m"), Month(2024, 6), "13000")
    standing, accepted = acceptance.split(desk.record, found(desk))
    assert codes(standing) == ["amount-tenfold"]
    assert accepted == ()


def test_withdrawn_or_undone_the_doubt_stands_again(desk: Workspace) -> None:
    (doubt,) = found(desk)
    before = desk.record
    acceptance.accept(desk, doubt, "a new line")
    (given,) = desk.record.all(Acceptance)
    acceptance.withdraw(desk, given)
    assert codes(acceptance.split(desk.record, found(desk))[0]) == ["amount-tenfold"]
    assert desk.record.same_content(before)
    acceptance.accept(desk, doubt, "a new line")
    desk.store.undo()
    assert desk.record.same_content(before)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_without_a_reason_nothing_is_accepted(desk: Workspace, reason: str) -> None:
    (doubt,) = found(desk)
    assert codes(acceptance.accept(desk, doubt, reason)) == ["acceptance-no-reason"]
    assert desk.record.all(Acceptance) == ()


def test_a_fault_cannot_be_accepted(desk: Workspace) -> None:
    fault = blocking("bill-overlap", "These overlap.").at(Place("meter", "M1"))
    assert codes(acceptance.accept(desk, fault, "it is so")) == ["acceptance-not-doubt"]


@pytest.mark.parametrize(
    ("bills", "of_import", "of_months"),
    [
        ("2024-07-01,2024-08-01,130000,", "ten-times", "amount-tenfold"),
        ("2024-07-01,2024-08-01,0,", "zero-electricity", "amount-zero"),
        ("2024-07-01,2024-08-01,-50,", "negative", "amount-negative"),
        ("2024-07-01,2024-08-01,13 万,", "ten-times", "amount-tenfold"),
        ("2024-08-01,2024-09-01,1000,", "bill-gap", "bills-gap"),
        (("2024-07-01,2024-08-01,13000,13000\n2024-08-01,2024-09-01,13000,13100\n"
          "2024-09-01,2024-10-01,13000,12900\n2024-10-01,2024-11-01,13000,130000"),
         "unit-price", "unit-price-odd"),
    ],
)  # fmt: skip
def test_what_is_accepted_in_an_import_is_accepted_in_its_months_too(
    desk: Workspace, tmp_path: Path, bills: str, of_import: str, of_months: str
) -> None:
    rows = "\n".join(f"M1,{each},CNY" for each in bills.split("\n"))
    path = tmp_path / "b.csv"
    path.write_text(f"meter,from,to,amount,cost,currency\n{rows}\n", "utf-8")
    plan = preview(desk, path)
    doubt = next(each for each in plan.findings if each.code == of_import)
    word = acceptance.acceptance_of(doubt, "we looked at the bill", desk)
    plan = preview(desk, path, answers=Answers(accepted=(word,)))
    assert of_import not in codes(plan.findings)
    before, rows_new = desk.record, plan.new
    carry_out(desk, plan)
    assert plan.new == rows_new
    standing, accepted = acceptance.split(desk.record, found(desk))
    assert of_months in [each.finding.code for each in accepted], codes(standing)
    assert of_months not in {each.code for each in standing if each.place.spot[:7] == "2024-07"}
    desk.store.undo()
    assert desk.record.same_content(before)


def test_a_price_in_line_is_no_doubt_and_three_bills_have_none(
    desk: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "b.csv"
    rows = "".join(f"M1,2024-{at:02d},1000,{cost},CNY\n"
                   for at, cost in ((7, 700), (8, 1300), (9, 7000)))  # fmt: skip
    path.write_text(f"meter,month,amount,cost,currency\n{rows}", "utf-8")
    assert "unit-price" not in codes(preview(desk, path).findings)
    path.write_text(f"meter,month,amount,cost,currency\n{rows}M1,2024-10,1000,1000,CNY\n", "utf-8")
    odd = [each for each in preview(desk, path).findings if each.code == "unit-price"]
    assert [each.facts["price"] for each in odd] == [Decimal("7.00")]
    assert odd[0].facts["usual"] == Decimal("1.15")  # the median of 0.7, 1, 1.3 and 7
