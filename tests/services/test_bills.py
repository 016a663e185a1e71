"""Keeping bills: one change, their lines with them, what production lets expect, damaged drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.base.paths import data_folder
from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.findings import Place, warning
from cpdesk.domain.papers import Acceptance, Attachment, Evidence
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.plant import BillLine, Driver, DriverKind, LineKind, Meter, MeterKind, Reading
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.words import LocalText
from cpdesk.records.store import Store
from cpdesk.services import bill_drafts, bills, entry
from cpdesk.services.acceptance import Accepted, acceptance_of, split
from cpdesk.services.bill_expected import expected, output
from cpdesk.services.bills import Printed
from cpdesk.services.workspace import Workspace

D = Decimal
METER = Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh")
CLOTH = Driver(id="d", code="D1", factory="f", kind=DriverKind.PRODUCTION, unit="t")


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Store.create(tmp_path / "厂.cpdesk", author="test", now=noon) as store:
        with store.change("Meters") as work:
            work.put(Company(id="c", code="C1"))
            work.put(Factory(id="f", code="F1", company="c", region=Region.GUANGDONG))
            work.put_many((METER, CLOTH))
        yield Workspace(store, noon, "test")


def a_bill(n: int = 0, **values: object) -> Reading:
    start = date(2025, 1, 1) + timedelta(30 * n)
    bill = Reading(id=f"r{n}", meter="m", start=start, end=start + timedelta(30), amount=D(1000))
    return replace(bill, **values)


def lines(bill: Reading) -> tuple[BillLine, ...]:
    return (
        BillLine(id=f"{bill.id}p", reading=bill.id, kind=LineKind.BAND, name="高峰", amount=D(600),
                 price=D("1.1")),
        BillLine(id=f"{bill.id}v", reading=bill.id, kind=LineKind.BAND, name="低谷", amount=D(400),
                 price=D("0.3")),
    )  # fmt: skip


def test_a_bill_with_lines_papers_and_reasons_is_one_change(ws: Workspace) -> None:
    with ws.store.change("Paper") as work:
        work.put(Evidence(id="e", code="E1"))
    before, bill = ws.record, a_bill()
    doubt = warning("some-doubt", "Why?").at(Place("meter", "M1", "cost", "2025-01-01"), b=2, a=1)
    kept = acceptance_of(doubt, "照账单", ws)
    assert not bills.keep_bill(ws, Printed(bill, lines(bill), ("e",), (kept,)))
    assert ws.store.history()[-1].label == "Bill of {meter} from {start}"
    assert len(ws.record.all(BillLine)) == 2
    assert ws.record.all(Attachment)[0].to == bill.id
    (accepted,) = ws.record.all(Acceptance)
    assert split(ws.record, [doubt]) == ((), (Accepted(doubt, accepted),))
    assert split(ws.record, [replace(doubt, facts={"b": 3, "a": 1})])[1] == ()
    entry.undo(ws)
    assert ws.record.same_content(before)


def test_lines_and_papers_that_are_not_on_it_any_more_go(ws: Workspace) -> None:
    with ws.store.change("Paper") as work:
        work.put(Evidence(id="e", code="E1"))
    bill = a_bill()
    bills.keep_bill(ws, Printed(bill, lines(bill), ("e",)))
    bills.keep_bill(ws, Printed(bill, lines(bill)[:1]))
    assert [each.name for each in ws.record.all(BillLine)] == ["高峰"]
    assert not ws.record.all(Attachment)


def test_a_bill_goes_with_its_lines_however_it_is_removed(ws: Workspace) -> None:
    for n, gone in enumerate((
        lambda bill: bills.remove_bill(ws, bill),
        lambda bill: entry.remove(ws, bill),
        lambda bill: entry.type_amount(ws, METER, Month.of(bill.start), ""),
        lambda bill: entry.remove(ws, METER),
    )):  # fmt: skip
        month = Month(2025, n + 1)
        bill = a_bill(n, start=month.start, end=month.end)
        bills.keep_bill(ws, Printed(bill, lines(bill)))
        assert not gone(bill)
        assert not ws.record.all(BillLine)
        assert not ws.record.all(Reading)


def test_what_cannot_be_kept_changes_nothing(ws: Workspace) -> None:
    before = ws.record
    bill = a_bill()
    (finding,) = bills.keep_bill(ws, Printed(bill, (), ("no such paper",)))
    assert finding.blocking
    assert ws.record is before


def test_tariff_prices_are_known_by_the_names_of_their_bands(ws: Workspace) -> None:
    with ws.store.change("Tariff") as work:
        for id, day, price in (("t1", date(2024, 1, 1), "1.0"), ("t2", date(2025, 1, 1), "1.1")):
            work.put(Tariff(id=id, code=id, meter="m", valid_from=day))
            name = LocalText("Peak", "高峰", "高峰")
            work.put(TariffBand(id=f"{id}b", tariff=id, name=name, price=D(price)))
    tariff = bills.tariff_of(ws.record, METER, date(2025, 6, 1))
    assert bills.prices_of(ws.record, tariff) == {"Peak": D("1.1"), "高峰": D("1.1")}
    assert bills.tariff_of(ws.record, METER, date(2023, 1, 1)) is None


def test_what_production_lets_expect(ws: Workspace) -> None:
    """Use is 100 a day and 20 a tonne, exactly but for a little noise; 300 t are to come."""
    noise = (3, -2, 1, 0, -3, 2, -1, 2, 0, -2, 1, -1)
    with ws.store.change("Bills") as work:
        for n in range(13):
            tonnes = D(300) if n == 12 else D(200 + 17 * (n % 5))
            bill = a_bill(n)
            work.put(Reading(id=f"d{n}", driver="d", start=bill.start, end=bill.end, amount=tonnes))
            if n < 12:
                work.put(replace(bill, amount=3000 + 20 * tonnes + noise[n]))
    days = a_bill(12).period
    found = expected(ws.record, METER, days)
    assert found
    assert found[0] < D(9000) < found[1]
    assert found[1] - found[0] < 20
    assert output(ws.record, CLOTH, days) == 300
    assert output(ws.record, CLOTH, Period(days.start, days.end + timedelta(1))) is None
    assert expected(ws.record, METER, a_bill(5).period) is None  # too few bills before it


def test_where_production_explains_nothing_nothing_is_expected(ws: Workspace) -> None:
    with ws.store.change("Bills") as work:
        for n in range(13):
            bill = a_bill(n)
            made = D(200 + 37 * (n * 5 % 7))
            work.put(Reading(id=f"d{n}", driver="d", start=bill.start, end=bill.end, amount=made))
            work.put(replace(bill, amount=D(5000 + 1900 * (n % 2))))
    assert expected(ws.record, METER, a_bill(12).period, "r12") is None


def test_drafts_come_back_as_they_were_and_damaged_ones_are_none() -> None:
    drafts = {"new m": {"texts": {"1.amount": "１６８,42"}}}
    bill_drafts.save_drafts("record", drafts)
    assert bill_drafts.load_drafts("record") == drafts
    path = data_folder() / "drafts" / "record.json"
    for damaged in (b"{", b"[]", b'{"a": 1}', b"\xff\xfe"):
        path.write_bytes(damaged)
        assert bill_drafts.load_drafts("record") == {}
    bill_drafts.save_drafts("record", {})
    assert not path.exists()
