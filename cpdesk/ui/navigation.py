"""The navigation column: whose record it is, and the pages in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.desk import Desk
from cpdesk.presenters.pages import PAGES
from cpdesk.ui.look import colours
from cpdesk.ui.parts import label

COUNT = Qt.ItemDataRole.UserRole + 1  # of an item: how much needs attention
_EDGE = 14  # pixels at the right of it
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WIDTH, ROW, GAP = 172, 27, 17  # twenty pages are seen at once with 720 pixels


class _Words(QStyledItemDelegate):
    """The current page in bold, and a thin line between groups."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.font.setBold(bool(option.state & QStyle.StateFlag.State_Selected))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            super().paint(painter, option, index)
            self._count(painter, option, index.data(COUNT))
            return
        painter.setPen(QColor(colours().line2))
        middle = option.rect.center().y()
        painter.drawLine(option.rect.left() + 16, middle, option.rect.right() - 12, middle)

    def _count(self, painter: QPainter, option: QStyleOptionViewItem, count: int | None) -> None:
        """How much needs attention, at the right."""
        if count:
            font = QFont(option.font)
            font.setPixelSize(option.font.pixelSize() - 1)
            painter.setFont(font)
            painter.setPen(QColor(colours().text2))
            room = option.rect.adjusted(0, 0, -_EDGE, 0)
            painter.drawText(room, _RIGHT, str(count))


class Navigation(QWidget):
    """172 pixels at the left of every page."""

    turned = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setFixedWidth(WIDTH)
        self.factory, self.company = label("strong"), label("hint")
        self.list = QListWidget()
        self.list.setObjectName("nav")
        self.list.setItemDelegate(_Words(self.list))
        self.list.currentItemChanged.connect(self._turned)
        self.list.itemClicked.connect(self._turned)  # the current one leads back from an import
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._gap())
        column.addWidget(self.list, 1)
        self._fill()

    def retell(self) -> None:
        """Names in the language of the screen."""
        factory, company = self.desk.heading
        for box, words in ((self.factory, factory), (self.company, company)):
            room = QFontMetrics(box.font()).elidedText(
                words, Qt.TextElideMode.ElideRight, WIDTH - 34
            )
            box.setText(room)
            box.setToolTip(words)
        titles = dict(self.desk.pages)
        for item in self._items():
            item.setText(titles[self._word(item)])
            self._say(item)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How much needs attention, by the words of the pages; a page without says nothing."""
        for item in self._items():
            item.setData(COUNT, counts.get(self._word(item)))
            self._say(item)

    def _say(self, item: QListWidgetItem) -> None:
        """What the figure means, to whoever points at it and to a screen reader."""
        t, count = self.desk.session.t, item.data(COUNT)
        meant = t.plural("{n} point needs attention", "{n} points need attention",
                         count) if count else ""  # fmt: skip
        item.setToolTip(meant)
        said = f"{item.text()}, {meant}" if meant else item.text()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def show_page(self, word: str) -> None:
        for item in self._items():
            if self._word(item) == word:
                self.list.setCurrentItem(item)

    def point_at(self, word: str) -> None:
        """Show where one is, without turning to the page."""
        self.list.blockSignals(True)
        self.show_page(word)
        self.list.blockSignals(False)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("navhead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setMinimumHeight(60)
        column = QVBoxLayout(head)
        column.setContentsMargins(18, 10, 8, 10)
        column.setSpacing(0)
        column.addWidget(self.factory)
        column.addWidget(self.company)
        return head

    def _gap(self) -> QWidget:
        gap = QWidget()
        gap.setObjectName("navgap")
        gap.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        gap.setFixedHeight(8)
        return gap

    def _fill(self) -> None:
        for page in PAGES:
            if page.first:
                gap = QListWidgetItem(self.list)
                gap.setFlags(Qt.ItemFlag.NoItemFlags)
                gap.setSizeHint(QSize(0, GAP))
            item = QListWidgetItem(page.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, page.word)
            item.setSizeHint(QSize(0, ROW))

    def _items(self) -> list[QListWidgetItem]:
        items = [self.list.item(at) for at in range(self.list.count())]
        return [each for each in items if self._word(each)]

    @staticmethod
    def _word(item: QListWidgetItem) -> str:
        return str(item.data(Qt.ItemDataRole.UserRole) or "")

    def _turned(self, item: QListWidgetItem | None) -> None:
        if item is not None and self._word(item):
            self.turned.emit(self._word(item))
