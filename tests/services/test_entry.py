"""What is typed is saved when confirmed, all of it or nothing, and each with one way back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import new_id
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.quantities import plain
from cpdesk.records.store import Store
from cpdesk.services import entry
from cpdesk.services.entry import Typed
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace

MARCH = Month(2024, 3)


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A factory with a meter read on the last day (M1), one on the first (M2), a driver (D1)."""
    with Store.create(tmp_path / "手工.cpdesk", author="張偉@pc", now=noon) as store:
        with store.change("Set up") as work:
            work.put(Company(id="c", code="C1"))
            work.put(Factory(id="f", code="F1", company="c"))
            work.put(Meter(id="m1", code="M1", factory="f", kind=MeterKind.ELECTRICITY,
                           unit="kWh", convention=Convention.THIS))  # fmt: skip
            work.put(Meter(id="m2", code="M2", factory="f", unit="m³"))
            work.put(Driver(id="d1", code="D1", factory="f", unit="t"))
        yield Workspace(store, noon, "張偉@pc")


def meter(desk: Workspace, id: str = "m1") -> Meter:
    return desk.record.get(Meter, id)


@pytest.mark.parametrize("id", ["m1", "m2"])
def test_a_typed_month_is_exactly_that_month_under_either_convention(
    desk: Workspace, id: str
) -> None:
    series = meter(desk, id)
    assert entry.type_amount(desk, series, MARCH, "12,500.10") == ()
    (month,) = monthly(desk.record, series).months
    assert (month.month, plain(month.amount), month.complete) == (MARCH, "12500.10", True)
    (reading,) = desk.record.readings(series)
    assert (reading.origin, reading.unit) == ("typed", "")


def test_typing_again_corrects_the_same_reading_and_each_step_goes_back(desk: Workspace) -> None:
    for text in ("100", "100.0", "2,000"):
        entry.type_amount(desk, meter(desk), MARCH, text)
    (reading,) = desk.record.readings(meter(desk))
    assert plain(reading.amount) == "2000"
    entry.type_amount(desk, meter(desk), MARCH, "2000")  # the same figure is no change
    shown = []
    for _ in range(3):
        undone = entry.undo(desk)
        assert undone is not None
        assert undone.label == entry.FIGURE
        shown.append([plain(each.amount) for each in desk.record.readings(meter(desk))])
    assert shown == [["100.0"], ["100"], []]
    for _ in range(3):
        entry.redo(desk)
    assert plain(desk.record.readings(meter(desk))[0].amount) == "2000"
    assert entry.redo(desk) is None


def test_an_empty_text_removes_the_figure(desk: Workspace) -> None:
    entry.type_amount(desk, meter(desk), MARCH, "5")
    assert entry.type_amount(desk, meter(desk), MARCH, "  ") == ()
    assert desk.record.readings(meter(desk)) == ()
    assert desk.store.history()[-1].label == entry.FIGURE_REMOVED
    before = desk.record
    assert entry.type_amount(desk, meter(desk), MARCH, "") == ()  # there is nothing to remove
    assert desk.record is before


def test_several_figures_are_one_change_or_none(desk: Workspace) -> None:
    cells = [Typed(meter(desk), MARCH + step, text) for step, text in enumerate(("1", "2", "３"))]
    assert entry.type_amounts(desk, cells) == ()
    assert [plain(each.amount) for each in desk.record.readings(meter(desk))] == ["1", "2", "3"]
    entry.undo(desk)
    assert desk.record.readings(meter(desk)) == ()
    before = desk.record
    bad = [*cells, Typed(meter(desk), MARCH + 5, "1.234,5"), Typed(meter(desk), MARCH + 6, "abc")]
    found = entry.type_amounts(desk, bad)
    assert [(each.code, each.place.code, each.place.spot) for each in found] == [
        ("figure-ambiguous", "M1", "2024-08"), ("figure-unreadable", "M1", "2024-09"),
    ]  # fmt: skip
    assert desk.record is before


@pytest.mark.parametrize(
    ("text", "code"), [("-5", "amount-negative"), ("0", "amount-zero"), ("1200", "amount-tenfold")]
)
def test_what_is_only_doubtful_is_kept_and_said(desk: Workspace, text: str, code: str) -> None:
    entry.type_amount(desk, meter(desk), MARCH, "100")
    (finding,) = entry.type_amount(desk, meter(desk), MARCH + 1, text)
    assert (finding.code, finding.blocking, finding.place.spot) == (code, False, "2024-04")
    assert len(desk.record.readings(meter(desk))) == 2


def test_degree_days_may_be_ten_times_the_month_before(desk: Workspace) -> None:
    entry.save(desk, Driver(id="d2", code="D2", factory="f",
                            kind=DriverKind.COOLING_DEGREE_DAYS))  # fmt: skip
    driver = desk.record.get(Driver, "d2")
    assert entry.type_amount(desk, driver, MARCH, "3") == ()
    assert entry.type_amount(desk, driver, MARCH + 1, "300") == ()


def bill(id: str, start: date, end: date) -> Reading:
    return Reading(id=id, meter="m2", start=start, end=end, amount=Decimal(10))


@pytest.mark.parametrize(
    ("bills", "code"),
    [
        ([bill("a", date(2024, 2, 15), date(2024, 3, 20))], "month-of-crossing-bill"),
        ([bill("a", date(2024, 3, 1), date(2024, 3, 20))], "month-of-crossing-bill"),
        ([bill("a", date(2024, 3, 1), date(2024, 3, 11)),
          bill("b", date(2024, 3, 11), date(2024, 4, 1))], "month-of-several-bills"),
        ([bill("a", date(2024, 2, 15), date(2024, 3, 20)),
          bill("b", date(2024, 3, 20), date(2024, 4, 1))], "month-of-crossing-bill"),
    ],
)  # fmt: skip
def test_a_month_made_of_other_bills_is_not_typed_over(
    desk: Workspace, bills: list[Reading], code: str
) -> None:
    with desk.store.change("Bills") as work:
        work.put_many(bills)
    before = desk.record
    for text in ("7", ""):
        (finding,) = entry.type_amount(desk, meter(desk, "m2"), MARCH, text)
        assert finding.code == code
        assert finding.place.spot == "2024-03"
    assert entry.set_estimated(desk, meter(desk, "m2"), MARCH, True)[0].code == code
    assert desk.record is before


def test_an_estimate_is_marked_and_typing_ends_it(desk: Workspace) -> None:
    series = meter(desk)
    entry.type_amount(desk, series, MARCH, "5")
    assert entry.set_estimated(desk, series, MARCH, True) == ()
    assert desk.record.readings(series)[0].estimated
    assert entry.set_estimated(desk, series, MARCH + 3, True) == ()  # nothing there to mark
    entry.type_amount(desk, series, MARCH, "6")
    assert not desk.record.readings(series)[0].estimated
    entry.undo(desk)
    assert desk.record.readings(series)[0].estimated


def test_a_thing_is_added_changed_and_refused_by_its_code(desk: Workspace) -> None:
    added = Meter(id=new_id(), factory="f")
    assert entry.save(desk, added) == ()
    kept = desk.record.get(Meter, added.id)
    assert kept.code == "M3"
    assert desk.store.history()[-1].label == entry.ADDED
    assert entry.save(desk, replace(kept, supplier="中電")) == ()
    assert desk.store.history()[-1].label == entry.CHANGED
    before = desk.record
    (taken,) = entry.save(desk, replace(kept, code="M1"))
    (lost,) = entry.save(desk, replace(kept, factory="nowhere"))
    assert (taken.code, lost.code) == ("code-taken", "unknown-reference")
    assert desk.record is before


def test_a_meter_goes_with_its_readings_and_their_marks_and_comes_back_whole(
    desk: Workspace,
) -> None:
    entry.type_amount(desk, meter(desk), MARCH, "5")
    (reading,) = desk.record.readings(meter(desk))
    sha, size = desk.store.add_bytes(io.BytesIO(b"a bill"))
    with desk.store.change("Attach") as work:
        work.put(Evidence(id="e", code="E1", sha256=sha, size=size))
        work.put(Attachment(id="a1", evidence="e", to=reading.id))
        work.put(Attachment(id="a2", evidence="e", to="m1"))
    before = desk.record
    assert entry.remove(desk, meter(desk)) == ()
    assert not desk.record.all(Attachment)
    assert not desk.record.all(Reading)
    assert desk.record.all(Evidence)
    entry.undo(desk)
    assert desk.record.same_content(before)
    (needed,) = entry.remove(desk, desk.record.get(Factory, "f"))
    assert needed.code == "still-referred-to"
    assert desk.record.same_content(before)


def test_a_figure_in_another_unit_is_converted_and_one_that_does_not_fit_refused(
    desk: Workspace,
) -> None:
    assert not entry.type_amount(desk, meter(desk), MARCH, "1.2 MWh")
    assert monthly(desk.record, meter(desk)).amount(MARCH) == 1200
    (finding,) = entry.type_amount(desk, meter(desk), MARCH + 1, "12 t")
    assert (finding.code, finding.place.spot) == ("unit-mismatch", "2024-04")


@pytest.mark.parametrize(
    ("text", "total"),
    [("=1200+345.5", "1545.5"), ("＝1,200＋３４５", "1545"), ("= 0.5萬 + 12 kWh", "5012.0"),
     ("=7", "7"),
     ("=1+0.00000000000000000000000000000000001", "1.00000000000000000000000000000000001")],
)  # fmt: skip
def test_several_figures_of_a_month_add_up(desk: Workspace, text: str, total: str) -> None:
    assert entry.type_amount(desk, meter(desk), MARCH, text) == ()
    (reading,) = desk.record.readings(meter(desk))
    assert str(reading.amount) == total


@pytest.mark.parametrize("text", ["=", "=12+", "=1.234,5+1", "=A1+B1"])
def test_a_sum_that_cannot_be_read_changes_nothing(desk: Workspace, text: str) -> None:
    (found,) = entry.type_amount(desk, meter(desk), MARCH, text)
    assert found.blocking
    assert not desk.record.all(Reading)
