"""What refers to itself is let go of by the thread of the window, a little at a time."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 250  # milliseconds
_YOUNG = 2000  # new things that are worth a look
_STILL = 20  # looks without any after which nobody is waiting


class Tidying(QObject):
    """Takes the place of Python's own collector, which begins wherever it likes.

    In another thread it would end widgets, which only theirs may do; while Qt ends something it
    would wait for ever for the lock that this holds; and going through everything there is would
    hold the window up for as long as it takes, in the midst of a wish. The young things are looked
    through often, all of them only when nothing has been made for a while.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._still, self._grown = 0, False
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look through what is new; through everything, once, when it has become quiet."""
        if gc.get_count()[0] > _YOUNG:
            gc.collect(1)
            self._still, self._grown = 0, True
            return
        self._still += 1
        if self._grown and self._still >= _STILL:
            self._grown = False
            gc.collect()
