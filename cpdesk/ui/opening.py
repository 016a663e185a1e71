"""Records that are opened, begun or dropped in, and what is asked where that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from cpdesk import bootstrap
from cpdesk.base.settings import save_settings
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Refusal, blocking, warning
from cpdesk.domain.words import N_
from cpdesk.presenters.dropping import meant
from cpdesk.presenters.start import free_path, tidy_name
from cpdesk.ui import dialogs
from cpdesk.ui.start_page import documents

if TYPE_CHECKING:
    from cpdesk.presenters.trouble import Way
    from cpdesk.ui.main_window import MainWindow

NO_RECORD_YET = blocking(
    "papers-without-record",
    N_("Bills and photographs are kept in a record, and none is open. Open or create one first."),
)
LOST_PAPERS = warning(
    "restored-without-papers",
    N_("The record is restored. The bytes of {n} papers are in no copy; checking the record in the "
       "settings names them."),
)  # fmt: skip
NOT_TAKEN = blocking(
    "dropped-together",
    N_("A record or a workbook is taken by itself. Drop one file of that kind, or only bills and "
       "photographs."),
)  # fmt: skip


def begin(window: MainWindow, path: Path, entities: Sequence[Entity]) -> bool:
    """A new record with what was typed on the first page; whether it was made."""
    from cpdesk.services.beginning import begin as write

    if not make(window, path):
        return False
    session = window.desk.session
    write(session.ws, entities)
    session.changed()
    window.start.begin_anew()
    window.desk.open_page("months")
    return True


def make(window: MainWindow, path: Path) -> bool:
    """A new, empty record; False too where one that is there already was opened instead."""
    made: list[bool] = []

    def wish() -> None:
        window.show_record(bootstrap.new_desk(path))
        made.append(True)

    return window.may_leave() and attempt(window, path, wish) and bool(made)


def attempt(
    window: MainWindow, path: Path, wish: Callable[[], None], recent: bool = False
) -> bool:
    """Do it; where it cannot be, say why and go the way that is chosen."""
    try:
        wish()
    except Refusal as refusal:
        return _go(window, _asked(window, refusal.finding, path, recent), path)
    return True


def _asked(window: MainWindow, finding: Finding, path: Path, recent: bool) -> Way | None:
    from cpdesk.presenters.trouble import trouble_of

    window.show()  # a record named at the start is opened before
    return dialogs.ask_way(window, window.t, trouble_of(window.t, finding, path, recent))


def _go(window: MainWindow, way: Way | None, path: Path) -> bool:
    from cpdesk.presenters.trouble import Act

    if way is None:
        return False
    if way.act is Act.READ:
        reading = lambda: window.show_record(bootstrap.open_desk(way.path, read_only=True))  # noqa: E731
        return attempt(window, way.path, reading)
    if way.act is Act.RESTORE:
        return attempt(window, path, lambda: restore(window, way.path, path))
    if way.act in (Act.EXTRACT, Act.GLIMPSE, Act.SALVAGE):
        wish = {Act.EXTRACT: _extracted, Act.GLIMPSE: _glimpsed, Act.SALVAGE: _salvaged}[way.act]
        return attempt(window, path, lambda: wish(window, way.path, path))
    if way.act is Act.FORGET:
        forget(window, path)
        return False
    found = _looked_for(window) if way.act is Act.LOOK else way.path
    return found is not None and window.open_record(found)


def restore(window: MainWindow, copy: Path, path: Path) -> None:
    """Put the copy in the place of the record, which is kept beside it."""
    from cpdesk.services import upkeep

    done = upkeep.restore(copy, path, bootstrap.clock())
    window.settings = bootstrap.brought_back(window.settings, path)
    window.show_record(bootstrap.open_for_window(path))
    if done.lost:
        dialogs.say(window, window.t, LOST_PAPERS.at(n=done.lost))
    if done.kept is not None:
        window.desk.session.changed(
            window.t("The record that was there is kept as {file}.", file=done.kept.name))


def show_copies(window: MainWindow) -> None:
    """The copies of the open record; loaded when they are looked at."""
    from cpdesk.ui.copies_dialog import show_copies

    show_copies(window)


def _extracted(window: MainWindow, copy: Path, path: Path) -> None:
    """A record of its own from a copy; what stands in the copy's place is left as it is."""
    from cpdesk.services import upkeep

    target = free_path(path.parent, f"{path.stem} {copy.stem}")
    upkeep.restore(copy, target, bootstrap.clock())
    window.show_record(bootstrap.open_for_window(target))


def _glimpsed(window: MainWindow, path: Path, _path: Path) -> None:
    desk, findings = bootstrap.look_into(path)
    window.show_record(desk)
    dialogs.tell_salvaged(window, window.t, findings)


def _salvaged(window: MainWindow, path: Path, _path: Path) -> None:
    """A new record of what can be read, beside the damaged one."""
    from cpdesk.services.upkeep import salvage

    made, done = salvage(path, None, bootstrap.default_author(), bootstrap.clock())
    window.show_record(bootstrap.open_for_window(made))
    dialogs.tell_salvaged(window, window.t, done.findings, made)


def _looked_for(window: MainWindow) -> Path | None:
    return dialogs.file_to_open(window, window.t("Open a record"), dialogs.RECORDS)


def forget(window: MainWindow, path: Path) -> None:
    """Take a record off the list of those used last; the file is not touched."""
    others = tuple(each for each in window.settings.recent if Path(each) != path)
    window.settings = replace(window.settings, recent=others)
    save_settings(window.settings)
    window.show_recent()


def copy_and_open(window: MainWindow) -> None:
    """A copy of a record that can only be read, in a folder of the user's, and open that."""
    from cpdesk.services.upkeep import copy_of

    path, ws = window.desk.path, window.desk.session.ws
    proposed = free_path(documents(), path.stem)
    target = dialogs.file_to_write(window, window.t("Copy"), proposed, dialogs.RECORDS)
    if target is not None:
        attempt(window, target, lambda: window.open_record(copy_of(ws, target)))


def take_start(window: MainWindow, path: Path | None) -> bool:
    """Show what a second start named; False where something asks for an answer or is under way."""
    if path is not None and not _shows(window, path):
        if window.runner.busy or QApplication.activeModalWidget() is not None:
            return False
        QTimer.singleShot(0, window, lambda: window.begin_with(path))
    _come_forward(window)
    return True


def _shows(window: MainWindow, path: Path) -> bool:
    return window.desk is not None and window.desk.path.resolve() == path.resolve()


def _come_forward(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def take(window: MainWindow, paths: Sequence[Path]) -> None:
    """What was dropped: a record is opened, a workbook imported, bills and photographs kept."""
    found = meant(paths)
    if found.record is not None:
        window.open_record(found.record)
    elif found.table is not None:
        if window.view is not None or _made_for(window, found.table):
            window.view.open_import(found.table)
    elif found.papers and window.view is not None:
        window.view.add_papers(found.papers)
    elif paths:
        refused = NO_RECORD_YET if found.papers else NOT_TAKEN
        dialogs.say(window, window.t, refused.at())


def _made_for(window: MainWindow, table: Path) -> bool:
    """A new record for a workbook that is dropped on the first page."""
    start = window.start
    named = start.begun.name or table.stem
    path = start.path if start.path_was_typed else free_path(documents(), tidy_name(named))
    return begin(window, path, start.begun.entities())
