"""The window: menu, one open record or the first page, and the status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QStackedWidget

from cpdesk import bootstrap
from cpdesk.base.languages import NAMES, Translator
from cpdesk.base.settings import Settings, load_settings, save_settings
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.session import Session
from cpdesk.presenters.start import Start
from cpdesk.services import entry
from cpdesk.services.workspace import Workspace
from cpdesk.ui import dialogs, exports
from cpdesk.ui.desk_view import DeskView
from cpdesk.ui.parts import Elided, button
from cpdesk.ui.runner import WorkRunner
from cpdesk.ui.start_page import StartPage

UNDO, REDO = ("Ctrl+Z",), ("Ctrl+Y", "Ctrl+Shift+Z")
_KINDS_IN = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".json",
             ".toml")  # fmt: skip
FILES_IN = f"({' '.join(f'*{each}' for each in _KINDS_IN)})"


class MainWindow(QMainWindow):
    """Composes; what it shows and does is said by the presenters."""

    def __init__(self, spoken: Callable[[str], None] = lambda _language: None) -> None:
        super().__init__()
        self.settings: Settings = load_settings()
        self.runner = WorkRunner(self)
        self.desk: Desk | None = None
        self.view: DeskView | None = None
        self._spoken = spoken
        self.start = StartPage(Start(self.settings.language, self.settings.recent))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.setCentralWidget(self.stack)
        self.last, self.tongue = Elided(), QLabel()
        self.back, self.again = button("text", self._undo), button("text", self._redo)
        self._connect()
        self.retell()
        self.resize(1366, 768)
        self.setAcceptDrops(True)

    @property
    def t(self) -> Translator:
        return self.desk.session.t if self.desk else self.start.start.t

    # records

    def new_record(self, path: Path, company: Company | None = None) -> bool:
        """A new record with its company, if that is known; whether it was made."""
        if not self.may_leave() or not self._try(lambda: self._open(bootstrap.new_desk(path))):
            return False
        if company is not None and self.desk and self.view:
            entry.save(self.desk.session.ws, company)
            self.desk.session.changed()
            self.view.begin(Factory)
        elif self.view:
            self.view.begin(Company)
        return True

    def open_record(self, path: Path) -> bool:
        """Open a record, or say in one sentence why not; whether it was opened."""
        if not self.may_leave():
            return False
        self._give_up(path)
        return self._try(lambda: self._open(bootstrap.open_for_window(path)))

    def open_sample(self) -> bool:
        """A fresh sample factory in the program's own folder."""
        if not self.may_leave():
            return False
        self._give_up(bootstrap.sample_path())
        return self._try(lambda: self._open(bootstrap.sample_desk()))

    def _give_up(self, path: Path) -> None:
        """Close this very record first: it would stand in its own way."""
        if self.desk is not None and self.desk.path.resolve() == path.resolve():
            self._leave()

    def may_leave(self) -> bool:
        """Whether the open record may be closed; asks where something typed would be lost."""
        if self.desk is None or self.view is None:
            return True
        self.view.confirm()
        unkept = self.desk.unkept
        return not unkept or dialogs.may_lose(self, self.t, unkept)

    def close_record(self) -> bool:
        """Back to the first page; whether nothing stood against it."""
        if not self.may_leave():
            return False
        self._leave()
        return True

    def _leave(self) -> None:
        if self.desk is None or self.view is None:
            return
        self.view.leave()
        self._remember()
        self.stack.removeWidget(self.view)
        self.view.deleteLater()
        self.desk.session.ws.store.close()
        self.desk = self.view = None
        self.start.start = Start(self.settings.language, self.settings.recent)
        self.start.refresh()
        self.retell()

    def speak(self, language: str) -> None:
        """Say everything in another language, now and at the next start."""
        self.settings = self._with(language=language)
        self._spoken(language)
        self.start.start.speak(language)
        if self.desk:
            self.desk.speak(language)
        self.start.refresh()
        self.retell()

    def retell(self) -> None:
        """Title, menu and status line as they are now."""
        t, desk = self.t, self.desk
        self.setWindowTitle(desk.title if desk else "cpdesk")
        self._make_menu(t)
        self.last.setText(desk.status if desk else t("No record is open"))
        self._name_steps()
        self.tongue.setText(NAMES[t.language])

    def _name_steps(self) -> None:
        """What can be taken back and made again, with the keys for it."""
        desk = self.desk
        undo, redo = (desk.undo_words, desk.redo_words) if desk else ("", "")
        for words, each, keys in ((undo, self.back, UNDO), (redo, self.again, REDO)):
            each.setText(f"{words}  {keys[0]}".replace("&", "&&"))
            each.setVisible(bool(words))

    # composing

    def _connect(self) -> None:
        self.statusBar().addWidget(self.last, 1)
        for each in (self.back, self.again):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # focus that is left over lands elsewhere
        for each in (self.back, self.again, self.tongue):
            self.statusBar().addPermanentWidget(each)
        self.statusBar().setSizeGripEnabled(False)
        self.last.setContentsMargins(12, 0, 0, 0)
        self.tongue.setContentsMargins(0, 0, 12, 0)
        self.runner.rested.connect(self.retell)  # the menu lies still while something is under way
        self.start.new_wanted.connect(self.new_record)
        self.start.open_wanted.connect(self.open_record)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.language_wanted.connect(self.speak)

    def _open(self, ws: Workspace) -> None:
        self._leave()
        session = Session(ws, self.settings.language)
        self.desk = Desk(session)
        self.view = DeskView(self.desk, self.runner, self.retell)
        self.stack.addWidget(self.view)
        self.stack.setCurrentWidget(self.view)
        older = bootstrap.older_copy(self.settings, ws)
        self.settings = self.settings.opened(ws.store.path)
        self._remember()
        if older is not None:
            self._say(older)

    def _try(self, wish: Callable[[], None]) -> bool:
        try:
            wish()
        except Refusal as refusal:
            self._say(refusal.finding)
            return False
        return True

    def _say(self, finding: Finding) -> None:
        self.show()  # a record named at the start is opened before
        dialogs.say(self, self.t, finding)

    def _remember(self) -> None:
        if self.desk:
            known = self.desk.session.record.identity
            self.settings = self.settings.saw(known.id, known.change)
        save_settings(self.settings)

    def _with(self, **changes: object) -> Settings:
        from dataclasses import replace

        changed = replace(self.settings, **changes)
        save_settings(changed)
        return changed

    # menu

    def _make_menu(self, t: Translator) -> None:
        for old in self.menuBar().findChildren(QMenu):
            old.deleteLater()  # clearing only takes them out of the bar
        self.menuBar().clear()
        self._file_menu(self.menuBar().addMenu(t("&File")), t)
        self._edit_menu(self.menuBar().addMenu(t("&Edit")), t)
        view = self.menuBar().addMenu(t("&View"))
        for word, title in self.desk.pages if self.desk else ():
            self._item(view, title, lambda word=word: self.desk.open_page(word))
        tongues = self.menuBar().addMenu(t("&Language"))
        for language, name in NAMES.items():
            item = self._item(tongues, name, lambda language=language: self.speak(language))
            item.setCheckable(True)
            item.setChecked(language == t.language)

    def _file_menu(self, menu: QMenu, t: Translator) -> None:
        there = self.desk is not None
        self._item(menu, t("New record…"), self._new)
        self._item(menu, t("Open a record…"), self._ask_open, ("Ctrl+O",))
        self._item(menu, t("Open the sample factory"), self.open_sample)
        menu.addSeparator()
        self._item(menu, t("Import a file…"), self._import, enabled=there)
        self._item(menu, t("Save an empty workbook…"), lambda: exports.write_template(self))
        menu.addSeparator()
        export = lambda: exports.write_record(self)  # noqa: E731
        charts = lambda: exports.write_charts(self)  # noqa: E731
        self._item(menu, t("Export the record…"), export, enabled=there)
        self._item(menu, t("Export the figures of all charts…"), charts, enabled=there)
        self._item(menu, t("Back up the record"), self._backup, enabled=there)
        menu.addSeparator()
        self._item(menu, t("Close the record"), self.close_record, enabled=there)
        self._item(menu, t("Quit"), self.close, ("Ctrl+Q",))

    def _edit_menu(self, menu: QMenu, t: Translator) -> None:
        desk = self.desk
        undo, redo = (desk.undo_label, desk.redo_label) if desk else ("", "")
        undo_words = t("Undo: {what}", what=undo) if undo else t("Undo")
        redo_words = t("Redo: {what}", what=redo) if redo else t("Redo")
        self._item(menu, undo_words, self._undo, UNDO, bool(desk and desk.undo_words))
        self._item(menu, redo_words, self._redo, REDO, bool(desk and desk.redo_words))

    def _item(
        self, menu: QMenu, words: str, wish: Callable[[], object],
        keys: Sequence[str] = (), enabled: bool = True,
    ) -> QAction:
        item = QAction(words, menu)
        item.triggered.connect(lambda _checked=False: wish())
        item.setEnabled(enabled and not self.runner.busy)
        item.setShortcuts([QKeySequence(each) for each in keys])
        menu.addAction(item)
        return item

    def _undo(self) -> None:
        self._step(Desk.undo)

    def _redo(self) -> None:
        self._step(Desk.redo)

    def _step(self, wish: Callable[[Desk], None]) -> None:
        """What is being typed is confirmed first, and so is what is taken back first."""
        if self.desk is not None and self.view is not None and not self.runner.busy:
            self.view.confirm()
            wish(self.desk)

    # wishes that need a file

    def _new(self) -> None:
        if self.close_record():
            self.stack.setCurrentWidget(self.start)

    def _ask_open(self) -> None:
        path = dialogs.file_to_open(self, self.t("Open a record"), dialogs.RECORDS)
        if path is not None:
            self.open_record(path)

    def _import(self) -> None:
        if self.view is None or self.view.back_to_import():
            return
        title = self.t("Import a file")
        path = dialogs.file_to_open(self, title, f"{self.t('Tables and rules')} {FILES_IN}")
        if path is not None:
            self.view.open_import(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.view is not None and _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A workbook that is dropped is shown before it is imported."""
        path = _dropped(event.mimeData())
        if self.view is not None and path is not None:
            event.acceptProposedAction()
            self.view.open_import(path)

    def _backup(self) -> None:
        from cpdesk.services.upkeep import backup

        desk = self.desk
        self._try(lambda: self.say_written(backup(desk.path, None, desk.session.ws.now())))

    def say_written(self, path: Path) -> None:
        if self.desk is not None:
            self.desk.session.changed(self.t("{file} was written.", file=path.name))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.runner.close()
        self._leave()
        super().closeEvent(event)


def _dropped(data: QMimeData) -> Path | None:
    """The one table or rule file that is dropped; None for anything else."""
    paths = [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]
    one = len(paths) == 1 and paths[0].suffix.lower() in _KINDS_IN
    return paths[0] if one else None
