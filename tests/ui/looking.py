"""What is wrong with what can be seen: words cut short, things without a name, faint words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
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
    """The widgets of a kind that are shown, scrolled out of sight or not; not Qt's inner parts."""
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


def words_on(widget: QWidget) -> str:
    """What stands on it, if it is something that words stand on."""
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def told(widget: QWidget) -> str:
    """Which widget it is, for whoever reads that a test failed."""
    words = words_on(widget) or widget.accessibleName()
    above, at = [], widget.parentWidget()
    while at is not None and len(above) < 3:
        above.append(type(at).__name__)
        at = at.parentWidget()
    return f"{type(widget).__name__} '{words}' in {' '.join(above)} {widget.geometry().getRect()}"


# words that are cut


def cut(top: QWidget) -> Iterator[Fault]:
    """Words that end where there is no room for them, and no tooltip says the rest."""
    for each in seen(top):
        found = next((check for kind, check in _CUT if isinstance(each, kind)), None)
        if found is not None:
            yield from found(each)
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


def _cut_button(button: QPushButton) -> Iterator[Fault]:
    """Words that run into the edges; padding is no word."""
    font = button.font()
    font.setBold(font.bold() or button.isChecked())
    words, icon = button.text().replace("&", ""), 0 if button.icon().isNull() else 20
    size = QFontMetrics(font).size(Qt.TextFlag.TextSingleLine, words)
    yield from _short(button, QSize(size.width() + icon + 6, size.height()), words)


def _widest_word(label: QLabel) -> int:
    """A word that is wider than the label is cut, although lines may break."""
    metrics = QFontMetrics(label.font())
    return max((metrics.horizontalAdvance(each) for each in re.findall(r"[ -~]+", label.text())
                for each in each.split()), default=0)  # fmt: skip


def _short(widget: QWidget, needed: QSize, words: str) -> Iterator[Fault]:
    if widget.width() < needed.width() and not _tooltip(widget):
        yield Fault(f"{needed.width()} wide needed", told(widget))
    if widget.height() < needed.height() - 2:
        yield Fault(f"{needed.height()} high needed", told(widget))


def _tooltip(widget: QWidget) -> str:
    """The tooltip; what is cut short notices it when it is painted."""
    widget.grab()
    return widget.toolTip()


def _cut_combo(box: QComboBox) -> Iterator[Fault]:
    room = box.width() - 40
    if box.fontMetrics().horizontalAdvance(box.currentText()) > room and not _tooltip(box):
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
    over = inner.width() - area.viewport().width() if inner else 0
    if over > 1 and area.horizontalScrollBarPolicy() is off:
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


def _cut_other_button(button: QAbstractButton) -> Iterator[Fault]:
    if button.text():
        yield from _short(button, button.sizeHint(), button.text())


_CUT: tuple[tuple[type[QWidget], Callable[..., Iterator[Fault]]], ...] = (
    (QLabel, _cut_label), (QPushButton, _cut_button), (QAbstractButton, _cut_other_button),
    (QComboBox, _cut_combo), (QLineEdit, _cut_hint), (QTableView, _cut_table),
    (QListView, _cut_list), (QScrollArea, _cut_area),
)  # fmt: skip


# names and roles


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it; a box to choose from is not called by what is chosen."""
    if isinstance(widget, QComboBox):  # on Windows it has no other name; here Qt takes its words
        labels = (each for each in widget.window().findChildren(QLabel) if each.buddy() is widget)
        return widget.accessibleName() or next((each.text() for each in labels), "")
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


# words that are faint

_SHARP = 3  # dots to a pixel, so that a stroke has its full colour somewhere
_LEAST = 4.5


def faint(top: QWidget, checked: set[object]) -> Iterator[Fault]:
    """Words of too little contrast with what they stand on, as they are painted.

    Of what is styled alike in the same place, one that is not in `checked` is measured.
    """
    wanted = []
    for each in seen(top):
        alike = _alike(each)
        spoken = isinstance(each, QLabel | QPushButton | QCheckBox) and each.text().strip()
        if spoken and alike not in checked and _is_whole(each):
            checked.add(alike)
            wanted.append(each)
    dots = _dots(top) if wanted else None
    for each in wanted:
        contrast = _contrast_of(each, top, dots)
        if contrast < _LEAST:
            yield Fault(f"contrast {contrast:.1f}", told(each))


def _alike(widget: QWidget) -> object:
    styled = tuple(widget.property(each) for each in ("rank", "kind", "aside", "severity"))
    above, at = [], widget.parentWidget()
    while at is not None:
        above.append(at.objectName())
        at = at.parentWidget()
    return (type(widget), styled, widget.isEnabled(), widget.styleSheet(), widget.objectName(),
            tuple(above), getattr(widget, "isChecked", bool)())  # fmt: skip


def _is_whole(widget: QWidget) -> bool:
    """Whether no part of it is out of sight."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def _dots(top: QWidget) -> np.ndarray:
    """The picture in rows of dots of red, green and blue."""
    picture = QImage(top.size() * _SHARP, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(Qt.GlobalColor.white)
    top.render(picture)
    dots = np.frombuffer(picture.constBits(), np.uint8)
    return dots.reshape(picture.height(), -1, 4)[:, : picture.width(), 2::-1].copy()


def _contrast_of(widget: QWidget, top: QWidget, dots: np.ndarray) -> float:
    """The greatest contrast with the ground within its edges."""
    edge = 4 if isinstance(widget, QPushButton) else 0
    box = widget.rect().adjusted(edge, edge, -edge, -edge)
    at = widget.mapTo(top, box.topLeft()) * _SHARP
    room = dots[at.y() : at.y() + box.height() * _SHARP, at.x() : at.x() + box.width() * _SHARP]
    colours, counts = np.unique(room.reshape(-1, 3), axis=0, return_counts=True)
    light = luminance(colours)
    ground = light[counts.argmax()]
    return float(((np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)).max())


def luminance(colours: np.ndarray) -> np.ndarray:
    """The relative luminance of WCAG 2.1 of colours in rows of red, green and blue, 0 to 255."""
    part = np.asarray(colours) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


# the keyboard


def untabbed(top: QWidget) -> Iterator[Fault]:
    """What can be operated and Tab never comes to; of buttons side by side one is enough."""
    wanted = [each for each in seen(top) if _operable(each)]
    reached = set(_round(top))
    for each in wanted:
        if each not in reached:
            yield Fault("is not reached with Tab", told(each))


def _operable(widget: QWidget) -> bool:
    if not isinstance(widget, OPERATED) or not widget.isEnabled():
        return False
    grouped = isinstance(widget, QAbstractButton) and widget.group() and not widget.isChecked()
    return not grouped and not isinstance(widget, QHeaderView | QMenu)


def _round(top: QWidget) -> Iterator[QWidget]:
    """What Tab comes to within a page or dialog, in that order."""
    at = top.nextInFocusChain()
    while at is not top and at is not None:
        tabbed = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and at.isVisible() and at.isEnabled() and top.isAncestorOf(at):
            yield at
        at = at.nextInFocusChain()


def unseen_focus(top: QWidget, checked: set[object]) -> Iterator[Fault]:
    """What looks the same with the focus as without; of each kind, one that is not in `checked`."""
    for each in _round(top):
        alike = (type(each), each.objectName(), each.property("kind"), each.property("dense"))
        if alike in checked or each.visibleRegion().isEmpty():
            continue
        checked.add(alike)
        each.setFocus(Qt.FocusReason.TabFocusReason)
        focused = each.grab().toImage()
        each.clearFocus()
        if each.grab().toImage() == focused:
            yield Fault("does not show the focus", told(each))


def unsaid_keys(top: QWidget) -> Iterator[Fault]:
    """Keys that do something here, and nothing says so."""
    every = (top, *top.findChildren(QWidget))  # some keys are those of a button that is hidden
    words = " ".join(text for each in every for text in (words_on(each), each.toolTip()))
    told_keys = {_plain(each) for each in re.split(r"[\s,()]+", words)}
    for each in top.findChildren(QShortcut):
        for keys in each.keys():  # noqa: SIM118
            named = _plain(keys.toString())
            if named not in _ANYWHERE and named not in told_keys:
                yield Fault(f"key {keys.toString()} is told nowhere", told(each.parent()))


def _plain(keys: str) -> str:
    """One name for keys that do the same."""
    for long, short in (("Return", "Enter"), ("PgDown", "PgDn"), ("Escape", "Esc"), ("++", "+="),
                        ("Delete", "Del")):  # fmt: skip
        keys = keys.replace(long, short)
    return keys


_ANYWHERE = ("Esc",)  # closes what was opened, as it does in every program
