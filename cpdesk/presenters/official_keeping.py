"""The official form kept in the record for its packs, and issued with a number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Pack, PackKind

if TYPE_CHECKING:
    from cpdesk.domain.papers import Evidence
    from cpdesk.presenters.official_cases import For
    from cpdesk.presenters.official_form import OfficialForm


class Keeping:
    """What ties the form that is shown to the record."""

    def __init__(self, page: OfficialForm) -> None:
        self._page = page
        self._map = ""  # as the record's own map of this form said it when it was seen last

    # kept for the packs

    @property
    def kept(self) -> bool:
        """Whether the packs of the chosen case begin with this form."""
        known, paper = self._page.known, self._paper(self._page.case)
        return bool(known and paper and paper.sha256 == known.form.sha256)

    def keep(self, wanted: bool) -> None:
        """Let the packs of the chosen case begin with this form, or no longer."""
        from cpdesk.services.official import keep, leave

        page = self._page
        known, case, session = page.known, page.case, page.session
        if known is None or case is None or wanted == self.kept:
            return
        path = known.file

        def write() -> None:
            ws = session.ws
            found = keep(ws, known, case.entity) if wanted else leave(ws, case.entity)
            for each in found:
                raise Refusal(each)
            self.saw()

        said = session.t("{case} begins with this form now.", case=case.words)
        left = session.t("{case} no longer begins with a form.", case=case.words)
        page.told(write, path, said if wanted else left)

    def load(self) -> None:
        """Show the form that the record keeps, where none is shown."""
        case = self._keeper
        if case is not None and self._page.known is None and not self._page.running:
            self._page.case_id = case.id
            self._load(case)

    def switch(self) -> bool:
        """Show the form of the case that was chosen just now, where it has one; whether it has."""
        page = self._page
        paper, known = self._paper(page.case), page.known
        if page.case is None or paper is None or known is None:
            return False
        if paper.sha256 == known.form.sha256:
            return False
        self._load(page.case)
        return True

    @property
    def waiting(self) -> bool:
        """Whether the record keeps a form that could be shown."""
        page = self._page
        idle = page.known is None and not page.running and not page.findings
        return idle and self._keeper is not None

    @property
    def _keeper(self) -> For | None:
        """The case with a form, the chosen one first."""
        page = self._page
        every = (*filter(None, (page.case,)), *page.cases)
        return next((each for each in every if self._paper(each)), None)

    def _paper(self, case: For | None) -> Evidence | None:
        from cpdesk.services.official import kept_form

        return kept_form(self._page.session.record, case.entity) if case else None

    def _load(self, case: For) -> None:
        from cpdesk.services.official import empty_form

        page, paper = self._page, self._paper(case)
        try:
            if paper is not None:
                page.load(empty_form(page.session.ws, paper))
        except (Refusal, OSError) as error:
            page.refused(error)

    # the map in the record, which Undo may change behind us

    def saw(self) -> None:
        self._map = self._now()

    def follow(self) -> bool:
        """Read the form anew where its map in the record was changed elsewhere; whether it was."""
        page, now = self._page, self._now()
        if page.known is None or not now or now == self._map:
            return False
        page.load(page.known.file)
        return True

    def _now(self) -> str:
        from cpdesk.services.forms import kept_map

        known = self._page.known
        found = kept_map(self._page.session.record, known.form.sha256) if known else None
        return found.text if found else ""

    # issued

    @property
    def next_number(self) -> str:
        from cpdesk.services.forms import next_form

        return next_form(self._page.session.ws)

    @property
    def issued(self) -> int:
        """How many forms were issued from this record."""
        return len(self._page.session.record.where(Pack, kind=PackKind.FORM))

    def issue(self, path: Path) -> bool:
        """Write the filled form with a number, and keep its very bytes; whether that was done."""
        from cpdesk.presenters.official_cases import case_of
        from cpdesk.services.forms import issue_filled

        page = self._page
        known, made, case = page.known, page.filled, page.case
        if known is None or made is None or case is None:
            return False
        ws, number = page.session.ws, self.next_number
        said = page.session.t("{number} was issued.", number=number)
        whole = case_of(page.session, case.entity)
        return page.told(lambda: issue_filled(ws, known, made, whole, path), path, said)
