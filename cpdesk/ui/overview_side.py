"""The right side of the overview: what needs attention, how ready each pack is, what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Place
from cpdesk.presenters.listings import Tone
from cpdesk.presenters.overview import FEW, MORE, Overview
from cpdesk.ui.marks import OF_SEVERITY, MarkWidget
from cpdesk.ui.parts import button, clear, label, line

if TYPE_CHECKING:
    from cpdesk.presenters.findings import Line
    from cpdesk.presenters.overview_said import DateSaid, PackSaid

WIDTH, _DAY, _NO_LIMIT = 344, 92, 16_777_215
_LONGEST_DAY = "30 September "  # the year may go onto the next line
_RANKS = {Tone.DOUBT: "doubt", Tone.FAULT: "problem"}


class OverviewSide(QWidget):
    """Three short lists below each other, each line of which leads somewhere."""

    def __init__(self, page: Overview) -> None:
        super().__init__()
        self.page = page
        self.findings, self.packs, self.dates = _Group(), _Group(), _Group()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(28)
        for each in (self.findings, self.packs, self.dates):
            column.addWidget(each)
        column.addStretch(1)
        self.keep_narrow(True)

    def keep_narrow(self, narrow: bool) -> None:
        """Beside the tables it has its width, beneath them all there is."""
        self.setMinimumWidth(WIDTH if narrow else 0)
        self.setMaximumWidth(WIDTH if narrow else _NO_LIMIT)

    def show_now(self) -> None:
        """Fill the three lists; one that says the same stays as it is."""
        page, t = self.page, self.page.session.t
        found, packs, dates = page.findings, page.packs, page.dates
        shown, count = found[: page.most], len(found)
        self.findings.show_lines(
            t("Needs attention"), str(count or ""), (t.language, count, shown),
            lambda: [*(_finding(t, each, page.session.go_to) for each in shown),
                     *self._more(t, len(shown), count)],
        )  # fmt: skip
        self.packs.show_lines(
            t("Papers"), "", (t.language, packs),
            lambda: [_pack(t, each, page.open_pack) for each in packs],
        )
        self.dates.show_lines(
            t("Dates"), "", (t.language, dates),
            lambda: [_date(t, each, page.session.go_to) for each in dates],
        )
        if page.glance is not None and not count:
            self.findings.say(t("Nothing is wrong, doubtful or missing."))

    def _more(self, t: Translator, shown: int, count: int) -> Sequence[QWidget]:
        """The button for the next findings, or the one that folds them again."""
        if count <= FEW:
            return ()
        if shown < count:
            more = button("text", self.page.show_more)
            more.setText(t("Show {n} more", n=min(MORE, count - shown)))
        else:
            more = button("text", self.page.show_few)
            more.setText(t("Show fewer"))
        return (more,)


class _Group(QWidget):
    """A heading over a rule, and lines beneath it; without lines it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.count = label("strong"), label("second")
        self._shown: object = None
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(line())
        column.addLayout(self.lines)
        self.hide()

    def show_lines(
        self, title: str, count: str, said: object, made: Callable[[], Sequence[QWidget]]
    ) -> None:
        """Make the lines anew where what they say has changed."""
        self.title.setText(title)
        self.count.setText(count)
        if self._shown == said:
            return
        self._shown = said
        clear(self.lines)
        lines = made()
        for each in lines:
            self.lines.addWidget(each)
            self.lines.addWidget(line())
        self.setVisible(bool(lines))

    def say(self, words: str) -> None:
        """Where there is nothing to list."""
        clear(self.lines)
        self.lines.addWidget(label("second", words, wraps=True))
        self._shown = words
        self.show()


def _finding(t: Translator, found: Line, go_to: Callable[[Place], None]) -> QWidget:
    row, across = _row()
    mark = MarkWidget(OF_SEVERITY[found.severity], t(found.severity.label))
    across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = label("", found.sentence, wraps=True)
    words.setToolTip(found.where)
    across.addWidget(words, 1)
    if found.leads:
        across.addWidget(_exit(t("Go there"), found.sentence, lambda: go_to(found.place)),
                         0, Qt.AlignmentFlag.AlignTop)  # fmt: skip
    return row


def _pack(t: Translator, said: PackSaid, open_pack: Callable[[str], object]) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 6, 0, 8)
    column.setSpacing(4)
    head, foot = QHBoxLayout(), QHBoxLayout()
    head.addWidget(label("", said.title, wraps=True), 1)
    head.addWidget(label("second", said.count), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    if said.share is not None:
        bar = QProgressBar()
        bar.setRange(0, 1000)
        bar.setValue(round(said.share * 1000))
        bar.setTextVisible(False)
        bar.setAccessibleName(f"{said.title} {said.count}")
        column.addWidget(bar)
    foot.addWidget(label("hint", said.words, wraps=True), 1)
    foot.addWidget(_exit(t("Open"), said.title, lambda: open_pack(said.page)))
    column.addLayout(foot)
    return row


def _date(t: Translator, said: DateSaid, go_to: Callable[[Place], None]) -> QWidget:
    row, across = _row()
    day = label("", said.when, wraps=True)
    day.setFixedWidth(max(_DAY, day.fontMetrics().horizontalAdvance(_LONGEST_DAY)))
    day.setAlignment(Qt.AlignmentFlag.AlignTop)
    across.addWidget(day)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label("", said.what, wraps=True))
    words.addWidget(label(_RANKS.get(said.tone, "hint"), said.left, wraps=True))
    across.addLayout(words, 1)
    place = said.place
    if place is not None:
        across.addWidget(_exit(t("Go there"), said.what, lambda: go_to(place)),
                         0, Qt.AlignmentFlag.AlignTop)  # fmt: skip
    return row


def _row() -> tuple[QWidget, QHBoxLayout]:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 6, 0, 6)
    across.setSpacing(8)
    return row, across


def _exit(words: str, about: str, wish: Callable[[], object]) -> QWidget:
    """A text button; a screen reader also says what it is about."""
    made = button("text", wish)
    made.setText(words)
    made.setProperty("dense", "true")
    made.setAccessibleDescription(about)
    return made
