"""A listing as a table: rows between hairlines, figures at the right, small drawings in cells."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from cpdesk.presenters.listings import Cell, Kind, Listing, Row, Tone
from cpdesk.ui.cell_drawings import draw_trend, draw_whisker
from cpdesk.ui.look import colours
from cpdesk.ui.marks import OF_SEVERITY, Mark, paint

Index = QModelIndex | QPersistentModelIndex
ROW, _GAP, _MARK, _INDENT, _AROUND = 27, 12, 18, 14, 8
_PAD = 8  # pixels at the right of a cell, as the style sheet gives its head
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TONES = {
    Tone.PLAIN: "text", Tone.QUIET: "text3", Tone.BETTER: "accent",
    Tone.DOUBT: "warn", Tone.FAULT: "err",
}  # fmt: skip
_NARROW, _WIDE = 160, 420  # of the column that stretches, and of one of words


class ListingModel(QAbstractTableModel):
    """The rows of a listing for Qt."""

    def __init__(self) -> None:
        super().__init__()
        self.listing = Listing("", (), ())

    def show_listing(self, listing: Listing) -> None:
        self.beginResetModel()
        self.listing = listing
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        return self.listing.rows[index.row()].cells[index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.listing.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(filter(None, (cell.text, cell.aside, cell.tip)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or " ".join(filter(None, (cell.text, cell.aside))) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.listing.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            bottom = Qt.AlignmentFlag.AlignBottom
            right = column.kind is Kind.FIGURES
            return bottom | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        return None


class ListingPainter(QStyledItemDelegate):
    """Paints a cell: its mark, its words or figure, what stands behind, or a drawing."""

    def __init__(self, model: ListingModel) -> None:
        super().__init__()
        self.model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, row = self.model.cell(index), self.model.listing.rows[index.row()]
        column = self.model.listing.columns[index.column()]
        painter.save()
        self._ground(painter, option, row)
        room = option.rect.adjusted(0, 0, -_PAD, 0)
        if column.kind is Kind.TREND:
            draw_trend(painter, QRectF(room).adjusted(0, 5, -3, -5), cell.trend)
        elif column.kind is Kind.WHISKER and cell.whisker:
            draw_whisker(painter, QRectF(room), cell.whisker, self.model.listing.span)
        else:
            self._words(painter, option, room, cell, column.kind is Kind.FIGURES, row.bold)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell, row = self.model.cell(index), self.model.listing.rows[index.row()]
        column = self.model.listing.columns[index.column()]
        if column.wide:
            return QSize(column.wide + _GAP, ROW)
        metrics = QFontMetrics(_font(option, row.bold)), QFontMetrics(option.font)
        return QSize(_room(cell, *metrics), ROW)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        state, flags = option.state, QStyle.StateFlag
        if state & flags.State_Selected and row.key is not None:
            painter.fillRect(option.rect, QColor(colours().soft))
        elif state & flags.State_MouseOver and row.key is not None:
            painter.fillRect(option.rect, QColor(colours().raised))
        painter.setPen(QColor(colours().line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, cell: Cell,
        right: bool, bold: bool,
    ) -> None:  # fmt: skip
        room = room.adjusted(cell.indent * _INDENT, 0, 0, 0)
        if cell.mark:
            mark = Mark.SHOWN if cell.mark is True else OF_SEVERITY[cell.mark]
            box = QRectF(room.left(), room.center().y() - 5.5, 12, 12)
            paint(painter, mark, box)
            room = room.adjusted(_MARK, 0, 0, 0)
        font = _font(option, bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(getattr(colours(), _TONES[cell.tone])))
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if right else _LEFT, shown)
        if cell.aside and not right:
            used = metrics.horizontalAdvance(shown + "  ")
            self._aside(painter, option, room.adjusted(used, 0, 0, 0), cell.aside)

    def _aside(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, words: str
    ) -> None:
        painter.setFont(option.font)
        painter.setPen(QColor(colours().text3))
        metrics = QFontMetrics(option.font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, _LEFT, shown)


def _room(cell: Cell, words: QFontMetrics, plain: QFontMetrics) -> int:
    """Pixels that a cell takes, its words in one font and what stands behind them in another."""
    aside = plain.horizontalAdvance(f"  {cell.aside}") if cell.aside else 0
    before = (_MARK if cell.mark else 0) + cell.indent * _INDENT
    return min(before + words.horizontalAdvance(cell.text) + aside, _WIDE) + _GAP + 2


def _font(option: QStyleOptionViewItem, bold: bool) -> QFont:
    font = QFont(option.font)
    font.setBold(bold)
    return font


class ListingView(QTableView):
    """The table; `whole` is as high as its rows and leaves scrolling to its page."""

    opened = Signal(object)
    looked = Signal(object)

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self.rows = ListingModel()
        self._whole = whole
        self._sized = False
        self.setModel(self.rows)
        self.setItemDelegate(ListingPainter(self.rows))
        self._set_up()
        self.clicked.connect(self._clicked)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._looked)

    def show_listing(self, listing: Listing) -> None:
        """Show it unless it is shown already; the row that is looked at stays."""
        if listing == self.rows.listing:
            self.rows.listing = listing  # the keys are not compared, but may be newer
            return
        row = self.currentIndex().row()
        self.rows.show_listing(listing)
        self.setAccessibleName(listing.title)
        self._sized = False
        self._fit()
        if not self._whole and 0 <= row < len(listing.rows):
            self.selectRow(row)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of the text needs other rows and columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._sized = False
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns and rows as high and wide as they need; measured only while they are seen."""
        if self.isVisible() and not self._sized:
            self._sized = True
            self._size_columns()
            self._take_height()

    def _take_height(self) -> None:
        row = max(ROW, self.fontMetrics().height() + _AROUND)
        self.verticalHeader().setDefaultSectionSize(row)
        if self._whole:
            self.horizontalHeader().setFixedHeight(self._head_height())
            high = self.horizontalHeader().height() + row * len(self.rows.listing.rows) + 2
            self.setFixedHeight(high)

    def point_at(self, key: Any) -> None:
        """Show which row is looked at, without telling so."""
        at = next((at for at, row in enumerate(self.rows.listing.rows) if row.key == key), -1)
        if at < 0 or at == self.currentIndex().row():
            return
        self.selectionModel().blockSignals(True)
        self.selectRow(at)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @property
    def current(self) -> Row | None:
        """The row that is looked at."""
        at = self.currentIndex().row()
        return self.rows.listing.rows[at] if 0 <= at < len(self.rows.listing.rows) else None

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        if self._whole:
            off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            self.setVerticalScrollBarPolicy(off)
            self.setHorizontalScrollBarPolicy(off)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _size_columns(self) -> None:
        modes, header = QHeaderView.ResizeMode, self.horizontalHeader()
        for at, column in enumerate(self.rows.listing.columns):
            if column.stretch:
                header.setSectionResizeMode(at, modes.Stretch)
            else:
                header.setSectionResizeMode(at, modes.Fixed)
                header.resizeSection(at, self._width(at))

    def _width(self, at: int) -> int:
        """Room for the head's longest line and for every cell."""
        column = self.rows.listing.columns[at]
        lines = column.head.split("\n")
        head = max(self.horizontalHeader().fontMetrics().horizontalAdvance(each) for each in lines)
        return max(head + _GAP + 2, self._widest(at), column.wide + _GAP)

    def _widest(self, at: int) -> int:
        """The room of the widest cell; Qt's own answer would make its fonts anew for each."""
        bold = QFont(self.font())
        bold.setBold(True)
        plain, heavy = QFontMetrics(self.font()), QFontMetrics(bold)
        return max((_room(row.cells[at], heavy if row.bold else plain, plain)
                    for row in self.rows.listing.rows), default=0)  # fmt: skip

    def _head_height(self) -> int:
        lines = max((c.head.count("\n") for c in self.rows.listing.columns), default=0) + 1
        return lines * self.horizontalHeader().fontMetrics().lineSpacing() + 9

    def _clicked(self, index: QModelIndex) -> None:
        if self._whole:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        key = self.rows.listing.rows[index.row()].key
        if key is not None:
            self.opened.emit(key)

    def _looked(self, index: QModelIndex) -> None:
        row = self.current if index.isValid() else None
        if row is not None:
            self.looked.emit(row.key)

    def wheelEvent(self, event: Any) -> None:
        """One that is shown whole leaves the wheel to its page."""
        if self._whole:
            event.ignore()
        else:
            super().wheelEvent(event)
