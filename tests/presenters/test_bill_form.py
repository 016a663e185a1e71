"""Entering bills as a person does: what follows, what is doubted, what is kept, nothing is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Acceptance, Attachment, Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, Convention, LineKind, Meter, MeterKind, Reading
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.jobs import Job
from tests.presenters.conftest import Recorder

D = Decimal
PRINTED = {
    "start": "2025-11-28", "end": "2025-12-28", "invoice": "25442000000123",
    "1.amount": "168,420", "1.price": "1.1286", "2.amount": "２３６９０４", "2.price": "0.6780",
    "3.amount": "162384", "3.price": "0.2761", "4.amount": "1680", "4.price": "32.00",
    "5.amount": "0.87", "5.price": "1.5", "6.price": "0.0286", "7.price": "13",
}  # fmt: skip


@pytest.fixture
def mill(empty: Session) -> Session:
    """A session on a factory in Guangdong with an electricity and a water meter."""
    with empty.ws.store.change("Meters") as work:
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c", region=Region.GUANGDONG))
        work.put(Meter(id="e", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
                       name=LocalText("Main meter"), multiplier=D(1200), register_digits=6,
                       account="0000 3141 59"))  # fmt: skip
        work.put(Meter(id="w", code="M2", factory="f", kind=MeterKind.WATER, unit="m³",
                       convention=Convention.THIS))  # fmt: skip
    empty.changed()
    return empty


@pytest.fixture
def form(mill: Session, view: Recorder) -> BillForm:
    made = BillForm(mill)
    made.attach(view)
    return made


def fill(form: BillForm, **others: str) -> None:
    for name, text in {**PRINTED, **others}.items():
        form.type(name, text)


def meter(form: BillForm) -> Meter:
    assert form.meter
    return form.meter


def test_a_mainland_bill_has_the_lines_it_is_printed_with(form: BillForm) -> None:
    names = [form.box(f"{at}.name").reckoned for at in form.rows]
    assert names == ["Super-peak", "Peak", "Flat", "Valley", "Capacity or demand charge",
                     "Power factor adjustment", "Funds and surcharges", "Tax"]  # fmt: skip
    form.session.speak("zh_Hans")
    names = [form.box(f"{at}.name").reckoned for at in form.rows]
    assert names[:4] == ["尖峰", "高峰", "平段", "低谷"]


def test_what_follows_is_shown_grey_and_what_is_typed_wins(form: BillForm) -> None:
    fill(form)
    assert form.box("1.cost").reckoned == "190,078.81"
    assert form.box("amount").reckoned == "567,708"
    assert form.box("cost").reckoned == "472,269.80"
    assert form.box("7.cost").reckoned == "54,331.92"
    form.type("1.cost", "190078.80")
    assert (form.box("1.cost").text, form.box("cost").reckoned) == ("190078.80", "472,269.79")


def test_a_bill_is_entered_as_one_change_exactly_as_typed(form: BillForm, view: Recorder) -> None:
    fill(form)
    record = form.session.record
    assert form.save()
    (reading,) = form.session.record.readings(form.session.record.get(Meter, "e"))
    assert (reading.start, reading.end) == (date(2025, 11, 28), date(2025, 12, 28))
    assert (reading.amount, reading.cost, reading.currency) == (D(567708), D("472269.80"), "CNY")
    lines = form.session.record.where(BillLine, reading=reading.id)
    assert [(each.name, str(each.price)) for each in lines if each.kind is LineKind.BAND] == [
        ("Peak", "1.1286"), ("Flat", "0.6780"), ("Valley", "0.2761")]  # fmt: skip
    assert lines[0].cost is None  # it follows from the rest and was not typed
    entry.undo(form.session.ws)
    assert form.session.record.same_content(record)


def test_the_next_bill_goes_on_from_the_last_one(form: BillForm) -> None:
    fill(form, **{"0.name": ""})
    assert form.save()
    assert form.is_new
    assert form.box("start").reckoned == "2025-12-28"
    prices = {form.box(f"{at}.name").reckoned: at for at in form.rows}
    at = prices["Peak"]
    form.type(f"{at}.amount", "1000")
    assert form.box(f"{at}.price").reckoned == "1.1286"
    assert form.box(f"{at}.cost").reckoned == "1,128.60"


def test_registers_give_the_amount_and_go_on_to_the_next_bill(form: BillForm) -> None:
    form.begin("w")
    fill_water(form)
    assert form.save()
    (reading,) = form.session.record.readings(form.session.record.get(Meter, "w"))
    assert (reading.amount, reading.register_from, reading.register_to) == (
        D("1240"), D("8760"), D("10000"))  # fmt: skip
    assert form.box("register_from").reckoned == "10,000"
    form.type("register_to", "10,500")
    assert form.box("0.amount").reckoned == "500"


def fill_water(form: BillForm) -> None:
    for name, text in {"start": "2025-10-16", "end": "2025-12-16", "register_from": "8760",
                       "register_to": "10000", "0.price": "3.5"}.items():  # fmt: skip
        form.type(name, text)


def test_the_last_day_that_is_printed_may_be_part_of_the_bill(form: BillForm) -> None:
    fill(form, end="2025-12-27")
    assert form.look.typed.end == date(2025, 12, 27)
    form.tick("last_day", True)
    assert form.box("end").label == "To (last day, included)"
    assert (form.look.typed.start, form.look.typed.end) == (date(2025, 11, 28), date(2025, 12, 28))
    form.begin("w")  # where the day of reading belongs to this bill
    fill_water(form)
    assert form.box("end").label == "To (day of reading, included)"
    form.tick("last_day", True)
    assert form.look.typed.start == date(2025, 10, 15)
    assert form.look.typed.end == date(2025, 12, 16)


def test_a_half_typed_bill_survives_a_closed_window(form: BillForm, mill: Session) -> None:
    form.type("1.amount", "168,42")
    form.type("note", "尾数待核")
    form.leave()
    again = BillForm(mill)
    again.attach(Recorder())
    assert again.box("1.amount").text == "168,42"
    assert again.box("note").text == "尾数待核"
    assert mill.record.all(Reading) == ()


def test_what_was_thrown_away_can_be_brought_back(form: BillForm) -> None:
    fill(form)
    form.leave()
    form.discard()
    assert form.box("1.amount").text == ""
    form.bring_back()
    assert form.box("1.amount").text == "168,420"


def test_what_lacks_is_said_and_gone_to_only_when_it_is_to_be_entered(
    form: BillForm, view: Recorder
) -> None:
    form.type("1.amount", "1.234,5")
    assert form.look.obstacle
    assert form.box("1.amount").number == 1
    form.type("1.amount", "12345")
    assert form.look.obstacle is None
    assert not form.save()
    assert view.last("show_field") == ("start",)
    assert [each.field for each in form.look.remarks] == ["start", "end"]


def test_an_overlap_stands_in_the_way_until_it_is_mended_or_explained(form: BillForm) -> None:
    fill(form)
    form.save()
    fill(form, start="2025-12-25", end="2026-01-28", invoice="25442000000199")
    (first, *_) = form.look.remarks
    assert first.head == "Overlaps the last bill, 3 days"
    assert form.box("start").severity is first.severity
    assert not form.save()
    assert not form.keep(first.finding, "  ")
    assert form.keep(first.finding, "表计更换，两张账单均有 3 天")
    assert form.save()
    (kept,) = form.session.record.all(Acceptance)
    assert kept.finding == "bill-overlap"
    assert "days=3" in kept.facts
    assert (kept.place, "of=2025-12-25" in kept.facts) == ("meter M1", True)
    assert kept.reason.zh_Hans.startswith("表计更换")


def test_a_way_out_changes_the_field(form: BillForm) -> None:
    fill(form)
    form.save()
    fill(form, start="2025-12-25", end="2026-01-28")
    words, way = form.look.remarks[0].ways[0]
    assert words == "Begin on 28 December 2025"
    form.take(way)
    assert form.box("start").text == "2025-12-28"
    assert not form.look.obstacle


def test_what_costs_money_each_month_is_noted_as_an_idea_once(
    form: BillForm, mill: Session
) -> None:
    gone: list[Place] = []
    mill.go_to = gone.append
    fill(form)
    ways = [way for said in form.look.remarks for way in said.ways if way[1].idea]
    assert [words for words, _ in ways] == ["Note it as an upgrade idea"]
    form.take(ways[0][1])
    form.take(ways[0][1])
    (upgrade,) = mill.record.all(Upgrade)
    assert upgrade.name == LocalText("Compensating reactive power", "無功補償", "无功补偿")
    assert "0.87" in upgrade.description.en
    assert "0.87" in upgrade.description.zh_Hans
    assert gone == [Place("upgrade", "U1", "cost")] * 2
    assert form.sheet.text("5.amount") == "0.87"  # the bill is still there
    entry.undo(mill.ws)
    assert not mill.record.all(Upgrade)


def test_a_doubt_that_was_explained_comes_back_when_its_facts_change(form: BillForm) -> None:
    fill(form, amount="567800")
    parts = next(each for each in form.look.remarks if each.finding.code == "bill-parts")
    form.keep(parts.finding, "as printed")
    assert next(e for e in form.look.remarks if e.finding.code == "bill-parts").reason
    form.type("amount", "567900")
    assert not next(e for e in form.look.remarks if e.finding.code == "bill-parts").reason


def test_a_bill_is_opened_again_with_its_lines_and_corrected(
    form: BillForm, view: Recorder
) -> None:
    fill(form)
    form.save()
    (reading,) = form.session.record.all(Reading)
    form.open(reading.id)
    assert not form.is_new
    assert form.box("cost").text == ""  # it follows from its lines
    peak = next(at for at in form.rows if form.box(f"{at}.name").text == "Peak")
    assert form.box(f"{peak}.amount").text == "168,420"
    form.type(f"{peak}.amount", "168421")
    before = len(form.session.record.all(BillLine))
    assert form.save()
    assert view.count("leave") == 1
    assert form.session.record.all(Reading)[0].amount == D(567709)
    assert len(form.session.record.all(BillLine)) == before


def test_a_bill_without_changes_is_entered_as_it_was(form: BillForm) -> None:
    fill(form)
    form.save()
    record = form.session.record
    form.open(record.all(Reading)[0].id)
    form.save()
    assert form.session.record.same_content(record)


def test_bills_from_the_grid_are_opened_by_their_month(session: Session) -> None:
    form = BillForm(session)
    form.attach(Recorder())
    clp = session.find(Meter, "CLP")
    assert clp
    form.open_month(clp, Month(2025, 11))
    assert [words for _, words in form.siblings] == [
        "9 October 2025 to 10 November 2025", "10 November 2025 to 9 December 2025"]  # fmt: skip
    assert form.box("0.amount").text == "5,290"
    assert form.box("cost").text == "7,617.6"
    form.open_month(clp, Month(2026, 6))
    assert form.is_new
    assert form.box("start").reckoned == "2026-03-09"


def test_removing_a_bill_removes_its_lines_and_is_taken_back(form: BillForm) -> None:
    fill(form)
    form.save()
    record = form.session.record
    form.open(record.all(Reading)[0].id)
    assert form.remove()
    assert not form.session.record.all(BillLine)
    entry.undo(form.session.ws)
    form.session.changed()
    assert form.session.record.same_content(record)


def test_papers_are_taken_in_and_attached_with_the_bill(form: BillForm, tmp_path: Path) -> None:
    path = tmp_path / "电费单_2025-12.txt"
    path.write_text("bill", encoding="utf-8")
    fill(form)
    form.add_files((path,))
    assert [each.file_name for each in form.papers] == [path.name]
    assert form.save()
    (attachment,) = form.session.record.all(Attachment)
    assert attachment.to == form.session.record.all(Reading)[0].id
    form.add_files((path,))  # it is in the record already
    assert [each.code for each in form.papers] == ["E1"]


def test_an_account_is_noted_with_the_meter_that_has_none(form: BillForm) -> None:
    form.begin("w")
    fill_water(form)
    form.type("account", "W-77")
    assert form.save()
    assert form.session.record.get(Meter, "w").account == "W-77"


def test_a_price_is_held_against_the_tariff_of_its_days(form: BillForm) -> None:
    with form.session.ws.store.change("Tariff") as work:
        for id, day, price in (("t1", date(2025, 1, 1), "1.1286"), ("t2", date(2026, 1, 1), "1.2")):
            work.put(Tariff(id=id, meter="e", valid_from=day))
            work.put(TariffBand(id=f"{id}b", tariff=id, name=LocalText("Peak"), price=D(price)))
    form.session.changed()
    form.begin("e")
    assert form.box("0.name").reckoned == "Peak"  # the bands are those of the tariff
    for name, text in (("start", "2025-11-28"), ("end", "2025-12-28"), ("0.amount", "1000"),
                       ("0.price", "1.1286")):  # fmt: skip
        form.type(name, text)
    assert "bill-tariff" not in {each.finding.code for each in form.look.remarks}
    form.type("start", "2026-01-01")
    form.type("end", "2026-01-31")
    assert "bill-tariff" in {each.finding.code for each in form.look.remarks}


def test_the_ribbon_shows_both_bills_and_the_months(form: BillForm) -> None:
    fill(form, start="2025-10-28", end="2025-11-28", invoice="1")
    form.save()
    fill(form, start="2025-11-25", end="2025-12-28")
    ribbon = form.ribbon
    assert [month.month for month, _ in ribbon.months] == [10, 11, 12]
    assert ribbon.both
    assert (ribbon.both.start, ribbon.both.end) == (date(2025, 11, 25), date(2025, 11, 28))
    this = [int(each.words.replace(",", "")) for each in ribbon.this]
    assert sum(this) == pytest.approx(567708, abs=1)
    assert ribbon.totals[1] == "Days counted twice"
    assert ribbon.totals[2] == "4 days missing"


def test_an_undo_shows_the_form_as_the_record_is(form: BillForm) -> None:
    fill(form)
    form.save()
    entry.undo(form.session.ws)
    form.session.changed()
    assert form.box("start").reckoned == ""
    form.type("1.amount", "5")
    assert form.box("amount").reckoned == "5"


def test_a_bill_in_another_unit_is_understood(form: BillForm) -> None:
    fill(form, **{"1.amount": "168.42 MWh"})
    assert form.box("amount").reckoned.replace(",", "").startswith("567708")
    form.type("1.amount", "168 t")
    assert form.look.obstacle


def test_a_bill_recorded_in_another_unit_stays_in_it(form: BillForm) -> None:
    with form.session.ws.store.change("Bills") as work:
        for n in range(1, 5):
            month = Month(2025, n)
            work.put(Reading(id=f"r{n}", meter="e", start=month.start, end=month.end,
                             amount=D("1.5"), unit="MWh"))  # fmt: skip
    form.session.changed()
    form.open("r4")
    assert form.unit == "MWh"
    form.type("amount", "1600 kWh")
    assert not form.look.remarks
    assert form.save()
    changed = form.session.record.table(Reading)["r4"]
    assert (changed.amount, changed.unit) == (D("1.6"), "MWh")
    form.type("start", "2025-05-01")
    form.type("end", "2025-06-01")
    form.type("amount", "15000")  # in kWh, ten times what the others say in MWh
    assert [each.finding.code for each in form.look.remarks] == ["bill-tenfold"]


def test_without_a_meter_there_is_nothing_to_type(empty: Session) -> None:
    form = BillForm(empty)
    form.attach(Recorder())
    assert form.meter is None
    assert not form.save()


FIELDS = ("start", "end", "account", "multiplier", "register_from", "register_to", "amount", "cost",
          "currency", "invoice", "note", "0.name", "1.amount", "1.price", "1.cost", "2.amount",
          "3.register_from", "3.register_to", "4.amount", "5.amount", "5.price", "6.price",
          "7.price", "7.cost")  # fmt: skip
odd = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["9999-12-31", "0001-01-01", "1.234,5", "9" * 60, "0", "-0", "1e9", "１２万",
                     "0." + "0" * 40 + "1", "12 t", "2025-02-28", "2025-11-28", "46000"]),
    st.decimals(-(10**30), 10**30, allow_nan=False).map(lambda each: format(each, "f")),
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(FIELDS), odd), max_size=12), st.booleans(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_is_kept_and_never_makes_it_fall(
    mill: Session, typed: list[tuple[str, str]], last_day: bool, by_band: bool
) -> None:
    form = BillForm(mill)
    form.attach(Recorder())
    form.discard()
    form.tick("last_day", last_day)
    form.tick("by_band", by_band)
    for name, text in typed:
        form.type(name, text)
        assert form.look
        assert form.ribbon.months or not form.ribbon.this
        assert all(form.box(each) for each in FIELDS)
    for name, text in dict(typed).items():
        assert form.box(name).text == (text if text.strip() else "")
    form.leave()
    again = BillForm(mill)
    again.attach(Recorder())
    assert all(again.box(name).text == form.box(name).text for name in FIELDS)
    if not form.save():
        assert form.look.obstacle
    form.discard()


def test_files_are_kept_in_the_background_for_the_bill_they_were_added_to(
    mill: Session, tmp_path: Path, view: Recorder
) -> None:
    waiting: list[Any] = []

    class Later:
        def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
            waiting.append((work, done))
            return Job()

    form = BillForm(mill, Later())
    form.attach(view)
    paper = tmp_path / "bill.txt"
    paper.write_text("a bill")
    sheet = form.sheet
    form.add_files((paper,))
    assert not mill.record.all(Evidence)
    form.type("amount", "1234")  # typing goes on meanwhile
    (work, done), = waiting
    done(work(Job()))
    assert sheet is not None
    assert sheet.papers == [mill.record.all(Evidence)[0].id]
    form.add_files(())
    assert len(waiting) == 1
