"""The user's own sheet as a grid: above each column, or beside each row, what it is taken for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from cpdesk.presenters.import_choices import Chooser, Group
from cpdesk.presenters.import_sheet import ImportSheet, Look, SheetCell
from cpdesk.ui.cell_painter import Index
from cpdesk.ui.import_painter import SheetPainter
from cpdesk.ui.look import colours
from cpdesk.ui.parts import button, restyle

ROW, CHOICE, LETTERS = 25, 34, 22
_LEAST, _MOST, _MOST_CHOICE = 84, 280, 150
_MEASURED = 200  # rows that are looked at to find the width of a column
_FEWEST, _CELLS = 12, 4000  # rows that are measured of each column, and cells of all of them
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip


class SheetModel(QAbstractTableModel):
    """Answers from the presenter's sheet; where rows are named, a first column says as what."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: ImportSheet | None = None
        self.beside: Mapping[int, Chooser] = {}

    @property
    def lead(self) -> int:
        """How many columns stand before those of the sheet."""
        return int(bool(self.beside))

    def show(self, sheet: ImportSheet | None, beside: Mapping[int, Chooser]) -> None:
        self.beginResetModel()
        self.sheet, self.beside = sheet, beside
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return self.sheet.rows if self.sheet else 0

    def columnCount(self, parent: Index | None = None) -> int:
        return self.sheet.columns + self.lead if self.sheet else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES or self.sheet is None:
            return None
        if index.column() < self.lead:
            found = self.beside.get(index.row())
            return found.words if found else None
        cell = self.sheet.cell(index.row(), index.column() - self.lead)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
        return " ".join(each for each in (cell.written, cell.understood) if each)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self.sheet is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(self.sheet.grid.number(section))
        return "" if section < self.lead else self.sheet.grid.letter(section - self.lead)


class ChoiceHeads(QHeaderView):
    """A button for each column with what it is taken for, and below it the column's letter."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHighlightSections(False)
        self._buttons: list[QWidget] = []
        self._choosers: Sequence[Chooser] = ()
        self.sectionResized.connect(lambda _at, _old, _new: self._place())

    def offer(self, choosers: Sequence[Chooser], lead: int) -> None:
        """Show these choices, the first above column `lead` of the table."""
        focused = next((at for at, each in enumerate(self._buttons) if each.hasFocus()), None)
        for each in self._buttons:
            each.hide()
            each.deleteLater()
        self._choosers = choosers
        self._buttons = [self._button(at, each, lead) for at, each in enumerate(choosers)]
        self.updateGeometry()
        self._place(lead)
        if focused is not None and focused < len(self._buttons):
            self._buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, column: int) -> QWidget:
        """The button above a column of the sheet."""
        return self._buttons[column]

    def _button(self, at: int, chooser: Chooser, lead: int) -> QWidget:
        made = button("choice", lambda: self.wanted.emit(at))
        made.setParent(self)
        made.setText(chooser.words.replace("&", "&&"))
        made.setToolTip(chooser.words)
        made.setAccessibleName(f"{chooser.about or chooser.key}: {chooser.words}")
        made.setProperty("section", at + lead)
        restyle(made, "aside", "yes" if chooser.aside else "no")
        made.setVisible(bool(chooser.key))
        return made

    def sizeHint(self) -> QSize:
        return QSize(self.width(), LETTERS + (CHOICE if self._choosers else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self, _lead: int = 0) -> None:
        for each in self._buttons:
            section = int(each.property("section"))
            each.setGeometry(
                self.sectionViewportPosition(section) + 1, 0, self.sectionSize(section) - 3,
                CHOICE - 4,
            )  # fmt: skip

    def move_along(self) -> None:
        """The table was scrolled sideways."""
        self._place()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, QColor(colours().base))
        box = QRect(rect.left(), rect.bottom() - LETTERS + 1, rect.width(), LETTERS)
        painter.fillRect(box, QColor(colours().window))
        painter.setPen(QColor(colours().line2))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        painter.setPen(QColor(colours().text3))
        words = str(self.model().headerData(section, self.orientation()) or "")
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class SheetTable(QTableView):
    """The grid with its choices; `column_chosen` and `row_chosen` tell key and value."""

    column_chosen = Signal(str, str)
    row_chosen = Signal(str, str)

    def __init__(
        self, groups: Callable[[str], Sequence[Group]], of_row: Callable[[str], Sequence[Group]]
    ) -> None:
        super().__init__()
        self._groups, self._of_row = groups, of_row
        self._columns: Sequence[Chooser] = ()
        self.sheet_model = SheetModel()
        self.heads = ChoiceHeads()
        self.setModel(self.sheet_model)
        self.setItemDelegate(SheetPainter(self.sheet_model))
        self.setHorizontalHeader(self.heads)
        self.heads.show()
        self.setObjectName("sheet")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setHighlightSections(False)
        self.heads.wanted.connect(self._ask_column)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.heads.move_along())

    def show_sheet(
        self, sheet: ImportSheet | None, columns: Sequence[Chooser], rows: Mapping[int, Chooser]
    ) -> None:
        """Show a sheet; the place that is looked at stays where it can."""
        same = sheet is not None and self.sheet_model.sheet is not None and (
            sheet.grid is self.sheet_model.sheet.grid)  # fmt: skip
        at, down, across = self.currentIndex(), self.verticalScrollBar(), self.horizontalScrollBar()
        place, current = (down.value(), across.value()), (at.row(), at.column())
        self.sheet_model.show(sheet, rows)
        self._columns = columns
        self.heads.offer(columns, self.sheet_model.lead)
        self._measure()
        self._span()
        if same:
            down.setValue(place[0])
            across.setValue(place[1])
            self.setCurrentIndex(self.sheet_model.index(*current))

    def turn_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell of the sheet."""
        index = self.sheet_model.index(row, column + self.sheet_model.lead)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() < self.sheet_model.lead:
            self._ask_row(index.row())

    def keyPressEvent(self, event) -> None:  # noqa: ANN001
        at = self.currentIndex()
        chooses = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if chooses and at.isValid() and at.column() < self.sheet_model.lead:
            self._ask_row(at.row())
        else:
            super().keyPressEvent(event)

    def column_menu(self, at: int) -> QMenu:
        """The choices for a column of the sheet."""
        key = self._columns[at].key
        return self._menu(self._groups(key), lambda value: self.column_chosen.emit(key, value))

    def row_menu(self, row: int) -> QMenu:
        """The choices for the rows of the label that stands in this one."""
        key = self.sheet_model.beside[row].key
        return self._menu(self._of_row(key), lambda value: self.row_chosen.emit(key, value))

    def _ask_column(self, at: int) -> None:
        above = self.heads.button(at)
        self.column_menu(at).exec(above.mapToGlobal(above.rect().bottomLeft()))

    def _ask_row(self, row: int) -> None:
        if row in self.sheet_model.beside:
            box = self.visualRect(self.sheet_model.index(row, 0))
            self.row_menu(row).exec(self.viewport().mapToGlobal(box.bottomLeft()))

    def _menu(self, groups: Sequence[Group], chosen: Callable[[str], None]) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for group in groups:
            part = menu.addMenu(group.title) if group.title else menu
            for value, words in group.options:
                action = part.addAction(words.replace("&", "&&"))
                action.triggered.connect(lambda _on=False, value=value: chosen(value))
        return menu

    def _span(self) -> None:
        """Titles run on over the blank cells beside them."""
        self.clearSpans()
        sheet, lead = self.sheet_model.sheet, self.sheet_model.lead
        for row in range(min(_MEASURED, sheet.rows)) if sheet else ():
            filled = [at for at in range(sheet.columns) if sheet.grid.cell(row, at) is not None]
            if len(filled) == 1 and sheet.is_aside(row) and filled[0] < sheet.columns - 1:
                self.setSpan(row, filled[0] + lead, 1, sheet.columns - filled[0])

    def _measure(self) -> None:
        for section in range(self.sheet_model.columnCount()):
            self.setColumnWidth(section, self._width(section))

    def _width(self, section: int) -> int:
        """Wide enough for what stands there, within reason, and for its choice."""
        letters, at = self.fontMetrics(), section - self.sheet_model.lead
        most = max(_FEWEST, _CELLS // max(1, self.sheet_model.columnCount()))
        rows = range(min(_MEASURED, most, self.sheet_model.rowCount()))
        if at < 0:
            texts = [each.words for each in self.sheet_model.beside.values()]
            return min(_MOST, max(map(letters.horizontalAdvance, texts), default=0) + 36)
        sheet = self.sheet_model.sheet
        cells = [sheet.cell(row, at) for row in rows] if sheet else []
        widest = max((self._needed(each) for each in cells if each.look is not Look.ASIDE),
                     default=0)  # fmt: skip
        choice = self._columns[at].words if at < len(self._columns) else ""
        head = min(_MOST_CHOICE, letters.horizontalAdvance(choice) + 40)
        return min(_MOST, max(_LEAST, widest + 28, head))

    def _needed(self, cell: SheetCell) -> int:
        """The pixels of both readings with their marks; headings are in bold."""
        words = self.fontMetrics().horizontalAdvance(cell.written + cell.understood)
        bold = words // 12 if cell.look is Look.HEADING else 0
        return words + bold + 24 * bool(cell.number) + 14 * cell.estimated
