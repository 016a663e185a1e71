"""Entering a bill: its fields at the left, the doctor beside them, its paper at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.findings import Line
from cpdesk.ui.bill_boxes import BillBox
from cpdesk.ui.bill_fields import WIDE, WIDTH, BillFields
from cpdesk.ui.bill_paper import BillPaper
from cpdesk.ui.bill_remarks import WIDTH as REMARKS
from cpdesk.ui.bill_remarks import BillRemarks
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import scrolled, sideways
from cpdesk.ui.parts import EmptyPage, Page, PageHead, button

_MOST_FINDINGS = 120
_BESIDE = 32  # margin and bar that scrolls


class BillPage(Page):
    """The view of the bill form; `back` turns to where it was opened from."""

    def __init__(self, form: BillForm, back: Callable[[], None]) -> None:
        super().__init__()
        self.form = form
        self._back = back
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
        if field in self.boxes:
            self.scroll.ensureWidgetVisible(self.boxes[field])

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
        for each in (self.room, self.save, self.discard):
            each.setVisible(there)
        self.remove.setVisible(there and not self.form.is_new)
        self._name_actions()
        if there:
            self.fields.show_bill()
            self.fields.put_in_order(self.save)
            wide = WIDE if self.form.sheet.by_band else WIDTH
            self.scroll.setMinimumWidth(wide + _BESIDE)
            self.paper.show_now()
            self._show_look()

    def _show_look(self) -> None:
        if self.form.meter is None:
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
        across = QHBoxLayout(self.body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(self._left(), 3)
        across.addLayout(self._middle())
        across.addWidget(self.paper, 2)
        self.paper.above.addLayout(self.fields.foot)
        self.room = sideways(self.body)
        column.addWidget(self.room, 1)
        column.addWidget(self.empty, 1)

    def _left(self) -> QVBoxLayout:
        self.scroll = scrolled(self.fields, 12)
        column = QVBoxLayout()
        column.setContentsMargins(24, 0, 0, 8)
        column.addWidget(self.findings)
        column.addWidget(self.scroll, 1)
        return column

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(8, 14, 16, 8)
        self.remarks.setFixedWidth(REMARKS)
        column.addWidget(self.remarks, 1)
        return column

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
