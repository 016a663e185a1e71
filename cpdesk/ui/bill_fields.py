"""The fields of a bill in the order it is printed, each with its box, its label and its mark."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.domain.plant import LineKind, MeterKind
from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.bill_look import days_words
from cpdesk.presenters.bill_start import BANDS
from cpdesk.ui.bill_boxes import BillBox, NumberMark
from cpdesk.ui.bill_lines import BillLines
from cpdesk.ui.bill_ribbon import RibbonView
from cpdesk.ui.copying import Copies
from cpdesk.ui.parts import Choice, Elided, button, label, line
from cpdesk.ui.segments import Segments

WIDTH, WIDE, _CURRENCY = 500, 566, 82
_HEAD = ("account", "start", "end", "register_from", "register_to", "multiplier")
_FOOT = ("invoice", "currency", "note")
_FIGURES = ("register_from", "register_to", "multiplier")
_TICKS = ("last_day", "by_band", "tax_within", "estimated")


class BillFields(QWidget):
    """All boxes of a bill by the names of their fields, and below them the ribbon.

    `foot` holds those that stand at the edge of the paper; the page puts them there, or, where
    it has little room, `stand` takes them.
    """

    def __init__(self, form: BillForm) -> None:
        super().__init__()
        self.form = form
        self.boxes: dict[str, BillBox] = {}
        self._fixed: dict[str, BillBox] = {}
        self._marks: dict[str, NumberMark] = {}
        self._words: dict[str, QWidget] = {}
        self._built: object = None
        self.meters, self.days = Choice(), label("second")
        self.meters.chosen.connect(self._choose_meter)
        self.siblings = Segments()
        self.siblings.chosen.connect(self._choose_bill)
        self.lines, self.ribbon = BillLines(form, self._box), RibbonView()
        self.copies = Copies(self.ribbon, form.session, lambda: self.ribbon.shown.as_text)
        self.spread, self.by_days = label("strong"), label("hint")
        self.ticks = {name: self._tick(name) for name in _TICKS}
        self.more = {kind: button("text", lambda kind=kind: self._more(kind))
                     for kind in (LineKind.BAND, LineKind.OTHER)}  # fmt: skip
        self._build()
        self.foot = QWidget()
        self.foot.setLayout(self._at_the_edge())

    def show_bill(self) -> None:
        """Another bill, other lines, or another language."""
        t, form, sheet = self.form.session.t, self.form, self.form.sheet
        self._name_parts()
        self.meters.offer(form.meters, sheet.meter)
        self.meters.setAccessibleName(t("Meter"))
        self.siblings.setVisible(bool(form.siblings))
        self.siblings.offer(form.siblings, sheet.reading)
        for name, tick in self.ticks.items():
            tick.setChecked(getattr(sheet, name))
        banded = form.meter.kind is MeterKind.ELECTRICITY
        self.ticks["tax_within"].setVisible(LineKind.TAX in sheet.lines)
        self.ticks["by_band"].setVisible(banded and sheet.single is None)
        self.more[LineKind.BAND].setVisible(banded)
        wanted = (id(sheet), tuple(sheet.lines), sheet.by_band, t.language)
        if wanted != self._built:
            self._built = wanted
            self._build_lines()

    def show_look(self) -> None:
        """What follows from the texts: grey figures, marks, days, the ribbon."""
        t, form = self.form.session.t, self.form
        for name, box in self.boxes.items():
            box.load(form.box(name))
        for name, mark in self._marks.items():
            said = form.box(name)
            mark.load(said.number, said.severity)
            self._words[name].setText(said.label)
        self.days.setText(days_words(t, form.look))
        self.lines.show_now()
        self.ribbon.load(t, form.ribbon)

    def put_in_order(self, last: QWidget) -> None:
        """Tab goes down the bill as it is printed, and on to what enters it."""
        order = [self.meters, *(self.boxes[name] for name in _HEAD), self.ticks["last_day"],
                 *(box for name, box in self.boxes.items() if name not in self._fixed),
                 *self.more.values(), self.ticks["tax_within"], self.ticks["by_band"],
                 self.ticks["estimated"], *(self.boxes[name] for name in _FOOT), last]  # fmt: skip
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def show_field(self, name: str) -> None:
        if name in self.boxes:
            self.boxes[name].setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.siblings)
        column.addLayout(self._top())
        column.addLayout(self._period())
        column.addLayout(self._fields(_FIGURES))
        column.addWidget(self.lines)
        column.addLayout(_row(*self.more.values()))
        ticks = (self.ticks[each] for each in ("tax_within", "by_band", "estimated"))
        column.addLayout(_row(*ticks))
        column.addLayout(_row(self.spread, self.by_days, gap=8))
        column.addWidget(line())
        column.addWidget(self.ribbon)
        self.stand = QVBoxLayout()
        column.addLayout(self.stand)
        column.addStretch(1)

    def _top(self) -> QGridLayout:
        """Meter and account."""
        self._words["meter"] = label("label")
        grid = self._fields(("account",), first=1)
        grid.addWidget(self._words["meter"], 0, 0)
        grid.addWidget(self.meters, 1, 0)
        grid.setColumnStretch(0, 2)
        return grid

    def _period(self) -> QGridLayout:
        """From when to when, and below how many days that are."""
        grid = self._fields(("start", "end"))
        grid.addLayout(_row(self.ticks["last_day"], self.days), 2, 0, 1, 2)
        return grid

    def _at_the_edge(self) -> QGridLayout:
        """The number of the paper, its currency, and a note."""
        grid = self._fields(("invoice", "currency"))
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._label("note"), 2, 0)
        grid.addWidget(self._fixed_box("note"), 3, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnMinimumWidth(1, _CURRENCY)
        return grid

    def _fields(self, names: tuple[str, ...], first: int = 0) -> QGridLayout:
        """Boxes side by side, their labels above them."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column, name in enumerate(names, first):
            grid.addWidget(self._label(name), 0, column)
            grid.addWidget(self._fixed_box(name), 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _label(self, name: str) -> QWidget:
        pair = QWidget()
        across = QHBoxLayout(pair)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        self._words[name], self._marks[name] = Elided("label"), NumberMark()
        across.addWidget(self._words[name], 1)
        across.addWidget(self._marks[name])
        return pair

    def _fixed_box(self, name: str) -> BillBox:
        box = self._box(BillBox(name, figure=name in _FIGURES))
        box.setMinimumWidth(60)
        self._fixed[name] = box
        return box

    def _box(self, box: BillBox) -> BillBox:
        """A box that tells the form what is typed into it."""
        self.boxes[box.name] = box
        box.typed.connect(self.form.type)
        box.left.connect(self.form.leave)
        box.setAcceptDrops(False)  # a file dropped on it is meant for the paper
        return box

    def _tick(self, name: str) -> QCheckBox:
        made = QCheckBox()
        made.clicked.connect(lambda on: self.form.tick(name, bool(on)))
        return made

    # showing

    def _name_parts(self) -> None:
        t = self.form.session.t
        self._words["meter"].setText(t("Meter"))
        self.more[LineKind.BAND].setText(t("Add a time band"))
        self.more[LineKind.OTHER].setText(t("Add a charge"))
        self.spread.setText(t("Spread onto months"))
        self.by_days.setText(t("by days"))
        words = {
            "last_day": t("Last day printed"),
            "by_band": t("Registers by band"),
            "tax_within": t("Prices with tax"),
            "estimated": t("Estimated"),
        }
        for name, tick in self.ticks.items():
            tick.setText(words[name])

    def _build_lines(self) -> None:
        """The boxes of other lines; what was typed into the last bill is no concern of this one."""
        self.boxes = dict(self._fixed)
        for box in self.boxes.values():
            box.setModified(False)
        self.lines.build()
        t = self.form.session.t
        names = QStringListModel([t(each) for each in BANDS], self)
        for at in self.form.sheet.numbers(LineKind.BAND):
            completer = QCompleter(names, self.boxes[f"{at}.name"])
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.boxes[f"{at}.name"].setCompleter(completer)

    # wishes

    def _choose_meter(self, meter: str) -> None:
        self.form.leave()
        self.form.begin(meter)

    def _choose_bill(self, reading: str) -> None:
        self.form.leave()
        self.form.open(reading)

    def _more(self, kind: LineKind) -> None:
        self.show_field(self.form.add_line(kind))


def _row(*parts: QWidget, gap: int = 16) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for each in parts:
        row.addWidget(each)
    row.addStretch(1)
    return row
