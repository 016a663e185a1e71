"""A pack: what is missing before it can be issued, and making it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import NAMES
from cpdesk.domain.findings import Finding, Refusal, Severity, blocking
from cpdesk.domain.papers import PackKind
from cpdesk.domain.words import N_
from cpdesk.presenters.chapters import Chapters
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.pack_asking import PackAsking
from cpdesk.presenters.pack_cases import Case, cases_of, nothing, order_of
from cpdesk.presenters.pack_issued import IssuedPacks
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services import acceptance
from cpdesk.services.acceptance import split
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.services.issued import Issued
    from cpdesk.services.orders import Order
    from cpdesk.services.packs import Made

_CHINESE = ("zh_Hant", "zh_Hans")
NOT_SPOKEN = blocking("pack-unfinished", N_("The pack could not be made: {reason}"))


class PacksView(Protocol):
    def show_page(self) -> None:
        """Choices, readiness and findings may have changed."""

    def show_progress(self, words: str, share: float) -> None:
        """What is being done, and how much of it is done (0 to 1)."""

    def show_made(self, path: Path | None) -> None:
        """The work has ended: with a paper, or without one."""


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
        self.issued = IssuedPacks(self)
        self.chapters = Chapters(self)
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
        return cases_of(self.session, self.kind)

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

    def write_again(self, each: Issued, path: Path) -> bool:
        """Write the very bytes that were issued; whether that could be done."""
        found = self.issued.write_again(each, path)
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
            return (nothing(self.kind),)
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

    @property
    def judged(self) -> tuple[Finding, ...]:
        """What was found last, with the doubts that were accepted."""
        return self._found

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
