"""What the chosen papers support, and what they could."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Acceptance, Attachment
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.evidence_list import PaperList
from cpdesk.presenters.session import Session

Told = Callable[[tuple[Finding, ...]], bool]


@dataclass(frozen=True)
class Support:
    """One thing the chosen paper supports, and on which of its pages."""

    id: str
    words: str
    pages: str


class Supporting:
    """The attachments of the one chosen paper; several can be attached to a thing at once."""

    def __init__(self, session: Session, papers: PaperList, told: Told) -> None:
        self.session = session
        self._papers = papers
        self._told = told
        self._kind = ""
        self._offered: tuple[object, tuple[tuple[str, str], ...]] | None = None

    @property
    def supports(self) -> tuple[Support, ...]:
        """What the chosen paper supports; empty where several are chosen."""
        chosen = self._papers.chosen
        found = self.session.record.where(Attachment, evidence=chosen[0].id) if chosen[:1] else ()
        told = [Support(each.id, self._thing(each), each.pages) for each in self._ordered(found)]
        return tuple(told) if len(chosen) == 1 else ()

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
        """Id and words of what the chosen papers could support, of the kind that is offered."""
        kind = BY_WORD.get(self.kind) if self._papers.chosen else None
        state = (self.session.record, self.session.t, kind)
        if self._offered is None or self._offered[0] != state:  # there may be thousands
            found = _all(self.session.record, kind) if kind else ()
            self._offered = (state, tuple((each.id, self._words(each)) for each in found))
        return self._offered[1]

    def choose_kind(self, word: str) -> None:
        self._kind = word

    def support(self, to: str, pages: str) -> bool:
        """Say that the chosen papers support something, on these pages; or change the pages."""
        from cpdesk.services.evidence import attach_all

        chosen = self._papers.chosen
        if not chosen or not to:
            return False
        return self._told(attach_all(self.session.ws, chosen, to, pages))

    def set_pages(self, id: str, pages: str) -> bool:
        attachment = self.session.record.get(Attachment, id)
        return pages.strip() == attachment.pages or self.support(attachment.to, pages)

    def take_off(self, id: str) -> bool:
        """The chosen paper does not support that any more."""
        from cpdesk.services.evidence import detach

        return self._told(detach(self.session.ws, self.session.record.get(Attachment, id)))

    def _ordered(self, found: Sequence[Attachment]) -> list[Attachment]:
        """Bills of a meter in the order of time, whatever the month is called."""

        def place(each: Attachment) -> tuple[str, str]:
            thing = self.session.record.entity(each.to)
            if isinstance(thing, Reading):
                return getattr(self.session.record.entity(thing.of), "code", ""), str(thing.start)
            return thing.title if thing else "", thing.code if thing else ""

        return sorted(found, key=place)

    def _thing(self, attachment: Attachment) -> str:
        thing = self.session.record.entity(attachment.to)
        if thing is None:
            return ""
        if isinstance(thing, Reading):  # there may be many, in a narrow column
            series = getattr(self.session.record.entity(thing.of), "code", "")
            return f"{series} · {self.session.t.month(Month.of(thing.end - timedelta(days=1)))}"
        return f"{self.session.t(thing.title)} · {self._words(thing)}"

    def _words(self, thing: Entity) -> str:
        """An accepted doubt by the reason that was given for it."""
        if isinstance(thing, Acceptance):
            reason = self.session.t.show(thing.reason)
            return " · ".join(filter(None, (thing.code, thing.place, reason)))
        return entry_words(self.session, thing)


def _all(record: Record, kind: type[Entity]) -> Iterator[Entity]:
    """The entities of a kind; readings by their meter, the newest first."""
    if kind is not Reading:
        yield from record.all(kind)
        return
    for series in (*record.all(Meter), *record.all(Driver)):
        yield from reversed(record.readings(series))
