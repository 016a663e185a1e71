"""Issuing a pack, the packs that were issued, and what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.languages import NAMES
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Pack, PackKind
from cpdesk.presenters.desk import said
from cpdesk.presenters.form_fields import sentence_of
from cpdesk.services.entry import attempt

if TYPE_CHECKING:
    from cpdesk.domain.findings import Finding
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.services.issued import Issued

_MOST = 12  # changes told one by one


class IssuedPacks:
    """What was issued on a page, to be written again to the very same bytes; and the next one."""

    def __init__(self, page: PacksPage) -> None:
        self._page = page
        self.problem = ""
        self._of: object = None
        self._all: tuple[Issued, ...] = ()

    @property
    def _kinds(self) -> tuple[PackKind, ...]:
        """With the packs that a form may stand before, the forms issued by themselves too."""
        kind = self._page.kind
        withs = kind in (PackKind.APPLICATION, PackKind.DOSSIER)
        return (kind, PackKind.FORM) if withs else (kind,)

    def ending(self, each: Issued) -> str:
        """Of its file: `.pdf`, or that of a Word form."""
        from cpdesk.services.issued import ending_of

        return ending_of(each.pack)

    @property
    def count(self) -> int:
        """How many packs of this kind were issued."""
        return sum(each.kind in self._kinds for each in self._page.session.record.all(Pack))

    @property
    def all(self) -> tuple[Issued, ...]:
        """The packs of this kind that were issued, the newest first."""
        from cpdesk.services.issued import issued

        page = self._page
        if self._of is not page.session.record:  # the history is long: it is read once
            self._of = page.session.record
            self._all = tuple(e for e in issued(page.session.ws) if e.pack.kind in self._kinds)
        return self._all

    def find(self, code: str) -> Issued | None:
        """The pack with this number; the newest, where it names none."""
        return next((each for each in self.all if each.pack.code == code),
                    next(iter(self.all), None))  # fmt: skip

    def words(self, each: Issued) -> str:
        """Its number, its day and its language."""
        t = self._page.session.t
        tongues = " + ".join(NAMES[one] for one in each.pack.language.split("+"))
        return " · ".join((each.pack.code, t.show(each.pack.issued), tongues))

    def since(self, each: Issued) -> str:
        """How many changes the record has seen since, and the last of them."""
        t = self._page.session.t
        if not each.since:
            return t("Nothing has changed since.")
        label, facts = each.since[-1]
        number = t.plural("{n} change since", "{n} changes since", len(each.since))
        return t("{changes}, the last: {label}", changes=number, label=said(t, label, facts))

    def changes(self, each: Issued) -> tuple[str, ...]:
        """What was changed since, the last first; of many only the last of them."""
        t = self._page.session.t
        told = [said(t, label, facts) for label, facts in reversed(each.since)]
        more = len(told) - _MOST
        rest = (t.plural("and {n} more", "and {n} more", more),) if more > 0 else ()
        return (*told[:_MOST], *rest)

    def differences(self, each: Issued) -> tuple[str, ...]:
        """What the record says otherwise now, field by field; or why that cannot be told."""
        from cpdesk.presenters.differences import difference_words
        from cpdesk.services.differences import differences

        session = self._page.session
        try:
            found = differences(session.ws, each.pack)
        except Refusal as refusal:
            return (sentence_of(session.t, refusal),)
        return tuple(difference_words(session.record, session.t, one) for one in found)

    def write_again(self, each: Issued, path: Path) -> tuple[Finding, ...]:
        """Write the very bytes that were issued; what stood in the way."""
        from cpdesk.services.issued import write_again

        def write() -> None:
            write_again(self._page.session.ws, each.pack, path)

        return attempt(write)

    # the next one

    @property
    def next_number(self) -> str:
        """The number that the pack would be issued with."""
        from cpdesk.presenters.pack_cases import order_of
        from cpdesk.services.proof import next_number

        page = self._page
        if page.case is None:
            return ""
        record = page.session.record
        return next_number(record, order_of(record, page.kind, page.case, page.day), page.day)

    @property
    def form(self) -> str:
        """The file of the official form that stands before the pack; empty without one."""
        from cpdesk.presenters.pack_cases import order_of
        from cpdesk.services.official import kept_form, subject_of

        page, record = self._page, self._page.session.record
        if page.case is None:
            return ""
        of = subject_of(order_of(record, page.kind, page.case, page.day), record)
        paper = kept_form(record, of) if of else None
        return paper.file_name if paper else ""

    def choose_day(self, typed: str) -> bool:
        """Take the day of issue as it is typed; whether it could be read. Empty: today."""
        from cpdesk.exchange.days import read_day

        try:
            day = read_day(typed.strip()) if typed.strip() else None
        except Refusal as refusal:
            self.problem = sentence_of(self._page.session.t, refusal)
            self._page.show()
            return False
        self.problem = ""
        self._page.choose_day(day)
        return True

