"""The first page: a new record in three steps, the sample, and the records used last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpdesk.presenters.beginning import COMPANY, FACTORY, STEPS, Beginning
from cpdesk.presenters.start import Start, free_path, record_path, tidy_name
from cpdesk.ui import dialogs
from cpdesk.ui.panes import scrolling
from cpdesk.ui.parts import Page, button, label
from cpdesk.ui.segments import Segments
from cpdesk.ui.start_side import StartSide
from cpdesk.ui.start_steps import Fields, StepsHead

_LEFT, _LEAST = 684, 520  # pixels of the steps, at most and at least
_NARROW, _BETWEEN, _CLOSE = 1200, 72, 28  # of a window, and between steps and side


class StartPage(Page):
    """What is asked for here is only what a first record needs; the rest can be given later."""

    new_wanted = Signal(Path, object)
    open_wanted = Signal(Path)
    sample_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start = start
        self.begun = Beginning()
        self.path_was_typed = False

    @property
    def path(self) -> Path:
        """Where the record that is begun here will lie; a bare name is one in the documents."""
        typed = self.file.text().strip() if self.layout() is not None else ""
        return record_path(documents() / typed) if typed else self._proposed

    def begin_anew(self) -> None:
        """Empty fields, once a record was made."""
        self.begun, self.path_was_typed = Beginning(), False
        if self.layout() is not None:
            for fields in (self.company, self.factory):
                for box in fields.boxes.values():
                    if isinstance(box, QLineEdit):
                        box.clear()

    def show_now(self) -> None:
        if self.layout() is None:  # not built where a record opens at once
            self._build()
        t, begun = self.start.t, self.begun
        at = STEPS.index(begun.step)
        self.title.setText(t("Create a record"))
        self.languages.offer(self.start.languages, t.language)
        self.promise.setText(
            t("Three steps to begin; everything can be changed later and stays on this computer.")
        )
        self.steps.say(self.start.steps, at)
        self._show_fields()
        self.company.setVisible(at == 0)
        self.factory.setVisible(at == 1)
        self.file_words.setText(t("Record file"))
        self.browse.setText(t("Change…"))
        self.next.setText(t("Next: factory") if at == 0 else t("Next: first figures"))
        self.back.setText(t("Back"))
        self.back.setVisible(at > 0)
        self.skip.setText(t("Skip for now"))
        self.enter.setText(t("Enter: next step"))
        self.side.show_now(self.start)
        self._propose_path()

    def _show_fields(self) -> None:
        t, begun, hints = self.start.t, self.begun, dict(self.begun.hints(self.start.t))
        self.company.say({
            "company_zh": t("Company name (Chinese)"), "company_en": t("Company name (English)"),
            "br": t("Business Registration No."), "br_expiry": t("BR certificate expiry date"),
            "contact": t("Contact person"), "phone": t("Telephone"),
        }, hints)  # fmt: skip
        self.factory.say({
            "factory_zh": t("Factory name (Chinese)"), "factory_en": t("Factory name (English)"),
            "region": t("Location"), "city": t("City"), "link": t("Link to the applicant"),
        }, hints)  # fmt: skip
        unknown = ("", t("Not known yet"))
        regions = tuple((each.value, t(each.label)) for each in begun.regions)
        links = tuple((each.value, f"{each.value} {t(each.label)}") for each in begun.links)
        self.factory.boxes["region"].offer((unknown, *regions), begun.text("region"))
        self.factory.boxes["link"].offer((unknown, *links), begun.text("link"))

    # building

    def _build(self) -> None:
        body = QWidget()
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        body.setObjectName("page")
        around.addWidget(scrolling(body))
        self.side = StartSide()
        self.side.sample_wanted.connect(self.sample_wanted)
        self.side.open_wanted.connect(self.open_wanted)
        self._across = QHBoxLayout(body)
        self._across.setContentsMargins(24, 48, 24, 24)
        self._space()
        self._across.addStretch(1)
        self._across.addWidget(self._left(), 100, Qt.AlignmentFlag.AlignTop)
        self._across.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        self._across.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.layout() is not None:
            self._space()

    def _space(self) -> None:
        self._across.setSpacing(_CLOSE if self.width() < _NARROW else _BETWEEN)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(_LEAST)
        left.setMaximumWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        self.title, self.languages = label("key"), Segments()
        self.promise = label("second", wraps=True)
        self.languages.chosen.connect(self.language_wanted)
        top.addWidget(self.title, 1)
        top.addWidget(self.languages)
        self.steps, self.company = StepsHead(), Fields(COMPANY)
        self.factory = Fields(FACTORY, chosen=("region", "link"))
        for fields in (self.company, self.factory):
            fields.typed.connect(self._typed)
            fields.entered.connect(self._next)
        column.addLayout(top)
        column.addWidget(self.promise)
        column.addSpacing(12)
        column.addWidget(self.steps)
        column.addSpacing(16)
        column.addWidget(self.company)
        column.addWidget(self.factory)
        column.addSpacing(4)
        column.addLayout(self._file())
        column.addSpacing(12)
        column.addLayout(self._actions())
        return left

    def _file(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.file_words, self.file = label("label"), QLineEdit()
        self.file_words.setBuddy(self.file)
        self.file.textEdited.connect(self._keep_path)
        self.browse = button("", self._browse)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        column.addWidget(self.file_words)
        column.addLayout(row)
        return column

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.next, self.back = button("primary", self._next), button("", self._back)
        self.skip, self.enter = button("text", self._create), label("hint")
        for each in (self.next, self.back, self.skip):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.enter)
        return row

    # wishes

    def _typed(self, name: str, text: str) -> None:
        self.begun.type(name, text)
        self._show_fields()
        self._propose_path()

    def _next(self) -> None:
        """The next step, unless a field cannot be understood: then to that."""
        if fault := self.begun.fault:
            self._turn(0)
            self.company.boxes[fault].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.begun.step == STEPS[0]:
            self._turn(1)
        else:
            self._create()

    def _back(self) -> None:
        self._turn(0)

    def _turn(self, at: int) -> None:
        self.begun.step = STEPS[at]
        self.show_now()
        fields = (self.company, self.factory)[at]
        next(iter(fields.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _create(self) -> None:
        """The record with what was typed so far."""
        if self.begun.fault:
            self._next()
            return
        self.new_wanted.emit(self.path, self.begun.entities())

    def _browse(self) -> None:
        path = dialogs.file_to_write(self, self.start.t("Record file"), self.path, dialogs.RECORDS)
        if path is not None:
            self.path_was_typed = True
            self.file.setText(str(record_path(path)))

    def _keep_path(self) -> None:
        self.path_was_typed = True

    def _propose_path(self) -> None:
        if not self.path_was_typed:
            self.file.setText(str(self._proposed))

    @property
    def _proposed(self) -> Path:
        """A free name in the user's documents, after the company."""
        name = self.begun.name or self.start.t("My company")
        return free_path(documents(), tidy_name(name))


def documents() -> Path:
    """The user's own documents, where there is such a folder."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(place))
    return found if found.is_dir() else Path.home()
