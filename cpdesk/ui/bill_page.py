"""Entering a bill: its fields at the left, the doctor beside them, its paper at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.findings import Line
from cpdesk.ui.bill_boxes import BillBox
from cpdesk.ui.bill_fields import WIDE, WIDTH, BillFields
from cpdesk.ui.bill_paper import LEAST, BillPaper
from cpdesk.ui.bill_remarks import WIDTH as REMARKS
from cpdesk.ui.bill_remarks import BillRemarks
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import EmptyPage, Page, PageHead, button, restyle

_MOST_FINDINGS = 120
_LEFT = 24
_BESIDE = 32  # margin and bar that scrolls
_AROUND = 24  # pixels beside the remarks
_NEAR = 8  # pixels that are seen below the field one is led to


class BillPage(Page):
    """The view of the bill form; `back` turns to where it was opened from."""

    def __init__(self, form: BillForm, back: Callable[[], None]) -> None:
        super().__init__()
        self.form = form
        self._back = back
        self._beside: bool | None = None  # nothing has its place yet
        self.fields, self.paper = BillFields(form), BillPaper(form)
        self.remarks = BillRemarks(form, self.show_field)
        self.findings = FindingsList(form.session.go_to)
        self.findings.hide()
        self.empty = EmptyPage(self._go_back)
        self._make_actions()
        self._build()
        form.attach(self)

    @property
    def boxes(self) -> dict[str, BillBox]:
        return self.fields.boxes

    # the view of the presenter

    def show_bill(self) -> None:
        self.refresh()

    def show_look(self) -> None:
        if self.isVisible() and not self._stale:
            self._show_look()

    def show_field(self, field: str) -> None:
        """To a field of the bill, by its name."""
        self.fields.show_field(field)
        QTimer.singleShot(0, self, lambda: self._scroll_to(field))  # once it has its place

    def _scroll_to(self, field: str) -> None:
        if field in self.boxes:
            self.scroll.ensureWidgetVisible(self.boxes[field], 0, _NEAR)

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self.findings.show_findings(self.form.session.t, found)
        self.findings.fit(_MOST_FINDINGS)

    def leave(self) -> None:
        self._go_back()

    def confirm(self) -> None:
        self.form.leave()

    def take_focus(self) -> None:
        """Begin with the first field that a new bill needs."""
        self._refresh_now()
        sheet = self.form.sheet
        if sheet is not None:
            follows = sheet.usual.get("start") and not sheet.text("start")
            self.show_field("end" if follows else "start")

    def show_now(self) -> None:
        t, there = self.form.session.t, self.form.meter is not None
        self.empty.say(t("No meter yet"), t("Add the first meter: what it counts, and in which "
                                            "unit."), t("Back to consumption"))  # fmt: skip
        self.empty.setVisible(not there)
        for each in (self.body, self.save, self.discard):
            each.setVisible(there)
        self.remove.setVisible(there and not self.form.is_new)
        self._name_actions()
        if there:
            self.fields.show_bill()
            self.fields.put_in_order(self.save)
            self._arrange()
            self.paper.show_now()
        self._show_look()

    def _show_look(self) -> None:
        if self.form.meter is None:
            self.problem.hide()
            return
        t, look = self.form.session.t, self.form.look
        self.fields.show_look()
        self.remarks.show_now()
        errors = sum(each.stands_in_the_way for each in look.remarks)
        self.problem.setText(t.plural("{n} error left", "{n} errors left", errors))
        self.problem.setVisible(errors > 0)

    # building

    def _make_actions(self) -> None:
        form = self.form
        self.problem = button("problem", self._to_obstacle)
        self.back, self.bring = button("text", self._go_back), button("text", form.bring_back)
        self.remove, self.discard = button("danger", form.remove), button("", form.discard)
        self.save = button("primary", self._enter)
        self.head = PageHead(self.problem, self.back, self.bring, self.remove, self.discard,
                             self.save)  # fmt: skip
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._enter)
        QShortcut(QKeySequence("Escape"), self, self._go_back)

    def _name_actions(self) -> None:
        t, new = self.form.session.t, self.form.is_new
        self.head.title.setText(t("Enter a bill") if new else t("Correct a bill"))
        self.head.about.setText(t("A draft survives a closed window"))
        self.back.setText(t("Back"))
        self.back.setToolTip("Esc")
        self.bring.setText(t("Bring back what was discarded"))
        self.bring.setVisible(self.form.can_bring_back)
        self.remove.setText(t("Remove the bill"))
        self.discard.setText(t("Discard"))
        self.save.setText(t("Enter the bill") if new else t("Keep the correction"))
        self.save.setToolTip("Ctrl+Enter")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.body = QWidget()
        self.grid = QGridLayout(self.body)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(0)
        self.left, self.middle = self._left(), self._middle()
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        self._arrange()

    def _left(self) -> QWidget:
        left = QWidget()
        self.scroll = scrolled(self.fields, 12)
        column = QVBoxLayout(left)
        column.setContentsMargins(_LEFT, 0, 0, 8)
        column.addWidget(self.findings)
        column.addWidget(self.scroll, 1)
        return left

    def _middle(self) -> QWidget:
        middle = QFrame()
        middle.setObjectName("middle")
        column = QVBoxLayout(middle)
        self.remarks.setFixedWidth(REMARKS)
        column.addWidget(self.remarks, 1)
        return middle

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """In a narrow window doctor and paper stand beneath the fields."""
        wide = WIDE if self.form.sheet and self.form.sheet.by_band else WIDTH
        fields = max(wide, self.fields.minimumSizeHint().width()) + _BESIDE
        beside = _LEFT + fields + REMARKS + _AROUND + LEAST <= self.width()
        self.scroll.setMinimumWidth(fields if beside else 0)
        if beside != self._beside:
            self._beside = beside
            self._place()

    def _place(self) -> None:
        """The three parts in a row, or two beneath the one."""
        parts, beside = (self.left, self.middle, self.paper), self._beside
        for each in parts:
            self.grid.removeWidget(each)
        places = ((0, 0), (0, 1), (0, 2)) if beside else ((0, 0, 1, 2), (1, 0), (1, 1))
        for each, place in zip(parts, places, strict=True):
            self.grid.addWidget(each, *place)
        for at, stretch in enumerate((3, 0, 2) if beside else (0, 1, 0)):
            self.grid.setColumnStretch(at, stretch)
        for at, stretch in enumerate((1, 0) if beside else (6, 5)):
            self.grid.setRowStretch(at, stretch)
        self.middle.layout().setContentsMargins(8 if beside else _LEFT, 14, 16, 8)
        restyle(self.middle, "beneath", "" if beside else "yes")
        (self.paper.above if beside else self.fields.stand).addWidget(self.fields.foot)
        self.paper.lie(not beside)

    # wishes

    def _enter(self) -> None:
        """Enter the bill; the next one begins where it began."""
        new = self.form.is_new
        if self.form.save() and new:
            self.take_focus()

    def _to_obstacle(self) -> None:
        obstacle = self.form.look.obstacle
        if obstacle is not None:
            self.show_field(obstacle.field)

    def _go_back(self) -> None:
        self.form.leave()
        self._back()
