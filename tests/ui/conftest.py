"""A window without a display; any exception in a slot fails its test."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cpdesk.base.settings import Settings, save_settings
from cpdesk.bootstrap import new_desk
from cpdesk.domain.findings import Finding
from cpdesk.services import entry
from cpdesk.ui import dialogs
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.tidying import Tidying
from tests.by_hand import workshop
from tests.ui.slow import Slow


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """As in the program: what refers to itself never goes while Qt ends something else.

    Python's own collector begins wherever something is made: in a worker, or while Qt, which asks
    Python at the end of each object, holds the lock that the end of another one wants.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect(1)  # all that a long run has gathered would take too long
        gc.enable()


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, 10)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What the window would have said in a dialog."""
    found: list[Finding] = []
    monkeypatch.setattr(dialogs, "say", lambda _parent, _t, finding: found.append(finding))
    monkeypatch.setattr(dialogs, "ask_way", lambda *about: found.append(about[-1].finding))
    monkeypatch.setattr(dialogs, "may_lose", lambda _parent, _t, _unkept: True)
    return found


@pytest.fixture
def window(appearance: Appearance, said: list[Finding], qtbot) -> Iterator[MainWindow]:  # noqa: ANN001
    save_settings(Settings())
    appearance.speak("en")
    made = MainWindow(appearance.speak)
    made.resize(1366, 768)
    made.show()
    Tidying(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def filled(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the workshop typed by hand."""
    path = tmp_path / "紅水壺 記錄.cpdesk"
    desk = new_desk(path)
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    assert window.open_record(path)
    return window


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(entry.undo)
    monkeypatch.setattr(entry, "undo", made)
    yield made
    made.go_on.set()
