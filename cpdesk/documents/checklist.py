"""The checklist of a pack: every paper with its state and who has it, and all that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.annexes import state
from cpdesk.documents.chapters.wanted import asked_for
from cpdesk.documents.letter import subject_of
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.headings import chapter
from cpdesk.documents.setting.layout import Running, build, gap
from cpdesk.documents.setting.pair import stacked
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import PackKind
from cpdesk.programme.tags import Bringer
from cpdesk.programme.wanted import Wanted


def write_checklist(
    view: PackView, kind: PackKind, wanted: Mapping[Bringer, Wanted], t: Translator, out: BinaryIO
) -> tuple[Finding, ...]:
    """Print the checklist as PDF; the characters that no font could draw, as findings."""
    paper = Paper(t)
    title, name = t("Checklist"), subject_of(t, view)
    of = stacked(t("{item}: {name}", item=t(kind.label), name=name))
    running = Running(t.show(view.company.name), title, "", t.date(view.on), title, name)
    story: list[Any] = [
        paper.say(title, "h1"), paper.say(of, "lead"), gap(3),
        chapter(paper, t("Papers")), *_papers(paper, view),
    ]  # fmt: skip
    for who, asked in wanted.items():
        others = replace(asked, papers=())  # they stand above, each with who has it
        if len(others):
            story += [chapter(paper, t(who.label)), *asked_for(paper, others)]
    build(out, story, running, paper)
    return tuple(glyph_findings(paper.missing, Place("factory", view.factory.code)))


def _papers(paper: Paper, view: PackView) -> list[Any]:
    t = paper.t
    if not view.asked:
        return [paper.say(t("No list of papers is known for this pack."), "text")]
    rows = [(each.id, each.name, t(each.by.label), state(paper, view, each)) for each in view.asked]
    columns = [
        Column(t("No."), width=14), Column(t("Document"), width=84), Column(t("Who has it")),
        Column(t("Annex")),
    ]
    note = t("Who has it is a proposal of this program. The list is drawn from the rules known "
             "here; the Secretariat's own list prevails.")  # fmt: skip
    return book_table(paper, columns, rows, notes=note)
