"""The register of upgrades as a list: groups with their sums, upgrades beneath them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from cpdesk.presenters.upgrade_register import Row, Rows, UpgradeRegister
from cpdesk.ui.look import colours
from cpdesk.ui.marks import Mark, icon

_ID = Qt.ItemDataRole.UserRole
_TITLE, _HIGH, _GROUP = 1, 29, 34
_WIDTHS = (64, 0, 84, 66, 78, 78, 50, 62)  # pixels; the title takes what is left
_WORDS = 3  # columns of words, the others are figures
_MARKS = {
    "idea": Mark.NOT_BEGUN, "quoted": Mark.UNDER_WAY, "ordered": Mark.UNDER_WAY,
    "running": Mark.UNDER_WAY, "measured": Mark.SHOWN, "verified": Mark.SHOWN,
}  # fmt: skip


class RegisterTree(QTreeWidget):
    """Arrows go from upgrade to upgrade; Enter or a double click opens the form of one."""

    picked = Signal(str)
    opened = Signal()

    def __init__(self, register: UpgradeRegister) -> None:
        super().__init__()
        self.register = register
        self.setObjectName("register")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setColumnCount(len(_WIDTHS))
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(12, 12))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setHighlightSections(False)
        self.header().setMinimumSectionSize(40)
        for at, wide in enumerate(_WIDTHS):
            mode = QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch
            self.header().setSectionResizeMode(at, mode)
            self.setColumnWidth(at, wide)
        self.currentItemChanged.connect(self._pick)
        self.itemDoubleClicked.connect(lambda _item, _at: self.opened.emit())

    def show_now(self) -> None:
        """Every group and upgrade as the presenter has them, without telling of a choice."""
        register = self.register
        self.blockSignals(True)
        self.clear()
        heads = register.heads
        self.setHeaderLabels(list(heads))
        bottom = Qt.AlignmentFlag.AlignBottom
        for at in range(len(heads)):
            side = Qt.AlignmentFlag.AlignRight if at >= _WORDS else Qt.AlignmentFlag.AlignLeft
            self.headerItem().setTextAlignment(at, side | bottom)
        for group in register.rows:
            self._add_group(group)
        if len(register.rows) > 1:
            t = register.session.t
            self._add_sums(t("Together"), register.totals)
        self.blockSignals(False)
        self.setAccessibleName(register.session.t("Upgrades"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def choose(self, id: str) -> None:
        """Show that this upgrade is chosen, without telling of it."""
        item = next((each for each in self._rows() if each.data(0, _ID) == id), None)
        if item is not None and item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)

    def ids(self) -> list[str]:
        """The upgrades from top to bottom."""
        return [str(row.data(0, _ID)) for row in self._rows()]

    def _rows(self) -> list[QTreeWidgetItem]:
        every = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        return [each for each in every if each.data(0, _ID)]

    def _add_group(self, group: Rows) -> None:
        self._add_sums(f"{group.title}  {group.count}", group.sums)
        for row in group.rows:
            item = self._item(row)
            self.addTopLevelItem(item)
            if row.id == self.register.selected:
                self.setCurrentItem(item)

    def _add_sums(self, title: str, sums: tuple[str, ...]) -> None:
        item = QTreeWidgetItem(list(sums))
        item.setFlags(Qt.ItemFlag.NoItemFlags)  # arrows pass it by
        item.setText(_TITLE, title)
        self.addTopLevelItem(item)
        bold = QFont(self.font())
        bold.setBold(True)
        for at in range(len(sums)):
            item.setFont(at, bold)
            item.setForeground(at, QColor(colours().text))
            item.setTextAlignment(at, _RIGHT if at >= _WORDS else _LEFT)
            item.setSizeHint(at, QSize(0, _GROUP))

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(row.cells))
        item.setData(0, _ID, row.id)
        item.setIcon(0, icon(Mark.DOUBT if row.doubtful else _MARKS[row.state]))
        item.setToolTip(_TITLE, row.cells[_TITLE])
        for at in range(len(row.cells)):
            item.setTextAlignment(at, _RIGHT if at >= _WORDS else _LEFT)
            item.setSizeHint(at, QSize(0, _HIGH))
        grey, amber = QColor(colours().text3), QColor(colours().warn)
        item.setForeground(6, grey)
        if row.muted:
            item.setForeground(7, grey)
        if row.doubtful:
            item.setForeground(5, amber)
        return item

    def _pick(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _ID):
            self.picked.emit(str(item.data(0, _ID)))


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
