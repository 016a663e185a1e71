"""Pictures of papers, made one after another in the background and kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from cpdesk.domain.papers import Evidence
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job

ROOM = 48 << 20  # bytes of JPEG; only in memory, so that nothing personal is left on the disk
SIDES = (160, 800, 1600, 2800, 4000)  # pixels: near sizes share a picture
_WAITING = 60  # what was asked for before that has been scrolled away

Key = tuple[str, int, int, int]


class Pictures:
    """Asked for a picture, it gives it or begins to make it; `arrived` tells when one is there."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.arrived: Callable[[], None] = lambda: None
        self._session = session
        self._runner = runner
        self._made: OrderedDict[Key, bytes] = OrderedDict()
        self._wanted: OrderedDict[Key, Evidence] = OrderedDict()
        self._busy = False

    def of(self, paper: Evidence, page: int, longest: int) -> bytes | None:
        """A page as JPEG; empty where none can be made, None while it is being made."""
        if not paper.printable:
            return b""
        side = next((each for each in SIDES if each >= longest), SIDES[-1])
        key = (paper.sha256, paper.turned or 0, page, side)
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        self._wanted[key] = paper
        self._wanted.move_to_end(key)
        while len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)
        self._begin()
        return self._made.get(key)

    def forget(self) -> None:
        """Let go of all of them, as after erasing a paper."""
        self._made.clear()
        self._wanted.clear()

    def _begin(self) -> None:
        """What was asked for last comes first: it is what the user looks at."""
        if self._busy or not self._wanted:
            return
        from cpdesk.services.evidence_pictures import picture_of

        key, paper = self._wanted.popitem()
        ws, (_, _, page, side) = self._session.ws, key
        self._busy = True

        def work(_job: Job) -> bytes:
            return picture_of(ws, paper, page, side)

        self._runner.run(
            work, lambda made: self._keep(key, made), self._failed, lambda _job: None
        )

    def _keep(self, key: Key, made: bytes) -> None:
        self._busy = False
        self._made[key] = made
        while sum(map(len, self._made.values())) > ROOM:
            self._made.popitem(last=False)
        self._begin()
        self.arrived()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._wanted.clear()
        if not isinstance(error, Cancelled):
            raise error
