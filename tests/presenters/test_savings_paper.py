"""The savings page on paper: read back, it says what the page says, and of what, how and when."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Way
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.savings_paper import paper_of
from cpdesk.presenters.session import Session
from cpdesk.services.saving_out import paper, write_paper
from cpdesk.services.workspace import Workspace


def page_of(sampled: Workspace, language: str, upgrade: str) -> SavingsPage:
    page = SavingsPage(Session(sampled, language))
    of = sampled.record.find(Upgrade, upgrade)
    page.choose(next(each.id for each in sampled.record.all(Effect) if each.upgrade == of.id))
    return page


def words(content: bytes) -> str:
    """Everything on the paper, without what parts words and lines."""
    read = pypdfium2.PdfDocument(content)
    return bare("".join(each.get_textpage().get_text_range() for each in read))


def bare(text: str) -> str:
    return re.sub(r"[\s\ufffe]|\u00ad", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_says_what_the_page_says_and_stands_alone(
    sampled: Workspace, language: str
) -> None:
    page = page_of(sampled, language, "U1")
    t, said = page.session.t, page.said
    read = words(paper(paper_of(page, whole=False), t))
    told = [said.verdict, said.explanation, *(each.reason for each in said.lights)]
    told += [each for row in said.rows for each in (row.name, row.value, row.half_width, row.unit)]
    told += [each.sentence.replace("₂", "2") for each in said.findings]
    periods = dict(page.periods)
    told += [*periods, *periods.values(), t.show(Way.AVOIDED), t.percent(page.confidence, 0)]
    told += [*page.choices[0][1].split(" · "), t.date(sampled.today), "IPMVP", "kWh"]
    told += [t("Use and baseline"), t("Adjusted baseline"), t("Factors used")]
    for each in told:
        assert bare(each) in read, each
    assert len(periods) == 2
    assert bare(t("How well the models fit")) not in read


def test_what_is_unfolded_on_the_page_is_on_the_paper(sampled: Workspace) -> None:
    page = page_of(sampled, "zh_Hant", "U1")
    read = words(paper(paper_of(page, whole=True), page.session.t))
    for table in page.tables:
        assert bare(table.title) in read
        for row in table.rows:
            assert all(bare(each) in read for each in row), row


def test_the_chart_that_is_chosen_is_printed_with_the_months_it_shows(sampled: Workspace) -> None:
    page = page_of(sampled, "en", "U1")
    page.charts.choose("scatter")
    page.charts.choose_of(page.charts.choices[1][0])
    assert bare(f"Scatter · {page.charts.choices[1][1]}") in words(
        paper(paper_of(page, whole=False), page.session.t))  # fmt: skip
    page.charts.choose("use")
    page.charts.zoom(None, closer=True)
    first, last = page.charts.span
    read = words(paper(paper_of(page, whole=False), page.session.t))
    assert bare(page.session.t("{first} to {last}", first=first, last=last)) in read


def test_what_is_only_expected_is_printed_as_that(sampled: Workspace) -> None:
    page = page_of(sampled, "zh_Hans", "U4")
    read = words(paper(paper_of(page, whole=False), page.session.t))
    assert bare(page.said.verdict) in read
    assert bare(page.said.table.title) in read
    assert bare(page.session.t("Use and baseline")) not in read


def test_two_prints_of_one_page_are_the_same_and_one_can_be_a_file(
    sampled: Workspace, tmp_path: Path
) -> None:
    page = page_of(sampled, "en", "U2")
    t = page.session.t
    made = write_paper(paper_of(page, whole=False), t, tmp_path / "節約.pdf")
    assert made.path.read_bytes() == paper(paper_of(page, whole=False), t)
    assert not made.findings


@pytest.mark.parametrize(("language", "between"), [("en", ". C"), ("zh_Hant", "。折"),
                                                   ("zh_Hans", "。已")])  # fmt: skip
def test_sentences_are_parted_as_their_language_parts_them(
    sampled: Workspace, language: str, between: str
) -> None:
    assert between in page_of(sampled, language, "U1").said.explanation
    planned = page_of(sampled, language, "U4").said
    assert ".。" not in planned.explanation
    assert "。." not in planned.explanation
