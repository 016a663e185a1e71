"""Every fault of a rule file is a refusal that names its key; answers and unknown rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Answer, RuleFile, RuleFileKind
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.asked import doubtful_answers, unknown_rules
from cpdesk.programme.glossary import Term, added_terms, built_in_terms, read_glossary
from cpdesk.programme.rule_text import Wanted
from cpdesk.programme.schemes import (
    Certainty,
    check_scheme_text,
    load_schemes,
    read_scheme,
    rule_status,
)
from cpdesk.programme.tags import Topic
from tests.programme.making import PROJECT, ROUND, case, codes, made, places

HEAD = """
id = "x"
kind = "programme"
status = "current"
opens = 2026-01-01
name.en = "X"
ask.en = "Me"
"""
SOURCE = """
[[sources]]
id = "S1"
en = "A page"
zh_Hant = "網頁"
"""
RULE = """
[[rules]]
id = "r"
certainty = "E25"
confidence = "H"
source = "S1"
en = "A rule"
"""
QUESTION = """
[[questions]]
id = "A1"
answers = "company.name"
level = "required"
basis = ["R"]
en = "Name"
"""


def fault(text: str) -> Finding:
    with pytest.raises(Refusal) as caught:
        check_scheme_text(text)
    return caught.value.finding


def test_a_whole_file_is_read() -> None:
    scheme = read_scheme(HEAD + SOURCE + RULE + QUESTION)
    assert (scheme.opens, scheme.closes, scheme.opens_known) == (date(2026, 1, 1), None, True)
    rule = scheme.rule("r")
    assert (rule.source.zh_Hant, rule.topic, rule.value) == ("網頁", Topic.OTHER, None)
    assert scheme.question("A1").part == "A"
    assert scheme.question("A1").answers[0].field == "name"
    with pytest.raises(KeyError):
        scheme.rule("none")
    with pytest.raises(KeyError):
        scheme.limit("r")
    assert scheme.find("none") is scheme.sector("1") is scheme.label("partner") is None


@pytest.mark.parametrize("key", ["id", "kind", "status", "opens", "name", "ask"])
def test_a_missing_key_is_named(key: str) -> None:
    kept = [line for line in HEAD.splitlines() if not line.startswith(key)]
    found = fault("\n".join(kept))
    assert (found.code, found.facts["key"]) == ("scheme-key-missing", key)


@pytest.mark.parametrize(
    ("text", "code", "key", "wanted"),
    [
        ("id = [", "scheme-file", None, None),
        (HEAD.replace('"x"', "1"), "scheme-key-wrong", "id", Wanted.TEXT),
        (HEAD.replace("programme", "lottery"), "scheme-key-value", "kind", None),
        (HEAD.replace("current", "sleeping"), "scheme-key-value", "status", None),
        (HEAD.replace("2026-01-01", '"soon"'), "scheme-key-wrong", "opens", Wanted.DAY),
        (HEAD.replace("2026-01-01", '"2026-13"'), "scheme-key-wrong", "opens", Wanted.DAY),
        (HEAD.replace("2026-01-01", "2026"), "scheme-key-wrong", "opens", Wanted.DAY),
        (HEAD + "closes = 2025-12-31", "scheme-key-wrong", "closes", Wanted.DAY),
        (HEAD.replace("name.en", "name.de"), "scheme-key-wrong", "name", Wanted.LANGUAGES),
        (HEAD.replace('name.en = "X"', 'name = "X"'), "scheme-key-wrong", "name", Wanted.TABLE),
        (HEAD + "name.de = 'X'", "scheme-key-unknown", "name.de", None),
        (HEAD + "colour = 'red'", "scheme-key-unknown", "colour", None),
        (HEAD + "budget_million = 100", "scheme-key-wrong", "budget_million", Wanted.TEXT),
        (HEAD + "budget_million = 'many'", "scheme-key-wrong", "budget_million", Wanted.NUMBER),
        (HEAD + "budget_million = '-1'", "scheme-key-wrong", "budget_million", Wanted.NUMBER),
        (HEAD + "budget_million = 'NaN'", "scheme-key-wrong", "budget_million", Wanted.NUMBER),
        (HEAD + "ceilings = 5", "scheme-key-wrong", "ceilings", Wanted.TABLE),
        (HEAD + "[ceilings]\nshare='0.5'\nusual='1'", "scheme-key-missing", "ceilings.raised",
         None),
        (HEAD + "[ceilings]\nshare='1.01'\nusual='1'\nraised='1'", "scheme-key-wrong",
         "ceilings.share", Wanted.NUMBER),
        (HEAD + "sources = 'S1'", "scheme-key-wrong", "sources", Wanted.LIST),
        (HEAD + SOURCE + SOURCE, "scheme-key-twice", "sources[S1]", None),
        (HEAD + RULE, "scheme-key-value", "rules[r].source", None),
        (HEAD + SOURCE + RULE.replace('source = "S1"', ""), "scheme-key-missing",
         "rules[r].source", None),
        (HEAD + SOURCE + RULE.replace("E25", "SURE"), "scheme-key-value", "rules[r].certainty",
         None),
        (HEAD + SOURCE + RULE.replace('"H"', '"X"'), "scheme-key-value", "rules[r].confidence",
         None),
        (HEAD + SOURCE + RULE.replace('"A rule"', '""'), "scheme-key-wrong", "rules[r]",
         Wanted.LANGUAGES),
        (HEAD + RULE.replace("E25", "UNK").replace('source = "S1"', ""), "scheme-key-missing",
         "rules[r].heading", None),
        (HEAD + SOURCE + RULE + "topic = 'weather'", "scheme-key-value", "rules[r].topic", None),
        (HEAD + SOURCE + RULE + "source2 = 'S1'", "scheme-key-unknown", "rules[r].source2", None),
        (HEAD + QUESTION.replace("company.name", "firm.name"), "scheme-key-value",
         "questions[A1].answers", None),
        (HEAD + QUESTION.replace("company.name", "company.colour"), "scheme-key-value",
         "questions[A1].answers", None),
        (HEAD + QUESTION.replace("company.name", "company.name:de"), "scheme-key-value",
         "questions[A1].answers", None),
        (HEAD + QUESTION.replace('"company.name"', "[1]"), "scheme-key-wrong",
         "questions[A1].answers", Wanted.LIST),
        (HEAD + QUESTION.replace("required", "maybe"), "scheme-key-value", "questions[A1].level",
         None),
        (HEAD + QUESTION.replace('"R"', '"HEARSAY"'), "scheme-key-value", "questions[A1].basis",
         None),
        (HEAD + QUESTION + "when = [{ weather = 'rain' }]", "scheme-key-unknown",
         "questions[A1].when[1].weather", None),
        (HEAD + "[[documents]]\nid='G1'\nen='X'\nrequired='yes'", "scheme-key-wrong",
         "documents[G1].required", Wanted.FLAG),
        (HEAD + "[[sectors]]\nen='X'", "scheme-key-missing", "sectors[1].number", None),
        (HEAD + "[[tiers]]\nabove='1'\noffers='2'", "scheme-key-wrong", "tiers[1].offers",
         Wanted.WHOLE),
        (HEAD + "[[tiers]]\nabove='1'\noffers=true", "scheme-key-wrong", "tiers[1].offers",
         Wanted.WHOLE),
        (HEAD + "[[old_words]]\nwords=[]\namount='many'\nround.en='X'", "scheme-key-wrong",
         "old_words[1].amount", Wanted.NUMBER),
        (HEAD + "[[classes]]\nid='p'\nen='X'\npurpose.en='Y'\ncertainty='CUR'\n"
         "dimensions=[{ en = 'Z', size = 'L' }]", "scheme-key-unknown",
         "classes[p].dimensions[1].size", None),
    ],
)  # fmt: skip
def test_each_fault_names_its_key(
    text: str, code: str, key: str | None, wanted: Wanted | None
) -> None:
    found = fault(text)
    assert found.code == code
    assert found.blocking
    if key is not None:
        assert found.facts["key"] == key
    assert found.facts.get("wanted") is wanted


def test_a_month_stands_for_its_first_and_its_last_day() -> None:
    scheme = read_scheme(HEAD.replace("2026-01-01", '"2028-02"') + 'closes = "2028-02"')
    assert (scheme.opens, scheme.closes) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (scheme.opens_known, scheme.closes_known) == (False, False)


def answer(**values: Any) -> Answer:
    made = Answer(
        id="a", code="AN1", scheme=ROUND.id, rule="duration", answer=LocalText("18 months"),
        source=LocalText("Secretariat, e-mail"), given=date(2026, 11, 1),
    )  # fmt: skip
    return replace(made, **values)


def test_unknown_rules_are_shown_with_whom_to_ask() -> None:
    found = list(unknown_rules(ROUND))
    assert len(found) == len(ROUND.unknown) > 15
    assert {each.severity.value for each in found} == {"info"}
    assert all(each.facts["ask"] == ROUND.ask for each in found)
    assert str(found[0].place) == f"rule closing-day {ROUND.id}"
    own = read_scheme(HEAD + RULE.replace("E25", "UNK").replace('source = "S1"', "")
                      + "heading.en = 'Thing'\nask.en = 'Them'")  # fmt: skip
    assert next(unknown_rules(own)).facts["ask"].en == "Them"


@pytest.mark.parametrize("lacks", ["answer", "source", "given"])
def test_an_answer_without_text_source_or_date_does_not_count(lacks: str) -> None:
    half = answer(**{lacks: None if lacks == "given" else LocalText()})
    rule = load_schemes(made(half)).by_id[ROUND.id].rule("duration")
    assert rule.certainty is Certainty.UNK
    found = list(doubtful_answers(case(half), ROUND))
    assert (codes(found), places(found)) == (["answer-unsourced"], ["answer AN1"])
    assert found[0].facts["rule"].en == "Project duration"
    status = rule_status(ROUND, "duration", made(half))
    assert (status.known, status.ask, status.answer) == (False, ROUND.ask, None)


def test_a_whole_answer_stands_in_the_rules_place_in_three_languages() -> None:
    record = made(answer())
    scheme = load_schemes(record).by_id[ROUND.id]
    rule = scheme.rule("duration")
    assert (rule.text.en, rule.text.zh_Hans) == (
        "Project duration: 18 months", "项目期限：18 months",
    )
    assert rule.source.zh_Hant == "Secretariat, e-mail，2026年11月1日"
    assert (rule.certainty, rule.confidence, rule.given) == (
        Certainty.USER, "", date(2026, 11, 1),
    )
    assert "duration" not in [each.id for each in scheme.unknown]
    assert not list(doubtful_answers(case(answer()), scheme))
    for stated in (ROUND, scheme):
        status = rule_status(stated, "duration", record)
        assert (status.known, status.ask) == (True, LocalText())
        assert status.answer == answer()


def test_the_latest_answer_counts_and_a_known_rule_is_never_answered_away() -> None:
    newer = answer(id="b", code="AN0", answer=LocalText("24 months"), given=date(2026, 11, 2))
    scheme = load_schemes(made(newer, answer())).by_id[ROUND.id]
    assert scheme.rule("duration").text.en == "Project duration: 24 months"
    against = answer(rule="ceiling", answer=LocalText("a million"))
    scheme = load_schemes(made(against)).by_id[ROUND.id]
    assert scheme.rule("ceiling") == ROUND.rule("ceiling")
    status = rule_status(ROUND, "ceiling", made(against))
    assert (status.known, status.answer, status.rule) == (True, None, ROUND.rule("ceiling"))
    with pytest.raises(KeyError):
        rule_status(ROUND, "none", made())


def test_an_answer_to_no_rule_is_found() -> None:
    found = list(doubtful_answers(case(answer(rule="lunch")), ROUND))
    assert (codes(found), found[0].facts["rule"]) == (["answer-stray"], "lunch")
    assert not list(doubtful_answers(case(answer(scheme="another", rule="lunch")), ROUND))


def test_practice_of_similar_funds_is_a_hint_and_never_a_rule() -> None:
    hints = [rule for rule in ROUND.rules if rule.hint]
    assert {rule.id for rule in hints} == {
        "questionnaire", "fundable-practice", "before-approval-practice", "quotations-practice",
        "own-work", "processing-practice", "misstatement-practice", "reports-practice",
    }
    assert all("imilar fund" in rule.text.en for rule in hints)
    assert all("同類基金" in rule.text.zh_Hant for rule in hints)
    assert all("同类基金" in rule.text.zh_Hans for rule in hints)


def test_numbers_of_the_round() -> None:
    assert ROUND.ceilings is not None
    assert ROUND.ceilings.usual == ROUND.limit("ceiling") == Decimal(650_000)
    assert ROUND.ceilings.raised == ROUND.limit("ceiling-raised") == Decimal(750_000)
    assert ROUND.ceilings.share == Decimal("0.5")
    assert (ROUND.limit("L4-enterprise"), ROUND.limit("L4-applicant")) == (50, 30)
    assert (ROUND.opens_known, ROUND.closes_known) == (False, False)


def term(terms: tuple[Term, ...], words: str) -> Term:
    """The first term of that English name."""
    return next(each for each in terms if words in each.en)


def test_the_glossary_binds_the_rules() -> None:
    built_in = term(built_in_terms(), "project coordinator")
    assert [built_in.within(each) for each in LANGUAGES] == [
        "project coordinator", "項目統籌人", "项目负责人",
    ]
    assert ROUND.question("A18").text.zh_Hans == built_in.within("zh_Hans")


def test_of_added_glossaries_the_newest_comes_first() -> None:
    text = (
        '[[terms]]\nen = "project coordinator"\nzh_Hant = "項目主任"\nzh_Hans = ["项目主任"]\n'
    )
    files = [
        RuleFile(id=n, code=f"RF{n}", kind=RuleFileKind.GLOSSARY,
                 text=text if n == "1" else text.replace("主任", "經理"))
        for n in ("1", "2")
    ]  # fmt: skip
    own = term(added_terms(made(PROJECT, *files)), "project coordinator")
    assert (own.zh_Hant, own.certainty) == (("項目經理",), Certainty.USER)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[[terms]]\nen = "a"\nzh_Hant = "b"', "terms[1].zh_Hans"),
        ('[[terms]]\nen = "a"\nzh_Hant = ["b", ""]\nzh_Hans = "c"', "terms[1].zh_Hant"),
        ('[[terms]]\nen = "a"\nzh_Hant = "b"\nzh_Hans = "c"\nde = "d"', "terms[1].de"),
        ('words = "a"', "words"),
    ],
)
def test_a_fault_of_a_glossary_names_its_key(text: str, key: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_glossary(text)
    assert caught.value.finding.facts["key"] == key
