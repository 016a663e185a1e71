"""Much is written to the record aside: the window lives, and what is typed waits for its turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from cpdesk.services.jobs import Job, NullJob
from cpdesk.ui.runner import WorkRunner

T = TypeVar("T")
_KEPT = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.Shortcut, QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick, QEvent.Type.ContextMenu, QEvent.Type.Close,
})  # fmt: skip
_REFUSED = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Holding(QObject):
    """Carries out a wish that writes much, and returns once it is done; the window goes on.

    Keys and clicks that come meanwhile are kept and follow in their order, when the record stands
    as the wish has left it: none is lost, and none meets an older state. Only the button that
    stops the work is heard at once, and Esc while that is shown.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.runner = WorkRunner(self)
        self.stop: QWidget | None = None
        self._kept: list[tuple[QObject, QEvent]] = []
        self._loop: QEventLoop | None = None
        self._passing = False  # whether what was kept is being handed on
        self._asking: QWidget | None = None  # the dialog in which the wish was made

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._loop is not None

    def run(self, work: Callable[[Job], T]) -> T:
        """What the work returns; raises what it raises. What comes in between waits its turn."""
        if self._loop is not None:  # from a timer: the record itself makes it wait
            return work(NullJob())
        done: list[T] = []
        failed: list[Exception] = []
        self._loop, self._asking = (loop := QEventLoop()), QApplication.activeModalWidget()

        def end(to: list[T] | list[Exception], what: T | Exception) -> None:
            to.append(what)  # type: ignore[arg-type]
            loop.quit()

        self.runner.run(
            work, lambda result: end(done, result), lambda error: end(failed, error),
            lambda _job: None,
        )  # fmt: skip
        QApplication.instance().installEventFilter(self)
        passing, self._passing = self._passing, False
        try:
            loop.exec()
        finally:
            self._loop, self._passing = None, passing
            QTimer.singleShot(0, self, self._hand_on)
        if failed:
            raise failed[0]
        return done[0]

    def close(self) -> None:
        """Wait for the worker."""
        self.runner.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._passing or self._is_asked:
            return False
        if kind in _REFUSED:
            event.ignore()
            return True
        if kind not in _KEPT or self._stops(event):
            return False
        if kind is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape and self._can_stop:
            self.runner.stop()
            return True
        self._kept.append((watched, event.clone()))
        event.accept()  # else the widget around it would be given it, too
        return True

    @property
    def _is_asked(self) -> bool:
        """Whether a dialog has come up meanwhile: nothing goes on before it is answered."""
        return QApplication.activeModalWidget() not in (None, self._asking)

    @property
    def _can_stop(self) -> bool:
        return self.stop is not None and self.stop.isVisible()

    def _stops(self, event: QEvent) -> bool:
        """Whether it is a click on the button that stops the work."""
        if not self._can_stop or not isinstance(event, QMouseEvent):
            return False
        at = self.stop.mapFromGlobal(event.globalPosition().toPoint())
        return self.stop.rect().contains(at)

    def _hand_on(self) -> None:
        """What was kept comes now; what comes in between waits behind it."""
        while self._kept and self._loop is None:
            watched, event = self._kept.pop(0)
            if isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
                watched = QApplication.focusWidget() or watched  # a key before it may open a box
            if isValid(watched):
                self._passing = True
                try:
                    QCoreApplication.sendEvent(watched, event)
                finally:
                    self._passing = False
        if self._loop is None:
            QApplication.instance().removeEventFilter(self)
