"""The packs of a kind that were issued, and what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.services.entry import attempt

if TYPE_CHECKING:
    from cpdesk.domain.findings import Finding
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.services.issued import Issued


class IssuedPacks:
    """What was issued on a page, to be written again to the very same bytes."""

    def __init__(self, page: PacksPage) -> None:
        self._page = page

    @property
    def all(self) -> tuple[Issued, ...]:
        """The packs of this kind that were issued, the newest first."""
        from cpdesk.services.issued import issued

        page = self._page
        return tuple(e for e in issued(page.session.ws) if e.pack.kind is page.kind)

    def words(self, each: Issued) -> str:
        """Its number and day."""
        t = self._page.session.t
        return " · ".join((each.pack.code, t.show(each.pack.issued), each.pack.language))

    def since(self, each: Issued) -> str:
        """How many changes the record has seen since, and the last of them."""
        t = self._page.session.t
        if not each.since:
            return t("Nothing has changed since.")
        label, facts = each.since[-1]
        said = t.plural("{n} change since", "{n} changes since", len(each.since))
        return t("{changes}, the last: {label}", changes=said, label=t(label, **facts))

    def write_again(self, each: Issued, path: Path) -> tuple[Finding, ...]:
        """Write the very bytes that were issued; what stood in the way."""
        from cpdesk.services.issued import write_again

        def write() -> None:
            write_again(self._page.session.ws, each.pack, path)

        return attempt(write)
