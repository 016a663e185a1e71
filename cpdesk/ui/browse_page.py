"""Rows to browse at the left, filtered and searched; beside them one row, closely."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.browsing import Action, Browser, Details, Fact, Field, Filter
from cpdesk.ui.copying import Copies
from cpdesk.ui.listing_view import ListingView
from cpdesk.ui.panes import scrolling
from cpdesk.ui.parts import Choice, Elided, Page, button, clear, label
from cpdesk.ui.side_by_side import SideBySide

_SIDE, _NARROW, _WIDE, _AROUND = 372, 120, 270, 48
_WORD = 40  # letters of a word that the side can show


class BrowsePane(Page):
    """The view of a browser, without a head of its own."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.browser = browser
        self.search, self.filters = QLineEdit(), QHBoxLayout()
        self.choices: dict[str, Choice] = {}
        self.table, self.beside = ListingView(), DetailsPane(browser)
        self.nothing = label("second", wraps=True)
        self._build()
        self.search.textChanged.connect(browser.find)
        self.table.looked.connect(browser.look)
        self.copies = Copies(self.table, browser.session, lambda: browser.listing.as_text)
        browser.attach(self)

    def show_browser(self) -> None:
        self.refresh()

    def show_now(self) -> None:
        t, browser = self.browser.session.t, self.browser
        self.search.setPlaceholderText(t("Find"))
        self.search.setAccessibleName(t("Find"))
        self._show_filters()
        listing = browser.listing
        self.table.show_listing(listing)
        self.table.setVisible(bool(listing.rows))
        self.nothing.setText(t("Nothing is listed. Choose more, or look for other words."))
        self.nothing.setVisible(not listing.rows)
        self.table.point_at(browser.current)
        self.beside.show_details(browser.details)

    def _show_filters(self) -> None:
        for each in self.browser.filters:
            if each.name not in self.choices:
                self.choices[each.name] = self._filter(each.name)
            choice = self.choices[each.name]
            choice.setAccessibleName(each.label)
            choice.setToolTip(each.label)
            choice.offer(each.options, each.chosen)
            choice.setFixedWidth(_width(choice, each))

    def _filter(self, name: str) -> Choice:
        made = Choice()
        made.chosen.connect(lambda value, name=name: self.browser.choose(name, value))
        self.filters.addWidget(made)
        return made

    def _build(self) -> None:
        main = QWidget()
        left = QVBoxLayout(main)
        left.setContentsMargins(24, 12, 16, 8)
        left.setSpacing(10)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.filters.setSpacing(8)
        bar.addWidget(self.search, 1)
        bar.addLayout(self.filters)
        left.addLayout(bar)
        left.addWidget(self.nothing)
        left.addWidget(self.table, 1)
        left.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SideBySide(main, self.beside, _SIDE))


class DetailsPane(QFrame):
    """One row: its title, its facts, a table of what changed, fields to type, and buttons."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.browser = browser
        self.setObjectName("beside")
        self._shown: Details | None = None
        self.boxes: dict[str, QLineEdit] = {}
        self.buttons: dict[str, QWidget] = {}
        body = QWidget()
        body.setObjectName("sidebody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scrolling(body))

    def show_details(self, details: Details | None) -> None:
        """Show the row; what is typed into its fields stays while it is the same row."""
        if details == self._shown:
            return
        typed = self._typed() if self._same_row(details) else {}
        self._shown = details
        clear(self._column)
        self.boxes, self.buttons = {}, {}
        if details is not None:
            self._fill(details, typed)
        self._column.addStretch(1)

    def _same_row(self, details: Details | None) -> bool:
        """Where only the problem differs, a wish was refused, and nothing typed may be lost."""
        shown = self._shown
        return bool(details and shown and details.problem and details.fields == shown.fields)

    def _typed(self) -> dict[str, str]:
        return {name: box.text() for name, box in self.boxes.items()}

    def _fill(self, details: Details, typed: dict[str, str]) -> None:
        add = self._column.addWidget
        add(label("pane", details.title, wraps=True))
        if details.about:
            add(label("hint", details.about, wraps=True))
        if not details.fields:  # nothing has to be read or typed first
            self._add_actions(details)
        for fact in details.facts:
            add(_fact(fact))
        if details.ask:
            add(label("second", details.ask, wraps=True))
        for each in details.fields:
            add(self._field(each, typed.get(each.name, each.value)))
        if details.fields:
            self._add_actions(details)

    def _add_actions(self, details: Details) -> None:
        if details.problem:
            self._column.addWidget(label("problem", details.problem, wraps=True))
        for action in details.actions:
            self._column.addWidget(self._button(action), 0, Qt.AlignmentFlag.AlignLeft)

    def _field(self, told: Field, text: str) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        box = QLineEdit(text)
        box.setAccessibleName(told.label)
        box.setPlaceholderText(told.hint)
        self.boxes[told.name] = box
        column.addWidget(label("label", told.label))
        column.addWidget(box)
        return whole

    def _button(self, action: Action) -> QWidget:
        made = button(action.kind, lambda: self.browser.act(action.word, self._typed()))
        words = made.fontMetrics().elidedText(
            action.words, Qt.TextElideMode.ElideRight, _SIDE - 74
        )
        made.setText(words.replace("&", "&&"))
        made.setToolTip(action.words)
        self.buttons[action.word] = made
        return made


def _width(choice: Choice, told: Filter) -> int:
    """Room for every option, within bounds."""
    words = max(choice.fontMetrics().horizontalAdvance(each) for _, each in told.options)
    return max(_NARROW, min(_WIDE, words + _AROUND))


def _value(rank: str, text: str) -> QLabel:
    """Words that wrap; a single long one, such as a checksum, ends in an ellipsis."""
    if text.isascii() and max((len(each) for each in text.split()), default=0) > _WORD:
        made = Elided(rank)
        made.setText(text)
        return made
    return label(rank, text, wraps=True)


def _fact(fact: Fact) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if fact.label:
        column.addWidget(label("label", fact.label))
    value = _value("" if fact.label else "strong", fact.value)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(value)
    if fact.before:
        column.addWidget(label("hint", fact.before, wraps=True))
    return whole
