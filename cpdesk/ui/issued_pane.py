"""The packs that were issued: what differs now, and writing or printing them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cpdesk.presenters.packs_page import PacksPage
from cpdesk.services.issued import Issued
from cpdesk.ui import dialogs
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import button, clear, label, line

_ROW, _HIGH = 30, 160


class IssuedPane(QWidget):
    """The newest first; the one that is chosen is told about beneath."""

    def __init__(
        self, page: PacksPage, close: Callable[[], None], print_it: Callable[[Issued], None]
    ) -> None:
        super().__init__()
        self.page = page
        self._print = print_it
        self._shown: object = None
        self.title, self.since = label("verdict"), label("strong", wraps=True)
        self.packs = QListWidget()
        self.packs.setObjectName("list")
        self.packs.currentItemChanged.connect(lambda _item: self._show_changes())
        self.again, self.printed = button("", self._write), button("", self._print_chosen)
        self.close_it = button("", close)
        self.changes = QVBoxLayout()
        self.changes.setContentsMargins(0, 0, 0, 0)
        self.changes.setSpacing(2)
        self._build()

    @property
    def chosen(self) -> Issued | None:
        item = self.packs.currentItem()
        code = str(item.data(Qt.ItemDataRole.UserRole)) if item else ""
        return self.page.issued.find(code)

    def show_now(self) -> None:
        t, known = self.page.session.t, self.page.issued.all
        self.title.setText(t("Issued packs"))
        self.packs.setAccessibleName(t("Issued packs"))
        self.again.setText(t("Save this pack again…"))
        self.printed.setText(t("Print…"))
        self.close_it.setText(t("Back to the questions"))
        shown = (t.language, self.page.issued.count, self.page.session.record)
        if shown == self._shown:
            return
        self._shown = shown
        at = max(0, self.packs.currentRow())
        self.packs.blockSignals(True)
        self.packs.clear()
        for each in known:
            item = QListWidgetItem(self.page.issued.words(each), self.packs)
            item.setData(Qt.ItemDataRole.UserRole, each.pack.code)
            item.setSizeHint(QSize(0, _ROW))
        self.packs.setFixedHeight(min(_HIGH, _ROW * len(known) + 2))
        self.packs.setCurrentRow(min(at, len(known) - 1))
        self.packs.blockSignals(False)
        self._show_changes()

    def take_focus(self) -> None:
        self.packs.setFocus()

    def _show_changes(self) -> None:
        chosen = self.chosen
        clear(self.changes)
        self.since.setText("")
        self.again.setEnabled(chosen is not None)
        self.printed.setEnabled(chosen is not None and self.page.issued.ending(chosen) == ".pdf")
        if chosen is None:
            return
        t = self.page.session.t
        n = len(chosen.since)
        self.since.setText(
            t.plural("{n} change since it was issued", "{n} changes since it was issued", n)
            if n else self.page.issued.since(chosen)
        )  # fmt: skip
        self._tell("", self.page.issued.changes(chosen))
        if n:
            told = self.page.issued.differences(chosen)
            nothing = (t("Nothing that this pack prints has changed."),)
            self._tell(t("What the record says otherwise now"), told or nothing)
        self.changes.addStretch(1)

    def _tell(self, title: str, lines: Sequence[str]) -> None:
        if title:
            self.changes.addSpacing(12)
            self.changes.addWidget(label("strong", title, wraps=True))
        for words in lines:
            self.changes.addWidget(label("second", words, wraps=True))

    def _write(self) -> None:
        each, t = self.chosen, self.page.session.t
        if each is None:
            return
        ending = self.page.issued.ending(each)
        beside = self.page.session.ws.store.path.with_name(f"{each.pack.code}{ending}")
        kind = f"{ending[1:].upper()} (*{ending})"
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, kind)
        if path is not None:
            self.page.write_again(each, path)

    def _print_chosen(self) -> None:
        if self.chosen is not None:
            self._print(self.chosen)

    def _build(self) -> None:
        told = QWidget()
        told.setLayout(self.changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.again)
        actions.addWidget(self.printed)
        actions.addStretch(1)
        for each in (self.title, self.packs):
            column.addWidget(each)
        column.addLayout(actions)
        column.addWidget(line())
        column.addWidget(self.since)
        column.addWidget(scrolled(told), 1)
        column.addWidget(line())
        below = QHBoxLayout()
        below.addWidget(self.close_it)
        below.addStretch(1)
        column.addLayout(below)
