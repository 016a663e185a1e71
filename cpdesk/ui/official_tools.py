"""The row above the page of the official form: turning over, marking places, and the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from cpdesk.presenters.official_form import OfficialForm
from cpdesk.ui.parts import button, label

_NARROW = 28


class SheetTools(QFrame):
    """Everything that the mouse and the keys can do on the page, as buttons too."""

    def __init__(self, page: OfficialForm) -> None:
        super().__init__()
        self.page = page
        sheet, places = page.sheet, page.places
        self.back = button("small", lambda: sheet.turn(-1))
        self.on = button("small", lambda: sheet.turn(1))
        self.number = label("second")
        self.add = button("small", places.add)
        self.remove = button("small", places.remove)
        self.turned = button("small", places.turn_page)
        self.undo, self.redo = button("small", places.undo), button("small", places.redo)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 16, 4)
        row.setSpacing(6)
        for each in (self.back, self.number, self.on):
            row.addWidget(each)
        row.addStretch(1)
        for each in (self.add, self.remove, self.turned, self.undo, self.redo):
            row.addWidget(each)
        for each in (self.back, self.on):
            each.setFixedWidth(_NARROW)

    def show_now(self) -> None:
        t, sheet, places = self.page.session.t, self.page.sheet, self.page.places
        named = (
            (self.back, "‹", t("Previous page"), "PgUp"), (self.on, "›", t("Next page"), "PgDown"),
            (self.add, t("Mark a place"), t("A place in the middle of the page"), "Insert"),
            (self.remove, t("Remove"), t("Remove the chosen place"), "Delete"),
            (self.turned, t("Turn the page"), t("A quarter clockwise, for scans"), ""),
            (self.undo, t("Undo"), t("As it was before the last correction"), "Ctrl+Z"),
            (self.redo, t("Redo"), t("The correction again"), "Ctrl+Y"),
        )  # fmt: skip
        for each, words, said, keys in named:
            each.setText(words)
            each.setToolTip(f"{said}  {keys}".strip())
        self.back.setAccessibleName(t("Previous page"))
        self.on.setAccessibleName(t("Next page"))
        shown = t("Page {page} of {pages}", page=sheet.number + 1, pages=sheet.pages)
        self.number.setText(shown if sheet.pages else "")
        self.back.setEnabled(sheet.number > 0)
        self.on.setEnabled(sheet.number + 1 < sheet.pages)
        self.add.setEnabled(places.possible)
        self.turned.setEnabled(places.possible)
        self.remove.setEnabled(places.chosen is not None)
        self.undo.setEnabled(places.can_undo)
        self.redo.setEnabled(places.can_redo)
