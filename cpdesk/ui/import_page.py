"""The import: the user's own sheet, what is to be decided, and one button that takes it all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from cpdesk.domain.findings import Place
from cpdesk.presenters.import_choices import Group
from cpdesk.presenters.import_sheet import ImportSheet
from cpdesk.presenters.imports import ImportPage
from cpdesk.ui import dialogs
from cpdesk.ui.import_grid import SheetTable
from cpdesk.ui.import_side import ImportSide
from cpdesk.ui.marks import Hatch, Swatch
from cpdesk.ui.parts import Elided, Page, PageHead, button, label
from cpdesk.ui.segments import SegmentsOrChoice

_MAPPINGS = "cpdesk mapping (*.toml)"


class HeadRows(QWidget):
    """`Headings in rows 3 to 4`, and the two numbers once they are to be changed."""

    def __init__(self, moved: Callable[[int, int], None]) -> None:
        super().__init__()
        self._moved = moved
        self.words, self.change = label("hint"), button("text", self._turn)
        self.first, self.last = QSpinBox(), QSpinBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for each in (self.words, self.first, self.last, self.change):
            row.addWidget(each)
        for box in (self.first, self.last):
            box.setRange(1, 1_048_576)
            box.setFixedWidth(64)
            box.hide()

    def show_rows(self, page: ImportPage, rows: tuple[int, int] | None) -> None:
        t = page.session.t
        self.setVisible(rows is not None)
        if rows is None:
            return
        typing = not self.first.isHidden()
        first, last = rows
        self.words.setText(t("Headings in rows") if typing else (
            t("Headings in row {row}", row=str(first)) if first == last else
            t("Headings in rows {first}–{last}", first=str(first), last=str(last))))  # fmt: skip
        self.change.setText(t("Done") if typing else t("Change…"))
        self.first.setAccessibleName(t("First row of the headings"))
        self.last.setAccessibleName(t("Last row of the headings"))
        if not typing:
            self.first.setValue(first)
            self.last.setValue(last)

    def _turn(self) -> None:
        typing = not self.first.isHidden()
        for box in (self.first, self.last):
            box.setVisible(not typing)
        if not typing:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._moved(self.first.value(), self.last.value())


class ImportPageView(Page):
    """The view of one file before it is imported."""

    def __init__(
        self, page: ImportPage, leave: Callable[[], None], hold: Callable[[bool], None]
    ) -> None:
        super().__init__()
        self.page, self._leave, self._hold = page, leave, hold
        self.cancel, self.take = button("", page.cancel), button("primary", page.take)
        self.summary = label("hint")
        self.head = PageHead(self.summary, self.cancel, self.take)
        self.sheets = SegmentsOrChoice()
        self.heads = HeadRows(self._move_heads)
        self.turn = button("text", self._turn_sheet)
        self.table = SheetTable(self._column_groups, self._row_groups)
        self.side = ImportSide(page, self._go_to)
        self.reading = label("second")
        self.marked = button("text", self._write_marked)
        self.recall = button("text", self._use_mapping)
        self.keep = button("text", self._save_mapping)
        self._build()
        page.attach(self)

    # the view of the presenter

    def show_import(self) -> None:
        self.refresh()

    def show_question(self, number: int) -> None:
        self.side.turn_to(number)

    def leave_import(self) -> None:
        self._hold(False)
        self._leave()

    def show_now(self) -> None:
        t, page, sheet = self.page.session.t, self.page, self.page.shown
        self._hold(page.taking)
        for each in (self.side, self.tools, self.table, self.foot, self.take):
            each.setEnabled(not page.taking)
        if page.taking:  # nothing else changes meanwhile
            return
        self.head.title.setText(t("Import"))
        self.head.about.setText(page.path.name)
        self.summary.setText(page.summary if sheet else "")
        self.cancel.setText(t("Cancel"))
        self.take.setText(t.plural("Import {n} figure", "Import {n} figures", page.figures))
        self.take.setVisible(page.possible or bool(page.undecided))
        self.take.setEnabled(not page.running)
        self.reading.setText(page.summary)
        self._show_sheet(sheet)
        self._show_foot()
        self.side.show_side()

    def _show_sheet(self, sheet: ImportSheet | None) -> None:
        t, said = self.page.session.t, self.page.corrections
        self.reading.setVisible(sheet is None)
        for each in (self.table, self.foot, self.tools):
            each.setVisible(sheet is not None)
        self.sheets.offer(self.page.sheets, self.page.sheet, t("Sheet"))
        if sheet is None:
            return
        self.heads.show_rows(self.page, said.heads(sheet))
        out = said.left_out(sheet)
        self.turn.setText(t("Take this sheet") if out else t("Leave this sheet out"))
        self.turn.setVisible(said.own is not None)
        self.table.show_sheet(sheet, said.columns(sheet), said.rows(sheet))

    def _show_foot(self) -> None:
        t, own = self.page.session.t, self.page.corrections.own is not None
        self.grey.setText(t("Grey: as it is written"))
        self.asked.setText(t("For you to decide"))
        self.aside.setText(t("Not imported"))
        self.marked.setText(t("Copy with marks…"))
        self.recall.setText(t("Use a mapping…"))
        self.keep.setText(t("Save the mapping…"))
        self.kept.setText(t("What you say here is remembered for workbooks laid out alike."))
        for each in (self.recall, self.keep, self.kept):
            each.setVisible(own)

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        across = QHBoxLayout()
        across.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(24, 12, 24, 8)
        body.setSpacing(10)
        body.addWidget(self._tools())
        body.addWidget(self.reading, 1, Qt.AlignmentFlag.AlignCenter)
        body.addWidget(self.table, 1)
        body.addWidget(self._foot())
        across.addLayout(body, 1)
        across.addWidget(self.side)
        column.addLayout(across, 1)
        self.sheets.chosen.connect(self.page.choose_sheet)
        self.table.column_chosen.connect(self._choose_column)
        self.table.row_chosen.connect(self._choose_row)

    def _tools(self) -> QWidget:
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.sheets, 1)
        row.addStretch(0)
        row.addWidget(self.heads)
        row.addWidget(self.turn)
        return self.tools

    def _foot(self) -> QWidget:
        """What the grounds mean, what is remembered, and three quiet wishes."""
        self.foot = QWidget()
        self.grey, self.asked, self.aside = (label("hint") for _ in range(3))
        self.kept = Elided("hint")
        self.kept.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        legend, wishes = QHBoxLayout(), QHBoxLayout()
        legend.setSpacing(8)
        wishes.setSpacing(16)
        for mark, words in ((None, self.grey), (Swatch(), self.asked), (Hatch(), self.aside)):
            if mark is not None:
                legend.addSpacing(8)
                legend.addWidget(mark)
            legend.addWidget(words)
        legend.addSpacing(8)
        legend.addWidget(self.kept, 1)
        for each in (self.marked, self.recall, self.keep):
            wishes.addWidget(each)
        wishes.addStretch(1)
        column.addLayout(legend)
        column.addLayout(wishes)
        return self.foot

    # wishes

    def _go_to(self, place: Place) -> None:
        """To the cell of the file that a doubt is about, otherwise to what the record has."""
        cell = self.page.turn_to(place)
        if cell is None:
            self.page.session.go_to(place)
        else:
            self.table.turn_to(*cell)

    def _column_groups(self, letter: str) -> tuple[Group, ...]:
        sheet = self.page.shown
        return self.page.corrections.column_groups(sheet, letter) if sheet else ()

    def _row_groups(self, label: str) -> tuple[Group, ...]:
        sheet = self.page.shown
        return self.page.corrections.row_groups(sheet, label) if sheet else ()

    def _choose_column(self, letter: str, value: str) -> None:
        if sheet := self.page.shown:
            self.page.corrections.choose_column(sheet, letter, value)

    def _choose_row(self, label: str, value: str) -> None:
        if sheet := self.page.shown:
            self.page.corrections.choose_row(sheet, label, value)

    def _move_heads(self, first: int, last: int) -> None:
        if sheet := self.page.shown:
            self.page.corrections.move_heads(sheet, first, last)
            self.heads.show_rows(self.page, self.page.corrections.heads(sheet))

    def _turn_sheet(self) -> None:
        if sheet := self.page.shown:
            self.page.corrections.turn_sheet(sheet)

    def _write_marked(self) -> None:
        t, path = self.page.session.t, self.page.path
        proposed = path.with_name(f"{path.stem} - {t('marked')}.xlsx")
        target = dialogs.file_to_write(self, t("Copy with marks"), proposed, "Excel (*.xlsx)")
        if target is not None:
            self.page.write_marked(target)

    def _use_mapping(self) -> None:
        path = dialogs.file_to_open(self, self.page.session.t("Use a mapping"), _MAPPINGS)
        if path is not None:
            self.page.corrections.use_mapping(path)

    def _save_mapping(self) -> None:
        proposed = self.page.path.with_suffix(".toml")
        title = self.page.session.t("Save the mapping")
        target = dialogs.file_to_write(self, title, proposed, _MAPPINGS)
        if target is not None:
            self.page.save_mapping(target)
