"""How long the window is deaf: the longest time between two turns of the loop of events."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


class Listening:
    """Notes the longest block while a wish is carried out and everything it leads to."""

    def __init__(self, at_rest: Callable[[], bool]) -> None:
        self._at_rest = at_rest

    def longest(self, wish: Callable[[], object], least: float = 0.2) -> float:
        """Seconds; looks on until the window has been at rest for `least` seconds."""
        loop, worst, quiet = QEventLoop(), 0.0, 0.0
        turned = time.perf_counter()

        def turn() -> None:
            nonlocal worst, turned, quiet
            now = time.perf_counter()
            worst, turned = max(worst, now - turned), now
            if not self._at_rest():
                quiet = now
            if now - quiet > least:
                loop.quit()
            else:
                QTimer.singleShot(1, turn)

        quiet = time.perf_counter()
        QTimer.singleShot(0, turn)
        QTimer.singleShot(0, wish)
        loop.exec()
        return worst
