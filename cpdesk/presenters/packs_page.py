"""A pack: what is missing before it can be issued, and making it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from cpdesk.base.languages import NAMES
from cpdesk.domain.findings import Finding, Refusal, blocking
from cpdesk.domain.papers import PackKind
from cpdesk.domain.words import N_
from cpdesk.presenters.answering import Answering
from cpdesk.presenters.chapters import Chapters
from cpdesk.presenters.findings import Line
from cpdesk.presenters.pack_asking import PackAsking
from cpdesk.presenters.pack_cases import Case, cases_of, order_of
from cpdesk.presenters.pack_issued import IssuedPacks
from cpdesk.presenters.pack_judging import PackJudging
from cpdesk.presenters.pack_papers import PackPapers
from cpdesk.presenters.pack_preview import PackPreview
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.services.issued import Issued
    from cpdesk.services.orders import Order
    from cpdesk.services.packs import Made

T = TypeVar("T")
_CHINESE = ("zh_Hant", "zh_Hans")
_SIZES = ("20", "10", "5")  # million bytes, as forms and mailboxes take them
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
    typing goes on. Issuing writes to the record, so it works on the open one. `maker` prints
    what is only looked at, `drawer` does what is soon done; both stay out of the way of `runner`.
    """

    def __init__(
        self, session: Session, kind: PackKind, runner: Runner, copy: Callable[[], Workspace],
        maker: Runner | None = None, drawer: Runner | None = None,
    ) -> None:  # fmt: skip
        self.session = session
        self.kind = kind
        self.language = session.t.language
        self.under = ""  # million bytes that the file may have; any number of them where empty
        self.running = False
        self._runner = runner
        self._copy = copy
        self._chosen = ""
        self._day: date | None = None
        self._job: Job | None = None
        self._view: PacksView | None = None
        self.judging = PackJudging(self, drawer or runner)
        self.asking = PackAsking(self)
        self.issued = IssuedPacks(self)
        self.chapters = Chapters(self)
        self.answering = Answering(self)
        self.papers = PackPapers(self)
        self.preview = PackPreview(self, maker or runner, drawer or runner)
        session.listen(self.show)

    def attach(self, view: PacksView) -> None:
        self._view = view
        self.judge()

    def show(self) -> None:
        """Tell the view; it has the record judged again only when it is looked at."""
        if self._view:
            self._view.show_page()

    # choices

    @property
    def title(self) -> str:
        return self.session.t(self.kind.label)

    @property
    def sizes(self) -> tuple[tuple[str, str], ...]:
        """How large the file may be: as it comes, or so small that its pictures are reduced."""
        t = self.session.t
        limits = ((each, t("under {n} MB", n=each)) for each in _SIZES)
        return (("", t("any size")), *limits)

    def choose_size(self, under: str) -> None:
        self.under = under

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

    @property
    def day(self) -> date:
        """The day it is judged by and dated with: today, unless another was chosen."""
        return self._day or self.session.ws.today

    def choose(self, id: str) -> None:
        self._chosen = id
        self.judge()

    def choose_language(self, language: str) -> None:
        self.language = language
        self.show()

    def choose_day(self, day: date | None) -> None:
        self._day = day
        self.judge()

    # readiness

    @property
    def findings(self) -> tuple[Line, ...]:
        """What was found last and stands, with who has what it asks for."""
        return self.asking.named(self.judging.lines)

    @property
    def accepted(self) -> tuple[Line, ...]:
        """The doubts among it that a person has let stand, with the reason."""
        return self.judging.accepted

    @property
    def found(self) -> tuple[Finding, ...]:
        """What was found last and stands."""
        return self.judging.found

    @property
    def blocking(self) -> int:
        return self.judging.blocking

    @property
    def ready(self) -> bool:
        return not self.blocking

    @property
    def verdict(self) -> str:
        t = self.session.t
        if self.ready:
            return t("Nothing stands in the way of issuing")
        return t.plural("{n} thing stands in the way of issuing",
                        "{n} things stand in the way of issuing", self.blocking)  # fmt: skip

    def judge(self, then: Callable[[], None] = lambda: None) -> None:
        """Look again for what is missing or wrong; `then` is done once that is known."""
        self.judging.judge(then)

    def accept(self, line: Line, reason: str) -> None:
        """Let a doubt stand, with the reason why."""
        self.judging.accept(line, reason)

    def withdraw(self, line: Line) -> None:
        """Let a doubt that was accepted stand again."""
        self.judging.withdraw(line)

    # making

    @property
    def file_name(self) -> str:
        """A name to propose for the paper."""
        case = self.case
        return f"{self.kind.value}-{case.entity.code if case else ''}-{self.language}.pdf"

    def write_again(self, each: Issued, path: Path) -> bool:
        """Write the very bytes that were issued; whether that could be done."""
        found = self.issued.write_again(each, path)
        self.judging.show((*found, *self.judging.all))
        if self._view and not found:
            self._view.show_made(path)
        return not found

    def make(self, path: Path, issue: bool = False) -> None:
        """Make a draft, or issue the pack; what stands in the way of issuing is listed instead."""
        case = self.case
        if case is None or self.running or (issue and not self.ready):
            return
        language, day = self.language, self.day
        under = Decimal(self.under) if self.under else None

        def work(ws: Workspace, order: Order, job: Job) -> Made:
            from cpdesk.services.packs import make

            return make(ws, order, language, path, day, issue, job, under)

        self.start(case, work, writes=issue)

    @contextmanager
    def copied(self) -> Iterator[Workspace]:
        """The record once more, for reading elsewhere."""
        ws = self._copy()
        try:
            yield ws
        finally:
            ws.store.close()

    @contextmanager
    def reading(self) -> Iterator[Callable[[str], BinaryIO]]:
        """Papers of the record by their hash; it is opened once more only where one is read."""
        with ExitStack() as opened:
            copies: list[Workspace] = []

            def read(sha256: str) -> BinaryIO:
                if not copies:
                    copies.append(opened.enter_context(self.copied()))
                return copies[0].store.open_bytes(sha256)

            yield read

    def start(
        self, case: Case, work: Callable[[Workspace, Order, Job], Made], *, writes: bool
    ) -> None:
        """Print the record as it stands now aside; what only reads has it open once more."""
        kind, day, record = self.kind, self.day, self.session.record

        def run(job: Job) -> Made:
            from cpdesk.services.proof import TURN

            with TURN:
                order = order_of(record, kind, case, day)
                if writes:
                    return work(self.session.ws.holding(record), order, job)
                with self.copied() as ws:
                    return work(ws.holding(record), order, job)

        self.running = True
        self.preview.leave()
        if self._view:
            self._view.show_progress(self.session.t("Starting"), 0.0)
        self._job = self._runner.run(run, self._done, self._failed, self._watch)

    def run_aside(
        self, work: Callable[[Job], T], done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Long work that is no paper, as taking files in."""
        self._runner.run(work, done, failed, lambda _job: None)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        if self.running and self._job:
            self._job.cancel()

    def _done(self, made: Made) -> None:
        self.running = False
        self.session.changed(self.session.t("{file} was made.", file=made.path.name))
        self.judging.show(made.findings)
        self._ended(made.path)

    def _failed(self, error: Exception) -> None:
        self.running = False
        if isinstance(error, Cancelled):
            self.session.changed(self.session.t("Stopped. No paper was made."))
        elif isinstance(error, Refusal):
            self.judging.show((error.finding, *self.judging.all))
        elif isinstance(error, OSError):
            self.judging.show((NOT_SPOKEN.at(reason=str(error)), *self.judging.all))
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
