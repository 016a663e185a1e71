"""The left of the savings page: which effect, and how it is measured."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpdesk.base.languages import Translator
from cpdesk.presenters.savings_page import CONFIDENCES, SavingsPage
from cpdesk.presenters.savings_settings import Settings, Tick
from cpdesk.ui.parts import Choice, button, clear, label
from cpdesk.ui.segments import Segments

_SIDE, _BESIDE = 252, 100  # pixels: the pane, and what stands beside the words of a driver


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


class SavingsSide(QFrame):
    """Every choice about the effect that is shown."""

    def __init__(
        self, page: SavingsPage, compare: Callable[[], object], search: Callable[[], object]
    ) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("side")
        self.setFixedWidth(_SIDE)
        wishes = page.settings
        self.upgrade, self.way = Choice(), Choice()
        self.start, self.end, self.last = Choice(), Choice(), Choice()
        self.drivers, self.confidence = DriverTicks(wishes.tick), Segments(room=20)
        self.models, self.bases = button("", compare), button("", search)
        self.agree = button("", wishes.agree)
        self.agreed, self.stale = label("label", wraps=True), label("doubt", wraps=True)
        for box, wish in (
            (self.upgrade, page.choose), (self.way, wishes.choose_way),
            (self.start, wishes.choose_start), (self.end, wishes.choose_end),
            (self.last, wishes.choose_last),
        ):  # fmt: skip
            box.chosen.connect(wish)
        self.confidence.chosen.connect(lambda said: page.choose_confidence(Decimal(said)))
        for box in (self.start, self.end):  # two in one row
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
        self.model.setVisible(setting.modelled)
        self.words["start"].setText(t("Baseline from"))
        self.words["end"].setText(t("Baseline to"))
        self.words["last"].setText(t("Months of the baseline"))
        _offer(self.start, setting.starts, setting.start)
        _offer(self.end, setting.ends, setting.end)
        _offer(self.last, setting.lasts, setting.last)
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
        names = ("upgrade", "way", "start", "end", "last", "drivers", "confidence")
        self.words = {name: label("label") for name in names}
        self.model = QWidget()
        model = _column(self.model)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addLayout(self._under("start", self.start))
        across.addLayout(self._under("end", self.end))
        model.addLayout(across)
        model.addLayout(self._under("last", self.last))
        model.addLayout(self._under("drivers", self.drivers))
        for each in (self.models, self.bases, self.agreed, self.stale, self.agree):
            model.addWidget(each)
        body = QWidget()
        body.setObjectName("sidebody")
        column = _column(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.addLayout(self._under("upgrade", self.upgrade))
        column.addLayout(self._under("way", self.way))
        column.addWidget(self.model)
        column.addLayout(self._under("confidence", self.confidence))
        column.addStretch(1)
        self._scroll(body)

    def _scroll(self, body: QWidget) -> None:
        scroll = QScrollArea()
        scroll.setObjectName("sidebody")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scroll)

    def _under(self, name: str, box: QWidget) -> QVBoxLayout:
        """A box under its words."""
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.words[name])
        column.addWidget(box)
        return column


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return column


def _offer(box: Choice, options: tuple[tuple[str, str], ...], current: str) -> None:
    """Words that do not fit are told by the tooltip."""
    box.offer(options, current)
    box.setToolTip(box.currentText())
