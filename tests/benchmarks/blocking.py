"""How long the window is deaf: the longest time between two turns of the loop of events."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

_LOOKS = 0.050  # seconds between two looks at the window, which take time of the same thread


class Listening:
    """Notes the longest block while a wish is carried out and everything it leads to."""

    def __init__(self, at_rest: Callable[[], bool]) -> None:
        self._at_rest = at_rest

    def longest(self, wish: Callable[[], object], least: float = 0.2) -> float:
        """Seconds; looks on until the window has been at rest for `least` seconds."""
        loop, worst = QEventLoop(), 0.0
        turned = looked = quiet = time.perf_counter()

        def turn() -> None:
            nonlocal worst, turned, looked, quiet
            now = time.perf_counter()
            worst, turned = max(worst, now - turned), now
            if now - looked > _LOOKS:
                quiet = quiet if self._at_rest() else now
                turned = looked = time.perf_counter()  # looking is not a block of the window
            if now - quiet > least:
                loop.quit()
            else:
                QTimer.singleShot(1, turn)

        QTimer.singleShot(0, turn)
        QTimer.singleShot(0, wish)
        loop.exec()
        return worst
