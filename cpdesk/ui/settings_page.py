"""Settings: language and size of the text; below them the record and the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.settings_page import SettingsPage, Told
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import Elided, Page, PageHead, button, clear, label, line
from cpdesk.ui.segments import SegmentsOrChoice

_NAME, _MOST = 190, 300


class SettingsPageView(Page):
    """The view of the settings."""

    language_wanted = Signal(str)
    size_wanted = Signal(int)
    theme_wanted = Signal(str)
    backup_wanted = Signal()
    copies_wanted = Signal()
    second_place_wanted = Signal(str)

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        self.head = PageHead()
        self.titles = [label("pane") for _ in range(4)]
        self.language, self.sizes, self.themes = (SegmentsOrChoice() for _ in range(3))
        boxes = (self.language, self.sizes, self.themes)
        self.names = {each: label("second") for each in boxes}
        self.record, self.copies, self.program = _Facts(), _Facts(), _Facts()
        self.look, self.place = button("", self.copies_wanted.emit), button("", self._choose_place)
        self.no_place = button("", lambda: self.second_place_wanted.emit(""))
        self.unkept = FindingsList(page.session.go_to)
        self.back_up, self.check = button("", self.backup_wanted.emit), button("", page.check)
        self.logs = button("", self._open_logs)
        self.health, self.faults = label("second", wraps=True), FindingsList(page.session.go_to)
        self._build()
        self.language.chosen.connect(self.language_wanted)
        self.sizes.chosen.connect(lambda points: self.size_wanted.emit(int(points)))
        self.themes.chosen.connect(self.theme_wanted)
        page.attach(self)

    def show_settings(self) -> None:
        self.refresh()

    def show_now(self) -> None:
        page, t = self.page, self.page.session.t
        self.head.title.setText(t("Settings"))
        titles = (t("Display"), t("This record"), t("Copies"), t("The program"))
        for box, words in zip(self.titles, titles, strict=True):
            box.setText(words)
        for box, name, options, now in (
            (self.language, t("Language of the screen"), page.languages, t.language),
            (self.sizes, t("Size of the text"), page.sizes, page.size),
            (self.themes, t("Colours of the screen"), page.themes, page.theme),
        ):
            self.names[box].setText(name)
            box.offer(options, now, name)
        self.record.show_facts(page.record)
        self.program.show_facts(page.program)
        self._show_copies()
        self.back_up.setText(t("Back up the record"))
        self.check.setText(t("Check the record"))
        self.logs.setText(t("Open the folder"))
        self.health.setText(page.health)
        self.health.parentWidget().setVisible(bool(page.health))
        self.faults.show_findings(t, page.faults)
        self.faults.fit(_MOST)

    def _show_copies(self) -> None:
        page, t = self.page, self.page.session.t
        self.copies.show_facts(page.copies)
        self.look.setText(t("Copies of the record…"))
        self.place.setText(t("Choose a second place…"))
        self.no_place.setText(t("Use no second place"))
        self.no_place.setVisible(page.has_second_place)
        self.place.setEnabled(not page.keeping)
        self.unkept.show_findings(t, page.unkept)
        self.unkept.fit(_MOST)

    def _choose_place(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.place.text().rstrip("…"))
        if name:
            self.second_place_wanted.emit(name)

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(8)
        display, record, copies, program = self.titles
        for each in (display, line(), self._choices(), record, line(), self.record,
                     _indented(self.back_up, self.check), _indented(self.health), self.faults,
                     copies, line(), self.copies,
                     _indented(self.look, self.place, self.no_place), self.unkept,
                     program, line(), self.program, _indented(self.logs)):  # fmt: skip
            if each in (record, copies, program):
                column.addSpacing(16)
            column.addWidget(each)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(scrolled(inner, 20), 1)

    def _choices(self) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, _NAME)
        for at, (box, name) in enumerate(self.names.items()):
            grid.addWidget(name, at, 0)
            grid.addWidget(box, at, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        return whole

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.page.log_folder)))


class _Facts(QWidget):
    """Names at the left, what they say beside them; to be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Told, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _NAME)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Told]) -> None:
        if self._shown == tuple(facts):
            return
        self._shown = tuple(facts)
        clear(self._grid)
        for at, each in enumerate(facts):
            value = label("", each.value, wraps=True) if " " in each.value else Elided()
            value.setText(each.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label("second", each.name), at, 0, top)
            self._grid.addWidget(value, at, 1)


def _indented(*widgets: QWidget) -> QWidget:
    """Beneath what the facts say, not beneath their names."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(_NAME + 6, 0, 0, 0)
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return whole
