"""How both packs end: declarations with chops, annexes, the rules relied on, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.lib.units import mm

from cpdesk.base.languages import sentence
from cpdesk.documents.chapters.parts import said
from cpdesk.documents.setting.blocks import Signatory, clauses, finding, marked, signature
from cpdesk.documents.setting.columns import Column, Row, in_cell
from cpdesk.documents.setting.headings import chapter
from cpdesk.documents.setting.layout import new_page
from cpdesk.documents.setting.pair import Both, sides
from cpdesk.documents.setting.tables import book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.company import Contact, ContactRole, Region
from cpdesk.domain.findings import Finding, Severity
from cpdesk.programme.schemes import Certainty, Rule, Topic

Story = list[Any]
_SURE = (Certainty.E25, Certainty.CUR)
_MARKS = {Certainty.UNK: "question", Certainty.ANA: "note", Certainty.USER: "note"}


def declarations(paper: Paper, view: PackView, words: Iterable[str], name: str) -> Story:
    """The clauses, and where the applicant and a factory in Guangdong sign and chop."""
    t = paper.t
    pairs = [sides(t, each) for each in words]
    story = [
        *new_page(),  # so that what is signed is one sheet
        chapter(paper, t("Declarations and signature")),
        paper.say(t("With regard to '{name}' the applicant declares:", name=name), "text"),
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
        Column(t("Rule"), width=74), Column(t("How sure"), width=38),
        Column(t("Source, or where to ask"), width=58),
    ]
    note = Both.joined(
        t("A rule that is not published is never guessed: it is listed here with whom to ask."),
        t("The Secretariat: {ask}", ask=t.show(view.scheme.ask)),
    )
    return [
        chapter(paper, t("Rules this paper relies on")),
        *book_table(paper, columns, rows, title=t.show(view.scheme.name),
                    notes=note),
    ]  # fmt: skip


def _certainty(paper: Paper, rule: Rule) -> Any:
    words = paper.markup(in_cell(paper, paper.t(rule.certainty.label), 7.9))
    return marked(paper, _mark(rule), words, 36 * mm, "cell")


def _mark(rule: Rule) -> str:
    if rule.certainty in _SURE:
        return "shown"
    return _MARKS.get(rule.certainty, "doubt")


def _source(paper: Paper, view: PackView, rule: Rule) -> str:
    t = paper.t
    if rule.source and rule.certainty is not Certainty.UNK:
        return t.show(rule.source)
    if rule.ask and rule.ask != view.scheme.ask:
        return t("Ask: {ask}", ask=t.show(rule.ask))
    return t("Ask the Secretariat")


def explained(paper: Paper, view: PackView) -> Story:
    """The doubts that a person looked at, each with the reason why it stands."""
    t = paper.t
    if not view.accepted:
        return []
    rows = [
        (sentence(t, doubt), word.reason or None,
         t.show(tuple(filter(None, (word.by, word.given)))),
         view.mark(word.id))
        for doubt, word in view.accepted
    ]  # fmt: skip
    columns = [
        Column(t("What was found"), width=72), Column(t("Why it stands"), width=58),
        Column(t("Looked at by")), Column("", "", "evidence"),
    ]
    return [chapter(paper, t("Doubts explained")), *book_table(paper, columns, rows)]


def open_points(paper: Paper, view: PackView) -> Story:
    """In a draft: what is still missing or doubtful, the worst first."""
    t = paper.t
    if not view.draft:
        return []
    # The unknown rules stand in the chapter before, each with whom to ask.
    told = [each for each in view.findings if each.place.kind != "rule"]
    said = dict.fromkeys((each.severity, sentence(t, each)) for each in sorted(told, key=_rank))
    lines = [finding(paper, severity.value, words) for severity, words in said]
    nothing = [paper.say(t("Nothing is open."), "text")]
    return [chapter(paper, t("What is still open")), *(lines or nothing)]


def _rank(each: Finding) -> int:
    return tuple(Severity).index(each.severity)
