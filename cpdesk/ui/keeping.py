"""Copies that are kept as a record closes: beside it at once, in the second place as it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cpdesk import bootstrap
from cpdesk.base.languages import sentence
from cpdesk.base.settings import load_settings, save_settings
from cpdesk.domain.findings import Finding, info
from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.services.carrying import Carried, Carrying
    from cpdesk.ui.main_window import MainWindow

OWED = info(
    "second-place-owed",
    N_("When {path} was closed last, its copy did not reach the second place, {folder}. It is "
       "being kept there now; the copy beside the record is whole."),
)  # fmt: skip
ARRIVED = N_("The copy is in the second place now.")
# Seconds that a closing record waits for the second place, and a program that is being closed.
_MOMENT, _MOST = 1.0, 15.0
_PULSE = 300  # milliseconds between two looks at what is under way


class KeptCopies(QObject):
    """A second place that is slow holds nobody up: what is not there in a moment comes after.

    It goes on while the window is open, and a little longer; what is not there by then is told and
    made up for when the record is opened again.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._carrying: Carrying | None = None
        self._missed = False  # whether it was said that the second place is missing
        self._pulse = QTimer(self, interval=_PULSE)
        self._pulse.timeout.connect(self._look)

    def keep(self, path: Path) -> None:
        """As a record closes; what could not be done at once is told."""
        from cpdesk.services.upkeep import keep_beside, second_place

        kept, place = keep_beside(path, bootstrap.clock()), second_place()
        for each in kept.findings:
            self._window.say(each)
        if place is not None:
            self._window.change(owed=self._window.settings.owing(path).owed)
            self._carry(path, place, kept.copy).wait(_MOMENT)
            self._hear(self._window.say)

    def catch_up(self, path: Path) -> Finding | None:
        """As a record is opened: make up for the copy that the second place still lacks; if so."""
        settings = load_settings()  # another window may have written them
        if not (settings.second_place and self._window.settings.owes(path)):
            return None
        self._carry(path, Path(settings.second_place))
        return OWED.at(path=path.name, folder=settings.second_place)

    def forget(self) -> None:
        """Another second place was named, or none: what was missed in the old one is past."""
        self._missed = False

    def rest(self) -> None:
        """The window is gone: nothing is told any more."""
        self._pulse.stop()

    def finish(self, seconds: float = _MOST) -> None:
        """At last: the process goes on for so long, and what is not done by then is owed."""
        if self._carrying is None:
            return
        self._carrying.finish(seconds)
        for each in self._carrying.ended():
            if self._carrying.settles(each):  # another window may have saved its own settings
                save_settings(load_settings().settled(each.path))

    def _carry(self, path: Path, place: Path, copy: Path | None = None) -> Carrying:
        from cpdesk.services.carrying import Carrying

        self._carrying = self._carrying or Carrying()
        self._carrying.begin(path, place, bootstrap.clock(), copy)
        self._pulse.start()
        return self._carrying

    def _look(self) -> None:
        """What has ended meanwhile is told below, beside whatever is being done."""
        desk, t = self._window.desk, self._window.t
        if desk is None:
            self._hear(self._window.say)
            return
        for each in self._hear(lambda finding: desk.session.changed(sentence(t, finding))):
            if each.path == desk.path and self._carrying.settles(each):
                desk.session.changed(t(ARRIVED))

    def _hear(self, tell: Callable[[Finding], None]) -> tuple[Carried, ...]:
        if not self._carrying.busy:
            self._pulse.stop()
        ended = self._carrying.ended()
        for each in ended:
            self._take(each, tell)
        return ended

    def _take(self, carried: Carried, tell: Callable[[Finding], None]) -> None:
        from cpdesk.services.upkeep import NO_SECOND_PLACE

        if carried.error is not None:
            raise carried.error
        if self._carrying.settles(carried):
            self._window.change(owed=self._window.settings.settled(carried.path).owed)
        for each in carried.findings:
            if each.kind is not NO_SECOND_PLACE or not self._missed:
                tell(each)
            self._missed = self._missed or each.kind is NO_SECOND_PLACE
