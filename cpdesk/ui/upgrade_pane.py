"""One upgrade beside the register: ladder, photographs, and what is known of it part by part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Evidence
from cpdesk.presenters.adding_papers import AddingPapers
from cpdesk.presenters.dropping import meant
from cpdesk.presenters.evidence_pictures import Pictures
from cpdesk.presenters.upgrade_details import Details
from cpdesk.presenters.upgrade_register import UpgradeRegister
from cpdesk.ui import dialogs
from cpdesk.ui.ladder import Ladder
from cpdesk.ui.panes import scrolling
from cpdesk.ui.parts import button, clear, files_of, label
from cpdesk.ui.segments import Segments
from cpdesk.ui.upgrade_sections import Sections

WIDE, _WIDE, _HIGH = 432, 176, 110  # pixels of the pane, and of a photograph


class UpgradePane(QFrame):
    """The pane at the right."""

    def __init__(
        self, register: UpgradeRegister, pictures: Pictures, adding: AddingPapers,
        begin: Callable[[type[Entity]], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.register, self.adding = register, adding
        self.add = button("small", self._ask)
        self.setAcceptDrops(True)
        self.pictures = pictures
        self.setObjectName("beside")
        self.title, self.about = label("pane", wraps=True), label("second", wraps=True)
        self.edit = button("small", register.edit)
        self.saving = button("small", register.show_saving)
        self.ladder, self.tabs = Ladder(), Segments()
        self.onward = button("text", self._go_on)
        self.tabs.chosen.connect(register.choose_tab)
        session = register.session
        self.sections = Sections(
            lambda place: session.go_to(place), begin, lambda: session.t("Go there")
        )
        self._photos = QHBoxLayout()
        self._photos.setSpacing(12)
        self._build()

    def show_now(self) -> None:
        """The chosen upgrade, in the language of the screen."""
        t, details = self.register.session.t, self.register.details
        self.setVisible(details is not None)
        if details is None:
            return
        self.title.setText(details.title)
        self.about.setText(details.about)
        self.about.setVisible(bool(details.about))
        self.edit.setText(t("Edit"))
        self.saving.setText(t("Savings"))
        self.saving.setVisible(self.register.can_show_saving)
        self.ladder.show_steps(details.steps)
        following = details.next_step
        self.onward.setText(following[0] if following else "")
        self.onward.setVisible(following is not None)
        self.tabs.offer(details.tabs, self.register.tab)
        self.add.setText(t("Add photographs or papers…"))
        self.add.setVisible(self.register.tab in ("before", "papers"))
        self.add.setEnabled(not self.adding.running)
        self._show_photos(details)
        self.sections.show_sections(details.sections(self.register.tab))

    def _go_on(self) -> None:
        details = self.register.details
        following = details.next_step if details else None
        if following is not None:
            self.register.session.go_to(following[1])

    def _ask(self) -> None:
        self._keep(dialogs.files_to_open(self, self.register.session.t("Add files")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if meant(files_of(event.mimeData())).papers and self.register.selected:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._keep(files_of(event.mimeData()))

    def _keep(self, paths: tuple[Path, ...]) -> None:
        self.adding.add(paths, self.register.selected)

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("sidebody")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for each in (self.saving, self.edit):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.ladder)
        column.addWidget(self.onward, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._photos)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sections, 1)
        scroll = scrolling(body)
        scroll.setObjectName("sidebody")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)

    def _show_photos(self, details: Details) -> None:
        clear(self._photos)
        photos = details.photos if self.register.tab == "before" else ()
        for each in photos:
            self._photos.addLayout(self._photo(details, each))
        if photos:
            self._photos.addStretch(1)

    def _photo(self, details: Details, paper: Evidence) -> QVBoxLayout:
        """A photograph over its words; its place stays empty until it is there."""
        column, room, words = QVBoxLayout(), QLabel(), details.caption(paper)
        column.setSpacing(4)
        room.setFixedSize(_WIDE, _HIGH)
        room.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room.setAccessibleName(words)
        made = self.pictures.of(paper, 1, 2 * _WIDE)
        if made:
            room.setPixmap(_fitted(made, self.devicePixelRatioF()))
        there = Place(Evidence.word, paper.code)
        said = button("text", lambda: self.register.session.go_to(there))
        said.setText(words.replace("&", "&&"))
        said.setProperty("dense", "caption")
        said.setMaximumWidth(_WIDE)
        column.addWidget(room)
        column.addWidget(said)
        return column


def _fitted(jpeg: bytes, ratio: float) -> QPixmap:
    picture = QPixmap()
    picture.loadFromData(jpeg)
    size = QSize(_WIDE, _HIGH) * ratio
    laid = picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio,
                          Qt.TransformationMode.SmoothTransformation)  # fmt: skip
    laid.setDevicePixelRatio(ratio)
    return laid
