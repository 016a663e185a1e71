"""Parts that both packs are built of: facts of an entity, consumption, rules, declarations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from cpdesk.analysis.months import MonthlySeries
from cpdesk.base.languages import sentence
from cpdesk.documents.blocks import Fact, Signatory, clauses, facts_table, finding, signature
from cpdesk.documents.charts import MonthBar, consumption_chart
from cpdesk.documents.figure import figure_block
from cpdesk.documents.headings import chapter, section
from cpdesk.documents.layout import after_cover, gap, keep_room
from cpdesk.documents.tables import Column, book_table
from cpdesk.documents.view import PackView
from cpdesk.documents.writing import Paper
from cpdesk.domain.company import Contact, ContactRole, Holding
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.findings import Finding, Severity
from cpdesk.domain.papers import Evidence
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Meter
from cpdesk.domain.words import LocalText
from cpdesk.programme.ownership import effective_share, node_name

Story = list[Any]


def cover(paper: Paper, view: PackView, title: str, subject: str, amounts: Sequence[Fact]) -> Story:
    """The first page: scheme, title, who applies, the amounts that matter, official use."""
    t = paper.t
    people = [
        Fact(t("Applicant"), view.company.name or None),
        Fact(t("Factory"), view.factory.name or None),
        Fact(t("Date"), t.date(view.on)),
        Fact(t("Pack number"), view.number),
    ]
    use = [Fact(t("Date of receipt"), " "), Fact(t("Application number"), " ")]
    return [
        gap(26), paper.say(view.scheme.name, "lead"), paper.say(title, "cover-title"),
        paper.say(subject, "cover-translation"), gap(12),
        *facts_table(paper, people, strong=True), gap(4), *facts_table(paper, amounts, strong=True),
        gap(10), *facts_table(paper, use, title=""), gap(6),
        paper.say(
            t("This is the applicant's own paper, made from its record. It is no official form."),
            "note",
        ),
        *after_cover(),
    ]


def entity_facts(paper: Paper, entity: Entity, wanted: str) -> list[Fact]:
    """The fields of an entity whose number begins with `wanted`, as label and value."""
    return [
        Fact(_label(paper, field), _value(paper, entity, field))
        for field in fields_of(type(entity))
        if field.told.number.startswith(wanted) and not field.told.refers
    ]


def _label(paper: Paper, field: FieldOf) -> str:
    return f"{field.told.number}  {paper.t(field.told.label)}"


def _value(paper: Paper, entity: Entity, field: FieldOf) -> object:
    value = getattr(entity, field.name)
    if value is None or (isinstance(value, str | LocalText) and not value):
        return None
    return paper.t.show(value)


def contacts(paper: Paper, view: PackView, of: str) -> Story:
    t = paper.t
    rows = [
        (each.role or "", each.name, each.post, each.telephone, each.email)
        for each in view.record.where(Contact, of=of)
    ]
    if not rows:
        return []
    columns = [Column(t(head)) for head in ("Role", "Name", "Post", "Telephone", "E-mail")]
    return book_table(paper, columns, rows, title=t("Contacts"))


def ownership(paper: Paper, view: PackView) -> Story:
    """Every holding as it was entered, and the share it comes to at the factory."""
    t, record = paper.t, view.record
    rows = [
        (
            node_name(record, each.owner), node_name(record, each.owned),
            None if each.share is None else t.number(each.share),
            t.percent(float(effective_share(record, each.owner, view.factory.id)), 2),
        )
        for each in record.all(Holding)
    ]
    if not rows:
        return [paper.say(t("No holding has been entered."), "text")]
    columns = [
        Column(t("Owner")), Column(t("Owned")), Column(t("Share"), "%", "figures"),
        Column(t("Share of the factory, all ways"), "", "figures"),
    ]
    return book_table(paper, columns, rows, title=t("Ownership"))


def consumption(paper: Paper, view: PackView, months: int = 12) -> Story:
    """The last months of each meter and driver as a table, and each main meter as a chart."""
    known = [each for each in view.series if each[1].complete_months()]
    if not known:
        return [paper.say(paper.t("No complete month has been entered."), "text")]
    last = max(series.complete_months()[-1] for _, series in known)
    shown = month_range(last + (1 - months), last)
    story: Story = []
    for at in range(0, len(known), 5):
        story += _month_table(paper, known[at : at + 5], shown)
    for meter, series in known:
        if isinstance(meter, Meter) and meter.above is None:
            story += _chart(paper, meter, series)
    return story


def _month_table(paper: Paper, group: Sequence[tuple[Any, Any]], months: Sequence[Month]) -> Story:
    t = paper.t
    columns = [Column(t("Month"))]
    columns += [Column(t.show(each.name) or each.code, each.unit, "figures") for each, _ in group]
    rows = [
        (t.month(month), *(_amount(paper, series.amount(month)) for _, series in group))
        for month in months
    ]
    return book_table(
        paper, columns, rows, title=t("Consumption and output by month"),
        notes=t("A dash is a month that the bills do not cover completely."),
    )


def _amount(paper: Paper, amount: Decimal | None) -> str:
    return "–" if amount is None else paper.t.number(amount, places(amount))


def places(amount: Decimal | float) -> int:
    """Decimals that keep about four digits: none from 1,000 on, more below."""
    size = abs(float(amount))
    return 0 if size >= 1000 else 1 if size >= 10 else 2


def _chart(paper: Paper, meter: Meter, series: MonthlySeries) -> Story:
    months = series.complete_months()
    amounts = {month: series.amount(month) for month in month_range(months[0], months[-1])}
    bars = [MonthBar(m, None if each is None else float(each)) for m, each in amounts.items()]
    title = paper.t.show(meter.name) or meter.code
    figure = consumption_chart(bars, meter.unit, paper.t)
    return figure_block(paper, figure, title, paper.t("by calendar month, from the bills"))


def rules(paper: Paper, view: PackView) -> Story:
    """Every rule this paper rests on, with how sure it is and where it was read."""
    t = paper.t
    known = view.scheme.rules
    rows = [(rule.text, rule.certainty, rule.source or view.scheme.ask) for rule in known]
    columns = [
        Column(t("Rule"), width=92), Column(t("How sure"), width=34),
        Column(t("Source, or where to ask"), width=44),
    ]
    return [
        chapter(paper, t("Rules this paper relies on")),
        *book_table(paper, columns, rows, title=t("Rules of the scheme")),
    ]


def declarations(paper: Paper, view: PackView, words: Iterable[str]) -> Story:
    t = paper.t
    chinese = t.language != "en"
    pairs = [(each, "") if chinese else ("", each) for each in words]
    signers = view.record.where(Contact, of=view.company.id, role=ContactRole.SIGNATORY)
    who = signers[0] if signers else None
    return [
        chapter(paper, t("Declarations")),
        *clauses(paper, pairs),
        *signature(
            paper,
            Signatory(
                t("For the applicant"), t.show(view.company.name), t.show(who.name) if who else "",
                t.show(who.post) if who else "", "company", t("Company chop"),
            ),
        ),
        *signature(
            paper,
            Signatory(
                t("For the factory"), t.show(view.factory.name), "", "", "official",
                t("Official seal"),
            ),
        ),
    ]


def annexes(paper: Paper, view: PackView) -> Story:
    """The checklist of papers, attached or still to come, and everything that was attached."""
    t = paper.t
    evidence = view.record.all(Evidence)
    story: Story = [keep_room(50), chapter(paper, t("List of annexes"))]
    if view.scheme.documents:
        rows = [
            (each.id, each.name, ", ".join(e.code for e in evidence if e.document == each.id)
             or (t("to be attached") if each.needed(view.factory.link) else t("where it applies")))
            for each in view.scheme.documents
        ]
        heads = [Column("", width=12), Column(t("Document"), width=110), Column(t("Annex"))]
        story += book_table(paper, heads, rows, title=t("Checklist"))
    if evidence:
        listed = [(e.code, e.name or e.file_name, e.pages, e.sha256[:12]) for e in evidence]
        columns = [
            Column(t("Annex")), Column(t("Title")), Column(t("Pages"), "", "figures"),
            Column("SHA-256"),
        ]
        story += book_table(paper, columns, listed, title=t("Annexes"))
    elif not view.scheme.documents:
        story.append(paper.say(t("Nothing is attached."), "text"))
    return story


def open_points(paper: Paper, view: PackView) -> Story:
    """In a draft: what is still missing or doubtful."""
    if not view.draft or not view.findings:
        return []
    told = [
        finding(paper, each.severity.value, sentence(paper.t, each))
        for each in sorted(view.findings, key=_rank)
    ]
    return [chapter(paper, paper.t("What is still open")), *told]


def _rank(each: Finding) -> int:
    return tuple(Severity).index(each.severity)


def texts(paper: Paper, entity: Entity, names: Sequence[str]) -> Story:
    """Long texts under their own headings; an empty one is a marked gap."""
    told = {field.name: field for field in fields_of(type(entity))}
    story: Story = []
    for name in names:
        story.append(section(paper, paper.t(told[name].told.label)))
        words = paper.t.show(getattr(entity, name))
        if words:
            story += [paper.say(line, "text") for line in words.split("\n") if line.strip()]
        else:
            story += facts_table(paper, [Fact(_label(paper, told[name]), None)])
    return story


