"""Evidence: the papers of the record, adding files, and what each paper supports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import N_
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.form_fields import FieldKind, FormField, Raw
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.pages import Way
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.services.evidence import Added

FIELDS = ("name", "document", "added")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "application/pdf": "PDF", "text/plain": N_("Text"), "application/octet-stream": N_("File"),
    "application/x-ole-storage": "Office", f"{_OFFICE}wordprocessingml.document": "Word",
    f"{_OFFICE}spreadsheetml.sheet": "Excel", f"{_OFFICE}presentationml.presentation": "PowerPoint",
}  # fmt: skip


class EvidenceView(Protocol):
    def show_page(self) -> None:
        """Papers, fields, what they support, or the words may have changed."""

    def show_field(self, name: str) -> None:
        """What a field says, or the sentence beneath it, has changed."""

    def show_findings(self, found: tuple[Line, ...]) -> None:
        """What the last wish could not do, or what is doubtful; empty when all is well."""


@dataclass(frozen=True)
class Paper:
    """One paper of the list: its code and title, and below them what it is."""

    id: str
    words: str
    about: str


@dataclass(frozen=True)
class Support:
    """One thing the chosen paper supports, and on which of its pages."""

    id: str
    words: str
    pages: str


class EvidencePage:
    """The papers, one of which is chosen; `document` is that of the files added next."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.session = session
        self.form = EntityForm(session, Evidence)
        self.document = ""
        self.running = False
        self._runner = runner
        self._kind = ""
        self._view: EvidenceView | None = None

    def attach(self, view: EvidenceView) -> None:
        self._view = view
        self.form.attach(self)

    # what is shown

    @property
    def papers(self) -> tuple[Paper, ...]:
        t, known = self.session.t, self.session.record.all(Evidence)
        return tuple(Paper(each.id, self.session.name(each), about(t, each)) for each in known)

    @property
    def summary(self) -> str:
        """How many papers, and how much room they take."""
        t, known = self.session.t, self.session.record.all(Evidence)
        count = t.plural("{n} paper", "{n} papers", len(known))
        return f"{count} · {amount_of(t, sum(each.size for each in known))}" if known else ""

    @property
    def selected(self) -> Evidence | None:
        """The chosen paper, or None where there is none."""
        found = self.session.record.where(Evidence, id=self.form.selected)
        return next(iter(found), None)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """What can be told of the chosen paper."""
        return tuple(self.field(name) for name in FIELDS) if self.form.selected else ()

    def field(self, name: str) -> FormField:
        """One field; the document is chosen among those of the checklists."""
        field = self.form.field(name)
        if name != "document":
            return field
        known = self.documents
        other = () if field.value in dict(known) else ((str(field.value), str(field.value)),)
        return replace(field, kind=FieldKind.CHOICE, options=(*known, *other), hint="")

    @property
    def documents(self) -> tuple[tuple[str, str], ...]:
        """Number and words of each paper that a checklist asks for; first, none of them."""
        t, schemes = self.session.t, self.session.ws.schemes().by_id.values()
        asked = tuple(
            (each.id, f"{each.id} {t.show(each.name)}")
            for scheme in schemes if scheme.status == "current"
            for each in (*scheme.documents, *scheme.closing)
        )  # fmt: skip
        return (("", t("None of the checklist")), *asked)

    @property
    def supports(self) -> tuple[Support, ...]:
        """What the chosen paper supports."""
        record = self.session.record
        found = record.where(Attachment, evidence=self.form.selected)
        supports = (Support(each.id, self._thing(each), each.pages) for each in found)
        return tuple(sorted(supports, key=lambda each: each.words))

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Word and name of each kind in the record that a paper can support."""
        words = field_of(Attachment, "to").told.refers
        there = (BY_WORD[word] for word in words if self.session.record.table(BY_WORD[word]))
        return tuple((kind.word, self.session.t(kind.title)) for kind in there)

    @property
    def kind(self) -> str:
        """The kind whose things are offered."""
        words = [word for word, _ in self.kinds]
        return self._kind if self._kind in words else next(iter(words), "")

    @property
    def things(self) -> tuple[tuple[str, str], ...]:
        """Id and words of what the chosen paper could support, of the kind that is offered."""
        kind = BY_WORD.get(self.kind)
        found = _all(self.session.record, kind) if kind else ()
        return tuple((each.id, entry_words(self.session, each)) for each in found)

    # wishes

    def turn_to(self, way: Way) -> None:
        """Choose the paper that is meant, or prepare for the one that is missing."""
        self.form.select_code(way.code)
        if way.field == "document" and way.spot:
            self.document = way.spot
        self._show()

    def choose(self, id: str) -> None:
        self.form.select(id)

    def choose_document(self, document: str) -> None:
        """The document of the checklist that the files added next are."""
        self.document = document
        self._show()

    def choose_kind(self, word: str) -> None:
        self._kind = word
        self._show()

    def set(self, name: str, typed: Raw) -> bool:
        return self.form.set(name, typed)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep files in the record, all of them as one change."""
        from cpdesk.services.evidence import add_evidence

        if self.running or not paths:
            return
        self.running, document, ws = True, self.document, self.session.ws

        def work(job: Job) -> Added:
            return add_evidence(ws, paths, document, job)

        self._show()
        self._runner.run(work, self._added, self._failed, lambda _job: None)

    def remove(self) -> bool:
        from cpdesk.services.evidence import remove_evidence

        paper = self.selected
        return paper is not None and self._told(remove_evidence(self.session.ws, paper))

    def support(self, to: str, pages: str) -> bool:
        """Say that the chosen paper supports something, on these pages; or change the pages."""
        from cpdesk.services.evidence import attach

        paper = self.selected
        if paper is None or not to:
            return False
        return self._told(attach(self.session.ws, paper, to, pages))

    def set_pages(self, id: str, pages: str) -> bool:
        attachment = self.session.record.get(Attachment, id)
        return pages.strip() == attachment.pages or self.support(attachment.to, pages)

    def take_off(self, id: str) -> bool:
        """The chosen paper does not support that any more."""
        from cpdesk.services.evidence import detach

        return self._told(detach(self.session.ws, self.session.record.get(Attachment, id)))

    # the view of the form

    def show_list(self) -> None:
        self._show()

    def show_form(self) -> None:
        self._show()

    def show_field(self, name: str) -> None:
        if self._view and name in FIELDS:
            self._view.show_field(name)

    def show_findings(self, found: tuple[Line, ...]) -> None:
        if self._view:
            self._view.show_findings(found)

    def _added(self, added: Added) -> None:
        t, papers = self.session.t, added.papers
        self.running = False
        if papers:
            self.document = ""
            self.form.select(papers[0].id)
            self.session.changed(t.plural("{n} file added.", "{n} files added.", len(papers)))
        self._show()
        self.show_findings(lines(t, added.findings))

    def _failed(self, error: Exception) -> None:
        self.running = False
        self._show()
        if not isinstance(error, Cancelled):
            raise error

    def _told(self, findings: tuple[Finding, ...]) -> bool:
        done = self.session.done(findings)
        self.show_findings(lines(self.session.t, findings))
        return done

    def _show(self) -> None:
        if self._view:
            self._view.show_page()

    def _thing(self, attachment: Attachment) -> str:
        thing = self.session.record.entity(attachment.to)
        if thing is None:
            return ""
        return f"{self.session.t(thing.title)} · {entry_words(self.session, thing)}"


def about(t: Translator, paper: Evidence) -> str:
    """`G1 · PDF · 3 pages · 2.1 MB`."""
    kind = _TYPES.get(paper.media_type) or paper.media_type.partition("/")[2].upper()
    pages = t.plural("{n} page", "{n} pages", paper.pages) if paper.pages else ""
    parts = (paper.document, t(kind), pages, amount_of(t, paper.size))
    return " · ".join(each for each in parts if each)


def amount_of(t: Translator, size: int) -> str:
    """A number of bytes in KB or MB."""
    if size < 1_000_000:
        return f"{t.number(max(1, round(size / 1000)))} KB"
    return f"{t.number(round(size / 1_000_000, 1), 1)} MB"


def _all(record: Record, kind: type[Entity]) -> Iterator[Entity]:
    """The entities of a kind; readings by their meter, the newest first."""
    if kind is not Reading:
        yield from record.all(kind)
        return
    for series in (*record.all(Meter), *record.all(Driver)):
        yield from reversed(record.readings(series))
