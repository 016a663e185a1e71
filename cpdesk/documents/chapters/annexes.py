"""The checklist of papers, the list of annexes, and the figures that rest on none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.annexes.frames import Annex
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.blocks import signed
from cpdesk.documents.setting.headings import chapter, section
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.layout import new_page
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import FORM_PAPER, Attachment, Evidence
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.programme.proof import printed_figures
from cpdesk.programme.schemes import Document

Story = list[Any]


def annexes(paper: Paper, view: PackView) -> Story:
    """The checklist, attached or still to come; everything attached; what is without evidence."""
    t = paper.t
    story: Story = [*new_page(), chapter(paper, t("Documents and annexes"))]
    if view.asked:
        story += [section(paper, t("Checklist")), *_checklist(paper, view)]
    return [
        *story, *_official(paper, view),
        section(paper, t("List of annexes")), *_annexes(paper, view),
        section(paper, t("Figures without evidence")), *_without(paper, view),
    ]  # fmt: skip


def _official(paper: Paper, view: PackView) -> Story:
    """That the official form stands before the paper, and which form that is."""
    form, t = view.official, paper.t
    if form is None:
        return []
    told = t.plural(
        "The official form {file} stands before this paper, filled in from the same record, on "
        "{n} page.",
        "The official form {file} stands before this paper, filled in from the same record, on "
        "{n} pages.", form.pages, file=form.file,
    )  # fmt: skip
    sha = t("SHA-256 of the form as it was handed out: {sha}", sha=form.sha256)
    return [section(paper, t("Official form")), paper.say(told, "text"), paper.say(sha, "note")]


def _checklist(paper: Paper, view: PackView) -> Story:
    t = paper.t
    rows = [(each.id, each.name, state(paper, view, each)) for each in view.asked]
    columns = [Column("", width=12), Column(t("Document"), width=108), Column(t("Annex"))]
    note = t("The list is drawn from the rules known here; the Secretariat's own list prevails.")
    return book_table(paper, columns, rows, title=t("Documents"), notes=note)


def state(paper: Paper, view: PackView, document: Document) -> Any:
    """Ticked with its annexes, to be attached, usual, or asked only where it applies."""
    t = paper.t
    attached = [each.code for each in _listed(view) if each.document == document.id]
    if attached:
        return signed(paper, "ticked-box", ", ".join(attached))
    if document.needed_in(view.case.circumstances):
        return signed(paper, "box", t("to be attached"))
    words = t("where it applies") if document.when else t("usually attached")
    return paper.say(words, "cell", colour=LIGHT.text3)


def printed(t: Translator, view: PackView) -> tuple[Annex, ...]:
    """The papers that are printed behind a pack, with what stands above each of their pages."""
    return tuple(
        Annex(each, t.show(each.name) or each.file_name, _stands_for(t, view, each),
              each.document in view.personal)
        for each in _listed(view) if each.sha256 and each.printable
    )  # fmt: skip


def _stands_for(t: Translator, view: PackView, evidence: Evidence) -> str:
    """The document of the checklist in words, then all it supports, in one line."""
    first, *others = _supported(t, view, evidence).splitlines() or [""]
    name = next((each.name for each in view.asked if each.id == first), None)
    named = behind(first, t.show(name), " ") if name else first
    return ("; " if t.language == "en" else "；").join(filter(None, (named, *others)))


def _listed(view: PackView) -> tuple[Evidence, ...]:
    """Every paper, but copies of identity cards only where this pack asks for them.

    An empty official form is no annex: filled in, it stands before the pack it belongs to.
    """
    asked = {each.id for each in view.asked}
    return tuple(
        each for each in view.record.all(Evidence)
        if (each.document in asked or each.document not in view.personal)
        and each.document != FORM_PAPER
    )  # fmt: skip


def _annexes(paper: Paper, view: PackView) -> Story:
    t = paper.t
    kept = [each for each in _listed(view) if each.sha256 and not each.printable]
    rows = [
        (each.code, each.name or each.file_name, _supported(t, view, each),
         "–" if each.pages is None else each.pages, each.sha256[:12])
        for each in _listed(view) if each not in kept
    ]  # fmt: skip
    if not rows and not kept:
        return [paper.say(t("Nothing is attached yet."), "text")]
    columns = [
        Column(t("Annex"), width=14), Column(t("Title")), Column(t("Supports")),
        Column(t("Pages"), "", "figures"), Column("SHA-256", width=24),
    ]
    note = t("A mark such as [E12-3] names the annex and the page. SHA-256: the beginning of the "
             "original's fingerprint.")  # fmt: skip
    table = book_table(paper, columns, rows, title=t("Annexes"), notes=note) if rows else []
    return [*table, *_kept(paper, view, kept)]


def _kept(paper: Paper, view: PackView, papers: Sequence[Evidence]) -> Story:
    """Files that no paper can show: a reader may ask for them, and prove them by their hash."""
    if not papers:
        return []
    t = paper.t
    rows = [
        (each.code, "\n".join(filter(None, (t.show(each.name), each.file_name))),
         _supported(t, view, each), t.number(each.size), _in_lines(each.sha256))
        for each in papers
    ]  # fmt: skip
    columns = [
        Column(t("Annex"), width=14), Column(t("File")), Column(t("Supports")),
        Column(t("Size"), t("bytes"), "figures"), Column("SHA-256", width=38),
    ]
    note = t("Kept in the record, not printed; a copy is given on request.")
    return book_table(paper, columns, rows, title=t("Files kept, not printed"), notes=note)


def _in_lines(sha: str) -> str:
    """A fingerprint of 64 digits in four lines."""
    return "\n".join(sha[at : at + 16] for at in range(0, len(sha), 16))


def _supported(t: Translator, view: PackView, evidence: Evidence) -> str:
    """What a piece of evidence stands for: its document in the checklist, then all it is tied to.

    Bills are gathered by meter, so that an annex of twelve bills is not twelve lines.
    """
    found = [evidence.document] if evidence.document else []
    bills: dict[str, list[Reading]] = {}
    for each in view.record.where(Attachment, evidence=evidence.id):
        entity = view.record.entity(each.to)
        if isinstance(entity, Reading):
            bills.setdefault(entity.meter or entity.driver or "", []).append(entity)
        elif entity:
            found.append(_described(t, entity))
    found += [_bills(t, view, of, readings) for of, readings in bills.items()]
    return _lines(dict.fromkeys(filter(None, found)))


def _described(t: Translator, entity: Entity) -> str:
    name = next((getattr(entity, each) for each in _NAMES if getattr(entity, each, "")), "")
    called = behind(entity.code, t.show(name))
    return t("{item}: {name}", item=t(type(entity).title), name=called)


_NAMES = ("name", "supplier", "system", "label")


def _bills(t: Translator, view: PackView, of: str, readings: list[Reading]) -> str:
    metered = view.record.entity(of)
    name = named(t, metered) if isinstance(metered, Meter | Driver) else ""
    first, last = min(each.start for each in readings), max(each.end for each in readings)
    return t("{name}: {bills}, {first} to {last}", name=name,
             bills=t.plural("{n} bill", "{n} bills", len(readings)),
             first=t.date(first), last=t.date(last))  # fmt: skip


def _lines(parts: Iterable[str]) -> str:
    """One beneath the other, each with its translation behind it."""
    return "\n".join(str(each) for each in parts)


def _without(paper: Paper, view: PackView) -> Story:
    """How many figures of each kind have no annex: nothing here is hidden from a verifier."""
    t = paper.t
    rows = []
    for each in printed_figures(view.case, view.kind):
        bare = each.unproved(view.record)
        name = t(each.label, name=named(t, each.of)) if each.of else t(each.label)
        if bare:
            rows.append((name, len(bare), len(each.entities)))
    if not rows:
        return [paper.say(t("Every figure rests on an annex."), "text")]
    columns = [
        Column(t("Figures")), Column(t("Without evidence"), "", "figures"),
        Column(t("In all"), "", "figures"),
    ]
    note = t("These rest on the record alone; the originals can be seen at the factory.")
    return book_table(paper, columns, rows, title=t("Figures without evidence"), notes=note)
