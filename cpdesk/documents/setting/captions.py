"""Captions and notes, and what holds them together with their table or figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.paragraphs import Lines
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import Paper

_EVIDENCE = re.compile(r"(\[E\d+(?:[-.,、 \d]*\d)?\])")


def caption(
    paper: Paper, what: str, title: str, reading: object = "", number: str | None = None
) -> Lines:
    """`Table 5-1  Budget  how to read it [E7-1]`; evidence marks turn green.

    `what` is `table` (stands above, keeps with it) or `figure` (stands below).
    """
    counted = paper.next_number() if number is None else number
    t = paper.t
    kind = t("Table") if what == "table" else t("Figure")
    words = paper.markup(f"{kind} {counted}　{title}", bold=True)
    if reading:
        words += "&nbsp;&nbsp;&nbsp; " + with_marks(paper, reading, LIGHT.text2)
    return paper.set(words, "caption", keep=what == "table")


def note(paper: Paper, words: object) -> Lines:
    """Small words beneath a table or figure."""
    return paper.set(with_marks(paper, words, LIGHT.text2), "note")


def with_marks(paper: Paper, words: object, colour: str = LIGHT.text) -> str:
    """Markup in which evidence marks such as `[E12-3]` are small and green."""
    parts = _EVIDENCE.split(paper.show(words))
    return "".join(
        f'<font size="7.2">{paper.markup(part, colour=LIGHT.accent)}</font>'
        if _EVIDENCE.fullmatch(part)
        else paper.markup(part, colour=colour)
        for part in parts
        if part
    )


def keep(
    above: Sequence[Flowable], body: Flowable, below: Sequence[Flowable]
) -> list[Flowable]:
    """A block that begins only where caption, head and first rows have room together."""
    return [Together([*above, *spaced([body, *below], 2.5)])]


def spaced(parts: Sequence[Flowable], after_mm: float) -> list[Flowable]:
    """Space after the last part, which the foot of a page swallows; a spacer would turn it."""
    parts[-1].spaceAfter = after_mm * mm
    return list(parts)
