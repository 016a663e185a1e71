"""Rounds old, running, in their last month, ended and to come; and words of ended rounds (P15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpdesk.domain.papers import RuleFile, RuleFileKind
from cpdesk.domain.projects import BudgetItem, Milestone, Objective, Provider
from cpdesk.domain.words import LocalText
from cpdesk.programme.rounds import old_words, round_findings
from cpdesk.programme.schemes import Scheme, Schemes, load_schemes
from tests.programme.making import LABEL, PROJECT, ROUND, UPGRADE, case, codes, made, places

ALL = load_schemes()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2008, 3, 31), ["round-not-open"]),
        (date(2008, 4, 1), ["round-history"]),
        (date(2013, 1, 31), ["round-history"]),
        (date(2013, 2, 1), ["round-not-open"]),
        (date(2013, 4, 1), ["round-history"]),
        (date(2015, 3, 31), ["round-history"]),
        (date(2015, 6, 14), ["round-not-open"]),
        (date(2015, 6, 15), ["round-history"]),
        (date(2020, 3, 31), ["round-history"]),
        (date(2020, 4, 1), ["round-history"]),
        (date(2025, 3, 31), ["round-history"]),
        (date(2025, 4, 1), []),
        (date(2027, 5, 31), []),
        (date(2027, 6, 1), ["round-last-month"]),
        (date(2027, 6, 30), ["round-last-month"]),
        (date(2027, 7, 1), ["round-closed"]),
    ],
)
def test_a_day_and_its_round(day: date, expected: list[str]) -> None:
    assert codes(round_findings(ALL, day)) == expected


def test_each_day_of_an_ended_round_names_it() -> None:
    for day, id in (
        (date(2009, 1, 1), "cppp-2008-13"), (date(2014, 1, 1), "cppp-2013-15"),
        (date(2017, 1, 1), "cppp-2015-20"), (date(2024, 1, 1), "cppp-2020-25"),
    ):
        found = next(round_findings(ALL, day))
        assert found.blocking
        assert found.facts["name"] == ALL.by_id[id].name


def test_what_is_said_of_the_last_month_the_end_and_the_beginning() -> None:
    last = next(round_findings(ALL, date(2027, 6, 7)))
    assert not last.blocking
    assert (str(last.facts["month"]), last.facts["ask"]) == ("2027-06", ROUND.ask)
    ended = next(round_findings(ALL, date(2027, 7, 1)))
    assert (ended.blocking, ended.facts["closes"]) == (True, date(2027, 6, 30))
    early = next(round_findings(ALL, date(2008, 1, 1)))
    assert (early.blocking, early.facts["opens"]) == (True, date(2025, 4, 1))


def test_a_round_with_a_known_last_day_or_none_at_all_gives_no_warning() -> None:
    known = replace(ROUND, closes_known=True)
    assert not list(round_findings(Schemes({"a": known}), date(2027, 6, 30)))
    endless = replace(ROUND, closes=None)
    assert not list(round_findings(Schemes({"a": endless}), date(2099, 1, 1)))
    assert not endless.in_closing_month(date(2027, 6, 1))


def test_of_two_open_rounds_the_newer_counts_and_of_none_the_newest() -> None:
    later = replace(ROUND, id="later", opens=date(2026, 1, 1))
    both = Schemes({"later": later, ROUND.id: ROUND})
    assert both.on(date(2026, 11, 24)) is later
    assert both.on(date(2025, 11, 24)) is ROUND
    assert both.newest() is later
    with pytest.raises(ValueError, match="empty"):
        Schemes({}).newest()


def test_the_label_has_no_end_that_is_known() -> None:
    assert ALL.on(date(2099, 1, 1), "recognition") is LABEL
    assert ALL.on(date(2009, 7, 31), "recognition") is None


@pytest.mark.parametrize(
    "text",
    [
        "An On-Site Improvement Assessment was made",
        "on-site improvement\n  assessment",
        "已完成實地評估",
        "已完成实地评估",
        "a DP(i) project", "dp (II)", "DP（ii）示範", "ＤＰ（ｉ）",
        "HK$45,000", "HKD 450,000", "$45000", "港幣450,000", "上限45,000港元", "450000元",
        "HK$45,000.00", "45萬港元", "4.5万元", "港币4.5萬", "HK$450k", "上限４５０，０００港元",
    ],
)  # fmt: skip
def test_words_and_ceilings_of_ended_rounds(text: str) -> None:
    for language in ("en", "zh_Hant", "zh_Hans"):
        found = list(old_words(case(summary=LocalText(**{language: text})), ROUND))
        assert codes(found) == ["old-round-word"]
        assert places(found) == ["project P1 summary"]
        assert found[0].blocking


@pytest.mark.parametrize(
    "text",
    [
        "", "an assessment on site", "45,000 kWh", "HK$450,001", "HK$145,000", "HK$45,000,000",
        "1,450,000港元", "HK$45,000.50", "4,500港元", "54.5萬港元", "HK$650,000", "評估", "DP pump",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_old_round(text: str) -> None:
    assert not list(old_words(case(summary=LocalText(text)), ROUND))


def test_old_words_are_found_wherever_the_project_speaks() -> None:
    word = LocalText("DP(i)")
    asked = case(
        replace(UPGRADE, description=word),
        Objective(id="o", code="O1", project="p", measure=word),
        Milestone(id="m", code="M1", project="p", name=word),
        BudgetItem(id="b", code="B1", project="p", name=word, unit_price=Decimal(45_000)),
        Provider(id="d", code="D1", project="p", contact="DP (ii)"),
        Provider(id="e", code="D2", project="another", contact="DP (ii)"),
    )
    found = list(old_words(asked, ROUND))
    assert places(found) == [
        "upgrade U1 description", "objective O1 measure", "milestone M1 name",
        "budget-item B1 name", "provider D1 contact",
    ]  # fmt: skip
    assert found[0].facts["word"] == "DP(i)"
    assert found[0].facts["round"].zh_Hans == "2020-25年一轮"


def test_an_ended_round_knows_no_old_words() -> None:
    ended: Scheme = ALL.by_id["cppp-2020-25"]
    assert not list(old_words(case(summary=LocalText("DP(i)")), ended))


def test_an_added_file_takes_the_place_of_the_built_in_one() -> None:
    text = (
        f'id = "{ROUND.id}"\nkind = "programme"\nstatus = "current"\n'
        'opens = "2025-04"\ncloses = 2027-06-15\nname.en = "As told"\nask.en = "Me"\n'
    )
    files = [
        RuleFile(id="2", code="RF2", kind=RuleFileKind.SCHEME, added=date(2026, 2, 1), text=text),
        RuleFile(id="1", code="RF3", kind=RuleFileKind.SCHEME, added=date(2026, 1, 1),
                 text=text.replace("As told", "Older")),
        RuleFile(id="3", code="RF1", kind=RuleFileKind.GLOSSARY, text="not = 'a scheme'"),
    ]  # fmt: skip
    loaded = load_schemes(made(PROJECT, *files))
    assert loaded.by_id[ROUND.id].name.en == "As told"
    assert loaded.by_id[ROUND.id].ceilings is None
    assert set(loaded.by_id) == set(ALL.by_id)
    assert codes(round_findings(loaded, date(2027, 6, 15))) == []
    assert codes(round_findings(loaded, date(2027, 6, 16))) == ["round-closed"]
    assert load_schemes().by_id[ROUND.id] is ROUND
