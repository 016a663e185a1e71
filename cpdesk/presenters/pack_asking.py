"""Asking others for what a pack lacks: who has what, letters to them, and the checklist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Refusal, blocking
from cpdesk.domain.words import N_
from cpdesk.presenters.findings import Line
from cpdesk.presenters.form_fields import sentence_of

if TYPE_CHECKING:
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.programme.tags import Bringer
    from cpdesk.services.jobs import Job
    from cpdesk.services.orders import Order
    from cpdesk.services.packs import Made
    from cpdesk.services.workspace import Workspace

PAST = blocking("answer-day-past", N_("This day is past. Name a day that is still to come."))


class PackAsking:
    """What is open in the pack of a page, by who has it."""

    def __init__(self, page: PacksPage) -> None:
        self._page = page
        self.by: date | None = None
        self.typed = self.problem = ""

    def choose_by(self, typed: str) -> bool:
        """Take the last day to answer as it is typed; whether it will do. Empty: none is named."""
        from cpdesk.exchange.days import read_day

        self.typed, self.problem = typed.strip(), ""
        try:
            self.by = read_day(self.typed) if self.typed else None
            if self.by is not None and self.by < self._page.session.ws.today:
                raise PAST.refuse()
        except Refusal as refusal:
            self.by, self.problem = None, sentence_of(self._page.session.t, refusal)
        self._page.show()
        return not self.problem

    @property
    def open(self) -> tuple[tuple[Bringer, int], ...]:
        """Who can be asked for something, and for how much."""
        from cpdesk.services.asking import open_with

        if self._page.case is None:
            return ()
        found = open_with(self._page.found, self._page.session.ws.schemes())
        return tuple((who, len(asked)) for who, asked in found.items() if len(asked))

    def named(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """The lines of findings, each with who has what it asks for."""
        from cpdesk.programme.wanted import bringer

        t, papers = self._page.session.t, self._page.session.ws.schemes().papers
        return tuple(
            replace(each, who=t("For: {who}", who=bringer(each.finding, papers)))
            if each.finding else each
            for each in lines
        )  # fmt: skip

    def file_name(self, to: Bringer | None) -> str:
        """A name to propose for a letter, or without one of them for the checklist."""
        words = self._page.session.t(to.label if to else N_("Checklist"))
        return f"{Path(self._page.file_name).stem} {words}.pdf"

    def write(self, to: Bringer | None, path: Path) -> None:
        """Write the letter that asks one of them for what is open, or the checklist of it all."""
        page = self._page
        if page.case is None or page.running or self.problem:
            return
        language, today, found = page.language, page.session.ws.today, page.found
        by = self.by

        def work(ws: Workspace, order: Order, _job: Job) -> Made:
            from cpdesk.services.asking import write_checklist, write_letter

            if to is None:
                made = write_checklist(ws, order, language, path, today)
            else:
                made = write_letter(ws, order, to, language, path, today, by)
            return replace(made, findings=(*found, *made.findings))

        page.start(page.case, work, writes=False)
