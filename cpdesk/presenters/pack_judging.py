"""What stands in the way of a pack, judged aside so that typing goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.pack_cases import nothing, order_of
from cpdesk.services import acceptance
from cpdesk.services.acceptance import split
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.presenters.running import Runner


class PackJudging:
    """What was found last; a change of the record meanwhile makes it stale, never wrong for long.

    What is judged is one state of the record, which nobody changes any more.
    """

    def __init__(self, page: PacksPage, runner: Runner) -> None:
        self._page = page
        self._runner = runner
        self._found: tuple[Finding, ...] = ()
        self._of: object = None
        self._said: tuple[object, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self.under_way = False
        self.known = False  # whether anything has been judged at all

    @property
    def stale(self) -> bool:
        """Whether the record has changed since it was judged, or since that was begun."""
        return self._of is not self._page.session.record

    @property
    def all(self) -> tuple[Finding, ...]:
        """What was found last, with the doubts that were accepted."""
        return self._found

    @property
    def found(self) -> tuple[Finding, ...]:
        """What was found last and stands."""
        return split(self._page.session.record, self._found)[0]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What stands, in the language of the screen."""
        session = self._page.session
        seen = (session.t, session.record, self._found)
        if len(self._said) != len(seen) or any(
            a is not b for a, b in zip(seen, self._said, strict=True)
        ):
            self._said, self._lines = seen, lines(session.t, self.found, session.record)
        return self._lines

    @property
    def accepted(self) -> tuple[Line, ...]:
        """The doubts among it that a person has let stand, with the reason."""
        session = self._page.session
        return accepted_lines(
            session.t, split(session.record, self._found)[1], session.record
        )

    @property
    def blocking(self) -> int:
        found = (each for each in self.found if each.blocking)
        return len({(each.code, each.place, str(each.facts)) for each in found})

    def accept(self, line: Line, reason: str) -> None:
        """Let a doubt stand, with the reason why."""
        session = self._page.session
        if line.finding is not None:
            session.done(acceptance.accept(session.ws, line.finding, reason))

    def withdraw(self, line: Line) -> None:
        """Let a doubt that was accepted stand again."""
        session = self._page.session
        if line.acceptance is not None:
            session.done(acceptance.withdraw(session.ws, line.acceptance))

    def show(self, found: tuple[Finding, ...]) -> None:
        """Take these for what was found last."""
        self._found, self.known = found, True
        self._page.show()

    def judge(self, then: Callable[[], None] = lambda: None) -> None:
        """Look again for what is missing or wrong; `then` is done once that is known."""
        page, case, record = self._page, self._page.case, self._page.session.record
        self._of = record
        if case is None:
            self.show((nothing(page.kind),))
            then()
            return
        ws, kind, on = page.session.ws.holding(record), page.kind, page.day
        self.under_way = True

        def work(_job: Job) -> tuple[Finding, ...]:
            from cpdesk.services.orders import check

            try:
                return check(ws, order_of(record, kind, case, on), on)
            except Refusal as refusal:
                return (refusal.finding,)

        def done(found: tuple[Finding, ...]) -> None:
            if self._of is record:  # else a later state is being judged
                self.under_way = False
                self.show(found)
                then()

        self._runner.run(work, done, self._failed, lambda _job: None)

    def _failed(self, error: Exception) -> None:
        self.under_way = False
        if not isinstance(error, Cancelled):
            raise error
