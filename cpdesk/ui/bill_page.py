"""Entering a bill: its fields at the left, the doctor beside them, its paper at the right."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.domain.plant import LineKind, MeterKind
from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.bill_look import days_words
from cpdesk.presenters.bill_start import BANDS
from cpdesk.presenters.findings import Line
from cpdesk.ui.bill_boxes import BillBox, NumberMark
from cpdesk.ui.bill_lines import BillLines
from cpdesk.ui.bill_paper import BillPaper
from cpdesk.ui.bill_remarks import WIDTH as REMARKS
from cpdesk.ui.bill_remarks import BillRemarks
from cpdesk.ui.bill_ribbon import RibbonView
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import Choice, Elided, EmptyPage, Page, PageHead, button, label, line
from cpdesk.ui.segments import Segments

_FORM, _WIDE = 468, 566
_MOST_FINDINGS = 120
_HEAD = ("account", "start", "end", "register_from", "register_to", "multiplier")
_FOOT = ("invoice", "currency", "note")
_TICKS = ("last_day", "by_band", "tax_within", "estimated")


class BillPage(Page):
    """The view of the bill form; `back` turns to where it was opened from."""

    def __init__(self, form: BillForm, back: Callable[[], None]) -> None:
        super().__init__()
        self.form = form
        self._back = back
        self.boxes: dict[str, BillBox] = {}
        self._fixed: tuple[str, ...] = ()
        self._marks: dict[str, NumberMark] = {}
        self._words: dict[str, QWidget] = {}
        self._built: object = None
        self._make_parts()
        self._build()
        form.attach(self)

    # the view of the presenter

    def show_bill(self) -> None:
        self.refresh()

    def show_look(self) -> None:
        if self.isVisible() and not self._stale:
            self._show_look()

    def show_field(self, field: str) -> None:
        """To a field of the bill, by its name."""
        box = self.boxes.get(field)
        if box is not None:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroll.ensureWidgetVisible(box)

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self.findings.show_findings(self.form.session.t, found)
        self.findings.fit(_MOST_FINDINGS)

    def leave(self) -> None:
        self._go_back()

    def confirm(self) -> None:
        self.form.leave()

    def show_now(self) -> None:
        t, form = self.form.session.t, self.form
        self.head.title.setText(t("Enter a bill") if form.is_new else t("Correct a bill"))
        self.head.about.setText(t("A draft survives a closed window"))
        there = form.meter is not None
        self.empty.say(t("No meter yet"), t("Add the first meter: what it counts, and in which "
                                            "unit."), t("Back to consumption"))  # fmt: skip
        self.empty.setVisible(not there)
        for each in (self.body, self.save, self.discard):
            each.setVisible(there)
        self.remove.setVisible(there and not form.is_new)
        self._name_buttons()
        if there:
            self._show_bill()

    # building

    def _make_parts(self) -> None:
        form = self.form
        self.problem = button("problem", self._to_obstacle)
        self.back, self.bring = button("text", self._go_back), button("text", form.bring_back)
        self.remove, self.discard = button("danger", form.remove), button("", form.discard)
        self.save = button("primary", form.save)
        self.head = PageHead(self.problem, self.back, self.bring, self.remove, self.discard,
                             self.save)  # fmt: skip
        self.findings = FindingsList(form.session.go_to)
        self.findings.hide()
        self.meters, self.days = Choice(), label("second")
        self.meters.chosen.connect(self._choose_meter)
        self.siblings = Segments()
        self.siblings.chosen.connect(self._choose_bill)
        self.lines = BillLines(form, self._box)
        self.remarks = BillRemarks(form, self.show_field)
        self.ribbon, self.paper = RibbonView(), BillPaper(form)
        self.spread, self.by_days = label("strong"), label("hint")
        self.ticks = {name: self._tick(name) for name in _TICKS}
        self.empty = EmptyPage(self._go_back)
        self.more = {kind: button("text", lambda kind=kind: self._more(kind))
                     for kind in (LineKind.BAND, LineKind.OTHER)}  # fmt: skip
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, form.save)
        QShortcut(QKeySequence("Escape"), self, self._go_back)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.body = QWidget()
        across = QHBoxLayout(self.body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(self._left(), 3)
        across.addLayout(self._middle())
        across.addWidget(self.paper, 2)
        self.paper.above.addLayout(self._foot())
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)

    def _left(self) -> QVBoxLayout:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.siblings)
        column.addLayout(self._top())
        column.addLayout(self._days())
        column.addLayout(self._registers())
        column.addWidget(self.lines)
        column.addLayout(self._row(*self.more.values()))
        ticks = (self.ticks[each] for each in ("tax_within", "by_band", "estimated"))
        column.addLayout(self._row(*ticks))
        spread = QHBoxLayout()
        spread.setSpacing(8)
        spread.addWidget(self.spread)
        spread.addWidget(self.by_days, 1)
        column.addLayout(spread)
        column.addWidget(line())
        column.addWidget(self.ribbon)
        column.addStretch(1)
        self.scroll = scrolled(inner, 12)
        self.scroll.setMinimumWidth(_FORM + 32)
        outer = QVBoxLayout()
        outer.setContentsMargins(24, 0, 0, 8)
        outer.addWidget(self.findings)
        outer.addWidget(self.scroll, 1)
        return outer

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(8, 14, 16, 8)
        self.remarks.setFixedWidth(REMARKS)
        column.addWidget(self.remarks, 1)
        return column

    def _top(self) -> QGridLayout:
        """Meter and account."""
        self._words["meter"] = label("label")
        grid = self._fields(("account",), first=1)
        grid.addWidget(self._words["meter"], 0, 0)
        grid.addWidget(self.meters, 1, 0)
        grid.setColumnStretch(0, 2)
        return grid

    def _days(self) -> QGridLayout:
        """From when to when, and below how many days that are."""
        grid = self._fields(("start", "end"))
        below = self._row(self.days, self.ticks["last_day"])
        grid.addLayout(below, 2, 0, 1, 2)
        return grid

    def _registers(self) -> QGridLayout:
        return self._fields(("register_from", "register_to", "multiplier"))

    def _foot(self) -> QGridLayout:
        """What stands at the edge of the paper: its number, its currency, and a note."""
        grid = self._fields(("invoice", "currency"))
        grid.addWidget(self._label("note"), 2, 0)
        grid.addWidget(self._fixed_box("note"), 3, 0, 1, 2)
        grid.setColumnStretch(0, 3)
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
        figures = ("register_from", "register_to", "multiplier")
        self._fixed = (*self._fixed, name)
        box = self._box(BillBox(name, figure=name in figures))
        box.setMinimumWidth(60)
        return box

    def _box(self, box: BillBox) -> BillBox:
        """A box that tells the form what is typed into it."""
        self.boxes[box.name] = box
        box.typed.connect(self.form.type)
        box.left.connect(self.form.leave)
        box.setAcceptDrops(False)  # a file dropped on it is meant for the paper
        return box

    def _row(self, *parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for each in parts:
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _tick(self, name: str) -> QCheckBox:
        made = QCheckBox()
        made.clicked.connect(lambda on: self.form.tick(name, bool(on)))
        return made

    # showing

    def _name_buttons(self) -> None:
        t, form = self.form.session.t, self.form
        self.back.setText(t("Back"))
        self.back.setToolTip("Esc")
        self.bring.setText(t("Bring back what was discarded"))
        self.bring.setVisible(form.can_bring_back)
        self.remove.setText(t("Remove the bill"))
        self.discard.setText(t("Discard"))
        self.save.setText(t("Enter the bill") if form.is_new else t("Keep the correction"))
        self.save.setToolTip("Ctrl+Enter")
        self.more[LineKind.BAND].setText(t("Add a time band"))
        self.more[LineKind.OTHER].setText(t("Add a charge"))
        words = {
            "last_day": t("Last day printed"),
            "by_band": t("Registers by band"),
            "tax_within": t("Prices with tax"),
            "estimated": t("Estimated"),
        }
        for name, tick in self.ticks.items():
            tick.setText(words[name])

    def _show_bill(self) -> None:
        t, form, sheet = self.form.session.t, self.form, self.form.sheet
        self._words["meter"].setText(t("Meter"))
        self.meters.offer(form.meters, sheet.meter)
        self.siblings.setVisible(bool(form.siblings))
        self.siblings.offer(form.siblings, sheet.reading)
        for name, tick in self.ticks.items():
            tick.setChecked(getattr(sheet, name))
        kinds = set(sheet.lines)
        self.ticks["tax_within"].setVisible(LineKind.TAX in kinds)
        banded = form.meter.kind is MeterKind.ELECTRICITY
        self.ticks["by_band"].setVisible(banded and sheet.single is None)
        self.more[LineKind.BAND].setVisible(banded)
        wanted = (id(sheet), tuple(sheet.lines), sheet.by_band, t.language)
        if wanted != self._built:
            self._built = wanted
            self._build_lines()
            self.scroll.setMinimumWidth((_WIDE if sheet.by_band else _FORM) + 32)
        self.paper.show_now()
        self._show_look()

    def _build_lines(self) -> None:
        self.boxes = {name: self.boxes[name] for name in self._fixed}
        for box in self.boxes.values():
            box.setModified(False)
        self.lines.build()
        self._offer_names()
        self._put_in_order()

    def _offer_names(self) -> None:
        """The usual names of time bands, while one is typed."""
        t = self.form.session.t
        names = QStringListModel([t(each) for each in BANDS], self)
        for at in self.form.sheet.numbers(LineKind.BAND):
            completer = QCompleter(names, self.boxes[f"{at}.name"])
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.boxes[f"{at}.name"].setCompleter(completer)

    def _put_in_order(self) -> None:
        """Tab goes down the bill as it is printed."""
        order = [self.meters, *(self.boxes[name] for name in _HEAD), self.ticks["last_day"],
                 *self._line_boxes(), *self.more.values(), self.ticks["tax_within"],
                 self.ticks["by_band"], self.ticks["estimated"],
                 *(self.boxes[name] for name in _FOOT), self.save]  # fmt: skip
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _line_boxes(self) -> list[BillBox]:
        named = [name for name in self.boxes if name not in self._fixed]
        return [self.boxes[name] for name in named]

    def _show_look(self) -> None:
        t, form = self.form.session.t, self.form
        if form.meter is None:
            return
        for name, box in self.boxes.items():
            box.load(form.box(name))
        for name, mark in self._marks.items():
            box = form.box(name)
            mark.load(box.number, box.severity)
            self._words[name].setText(box.label)
        self.days.setText(days_words(t, form.look))
        self.lines.show_now()
        self.remarks.show_now()
        self.spread.setText(t("Spread onto months"))
        self.by_days.setText(t("by days"))
        self.ribbon.load(t, form.ribbon)
        errors = sum(each.stands_in_the_way for each in form.look.remarks)
        self.problem.setText(t.plural("{n} error left", "{n} errors left", errors))
        self.problem.setVisible(errors > 0)

    # wishes

    def _choose_meter(self, meter: str) -> None:
        self.form.leave()
        self.form.begin(meter)

    def _choose_bill(self, reading: str) -> None:
        self.form.leave()
        self.form.open(reading)

    def _more(self, kind: LineKind) -> None:
        name = self.form.add_line(kind)
        self.show_field(name)

    def _to_obstacle(self) -> None:
        obstacle = self.form.look.obstacle
        if obstacle is not None:
            self.show_field(obstacle.field)

    def take_focus(self) -> None:
        """Begin with the first field that a new bill needs."""
        self._refresh_now()
        sheet = self.form.sheet
        if sheet is not None:
            usual = sheet.usual.get("start") and not sheet.text("start")
            self.show_field("end" if usual else "start")

    def _go_back(self) -> None:
        self.form.leave()
        self._back()
