"""The list of the entries of a kind; of many thousands only those that are seen are worded."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QListView

from cpdesk.presenters.forms import EntityForm

_ROW = 32  # pixels
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)

Index = QModelIndex | QPersistentModelIndex


class EntriesList(QListView):
    """Shows what the form tells; `chosen` is told the id of the entry that is turned to."""

    chosen = Signal(str)

    def __init__(self, form: EntityForm) -> None:
        super().__init__()
        self._form, self._entries = form, _Entries(form)
        self.setModel(self._entries)
        self.setUniformItemSizes(True)
        self.setWordWrap(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def show_now(self) -> None:
        """The entries as they are now, and which of them is chosen."""
        self._entries.show_now()
        self.viewport().update()
        ids = self._entries.ids
        if self._form.selected in ids:
            self.setCurrentIndex(self._entries.index(ids.index(self._form.selected)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._entries.ids[current.row()])


class _Entries(QStringListModel):
    """The ids of the entries; each is worded when it is drawn.

    The list asks for their number with every row that it lays out: Qt's own model says it at once.
    """

    def __init__(self, form: EntityForm) -> None:
        super().__init__()
        self._form = form
        self.ids: tuple[str, ...] = ()

    def show_now(self) -> None:
        ids = self._form.ids
        if ids != self.ids:
            self.ids = ids
            self.setStringList([""] * len(ids))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in _SAID:
            return self._form.words(self.ids[index.row()])
        return QSize(0, _ROW) if role == Qt.ItemDataRole.SizeHintRole else None
