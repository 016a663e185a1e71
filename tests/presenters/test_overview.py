"""The overview without a display: found aside, kept while it is found anew, in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Severity
from cpdesk.domain.papers import PackKind, RuleFile, RuleFileKind
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.projects import Project
from cpdesk.domain.upgrades import Effect
from cpdesk.presenters.listings import Kind, Tone
from cpdesk.presenters.overview import FEW, MORE, Overview
from cpdesk.presenters.pages import way_to
from cpdesk.presenters.session import Session
from cpdesk.services import acceptance, entry
from tests.presenters.conftest import AtOnce, Later, Recorder


@pytest.fixture
def turned() -> list[str]:
    return []


@pytest.fixture
def page(plant: Callable[..., Session], runner: AtOnce, turned: list[str]) -> Overview:
    made = Overview(plant(), runner, turned.append)
    made.look()
    return made


def column(page: Overview, head: str) -> int:
    assert page.months
    return next(at for at, each in enumerate(page.months.columns) if each.head.startswith(head))


def test_the_last_year_beside_the_one_before(page: Overview) -> None:
    assert page.months
    (row,) = (each for each in page.months.rows if each.cells[0].text.startswith("M1"))
    after = row.cells[column(page, "Last 12 months")]
    year = sum(2000 + 10 * n - 3000 for n in (900, 700, 1000, 1100, 1200, 1150, 1050, 950, 1000,
                                              1080, 1120, 1020))  # fmt: skip
    assert after.text == f"{year:,}"
    change = row.cells[column(page, "Change")]
    assert change.text.startswith("−")
    assert change.tone is Tone.BETTER
    assert page.about == "January 2024 to December 2024"
    assert page.next_bill == "Enter bills of January 2025"


def test_savings_with_their_interval_and_their_verdict(page: Overview) -> None:
    assert page.savings
    (row,) = page.savings.rows
    told = [each.text for each in row.cells]
    assert told[0].startswith("U1")
    assert told[3].startswith("±")
    assert told[8] == "Shown"
    (drawn,) = (each.whisker for each in row.cells if each.whisker)
    assert drawn.least < drawn.value < drawn.most
    assert drawn.shown
    least, most = page.savings.span
    assert least <= 0 < drawn.most <= most
    names = [each.name for each in page.figures]
    assert "Energy" in names
    assert all(each.half_width.startswith("±") for each in page.figures)


def test_what_needs_attention_is_worst_first_and_few_until_more_is_asked_for(
    page: Overview,
) -> None:
    with page.session.ws.store.change("x") as work:
        work.put(Project(id="p", code="P1", factory="f"))
    page.session.changed()
    page.look()
    assert len(page.findings) > page.most == FEW
    page.show_more()
    assert page.most == FEW + MORE
    order = [list(Severity).index(each.severity) for each in page.findings]
    assert order == sorted(order)
    assert Severity.INFO not in {each.severity for each in page.findings}
    page.show_few()
    assert page.most == FEW


def test_rows_lead_to_where_their_figures_come_from(page: Overview, turned: list[str]) -> None:
    assert page.savings
    assert page.months
    page.open_row(page.savings.rows[0].key)
    assert turned == ["savings"]
    assert page.session.shown[Effect.word] == "e"
    went: list[Any] = []
    page.session.go_to = went.append
    page.open_row(page.months.rows[0].key)
    assert (went[0].kind, went[0].code, went[0].spot) == ("meter", "M1", "2024-12")


def test_packs_lead_to_their_pages(page: Overview, turned: list[str]) -> None:
    kinds = {each.page: each for each in page.packs}
    assert set(kinds) == {"application", "dossier", "audit"}
    assert kinds["application"].words == "Not begun"
    page.open_pack("audit")
    assert turned == ["audit"]


def test_dates_that_are_not_sure_say_so(page: Overview) -> None:
    said = {each.what: (each.when, each.left) for each in page.dates}
    round_ = next(each for what, each in said.items() if "Programme" in what)
    label = next(each for what, each in said.items() if "Recognition" in what)
    assert round_ == ("June 2027", "day not published")
    assert label == ("–", "date not published")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said_in_each_language(page: Overview, language: str) -> None:
    page.session.speak(language)
    page.look()
    assert page.months
    assert page.savings
    words = [page.about, page.next_bill, *(each.head for each in page.months.columns),
             *(each.words for each in page.packs), *(each.left for each in page.dates)]  # fmt: skip
    assert all("{" not in each for each in words)
    if language != "en":
        shown = " ".join(each.words for each in page.packs)
        assert "Ready" not in shown
        assert "begun" not in shown


def test_an_undo_is_found_out_anew(page: Overview) -> None:
    before = page.months
    entry.undo(page.session.ws)
    page.session.changed()
    page.look()
    assert page.factory is None
    assert page.months is None
    entry.redo(page.session.ws)
    page.session.changed()
    page.look()
    assert page.months == before


def test_what_was_known_stays_while_it_is_found_anew(
    plant: Callable[..., Session], view: Recorder
) -> None:
    later = Later()
    page = Overview(plant(), later, lambda _word: None)
    page.attach(view)
    page.look()
    assert page.busy
    assert page.months is None
    later.finish()
    known = page.months
    assert known is not None
    assert page.busy  # the savings are still to come
    assert page.figures == ()
    later.finish()
    assert not page.busy
    assert page.figures
    meter = page.session.record.all(Meter)[0]
    entry.type_amount(page.session.ws, meter, Month(2024, 12), "5")
    page.session.changed()
    page.look()
    assert page.months == known
    later.finish()
    later.finish()
    assert page.months != known


def test_what_arrives_late_is_let_go(plant: Callable[..., Session]) -> None:
    later = Later()
    page = Overview(plant(), later, lambda _word: None)
    page.look()
    meter = page.session.record.all(Meter)[0]
    entry.type_amount(page.session.ws, meter, Month(2024, 12), "5")
    page.look()
    first, _ = later.waiting
    assert first[0]._cancelled
    later.finish()  # the first question: Cancelled
    assert page.busy
    later.finish()
    later.finish()
    assert not page.busy
    assert page.months


def test_looking_twice_at_the_same_record_is_one_work(plant: Callable[..., Session]) -> None:
    later = Later()
    page = Overview(plant(), later, lambda _word: None)
    page.look()
    page.look()
    assert len(later.waiting) == 1


def test_without_a_factory_there_is_nothing_to_look_for(
    empty: Session, runner: AtOnce
) -> None:
    page = Overview(empty, runner, lambda _word: None)
    page.look()
    assert page.factory is None
    assert not page.busy
    assert (page.months, page.savings, page.packs, page.dates) == (None, None, (), ())


def test_another_factory_is_chosen(page: Overview) -> None:
    with page.session.ws.store.change("x") as work:
        work.put(Factory(id="f2", code="F2", company="c"))
        work.put(Meter(id="w", code="W1", factory="f2", kind=MeterKind.WATER, unit="m³"))
    page.session.changed()
    page.choose("f2")
    assert page.factory
    assert page.factory.code == "F2"
    assert page.months is None
    page.choose("f")
    assert page.months


def test_few_months_are_told_as_few(page: Overview) -> None:
    with page.session.ws.store.change("x") as work:
        work.put(Meter(id="w", code="W1", factory="f", kind=MeterKind.WATER, unit="m³"))
        for at in range(4):
            for year in (2023, 2024):
                month = Month(year, 9 + at)
                work.put(Reading(id=f"w{month}", meter="w", amount=Decimal(50),
                                 start=month.start, end=month.end))  # fmt: skip
    page.session.changed()
    page.look()
    at = column(page, "Months")
    assert page.months
    told = {each.cells[0].text: each.cells[at] for each in page.months.rows if each.key}
    assert told["W1"].text == "4"
    assert told["W1"].tone is Tone.DOUBT
    assert "Compared are only months" in page.months.note


def test_rules_that_cannot_be_read_are_a_finding(page: Overview) -> None:
    broken = RuleFile(id="r", code="R1", kind=RuleFileKind.SCHEME, file_name="x.toml", text="id=")
    with page.session.ws.store.change("x") as work:
        work.put(broken)
    page.session.changed()
    page.look()
    assert not page.busy
    assert page.findings[0].severity is Severity.BLOCKING
    assert "TOML" in page.findings[0].sentence
    assert page.months  # which need no rules


def test_a_fault_of_the_program_is_not_swallowed(
    page: Overview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError("deliberate")

    monkeypatch.setattr("cpdesk.services.years.years_of", fail)
    company = page.session.record.all(Company)[0]
    entry.save(page.session.ws, replace(company, telephone="1"))
    with pytest.raises(ZeroDivisionError):
        page.look()
    assert not page.busy


def test_columns_of_figures_hold_figures(page: Overview) -> None:
    assert page.months
    for row in page.months.rows:
        for told, cell in zip(page.months.columns, row.cells, strict=True):
            if told.kind is Kind.FIGURES:
                assert not any(each.isalpha() for each in cell.text.replace("CNY", ""))


def test_what_needs_attention_is_counted_for_the_pages_that_tell_it(
    plant: Callable[..., Session], runner: AtOnce
) -> None:
    told: list[dict[str, int]] = []
    page = Overview(plant(), runner, lambda _word: None)
    page.counted = lambda: told.append(dict(page.attention))
    assert page.attention == {}
    page.look()
    leading = [each for each in page.findings if way_to(each.place, page.session.record)
               and way_to(each.place, page.session.record).page == "months"]  # fmt: skip
    assert page.attention.get("months", 0) == len(leading)
    assert "application" not in page.attention  # there is no project yet
    (factory,) = page.session.record.all(Factory)
    entry.save(page.session.ws, Project(id="p", code="P1", factory=factory.id))
    page.look()
    (pack,) = (each for each in page.glance.packs if each.kind is PackKind.APPLICATION)
    assert page.attention["application"] == pack.open > 0
    assert told[-1] == dict(page.attention)
    assert set(page.attention) <= {"months", "application", "dossier"}


def test_a_month_of_ten_times_the_last_counts_and_when_let_stand_no_longer(
    plant: Callable[..., Session], runner: AtOnce
) -> None:
    page = Overview(plant(), runner, lambda _word: None)
    page.look()
    before = page.attention.get("months", 0)
    record = page.session.record
    meter = record.all(Meter)[0]
    last = record.readings(meter)[-1]
    entry.save(page.session.ws, replace(last, amount=last.amount * 10))
    page.look()
    assert page.attention["months"] == before + 1
    (odd,) = [each for each in page._standing if each.place.spot.startswith(str(last.start)[:7])]
    assert not acceptance.accept(page.session.ws, odd, "The boiler was away")
    page.look()
    assert page.attention.get("months", 0) == before
