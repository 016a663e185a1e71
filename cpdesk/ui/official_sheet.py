"""The page of the official form as it is filled: places are marked on it, moved and sized."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel

from cpdesk.presenters.official_form import OfficialForm
from cpdesk.presenters.official_sheet import Share
from cpdesk.ui.look import colours

_SETTLE = 120  # milliseconds in which a window is dragged to its size
_CATCH, _LEAST = 5.0, 6.0  # pixels: about an edge, and of a place that is drawn
_STEP, _FINE = 2.0, 0.5  # points by which a key moves
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_KEYS = "Insert, Delete, ← ↑ → ↓, Shift+← ↑ → ↓, Ctrl+← ↑ → ↓, PgUp, PgDown, Ctrl+Z, Ctrl+Y"


class Sheet(QLabel):
    """The page with its places. Drawing over what is free marks a place; a place can be dragged."""

    def __init__(self, page: OfficialForm) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("paper")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(300)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._shown: object = None
        self._from: QPointF | None = None
        self._grip = ""  # what is dragged: a new place, a whole one, or one of its edges
        self._before: QRectF = QRectF()
        self._drawn: QRectF | None = None
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settled.timeout.connect(self.show_sheet)

    def speak(self) -> None:
        t = self.page.session.t
        self.setAccessibleName(t("The page as it is filled"))
        self.setToolTip(
            t("Draw over a free spot to mark a place. Drag a place to move it, its edges to size "
              "it.") + "\n" + _KEYS
        )  # fmt: skip

    def show_sheet(self) -> None:
        """The picture anew where the page or its size is another one; the frames always."""
        longest, filled = self._longest(), self.page.filled
        wanted = (filled, self.page.sheet.number, longest)
        if wanted != self._shown:
            self._shown = wanted
            self.setPixmap(self._picture(longest))
        self.update()

    def _picture(self, longest: int) -> QPixmap:
        picture = QPixmap()
        made = self.page.sheet.picture(longest)
        if made:
            picture.loadFromData(made)
            picture = picture.scaled(
                self._room() * self.devicePixelRatioF(), Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture

    def _room(self) -> QSize:
        return self.contentsRect().size() * 0.97

    def _longest(self) -> int:
        room = self._room()
        return max(200, round(max(room.width(), room.height()) * self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    # where things are

    @property
    def paper(self) -> QRectF:
        """Where the page lies in this widget."""
        shown = QSizeF(self.pixmap().deviceIndependentSize())
        left, top = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
        return QRectF(QPointF(left, top), shown)

    def _on_screen(self, share: Share) -> QRectF:
        paper, (left, top, right, bottom) = self.paper, share
        return QRectF(
            paper.left() + left * paper.width(), paper.top() + top * paper.height(),
            (right - left) * paper.width(), (bottom - top) * paper.height(),
        )  # fmt: skip

    def _share(self, box: QRectF) -> Share:
        paper, box = self.paper, box.normalized()
        return (
            (box.left() - paper.left()) / paper.width(), (box.top() - paper.top()) / paper.height(),
            (box.right() - paper.left()) / paper.width(),
            (box.bottom() - paper.top()) / paper.height(),
        )  # fmt: skip

    def _name_at(self, at: QPointF) -> str:
        paper = self.paper
        if paper.isEmpty():
            return ""
        return self.page.sheet.at((at.x() - paper.left()) / paper.width(),
                                  (at.y() - paper.top()) / paper.height())  # fmt: skip

    def _grip_at(self, at: QPointF) -> str:
        """The edge of the chosen place that is under the mouse, or the place itself."""
        share = self.page.sheet.mark
        if share is None or self.page.places.chosen is None:
            return ""
        box = self._on_screen(share)
        if not box.adjusted(-_CATCH, -_CATCH, _CATCH, _CATCH).contains(at):
            return ""
        inner = min(_CATCH, box.width() / 4), min(_CATCH, box.height() / 4)
        across = "l" if at.x() < box.left() + inner[0] else (
            "r" if at.x() > box.right() - inner[0] else "")  # fmt: skip
        up = "t" if at.y() < box.top() + inner[1] else (
            "b" if at.y() > box.bottom() - inner[1] else "")  # fmt: skip
        return across + up or "whole"

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into a field of the paper chooses it."""
        at = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or not self.paper.contains(at):
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        grip, name = self._grip_at(at), self._name_at(at)
        if not grip and name:
            self.page.choose(name)
            grip = self._grip_at(at) and "whole"
        if not self.page.sheet.own or (name and not grip):
            return
        self._from, self._grip = at, grip or "new"
        share = self.page.sheet.mark
        self._before = self._on_screen(share) if grip and share else QRectF(at, QSizeF())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._from is None:
            self._show_cursor(at)
            return
        self._drawn = self._dragged(at)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drawn, grip = self._drawn, self._grip
        self._from, self._drawn, self._grip = None, None, ""
        if drawn is None or drawn == self._before:
            return
        if grip != "new":
            self.page.places.move(self._share(drawn))
        elif max(drawn.width(), drawn.height()) >= _LEAST:
            self.page.places.add(self._share(drawn))
        self.update()

    def _dragged(self, at: QPointF) -> QRectF:
        """The place as it would lie if the mouse were let go here."""
        assert self._from is not None
        by = at - self._from
        if by.manhattanLength() < 2:
            return self._before
        if self._grip == "new":
            return QRectF(self._from, at).normalized().intersected(self.paper)
        box = QRectF(self._before)
        if self._grip == "whole":
            return box.translated(by)
        held = [side in self._grip for side in "ltrb"]
        box.adjust(*(way * on for way, on in zip((by.x(), by.y()) * 2, held, strict=True)))
        return box.normalized()

    def _show_cursor(self, at: QPointF) -> None:
        shapes = {
            "whole": Qt.CursorShape.SizeAllCursor, "l": Qt.CursorShape.SizeHorCursor,
            "r": Qt.CursorShape.SizeHorCursor, "t": Qt.CursorShape.SizeVerCursor,
            "b": Qt.CursorShape.SizeVerCursor, "lt": Qt.CursorShape.SizeFDiagCursor,
            "rb": Qt.CursorShape.SizeFDiagCursor, "rt": Qt.CursorShape.SizeBDiagCursor,
            "lb": Qt.CursorShape.SizeBDiagCursor,
        }  # fmt: skip
        grip = self._grip_at(at)
        over = Qt.CursorShape.PointingHandCursor if self._name_at(at) else (
            Qt.CursorShape.CrossCursor if self.page.sheet.own and self.paper.contains(at)
            else Qt.CursorShape.ArrowCursor)  # fmt: skip
        self.setCursor(shapes.get(grip, over))

    # the keyboard

    def event(self, event: QEvent) -> bool:
        """Undo and Redo mean the places while the page has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and self._step_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def _step_of(self, event: QKeyEvent) -> object:
        places = self.page.places
        if event.matches(QKeySequence.StandardKey.Undo) and places.can_undo:
            return places.undo
        if event.matches(QKeySequence.StandardKey.Redo) and places.can_redo:
            return places.redo
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, key = self._step_of(event), Qt.Key(event.key())
        places, sheet = self.page.places, self.page.sheet
        if step is not None:
            step()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            sheet.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Insert:
            places.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and places.chosen is not None:
            places.remove()
        elif key in _ARROWS and places.chosen is not None:
            self._nudge(key, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _nudge(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        step = _FINE if held & Qt.KeyboardModifier.ControlModifier else _STEP
        across, up = (each * step for each in _ARROWS[key])
        if held & Qt.KeyboardModifier.ShiftModifier:
            self.page.places.stretch(across, -up)
        else:
            self.page.places.nudge(across, up)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.pixmap().isNull():
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours().accentline), 1.0, Qt.PenStyle.DotLine))
        for share in self.page.sheet.free:
            painter.drawRect(self._on_screen(share))
        mark = self.page.sheet.mark
        if self._drawn is not None or mark is not None:
            painter.setPen(QPen(QColor(colours().accent), 2.0))
            painter.drawRect(self._drawn or self._on_screen(mark).adjusted(-1, -1, 1, 1))
        painter.end()
