"""The first page: a new record in three steps, the sample, and the records used last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpdesk.domain.company import Company
from cpdesk.domain.entity import new_id
from cpdesk.domain.words import LocalText
from cpdesk.presenters.start import Recent, Start, record_path
from cpdesk.ui import dialogs
from cpdesk.ui.panes import sideways
from cpdesk.ui.parts import Page, button, clear, label, line
from cpdesk.ui.segments import Segments

_LEFT, _RIGHT = 684, 340


class StartPage(Page):
    """What is asked for here is only what a first record needs; the rest can be given later."""

    new_wanted = Signal(Path, object)
    open_wanted = Signal(Path)
    sample_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.start = start
        self._path_typed = False

    def _build(self) -> None:
        body = QWidget()
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(sideways(body))
        across = QHBoxLayout(body)
        across.setContentsMargins(24, 48, 24, 24)
        across.setSpacing(72)
        across.addStretch(1)
        across.addWidget(self._left(), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._right(), 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)

    def show_now(self) -> None:
        if self.layout() is None:  # not built where a record opens at once
            self._build()
        t = self.start.t
        self.title.setText(t("Create a record"))
        self.languages.offer(self.start.languages, t.language)
        self.promise.setText(
            t("Three steps to begin; everything can be changed later and stays on this computer.")
        )
        for (title, words), (what, means) in zip(self.steps, self.start.steps, strict=True):
            title.setText(what)
            words.setText(means)
        self.chinese_words.setText(t("Company name (Chinese)"))
        self.english_words.setText(t("Company name (English)"))
        self.br_words.setText(t("Business Registration No."))
        self.phone_words.setText(t("Telephone"))
        self.file_words.setText(t("Record file"))
        self.browse.setText(t("Change…"))
        self.next.setText(t("Next: factory"))
        self.skip.setText(t("Skip for now"))
        self._show_right()
        self._propose_path()

    # building

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        self.title, self.languages = label("key"), Segments()
        self.promise = label("second", wraps=True)
        self.languages.chosen.connect(self.language_wanted)
        top.addWidget(self.title, 1)
        top.addWidget(self.languages)
        column.addLayout(top)
        column.addWidget(self.promise)
        column.addSpacing(12)
        column.addLayout(self._steps())
        column.addWidget(line())
        column.addSpacing(12)
        column.addLayout(self._fields())
        column.addSpacing(8)
        column.addLayout(self._file())
        column.addSpacing(12)
        column.addLayout(self._actions())
        return left

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.steps = []
        for number in (1, 2, 3):
            title, words = label("strong"), label("hint", wraps=True)
            at = label("strong", str(number))
            at.setAlignment(Qt.AlignmentFlag.AlignCenter)
            at.setMinimumSize(26, 26)
            first = "background:#0C6B4A; color:#FFFFFF" if number == 1 else "color:#465048"
            at.setStyleSheet(f"border:1px solid #0C6B4A; border-radius:13px; {first}")
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(title)
            column.addWidget(words)
            column.addStretch(1)
            row.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(column, 1)
            self.steps.append((title, words))
        return row

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.chinese, self.english, self.br, self.phone = (QLineEdit() for _ in range(4))
        self.chinese_words, self.english_words = label("label"), label("label")
        self.br_words, self.phone_words = label("label"), label("label")
        pairs = ((self.chinese_words, self.chinese), (self.english_words, self.english),
                 (self.br_words, self.br), (self.phone_words, self.phone))  # fmt: skip
        for at, (words, box) in enumerate(pairs):
            words.setBuddy(box)
            grid.addWidget(words, at // 2 * 3, at % 2)
            grid.addWidget(box, at // 2 * 3 + 1, at % 2)
        grid.setRowMinimumHeight(2, 8)
        for box in (self.chinese, self.english):
            box.textChanged.connect(self._propose_path)
        return grid

    def _file(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.file_words, self.file = label("label"), QLineEdit()
        self.file_words.setBuddy(self.file)
        self.file.textEdited.connect(self._path_was_typed)
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
        self.next, self.skip = button("primary", self._create), button("text", self._skip)
        row.addWidget(self.next)
        row.addWidget(self.skip)
        row.addStretch(1)
        return row

    def _right(self) -> QWidget:
        right = QWidget()
        right.setFixedWidth(_RIGHT)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self.sample_title = label("strong", wraps=True)
        self.sample_words = label("label", wraps=True)
        self.sample = button("", self.sample_wanted.emit)
        self.recent_title, self.recent = label("strong"), QVBoxLayout()
        self.recent.setSpacing(0)
        self.other = button("text", self._open_other)
        column.addWidget(self.sample_title)
        column.addWidget(line())
        column.addWidget(self.sample_words)
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(20)
        column.addWidget(self.recent_title)
        column.addWidget(line())
        column.addLayout(self.recent)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        return right

    def _show_right(self) -> None:
        t = self.start.t
        self.sample_title.setText(t("First see the sample factory"))
        self.sample_words.setText(
            t("An invented factory: months of consumption, upgrades, and two packs that can be "
              "printed. Change what you like; your own records are not touched.")
        )  # fmt: skip
        self.sample.setText(t("Open the sample factory"))
        self.recent_title.setText(t("Recent records"))
        self.other.setText(t("Open another record…"))
        clear(self.recent)
        for each in self.start.recent:
            self.recent.addWidget(self._recent(each))
        if not self.start.recent:
            self.recent.addWidget(label("hint", t("None yet")))

    def _recent(self, recent: Recent) -> QWidget:
        made = button("text", lambda: self.open_wanted.emit(recent.path))
        missing = "" if recent.found else f"  ({self.start.t('not found')})"
        shown = made.fontMetrics().elidedText(
            recent.path.name + missing, Qt.TextElideMode.ElideMiddle, _RIGHT - 24
        )
        made.setText(shown.replace("&", "&&"))
        made.setEnabled(recent.found)
        made.setToolTip(str(recent.path))
        made.setStyleSheet("text-align:left")
        return made

    # wishes

    def _create(self) -> None:
        name = LocalText(en=self.english.text().strip(), zh_Hant=self.chinese.text().strip())
        company = Company(
            id=new_id(), name=name, br_number=self.br.text().strip(),
            telephone=self.phone.text().strip(),
        )  # fmt: skip
        self.new_wanted.emit(record_path(Path(self.file.text())), company)

    def _skip(self) -> None:
        self.new_wanted.emit(record_path(Path(self.file.text())), None)

    def _browse(self) -> None:
        proposed = Path(self.file.text())
        path = dialogs.file_to_write(
            self, self.start.t("Record file"), proposed, dialogs.RECORDS
        )
        if path is not None:
            self._path_typed = True
            self.file.setText(str(record_path(path)))

    def _open_other(self) -> None:
        path = dialogs.file_to_open(self, self.start.t("Open a record"), dialogs.RECORDS)
        if path is not None:
            self.open_wanted.emit(path)

    def _path_was_typed(self) -> None:
        self._path_typed = True

    def _propose_path(self) -> None:
        """A free name in the user's documents, after the company."""
        if self._path_typed:
            return
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = Path(QStandardPaths.writableLocation(place))
        folder = documents if documents.is_dir() else Path.home()
        name = self.chinese.text() or self.english.text() or self.start.t("My company")
        self.file.setText(str(free_path(folder, tidy_name(name))))


def tidy_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(" " if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in name)
    return " ".join(kept.split())[:80].rstrip(". ") or "record"


def free_path(folder: Path, name: str) -> Path:
    """`name.cpdesk`, or the first `name 2.cpdesk` that does not exist."""
    path, number = folder / f"{name}.cpdesk", 2
    while path.exists():
        path, number = folder / f"{name} {number}.cpdesk", number + 1
    return path


