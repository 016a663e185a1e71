"""The page of the official form: its fields at the left, the filled paper at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.dropping import FORMS, form_in
from cpdesk.presenters.official_form import OfficialForm
from cpdesk.presenters.official_rows import FieldRow
from cpdesk.presenters.running import Runner
from cpdesk.ui import dialogs
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.look import colours
from cpdesk.ui.official_sheet import Sheet
from cpdesk.ui.official_tools import SheetTools, fields_table
from cpdesk.ui.parts import (
    Choice,
    Elided,
    EmptyPage,
    Page,
    PageHead,
    button,
    files_of,
    label,
)
from cpdesk.ui.result_strip import ResultStrip

_FORMS, _MAPS = f"PDF, Word ({' '.join(f'*{each}' for each in FORMS)})", "TOML (*.toml)"
_KINDS = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)"}
_FINDINGS = 190  # pixels of height at most
_CASES, _LINE, _SHAPE = 320, 96, 120


class OfficialFormPage(Page):
    """The view of the official form's presenter."""

    def __init__(self, page: OfficialForm, drawer: Runner) -> None:
        super().__init__()
        self.page = page
        self._rows: tuple[FieldRow, ...] = ()
        self._dropped: Path | None = None  # a form that waits until the one before it is read
        self.load, self.maps = button("", self._load), button("")
        self.printed, self.issue = button("", self._print), button("", self._issue)
        self.fill = button("primary", self._fill)
        self.map_menu = QMenu(self)
        self.maps.setMenu(self.map_menu)
        self.strip = ResultStrip(drawer, lambda: None)
        self.cases = Choice()
        self.cases.setMaximumWidth(_CASES)
        self.cases.chosen.connect(page.choose_case)
        self.head = PageHead(self.load, self.maps, self.printed, self.issue, self.fill)
        self.empty = EmptyPage(self._load)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)
        page.attach(self)

    # the view of the presenter

    def show_page(self) -> None:
        self.refresh()

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        if self._dropped is not None and not page.running:
            path, self._dropped = self._dropped, None
            page.load(path)
            return
        if page.stale and not page.running:
            page.renew()
            return
        if page.keeping.waiting:
            page.keeping.load()
            return
        loaded = bool(page.file_name)
        self.head.title.setText(t("Official form"))
        self.head.about.setText(t("Reading the form…") if page.running else page.file_name)
        self.strip.speak(t)
        self._show_head(loaded)
        case = page.case
        self.cases.offer([(each.id, each.words) for each in page.cases], case.id if case else "")
        self.empty.say(
            t("No form is loaded"),
            t("Load the form that the office gave out, a PDF or a Word file, or drop it here. What "
              "belongs where is proposed, you correct it, and from then on it fills itself from "
              "the record."), t("Load a form…"),
        )  # fmt: skip
        shown = loaded or page.running or bool(page.findings)
        self.stack.setCurrentIndex(1 if shown else 0)
        self._show_fields()
        self._show_chosen()
        self.findings.show_findings(t, page.findings)
        self.findings.fit(_FINDINGS)
        self.right.setVisible(page.pictured or not loaded)
        self.tools.show_now()
        self.sheet.speak()
        self.sheet.show_sheet()

    # what is shown

    def _show_head(self, loaded: bool) -> None:
        t, page = self.page.session.t, self.page
        for each, words in (
            (self.load, t("Load a form…")), (self.maps, t("Map")), (self.printed, t("Print…")),
            (self.issue, t("Issue…")), (self.fill, t("Save filled…")),
        ):  # fmt: skip
            each.setText(words)
        for each in (self.maps, self.printed, self.issue, self.fill, self.cases):
            each.setVisible(loaded)
            each.setEnabled(page.ready)
        self.printed.setVisible(loaded and page.pictured)
        self.load.setEnabled(not page.running)
        self.map_menu.clear()
        self.map_menu.addAction(t("Use a map…"), self._take_map)
        self.map_menu.addAction(t("Save the map…"), self._keep_map)
        self.issue.setToolTip(
            t("The filled form gets a number and is kept in the record as it is: {number}.",
              number=page.keeping.next_number)
        )  # fmt: skip
        self.joins.setText(t("The pack of this case begins with this form"))
        self.joins.setEnabled(page.ready)
        self.joins.setVisible(loaded)
        self.joins.blockSignals(True)
        self.joins.setChecked(page.keeping.kept)
        self.joins.blockSignals(False)

    def _show_fields(self) -> None:
        t, rows = self.page.session.t, self.page.rows
        self.summary.setText(self.page.summary if rows else "")
        self.table.setAccessibleName(t("Fields of the form"))
        self.table.setHorizontalHeaderLabels([t("On the form"), t("Means"), t("Written")])
        if rows != self._rows:
            self._rows = rows
            self._fill_table(rows)
        at = next((at for at, each in enumerate(rows) if each.name == self.page.chosen), -1)
        if at >= 0 and self.table.currentRow() != at:
            self.table.blockSignals(True)
            self.table.setCurrentCell(at, 0)
            self.table.scrollToItem(self.table.item(at, 0))
            self.table.blockSignals(False)

    def _fill_table(self, rows: tuple[FieldRow, ...]) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for at, each in enumerate(rows):
            for column, words in enumerate((each.label, each.means, each.text)):
                item = QTableWidgetItem(" ".join(words.split()))
                item.setToolTip(words)
                if column == 1 and each.doubtful:
                    item.setForeground(QColor(colours().warn))
                self.table.setItem(at, column, item)
        self.table.blockSignals(False)

    def _show_chosen(self) -> None:
        t, page = self.page.session.t, self.page
        ask, row = page.meaning
        self.means_words.setText(t("Means"))
        self.means.offer(page.options if page.rows else [], ask)
        self.line.offer([(str(n), t("Line {n}", n=n)) for n in range(1, 31)], str(row or 1))
        self.line.setVisible(bool(row))
        self.means.setEnabled(page.known is not None and bool(page.chosen))
        shapes = page.places.shapes
        self.shape.offer(shapes, page.places.shape)
        self.shape.setVisible(bool(shapes))
        self.means.setAccessibleName(t("Means"))
        self.cases.setAccessibleName(t("Filled for"))
        self.line.setAccessibleName(t("Line of the table"))
        self.shape.setAccessibleName(t("How it is filled"))

    # wishes

    def _load(self) -> None:
        path = dialogs.file_to_open(self, self.page.session.t("Load a form…"), _FORMS)
        if path is not None:
            self.page.load(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A form is for this page; every other file is for the window."""
        if form_in(files_of(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._dropped = form_in(files_of(event.mimeData()))
        self.refresh()

    def _take_map(self) -> None:
        path = dialogs.file_to_open(self, self.page.session.t("Use a map…"), _MAPS)
        if path is not None:
            self.page.take_map(path)

    def _keep_map(self) -> None:
        path = self._asked(self.page.session.t("Save the map…"), ".toml", _MAPS)
        if path is not None:
            self.page.write_map(path)

    def _fill(self) -> None:
        ending = self.page.ending
        title = self.page.session.t("Save filled…")
        path = self._asked(title, f"-filled{ending}", _KINDS[ending])
        if path is not None:
            self.page.write(path)

    def _issue(self) -> None:
        ending, number = self.page.ending, self.page.keeping.next_number
        t = self.page.session.t
        beside = self.page.session.ws.store.path.with_name(f"{number}{ending}")
        title = t("Issue {number}…", number=number)
        path = dialogs.file_to_write(self, title, beside, _KINDS[ending])
        if path is not None and self.page.keeping.issue(path):
            self.strip.show_made(path)

    def _print(self) -> None:
        filled = self.page.filled
        if filled is not None:
            self.strip.print_content(filled.content, Path(self.page.file_name).stem)

    def _asked(self, title: str, ending: str, kinds: str) -> Path | None:
        beside = self.page.session.ws.store.path.with_name(Path(self.page.file_name).stem + ending)
        return dialogs.file_to_write(self, title, beside, kinds)

    def _picked(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self.page.choose(self._rows[at].name)

    def _correct(self) -> None:
        self.page.correct(self.means.value, int(self.line.value or 1))

    # building

    def _body(self) -> QWidget:
        self.sheet = Sheet(self.page)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(self._left())
        across.addWidget(self._right())
        across.setStretchFactor(0, 5)
        across.setStretchFactor(1, 4)
        return across

    def _right(self) -> QWidget:
        self.right, self.tools = QWidget(), SheetTools(self.page)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.sheet, 1)
        return self.right

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 12, 12, 12)
        column.setSpacing(8)
        self.summary, self.joins = Elided("second"), QCheckBox()
        self.joins.toggled.connect(self.page.keeping.keep)
        self.table = fields_table()
        self.table.currentCellChanged.connect(lambda *_cell: self._picked())
        self.means_words, self.means, self.line = label("label"), Choice(), Choice()
        self.shape = Choice()
        self.shape.setFixedWidth(_SHAPE)
        self.shape.chosen.connect(self.page.places.choose_shape)
        self.means.setMaxVisibleItems(24)
        self.line.setFixedWidth(_LINE)
        self.means.chosen.connect(lambda _key: self._correct())
        self.line.chosen.connect(lambda _row: self._correct())
        row = QHBoxLayout()
        row.addWidget(self.means_words)
        row.addWidget(self.means, 1)
        row.addWidget(self.line)
        row.addWidget(self.shape)
        self.findings = FindingsList(self.page.session.go_to)
        over = QHBoxLayout()
        over.addWidget(self.summary, 1)
        over.addWidget(self.cases, 1)
        column.addLayout(over)
        column.addWidget(self.joins)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.findings)
        return left
