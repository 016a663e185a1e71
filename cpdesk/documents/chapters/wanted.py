"""What somebody is asked for: papers, particulars, points to clear up, rules to find out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpdesk.base.languages import sentence
from cpdesk.documents.setting.blocks import finding
from cpdesk.documents.setting.headings import section
from cpdesk.documents.setting.marks import Mark
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.findings import Finding
from cpdesk.programme.wanted import Wanted

Story = list[Any]
_BOX = 7


def asked_for(paper: Paper, wanted: Wanted) -> Story:
    """Each kind under its own heading; what is not asked takes no room."""
    t = paper.t
    parts = (
        (t("Papers"), wanted.papers, papers),
        (t("Particulars"), wanted.particulars, particulars),
        (t("Points to clear up"), wanted.points, points),
        (t("Questions about the rules"), wanted.rules, rules),
    )
    story: Story = []
    for title, found, chapter in parts:
        if found:
            story += [section(paper, title), *chapter(paper, found)]
    return story


def papers(paper: Paper, found: Sequence[Finding]) -> Story:
    t = paper.t
    rows = [
        (Mark("box"), each.facts["number"], each.facts["document"],
         t("needed") if each.severity.value != "info" else t("usually attached"))
        for each in found
    ]  # fmt: skip
    columns = [
        Column("", width=_BOX), Column(t("No."), width=14), Column(t("Document")),
        Column("", width=36),
    ]
    return book_table(paper, columns, rows, dense=False)


def particulars(paper: Paper, found: Sequence[Finding]) -> Story:
    """Each question with room for the answer by hand."""
    t = paper.t
    rows = [(each.facts["number"], _question(paper, each), "") for each in found]
    columns = [
        Column(t("No."), width=14), Column(t("What we need to know"), width=78),
        Column(t("Answer"), width=78),
    ]
    return book_table(paper, columns, rows, dense=False)


def _question(paper: Paper, each: Finding) -> Any:
    """The words of the question, or the field and whose it is."""
    t, facts = paper.t, each.facts
    if "question" in facts:
        return facts["question"]
    return behind(t.show(facts["entity"]), t(str(facts["label"])), ": ")


def points(paper: Paper, found: Sequence[Finding]) -> Story:
    return [finding(paper, each.severity.value, sentence(paper.t, each)) for each in found]


def rules(paper: Paper, found: Sequence[Finding]) -> Story:
    t = paper.t
    rows = [(Mark("box"), each.facts["rule"], "") for each in found]
    columns = [
        Column("", width=_BOX), Column(t("What is not published"), width=85),
        Column(t("Answer, source and date"), width=78),
    ]
    return book_table(paper, columns, rows, dense=False)
