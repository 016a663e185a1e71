"""The chart of a page as a picture, drawn once its box has its size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QContextMenuEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from cpdesk.domain.findings import Finding
from cpdesk.presenters.chart_files import ChartFiles
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.ui import dialogs
from cpdesk.ui.parts import button

PICTURES = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"
FIGURES = "Excel (*.xlsx);;CSV (*.csv)"
_DPI, _SETTLE, _LOWEST = 96, 120, 300  # pixels to an inch, milliseconds, pixels


class ChartBox(QWidget):
    """Paints the one chart of the page; matplotlib is loaded when it is first drawn.

    A button at its corner, or its context menu, saves the picture or the figures.
    """

    def __init__(self, page: SavingsPage) -> None:
        super().__init__()
        self.page = page
        self.files = ChartFiles(page)
        self.menu = QMenu(self)
        self.save = button("small")
        self.save.setParent(self)
        self.save.setMenu(self.menu)
        self.picture: QImage | None = None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.draw)
        self.setMinimumHeight(_LOWEST)
        self.retell()

    def retell(self) -> None:
        """The words of the menu in the language of the screen."""
        t = self.page.session.t
        self.save.setText(f"{t('Save chart')}…")
        self.menu.clear()
        self.menu.addAction(t("As a picture…"), self.save_picture)
        self.menu.addAction(t("As figures…"), self.save_figures)
        self._place()

    def save_picture(self) -> None:
        self._save(PICTURES, self.files.save_picture)

    def save_figures(self) -> None:
        self._save(FIGURES, self.files.save_figures)

    @property
    def drawn(self) -> bool:
        """Whether the chart shows what the page says."""
        return not self._later.isActive()

    def _save(self, kinds: str, wish: Callable[[Path], Finding | None]) -> None:
        t, folder = self.page.session.t, self.page.session.ws.store.path.parent
        path = dialogs.file_to_write(self, t("Save chart"), folder / self.files.proposed, kinds)
        finding = wish(path) if path else None
        if finding:
            dialogs.say(self, t, finding)

    def draw_later(self) -> None:
        """Draw once the layout has given the box its size, which most often it has already."""
        self._later.start(_SETTLE if self.picture is None else 0)

    def draw(self) -> None:
        """Draw the chart at the size of the box."""
        from cpdesk.documents.charts.style import Look

        size = (max(3.0, self.width() / _DPI), max(2.0, self.height() / _DPI))
        figure = self.page.figure(Look(self.page.session.t, paper=False), size)
        self.picture = None if figure is None else _picture(figure, self.devicePixelRatioF())
        self.setAccessibleName(self.page.said.verdict)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture is not None:
            QPainter(self).drawImage(0, 0, self.picture)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def _place(self) -> None:
        """The button at the upper right corner, where the chart has no words."""
        self.save.adjustSize()
        self.save.move(self.width() - self.save.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if self.picture is not None:  # while it waits to be drawn anew it waits no longer for it
            self._later.start(self._later.interval() if self._later.isActive() else _SETTLE)


def _picture(figure: object, ratio: float) -> QImage:
    """The figure as it looks on a screen with so many dots to a pixel."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.set_dpi(_DPI * ratio)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    wide, high = canvas.get_width_height()
    kind = QImage.Format.Format_RGBA8888
    picture = QImage(bytes(canvas.buffer_rgba()), wide, high, 4 * wide, kind).copy()
    picture.setDevicePixelRatio(ratio)
    return picture
