"""When the session of the PC ends, what is being written ends at its next safe step, and nothing is
asked. Windows shows why the program holds on, should it take longer than a moment.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager

from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.ui.main_window import MainWindow

WRITING = N_("Something is being written or printed. It ends at its next safe step, in a moment; "
             "nothing is lost.")  # fmt: skip
CLOSING = N_("The record is being closed, and a copy of it is kept. Please wait a moment.")
_LONGEST = 255  # signs that Windows shows
_PULSE = 50  # milliseconds between two looks whether the work has ended
_MOST = 3.0  # seconds for the second place of copies


def windows() -> Any:
    """Windows' own functions for its windows; None elsewhere."""
    if sys.platform == "win32":
        return ctypes.WinDLL("user32")
    return None


@contextmanager
def holding_on(window: int, reason: str) -> Iterator[None]:
    """Tell Windows why a window, by its handle, does not let the session end yet."""
    theirs, handle = windows(), ctypes.c_void_p(window)
    if theirs is not None:
        theirs.ShutdownBlockReasonCreate(handle, ctypes.c_wchar_p(reason[:_LONGEST]))
    try:
        yield
    finally:
        if theirs is not None:
            theirs.ShutdownBlockReasonDestroy(handle)


class SessionEnd(QObject):
    """Hears that the session is to end, and again that it does.

    In between it may be called off, and then the record is still open. Windows waits for as long
    as either takes, unless the user bids it not to; what is then cut off is never there in half.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        program = QGuiApplication.instance()
        program.commitDataRequest.connect(self.make_ready)
        program.aboutToQuit.connect(self.leave)

    def make_ready(self, _manager: QSessionManager) -> None:
        """Keep what is being typed, and return when nothing is being written any more."""
        window = self._window
        if window.view is not None and not window.holding.busy:
            window.view.confirm()
        if self._writing:
            with holding_on(window.winId(), window.t(WRITING)):
                self._wait()

    def leave(self) -> None:
        """Close the record, if one is open still: the program was not closed by its user."""
        window = self._window
        if window.desk is None:
            return
        with holding_on(window.winId(), window.t(CLOSING)):
            window.ending = True
            window.end()
            window.copies.finish(_MOST)

    @property
    def _writing(self) -> bool:
        return self._window.runner.busy or self._window.holding.runner.busy

    def _wait(self) -> None:
        """What has ended may have led to more, which is to end as well."""
        loop, pulse = QEventLoop(), QTimer(interval=_PULSE)

        def look() -> None:
            for each in (self._window.runner, self._window.holding.runner):
                each.stop()
            if not self._writing:
                loop.quit()

        pulse.timeout.connect(look)
        pulse.start()
        look()
        if self._writing:
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        pulse.stop()
