"""The window: menu, one open record or the first page, and the status line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget

from cpdesk import bootstrap
from cpdesk.base.languages import NAMES, Translator, sentence
from cpdesk.base.settings import Settings, load_settings, save_settings
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Refusal, warning
from cpdesk.domain.words import N_
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.dropping import RECORD, TABLES
from cpdesk.presenters.session import Session
from cpdesk.presenters.start import Start
from cpdesk.services import entry
from cpdesk.services.workspace import Workspace, doubt_of_place
from cpdesk.ui import dialogs, exports, opening
from cpdesk.ui.desk_view import DeskView
from cpdesk.ui.drops import Drops
from cpdesk.ui.helping import Helping
from cpdesk.ui.holding import Holding
from cpdesk.ui.keeping import KeptCopies
from cpdesk.ui.menus import REDO, UNDO, Menus
from cpdesk.ui.parts import Elided, button, files_of
from cpdesk.ui.runner import WorkRunner
from cpdesk.ui.start_page import StartPage
from cpdesk.ui.work_bar import WorkBar

UNKEPT = warning(
    "settings-unkept",
    N_("The settings of this program cannot be kept for its next start ({reason}). The record is "
       "saved as always. Free some room, or ask who looks after this PC."),
)  # fmt: skip
FILES_IN = f"({' '.join(f'*{each}' for each in TABLES)})"


class MainWindow(QMainWindow):
    """Composes; what it shows and does is said by the presenters."""

    def __init__(
        self, spoken: Callable[[str], None] = lambda _language: None,
        sized: Callable[[int], None] = lambda _points: None,
        coloured: Callable[[str], None] = lambda _theme: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.settings: Settings = load_settings()
        self.runner = WorkRunner(self)
        self.desk: Desk | None = None
        self.view: DeskView | None = None
        self._spoken, self._sized, self._coloured = spoken, sized, coloured
        self.helping, self.menus = Helping(self), Menus(self)
        self._recoloured = False  # whether this window itself is taking another theme
        self.shown_at = 0.0  # the first time, as `monotonic` counts; 0 before
        self.ending = False  # whether the session of the PC ends: nobody is there to be told
        self._unkept = False  # whether it was said that settings cannot be written
        self.start = StartPage(Start(self.settings.language, self.settings.recent))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.setCentralWidget(self.stack)
        self.last, self.tongue = Elided(), QLabel()
        self.holding = Holding(self)
        self.work = WorkBar(lambda: self.t, self.runner, self.holding.runner)
        self.holding.stop = self.work.stop
        self.back, self.again = button("text", self.undo), button("text", self.redo)
        self._connect()
        self.retell()
        self.resize(1366, 768)
        self.setAcceptDrops(True)
        self.drops = Drops(self)
        self.copies = KeptCopies(self)

    @property
    def t(self) -> Translator:
        return self.desk.session.t if self.desk else self.start.start.t

    # records

    def new_record(self, path: Path, company: Company | None = None) -> bool:
        """A new record with its company, if that is known; whether it was made."""
        if not opening.make(self, path):
            return False
        if company is not None and self.desk and self.view:
            entry.save(self.desk.session.ws, company)
            self.desk.session.changed()
            self.view.begin(Factory)
        elif self.view:
            self.view.begin(Company)
        return True

    def open_record(self, path: Path) -> bool:
        """Open a record, or say why not and what can be done; whether one was opened."""
        if not self.may_leave():
            return False
        self._give_up(path)
        recent = str(path) in self.settings.recent
        wish = lambda: self.show_record(bootstrap.open_for_window(path))  # noqa: E731
        return opening.attempt(self, path, wish, recent)

    def begin_with(self, path: Path) -> None:
        """What was named at the start: a record, or a file that is taken as if it were dropped."""
        if path.is_file() and path.suffix.lower() != RECORD:
            opening.take(self, (path,))
        else:
            self.open_record(path)

    def open_sample(self) -> bool:
        """A fresh sample factory in the program's own folder."""
        if not self.may_leave():
            return False
        self._give_up(bootstrap.sample_path())
        return self._try(lambda: self.show_record(bootstrap.sample_desk()))

    def _give_up(self, path: Path) -> None:
        """Close this very record first: it would stand in its own way."""
        if self.desk is not None and self.desk.path.resolve() == path.resolve():
            self._leave()

    def may_leave(self) -> bool:
        """Whether the open record may be closed; asks where something typed would be lost."""
        if self.desk is None or self.view is None:
            return True
        if self.holding.busy:
            return False
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
        path, may_write = self.desk.path, not self.desk.read_only
        store = self.desk.session.ws.store
        self._try(store.sum_up)
        store.close()
        if may_write and path != bootstrap.sample_path():
            self.copies.keep(path)
        self.desk = self.view = None
        self.show_recent()
        self.retell()

    def show_recent(self) -> None:
        """The first page with the records used last as they are now."""
        self.start.start = Start(self.settings.language, self.settings.recent)
        self.start.refresh()

    def speak(self, language: str) -> None:
        """Say everything in another language, now and at the next start."""
        self.change(language=language)
        self._spoken(language)
        self.start.start.speak(language)
        self.start.refresh()
        if self.desk:
            self.desk.speak(language)  # which has the window tell everything anew
        else:
            self.retell()

    def resize_text(self, points: int) -> None:
        """Show all texts in another size, now and at the next start."""
        self.change(text_size=points)
        self._sized(points)
        self._show_settings()

    def show_theme(self, theme: str) -> None:
        """Show everything in other colours, now and at the next start."""
        self.change(theme=theme)
        self._recoloured = True
        try:
            self._coloured(theme)
        finally:
            self._recoloured = False
        self._show_settings()  # once, with the colours and the setting

    def _show_settings(self) -> None:
        if self.desk and self.view:
            self.view.settings = self.settings
            self.desk.session.changed()

    def changeEvent(self, event: QEvent) -> None:
        """Charts and marks have the colours in which they were drawn, so they are drawn again."""
        super().changeEvent(event)
        by_system = event.type() == QEvent.Type.PaletteChange and not self._recoloured
        if by_system and self.desk:
            self.desk.session.changed()

    def choose_second_place(self, folder: str) -> None:
        """Keep copies of every record in this folder as well; empty: in none."""
        self.change(second_place=folder, owed=())
        self.copies.forget()

    def retell(self) -> None:
        """Title, menu and status line as they are now."""
        t, desk = self.t, self.desk
        self.setWindowTitle(desk.title if desk else "cpdesk")
        self.menus.make()
        self.last.setText(desk.status if desk else t("No record is open"))
        self._name_steps()
        self.helping.retell()
        self.tongue.setText(NAMES[t.language])

    def _name_steps(self) -> None:
        """What can be taken back and made again, with the keys for it."""
        desk = self.desk
        undo, redo = (desk.undo_words, desk.redo_words) if desk else ("", "")
        for words, each, keys in ((undo, self.back, UNDO), (redo, self.again, REDO)):
            each.setText(f"{words}  {keys[0]}".replace("&", "&&"))
            each.setAccessibleName(words)
            each.setVisible(bool(words))

    # composing

    def _connect(self) -> None:
        self.statusBar().addWidget(self.last, 1)
        for each in (self.back, self.again):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # focus that is left over lands elsewhere
        for each in (self.work, self.back, self.again, self.tongue):
            self.statusBar().addPermanentWidget(each)
        self.statusBar().setSizeGripEnabled(False)
        self.last.setContentsMargins(12, 0, 0, 0)
        self.tongue.setContentsMargins(0, 0, 12, 0)
        self.runner.rested.connect(self.retell)  # the menu lies still while something is under way
        self.start.new_wanted.connect(lambda path, made: opening.begin(self, path, made))
        self.start.open_wanted.connect(self.open_record)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.language_wanted.connect(self.speak)

    def show_record(self, ws: Workspace) -> None:
        """Show an open record in the place of the one that was open."""
        self._leave()
        session = Session(ws, self.settings.language, self.holding.run)
        self.desk = Desk(session)
        self.view = DeskView(self.desk, self.runner, self.retell)
        self.view.settings = self.settings
        self.view.import_wanted.connect(self.ask_import)
        self.view.copy_wanted.connect(lambda: opening.copy_and_open(self))
        self.view.backup_wanted.connect(lambda: exports.back_up(self))
        self.view.copies_wanted.connect(lambda: opening.show_copies(self))
        self.view.second_place_wanted.connect(self.choose_second_place)
        self.view.language_wanted.connect(self.speak)
        self.view.size_wanted.connect(self.resize_text)
        self.view.theme_wanted.connect(self.show_theme)
        self.stack.addWidget(self.view)
        self.stack.setCurrentWidget(self.view)
        older = bootstrap.older_copy(self.settings, ws)
        self.settings = self.settings.opened(ws.store.path)
        self._remember()
        told = (doubt_of_place(ws.store.path), self.copies.catch_up(ws.store.path))
        if any(told):
            session.changed(self.t.run_on(*(sentence(self.t, each) for each in told if each)))
        if older is not None:
            self.say(older)

    def _try(self, wish: Callable[[], None]) -> bool:
        try:
            wish()
        except Refusal as refusal:
            self.say(refusal.finding)
            return False
        return True

    def say(self, finding: Finding) -> None:
        if self.ending:
            return
        self.show()  # a record named at the start is opened before
        dialogs.say(self, self.t, finding)

    def _remember(self) -> None:
        if self.desk:
            self.settings = bootstrap.remembered(self.settings, self.desk.session.ws)
        self._keep(self.settings)

    def change(self, **changes: object) -> None:
        """Take other settings, and keep them for the next start."""
        from dataclasses import replace

        self.settings = replace(self.settings, **changes)
        self._keep(self.settings)

    def _keep(self, settings: Settings) -> None:
        """Settings that cannot be written are told once, and kept as long as the program runs."""
        try:
            save_settings(settings)
        except OSError as error:
            if not self._unkept:
                self._unkept = True
                self.say(UNKEPT.at(reason=error.strerror or str(error)))

    # wishes

    def undo(self) -> None:
        self._step(Desk.undo)

    def redo(self) -> None:
        self._step(Desk.redo)

    def _step(self, wish: Callable[[Desk], None]) -> None:
        """What is being typed is confirmed first, and so is what is taken back first."""
        busy = self.runner.busy or self.holding.busy
        if self.desk is not None and self.view is not None and not busy:
            self.view.confirm()
            wish(self.desk)

    # wishes that need a file

    def begin_new(self) -> None:
        if self.close_record():
            self.stack.setCurrentWidget(self.start)

    def ask_open(self) -> None:
        path = dialogs.file_to_open(self, self.t("Open a record"), dialogs.RECORDS)
        if path is not None:
            self.open_record(path)

    def ask_import(self) -> None:
        if self.view is None or self.view.back_to_import():
            return
        title = self.t("Import a file")
        path = dialogs.file_to_open(self, title, f"{self.t('Tables and rules')} {FILES_IN}")
        if path is not None:
            self.view.open_import(path)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown_at = self.shown_at or monotonic()
        self.windowHandle().installEventFilter(self.drops)  # again and again it is still one

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()) and not self.runner.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A record is opened, a workbook is shown before it is imported, papers are kept."""
        event.acceptProposedAction()
        opening.take(self, files_of(event.mimeData()))

    def say_written(self, path: Path) -> None:
        if self.desk is not None:
            self.desk.session.changed(self.t("{file} was written.", file=path.name))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.end()
        super().closeEvent(event)

    def end(self) -> None:
        """What runs ends, and the record is closed; nothing is asked any more."""
        self.runner.close()
        self.holding.close()
        self._leave()
        self.copies.rest()
