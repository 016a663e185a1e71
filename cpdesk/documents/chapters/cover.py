"""The first page: the scheme, the project, one chart of the record, who applies, the amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from cpdesk.documents.charts.chart_series import bars
from cpdesk.documents.charts.consumption import consumption_chart
from cpdesk.documents.setting.blocks import Fact, facts_table
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.layout import WIDTH, after_cover, gap
from cpdesk.documents.setting.pair import first_of, second_of
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import Metered, PackView
from cpdesk.domain.words import LocalText

Story = list[Any]
_PLAIN = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


@dataclass(frozen=True)
class Cover:
    """What differs between the covers of the packs; `amounts` are at most two.

    `over` stands over it all in place of the scheme's name.
    """

    title: str
    subject: LocalText
    facts: Sequence[Fact]
    amounts: Sequence[tuple[str, str]]
    chart: Metered | None = None
    over: str = ""


def cover(paper: Paper, view: PackView, what: Cover) -> Story:
    """The cover page, ended by a page break."""
    return [
        *_top(paper, view, what), gap(13), *_title(paper, what), gap(7), *_chart(paper, what),
        gap(3), *facts_table(paper, what.facts, strong=True), gap(5), *_amounts(paper, what),
        gap(8), *_foot(paper, view), *after_cover(),
    ]  # fmt: skip


def other_language(paper: Paper, text: LocalText) -> str:
    """The text as it was written in another language of the readers, if it differs."""
    wanted = ("zh_Hant", "zh_Hans") if paper.t.language == "en" else ("en",)
    found = next((text.exact(each) for each in wanted if text.exact(each)), "")
    return found if found != text.within(paper.t.language) else ""


def both(paper: Paper, label: str, text: LocalText) -> Fact:
    """A name in the language of the paper, and beneath it in the other one."""
    return Fact(label, text.within(paper.t.language) or None, value2=other_language(paper, text))


def _top(paper: Paper, view: PackView, what: Cover) -> Story:
    name = view.scheme.name
    over = first_of(what.over) or name.within(paper.t.language)
    other = second_of(what.over) if what.over else other_language(paper, name)
    left = [paper.say(over, "lead", bold=True)]
    left += [paper.say(other, "cell-normal", colour=LIGHT.text2)] if other else []
    right = [paper.say(first_of(what.title), "lead", bold=True, align="right")]
    beside = second_of(what.title)
    grey = {"colour": LIGHT.text2, "align": "right"}
    right += [paper.say(beside, "cell-normal", **grey)] if beside else []
    rule = ("LINEBELOW", (0, 0), (-1, 0), 2.2, HexColor(LIGHT.accent))
    style = [*_PLAIN, rule, ("BOTTOMPADDING", (0, 0), (-1, 0), 3 * mm)]
    return [paper.table([[left, right]], [WIDTH * 0.64, WIDTH * 0.36], style)]


def _title(paper: Paper, what: Cover) -> Story:
    words = what.subject.within(paper.t.language) or paper.t("Title to be filled in")
    wide = paper.fonts.width(words, 33, bold=True) > 2 * WIDTH
    size = {"size": 22, "leading": 29} if wide else {"size": 33, "leading": 42}
    story = [paper.say(words, "cover-title", **size)]
    other = other_language(paper, what.subject)
    return [*story, paper.say(other, "cover-translation", before=4)] if other else story


def _chart(paper: Paper, what: Cover) -> Story:
    if what.chart is None:
        return []
    t, (meter, series) = paper.t, what.chart
    figure = consumption_chart(bars(series), meter.unit, paper.drawn, size=(WIDTH / 72, 2.1))
    said = t("{name}, from the bills", name=meter.name or meter.code)
    return [paper.say(said, "small", bold=True), *figure_block(paper, figure)]


def _amounts(paper: Paper, what: Cover) -> Story:
    """Large figures beside one another, parted by a green line."""
    cells = [
        [paper.say(label, "cell-normal", colour=LIGHT.text2),
         paper.say(value, "cover-title", size=19, leading=26,
                   colour=LIGHT.accent if at else LIGHT.text)]
        for at, (label, value) in enumerate(what.amounts)
    ]  # fmt: skip
    if not cells:
        return []
    style: list[tuple[Any, ...]] = [*_PLAIN]
    if len(cells) > 1:
        style += [("LINEBEFORE", (1, 0), (1, 0), 2.2, HexColor(LIGHT.accent)),
                  ("LEFTPADDING", (1, 0), (1, 0), 5 * mm)]  # fmt: skip
    return [paper.table([cells], [WIDTH / len(cells)] * len(cells), style)]


def _foot(paper: Paper, view: PackView) -> Story:
    t = paper.t
    own = t("This is the applicant's own paper, made from its record. It is no official form.")
    left = [
        paper.say(view.number, "cell-normal", bold=True),
        paper.say(t.date(view.on), "cell-normal"),
        paper.say(own, "small", before=4),
    ]
    if view.draft:
        said = t("Draft: not for submission.")
        left.append(paper.say(said, "cell-normal", bold=True, colour=LIGHT.warn, before=3))
    style = [*_PLAIN, ("RIGHTPADDING", (0, 0), (0, 0), 10 * mm)]
    return [paper.table([[left, _official_use(paper)]], [WIDTH * 0.48, WIDTH * 0.52], style)]


def _official_use(paper: Paper) -> Any:
    """The box that the Secretariat fills in."""
    t = paper.t
    words = (
        (t("Date of receipt"), t("Documents complete on")),
        (t("Application number"), t.within("money", "Amount")),
    )
    rows = [[paper.say(t("Official use only"), "cell", bold=True), ""]]
    rows += [[paper.say(each, "small") for each in line] for line in words]
    edge = HexColor(LIGHT.control)
    style = [
        ("BOX", (0, 0), (-1, -1), 0.6, edge),
        ("INNERGRID", (0, 0), (-1, -1), 0.35, edge),
        ("SPAN", (0, 0), (1, 0)),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(LIGHT.tint)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
        ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm),
    ]
    return paper.table(rows, [WIDTH * 0.26] * 2, style, rowHeights=[6.2 * mm, 10 * mm, 10 * mm])
