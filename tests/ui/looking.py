"""What is wrong with what can be seen: words cut short, things without a name, faint words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

OPERATED = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QPlainTextEdit,
            QAbstractSpinBox)  # fmt: skip
_BESIDE = 4  # pixels of a cell that are no room for words
_LETTERS = re.compile(r"[^\W_]")


class Fault(NamedTuple):
    """What is wrong with a thing, and with which."""

    what: str
    thing: str


def seen(top: QWidget, kind: type[QWidget] = QWidget) -> list[QWidget]:
    """The widgets of a kind that can be seen, scrolled out of sight or not; Qt's inner parts not."""
    found = [top, *top.findChildren(QWidget)]
    return [
        each for each in found
        if isinstance(each, kind) and each.isVisible() and not _inside_another(each)
    ]  # fmt: skip


def _inside_another(widget: QWidget) -> bool:
    """Whether it is Qt's own part of a combo box, a spin box or a list that scrolls."""
    inner = (QComboBox, QAbstractSpinBox)
    name = widget.objectName()
    corner = isinstance(widget, QAbstractButton) and isinstance(widget.parent(), QTableView)
    return corner or isinstance(widget.parent(), inner) or name.startswith("qt_")


def told(widget: QWidget) -> str:
    """Which widget it is, for whoever reads that a test failed."""
    words = getattr(widget, "text", lambda: "")() or widget.accessibleName()
    above, at = [], widget.parentWidget()
    while at is not None and len(above) < 3:
        above.append(type(at).__name__)
        at = at.parentWidget()
    return f"{type(widget).__name__} '{words}' in {' '.join(above)} {widget.geometry().getRect()}"


# words that are cut


def cut(top: QWidget) -> Iterator[Fault]:
    """Words that end where there is no room for them, and no tooltip says the rest."""
    for each in seen(top):
        if isinstance(each, QLabel):
            yield from _cut_label(each)
        elif isinstance(each, QAbstractButton) and each.text():
            yield from _short(each, each.sizeHint(), each.text())
        elif isinstance(each, QComboBox):
            yield from _cut_combo(each)
        elif isinstance(each, QLineEdit):
            yield from _cut_hint(each)
        elif isinstance(each, QTableView):
            yield from _cut_table(each)
        elif isinstance(each, QListView):
            yield from _cut_list(each)
        if isinstance(each, QScrollArea):
            yield from _cut_area(each)
        if isinstance(each, QLabel | QAbstractButton | QComboBox | QLineEdit):
            yield from _outside(each)


def _cut_label(label: QLabel) -> Iterator[Fault]:
    if not label.text() or not label.pixmap().isNull():
        return
    if label.wordWrap():
        needed = QSize(_widest_word(label), label.heightForWidth(label.width()))
    else:
        needed = label.sizeHint()
    yield from _short(label, needed, label.text())


def _widest_word(label: QLabel) -> int:
    """A word that is wider than the label is cut, although lines may break."""
    metrics = QFontMetrics(label.font())
    return max((metrics.horizontalAdvance(each) for each in re.findall(r"[ -~]+", label.text())
                for each in each.split()), default=0)  # fmt: skip


def _short(widget: QWidget, needed: QSize, words: str) -> Iterator[Fault]:
    if not widget.toolTip() and widget.width() < needed.width():
        yield Fault(f"{needed.width()} wide needed", told(widget))
    if widget.height() < needed.height() - 2:
        yield Fault(f"{needed.height()} high needed", told(widget))


def _cut_combo(box: QComboBox) -> Iterator[Fault]:
    room = box.width() - 40
    if box.fontMetrics().horizontalAdvance(box.currentText()) > room and not box.toolTip():
        yield Fault(f"'{box.currentText()}' is chosen", told(box))


def _cut_hint(box: QLineEdit) -> Iterator[Fault]:
    words = "" if box.text() else box.placeholderText()
    if box.fontMetrics().horizontalAdvance(words) > box.width() - 8 and not box.toolTip():
        yield Fault(f"hint '{words}'", told(box))


def _cut_list(view: QListView) -> Iterator[Fault]:
    model, metrics = view.model(), view.fontMetrics()
    for row in range(model.rowCount()):
        at = model.index(row, 0)
        lines = str(at.data() or "").split("\n")
        wide = max(metrics.horizontalAdvance(each) for each in lines)
        box = view.visualRect(at)
        if wide > view.viewport().width() - _BESIDE and not at.data(Qt.ItemDataRole.ToolTipRole):
            yield Fault(f"item '{lines[0]}'", told(view))
        if lines[0] and box.height() < len(lines) * (metrics.height() - 4):
            yield Fault(f"item '{lines[0]}' is {box.height()} high", told(view))


def _cut_table(table: QTableView) -> Iterator[Fault]:
    model, metrics, tip = table.model(), table.fontMetrics(), Qt.ItemDataRole.ToolTipRole
    if model is None:
        return
    columns = [each for each in range(model.columnCount()) if not table.isColumnHidden(each)]
    rows = [each for each in range(model.rowCount()) if not table.isRowHidden(each)][:200]
    for row in rows:
        if table.rowHeight(row) < metrics.height() - 4:
            yield Fault(f"row {row} is {table.rowHeight(row)} high", told(table))
            break
        for column in columns:
            at = model.index(row, column)
            wide = max(map(metrics.horizontalAdvance, str(at.data() or "").split("\n")))
            if wide > table.columnWidth(column) - _BESIDE and not at.data(tip):
                yield Fault(f"cell '{at.data()}'", told(table))
    for header in (table.horizontalHeader(), table.verticalHeader()):
        if header.isVisible():
            yield from _cut_heads(table, header)


def _cut_heads(table: QTableView, header: QHeaderView) -> Iterator[Fault]:
    side, model, metrics = header.orientation(), table.model(), header.fontMetrics()
    across = side is Qt.Orientation.Horizontal
    for section in range(min(header.count(), 200)):
        words = str(model.headerData(section, side) or "")
        lines = words.split("\n")
        wide = max(map(metrics.horizontalAdvance, lines))
        room = header.sectionSize(section) if across else header.width()
        tip = model.headerData(section, side, Qt.ItemDataRole.ToolTipRole)
        if not header.isSectionHidden(section) and wide > room - _BESIDE and not tip:
            yield Fault(f"head '{words}' in {room}", told(table))
        if across and header.height() < len(lines) * (metrics.height() - 4):
            yield Fault(f"head '{words}' is {header.height()} high", told(table))


def _cut_area(area: QScrollArea) -> Iterator[Fault]:
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    inner = area.widget()
    if inner and area.horizontalScrollBarPolicy() is off:
        if inner.width() > area.viewport().width() + 1:
            over = inner.width() - area.viewport().width()
            yield Fault(f"{over} pixels cannot be scrolled to", told(area))


def _outside(widget: QWidget) -> Iterator[Fault]:
    """Whether it sticks out of what it lies in; what scrolls has as much room as it wants."""
    at = widget.parentWidget()
    while at is not None and not isinstance(at.parentWidget(), QAbstractScrollArea):
        box = QRect(widget.mapTo(at, QPoint(0, 0)), widget.size())
        if not at.rect().adjusted(-2, -2, 2, 2).contains(box):
            yield Fault(f"sticks out of {type(at).__name__} {at.size().toTuple()}", told(widget))
            return
        if at.isWindow():
            return
        at = at.parentWidget()


# names and roles


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def nameless(top: QWidget) -> Iterator[Fault]:
    """What is operated or comes to have the focus, and what a screen reader could not name."""
    for each in seen(top):
        tabbed = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not isinstance(each, OPERATED) and not tabbed:
            continue
        if isinstance(each, QHeaderView | QScrollArea):
            continue
        if not name_of(each).strip():
            yield Fault("has no name", told(each))
        role = QAccessible.queryAccessibleInterface(each).role()
        if role in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            yield Fault("has no role", told(each))


def wordless(top: QWidget) -> Iterator[Fault]:
    """Buttons that say nothing and explain nothing."""
    for each in seen(top, QAbstractButton):
        if not _LETTERS.search(each.text()) and not _LETTERS.search(each.toolTip()):
            yield Fault("has neither words nor a tooltip", told(each))
