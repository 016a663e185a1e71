"""The list of papers with their first pages; only those that can be seen are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from cpdesk.domain.papers import Evidence
from cpdesk.presenters.evidence_list import Paper
from cpdesk.ui.look import colours

_ROW, _WIDE, _HIGH = 76, 56, 64
_ID = Qt.ItemDataRole.UserRole
_DRAWN = Qt.ItemDataRole.UserRole + 1


class EvidenceList(QListWidget):
    """Several papers can be chosen; a thumbnail is asked for once its row is seen."""

    picked = Signal(object)

    def __init__(self, picture: Callable[[str, int], bytes | None]) -> None:
        super().__init__()
        self._picture = picture
        self._shown: Sequence[Paper] = ()
        self.setIconSize(QSize(_WIDE, _HIGH))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemSelectionChanged.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(lambda _at: self.draw())

    def show_papers(self, papers: Sequence[Paper], chosen: Sequence[str]) -> None:
        """Show these, and which of them are chosen, without telling that they were picked."""
        self.blockSignals(True)
        if papers != self._shown:
            self._fill(papers)
        for at in range(self.count()):
            item = self.item(at)
            is_chosen = str(item.data(_ID)) in chosen
            if item.isSelected() != is_chosen:
                item.setSelected(is_chosen)
            if is_chosen and str(item.data(_ID)) == chosen[0] and self.currentItem() is not item:
                self.setCurrentItem(item, self.selectionModel().SelectionFlag.NoUpdate)
        self.blockSignals(False)
        self.draw()

    def draw(self) -> None:
        """Thumbnails of the rows that are seen; those still being made come later."""
        room = self.viewport().rect()
        for at in range(self.count()):
            item = self.item(at)
            if not item.data(_DRAWN) and self.visualItemRect(item).intersects(room):
                self._draw(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw()

    def _fill(self, papers: Sequence[Paper]) -> None:
        self._shown = papers
        self.clear()
        for paper in papers:
            item = QListWidgetItem(f"{paper.words}\n{paper.about}", self)
            item.setData(_ID, paper.id)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(f"{paper.words}\n{paper.about}")
            item.setIcon(_NONE())

    def _draw(self, item: QListWidgetItem) -> None:
        made = self._picture(str(item.data(_ID)), 2 * _HIGH)
        if made is not None:
            item.setData(_DRAWN, True)
            item.setIcon(QIcon(framed(made)))

    def _tell(self) -> None:
        self.picked.emit(tuple(str(each.data(_ID)) for each in self.selectedItems()))


def framed(jpeg: bytes) -> QPixmap:
    """A picture in the middle of its room, with a hairline around it; a bare sheet without one."""
    room = QPixmap(_WIDE * 2, _HIGH * 2)
    room.setDevicePixelRatio(2)
    room.fill(Qt.GlobalColor.transparent)
    picture = QPixmap()
    picture.loadFromData(jpeg)
    if picture.isNull():
        picture = QPixmap(84, 118)
        picture.fill(QColor(colours().base))
    picture = picture.scaled(
        _WIDE * 2 - 4, _HIGH * 2 - 4, Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    painter = QPainter(room)
    left, top = (_WIDE - picture.width() / 2) / 2, (_HIGH - picture.height() / 2) / 2
    wide, high = picture.width() / 2, picture.height() / 2
    painter.drawPixmap(round(left), round(top), round(wide), round(high), picture)
    painter.setPen(QColor(colours().line2))
    painter.drawRect(round(left), round(top), round(wide) - 1, round(high) - 1)
    painter.end()
    return room


def _NONE() -> QIcon:
    return QIcon(framed(b""))


def chosen_ids(papers: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(each.id for each in papers)
