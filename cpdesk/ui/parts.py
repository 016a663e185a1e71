"""Small pieces that pages are built of: labels by rank, buttons by kind, heads, choices."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.pages import Way

_SENTENCE = 440
_TOO_FEW = 5  # letters of a line that is cut, with its ellipsis


def label(rank: str = "", text: str = "", *, wraps: bool = False) -> QLabel:
    made = QLabel(text)
    made.setProperty("rank", rank)
    made.setWordWrap(wraps)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


class Button(QPushButton):
    """A button whose words end in an ellipsis where it is narrower; a tooltip then has them all."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = self.style().subElementRect(
            QStyle.SubElement.SE_PushButtonContents, option, self
        ).width()
        room = inside if option.icon.isNull() else inside - option.iconSize.width() - 4
        words = option.text
        option.text = self.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic.value
        )
        self._tell("" if option.text == words else words.replace("&&", "&"))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _tell(self, whole: str) -> None:
        """All words in the tooltip, unless it says something else already."""
        if whole != self._whole and self.toolTip() == self._whole:
            self.setToolTip(whole)
            self._whole = whole


def button(kind: str = "", pressed: Callable[[], object] | None = None) -> QPushButton:
    made = Button()
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """The files of this computer in what is dragged."""
    return tuple(Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile())


def line() -> QFrame:
    made = QFrame()
    made.setFixedHeight(1)
    made.setObjectName("rule")
    return made


class Elided(QLabel):
    """One line of plain words that ends in an ellipsis where there is no room for all of them."""

    def __init__(self, rank: str = "") -> None:
        super().__init__()
        self.setProperty("rank", rank)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tip = ""  # what is told beside the words, if anything

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        if len(shown) < min(_TOO_FEW, len(self.text())):
            shown = ""  # a letter or two say nothing
        self.setToolTip(self.tip or ("" if shown == self.text() else self.text()))
        painter.drawText(room, self.alignment(), shown)


class EmptyPage(QWidget):
    """What an empty page says: one bold line, one sentence, and the button that begins."""

    def __init__(self, begin: Callable[[], object]) -> None:
        super().__init__()
        self.title, self.words = label("pane"), label("second", wraps=True)
        self.begin = button("primary", begin)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setFixedWidth(_SENTENCE)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(2)
        for each, below in ((self.title, 8), (self.words, 16), (self.begin, 0)):
            column.addLayout(_centred(each))
            column.addSpacing(below)
        column.addStretch(3)

    def say(self, title: str, words: str, begin: str) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.begin.setText(begin)


def _centred(widget: QWidget) -> QHBoxLayout:
    """In the middle; an alignment would forget that wrapped words need more height."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row


class PageHead(QFrame):
    """The head of a page, 60 pixels: title, what it is about, actions at the right."""

    def __init__(self, *actions: QWidget) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setFixedHeight(60)
        self.title, self.about = label("title"), Elided("second")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.about, 1)
        row.addSpacing(8)
        for each in actions:
            row.addWidget(each)


class StateBar(QFrame):
    """A bar of 34 pixels across all pages: what state the record is in, and the way out."""

    def __init__(self, way_out: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setFixedHeight(34)
        self.words, self.way_out = Elided("doubt"), button("small", way_out)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.way_out)

    def say(self, words: str, way_out: str) -> None:
        self.words.setText(words)
        self.way_out.setText(way_out)


class Choice(QComboBox):
    """A combo box of values and words that only tells of choices the user made."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _at: self.chosen.emit(self.value))

    @property
    def value(self) -> str:
        return str(self.currentData() or "")

    def offer(self, options: Sequence[tuple[str, str]], current: str) -> None:
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != list(options):
            self.clear()
            for value, words in options:
                self.addItem(words, value)
        self.setCurrentIndex(self.findData(current))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt paints it, but words that do not fit end in an ellipsis, and a tooltip has all."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self.width() - 40
        )
        self.setToolTip("" if option.currentText == self.currentText() else self.currentText())
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: object) -> None:
        """A wheel that scrolls the page must not change what is chosen."""
        event.ignore()


def hand_on(widget: QWidget) -> None:
    """Give a widget and what is in it the families of the application's font.

    What the style sheet gave a size of letters does not hear of them. A page that is not shown
    takes them when it is.
    """
    families, font = QApplication.font().families(), widget.font()
    if font.families() != families:
        font.setFamilies(families)
        widget.setFont(font)
    if isinstance(widget, Page):
        widget.families = families
    for each in widget.children():
        if isinstance(each, QWidget) and not (isinstance(each, Page) and each.isHidden()):
            hand_on(each)


class Page(QWidget):
    """A page that shows itself anew only while it can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.families = QApplication.font().families()
        self._stale = True

    def refresh(self) -> None:
        """Show the present state now, or once the page is turned to."""
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.families != QApplication.font().families():
            hand_on(self)
        if self._stale:
            self._refresh_now()

    def lead_to(self, way: Way) -> None:
        """Go to the entry and the field that a finding means; a page without fields just opens."""

    def confirm(self) -> None:
        """Confirm what is being typed, as leaving its field would."""

    def take_focus(self) -> None:
        """Put the keys to the first thing on the page that takes them."""
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            by_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
            if self.isAncestorOf(at) and at.isVisibleTo(self) and at.isEnabled() and by_tab:
                at.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            at = at.nextInFocusChain()

    def _refresh_now(self) -> None:
        """An exception that left a Qt event half way would end the program: report it instead."""
        self._stale = False
        try:
            self.show_now()
        except Exception:
            sys.excepthook(*sys.exc_info())

    def show_now(self) -> None:
        """Fill the widgets from the presenter."""
        raise NotImplementedError
