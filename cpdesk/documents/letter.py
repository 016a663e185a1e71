"""A letter that asks somebody for what a pack still lacks: its papers and particulars."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.wanted import asked_for
from cpdesk.documents.setting.blocks import Signatory, signature
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.layout import Running, build, gap
from cpdesk.documents.setting.pair import stacked
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView, CompletionView, PackView
from cpdesk.domain.company import Contact, ContactRole
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Provider
from cpdesk.domain.words import N_
from cpdesk.programme.tags import Bringer
from cpdesk.programme.wanted import Wanted

Story = list[Any]
_SUBJECTS = {
    PackKind.APPLICATION: N_("What we still need for the funding application: {name}"),
    PackKind.DOSSIER: N_("What we still need for the recognition dossier: {name}"),
    PackKind.COMPLETION: N_("What we still need for the completion report: {name}"),
    PackKind.AUDIT: N_("What we still need for the cleaner production audit: {name}"),
}


def write_letter(
    view: PackView, kind: PackKind, to: Bringer, wanted: Wanted, by: date | None, t: Translator,
    out: BinaryIO, provider: Provider | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Print the letter as PDF; the characters that no font could draw, as findings.

    `by` is the day until which an answer is asked for; `provider` the one that is written to.
    """
    paper = Paper(t)
    subject = _subject(t, view, kind, to)
    running = Running(t.show(view.company.name), subject, "", t.date(view.on), subject)
    story = [
        *_head(paper, view, to, provider), gap(6),
        paper.say(stacked(subject), "lead", bold=True), gap(2),
        *_opening(paper, to, by), *_asking(paper, view, wanted),
    ]  # fmt: skip
    build(out, story, running, paper)
    return tuple(glyph_findings(paper.missing, Place("factory", view.factory.code)))


def _subject(t: Translator, view: PackView, kind: PackKind, to: Bringer) -> str:
    if to is Bringer.SECRETARIAT:
        return t("Questions about the rules: {name}", name=view.scheme.name)
    return t(_SUBJECTS[kind], name=subject_of(t, view))


def subject_of(t: Translator, view: PackView) -> str:
    """What the pack is about: the project, else the factory."""
    of = view.project if isinstance(view, ApplicationView | CompletionView) else view.factory
    return t.show(of.name) or of.code


def _head(paper: Paper, view: PackView, to: Bringer, provider: Provider | None) -> Story:
    """Who writes, the day, and to whom."""
    t, company = paper.t, view.company
    lines = [paper.say(stacked(t.show(company.name)), "lead", bold=True)]
    lines += _lines(paper, t.show(company.address), company.telephone, company.email)
    lines += [gap(5), paper.say(t.date(view.on), "text"), gap(2)]
    who = addressee(paper, view, to, provider)
    return [*lines, *(paper.say(each, "text", after=0) for each in who if each)]


def _lines(paper: Paper, *words: str) -> Story:
    return [paper.say(stacked(each), "small") for each in words if each]


def addressee(
    paper: Paper, view: PackView, to: Bringer, provider: Provider | None = None
) -> tuple[str, ...]:
    """Name, the person who answers for it, and address, as far as the record knows them."""
    t = paper.t
    if to is Bringer.SECRETARIAT:
        return (t(to.label), t.show(view.scheme.ask))
    if to is Bringer.PROVIDER:
        if provider is None:
            return (t(to.label),)
        return (t.show(provider.name) or provider.code, provider.contact, t.show(provider.address))
    if to is Bringer.FACTORY:
        name, address = view.factory.name, view.factory.address
        return (t.show(name), _person(paper, view, view.factory.id), t.show(address))
    return (t.show(view.company.name), _person(paper, view, view.company.id))


def _person(paper: Paper, view: PackView, of: str) -> str:
    known = view.record.where(Contact, of=of)
    return next((paper.t.show(each.name) for each in known if each.name), "")


def _opening(paper: Paper, to: Bringer, by: date | None) -> Story:
    t = paper.t
    if to is Bringer.SECRETARIAT:
        asks = t("We could not find the following in what is published. Please tell us, and where "
                 "it is laid down.")  # fmt: skip
    else:
        asks = t("We still need what is listed below. Please send papers as PDF, or as clear "
                 "photographs of whole pages.")  # fmt: skip
    until = t("Please answer by {day}.", day=t.date(by)) if by else ""
    greeting = t("Dear Sir or Madam,")
    return [paper.say(each, "text") for each in (greeting, asks, until) if each]


def _asking(paper: Paper, view: PackView, wanted: Wanted) -> Story:
    """What is asked for, and the signature, with which its last lines go along."""
    asked = asked_for(paper, wanted)
    return [*asked[:-1], Together([*asked[-1:], gap(3), *_close(paper, view)])]


def _close(paper: Paper, view: PackView) -> Story:
    t = paper.t
    writers = view.record.where(Contact, role=ContactRole.COORDINATOR)
    who = writers[0] if writers else None
    reach = tuple(filter(None, (who.telephone or who.mobile, who.email))) if who else ()
    name, post = (t.show(who.name), t.show(who.post)) if who else ("", "")
    asking = [paper.say(t("Questions: {reach}", reach=reach), "text")] if reach else []
    signing = Signatory(t("Yours faithfully"), t.show(view.company.name), name, post, "none")
    return [*asking, *signature(paper, signing)]
