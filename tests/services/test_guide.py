"""The guide says the same in three languages, by the names that the window uses."""

from __future__ import annotations

import re

import pytest

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.base.paths import resource
from cpdesk.domain.papers import RuleFile, RuleFileKind
from cpdesk.domain.record import Identity, Record
from cpdesk.presenters.guide import Guide
from cpdesk.presenters.pages import PAGES
from cpdesk.programme.schemes import load_schemes
from cpdesk.services.guide import CHAPTERS, chapters, pictures

NAMES = re.compile(r"\[\[(.+?)\]\]")
LINKS = re.compile(r"(?<!!)\[[^\]\[]+\]\(([^)]+)\)")
PICTURES = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def raw(word: str, language: str) -> str:
    return resource("help", language, f"{word}.md").read_text("utf-8")


def shape(text: str) -> list[str]:
    """What each line is: a heading of a level, a row, an item, a part made, plain words."""
    kinds = (r"#+", r"\|", r"- ", r"\d+\. ", r"\{\w+\}", r"!\[")
    lines = [each for each in text.splitlines() if each.strip()]
    return [next((m[0] for k in kinds if (m := re.match(k, each))), "words") for each in lines]


@pytest.mark.parametrize("word", CHAPTERS)
def test_a_chapter_is_built_alike_in_each_language(word: str) -> None:
    english = raw(word, "en")
    for language in ("zh_Hant", "zh_Hans"):
        other = raw(word, language)
        assert shape(other) == shape(english), language
        assert sorted(NAMES.findall(other)) == sorted(NAMES.findall(english)), language
        assert sorted(LINKS.findall(other)) == sorted(LINKS.findall(english)), language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", CHAPTERS)
def test_what_a_chapter_names_is_there(word: str, language: str) -> None:
    text, t = raw(word, language), translator(language)
    for name in NAMES.findall(text):
        assert language == "en" or CHINESE.search(t(name)), f"{name} is not called so"
    for link in LINKS.findall(text):
        assert link.removesuffix(".md") in CHAPTERS
    for picture in PICTURES.findall(text):
        assert (pictures(language) / picture).is_file()


def test_no_file_is_left_without_a_place() -> None:
    for language in LANGUAGES:
        there = {each.stem for each in resource("help", language).glob("*.md")}
        assert there == set(CHAPTERS)


def test_hong_kong_and_the_mainland_write_differently() -> None:
    hant = "".join(raw(each, "zh_Hant") for each in CHAPTERS)
    hans = "".join(raw(each, "zh_Hans") for each in CHAPTERS)
    assert not set("账单计录从这个们") & set(hant)
    assert not set("賬單計錄從這個們") & set(re.sub("繁體", "", hans))
    assert "「" not in hans
    assert "“" not in hant


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_and_words_come_from_the_files_that_are_judged_by(language: str) -> None:
    t = translator(language)
    by_word = {each.word: each for each in chapters(t)}
    for kind in ("programme", "recognition"):
        for rule in load_schemes().newest(kind).rules:
            assert t.show(rule.text) in by_word["programme"].text
            assert t.show(rule.certainty) in by_word["programme"].text
    assert "| company chop / official seal | 公司印章 | 公章 |" in by_word["glossary"].text
    assert "{" not in by_word["programme"].text


def test_a_word_that_the_user_added_is_told_too() -> None:
    text = '[[terms]]\nen = ["stenter"]\nzh_Hant = ["拉幅機"]\nzh_Hans = ["定型机"]\n'
    added = RuleFile(id="f", kind=RuleFileKind.GLOSSARY, text=text)
    record = Record(Identity("r", 0, "test"), {RuleFile: {"f": added}})
    told = {each.word: each.text for each in chapters(translator("en"), record)}
    assert "| stenter | 拉幅機 | 定型机 |" in told["glossary"]


class Seen:
    def __init__(self) -> None:
        self.times = 0

    def show_guide(self) -> None:
        self.times += 1


def test_each_page_opens_its_own_chapter() -> None:
    guide = Guide(translator("en"))
    guide.attach(Seen())
    opened = {}
    for page in (*(each.word for each in PAGES), "bill", "import"):
        guide.open_page(page)
        assert guide.chapter
        opened[page] = guide.chapter.word
    assert "welcome" not in opened.values()
    assert (opened["savings"], opened["bill"], opened["label"]) == ("savings", "bills", "dossier")


def test_words_are_found_in_every_language() -> None:
    guide, view = Guide(translator("en")), Seen()
    guide.attach(view)
    guide.find("  student's T ")
    assert [each.word for each in guide.chapters] == ["method"]
    assert guide.chapter
    assert guide.chapter.word == "method"
    guide.find("nowhere to be found")
    assert guide.chapter is None
    guide.find("")
    guide.choose("glossary.md")
    guide.speak(translator("zh_Hans"), None)
    assert guide.chapter
    assert guide.chapter.title == "专用词汇"
    assert len(guide.chapters) == len(CHAPTERS)
    assert view.times == 6
