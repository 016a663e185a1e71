"""How both packs end: declarations with chops, annexes, the rules relied on, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.lib.units import mm

from cpdesk.base.languages import sentence
from cpdesk.documents.blocks import Signatory, clauses, finding, marked, signature, signed
from cpdesk.documents.headings import chapter, section
from cpdesk.documents.pair import sides
from cpdesk.documents.parts import said
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.view import PackView
from cpdesk.documents.writing import Paper
from cpdesk.domain.company import Contact, ContactRole, Region
from cpdesk.domain.findings import Finding, Severity
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.programme.schemes import Certainty, Document, Rule, Topic

Story = list[Any]
_SURE = (Certainty.E25, Certainty.CUR)
_MARKS = {Certainty.UNK: "question", Certainty.ANA: "note", Certainty.USER: "note"}


def declarations(paper: Paper, view: PackView, words: Iterable[str], name: str) -> Story:
    """The clauses, and where the applicant and a factory in Guangdong sign and chop."""
    t = paper.t
    pairs = [sides(t, each) for each in words]
    story = [
        chapter(paper, t("Declarations and signature")),
        paper.say(t("For {name} the applicant declares:", name=name), "text"),
        *clauses(paper, pairs),
        paper.say(t("The wording is the applicant's own; where an official form differs, the form "
                    "prevails."), "note"),
        *signature(paper, _applicant(paper, view)),
    ]  # fmt: skip
    if view.factory.region is not Region.HONG_KONG:
        story += signature(paper, _factory(paper, view))
    return story


def _applicant(paper: Paper, view: PackView) -> Signatory:
    t = paper.t
    signers = view.record.where(Contact, of=view.company.id, role=ContactRole.SIGNATORY)
    who = signers[0] if signers else None
    name, post = (t.show(who.name), t.show(who.post)) if who else ("", "")
    company = t.show(view.company.name)
    return Signatory(t("Applicant"), company, name, post, "company", t("Company chop"))


def _factory(paper: Paper, view: PackView) -> Signatory:
    t = paper.t
    name = said(paper, view.factory, "legal_representative") or ""
    post = t("Legal representative")
    return Signatory(
        t("Factory"), t.show(view.factory.name), name, post if name else "", "official",
        t("Official seal"), post,
    )


def annexes(paper: Paper, view: PackView) -> Story:
    """The checklist of papers, attached or still to come, and everything that was attached."""
    t = paper.t
    evidence = view.record.all(Evidence)
    story: Story = [chapter(paper, t("Documents and annexes"))]
    if view.scheme.documents:
        story += [section(paper, t("Checklist")), *_checklist(paper, view, evidence)]
    story.append(section(paper, t("List of annexes")))
    if not evidence:
        return [*story, paper.say(t("Nothing is attached yet."), "text")]
    rows = [
        (each.code, each.name or each.file_name, _supported(paper, view, each),
         "" if each.pages is None else each.pages, each.sha256[:12])
        for each in evidence
    ]  # fmt: skip
    columns = [
        Column(t("Annex"), width=14), Column(t("Title")), Column(t("Supports")),
        Column(t("Pages"), "", "figures"), Column("SHA-256", width=28),
    ]
    return [*story, *book_table(paper, columns, rows, title=t("Annexes"))]


def _checklist(paper: Paper, view: PackView, evidence: tuple[Evidence, ...]) -> Story:
    t = paper.t
    rows = [
        (each.id, each.name, _state(paper, view, each, evidence)) for each in view.scheme.documents
    ]
    columns = [Column("", width=12), Column(t("Document"), width=108), Column(t("Annex"))]
    note = t("The list is drawn from the rules known here; the Secretariat's own list prevails.")
    return book_table(paper, columns, rows, title=t("Documents"), notes=note)


def _state(
    paper: Paper, view: PackView, document: Document, evidence: tuple[Evidence, ...]
) -> Any:
    t = paper.t
    attached = [each.code for each in evidence if each.document == document.id]
    if attached:
        return signed(paper, "ticked-box", ", ".join(attached))
    if document.needed(view.factory.link):
        return signed(paper, "box", t("to be attached"))
    return paper.say(t("where it applies"), "cell", colour="#5E6861")


def _supported(paper: Paper, view: PackView, evidence: Evidence) -> str:
    """What a piece of evidence stands for, by name."""
    found = []
    for each in view.record.where(Attachment, evidence=evidence.id):
        entity = view.record.entity(each.to)
        name = paper.t.show(getattr(entity, "name", "")) if entity else ""
        found.append(" ".join(filter(None, (str(entity.code if entity else ""), name))))
    return "; ".join(dict.fromkeys(filter(None, found)))


def rules(paper: Paper, view: PackView) -> Story:
    """Every rule this paper rests on, with how sure it is and where it was read."""
    t = paper.t
    rows: list[Row] = []
    for topic in Topic:
        of_topic = [each for each in view.scheme.rules if each.topic is topic]
        rows += [Row((t(topic.label), "", ""), "group")] if of_topic else []
        rows += [
            Row((rule.text, _certainty(paper, rule), _source(paper, view, rule)))
            for rule in of_topic
        ]
    columns = [
        Column(t("Rule"), width=82), Column(t("How sure"), width=42),
        Column(t("Source, or where to ask"), width=46),
    ]
    note = t("A rule that is not published is never guessed: it is listed here with whom to ask.")
    return [
        chapter(paper, t("Rules this paper relies on")),
        *book_table(paper, columns, rows, title=t.show(view.scheme.name),
                    notes=note),
    ]  # fmt: skip


def _certainty(paper: Paper, rule: Rule) -> Any:
    words = paper.markup(paper.t(rule.certainty.label))
    return marked(paper, _mark(rule), words, 39 * mm)


def _mark(rule: Rule) -> str:
    if rule.certainty in _SURE:
        return "shown"
    return _MARKS.get(rule.certainty, "doubt")


def _source(paper: Paper, view: PackView, rule: Rule) -> str:
    t = paper.t
    if rule.certainty is Certainty.UNK:
        return t("Ask: {ask}", ask=rule.ask or view.scheme.ask)
    return t.show(rule.source) or t("Ask: {ask}", ask=rule.ask or view.scheme.ask)


def open_points(paper: Paper, view: PackView) -> Story:
    """In a draft: what is still missing or doubtful, the worst first."""
    t = paper.t
    if not view.draft:
        return []
    # The unknown rules stand in the chapter before, each with whom to ask.
    told = [each for each in view.findings if each.place.kind != "rule"]
    lines = [
        finding(paper, each.severity.value, sentence(t, each)) for each in sorted(told, key=_rank)
    ]
    nothing = [paper.say(t("Nothing is open."), "text")]
    return [chapter(paper, t("What is still open")), *(lines or nothing)]


def _rank(each: Finding) -> int:
    return tuple(Severity).index(each.severity)
