"""Evidence: the papers of the record, adding and showing them, and what each supports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import FORM_PAPER, Evidence
from cpdesk.presenters.evidence_list import PaperList
from cpdesk.presenters.evidence_pictures import Pictures
from cpdesk.presenters.evidence_supports import Supporting
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.form_fields import FieldKind, FormField, Raw
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.pages import Way
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.services.evidence import Added
    from cpdesk.services.evidence_folder import Exported

T = TypeVar("T")
FIELDS = ("name", "document", "added")


class EvidenceView(Protocol):
    def show_page(self) -> None:
        """Papers, fields, what they support, or the words may have changed."""

    def show_field(self, name: str) -> None:
        """What a field says, or the sentence beneath it, has changed."""

    def show_findings(self, found: tuple[Line, ...]) -> None:
        """What the last wish could not do, or what is doubtful; empty when all is well."""

    def show_pictures(self) -> None:
        """A picture that was asked for is there."""

    def show_progress(self, words: str, share: float) -> None:
        """What is being done, and how much of it is done (0 to 1)."""


class EvidencePage:
    """The papers, some of which are chosen; `document` is that of the files added next.

    `drawing` makes pictures, so that they wait for nothing that `runner` does.
    """

    def __init__(self, session: Session, runner: Runner, drawing: Runner) -> None:
        self.session = session
        self.form = EntityForm(session, Evidence)
        self.list = PaperList(session)
        self.supporting = Supporting(session, self.list, self._told)
        self.pictures = Pictures(session, drawing)
        self.document = ""
        self.page = 1
        self.running = False
        self._runner = runner
        self._job: Job | None = None
        self._view: EvidenceView | None = None

    def attach(self, view: EvidenceView) -> None:
        self._view = view
        self.pictures.arrived = view.show_pictures
        self.form.attach(self)
        self._show()

    # what is shown

    @property
    def selected(self) -> Evidence | None:
        """The one chosen paper; None where there is none, or several."""
        chosen = self.list.chosen
        return chosen[0] if len(chosen) == 1 else None

    @property
    def fields(self) -> tuple[FormField, ...]:
        """What can be told of the one chosen paper."""
        return tuple(self.field(name) for name in FIELDS) if self.selected else ()

    def field(self, name: str) -> FormField:
        """One field; the document is chosen among those of the checklists."""
        field = self.form.field(name)
        if name != "document":
            return field
        known = self.documents
        value = str(field.value)
        named = self.session.t("Official form") if value == FORM_PAPER else value
        other = () if field.value in dict(known) else ((value, named),)
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

    def picture(self, longest: int) -> bytes | None:
        """The shown page of the chosen paper; as `Pictures.of` gives it."""
        paper = self.selected
        return self.pictures.of(paper, self.page, longest) if paper else b""

    # choosing

    def turn_to(self, way: Way) -> None:
        """Choose the paper that is meant, or prepare for the one that is missing."""
        found = self.session.find(Evidence, way.code)
        if found is not None:
            self.choose(found.id)
        if way.field == "document" and way.spot:
            self.document = way.spot
        if way.field == "to":  # something that no paper supports yet: its kind is offered
            self.supporting.choose_kind(way.spot.partition(":")[0])
        self._show()

    def choose(self, *ids: str) -> None:
        self.list.choose(ids)
        self.page = 1
        if ids:
            self.form.select(ids[0])
        else:
            self._show()

    def choose_document(self, document: str) -> None:
        """The document of the checklist that the files added next are."""
        self.document = document
        self._show()

    def find(self, words: str) -> None:
        """Only papers in which these words stand."""
        self.list.find(words)
        self._show()

    def choose_filter(self, value: str) -> None:
        """Show other papers; of those that are shown the first one is chosen."""
        self.list.choose_filter(value)
        self.choose(*(each.id for each in self.list.papers[:1]))

    def choose_kind(self, word: str) -> None:
        self.supporting.choose_kind(word)
        self._show()

    def leaf(self, pages: int) -> None:
        """Leaf so many pages on, or back; never beyond the last or the first."""
        last = (self.selected.pages or 1) if self.selected else 1
        self.page = max(1, min(last, self.page + pages))
        self._show()

    # wishes

    def set(self, name: str, typed: Raw) -> bool:
        return self.form.set(name, typed)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep files in the record, all of them as one change."""
        from cpdesk.services.evidence import add_evidence

        document, ws = self.document, self.session.ws
        if paths:
            self._run(lambda job: add_evidence(ws, paths, document, job), self._added)

    def export(self, folder: Path, personal: bool) -> None:
        """Write all papers with an index into a new folder."""
        from cpdesk.services.evidence_folder import export_evidence

        ws, t = self.session.ws, self.session.t
        self._run(lambda job: export_evidence(ws, folder, t, personal, job), self._exported)

    def stop(self) -> None:
        if self._job:
            self._job.cancel()

    def turn(self, degrees: int) -> bool:
        """Turn the chosen papers clockwise, for the screen and for print."""
        from cpdesk.services.evidence import turn

        chosen = [each for each in self.list.chosen if each.printable]
        return bool(chosen) and self._told(turn(self.session.ws, chosen, degrees))

    def reduce(self, reduced: bool) -> bool:
        """Whether the chosen photos and scans are printed with fewer pixels."""
        from cpdesk.services.evidence import reduce

        chosen = [each for each in self.list.chosen if each.printable]
        return bool(chosen) and self._told(reduce(self.session.ws, chosen, reduced))

    def classify(self, document: str) -> bool:
        """Which document of the checklist all chosen papers are."""
        from cpdesk.services.evidence import classify

        return self._told(classify(self.session.ws, self.list.chosen, document))

    def remove(self) -> bool:
        from cpdesk.services.evidence import remove_evidence

        chosen = self.list.chosen
        return bool(chosen) and self._told(remove_evidence(self.session.ws, *chosen))

    def erase(self) -> bool:
        """Erase the chosen papers for good; the window has asked whether it is meant."""
        from cpdesk.services.erasing import erase_evidence

        chosen = self.list.chosen
        self.pictures.forget()
        return bool(chosen) and self._told(erase_evidence(self.session.ws, chosen))

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

    # long work

    def _run(self, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        if self.running:
            return
        self.running = True
        self._show()
        self._job = self._runner.run(work, done, self._failed, self._watch)

    def _watch(self, job: Job) -> None:
        if self._view and job.sentence:
            self._view.show_progress(self.session.t(job.sentence), job.share)

    def _added(self, added: Added) -> None:
        t, papers = self.session.t, added.papers
        self.running = False
        if papers:
            self.document = ""
            self.list.choose_filter("")
            self.list.find("")
            self.choose(*(each.id for each in papers))
            self.session.changed(t.plural("{n} file added.", "{n} files added.", len(papers)))
        self._show()
        self.show_findings(lines(t, added.findings, self.session.record))

    def _exported(self, made: Exported) -> None:
        t = self.session.t
        self.running = False
        words = t.plural("{n} file was written to {folder}.", "{n} files were written to {folder}.",
                         made.files, folder=made.folder.name)  # fmt: skip
        self.session.changed(words)
        self._show()
        self.show_findings(lines(t, made.findings, self.session.record))

    def _failed(self, error: Exception) -> None:
        self.running = False
        self._show()
        if isinstance(error, Refusal):
            self.show_findings(lines(self.session.t, (error.finding,), self.session.record))
        elif not isinstance(error, Cancelled):
            raise error

    def _told(self, findings: tuple[Finding, ...]) -> bool:
        done = self.session.done(findings)
        self.show_findings(lines(self.session.t, findings, self.session.record))
        return done

    def _show(self) -> None:
        """Where what was chosen is gone, the form has chosen another already."""
        if not self.list.chosen and self.form.selected:
            self.list.choose((self.form.selected,))
        if self._view:
            self._view.show_page()
