"""The page of the paper on which the question being answered stands, as it would be printed now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from cpdesk.documents.leaves import Picture, Spot
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui.look import colours
from cpdesk.ui.parts import Elided, button, label

_ZOOMS = (1.0, 1.4, 2.0, 2.8, 4.0)
# Milliseconds: of dragging a window; of showing this page at all; without a change of the record.
_SETTLE, _FIRST, _QUIET = 120, 150, 500
_A4 = 297 / 210
PAPER = 422


class PreviewPane(QFrame):
    """Never waits: what is shown stays until the new pages are there."""

    def __init__(self, page: PacksPage) -> None:
        super().__init__()
        self.setObjectName("paperside")
        self.page = page
        self.zoom = 0
        self._picture: Picture | None = None
        self._pixmap = QPixmap()
        self.number, self.state = label("second"), Elided("hint")
        self.none = label("second", wraps=True)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setObjectName("paperarea")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(self.sheet)
        self.area.viewport().installEventFilter(self)
        self.sheet.installEventFilter(self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settled.timeout.connect(self.show_now)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(page.preview.refresh)
        self._build()
        page.preview.told = self.show_now

    def look_again(self) -> None:
        """Print anew once nothing more has been typed for a moment.

        The first time, once the window has been drawn: Python runs one thread at a time, and every
        widget that is shown would wait for the printer.
        """
        preview = self.page.preview
        if self.isVisible() and preview.stale:
            self._quiet.start(_FIRST if preview.leaves is None else _QUIET)

    @property
    def drawn(self) -> bool:
        """Whether nothing waits to be printed anew."""
        return not self._quiet.isActive()

    def show_now(self) -> None:
        """The page as far as it is there; what it is waiting for is said above it."""
        if not self.isVisible():
            return
        t, preview = self.page.session.t, self.page.preview
        self._name_tools()
        self.number.setText(t("Page {page} of {pages}", page=preview.page, pages=preview.pages)
                            if preview.pages else "")  # fmt: skip
        self.state.setText(self._said())
        picture = preview.picture(self._width())
        if picture is not None:
            self._take(picture)
        there = preview.leaves is not None
        self.area.setVisible(there)
        self.none.setVisible(not there)
        self.none.setText(preview.problem or self._waiting())
        self._lay()

    def turn(self, pages: int) -> None:
        self.page.preview.turn(pages)
        self.area.verticalScrollBar().setValue(0)

    def larger(self, steps: int) -> None:
        self.zoom = max(0, min(len(_ZOOMS) - 1, self.zoom + steps))
        self.show_now()

    def sizeHint(self) -> QSize:
        return QSize(PAPER, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self._settled.start()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A click on a row leads to its question; the wheel with Ctrl makes the page larger."""
        held = Qt.KeyboardModifier.ControlModifier
        if watched is self.sheet and event.type() is QEvent.Type.MouseButtonRelease:
            self._point_at(event.position().y())
            return True
        if event.type() is QEvent.Type.Wheel and event.modifiers() & held:
            self.larger(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    # building

    def _build(self) -> None:
        self.back, self.on = (button("small", lambda by=by: self.turn(by)) for by in (-1, 1))
        self.less, self.more = (button("small", lambda by=by: self.larger(by)) for by in (-1, 1))
        for each in (self.back, self.on, self.less, self.more):
            each.setFixedWidth(28)
        row = QHBoxLayout()
        row.setSpacing(6)
        for each in (self.back, self.number, self.on):
            row.addWidget(each)
        row.addWidget(self.state, 1)
        row.addWidget(self.less)
        row.addWidget(self.more)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.area, 1)
        column.addWidget(self.none, 1)
        for keys, by in (("PgDown", 1), ("PgUp", -1)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=by: self.turn(by))

    def _name_tools(self) -> None:
        t, preview = self.page.session.t, self.page.preview
        named = (
            (self.back, "‹", t("Previous page"), "Ctrl+PgUp"),
            (self.on, "›", t("Next page"), "Ctrl+PgDown"),
            (self.less, "−", t("Smaller"), "Ctrl+-"), (self.more, "+", t("Larger"), "Ctrl++"),
        )  # fmt: skip
        for each, words, said, keys in named:
            each.setText(words)
            each.setToolTip(f"{said}  {keys}")
            each.setAccessibleName(said)
            each.setEnabled(preview.leaves is not None)
        self.back.setEnabled(preview.page > 1)
        self.on.setEnabled(preview.page < preview.pages)
        self.area.setAccessibleName(t("The paper as it would be printed now"))

    # showing

    def _said(self) -> str:
        t, preview = self.page.session.t, self.page.preview
        if preview.problem:
            return preview.problem
        if preview.making or preview.stale:
            return t("being updated…") if preview.leaves else ""
        at = preview.made_at
        return t("updated {time}", time=f"{at:%H:%M}") if at else ""

    def _waiting(self) -> str:
        t = self.page.session.t
        return t("The paper is being laid out…") if self.page.case else ""

    def _width(self) -> int:
        """How many pixels wide the page is to be drawn: exactly as wide as it is shown."""
        return round(self._size().width() * self.devicePixelRatioF())

    def _size(self) -> QSize:
        """As large as there is room for, or larger; in pixels of the screen's own measure."""
        room = self.area.maximumViewportSize()
        wide = max(160.0, min(room.width() - 2.0, (room.height() - 2) / _A4)) * _ZOOMS[self.zoom]
        return QSize(round(wide), round(wide * self._shape()))

    def _shape(self) -> float:
        return self._picture.height / self._picture.width if self._picture else _A4

    def _take(self, picture: Picture) -> None:
        if picture is self._picture:
            return
        self._picture = picture
        image = QImage(picture.data, picture.width, picture.height, picture.stride,
                       QImage.Format.Format_RGB888)  # fmt: skip
        self._pixmap = QPixmap.fromImage(image)

    def _point_at(self, y: float) -> None:
        """A click on a row leads to its question."""
        size = self._size()
        top = max(0.0, (self.sheet.height() - size.height()) / 2)
        self.page.answering.point_at(self.page.preview.at((y - top) / size.height()))

    def _lay(self) -> None:
        """The page with a hairline around it, and the row that is being answered on green."""
        if self._pixmap.isNull():
            self.sheet.clear()
            return
        ratio, size = self.devicePixelRatioF(), self._size()
        wanted = QSize(self._width(), round(size.height() * ratio))
        laid = QPixmap(self._pixmap)
        if laid.width() != wanted.width():  # until it is drawn in this size
            laid = laid.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio,
                               Qt.TransformationMode.SmoothTransformation)  # fmt: skip
        painter = QPainter(laid)
        spot = self.page.preview.spot
        if spot is not None:
            _mark(painter, laid, spot)
        painter.setPen(QColor(colours().line2))
        painter.drawRect(0, 0, laid.width() - 1, laid.height() - 1)
        painter.end()
        laid.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(laid)
        self.sheet.setMinimumSize(size)
        self._bring(spot, size)

    def _bring(self, spot: Spot | None, size: QSize) -> None:
        """Of a page that is larger than its room, the row that is being answered is shown."""
        if spot is not None and self.zoom:
            at = QPoint(0, round(spot.top * size.height()))
            self.area.ensureVisible(at.x(), at.y(), 0, 80)


def _mark(painter: QPainter, page: QPixmap, spot: Spot) -> None:
    """Words under it stay as dark as they are."""
    wide, high = page.width(), page.height()
    left, right = wide * 20 / 210 - 6, wide * 190 / 210 + 6
    top, bottom = spot.top * high, spot.bottom * high
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(QRectF(left, top, right - left, bottom - top), QColor(colours().sel))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.fillRect(QRectF(left, top, 3, bottom - top), QColor(colours().accent))
