"""A pack: what is missing before it can be issued, and making it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import NAMES
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Place, Refusal, Severity, blocking
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.words import N_
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.pack_asking import PackAsking
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services import acceptance
from cpdesk.services.acceptance import split
from cpdesk.services.entry import attempt
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from datetime import date

    from cpdesk.domain.record import Record
    from cpdesk.services.issued import Issued
    from cpdesk.services.orders import Order
    from cpdesk.services.packs import Made

NO_PROJECT = blocking(
    "window-no-project", N_("There is no project to apply for. Add one under Project.")
)
NO_CANDIDACY = blocking(
    "window-no-candidacy",
    N_("There is no label application with its class and year. Add one under Label."),
)
NO_FACTORY = blocking(
    "window-no-factory", N_("There is no factory yet. Add one under Factory.")
)
_NOTHING = {
    PackKind.APPLICATION: NO_PROJECT.at(Place(Project.word)),
    PackKind.COMPLETION: NO_PROJECT.at(Place(Project.word)),
    PackKind.DOSSIER: NO_CANDIDACY.at(Place(Candidacy.word)),
    PackKind.AUDIT: NO_FACTORY.at(Place(Factory.word)),
}
_CHINESE = ("zh_Hant", "zh_Hans")
NOT_SPOKEN = blocking("pack-unfinished", N_("The pack could not be made: {reason}"))


class PacksView(Protocol):
    def show_page(self) -> None:
        """Choices, readiness and findings may have changed."""

    def show_progress(self, words: str, share: float) -> None:
        """What is being done, and how much of it is done (0 to 1)."""

    def show_made(self, path: Path | None) -> None:
        """The work has ended: with a paper, or without one."""


@dataclass(frozen=True)
class Case:
    """What a pack can be made for: a project, a factory, or its class and year of the label."""

    id: str
    words: str
    entity: Project | Candidacy | Factory


class PacksPage:
    """One pack of a record: the funding application, the dossier or the completion report.

    `copy` opens the same record once more for reading: a draft is printed from that copy while
    typing goes on. Issuing writes to the record, so it works on the open one.
    """

    def __init__(
        self, session: Session, kind: PackKind, runner: Runner, copy: Callable[[], Workspace]
    ) -> None:
        self.session = session
        self.kind = kind
        self.language = session.t.language
        self._found: tuple[Finding, ...] = ()
        self._runner = runner
        self._copy = copy
        self._chosen = ""
        self.running = False
        self._job: Job | None = None
        self._view: PacksView | None = None
        self._judged: object = None
        self.asking = PackAsking(self)
        session.listen(self._changed)

    def attach(self, view: PacksView) -> None:
        self._view = view
        self.judge()

    # choices

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The languages a paper can be in, two of them side by side; apart from the screen's."""
        pairs = tuple((f"en+{each}", f"{NAMES['en']} + {NAMES[each]}") for each in _CHINESE)
        return (*NAMES.items(), *pairs)

    @property
    def cases(self) -> tuple[Case, ...]:
        t, record = self.session.t, self.session.record
        if self.kind is not PackKind.DOSSIER:
            plants, projects = record.all(Factory), record.all(Project)
            found = plants if self.kind is PackKind.AUDIT else projects
            return tuple(Case(each.id, self.session.name(each), each) for each in found)
        whole = [each for each in record.all(Candidacy) if each.label and each.year]
        return tuple(
            Case(each.id, f"{t.show(each.label)} {each.year} · {self._factory_name(each)}", each)
            for each in whole
        )

    @property
    def case(self) -> Case | None:
        return next((each for each in self.cases if each.id == self._chosen),
                    next(iter(self.cases), None))  # fmt: skip

    def choose(self, id: str) -> None:
        self._chosen = id
        self.judge()

    def choose_language(self, language: str) -> None:
        self.language = language

    # issued packs

    @property
    def issued(self) -> tuple[Issued, ...]:
        """The packs of this kind that were issued, the newest first."""
        from cpdesk.services.issued import issued

        return tuple(e for e in issued(self.session.ws) if e.pack.kind is self.kind)

    def issued_words(self, each: Issued) -> str:
        """Its number and day."""
        t = self.session.t
        return " · ".join((each.pack.code, t.show(each.pack.issued), each.pack.language))

    def since(self, each: Issued) -> str:
        """How many changes the record has seen since, and the last of them."""
        t = self.session.t
        if not each.since:
            return t("Nothing has changed since.")
        label, facts = each.since[-1]
        said = t.plural("{n} change since", "{n} changes since", len(each.since))
        return t("{changes}, the last: {label}", changes=said, label=t(label, **facts))

    def write_again(self, each: Issued, path: Path) -> bool:
        """Write the very bytes that were issued; whether that could be done."""
        from cpdesk.services.issued import write_again

        def write() -> None:
            write_again(self.session.ws, each.pack, path)

        found = attempt(write)
        self._show(found or self._found)
        if self._view and not found:
            self._view.show_made(path)
        return not found

    # readiness

    @property
    def title(self) -> str:
        return self.session.t(self.kind.label)

    @property
    def findings(self) -> tuple[Line, ...]:
        """What was found last and stands, in the language of the screen."""
        return self.asking.named(lines(self.session.t, self.found))

    @property
    def accepted(self) -> tuple[Line, ...]:
        """The doubts among it that a person has let stand, with the reason."""
        return accepted_lines(self.session.t, split(self.session.record, self._found)[1])

    def accept(self, line: Line, reason: str) -> None:
        """Let a doubt stand, with the reason why."""
        if line.finding is not None:
            self.session.done(acceptance.accept(self.session.ws, line.finding, reason))

    def withdraw(self, line: Line) -> None:
        """Let a doubt that was accepted stand again."""
        if line.acceptance is not None:
            self.session.done(acceptance.withdraw(self.session.ws, line.acceptance))

    @property
    def ready(self) -> bool:
        return not self.blocking

    @property
    def blocking(self) -> int:
        return sum(each.severity is Severity.BLOCKING for each in self.findings)

    @property
    def verdict(self) -> str:
        """One sentence on whether the pack can be issued."""
        t = self.session.t
        if self.ready:
            return t("Ready to be issued")
        return t.plural("{n} thing stands in the way of issuing",
                        "{n} things stand in the way of issuing", self.blocking)  # fmt: skip

    def judge(self) -> None:
        """Look again for what is missing or wrong."""
        self._judged = self.session.record
        self._show(self._check())

    def _check(self) -> tuple[Finding, ...]:
        case = self.case
        if case is None:
            return (_NOTHING[self.kind],)
        try:
            return self._judgement(case)
        except Refusal as refusal:
            return (refusal.finding,)

    def _judgement(self, case: Case) -> tuple[Finding, ...]:
        from cpdesk.services.orders import check

        today = self.session.ws.today
        return check(self.session.ws, order_of(self.session.record, self.kind, case, today))

    # making

    @property
    def file_name(self) -> str:
        """A name to propose for the paper."""
        case = self.case
        return f"{self.kind.value}-{case.entity.code if case else ''}-{self.language}.pdf"

    def make(self, path: Path, issue: bool = False) -> None:
        """Make a draft, or issue the pack; what is missing for issuing is listed instead."""
        self.judge()
        case = self.case
        if case is None or self.running or (issue and not self.ready):
            return
        language, today = self.language, self.session.ws.today

        def work(ws: Workspace, order: Order, job: Job) -> Made:
            from cpdesk.services.packs import make

            return make(ws, order, language, path, today, issue, job)

        self.start(case, work, writes=issue)

    def start(
        self, case: Case, work: Callable[[Workspace, Order, Job], Made], *, writes: bool
    ) -> None:
        """Print aside; what only reads works on a copy of the record."""
        kind, today = self.kind, self.session.ws.today

        def run(job: Job) -> Made:
            ws = self.session.ws if writes else self._copy()
            try:
                return work(ws, order_of(ws.record, kind, case, today), job)
            finally:
                if not writes:
                    ws.store.close()

        self.running = True
        if self._view:
            self._view.show_progress(self.session.t("Starting"), 0.0)
        self._job = self._runner.run(run, self._done, self._failed, self._watch)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        if self.running and self._job:
            self._job.cancel()

    def _done(self, made: Made) -> None:
        self.running = False
        self.session.changed(self.session.t("{file} was made.", file=made.path.name))
        self._show(made.findings)
        self._ended(made.path)

    def _failed(self, error: Exception) -> None:
        self.running = False
        if isinstance(error, Cancelled):
            self.session.changed(self.session.t("Stopped. No paper was made."))
        elif isinstance(error, Refusal):
            self._show((error.finding,))
        elif isinstance(error, OSError):
            self._show((NOT_SPOKEN.at(reason=str(error)),))
        self._ended(None)
        if not isinstance(error, Cancelled | Refusal | OSError):
            raise error

    def _watch(self, job: Job) -> None:
        if self._view and self.running:
            self._view.show_progress(self.session.t(job.sentence), job.share)

    def _ended(self, path: Path | None) -> None:
        if self._view:
            self._view.show_made(path)
            self._view.show_page()

    @property
    def found(self) -> tuple[Finding, ...]:
        """What was found last and stands."""
        return split(self.session.record, self._found)[0]

    def _show(self, findings: tuple[Finding, ...]) -> None:
        self._found = findings
        if self._view:
            self._view.show_page()

    def _changed(self) -> None:
        """Judge again only when looked at; `judge` is called by the page then."""
        if self._view:
            self._view.show_page()

    @property
    def stale(self) -> bool:
        """Whether the record has changed since it was judged."""
        return self._judged is not self.session.record

    def _factory_name(self, candidacy: Candidacy) -> str:
        return self.session.name(self.session.record.get(Factory, candidacy.factory))


def order_of(record: Record, kind: PackKind, case: Case, today: date) -> Order:
    """The pack of a case; raises Refusal for a label application without class or year.

    An audit's tables end with the last calendar year.
    """
    from cpdesk.services.orders import ApplicationOrder, AuditOrder, CompletionOrder, DossierOrder

    entity = case.entity
    if isinstance(entity, Factory):
        return AuditOrder(entity, today.year - 1)
    if isinstance(entity, Project):
        return (CompletionOrder if kind is PackKind.COMPLETION else ApplicationOrder)(entity)
    if entity.label is None or entity.year is None:
        raise NO_CANDIDACY.refuse(Place(Candidacy.word, entity.code))
    return DossierOrder(record.get(Factory, entity.factory), entity.label, entity.year)
