"""The left of the savings page: which effect, and how it is measured."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cpdesk.base.languages import Translator
from cpdesk.presenters.savings_page import CONFIDENCES, SavingsPage
from cpdesk.presenters.savings_settings import Settings, Tick, Told
from cpdesk.ui.panes import scrolling
from cpdesk.ui.parts import Choice, button, clear, label
from cpdesk.ui.segments import Segments

_SIDE, _BESIDE = 264, 112  # pixels: the pane, and what stands beside the words of a driver


class DriverTicks(QWidget):
    """A driver in each row: ticked where the model uses it, and then its t."""

    def __init__(self, tick: Callable[[str, bool], object]) -> None:
        super().__init__()
        self._tick = tick
        self.boxes: dict[str, QCheckBox] = {}
        self._weights = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def offer(self, ticks: tuple[Tick, ...]) -> None:
        if list(self.boxes) != [each.code for each in ticks]:
            clear(self._column)
            self.boxes, self._weights = {}, {}
            for each in ticks:
                self._column.addLayout(self._row(each.code))
        for each in ticks:
            box, room = self.boxes[each.code], _SIDE - _BESIDE
            box.setText(box.fontMetrics().elidedText(
                each.words, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))  # fmt: skip
            box.setToolTip(each.words)
            box.setAccessibleName(each.words)
            box.setChecked(each.ticked)
            self._weights[each.code].setText(each.weight)

    def _row(self, code: str) -> QHBoxLayout:
        row = QHBoxLayout()
        box, weight = QCheckBox(), label("hint")
        box.clicked.connect(lambda on: self._tick(code, on))
        self.boxes[code], self._weights[code] = box, weight
        row.addWidget(box, 1)
        row.addWidget(weight)
        return row


class Events(QWidget):
    """The non-routine adjustments, each leading to its form, and the way to another."""

    def __init__(self, look: Callable[[str], object], add: Callable[[], object]) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[Told, ...] | None = None
        self.title, self.none = label("label"), label("hint")
        self.add = button("text", add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.add)
        column.addLayout(row)
        column.addWidget(self.none)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)

    def show_now(self, t: Translator, events: tuple[Told, ...]) -> None:
        self.title.setText(t("Non-routine adjustments"))
        self.add.setText(t("Add…"))
        self.none.setText(t.within("adjustments", "None"))
        self.none.setVisible(not events)
        if events != self._shown:
            self._shown = events
            clear(self._column)
            for each in events:
                self._column.addWidget(self._button(each))

    def _button(self, event: Told) -> QPushButton:
        made = button("text", lambda: self._look(event.code))
        room = _SIDE - 48
        words = made.fontMetrics().elidedText(event.words, Qt.TextElideMode.ElideRight, room)
        made.setText(words.replace("&", "&&"))
        made.setToolTip(event.about)
        return made


class SavingsSide(QFrame):
    """Every choice about the effect that is shown."""

    def __init__(
        self, page: SavingsPage, compare: Callable[[], object], search: Callable[[], object],
        adjust: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.page = page
        self.setObjectName("side")
        self.setFixedWidth(_SIDE)
        wishes = page.settings
        self.upgrade, self.meter, self.way = Choice(), Choice(), Choice()
        self.start, self.end, self.last, self.until = Choice(), Choice(), Choice(), Choice()
        self.events = Events(wishes.look_at, adjust)
        self.drivers, self.confidence = DriverTicks(wishes.tick), Segments(room=20)
        self.models, self.bases = button("", compare), button("", search)
        self.agree = button("", wishes.agree)
        self.agreed, self.stale = label("label", wraps=True), label("doubt", wraps=True)
        for box, wish in (
            (self.upgrade, page.choose), (self.way, wishes.choose_way),
            (self.start, wishes.choose_start), (self.end, wishes.choose_end),
            (self.last, wishes.choose_last), (self.until, wishes.choose_until),
            (self.meter, wishes.choose_meter),
        ):  # fmt: skip
            box.chosen.connect(wish)
        self.confidence.chosen.connect(lambda said: page.choose_confidence(Decimal(said)))
        for box in (self.start, self.end, self.last, self.until):  # two in one row
            box.setMinimumContentsLength(3)
        self._build()

    def show_now(self) -> None:
        """Fill everything from the presenter."""
        t, page, setting = self.page.session.t, self.page, self.page.setting
        self.words["upgrade"].setText(t("Upgrade and meter"))
        _offer(self.upgrade, page.choices, page.chosen)
        self.words["confidence"].setText(t("Confidence"))
        options = [(str(each), t.percent(each, 0)) for each in CONFIDENCES]
        self.confidence.offer(options, str(page.confidence))
        if setting is not None:
            self._show_setting(t, setting)

    def _show_setting(self, t: Translator, setting: Settings) -> None:
        self.words["way"].setText(t("How it is measured"))
        _offer(self.way, setting.ways, setting.way)
        self.words["meter"].setText(t("Meter"))
        _offer(self.meter, setting.meters, setting.meter)
        for each in (self.words["meter"], self.meter):
            each.setVisible(bool(setting.meters))
        self.model.setVisible(setting.modelled)
        self.words["start"].setText(t("Baseline from"))
        self.words["end"].setText(t("Baseline to"))
        self.words["last"].setText(t.within("count", "Months"))
        self.words["until"].setText(t("Reporting to"))
        _offer(self.start, setting.starts, setting.start)
        _offer(self.end, setting.ends, setting.end)
        _offer(self.last, setting.lasts, setting.last)
        _offer(self.until, setting.untils, setting.until)
        self.events.show_now(t, setting.events)
        self.words["drivers"].setText(t("Drivers of the model"))
        self.drivers.offer(setting.drivers)
        self.words["drivers"].setVisible(bool(setting.drivers))
        self.models.setText(t("Models…"))
        self.models.setVisible(bool(setting.drivers))
        self.bases.setText(t("Base temperature…"))
        self.bases.setVisible(setting.has_bases)
        self.agree.setText(t("Agree anew") if setting.agreed else t("Agree to this model"))
        self.agree.setVisible(setting.stale or not setting.agreed)
        self.agreed.setText(setting.agreed)
        self.agreed.setVisible(bool(setting.agreed))
        self.stale.setText(t("It has changed since then: look at it again."))
        self.stale.setVisible(setting.stale)

    def _build(self) -> None:
        names = ("upgrade", "meter", "way", "start", "end", "last", "until", "drivers",
                 "confidence")  # fmt: skip
        self.words = {name: label("label") for name in names}
        self.model = QWidget()
        model = _column(self.model)
        model.addLayout(_beside(self._under("start", self.start), self._under("end", self.end)))
        model.addLayout(_beside(self._under("last", self.last), self._under("until", self.until)))
        model.addLayout(self._under("drivers", self.drivers))
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.models, 1)
        both.addWidget(self.bases, 1)
        model.addLayout(both)
        for each in (self.events, self.agreed, self.stale, self.agree):
            model.addWidget(each)
        body = QWidget()
        body.setObjectName("sidebody")
        column = _column(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.addLayout(self._under("upgrade", self.upgrade))
        column.addLayout(self._under("meter", self.meter))
        column.addLayout(self._under("way", self.way))
        column.addWidget(self.model)
        column.addLayout(self._under("confidence", self.confidence))
        column.addStretch(1)
        self._scroll(body)

    def _scroll(self, body: QWidget) -> None:
        scroll = scrolling(body)
        scroll.setObjectName("sidebody")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scroll)

    def _under(self, name: str, box: QWidget) -> QVBoxLayout:
        """A box under its words."""
        column = QVBoxLayout()
        column.setSpacing(4)
        self.words[name].setBuddy(box)
        column.addWidget(self.words[name])
        column.addWidget(box)
        return column


def _beside(*columns: QVBoxLayout) -> QHBoxLayout:
    """As wide as each other in one row."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in columns:
        row.addLayout(each, 1)
    return row


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return column


def _offer(box: Choice, options: tuple[tuple[str, str], ...], current: str) -> None:
    """Words that do not fit are told by the tooltip."""
    box.offer(options, current)
    box.setToolTip(box.currentText())
