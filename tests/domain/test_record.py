"""A record at one moment, the months and periods in it, and units of measure."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import code_order
from cpdesk.domain.findings import Place, Refusal, Severity, blocking, info, warning
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.periods import Month, Period, month_range
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import Change, Identity, Record, references
from cpdesk.domain.units import convert, dimension, ratio, tidy_unit
from cpdesk.domain.words import LocalText

FACTORY = Factory(id="f", code="F1", company="c")
METERS = tuple(Meter(id=f"m{n}", code=f"E{n}", factory="f") for n in (10, 2, 1))
READINGS = tuple(
    Reading(id=f"r{month}", meter="m2", start=date(2024, month, 1), end=date(2024, month + 1, 1),
            amount=Decimal(month))
    for month in (3, 1, 2)
)  # fmt: skip


@pytest.fixture
def record() -> Record:
    things = (Company(id="c", code="C1"), FACTORY, *METERS, *READINGS, Evidence(id="e", code="E1"),
              Attachment(id="a", evidence="e", to="r1"))  # fmt: skip
    changes = [Change(None, each) for each in things]
    return Record(Identity("x", 0, ""), {}).after(changes, Identity("x", 1, "me@pc"))


def test_things_are_found_by_code_id_and_value_and_sorted_as_people_count(record: Record) -> None:
    assert [each.code for each in record.all(Meter)] == ["E1", "E2", "E10"]
    assert record.find(Meter, "E2") == METERS[1]
    assert record.find(Meter, "E99") is None
    assert record.entity("m10") == METERS[0]
    assert record.entity("nobody") is None
    assert record.where(Meter, code="E1", factory="f") == (METERS[2],)
    assert record.where(Meter, factory="g") == ()
    with pytest.raises(KeyError):
        record.get(Meter, "nobody")
    assert sorted(["E10", "E2", "A", ""], key=code_order) == ["", "A", "E2", "E10"]


def test_readings_stand_in_time_and_papers_with_what_they_support(record: Record) -> None:
    assert [each.id for each in record.readings(METERS[1])] == ["r1", "r2", "r3"]
    assert record.readings(METERS[0]) == ()
    assert [each.evidence for each in record.attachments(READINGS[1])] == ["e"]
    assert record.attachments(READINGS[0]) == ()


def test_the_next_state_leaves_the_old_one_and_shares_the_rest(record: Record) -> None:
    record.all(Meter), record.readings(METERS[1])
    gone = record.after([Change(METERS[0], None)], Identity("x", 2, "me@pc"))
    assert record.find(Meter, "E10") is not None
    assert gone.find(Meter, "E10") is None
    assert gone.table(Reading) is record.table(Reading)
    assert gone.readings(METERS[1]) is record.readings(METERS[1])
    assert not gone.same_content(record)
    back = gone.after([Change(METERS[0], None).reversed()], Identity("x", 3, "you@pc"))
    assert back.same_content(record)


def test_every_reference_is_told_with_the_kinds_it_may_mean() -> None:
    attached = Attachment(id="a", evidence="e", to="r1")
    found = {field: (id, words) for field, id, words in references(attached)}
    assert found["evidence"] == ("e", ("evidence",))
    assert "reading" in found["to"][1]
    assert references(Company(id="c")) == []


def test_months_count_over_years_and_know_their_days() -> None:
    month = Month(2023, 12)
    assert (month + 1, month + -12) == (Month(2024, 1), Month(2022, 12))
    assert Month(2024, 2) - month == 2
    assert (Month(2024, 2).days, Month(2023, 2).days) == (29, 28)
    assert Month(2024, 12).end == date(2025, 1, 1)
    assert Month.parse(str(month)) == Month.of(date(2023, 12, 31)) == month
    assert len(month_range(Month(2023, 11), Month(2024, 2))) == 4
    for text in ("2024-13", "2024", "soon", "0-1"):
        with pytest.raises(ValueError, match=r"."):
            Month.parse(text)


def test_a_period_ends_after_it_starts_and_shares_days_with_others() -> None:
    period = Period(date(2024, 1, 20), date(2024, 3, 10))
    assert period.days == 50
    assert period.overlap(Period.of_month(Month(2024, 2))) == 29
    assert period.overlap(Period.of_month(Month(2025, 2))) == 0
    assert period.shifted(1) == Period(date(2024, 1, 21), date(2024, 3, 11))
    with pytest.raises(ValueError, match="end after it starts"):
        Period(date(2024, 1, 1), date(2024, 1, 1))


def test_units_are_one_however_they_are_written_and_turn_exactly() -> None:
    assert {tidy_unit(each) for each in ("度", "千瓦時", "KWH", " kWh ")} == {"kWh"}
    assert (dimension("噸"), dimension("pcs")) == ("mass", None)
    assert ratio("萬度", "MWh") == Fraction(10)
    assert ratio("", "kWh") == 1
    assert convert(Decimal("12.50"), "t", "kg") == Decimal(12500)
    assert convert(Decimal(1), "MJ", "kWh") == Decimal("0.2777777777777777777777777778")
    with pytest.raises(Refusal) as caught:
        convert(Decimal(1), "t", "kWh")
    assert caught.value.finding.facts == {"unit": "t", "wanted": "kWh"}


def test_a_text_is_the_nearest_that_was_written() -> None:
    text = LocalText(zh_Hans="电表")
    assert text.within("zh_Hant") == text.within("en") == str(text) == "电表"
    assert text.exact("zh_Hant") == ""
    assert LocalText("Meter", "", "电表").within("zh_Hant") == "电表"
    assert not LocalText()


def test_a_finding_knows_its_severity_and_its_place() -> None:
    place = Place("meter", "E1", "", "2024-03")
    found = [kind("x", "{n}").at(place, n=1) for kind in (blocking, warning, info)]
    assert [each.severity for each in found] == [
        Severity.BLOCKING, Severity.WARNING, Severity.INFO,
    ]  # fmt: skip
    assert [each.blocking for each in found] == [True, False, False]
    assert str(place) == "meter E1 2024-03"
    refusal = blocking("x", "{n}").refuse(place, n=1)
    assert refusal.finding == found[0]


@pytest.mark.parametrize("seed", range(5))
def test_readings_follow_any_changes_as_if_they_were_sorted_anew(seed: int) -> None:
    """Added, changed, given to another meter, removed; several in one step."""
    chance, now = random.Random(seed), Record(Identity("x", 0, ""), {})
    for number in range(40):
        known = dict(now.table(Reading))
        changes = []
        for id in chance.sample([f"r{at}" for at in range(30)], chance.randint(1, 5)):
            month = Month(2024, chance.randint(1, 12))
            after = Reading(
                id=id, meter=f"m{chance.randint(1, 3)}", start=month.start, end=month.end,
                amount=Decimal(chance.randint(0, 99)),
            )  # fmt: skip
            gone = id in known and chance.random() < 0.3
            changes.append(Change(known.get(id), None if gone else after))
        now.readings(METERS[0])  # what is looked up once is carried on
        now = now.after(changes, Identity("x", number, ""))
        fresh = Record(now.identity, {Reading: now.table(Reading)})
        for meter in (Meter(id=f"m{at}", code="", factory="f") for at in (1, 2, 3)):
            assert now.readings(meter) == fresh.readings(meter)
