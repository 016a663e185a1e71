"""The pane beside a bill: its paper, shown, chosen, added or dropped."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from cpdesk.domain.papers import Evidence
from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.bill_papers import Picture, picture
from cpdesk.ui import dialogs
from cpdesk.ui.parts import Choice, Elided, button, files_of, label

WIDTH, LEAST = 354, 190
_SHARP = 2  # times the pixels of the pane, so that small print can be read


class BillPaper(QFrame):
    """The first paper of a bill as a picture, with its pages; and what to do without one."""

    def __init__(self, form: BillForm) -> None:
        super().__init__()
        self.form = form
        self._at = 0
        self._page = 0
        self._drawn: tuple[object, ...] = ()
        self._pixels = QPixmap()
        self.setObjectName("paper")
        self.setMinimumWidth(LEAST)
        self.setAcceptDrops(True)
        self._build()

    def show_now(self) -> None:
        t, papers = self.form.session.t, self.form.papers
        self._at = min(self._at, max(0, len(papers) - 1))
        paper = papers[self._at] if papers else None
        self.add.setText(t("Choose a file…"))
        self.take_off.setText(t("Take off"))
        self.next.setText(t("Next page"))
        self.known.offer(self._options(), "")
        self.known.setToolTip(t("A paper that is in the record already"))
        self.known.setAccessibleName(t("A paper that is in the record already"))
        for each in (self.take_off, self.name, self.scroll):
            each.setVisible(paper is not None)
        self.next.setVisible(bool(paper) and self._turns(papers))
        self._show(paper)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.name, self.about = Elided("second"), label("hint", wraps=True)
        self.take_off, self.next = button("text", self._take_off), button("text", self._turn)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        for each in (self.next, self.take_off):
            head.addWidget(each)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.scroll = QScrollArea()
        self.scroll.setWidget(self.sheet)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room = self.scroll.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # without a paper there is no empty box
        self.scroll.setSizePolicy(room)
        self.add, self.known = button("small", self._ask), Choice()
        self.known.chosen.connect(self.form.attach_paper)
        foot = self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        foot.setSpacing(8)
        foot.addWidget(self.known)
        foot.addWidget(self.add)
        self.above = QVBoxLayout()
        column.addLayout(self.above)
        column.addSpacing(4)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.scroll, 1)
        column.addLayout(foot)

    def lie(self, low: bool) -> None:
        """Beneath the fields it is wide and low, beside them narrow and high."""
        directions = QBoxLayout.Direction
        self._foot.setDirection(directions.LeftToRight if low else directions.TopToBottom)

    def _options(self) -> tuple[tuple[str, str], ...]:
        session, there = self.form.session, {each.id for each in self.form.papers}
        known = (e for e in session.record.all(Evidence) if e.id not in there)
        nothing = ("", session.t("From the record"))
        return (nothing, *((e.id, f"{e.code} {e.file_name}") for e in known))

    def _turns(self, papers: tuple[Evidence, ...]) -> bool:
        return len(papers) > 1 or (papers[self._at].pages or 1) > 1

    def _turn(self) -> None:
        """The next page, after the last one the next paper."""
        papers = self.form.papers
        if self._page + 1 < (papers[self._at].pages or 1):
            self._page += 1
        else:
            self._at, self._page = (self._at + 1) % len(papers), 0
        self.show_now()

    def _take_off(self) -> None:
        self.form.detach_paper(self.form.papers[self._at].id)

    def _show(self, paper: Evidence | None) -> None:
        t = self.form.session.t
        if paper is None:
            self._drawn, self._pixels = (), QPixmap()
            self.sheet.clear()
            self.about.setText(t("No paper yet. Drop the bill here as a PDF or photograph, or "
                                 "choose its file."))  # fmt: skip
            return
        self.name.setText(paper.file_name)
        pages = paper.pages or 1
        self._page = min(self._page, pages - 1)
        self.about.setText(t("Page {page} of {pages}", page=self._page + 1, pages=pages))
        wanted = (paper.sha256, self._page)
        if wanted != self._drawn:
            self._drawn = wanted
            found = picture(self.form.session, paper, self._page, WIDTH * _SHARP)
            self._pixels = QPixmap() if found is None else QPixmap.fromImage(_image(found))
        self._fit()
        if self._pixels.isNull():
            self.about.setText(t("{file} cannot be shown here; it is kept all the same.",
                                 file=paper.file_name))  # fmt: skip

    def _fit(self) -> None:
        if not self._pixels.isNull():
            room = QSize(self.scroll.viewport().width(), 10_000)
            self.sheet.setPixmap(self._pixels.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation))  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _ask(self) -> None:
        self.form.add_files(dialogs.files_to_open(self, self.form.session.t("Add files")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.form.add_files(files_of(event.mimeData()))


def _image(found: Picture) -> QImage:
    if not found.width:
        return QImage.fromData(found.data)
    made = QImage(found.data, found.width, found.height, found.stride,
                  QImage.Format.Format_RGB32)  # fmt: skip
    return made.copy()  # which owns its bytes
