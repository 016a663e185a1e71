"""The page of the official form: its fields at the left, the filled paper at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.official_form import FieldRow, OfficialForm
from cpdesk.ui import dialogs
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.look import colours
from cpdesk.ui.parts import Choice, EmptyPage, Page, PageHead, button, label

_FORMS, _MAPS = "PDF, Word (*.pdf *.docx)", "TOML (*.toml)"
_KINDS = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)"}
_FINDINGS = 190  # pixels of height at most
_CASES, _LINE = 220, 96
_SETTLE = 120  # milliseconds in which a window is dragged to its size


class OfficialFormPage(Page):
    """The view of the official form's presenter."""

    def __init__(self, page: OfficialForm) -> None:
        super().__init__()
        self.page = page
        self._rows: tuple[FieldRow, ...] = ()
        self.load = button("", self._load)
        self.maps = button("", self._take_map)
        self.keep = button("", self._keep_map)
        self.fill = button("primary", self._fill)
        self.cases = Choice()
        self.cases.setFixedWidth(_CASES)
        self.cases.chosen.connect(page.choose_case)
        self.head = PageHead(self.cases, self.load, self.maps, self.keep, self.fill)
        self.empty = EmptyPage(self._load)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        page.attach(self)

    # the view of the presenter

    def show_page(self) -> None:
        self.refresh()

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        if page.stale and not page.running:
            page.renew()
            return
        loaded = bool(page.file_name)
        self.head.title.setText(t("Official form"))
        self.head.about.setText(t("Reading the form…") if page.running else page.file_name)
        for each, words in ((self.load, t("Load a form…")), (self.maps, t("Use a map…")),
                            (self.keep, t("Save the map…")), (self.fill, t("Save filled…"))):
            each.setText(words)
        for each in (self.maps, self.keep, self.fill, self.cases):
            each.setVisible(loaded)
            each.setEnabled(page.ready)
        self.load.setEnabled(not page.running)
        case = page.case
        self.cases.offer([(each.id, each.words) for each in page.cases], case.id if case else "")
        self.empty.say(
            t("No form is loaded"),
            t("Load the PDF that the office gave out. What belongs where is proposed, you correct "
              "it, and from then on it fills itself from the record."), t("Load a form…"),
        )  # fmt: skip
        shown = loaded or page.running or bool(page.findings)
        self.stack.setCurrentIndex(1 if shown else 0)
        self._show_fields()
        self._show_chosen()
        self.findings.show_findings(t, page.findings)
        self.findings.fit(_FINDINGS)
        self.sheet.setVisible(page.pictured or not loaded)
        self.sheet.show_sheet()

    # what is shown

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
        self.means.setEnabled(page.ready and bool(page.chosen))

    # wishes

    def _load(self) -> None:
        path = dialogs.file_to_open(self, self.page.session.t("Load a form…"), _FORMS)
        if path is not None:
            self.page.load(path)

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
        across.addWidget(self.sheet)
        across.setStretchFactor(0, 5)
        across.setStretchFactor(1, 4)
        return across

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 12, 12, 12)
        column.setSpacing(8)
        self.summary = label("second")
        self.table = self._table()
        self.means_words, self.means, self.line = label("label"), Choice(), Choice()
        self.means.setMaxVisibleItems(24)
        self.line.setFixedWidth(_LINE)
        self.means.chosen.connect(lambda _key: self._correct())
        self.line.chosen.connect(lambda _row: self._correct())
        row = QHBoxLayout()
        row.addWidget(self.means_words)
        row.addWidget(self.means, 1)
        row.addWidget(self.line)
        self.findings = FindingsList(self.page.session.go_to)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.findings)
        return left

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.currentCellChanged.connect(lambda *_cell: self._picked())
        return table


class Sheet(QLabel):
    """The page with the chosen field, as it is filled, the field framed."""

    def __init__(self, page: OfficialForm) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("paper")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(300)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settled.timeout.connect(self.show_sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into a field of the paper chooses it."""
        shown = self.pixmap().deviceIndependentSize()
        if shown.isEmpty():
            return
        left = (self.width() - shown.width()) / 2
        top = (self.height() - shown.height()) / 2
        at = event.position()
        name = self.page.at((at.x() - left) / shown.width(), (at.y() - top) / shown.height())
        if name:
            self.page.choose(name)

    def show_sheet(self) -> None:
        made = self.page.picture(self._longest())
        picture = QPixmap()
        if made:
            picture.loadFromData(made)
            picture = picture.scaled(
                self._room() * self.devicePixelRatioF(), Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            self._frame(picture)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(picture)

    def _room(self) -> QSize:
        return self.contentsRect().size() * 0.97

    def _longest(self) -> int:
        room = self._room()
        return max(200, round(max(room.width(), room.height()) * self.devicePixelRatioF()))

    def _frame(self, picture: QPixmap) -> None:
        mark = self.page.mark
        if mark is None:
            return
        wide, high = picture.width(), picture.height()
        left, top, right, bottom = mark
        painter = QPainter(picture)
        painter.setPen(QPen(QColor(colours().accent), 2.0))
        painter.drawRect(QRectF(left * wide - 2, top * high - 2, (right - left) * wide + 4,
                                (bottom - top) * high + 4))  # fmt: skip
        painter.end()
