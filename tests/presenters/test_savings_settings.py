"""Choosing how an effect is measured: drivers, baseline, way, model, agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Reading
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Way
from cpdesk.domain.words import LocalText
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from tests.services.test_savings import EFFECT, METER
from tests.services.test_savings_adjusted import NEW_LINE

Plant = Callable[..., Session]
COUNT = Driver(id="count", code="D2", factory="f", kind=DriverKind.OTHER, unit="no",
               name=LocalText("Count"))  # fmt: skip
COUNTED = [
    Reading(id=f"c{at}", driver="count", start=(Month(2022, 1) + at).start,
            end=(Month(2022, 1) + at).end, amount=Decimal((at * 7) % 12))
    for at in range(36)
]  # fmt: skip
WARM = Driver(id="warm", code="T1", factory="f", kind=DriverKind.TEMPERATURE, unit="°C")


@pytest.fixture
def page(plant: Plant) -> SavingsPage:
    return SavingsPage(plant(COUNT, *COUNTED, WARM))


def effect(page: SavingsPage) -> Effect:
    return page.session.record.get(Effect, "e")


def test_the_factorys_drivers_are_offered_with_their_weight(page: SavingsPage) -> None:
    assert page.setting is not None
    ticks = page.setting.drivers
    assert [(each.code, each.words, each.ticked) for each in ticks] == [
        ("D1", "D1", True), ("D2", "Count", False),
    ]  # fmt: skip
    assert ticks[0].weight.startswith("t ")
    assert ticks[1].weight == ""


def test_a_tick_is_seen_at_once_and_can_be_taken_back(page: SavingsPage) -> None:
    before = page.said
    assert page.settings.tick("D2", True)
    assert effect(page).drivers == ("d", "count")
    assert page.said.summary != before.summary
    desk = Desk(page.session)
    assert desk.undo_label == "Drivers of U1"
    desk.undo()
    assert effect(page).drivers == ("d",)
    assert page.said == before
    assert page.settings.tick("D1", False)
    assert "simple ratio" in page.said.explanation


def test_the_baseline_is_chosen_by_whole_months(page: SavingsPage) -> None:
    assert page.setting is not None
    months = [value for value, _ in page.setting.starts]
    assert (months[0], months[1], months[-1]) == ("", "2022-01", "2023-11")
    page.settings.choose_start("2022-06")
    page.settings.choose_end("2023-08")
    assert (effect(page).baseline_from, effect(page).baseline_to) == (
        date(2022, 6, 1), date(2023, 9, 1),
    )  # fmt: skip
    assert page.said.summary.startswith("n 15 ")
    assert (page.setting.start, page.setting.end) == ("2022-06", "2023-08")
    page.settings.choose_last("12")
    assert page.said.summary.startswith("n 12 ")
    page.settings.choose_last("")
    page.settings.choose_start("")
    page.settings.choose_end("")
    assert page.said.summary.startswith("n 23 ")


def test_dates_within_a_month_are_shown_as_the_months_they_leave(plant: Plant) -> None:
    page = SavingsPage(plant(replace(
        EFFECT, baseline_from=date(2022, 6, 15), baseline_to=date(2023, 9, 15), baseline_months=13
    )))  # fmt: skip
    assert page.setting is not None
    assert (page.setting.start, page.setting.end, page.setting.last) == (
        "2022-07", "2023-08", "13",
    )  # fmt: skip
    assert ("13", "The last 13 months") in page.setting.lasts


def test_another_way_of_measuring(page: SavingsPage) -> None:
    assert page.setting is not None
    assert page.setting.way == "avoided-use"
    page.settings.choose_way("ratio")
    assert effect(page).way is Way.RATIO
    assert "simple ratio" in page.said.explanation


def test_confidence_widens_the_interval(page: SavingsPage) -> None:
    from cpdesk.presenters.savings_page import CONFIDENCES

    widths = []
    for each in CONFIDENCES:
        page.choose_confidence(each)
        assert f"({each:.0%} confidence)" in page.said.explanation
        widths.append(float(page.said.rows[0].half_width.strip("±").replace(",", "")))
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_an_agreement_is_dated_and_goes_stale(page: SavingsPage) -> None:
    assert page.settings.agree()
    assert page.setting is not None
    assert (page.setting.agreed, page.setting.stale) == ("Agreed on 24 November 2026", False)
    record = page.session.record
    with page.session.ws.store.change("Correct") as work:
        reading = record.get(Reading, "m3")
        work.put(replace(reading, amount=reading.amount + 5))
    assert page.setting.stale
    assert any("agreed to on 24 November 2026" in each.sentence for each in page.said.findings)
    assert page.settings.agree()
    assert not page.setting.stale


def test_what_is_refused_is_said_above_the_findings(
    page: SavingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = blocking("cannot", "This record can only be read.")

    def refuse(*_args: object, **_facts: object) -> None:
        raise kind.refuse()

    monkeypatch.setattr(page.session.ws.store, "change", refuse)
    assert not page.settings.tick("D2", True)
    assert page.said.findings[0].sentence == "This record can only be read."
    assert not page.settings.agree()
    assert not page.settings.choose_last("12")
    monkeypatch.undo()
    assert page.settings.choose_last("12")
    assert all(each.sentence != "This record can only be read." for each in page.said.findings)


def test_all_models_with_their_warning(page: SavingsPage) -> None:
    models = page.models()
    assert models.rows[0].cells[0] == "D1"
    assert {row.cells[0] for row in models.rows} == {"D1", "Count", "D1, Count"}
    assert [row.chosen for row in models.rows] == [True, False, False]
    assert all(len(row.cells) == len(models.heads) for row in models.rows)
    assert "SEP" in models.rows[0].cells[5]
    assert any("promises too much" in each.sentence for each in models.warnings)
    assert "3 models over the same 23 months" in models.about


def test_choosing_a_model_takes_its_drivers(page: SavingsPage) -> None:
    models = page.models()
    at = [row.cells[0] for row in models.rows].index("D1, Count")
    assert models.take(at)
    assert effect(page).drivers == ("d", "count")
    assert page.models().rows[0].cells[0] == "D1, Count"


DEGREES = Driver(
    id="cd", code="D3", factory="f", kind=DriverKind.COOLING_DEGREE_DAYS, unit="°C·d",
    base_temperature=Decimal(18), temperatures="warm",
)  # fmt: skip


def cooled() -> list[Entity]:
    """Every day's mean, and a use of 1,000 kWh and 20 for each degree day above 21 °C."""
    made: list[Entity] = [WARM, DEGREES]
    for at in range(36):
        month = Month(2022, 1) + at
        days = [month.start + timedelta(day) for day in range(month.days)]
        means = [Decimal(20 + (7 * at + 3 * n) % 13) for n in range(month.days)]
        made += [Reading(id=f"w{day}", driver="warm", start=day, end=day + timedelta(1),
                         amount=mean) for day, mean in zip(days, means, strict=True)]  # fmt: skip
        use = 1000 + 20 * sum(max(mean - 21, Decimal(0)) for mean in means) + at % 3
        made.append(Reading(id=f"m{at}", meter="m", start=month.start, end=month.end, amount=use))
    return made


def test_the_base_that_explains_the_use_is_found_and_taken(plant: Plant) -> None:
    page = SavingsPage(plant(*cooled(), replace(EFFECT, drivers=("cd",))))
    assert page.setting is not None
    assert page.setting.has_bases
    bases = page.bases()
    assert [row.cells[1] for row in bases.rows][::8] == ["16.0", "20.0", "24.0"]
    assert [row.cells[1] for row in bases.rows if row.chosen] == ["18.0"]
    (best,) = [at for at, row in enumerate(bases.rows) if row.cells[5] == "fits best"]
    assert bases.rows[best].cells[1] == "21.0"
    assert "Over 23 months of the baseline" in bases.about
    assert bases.take(best)
    assert page.session.record.get(Driver, "cd").base_temperature == 21
    assert Desk(page.session).undo_label == "Base temperature of D3"


def test_without_degree_days_there_is_no_base_to_choose(page: SavingsPage) -> None:
    assert page.setting is not None
    assert not page.setting.has_bases
    assert page.bases().rows == ()


def test_bases_that_cannot_be_compared_say_why(plant: Plant) -> None:
    short = replace(EFFECT, drivers=("cd",), baseline_months=3)
    bases = SavingsPage(plant(*cooled(), short)).bases()
    assert bases.rows == ()
    assert bases.warnings


def test_without_a_baseline_there_are_no_models_but_a_reason(plant: Plant) -> None:
    page = SavingsPage(plant(replace(EFFECT, baseline_to=date(2021, 1, 1))))
    models = page.models()
    assert models.rows == ()
    assert models.warnings
    assert not page.settings.agree()
    assert any(each.sentence == models.warnings[0].sentence for each in page.said.findings)


def test_the_reporting_period_can_end_earlier(page: SavingsPage) -> None:
    assert page.setting is not None
    months = [value for value, _ in page.setting.untils]
    assert months[:2] == ["", "2024-02"]
    assert months[-1] == "2024-12"
    assert page.settings.choose_until("2024-06")
    assert effect(page).reporting_to == date(2024, 7, 1)
    assert page.setting.until == "2024-06"
    assert "in 5 months" in page.said.explanation
    assert page.settings.choose_until("")
    assert "in 11 months" in page.said.explanation


def test_another_meter_shows_the_effect(plant: Plant) -> None:
    """The other meter counts half of the first."""
    half = [Reading(id=f"h{at}", meter="half", start=(Month(2022, 1) + at).start,
                    end=(Month(2022, 1) + at).end, amount=Decimal(1000 + 3 * at))
            for at in range(36)]  # fmt: skip
    page = SavingsPage(plant(replace(METER, id="half", code="M2"), *half))
    assert page.setting is not None
    assert [value for value, _ in page.setting.meters] == ["m", "half"]
    assert page.setting.meter == "m"
    before = page.said
    assert page.settings.choose_meter("half")
    assert effect(page).meter == "half"
    assert page.said.rows != before.rows
    assert Desk(page.session).undo_label


def test_an_effect_without_a_meter_can_be_given_one(plant: Plant) -> None:
    page = SavingsPage(plant(replace(EFFECT, meter=None)))
    assert page.setting is not None
    assert [value for value, _ in page.setting.meters] == ["", "m"]
    page.settings.choose_meter("")
    assert effect(page).meter is None
    assert page.settings.choose_meter("m")
    assert page.said.measured


def test_adjustments_are_named_and_lead_to_their_form(plant: Plant) -> None:
    later = replace(NEW_LINE, id="l", code="J2", start=date(2024, 9, 1))
    page = SavingsPage(plant(later, NEW_LINE))
    assert page.setting is not None
    assert [each.code for each in page.setting.events] == ["J1", "J2"]
    assert "from 1 July 2024" in page.setting.events[0].about
    gone: list[Place] = []
    page.session.go_to = gone.append
    page.settings.look_at("J2")
    assert gone == [Place("adjustment", "J2")]
