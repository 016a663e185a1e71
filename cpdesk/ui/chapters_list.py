"""How ready a pack is: its chapters below each other, and the questions of the current one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cpdesk.presenters.chapters import Chapter, Item
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.programme.form_state import State
from cpdesk.ui.look import colours
from cpdesk.ui.marks import Mark, paint

_CHAPTER, _NEED, _QUESTION = 30, 18, 26
_DATA = Qt.ItemDataRole.UserRole
_LEFT, _NUMBER, _RIGHT = 28, 66, 4
_MARKS = {
    State.READY: Mark.SHOWN, State.DOUBTFUL: Mark.DOUBT, State.BLOCKED: Mark.ERROR,
}  # fmt: skip
_NEEDS = {State.BLOCKED: "err", State.DOUBTFUL: "warn"}


class ChaptersList(QListWidget):
    """Up and down go from row to row; Enter goes to the fields, which `onward` does."""

    def __init__(self, page: PacksPage, onward: Callable[[], None]) -> None:
        super().__init__()
        self.page, self._onward = page, onward
        self._shown: object = None
        self.setObjectName("list")
        self.setItemDelegate(_Rows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._chosen)
        self.itemClicked.connect(self._chosen)

    def show_now(self) -> None:
        """The chapters as they stand; where the same rows stand, only their words change."""
        rows = self._rows()
        if (rows, self.page.session.t.language) != self._shown:
            self._shown = (rows, self.page.session.t.language)
            self.blockSignals(True)
            at = self.verticalScrollBar().value()
            self.clear()
            for each in rows:
                self._add(each)
            self.verticalScrollBar().setValue(at)
            self.blockSignals(False)
        self._mark_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._onward()
        else:
            super().keyPressEvent(event)

    def _rows(self) -> list[Chapter | Item]:
        chapter = self.page.answering.chapter
        rows: list[Chapter | Item] = []
        for each in self.page.chapters.all:
            rows.append(each)
            if chapter is not None and each.id == chapter.id:
                rows += each.items
        return rows

    def _add(self, row: Chapter | Item) -> None:
        t, item = self.page.session.t, QListWidgetItem(self)
        item.setData(_DATA, row)
        if isinstance(row, Chapter):
            told = t("{ready} of {n} ready", ready=row.ready, n=row.count) if row.count else ""
            words = ", ".join(filter(None, (row.title, told, *(e.words for e in row.needs))))
            item.setSizeHint(QSize(0, _CHAPTER + (_NEED if row.needs else 0)))
        else:
            words = f"{row.id} {row.words}, {state_words(self.page, row.state)}"
            item.setSizeHint(QSize(0, _QUESTION))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(words)

    def _mark_current(self) -> None:
        current = self.page.answering.current
        for at in range(self.count()):
            row = self.item(at).data(_DATA)
            points = isinstance(row, Chapter) and not row.items and current == row.id
            if points or (isinstance(row, Item) and row.id == current):
                if self.currentRow() != at:
                    self.blockSignals(True)
                    self.setCurrentRow(at)
                    self.blockSignals(False)
                return
        self.blockSignals(True)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        row = item.data(_DATA) if item is not None else None
        answering = self.page.answering
        if isinstance(row, Item) and row.id != answering.current:
            answering.choose(row.id)
        elif isinstance(row, Chapter):
            answering.open_chapter(row.id)


def state_words(page: PacksPage, state: State) -> str:
    """How a question stands, in words."""
    t = page.session.t
    words = {
        State.READY: t("Ready"), State.OPEN: t("Not answered"), State.DOUBTFUL: t("Doubtful"),
        State.BLOCKED: t("Must be mended"),
    }  # fmt: skip
    return words[state]


class _Rows(QStyledItemDelegate):
    """A chapter with its mark, its count and what it waits for; a question with its state."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        row, box = index.data(_DATA), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(box, QColor(colours().soft))
            painter.fillRect(box.left(), box.top(), 3, box.height(), QColor(colours().accent))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours().accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if isinstance(row, Chapter):
            self._chapter(painter, option.font, box, row)
        else:
            self._question(painter, option.font, box, row, selected)
        painter.restore()

    def _chapter(self, painter: QPainter, base: QFont, box: QRect, row: Chapter) -> None:
        if box.top() > 0:
            painter.setPen(QColor(colours().line))
            painter.drawLine(box.left(), box.top(), box.right(), box.top())
        line = QRect(box.left(), box.top(), box.width(), _CHAPTER)
        paint(painter, _mark(row), QRectF(box.left() + 6, box.top() + 9, 12, 12))
        n = row.count or len(row.items)  # where none must be there, of all that may be
        count = f"{row.ready} / {n}" if row.items else str(row.points or "")
        room = _write_right(painter, base, line, count)
        _write(painter, _bold(base, row), line.adjusted(_LEFT, 0, -room, 0), row.title)
        for each in row.needs:
            below = QRect(box.left() + _LEFT, line.bottom() - 2, box.width() - _LEFT, _NEED)
            small = QFont(base)
            small.setPixelSize(max(9, base.pixelSize() - 1))
            _write(painter, small, below, each.words, _NEEDS.get(each.state, "text3"))

    def _question(
        self, painter: QPainter, base: QFont, box: QRect, row: Item, selected: bool
    ) -> None:
        font = QFont(base)
        font.setBold(selected)
        number = QRect(box.left() + _LEFT, box.top(), _NUMBER - _LEFT, box.height())
        _write(painter, base, number, row.id, "text3")
        words = box.adjusted(_NUMBER, 0, -24, 0)
        _write(painter, font, words, row.words, "text" if row.counts else "text2")
        mark = Mark.CHECKED if row.state is State.READY else _MARKS.get(row.state)
        at = QRectF(box.right() - 15, box.center().y() - 5, 11, 11)
        if mark is not None:
            paint(painter, mark, at)
        elif row.counts:
            paint(painter, Mark.NOT_BEGUN, at)


def _mark(row: Chapter) -> Mark:
    if row.items and not row.count and row.state is State.READY:
        return Mark.NOT_BEGUN
    if row.state is State.OPEN:
        return Mark.UNDER_WAY if row.ready else Mark.NOT_BEGUN
    return _MARKS[row.state]


def _bold(base: QFont, row: Chapter) -> QFont:
    font = QFont(base)
    font.setBold(row.state in (State.BLOCKED,))
    return font


def _write_right(painter: QPainter, font: QFont, box: QRect, words: str) -> int:
    """Figures at the right; how much room they take."""
    painter.setFont(font)
    painter.setPen(QColor(colours().text2))
    painter.drawText(box.adjusted(0, 0, -_RIGHT, 0), _RIGHT_MIDDLE, words)
    return QFontMetrics(font).horizontalAdvance(words) + _RIGHT + 8


def _write(
    painter: QPainter, font: QFont, box: QRect, words: str, colour: str = "text"
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(getattr(colours(), colour)))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _LEFT_MIDDLE, shown)


_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
