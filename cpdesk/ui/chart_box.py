"""The chart of a page as a picture: drawn once its box has its size, and looked into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.presenters.chart_files import ChartFiles
from cpdesk.presenters.running import Runner
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.ui import dialogs
from cpdesk.ui.chart_hover import paint_dragged, paint_month
from cpdesk.ui.chart_picture import DPI, Picture, drawn_picture
from cpdesk.ui.look import colours
from cpdesk.ui.parts import button

PICTURES = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"
FIGURES = "Excel (*.xlsx);;CSV (*.csv)"
_SETTLE, _LOWEST = 120, 300  # milliseconds, pixels
_CLIPPED, _DRAGGED = 2.0, 8  # dots to a pixel in the clipboard; pixels that are no click any more
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -12,
          Qt.Key.Key_PageDown: 12}  # fmt: skip
_ENDS = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: -1}  # as the first step from nowhere leads there


class ChartBox(QLabel):
    """Paints the one chart of the page; matplotlib is loaded when it is first drawn.

    It is a label, so that a screen reader knows what to do with it.

    The month under the pointer, or the one that arrow keys lead to, shows its figures; a click or
    Enter leads to its reading. Dragging over months, + and - or the wheel with Ctrl show fewer or
    more of them, 0 all. Its buttons and its context menu copy or save the picture or the figures.
    """

    def __init__(self, page: SavingsPage, runner: Runner) -> None:
        super().__init__()
        self.page = page
        self._runner = runner
        self._job: Job | None = None  # that which draws what is shown next
        self.files = ChartFiles(page)
        self.menu, self._saves, self._copies = QMenu(self), QMenu(self), QMenu(self)
        self.save, self.copy = button("small"), button("small")
        self.save.setMenu(self._saves)
        self.copy.setMenu(self._copies)
        self.picture: QImage | None = None
        self.month: Month | None = None
        self._panels: tuple[object, ...] = ()
        self._at: QPointF | None = None
        self._pressed: QPointF | None = None
        self._corner: QWidget | None = None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.draw)
        self.setMinimumHeight(_LOWEST)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retell()

    def retell(self) -> None:
        """The words of the menus in the language of the screen."""
        t = self.page.session.t
        self.save.setText(f"{t('Save chart')}…")
        self.copy.setText(t("Copy chart"))
        for each in (self.menu, self._saves, self._copies):
            each.clear()
        for menu in (self.menu, self._copies):
            menu.addAction(t("Copy the picture"), self.copy_picture)
            menu.addAction(t("Copy the figures"), self.copy_figures)
        self.menu.addSeparator()
        for menu in (self.menu, self._saves):
            menu.addAction(t("As a picture…"), self.save_picture)
            menu.addAction(t("As figures…"), self.save_figures)

    def keep_at_corner(self, widget: QWidget) -> None:
        """Keep this at the upper right corner, where the chart has no words."""
        self._corner = widget
        self._place()

    # wishes

    def save_picture(self) -> None:
        self._save(PICTURES, self.files.save_picture)

    def save_figures(self) -> None:
        self._save(FIGURES, self.files.save_figures)

    def copy_picture(self) -> None:
        """The picture as it is shown, in twice as many dots."""
        if (draw := self.page.drawing()) is not None:
            picture, _ = drawn_picture(
                draw, self.page.session.t, colours(), self._inches, _CLIPPED
            )  # fmt: skip
            QGuiApplication.clipboard().setImage(picture)
            self.files.copied()

    def copy_figures(self) -> None:
        text = self.files.as_text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.files.copied()

    def _save(self, kinds: str, wish: Callable[[Path], Finding | None]) -> None:
        t, name = self.page.session.t, self.files.proposed
        if not name:
            return
        proposed = self.page.session.ws.store.path.with_name(name)
        path = dialogs.file_to_write(self, t("Save chart"), proposed, kinds)
        finding = wish(path) if path else None
        if finding:
            dialogs.say(self, t, finding)

    # drawing

    @property
    def drawn(self) -> bool:
        """Whether the chart shows what the page says."""
        return not self._later.isActive() and self._job is None

    def draw_later(self) -> None:
        """Draw once the layout has given the box its size, which most often it has already."""
        self._later.start(_SETTLE if self.picture is None else 0)
        self._name()

    def draw(self) -> None:
        """Draw the chart aside at the size of the box; what was asked for before is let go."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        draw = self.page.drawing()
        if draw is None:
            self._take(None, ())
            return
        t, ink = self.page.session.t, colours()
        size, ratio = self._inches, self.devicePixelRatioF()

        def work(job: Job) -> Picture:
            job.report("", 0.0)  # one that nobody waits for any more ends here
            return drawn_picture(draw, t, ink, size, ratio)

        def arrived(made: Picture) -> None:
            if job is self._job:
                self._take(*made)

        def failed(error: Exception) -> None:
            if job is self._job:
                self._take(None, ())
            if not isinstance(error, Cancelled):
                raise error

        self._job = job = self._runner.run(work, arrived, failed, lambda _job: None)

    def _take(self, picture: QImage | None, panels: tuple[object, ...]) -> None:
        self._job, self.picture, self._panels = None, picture, panels
        if not any(each.month == self.month for panel in self._panels for each in panel.points):
            self._mean(None)
        self._name()
        self.update()

    @property
    def _inches(self) -> tuple[float, float]:
        return max(3.0, self.width() / DPI), max(2.0, self.height() / DPI)

    def _name(self) -> None:
        """What a screen reader says: the chart, and the month that is meant."""
        charts, t = self.page.charts, self.page.session.t
        told = charts.told(self.month) if self.month else None
        title = dict(charts.kinds).get(charts.word, "")
        self.setAccessibleName(" · ".join(filter(None, (title, self.page.said.verdict))))
        self.setAccessibleDescription(str(told) if told else t(
            "Arrow keys go from month to month, Enter leads to the reading, + and - show fewer or "
            "more months, 0 shows all."
        ))  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()  # one that is left over would take the program with it

    def _paint(self, painter: QPainter) -> None:
        room = QSizeF(self.size())
        if self.picture is not None:
            painter.drawImage(0, 0, self.picture)
        elif self.drawn:
            painter.setPen(QColor(colours().text3))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter,
                             self.page.session.t("There is nothing to draw here yet."))  # fmt: skip
        panel = self._dragged_in()
        told = self.page.charts.told(self.month) if self.month else None
        if panel is not None:
            x, to = self._pressed.x(), self._at.x()
            paint_dragged(painter, room, panel, x / self.width(), to / self.width())
        elif told is not None:
            paint_month(painter, room, self._panels, self.month, told, self._at)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        if self._dragged_in() is None:
            self._mean(self._month_at(self._at))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._at = None
        self._mean(None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self._at = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Months that were dragged over are shown alone; a click leads to the reading."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._at = event.position()
        panel, pressed = self._dragged_in(), self._pressed
        self._pressed = None
        if panel is not None:
            ends = (min(max(each.x() / self.width(), panel.box[0]), panel.box[2])
                    for each in (pressed, self._at))  # fmt: skip
            self.page.charts.zoom_to(*(panel.month_at(each) for each in ends))
        elif (month := self._month_at(self._at)) is not None:
            self.page.charts.open(month)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel with Ctrl shows fewer or more months; without it scrolls the page."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            month = self._month_at(event.position())
            self.page.charts.zoom(month, closer=event.angleDelta().y() > 0)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        charts, key = self.page.charts, event.key()
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _ENDS:
            self._turn_to(charts.beside(None, _ENDS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.month is not None:
            charts.open(self.month)
        elif event.text() in ("+", "="):
            charts.zoom(self.month, closer=True)
        elif event.text() == "-":
            charts.zoom(self.month, closer=False)
        elif event.text() == "0":
            charts.show_all()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _step(self, steps: int) -> None:
        """To another month; one that lies beside those shown moves them."""
        charts, before = self.page.charts, self.month
        month = charts.beside(before, steps)
        if month == before and charts.span is not None:
            charts.move(1 if steps > 0 else -1)
            month = charts.beside(before, steps)
        self._turn_to(month)

    def _turn_to(self, month: Month | None) -> None:
        self._at = None
        self._mean(month)
        self.update()

    def _mean(self, month: Month | None) -> None:
        if month != self.month:
            self.month = month
            opens = month is not None and self._at is not None
            shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self._name()

    def _month_at(self, at: QPointF) -> Month | None:
        return self.page.charts.at(self._panels, at.x() / self.width(), at.y() / self.height())

    def _dragged_in(self) -> object | None:
        """The plot in which months are being dragged over."""
        if self._pressed is None or self._at is None or not self.page.charts.can_zoom:
            return None
        if abs(self._at.x() - self._pressed.x()) < _DRAGGED:
            return None
        y = self._pressed.y() / self.height()
        return next((each for each in self._panels if each.box[1] <= y <= each.box[3]), None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def _place(self) -> None:
        if self._corner is not None:
            self._corner.adjustSize()
            self._corner.move(self.width() - self._corner.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if self.picture is not None:  # while it waits to be drawn anew it waits no longer for it
            self._later.start(self._later.interval() if self._later.isActive() else _SETTLE)
