"""What is looked at closely stands beside what it is chosen from, or beneath it where it must."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cpdesk.ui.parts import restyle

_MOST, _LOWEST = 16_777_215, 120  # Qt's own limit, and pixels of either part
_SHARE = 0.5  # of the height for what stands beneath, as a rule


class SideBySide(QWidget):
    """Two parts; the second is `wide` pixels, and goes beneath in a narrow window.

    There it has its `share` of the height.
    """

    def __init__(
        self, main: QWidget, beside: QWidget, wide: int, share: float = _SHARE
    ) -> None:
        super().__init__()
        self._main, self._beside, self._wide, self._share = main, beside, wide, share
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(main, 1)
        self._box.addWidget(beside)
        self._known: tuple[bool, int] = (False, -1)
        self._arrange(beside=True)

    def minimumSizeHint(self) -> QSize:
        """It never asks for the room of both beside each other."""
        main = self._main.minimumSizeHint()
        return QSize(main.width(), max(main.height(), 2 * _LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """What is shown may need more room than what was."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        self._arrange(beside=self._main.minimumSizeHint().width() + self._wide <= self.width())

    def _arrange(self, *, beside: bool) -> None:
        if self._known == (beside, self.height()):
            return
        self._known = (beside, self.height())
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._beside.setMinimumWidth(self._wide if beside else 0)
        self._beside.setMaximumWidth(self._wide if beside else _MOST)
        low = max(_LOWEST, round(self._share * self.height()))
        self._beside.setMinimumHeight(0 if beside else low)
        self._beside.setMaximumHeight(_MOST if beside else low)
        restyle(self._beside, "beneath", "" if beside else "yes")
