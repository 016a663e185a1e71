"""A second start of the program: it hands its record to the window that is open, and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from cpdesk.base import paths
from cpdesk.bootstrap import new_desk
from cpdesk.domain.findings import Finding
from cpdesk.ui import one_window, opening
from cpdesk.ui.application import open_door
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.one_window import Door, handed_over

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def listening(window: MainWindow) -> Iterator[Door]:
    door = open_door(window)
    yield door
    door.close()


@pytest.fixture
def another(tmp_path: Path) -> Path:
    path = tmp_path / "新 廠" / "第二 record.cpdesk"
    path.parent.mkdir()
    new_desk(path).store.close()
    return path


def start(*words: object, where: Path = HOUSE) -> subprocess.Popen[bytes]:
    """The whole program once more, as a double click starts it."""
    known = {**os.environ, "PYTHONPATH": str(HOUSE)}
    program = [sys.executable, "-m", "cpdesk"]
    return subprocess.Popen([*program, *map(str, words)], cwd=where, env=known)


def ended(started: subprocess.Popen[bytes], qtbot) -> int:  # noqa: ANN001
    """Its exit code; the window that is open stays alive meanwhile."""
    qtbot.waitUntil(lambda: started.poll() is not None, timeout=60_000)
    return started.returncode


@pytest.mark.usefixtures("listening")
def test_a_second_start_opens_its_record_here(filled: MainWindow, another: Path, qtbot) -> None:  # noqa: ANN001
    assert ended(start(another.name, where=another.parent), qtbot) == 0
    qtbot.waitUntil(lambda: filled.desk.path == another)


@pytest.mark.usefixtures("listening")
def test_without_a_record_the_window_only_comes_forward(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    had = filled.desk.path
    filled.showMinimized()
    assert ended(start(), qtbot) == 0
    assert not filled.isMinimized()
    assert filled.desk.path == had


def test_the_record_that_is_open_is_not_opened_again(
    filled: MainWindow, said: list[Finding]
) -> None:
    shown = filled.view
    assert opening.take_start(filled, filled.desk.path)
    QApplication.processEvents()
    assert filled.view is shown
    assert not said


def test_a_window_that_waits_for_an_answer_takes_no_record(
    filled: MainWindow, another: Path, qtbot  # noqa: ANN001
) -> None:  # fmt: skip
    asking = QDialog(filled)
    qtbot.addWidget(asking)
    asking.setModal(True)
    asking.show()
    assert not opening.take_start(filled, another)
    assert opening.take_start(filled, None)
    asking.close()
    assert opening.take_start(filled, another)


def test_where_no_window_is_open_nothing_is_handed_over() -> None:
    assert not handed_over([])


def test_what_a_program_that_was_ended_left_behind_is_no_window(qtbot, tmp_path: Path) -> None:  # noqa: ANN001
    died = (
        "import os; from PySide6.QtCore import QCoreApplication; a = QCoreApplication([]); "
        "from cpdesk.ui.one_window import Door; d = Door(lambda path: True); "
        "assert d.listen(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", died], cwd=HOUSE, check=True)
    assert not handed_over([])
    door = Door(lambda path: True)
    assert door.listen()
    door.close()


def test_each_home_has_a_door_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = one_window.place()
    monkeypatch.setenv(paths.HOME, str(tmp_path / "張偉"))
    assert one_window.place() != here
    assert len(one_window.place()) < 100  # a local socket's name has about so much room
