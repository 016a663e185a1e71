"""Who owns whom, on paper: the chart, the shares, and the links one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from reportlab.lib.units import mm

from cpdesk.base.languages import Translator, sentence
from cpdesk.documents.charts.ownership import Box, Line, ownership_chart
from cpdesk.documents.setting.blocks import marked
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.pair import Both, first_of, mapped, second_of
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import Owner, PackView
from cpdesk.domain.company import Party, Region

Story = list[Any]


def ownership(paper: Paper, view: PackView) -> Story:
    """The chart with its computed shares, and how the claimed link stands."""
    return [*_chart(paper, view), *_shares(paper, view), *_links(paper, view)]


def _chart(paper: Paper, view: PackView) -> Story:
    t = paper.t
    if not view.ownership.stakes:
        return [paper.say(t("No holding has been entered."), "text")]
    boxes = [
        Box(each.id, first_of(t.show(each.name)), _role(paper.drawn, view, each), each.level,
            each.strong, second_of(t.show(each.name)))
        for each in view.ownership.owners
    ]
    lines = [
        Line(each.owner, each.owned, "?" if each.share is None else t.show(each.share) + "%",
             each.strong)
        for each in view.ownership.stakes
    ]  # fmt: skip
    border = None
    if view.factory.region is Region.GUANGDONG:
        border = (paper.drawn(Region.HONG_KONG.label), paper.drawn(Region.GUANGDONG.label))
    reading = t("Percentages are direct shares; what the claimed link relies on is bold.")
    cited = " ".join(dict.fromkeys(filter(None, map(view.mark, _ids(view)))))
    figure = ownership_chart(boxes, lines, paper.drawn, border)
    reading = mapped(reading, lambda words: f"{words} {cited}".strip())
    return figure_block(paper, figure, t("Ownership"), reading)


def _ids(view: PackView) -> list[str]:
    return [each.id for each in view.ownership.owners]


def _role(t: Translator, view: PackView, owner: Owner) -> str:
    if owner.id == view.factory.id:
        return t("Factory")
    if owner.id == view.company.id:
        return t("Applicant")
    party = view.record.entity(owner.id)
    if isinstance(party, Party) and party.kind:
        resident = t("Hong Kong resident") if party.hong_kong_resident else ""
        return resident or t(party.kind.label)
    return ""


def _shares(paper: Paper, view: PackView) -> Story:
    t = paper.t
    rows = [
        (each.name, _role(t, view, each), _percent(t, each.of_applicant),
         _percent(t, each.share), view.mark(each.id))
        for each in view.ownership.owners if each.level
    ]  # fmt: skip
    if not view.ownership.stakes:
        return []
    columns = [
        Column(t("Shareholder")), Column(t("Kind")),
        Column(t("Of the applicant"), "%", "figures"), Column(t("Of the factory"), "%", "figures"),
        Column("", "", "evidence"),
    ]
    note = t("Shares are multiplied down each way and added up over all ways.")
    return book_table(paper, columns, rows, title=t("Computed shares"), notes=note)


def _percent(t: Translator, share: Fraction | None) -> str:
    if share == 0:
        return "–"
    return "?" if share is None else t.number(round(float(share) * 100, 4), 2)


def _links(paper: Paper, view: PackView) -> Story:
    """Each link that the rules name; only the claimed one is judged."""
    t, claimed = paper.t, view.factory.link
    rows = []
    for rule in view.ownership.links:
        relied = claimed is not None and rule.id.partition("-")[0] == claimed.value
        verdict = _verdict(paper, view) if relied else t("not relied on")
        row = (rule.text, rule.certainty, verdict)
        rows.append(Row(row, "chosen" if relied else "row"))
    if not rows:
        return []
    columns = [
        Column(t("What the programme asks"), width=93),
        Column(t("How sure"), width=30), Column(t("This case"), width=47),
    ]
    notes = Both.joined(*(sentence(t, each) for each in view.ownership.against))
    title = t("The links between applicant and factory")
    reading = t("One of them is enough.")
    return book_table(paper, columns, rows, title=title, reading=reading, notes=notes)


def _verdict(paper: Paper, view: PackView) -> Any:
    t, against = paper.t, view.ownership.against
    if any(each.blocking for each in against):
        mark, words = "error", t("does not hold yet")
    elif against:
        mark, words = "doubt", t("holds, to be confirmed")
    else:
        mark, words = "shown", t("holds")
    return marked(paper, mark, paper.markup(words), 42 * mm)
