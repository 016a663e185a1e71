"""Beside the sheet: what is to be decided, what is doubtful, what was understood, what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Place
from cpdesk.presenters.import_questions import ESTIMATE, FIGURE, Question
from cpdesk.presenters.import_told import Told
from cpdesk.presenters.imports import ImportPage
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.import_painter import disc_width, numbered
from cpdesk.ui.parts import Choice, button, clear, label, line

WIDTH = 326
_MOST_RADIOS, _SHORT = 5, 14  # options side by side, and letters of one that is short
_MOST_TOLD, _MOST_DOUBTS, _TALL = 12, 30, 30_000
_AT_ONCE = 30  # questions: of a file that is refused row by row there are thousands
_TYPED = (FIGURE, ESTIMATE)

Answer = Callable[[Question, str], None]


class Disc(QWidget):
    """The number that stands in the cell too."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(disc_width(number) + 2, 20)
        self.setAccessibleName(str(number))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        numbered(painter, QRectF(1, 2, disc_width(self._number), 16), self._number)


class QuestionRow(QWidget):
    """One question: its number, its words, its cell, and beneath them the possible answers."""

    def __init__(self, t: Translator, question: Question, answer: Answer) -> None:
        super().__init__()
        self.question, self._answer = question, answer
        self.figure = QLineEdit()
        self.figure.setAccessibleName(t("Figure"))
        self.figure.setPlaceholderText(t("Type a figure and press Enter"))
        self.figure.hide()
        self.figure.returnPressed.connect(self._typed)
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(self._head())
        if question.options:
            column.addWidget(self._options(t))
            column.addWidget(self.figure)

    def take_focus(self) -> None:
        """To the answer that is chosen, otherwise to the first."""
        radios = self.findChildren(QRadioButton)
        chosen = next((each for each in radios if each.isChecked()), None)
        first = chosen or self.findChild(QRadioButton) or self.findChild(Choice)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Disc(self.question.number), 0, top)
        row.addWidget(label("strong", self.question.words, wraps=True), 1)
        row.addWidget(label("hint", self.question.spot), 0, top)
        return row

    def _options(self, t: Translator) -> QWidget:
        if len(self.question.options) > _MOST_RADIOS:
            return self._choice(t)
        return self._radios()

    def _choice(self, t: Translator) -> QWidget:
        made = Choice()
        made.offer((("", t("Please choose")), *self.question.options), self.question.chosen)
        made.setAccessibleName(self.question.words)
        made.chosen.connect(lambda value: value and self._answer(self.question, value))
        return made

    def _radios(self) -> QWidget:
        """Three short answers stand in a row; two longer ones, or of four; or one by itself."""
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(26, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        longest = max(len(words) for _, words in self.question.options)
        short = longest < _SHORT // 2 and len(self.question.options) != 4
        across = 3 if short else 2 if longest <= _SHORT else 1
        self.group = QButtonGroup(box)
        for at, (value, words) in enumerate(self.question.options):
            radio = QRadioButton(self._shown(value, words))
            radio.setChecked(bool(value) and self._is_chosen(value))
            radio.clicked.connect(lambda _on=False, value=value: self._pressed(value))
            self.group.addButton(radio, at)
            grid.addWidget(radio, at // across, at % across)
        grid.setColumnStretch(across, 1)
        return box

    def _is_chosen(self, value: str) -> bool:
        chosen = self.question.chosen
        typed = chosen not in dict(self.question.options) and value in _TYPED
        return value == chosen or (typed and chosen.partition(":")[0] == value)

    def _shown(self, value: str, words: str) -> str:
        """A figure that was typed stands behind the answer that asked for it."""
        typed = value in _TYPED and self._is_chosen(value)
        return f"{words.rstrip('…')} {self.question.chosen.partition(':')[2]}" if typed else words

    def _pressed(self, value: str) -> None:
        if value in _TYPED:
            self._wanted = value
            self.figure.show()
            self.figure.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._answer(self.question, value)

    def _typed(self) -> None:
        if self.figure.text().strip():
            self._answer(self.question, f"{self._wanted}:{self.figure.text().strip()}")


class ImportSide(QScrollArea):
    """The right-hand side of the import page."""

    def __init__(self, page: ImportPage, go_to: Callable[[Place], None]) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("beside")
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: dict[int, QuestionRow] = {}
        self._first = 0  # of the questions that are shown
        self.earlier = button("text", lambda: self._leaf(-_AT_ONCE))
        self.further = button("text", lambda: self._leaf(_AT_ONCE))
        said = page.corrections
        self.doubts = FindingsList(go_to, said.accept, said.withdraw, narrow=True)
        self.doubts.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.blank = button("text", page.leave_blank)
        body = QWidget()
        body.setObjectName("sidebody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 12, 16, 16)
        self._column.setSpacing(0)
        self.asked, self.told, self.left = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.doubtful, self.more = label("pane"), label("hint")
        for each in (self.asked, self.told, self.left):
            each.setSpacing(0)
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self.asked)
        self._column.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.blank, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addSpacing(12)
        self._column.addWidget(self.doubtful)
        self._column.addWidget(self.doubts)
        self._column.addWidget(self.more)
        self._column.addLayout(self.told)
        self._column.addLayout(self.left)
        self._column.addStretch(1)
        self.setWidget(body)

    def show_side(self) -> None:
        """Fill it from the presenter."""
        t, page = self.page.session.t, self.page
        self._ask(t, tuple(page.questions.values()))
        self.blank.setText(t("Leave all undecided cells blank"))
        self.blank.setVisible(len(page.undecided) > 1)
        doubts, accepted = page.doubts, page.accepted
        self.doubtful.setText(_headed(t("Doubtful"), len(doubts)))
        self.doubtful.setVisible(bool(doubts or accepted))
        self.doubts.show_findings(t, doubts[:_MOST_DOUBTS], accepted)
        self.doubts.fit(_TALL)
        rest = max(0, len(doubts) - _MOST_DOUBTS)
        self.more.setText(t.plural("{n} more", "{n} more", rest))
        self.more.setVisible(rest > 0)
        _tell(t, self.told, t("Understood"), page.understood)
        _tell(t, self.left, t("Not imported"), page.not_taken)

    def turn_to(self, number: int) -> None:
        """Show a question and put the focus on its first answer."""
        if number not in self.rows and 0 < number <= len(self.page.questions):
            self._first = (number - 1) // _AT_ONCE * _AT_ONCE
            self.show_side()
        row = self.rows.get(number)
        if row is None:
            return
        self.ensureWidgetVisible(row)
        row.take_focus()

    def _ask(self, t: Translator, questions: Sequence[Question]) -> None:
        answered = next((e.question.key for e in self.rows.values() if _has_focus(e)), None)
        shown = self._window(t, questions, answered)
        clear(self.asked)
        self.rows = {}
        if questions:
            open_now = sum(each.open for each in questions)
            self.asked.addWidget(label("pane", _headed(t("For you to decide"), open_now)))
            self.asked.addSpacing(4)
            self.asked.addWidget(line())
        for each in shown:
            row = self.rows[each.number] = QuestionRow(t, each, self.page.answer)
            self.asked.addWidget(row)
            self.asked.addWidget(line())
        if answered is not None:
            self._go_on(answered)

    def _window(
        self, t: Translator, questions: Sequence[Question], answered: str | None
    ) -> Sequence[Question]:
        """The questions that are shown; once the last of them is answered, those with the next."""
        shown = questions[self._first : self._first + _AT_ONCE]
        if not shown or (answered is not None and not any(each.open for each in shown)):
            at = next((at for at, each in enumerate(questions) if each.open), 0)
            self._first = at // _AT_ONCE * _AT_ONCE
            shown = questions[self._first : self._first + _AT_ONCE]
        left = len(questions) - self._first - len(shown)
        self.earlier.setText(t.plural("{n} before these", "{n} before these", self._first))
        self.further.setText(t.plural("{n} more", "{n} more", left))
        self.earlier.setVisible(self._first > 0)
        self.further.setVisible(left > 0)
        return shown

    def _leaf(self, by: int) -> None:
        self._first = max(0, self._first + by)
        self.show_side()
        self.verticalScrollBar().setValue(0)

    def _go_on(self, key: str) -> None:
        """The keys stay with the question that was answered; one that is gone gives way."""
        rows = self.rows.values()
        row = next((e for e in rows if e.question.key == key), None) or next(
            (e for e in rows if e.question.open), None)  # fmt: skip
        if row is not None:
            row.take_focus()


def _has_focus(widget: QWidget) -> bool:
    at = QApplication.focusWidget()
    return at is not None and widget.isAncestorOf(at)


def _headed(words: str, n: int) -> str:
    return f"{words}  {n}" if n else words


def _tell(t: Translator, column: QVBoxLayout, title: str, told: Sequence[Told]) -> None:
    clear(column)
    if not told:
        return
    column.addSpacing(16)
    column.addWidget(label("pane", title))
    column.addSpacing(4)
    column.addWidget(line())
    for each in told[:_MOST_TOLD]:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 4, 0, 4)
        across.setSpacing(8)
        across.addWidget(label("", each.words, wraps=True), 1)
        across.addWidget(label("hint", each.spot), 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(row)
        column.addWidget(line())
    if (rest := len(told) - _MOST_TOLD) > 0:
        column.addWidget(label("hint", t.plural("{n} more", "{n} more", rest)))
