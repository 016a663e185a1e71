"""The larger parts of a pack: facts, verdicts, findings, clauses, signatures and chops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from cpdesk.documents.setting.captions import caption, keep, note, spaced, with_marks
from cpdesk.documents.setting.columns import in_cell
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.marks import Mark
from cpdesk.documents.setting.pair import first_of, mapped, second_of, stacked
from cpdesk.documents.setting.tables import (
    WIDTH,
    Column,
    Row,
    book_style,
    book_table,
    cut_short,
    gap_cell,
)
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import TYPES, Paper

__all__ = [
    "Column", "Fact", "Light", "Row", "Signatory", "book_table", "caption", "chop", "clauses",
    "facts_table", "finding", "marked", "note", "remark", "signature", "verdict",
]  # fmt: skip

_NAME = 76 * mm
_LONGEST_ENTITY = 240  # characters of who signs; the whole name stands among the facts
_GREY = HexColor(LIGHT.control)
_PLAIN = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


@dataclass(frozen=True)
class Fact:
    """A label and its value, each perhaps with a second line in the other language.

    A value of None is a gap that the draft marks.
    """

    label: str
    value: object
    label2: str = ""
    value2: str = ""
    evidence: str = ""


def facts_table(
    paper: Paper, facts: Sequence[Fact], *, title: str = "", label_mm: float = 42,
    strong: bool = False,
) -> list[Flowable]:  # fmt: skip
    """Labels left, values right, a thin line between; `strong` sets the values bold."""
    has_evidence = any(fact.evidence for fact in facts)
    last = 16 * mm if has_evidence else 0
    rows = [_fact(paper, fact, strong, has_evidence) for fact in facts]
    widths = [label_mm * mm, WIDTH - label_mm * mm - last, *([last] if has_evidence else [])]
    table = paper.table(rows, widths, book_style(len(rows), 0))
    above = [caption(paper, "table", title)] if title else []
    return keep(above, table, [])


def _fact(paper: Paper, fact: Fact, strong: bool, has_evidence: bool) -> list[Any]:
    label = [paper.say(first_of(fact.label), "cell-normal", colour=LIGHT.text2)]
    label += _beneath(paper, fact.label2 or second_of(fact.label))
    if fact.value is None:
        value: list[Any] = [gap_cell(paper, fact.label, "cell-normal")]
    else:
        words = paper.show(fact.value)
        value = [paper.set(_bold(paper, first_of(words), strong), "cell-normal")]
        value += _beneath(paper, fact.value2 or second_of(words))
    return [label, value, *([paper.say(fact.evidence, "evidence")] if has_evidence else [])]


def _beneath(paper: Paper, words: str) -> list[Any]:
    """The other language, a little smaller."""
    return [paper.say(words, "cell", colour=LIGHT.text2)] if words else []


def _bold(paper: Paper, value: object, strong: bool) -> str:
    return paper.markup(value, bold=True) if strong else with_marks(paper, value)


@dataclass(frozen=True)
class Light:
    """One of the three lights of a verdict: a mark, its name, and the reason with its limit."""

    mark: str
    name: str
    reason: str


def verdict(
    paper: Paper, words: str, explanation: object = "", lights: Sequence[Light] = ()
) -> Flowable:
    """The result as a sentence beside a green line, its explanation, and its lights."""
    inner = WIDTH - 4 * mm
    text_width = inner * 0.52 if lights else inner
    said = paper.show(explanation)
    told = [
        paper.set(with_marks(paper, each), "text", leading=12.5, after=2)
        for each in (first_of(said), second_of(said)) if each
    ]  # fmt: skip
    head = [paper.say(first_of(words), "verdict")]
    head += [paper.say(each, "text", bold=True, after=2) for each in [second_of(words)] if each]
    shown = [marked(paper, each.mark, _light(paper, each), inner * 0.48) for each in lights]
    apart = [*_PLAIN, ("RIGHTPADDING", (0, 0), (0, 0), 6 * mm if lights else 0)]
    widths = [text_width, inner - text_width]
    below = paper.table([[told or Spacer(0, 0), shown or Spacer(0, 0)]], widths, apart)
    block = paper.table([[head], [below]], [inner], _PLAIN)
    return Together(spaced([_Bar(block)], 3))


def _light(paper: Paper, light: Light) -> str:
    pairs = [(first_of(light.name), first_of(light.reason))]
    if second_of(light.reason):
        pairs.append((second_of(light.name), second_of(light.reason)))
    return "<br/>".join(
        paper.markup(f"{name} ", bold=True) + paper.markup(reason) for name, reason in pairs
    )


def marked(
    paper: Paper, mark: str, words: str, width: float = WIDTH, type_: str = "cell-normal"
) -> Table:
    """A sign and markup beside it, as in a list of lights or findings."""
    text = paper.set(words, type_)
    lower = [*_PLAIN, ("TOPPADDING", (0, 0), (0, 0), 1.6)]
    table = paper.table([[Mark(mark), text]], [5 * mm, width - 5 * mm], lower)
    table.natural = width
    return table


def signed(paper: Paper, mark: str, words: object, type_: str = "cell") -> Table:
    """A sign and a word in a table cell, such as a tick and `complies`."""
    said = in_cell(paper, words, TYPES[type_].size)
    widest = max(paper.fonts.width(line, TYPES[type_].size) for line in said.split("\n"))
    return marked(paper, mark, paper.markup(said), widest + 5 * mm + 0.5, type_)


def finding(paper: Paper, severity: str, words: object, mark: str = "") -> Flowable:
    """A finding as it stands in a list: `severity` is blocking, warning or info."""
    sign = mark or {"blocking": "error", "warning": "doubt", "info": "note"}[severity]
    told = with_marks(paper, stacked(paper.show(words)))
    return Together([marked(paper, sign, told)])  # parted if very long


def remark(paper: Paper, words: object, type_: str = "text") -> list[Flowable]:
    """Long words of the user, outside tables so that any length breaks across pages."""
    told = paper.show(words)
    lines = [
        line
        for part in (first_of(told), second_of(told))
        for line in part.split("\n")
        if line.strip()
    ]
    return [paper.set(with_marks(paper, line), type_) for line in lines]


def clauses(paper: Paper, pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Numbered clauses: Chinese left, English right; a pair with one language spans both."""
    rows, spans = [], []
    for at, (chinese, english) in enumerate(pairs):
        number = paper.say(str(at + 1), "clause-zh", bold=True, colour=LIGHT.accent)
        left = paper.say(chinese or english, "clause-zh" if chinese else "clause-en")
        right = paper.say(english, "clause-en") if chinese and english else None
        rows.append([number, left, right or Spacer(0, 0)])
        spans += [] if right else [("SPAN", (1, at), (2, at))]
    style = [*book_style(len(rows), 0), *spans, ("RIGHTPADDING", (1, 0), (1, -1), 4 * mm)]
    table = paper.table(rows, [8 * mm, 76 * mm, WIDTH - 84 * mm], style)
    return keep([], table, [])


@dataclass(frozen=True)
class Signatory:
    """Who signs: the role and entity in the head line, and the lines already known."""

    role: str
    entity: str
    name: str = ""
    position: str = ""
    seal: str = "company"
    chop_words: str = ""
    signature_words: str = ""


def signature(paper: Paper, who: Signatory) -> list[Flowable]:
    """A signature line with 19 mm above it, name, position and date, and the chop beside.

    `seal` is `company` (62 x 48 mm, Hong Kong), `official` (circle of 42 mm) or `none`.
    """
    t = paper.t
    name = t.within("person", "Name")
    blanks = [(name, who.name), (t("Position"), who.position), (t("Date"), "")]
    left = _signing(paper, who.signature_words or t("Authorised signature"), blanks)
    right = chop(paper, who.seal, who.chop_words) if who.seal != "none" else Spacer(0, 0)
    style = [*_PLAIN, ("ALIGN", (1, 0), (1, 0), "RIGHT"), ("TOPPADDING", (0, 0), (-1, -1), 7)]
    body = paper.table([[left, right]], [98 * mm, WIDTH - 98 * mm], style)
    entity = mapped(who.entity, lambda name: cut_short(name, _LONGEST_ENTITY))
    words = paper.markup(who.role, bold=True) + "&nbsp;&nbsp;&nbsp; " + paper.markup(entity)
    lines = [*book_style(1, 0), ("LINEBELOW", (0, 0), (-1, -1), 0.5, _GREY)]
    head = paper.table([[paper.set(words, "cell-normal")]], [WIDTH], lines)
    return [Together([Spacer(1, 3 * mm), head, *spaced([body], 2)])]


def _one_line(paper: Paper, words: str) -> str:
    """A name on its line of a signature, which has room for one."""
    return paper.fonts.fitted(words, _NAME, TYPES["cell-normal"].size)


def _signing(paper: Paper, words: str, lines: Sequence[tuple[str, str]]) -> Table:
    grey = {"colour": LIGHT.text2}
    rows: list[list[Any]] = [[paper.say(words, "small", **grey), Spacer(0, 0)]]
    rows += [
        [paper.say(a, "small", **grey), paper.say(_one_line(paper, b), "cell-normal")]
        for a, b in lines
    ]
    style = [
        *_PLAIN,
        ("SPAN", (0, 0), (1, 0)),
        ("VALIGN", (0, 1), (-1, -1), "BOTTOM"),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 0.8 * mm),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, HexColor(LIGHT.text)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, _GREY),
    ]
    heights = [19 * mm, *[8.2 * mm] * len(lines)]
    return paper.table(rows, [22 * mm, _NAME], style, rowHeights=heights)


def chop(paper: Paper, seal: str = "company", words: str = "") -> Flowable:
    """The dashed place of a chop at true size, with one grey word in the middle."""
    usual = paper.t("Company chop") if seal == "company" else paper.t("Official seal")
    return _Chop(paper, seal, words or usual)


class _Chop(Flowable):  # type: ignore[misc]
    def __init__(self, paper: Paper, seal: str, words: str) -> None:
        super().__init__()
        self.seal = seal
        self.width, self.height = (62 * mm, 48 * mm) if seal == "company" else (62 * mm, 44 * mm)
        self._words = paper.say(words, "small", align="centre", colour="#8E9691")

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(HexColor(LIGHT.control))
        self.canv.setLineWidth(0.8)
        self.canv.setDash(5, 3)
        if self.seal == "company":
            self.canv.rect(0, 0, self.width, self.height)
        else:
            self.canv.circle(self.width / 2, self.height / 2, 21 * mm)
        _, height = self._words.wrap(self.width - 6 * mm, self.height)
        self._words.drawOn(self.canv, 3 * mm, (self.height - height) / 2)


class _Bar(Flowable):  # type: ignore[misc]
    """A thick green line at the left of its content."""

    def __init__(self, content: Flowable) -> None:
        super().__init__()
        self.content = content

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        _, self.height = self.content.wrapOn(self.canv, width - 4 * mm, height)
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self.content.drawOn(self.canv, 4 * mm, 0)
        self.canv.setStrokeColor(HexColor(LIGHT.accent))
        self.canv.setLineWidth(2.2)
        self.canv.line(1.1, 0, 1.1, self.height)
