"""What stands behind a month: its neighbours, its bills, what is expected, its papers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.papers import Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.upgrades import Upgrade
from cpdesk.presenters.month_details import MonthDetails
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.evidence import add_evidence
from tests.presenters.conftest import AtOnce


@pytest.fixture
def details(session: Session, runner: AtOnce) -> MonthDetails:
    return MonthDetails(session, runner, runner)


def meter(session: Session) -> Meter:
    found = session.find(Meter, "CLP")
    assert found is not None
    return found


def test_a_month_of_two_bills_shows_how_they_are_spread(
    details: MonthDetails, session: Session
) -> None:
    details.choose(meter(session), Month(2025, 6))
    told = details.details
    assert (told.title, told.month) == ("CLP Electricity", "June 2025")
    facts = dict(told.facts)
    assert facts["Month before"].endswith(" kWh")
    assert told.ribbon.months
    before = session.record.readings(meter(session))
    bills = [e for e in before if e.start < Month(2025, 7).start and e.end > Month(2025, 6).start]
    assert len(bills) == 2
    cost = sum((e.cost or Decimal(0) for e in bills), Decimal(0))
    assert facts["Cost on the bills"] == f"{cost:,.2f} {bills[0].currency}"


def test_a_month_before_the_first_has_no_neighbours(
    details: MonthDetails, session: Session
) -> None:
    details.choose(meter(session), Month(2001, 1))
    assert [figure for _, figure in details.details.facts] == ["–", "–"]
    assert not details.details.ribbon.months
    assert not details.has_bills
    details.choose(None, None)
    assert details.details.title == ""


def test_a_month_is_the_reason_of_an_idea(details: MonthDetails, session: Session) -> None:
    before = len(session.record.all(Upgrade))
    details.choose(meter(session), Month(2025, 6))
    details.note_idea()
    made = session.record.all(Upgrade)[-1]
    assert len(session.record.all(Upgrade)) == before + 1
    assert "June 2025" in made.description.en
    assert "kWh" in made.description.en
    assert "2025年6月" in made.description.zh_Hans
    assert session.status.startswith("Noted as an idea")


def test_where_a_figure_is_from(details: MonthDetails, session: Session) -> None:
    entry.type_amount(session.ws, meter(session), Month(2026, 4), "4000")
    details.choose(meter(session), Month(2026, 4))
    assert details.details.sources == ("Typed by hand",)
    reading = session.record.readings(meter(session))[-1]
    with session.ws.store.change("Source") as work:
        work.put(replace(reading, origin="台账.xlsx 电!C7"))
    assert details.details.sources == ("Imported: 台账.xlsx 电!C7",)


def test_files_support_the_bill_of_the_month(
    details: MonthDetails, session: Session, tmp_path: Path
) -> None:
    entry.type_amount(session.ws, meter(session), Month(2026, 4), "4000")
    details.choose(meter(session), Month(2026, 4))
    paper, known = tmp_path / "bill.txt", tmp_path / "known.txt"
    paper.write_text("a bill")
    known.write_text("known before")
    add_evidence(session.ws, (known,))
    said: list[object] = []
    details.refused = said.extend
    details.add_files((paper, known))
    reading = session.record.readings(meter(session))[-1]
    assert len(session.record.attachments(reading)) == len(details.details.papers) == 2
    assert len(session.record.all(Evidence)) == 2
    assert session.status == "2 papers attached."
    assert [each.code for each in said] == ["evidence-not-printed"]


def test_a_month_without_a_figure_takes_no_paper(
    details: MonthDetails, session: Session, tmp_path: Path
) -> None:
    said: list[object] = []
    details.refused = said.extend
    details.choose(meter(session), Month(2026, 6))
    details.add_files((tmp_path / "bill.pdf",))
    assert [each.code for each in said] == ["evidence-without-figure"]
    assert not session.record.all(Evidence)
    assert all(isinstance(each, Reading) for each in session.record.all(Reading))


def test_what_production_lets_expect_is_told_and_checked(
    empty: Session, runner: AtOnce
) -> None:
    grid = MonthsGrid(empty)
    made = [280, 410, 333, 505, 290, 460, 380, 350, 520, 300, 430, 370]
    rows = (f"2025-{at:02}\t{5000 + 1000 * each + at}\t{each}" for at, each in enumerate(made, 1))
    grid.paste(0, 0, "Month\tElectricity (kWh)\tProduction (t)\n" + "\n".join(rows))
    new = ("2026-01\t405000\t400", "2026-02\t99000\t400")
    grid.paste(0, 0, "\n".join(("Month\tElectricity\tProduction", *new)))
    details = MonthDetails(empty, runner, runner)
    meter = grid.columns[0].series
    details.choose(meter, Month(2026, 1))
    least, most = dict(details.details.facts)["Expected by production"].split(" – ")
    assert float(least.replace(",", "")) < 405_000 < float(most.replace(",", ""))
    assert details.details.check == "Within what is expected"
    details.choose(meter, Month(2026, 2))
    assert details.details.check == "Outside of what is expected"
    details.choose(meter, Month(2025, 3))  # too few bills before it
    assert details.details.check == ""
