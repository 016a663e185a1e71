"""The lines of a bill as a small table of boxes: bands, their total, charges, tax, what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from cpdesk.domain.plant import LineKind
from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.bill_sheet import key
from cpdesk.ui.bill_boxes import BillBox, NumberMark
from cpdesk.ui.parts import clear, label, line

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COLUMNS = ("register_from", "register_to", "amount", "price", "cost")
_WIDTHS = {"amount": 98, "price": 84, "cost": 104}
_NARROW = {"register_from": 80, "register_to": 80, "amount": 92, "price": 72, "cost": 100}
_WITHOUT = {
    LineKind.TAX: ("amount",),
    LineKind.OTHER: ("amount", "price"),
}
_REGISTER = "register"
_PERCENT = (LineKind.POWER_FACTOR, LineKind.TAX)


class BillLines(QWidget):
    """The table; it is built anew where the lines are others, and else only shown anew."""

    def __init__(self, form: BillForm, made: Callable[[BillBox], BillBox]) -> None:
        super().__init__()
        self.form = form
        self._made = made
        self._marks: dict[int, NumberMark] = {}
        self._sums: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)

    def build(self) -> None:
        """The boxes of the bill that is typed now."""
        clear(self._grid)
        self._marks, self._sums = {}, {}
        self._heads()
        for at in self.form.rows:
            self._row(at)
            if at == self._last_band() and self._is_summed():
                self._total()
        self._due()

    def show_now(self) -> None:
        """Marks and sums; the boxes are shown by the page."""
        t, look = self.form.session.t, self.form.look
        if "cost" in self._sums:
            cost, price = look.energy_cost, look.mean_price
            self._sums["cost"].setText("" if cost is None else t.number(cost))
            self._sums["price"].setText("" if price is None else t.number(price))
        for at, mark in self._marks.items():
            mark.load(*next(self._marked(at), (0, None)))

    @property
    def _widths(self) -> dict[str, int]:
        return _WIDTHS if len(self.columns()) == len(_WIDTHS) else _NARROW

    def columns(self) -> tuple[str, ...]:
        """The columns that are shown: registers only where the bill prints them by band."""
        by_band = bool(self.form.sheet and self.form.sheet.by_band)
        return _COLUMNS if by_band else _COLUMNS[2:]

    def _marked(self, at: int) -> Iterator[tuple[int, object]]:
        names = ("amount", "cost") if at < 0 else tuple(key(at, e) for e in ("name", *_COLUMNS))
        wanted = names[:1] if at == -1 else names[1:] if at == -2 else names
        boxes = (self.form.box(name) for name in wanted)
        yield from ((box.number, box.severity) for box in boxes if box.number)

    def _heads(self) -> None:
        t, unit = self.form.session.t, self.form.unit
        currency = self.form.look.typed.currency
        words = {"register_from": t("Previous"), "register_to": t("Present"),
                 "amount": f"{t('Amount')} {unit}", "price": f"{t('Unit price')} {currency}",
                 "cost": f"{t('Cost')} {currency}"}  # fmt: skip
        self._grid.addWidget(label("label", t("Charge")), 0, 0)
        for at, column in enumerate(self.columns(), 1):
            head = label("label", words[column])
            head.setAlignment(RIGHT)
            self._grid.addWidget(head, 0, at)
        self._grid.addWidget(line(), 1, 0, 1, len(self.columns()) + 1)

    def _row(self, at: int) -> None:
        kind, down = self.form.sheet.lines[at], self._grid.rowCount()
        registers = sum(each.startswith(_REGISTER) for each in self.columns())
        spare = 0 if kind is LineKind.BAND else registers  # columns that its name may reach into
        self._grid.addWidget(self._named(at), down, 0, 1, 1 + spare)
        for across, column in enumerate(self.columns()[spare:], 1 + spare):
            if column not in _WITHOUT.get(kind, ()):
                self._grid.addWidget(self._box(at, kind, column), down, across, RIGHT)

    def _named(self, at: int) -> QWidget:
        """The name of the line, to be typed over, and the disc of its first remark."""
        name = self._made(BillBox(key(at, "name"), figure=False))
        name.setProperty("bare", "true")
        return self._with_mark(at, name)

    def _with_mark(self, at: int, words: QWidget) -> QWidget:
        pair = QWidget()
        across = QHBoxLayout(pair)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        self._marks[at] = NumberMark()
        across.addWidget(words, 1)
        across.addWidget(self._marks[at])
        return pair

    def _box(self, at: int, kind: LineKind, column: str) -> BillBox:
        box = self._made(BillBox(key(at, column)))
        box.setFixedWidth(self._widths[column])
        if column == "price" and kind in _PERCENT:
            box.set_suffix("%")
        elif column == "amount" and kind is LineKind.CAPACITY:
            box.set_suffix("kW")
        return box

    def _last_band(self) -> int:
        bands = list(self.form.sheet.numbers(LineKind.BAND))
        return bands[-1] if bands else -1

    def _is_summed(self) -> bool:
        return self.form.sheet.single is None

    def _total(self) -> None:
        """The bands together: the amount may be typed, its price and cost follow."""
        t, down = self.form.session.t, self._grid.rowCount()
        self._grid.addWidget(self._with_mark(-1, label("strong", t("Total"))), down, 0)
        for across, column in enumerate(self.columns(), 1):
            if column == "amount":
                box = self._made(BillBox("amount"))
                box.setProperty("dense", "true")
                box.setFixedWidth(self._widths[column])
                self._grid.addWidget(box, down, across, RIGHT)
            elif column in ("price", "cost"):
                self._sums[column] = label("second")
                self._sums[column].setAlignment(RIGHT)
                self._sums[column].setContentsMargins(0, 0, 9, 0)
                self._grid.addWidget(self._sums[column], down, across)

    def _due(self) -> None:
        """What is to be paid."""
        t, down = self.form.session.t, self._grid.rowCount()
        self._grid.addWidget(line(), down, 0, 1, len(self.columns()) + 1)
        words = label("strong", t("Due, with tax"))
        self._grid.addWidget(self._with_mark(-2, words), down + 1, 0)
        box = self._made(BillBox("cost"))
        box.setProperty("dense", "true")
        box.setFixedWidth(self._widths["cost"])
        self._grid.addWidget(box, down + 1, len(self.columns()), RIGHT)
