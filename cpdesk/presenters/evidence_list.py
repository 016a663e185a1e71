"""The list of papers: which of them are shown, and which are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cpdesk.domain.entity import code_order
from cpdesk.domain.papers import FORM_PAPER, Attachment, Evidence
from cpdesk.presenters.evidence_words import about, amount_of
from cpdesk.presenters.session import Session

ALL, LOOSE, PDF, PICTURE, KEPT = "", "loose", "pdf", "picture", "kept"


@dataclass(frozen=True)
class Paper:
    """One paper of the list: its code and title, and below them what it is."""

    id: str
    words: str
    about: str


class PaperList:
    """The papers of the record behind a filter."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.filter = ALL
        self.sought = ""
        self._chosen: tuple[str, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Those that the filter lets through, and in which the words sought stand."""
        t = self.session.t
        found = (Paper(e.id, self.session.name(e), about(t, e)) for e in self._let_through()
                 if self._fits(e))  # fmt: skip
        return tuple(found)

    @property
    def summary(self) -> str:
        """How many papers there are in all, and how much room they take."""
        t, known = self.session.t, self._all()
        count = t.plural("{n} paper", "{n} papers", len(known))
        return f"{count} · {amount_of(t, sum(each.size for each in known))}" if known else ""

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """Every paper, those without a use, by kind, and by each document that is there."""
        t, there = self.session.t, sorted(self._documents(), key=code_order)
        schemes = self.session.ws.schemes().by_id.values()
        names = {d.id: f"{d.id} {t.show(d.name)}" for s in schemes for d in s.documents}
        names[FORM_PAPER] = t("Official form")
        return (
            (ALL, t("All papers")), (LOOSE, t("Supporting nothing yet")), (PDF, "PDF"),
            (PICTURE, t("Photos and scans")), (KEPT, t("Kept, not printed")),
            *((each, names.get(each, each)) for each in there),
        )  # fmt: skip

    @property
    def chosen(self) -> tuple[Evidence, ...]:
        """The chosen papers in the order of their codes; some may be gone since."""
        return tuple(each for each in self._all() if each.id in self._chosen)

    def choose(self, ids: Iterable[str]) -> None:
        self._chosen = tuple(ids)

    def choose_filter(self, value: str) -> None:
        self.filter = value

    def find(self, words: str) -> None:
        """Only papers with all of these words in code, title, file name or document."""
        self.sought = words

    def _fits(self, paper: Evidence) -> bool:
        names = (paper.name.en, paper.name.zh_Hant, paper.name.zh_Hans)
        said = " ".join((paper.code, paper.file_name, paper.document, *names)).casefold()
        return all(each in said for each in self.sought.casefold().split())

    def _all(self) -> tuple[Evidence, ...]:
        return self.session.record.all(Evidence)

    def _documents(self) -> set[str]:
        return {each.document for each in self._all() if each.document}

    def _let_through(self) -> tuple[Evidence, ...]:
        used = {each.evidence for each in self.session.record.all(Attachment)}
        tests: dict[str, Callable[[Evidence], bool]] = {
            ALL: lambda _: True,
            LOOSE: lambda e: not e.document and e.id not in used,
            PDF: lambda e: e.media_type == "application/pdf",
            PICTURE: lambda e: e.picture,
            KEPT: lambda e: not e.printable,
        }
        passes = tests.get(self.filter)
        return tuple(
            each for each in self._all()
            if (passes(each) if passes else each.document == self.filter)
        )  # fmt: skip
