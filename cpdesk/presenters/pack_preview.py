"""The pages of a pack as they would be printed now, made aside while answers are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cpdesk.base.languages import sentence
from cpdesk.domain.findings import Refusal
from cpdesk.presenters.pack_cases import order_of
from cpdesk.services.jobs import Cancelled

if TYPE_CHECKING:
    from datetime import datetime

    from cpdesk.documents.leaves import Leaves, Picture, Spot
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.presenters.running import Runner
    from cpdesk.services.jobs import Job

_KEPT = 12  # pictures of pages; each of a few megabytes
Key = tuple[object, str, str]  # the record, the case, the language of the paper


class PackPreview:
    """Printed anew when the record, the case or the language differs; the old one stays till then.

    `maker` prints and `drawer` draws its pages, each aside; `told` is called when there is
    something else to show.
    """

    def __init__(self, page: PacksPage, maker: Runner, drawer: Runner) -> None:
        self.told: Callable[[], None] = lambda: None
        self.page = 1
        self.problem = ""
        self.made_at: datetime | None = None
        self.leaves: Leaves | None = None
        self._page = page
        self._maker, self._drawer = maker, drawer
        self._key: Key | None = None
        self._tried: Key | None = None
        self._job: Job | None = None
        self.making = False
        self._followed: tuple[str, ...] = ()
        self._pictures: dict[tuple[int, int], Picture] = {}
        self._drawing: tuple[int, int] | None = None

    # printing it

    @property
    def stale(self) -> bool:
        """Whether it shows another state than the record has now."""
        return self._wanted() != self._key

    def refresh(self) -> None:
        """Print it anew if it is stale; what is being printed for an older state is given up."""
        wanted = self._wanted()
        if wanted is None or self._page.running or wanted in (self._key, self._tried):
            return
        if self.making:
            self.leave()  # what is wanted then is begun when it has ended
        else:
            self._begin(wanted)

    def leave(self) -> None:
        """Nobody looks at it any more."""
        if self.making and self._job is not None:
            self._job.cancel()

    def _wanted(self) -> Key | None:
        case = self._page.case
        return (self._page.session.record, case.id, self._page.language) if case else None

    def _begin(self, key: Key) -> None:
        page, case = self._page, self._page.case
        record, language, today = page.session.record, page.language, page.session.ws.today

        def work(job: Job) -> Leaves:
            # Imported here: what prints takes long to load, and the window is not to wait for it.
            from cpdesk.services.proof import TURN, proof_of

            assert case is not None  # there is no key without a case
            order = order_of(record, page.kind, case, today)
            with TURN, page.reading() as read:
                return proof_of(record, order, language, today, read, job)

        self._tried, self.making = key, True
        self.told()
        self._job = self._maker.run(
            work, lambda made: self._made(key, made), self._failed, lambda _job: None
        )

    def _made(self, key: Key, leaves: Leaves) -> None:
        self.making, self._key, self.leaves, self.problem = False, key, leaves, ""
        self.made_at = self._page.session.ws.now()
        self._pictures.clear()
        self._drawing = None
        self.page = min(self.page, leaves.pages)
        self._go_after()
        self.told()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.making = False
        if isinstance(error, Cancelled):
            self._tried = self._key  # it was given up, not refused
        elif isinstance(error, Refusal):
            self.problem = sentence(self._page.session.t, error.finding)
        elif isinstance(error, OSError):
            self.problem = str(error)
        else:
            raise error
        self.told()
        self.refresh()

    # its pages

    @property
    def pages(self) -> int:
        return self.leaves.pages if self.leaves else 0

    def turn(self, pages: int) -> None:
        """So many pages on; the first and the last are as far as it goes."""
        self.page = max(1, min(self.pages, self.page + pages))
        self.told()

    def follow(self, *words: str) -> None:
        """Turn to where the first of these stands: the number of a question, or a heading.

        The same again leaves the page that the reader has turned to.
        """
        if words != self._followed:
            self._followed = words
            self._go_after()
            self.told()

    def at(self, height: float) -> str:
        """The number of the question or paper in whose row this share of the page lies."""
        numbers = self.leaves.numbers if self.leaves else {}
        here = (each for each, spot in numbers.items()
                if spot.page == self.page and spot.top <= height <= spot.bottom)  # fmt: skip
        return next(here, "")

    @property
    def spot(self) -> Spot | None:
        """Where on the page that is shown the question that is being answered stands."""
        spot = self._spot()
        return spot if spot and spot.page == self.page and spot.bottom > spot.top else None

    def picture(self, width: int) -> Picture | None:
        """The page that is shown, so many pixels wide; None while it is being drawn."""
        key = (self.page, width)
        if key not in self._pictures and self.leaves is not None:
            self._draw(key, self.leaves)
        return self._pictures.get(key)

    def _go_after(self) -> None:
        spot = self._spot()
        if spot is not None:
            self.page = spot.page

    def _spot(self) -> Spot | None:
        found = (self._spot_of(each) for each in self._followed)
        return next((each for each in found if each), None)

    def _spot_of(self, word: str) -> Spot | None:
        if self.leaves is None or not word:
            return None
        titled = (spot for title, spot in self.leaves.headings if word in title)
        return self.leaves.numbers.get(word) or next(titled, None)

    def _draw(self, key: tuple[int, int], leaves: Leaves) -> None:
        """One at a time; whatever is shown when it has arrived is drawn next."""
        from cpdesk.documents.leaves import drawn

        if self._drawing is not None:
            return
        self._drawing = key

        def done(picture: Picture) -> None:
            if self.leaves is leaves:
                while len(self._pictures) >= _KEPT:
                    self._pictures.pop(next(iter(self._pictures)))
                self._pictures[key] = picture
                self._drawing = None
            self.told()

        def failed(error: Exception) -> None:
            self._drawing = None
            if not isinstance(error, Cancelled):
                raise error

        self._drawer.run(lambda _job: drawn(leaves.content, *key), done, failed, lambda _job: None)
