"""The papers behind an answer, and those of the checklist: which are there, and adding more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.presenters.findings import Line, lines
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.services.evidence import Added


@dataclass(frozen=True)
class Paper:
    """A paper by its code and what it is."""

    code: str
    words: str


class PackPapers:
    """The papers of what is looked at on the page of a pack."""

    def __init__(self, page: PacksPage) -> None:
        self._page = page
        self.refused: tuple[Line, ...] = ()
        self.adding = False

    @property
    def possible(self) -> bool:
        """Whether what is looked at can have papers."""
        return bool(self._document or self._to)

    @property
    def there(self) -> tuple[Paper, ...]:
        """The papers that are this document, or support the entry that is shown."""
        record, t = self._page.session.record, self._page.session.t
        if self._document:
            found = record.where(Evidence, document=self._document)
        else:
            to = self._to
            ids = {each.evidence for each in record.where(Attachment, to=to)} if to else set()
            found = tuple(each for each in record.all(Evidence) if each.id in ids)
        return tuple(Paper(each.code, t.show(each.name) or each.file_name) for each in found)

    def show(self, code: str) -> None:
        """Turn to the page of evidence, to this paper."""
        self._page.session.go_to(Place(Evidence.word, code))

    def add(self, paths: Sequence[Path]) -> None:
        """Keep files in the record, and say of what they are the papers, as one change."""
        from cpdesk.services.evidence import add_evidence

        ws, document, to = self._page.session.ws, self._document, self._to
        if not paths or self.adding or not (document or to):
            return
        self.adding, self.refused = True, ()

        def work(job: Job) -> Added:
            return add_evidence(ws, paths, document, job, to)

        self._page.run_aside(work, self._added, self._failed)

    def _added(self, added: Added) -> None:
        self.adding = False
        t = self._page.session.t
        self.refused = lines(t, added.findings, self._page.session.record)
        n = len(added.papers)
        self._page.session.changed(
            t.plural("{n} paper was added.", "{n} papers were added.", n) if n else None
        )

    def _failed(self, error: Exception) -> None:
        self.adding = False
        if not isinstance(error, Cancelled):
            raise error

    @property
    def _document(self) -> str:
        """The number of the document that is looked at, or an empty text."""
        form, current = self._page.chapters.form, self._page.answering.current
        return current if form and current in form.papers else ""

    @property
    def _to(self) -> str:
        """The id of the entry that is shown, where a paper can support one of its kind."""
        kinds = field_of(Attachment, "to").told.refers
        groups = self._page.answering.fields
        record = self._page.session.record
        shown = (each.selected for each in groups if each.word in kinds and each.selected)
        return next((id for id in shown if record.entity(id) is not None), "")
