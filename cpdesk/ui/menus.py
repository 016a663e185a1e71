"""The menus of the window, made anew whenever what they say may have changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from cpdesk.base.languages import NAMES, Translator
from cpdesk.ui import exports, opening

if TYPE_CHECKING:
    from cpdesk.ui.main_window import MainWindow

UNDO, REDO = ("Ctrl+Z",), ("Ctrl+Y", "Ctrl+Shift+Z")


class Menus:
    """What can be wished for at any time; nothing while something is under way."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def make(self) -> None:
        bar, t = self._window.menuBar(), self._window.t
        for old in bar.findChildren(QMenu):
            old.deleteLater()  # clearing only takes them out of the bar
        bar.clear()
        self._file(bar.addMenu(t("&File")), t)
        self._edit(bar.addMenu(t("&Edit")), t)
        self._view(bar.addMenu(t("&View")))
        self._languages(bar.addMenu(t("&Language")), t)
        self._help(bar.addMenu(t("&Help")), t)

    def _file(self, menu: QMenu, t: Translator) -> None:
        window = self._window
        there = window.desk is not None
        self._item(menu, t("New record…"), window.begin_new)
        self._item(menu, t("Open a record…"), window.ask_open, ("Ctrl+O",))
        self._item(menu, t("Open the sample factory"), window.open_sample)
        menu.addSeparator()
        self._item(menu, t("Import a file…"), window.ask_import, enabled=there)
        self._item(menu, t("Save an empty workbook…"), lambda: exports.write_template(window))
        menu.addSeparator()
        self._item(menu, t("Export the record…"), lambda: exports.write_record(window),
                   enabled=there)  # fmt: skip
        self._item(menu, t("Export the figures of all charts…"),
                   lambda: exports.write_charts(window), enabled=there)  # fmt: skip
        self._item(menu, t("Back up the record"), lambda: exports.back_up(window), enabled=there)
        self._item(menu, t("Copies of the record…"), lambda: opening.show_copies(window),
                   enabled=there)  # fmt: skip
        menu.addSeparator()
        self._item(menu, t("Close the record"), window.close_record, enabled=there)
        self._item(menu, t("Quit"), window.close, ("Ctrl+Q",))

    def _edit(self, menu: QMenu, t: Translator) -> None:
        window, desk = self._window, self._window.desk
        undo, redo = (desk.undo_label, desk.redo_label) if desk else ("", "")
        undo_words = t("Undo: {what}", what=undo) if undo else t("Undo")
        redo_words = t("Redo: {what}", what=redo) if redo else t("Redo")
        self._item(menu, undo_words, window.undo, UNDO, bool(desk and desk.undo_words))
        self._item(menu, redo_words, window.redo, REDO, bool(desk and desk.redo_words))

    def _view(self, menu: QMenu) -> None:
        desk = self._window.desk
        for word, title in desk.pages if desk else ():
            self._item(menu, title, lambda word=word: desk.open_page(word))

    def _languages(self, menu: QMenu, t: Translator) -> None:
        for language, name in NAMES.items():
            item = self._item(menu, name, lambda language=language: self._window.speak(language))
            item.setCheckable(True)
            item.setChecked(language == t.language)

    def _help(self, menu: QMenu, t: Translator) -> None:
        self._item(menu, t("Guide"), self._window.helping.open_guide, ("F1",))
        self._item(menu, t("About cpdesk"), self._window.helping.about)

    def _item(
        self, menu: QMenu, words: str, wish: Callable[[], object],
        keys: Sequence[str] = (), enabled: bool = True,
    ) -> QAction:
        item = QAction(words, menu)
        item.triggered.connect(lambda _checked=False: wish())
        item.setEnabled(enabled and not self._window.runner.busy)
        item.setShortcuts([QKeySequence(each) for each in keys])
        menu.addAction(item)
        return item
