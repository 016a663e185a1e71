"""Lines of Chinese break as printers demand, and reportlab's internals are as we believe."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cpdesk.base.languages import translator
from cpdesk.documents.setting.breaks import NO_END, NO_START, may_break
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.documents.setting.paragraphs import Lines, markup
from cpdesk.documents.setting.writing import TYPES, Paper, style_of

OPENING = "（「『《“"
CLOSING = "，。、；：？！）》」』”"
HAN = "工廠用電量報告節省天然氣蒸汽水費測量基準月份"

han = st.text(HAN, min_size=1, max_size=9)
word = st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True)
number = st.from_regex(r"[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\.[0-9])?(%| kWh| t)?", fullmatch=True)
closing = st.text(CLOSING, min_size=1, max_size=3)
opening = st.text(OPENING, min_size=1, max_size=2)
twins = st.sampled_from(["……", "——"])
piece = st.one_of(han, han, word.map(lambda w: f" {w} "), number, han.flatmap(
    lambda h: st.one_of(closing, twins).map(lambda c: h + c)
), opening.flatmap(lambda o: han.map(lambda h: o + h)))  # fmt: skip


# What no line may break: a figure with its unit, and figures that stand against one another.
WHOLE = re.compile(r"[A-Za-z0-9.,%]+(?: (?:kWh|t)[A-Za-z0-9.,%]*)*")


def fits_every_line(text: str) -> bool:
    """Whether even the narrowest line (110 points) holds each whole: a digit has five points."""
    return all(len(each) <= 20 for each in WHOLE.findall(text))


def lines_of(text: str, width: float, language: str = "zh_Hant") -> list[tuple[str, float]]:
    fonts = FontSet.of(language)
    paragraph = Lines(markup(text, fonts), style_of(fonts, TYPES["text"]))
    paragraph.wrap(width, 10_000)
    return [
        ("".join(each.text for each in line.words), line.currentWidth)
        for line in paragraph.blPara.lines
    ]


@given(st.lists(piece, min_size=1, max_size=40).map("".join), st.floats(110, 480))
@settings(max_examples=300, deadline=None)
def test_no_line_starts_or_ends_badly_or_runs_over(text: str, width: float) -> None:
    lines = [(words.strip(" "), used) for words, used in lines_of(text, width)]
    for at, (words, used) in enumerate(lines):
        assert used <= width + 0.01
        if at:
            assert words[:1] not in NO_START, (lines[at - 1], words)
        if at < len(lines) - 1:
            assert words[-1:] not in NO_END, (words, lines[at + 1])


@example("1,000,000 1,000,000工1,000,000", 110.0)
@given(
    st.lists(piece, min_size=1, max_size=30).map("".join).filter(fits_every_line),
    st.floats(110, 480),
)
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_and_words_stay_whole(text: str, width: float) -> None:
    lines = [words for words, _ in lines_of(text, width)]
    assert re.sub(r"\s+", "", "".join(lines)) == re.sub(r"\s+", "", text)
    whole = set(re.findall(r"[A-Za-z0-9.,%]+", " ".join(lines)))
    assert whole == set(re.findall(r"[A-Za-z0-9.,%]+", text))


def test_a_number_keeps_its_unit() -> None:
    text = "The plant used 548.3 t of steam"
    for width in range(60, 160, 3):
        joined = [words for words, _ in lines_of(text, width, "en")]
        assert not any(words.startswith("t ") for words in joined), joined


@pytest.mark.parametrize(("text", "whole"), [
    ("In money it is CNY 491,609 a year of the bills", "CNY 491,609"),
    ("The model holds, R² 0.992, and the range too", "R² 0.992"),
    ("Ask the hotline (852) 2788 5588 or the office", "(852) 2788 5588"),
    ("It was told by the press of 31 October 2024 at last", "31 October"),
    ("The baseline is of 25 months and one day more", "25 months"),
    ("基線期由十月至十二月共25個月，其後為報告期", "25個月"),
    ("基线期由2022年10月至2024年10月共25个月", "25个月"),
    ("见香港特别行政区政府新闻公报，2024年10月31日发出", "2024年10月31日"),
])  # fmt: skip
def test_a_figure_keeps_what_it_is_read_with(text: str, whole: str) -> None:
    for width in range(70, 200, 3):
        lines = [words for words, _ in lines_of(text, width)]
        assert any(whole in words for words in lines), lines


@given(st.one_of(st.text(HAN, min_size=20, max_size=120), st.lists(
    word.filter(lambda w: len(w) < 9), min_size=8, max_size=60).map(" ".join)), st.floats(110, 480))
@settings(max_examples=100, deadline=None)
def test_no_letter_and_no_short_word_is_left_alone_at_the_end(text: str, width: float) -> None:
    lines = lines_of(text, width)
    if len(lines) > 1:
        assert lines[-1][1] >= 2.6 * TYPES["text"].size, lines


@pytest.mark.parametrize(("before", "after"), [("a", "b"), ("…", "…"), ("廠", "。"), ("（", "工"),
                                               ("3", "."), ("廠", "…"), ("1", "%")])  # fmt: skip
def test_where_no_line_may_end(before: str, after: str) -> None:
    assert not may_break(before, after)


@pytest.mark.parametrize(("before", "after"), [("廠", "用"), (" ", "a"), ("。", "工"), ("廠", "a")])
def test_where_a_line_may_end(before: str, after: str) -> None:
    assert may_break(before, after)


def test_a_word_longer_than_the_line_is_cut_rather_than_run_over() -> None:
    lines = lines_of("x" * 300, 120)
    assert len(lines) > 5
    assert all(used <= 120.01 for _, used in lines)


def test_markup_cannot_be_smuggled_in() -> None:
    fonts = FontSet.of("en")
    assert markup("a <b>&amp; c", fonts) == "a &lt;b&gt;&amp;amp; c"
    assert lines_of("<para>1 < 2</para>", 400, "en")[0][0] == "<para>1 < 2</para>"


def test_fallback_and_line_feeds_in_markup() -> None:
    fonts = FontSet.of("zh_Hant")
    assert markup("報报\n告", fonts) == '報<font name="SC">报</font>告'.replace("告", "<br/>告")
    assert [words for words, _ in lines_of("一\n二", 300)] == ["一", "二"]


def test_an_ideographic_space_is_kept() -> None:
    (words, _), = lines_of("表　一", 300)  # fmt: skip
    assert words == "表" + "\u00a0" * 4 + "一"


def test_a_split_paragraph_says_the_same() -> None:
    paper = Paper(translator("en"))
    text = "工廠的主要股東為香港居民，「申請」以此為依據。Steam 548.3 t。" * 40
    whole = paper.say(text)
    whole.wrap(300, 10_000)
    first, second = whole.split(300, 100)
    for part in (first, second):
        part.wrap(300, 10_000)
    parts = [
        "".join(w.text for line in p.blPara.lines for w in line.words) for p in (first, second)
    ]
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    assert "  " not in "".join(parts)


def test_no_single_character_is_left_with_its_full_stop() -> None:
    text = "廣東省一次性獎勵，各市在通知後一至兩周內截止（二手來源）。"
    for width in range(90, 300, 3):
        last = lines_of(text, width)[-1][0]
        assert len(last.strip("，（）。 ")) >= 2, last
