"""A walk through the whole window that names no widget: pages, kinds, folds, dialogs, menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)

from cpdesk.domain.findings import Place
from cpdesk.presenters.pages import PAGES
from cpdesk.ui.crash import CrashDialog
from cpdesk.ui.dialogs import may_lose
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.overview_page import OverviewPage
from cpdesk.ui.upgrades_page import RegisterPane

Look = Callable[[str, QWidget], None]
_ASKING = ("getOpenFileName", "getSaveFileName", "getOpenFileNames", "getExistingDirectory")
_MOST_PRESSED = 40  # buttons of one page


class Walk:
    """Shows `look` everything there is to see, each place under a name of its own."""

    def __init__(self, window: MainWindow, look: Look, settle: Callable[[], None]) -> None:
        self.window = window
        self._look = look
        self._settle = settle
        self._seen: set[str] = set()

    def start(self) -> None:
        """The page before a record is open."""
        self._show("start", self.window.centralWidget())

    def pages(self) -> None:
        """Every page of the open record, every kind of entry on it, everything unfolded."""
        for page in PAGES:
            self.turn(page.word)
            self._show(page.word, self.page)
            self._unfold(page.word)
            for kind in page.kinds:
                first = next(iter(self.window.desk.session.record.all(kind)), None)
                if first is None:
                    self.window.view.begin(kind)
                else:
                    self.window.desk.go_to(Place(kind.word, first.code))
                self._show(f"{page.word} {kind.word}", self.page)
        self.window.view.enter_bill(None)
        self._show(_known_as(self.page), self.page)

    def presses(self) -> None:
        """Whatever a press on any button of any page leads to; the record stays as it was."""
        with unattended(self._dialog):
            for page in PAGES:
                self.turn(page.word)
                for at in range(min(_MOST_PRESSED, len(buttons(self.page)))):
                    self._press(page.word, at)

    def said(self) -> None:
        """What no press on a sound record brings about."""
        t = self.window.t
        with unattended(self._dialog):
            may_lose(self.window, t, ("1", "2"))
            CrashDialog(t, "Traceback").exec()

    def menus(self) -> None:
        """The menus of the window."""
        for item in self.window.menuBar().actions():
            self._menu(f"menu {self.window.menuBar().actions().index(item)}", item.menu())

    @property
    def page(self) -> QWidget:
        return self.window.view.stack.currentWidget()

    def turn(self, word: str) -> None:
        self.window.desk.open_page(word)
        self._settle()

    def _show(self, name: str, widget: QWidget) -> None:
        self._settle()
        if name not in self._seen:
            self._seen.add(name)
            self._look(name, widget)

    def _unfold(self, word: str) -> None:
        folds = [each for each in buttons(self.page) if each.property("kind") == "fold"]
        for each in folds:
            each.click()
        if folds:
            self._show(f"{word} unfolded", self.page)

    def _press(self, word: str, at: int) -> None:
        """Press one button of a page as it is at first, look where that leads, and go back."""
        self.turn(word)
        here, pressable, language = self.page, buttons(self.page), self.window.t.language
        if at >= len(pressable):
            return
        button, name = pressable[at], f"{word} pressed {at}"
        before = self.window.desk.session.record.identity.change
        if isinstance(button, QPushButton) and button.menu() is not None:
            self._menu(name, button.menu())
            return
        self._dialog_name = name
        button.click()
        if isinstance(menu := QApplication.activePopupWidget(), QMenu):
            self._show(name, menu)
            menu.close()
        self._settle()
        if self.page is not here:
            self._show(_known_as(self.page), self.page)
        while self.window.desk.session.record.identity.change > before:
            now = self.window.desk.session.record.identity.change
            self.window.desk.undo()
            before = now + 1
        if self.window.t.language != language:  # one of the buttons chooses it
            self.window.speak(language)

    def _menu(self, name: str, menu: QMenu) -> None:
        menu.popup(self.window.mapToGlobal(QPoint(0, 0)))
        self._show(name, menu)
        menu.close()

    def _dialog(self, dialog: QWidget) -> None:
        dialog.show()
        self._show(f"{type(dialog).__name__} {dialog.windowTitle()}", dialog)
        dialog.close()


def _known_as(page: QWidget) -> str:
    """Another page is looked at once, whatever led to it; those of the navigation were before."""
    return type(page).__name__


def buttons(page: QWidget) -> list[QAbstractButton]:
    """What can be pressed on a page at the moment, in a fixed order."""
    found = page.findChildren(QAbstractButton)
    return [each for each in found if each.isVisible() and each.isEnabled() and each.text()]


@contextmanager
def unattended(shown: Callable[[QWidget], None]) -> Iterator[None]:
    """Dialogs are shown to this and closed; no file is chosen; nothing is opened outside."""

    def run(dialog: QDialog) -> int:
        shown(dialog)
        return 0

    with ExitStack() as stack:
        for kind in (QDialog, QMessageBox):
            stack.enter_context(patch.object(kind, "exec", run))
        for name in _ASKING:
            nothing = ([], "") if name.endswith("s") else ("", "")
            answer = "" if name == "getExistingDirectory" else nothing
            stack.enter_context(patch.object(QFileDialog, name, lambda *_, a=answer, **__: a))
        stack.enter_context(patch.object(QDesktopServices, "openUrl", lambda _url: True))
        yield


def settle() -> None:
    """Everything posted is done, and what was taken away is gone."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def at_rest(window: MainWindow) -> bool:
    """Whether nothing is computed in the background and all that is shown is as it will be."""
    view = window.view
    busy = window.runner.busy or window.holding.busy or bool(view and view.busy)
    seen = [each for each in window.findChildren(QWidget) if each.isVisible()]
    drawn = all(each.drawn for each in seen if hasattr(each, "drawn"))
    overviews = [each.page for each in seen if isinstance(each, OverviewPage)]
    registers = [each.register for each in seen if isinstance(each, RegisterPane)]
    return not busy and drawn and all(each.fresh for each in (*overviews, *registers))


def rest(window: MainWindow) -> None:
    """Wait until the window is at rest."""
    settle()
    while not at_rest(window):
        QTest.qWait(20)
    settle()


def open_sample(window: MainWindow, folder: Path) -> Path:
    """Open a fresh sample factory, with a paper in it; where its record lies."""
    from cpdesk import bootstrap
    from cpdesk.services.evidence import add_evidence

    ws = bootstrap.sample_desk(folder)
    path = folder / "賬單 bill.txt"
    path.write_text("CLP 2025-03 12,345 kWh", encoding="utf-8")
    add_evidence(ws, (path,))
    kept = ws.store.path
    ws.store.close()
    assert window.open_record(kept)
    return kept
