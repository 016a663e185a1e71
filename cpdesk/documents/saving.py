"""One saving on paper: what its page in the window shows, and all that it stands alone by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from matplotlib.figure import Figure

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.blocks import Fact, Light, facts_table, finding, verdict
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.layout import Running, build, gap
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.findings import Finding
from cpdesk.domain.words import LocalText

Story = list[Any]


@dataclass(frozen=True)
class Listed:
    """A table of texts: the first `words` columns are words, the others figures."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    """The chart of the page, what it shows, and how it is to be read."""

    figure: Figure
    title: str
    reading: str = ""


@dataclass(frozen=True)
class SavingView:
    """What is printed of one effect, in words of one language.

    `facts` say of what and when, `tables` begin with the results; `remarks` are findings by their
    severity (`blocking`, `warning`, `info`). `on` is the day of the print.
    """

    company: LocalText
    title: str
    name: str
    on: date
    facts: Sequence[tuple[str, str]]
    verdict: str
    explanation: str
    lights: Sequence[Light]
    chart: Drawn | None
    tables: Sequence[Listed]
    remarks: Sequence[tuple[str, str]]


def write_saving(view: SavingView, t: Translator, out: BinaryIO) -> tuple[Finding, ...]:
    """Print it as PDF; the characters that no font could draw, as findings."""
    paper = Paper(t)
    company, day = t.show(view.company), t.date(view.on)
    running = Running(company, view.name, "", day, f"{view.title}: {view.name}", company)
    story: Story = [
        paper.say(view.title, "h1"), paper.say(view.name, "lead"), gap(2),
        verdict(paper, view.verdict, view.explanation, view.lights), gap(1),
        *facts_table(paper, [Fact(name, said) for name, said in view.facts if said]), gap(2),
    ]  # fmt: skip
    if view.chart is not None:
        story += figure_block(paper, view.chart.figure, view.chart.title, view.chart.reading)
    for each in view.tables:
        story += _table(paper, each)
    story += [finding(paper, severity, words) for severity, words in view.remarks]
    build(out, story, running, paper)
    return tuple(glyph_findings(paper.missing))


def _table(paper: Paper, listed: Listed) -> Story:
    """Texts as they are: an empty one is an empty cell, not a gap."""
    columns = [
        Column(head, holds="words" if at < listed.words else "figures")
        for at, head in enumerate(listed.heads)
    ]  # fmt: skip
    return book_table(paper, columns, listed.rows, title=listed.title, notes=listed.note)
