"""Windows is shut down while the program runs: nothing is asked, and nothing is there in half."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cpdesk import bootstrap
from cpdesk.base.languages import LANGUAGES
from cpdesk.base.settings import load_settings
from cpdesk.documents.leaves import Picture
from cpdesk.domain.company import Factory
from cpdesk.domain.plant import Reading
from cpdesk.records.store import Store
from cpdesk.services import exporting
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.upkeep import copies_of, verify
from cpdesk.ui import dialogs, exports, printing, session_end
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.session_end import CLOSING, WRITING, SessionEnd
from tests.slow_place import silent
from tests.ui.slow import Slow
from tests.ui.test_holding import BLOCK, meanwhile, readings, shown

MANAGER = object()  # Qt's own for the session, which is asked nothing and told nothing


class Windows:
    """What Windows is told, by which window, and what was under way then."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.calls: list[tuple[str, int]] = []
        self.said: list[str] = []
        self.writing: list[bool] = []

    def ShutdownBlockReasonCreate(self, handle: object, words: object) -> int:
        self.said.append(words.value)
        return self._called("create", handle)

    def ShutdownBlockReasonDestroy(self, handle: object) -> int:
        return self._called("destroy", handle)

    def _called(self, what: str, handle: object) -> int:
        self.calls.append((what, handle.value))
        self.writing.append(self.window.runner.busy or self.window.holding.runner.busy)
        return 1


@pytest.fixture
def windows(filled: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Windows:
    told = Windows(filled)
    monkeypatch.setattr(session_end, "windows", lambda: told)
    return told


@pytest.fixture
def session(filled: MainWindow) -> SessionEnd:
    return SessionEnd(filled)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that somebody who has left the PC would have to answer."""
    found: list[str] = []
    for name in ("may_lose", "say", "ask_way", "file_to_write"):
        monkeypatch.setattr(dialogs, name, lambda *_about, name=name: found.append(name))
    return found


def count(path: Path) -> int:
    """How many readings are in a record that is closed in order; nobody else has it open."""
    assert verify(path) == ()
    with Store.open(path, author="next", now=bootstrap.clock) as store:
        return len(store.record.all(Reading))


def test_where_nothing_is_written_the_session_ends_without_a_question(
    filled: MainWindow, session: SessionEnd, windows: Windows, asked: list[str]
) -> None:
    path, before = filled.desk.path, len(readings(filled))
    session.make_ready(MANAGER)
    assert windows.calls == []
    assert filled.desk is not None, "it may be called off"
    session.leave()
    assert filled.desk is None
    assert asked == []
    assert windows.said == [filled.t(CLOSING)]
    assert [each for each, _ in windows.calls] == ["create", "destroy"]
    assert count(path) == before
    assert len(copies_of(path)) == 1
    assert load_settings().recent[0] == str(path)


def test_nor_where_something_typed_cannot_be_kept(
    filled: MainWindow, session: SessionEnd, windows: Windows, asked: list[str]
) -> None:
    filled.view.begin(Factory)
    QApplication.processEvents()
    box = filled.view.page("factory").pane(Factory).editors["floor_area"].box
    box.setFocus()
    QTest.keyClicks(box, "many")
    session.make_ready(MANAGER)
    assert filled.desk.unkept
    session.leave()
    assert asked == []
    assert filled.desk is None


def test_what_is_just_being_typed_is_kept(
    filled: MainWindow, session: SessionEnd, windows: Windows, asked: list[str]
) -> None:
    path, before = filled.desk.path, len(readings(filled))
    table = shown(filled)
    at = table.months.index(3, 0)
    table.setCurrentIndex(at)
    table.edit(at)
    QTest.keyClicks(table.findChild(QLineEdit, "cell"), "4321")
    session.make_ready(MANAGER)
    session.leave()
    assert asked == []
    assert count(path) == before + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_being_written_ends_at_its_next_step_and_windows_is_told_why(
    filled: MainWindow, session: SessionEnd, windows: Windows, asked: list[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, qtbot,  # noqa: ANN001
) -> None:  # fmt: skip
    begun, ended = threading.Event(), []

    def endless(_ws: object, path: Path, _t: object, job: Job) -> Path:
        begun.set()
        try:
            while True:
                time.sleep(0.01)
                job.report("Writing the file", 0.5)
        finally:
            ended.append(path)

    filled.speak(language)
    filled.runner.run(
        lambda job: endless(None, tmp_path / "out.xlsx", None, job),
        lambda _done: pytest.fail("it was done"), lambda error: ended.append(error),
        lambda _job: None,
    )  # fmt: skip
    qtbot.waitUntil(begun.is_set)
    session.make_ready(MANAGER)
    assert not filled.runner.busy
    assert isinstance(ended[-1], Cancelled)
    handle = int(filled.winId())
    assert windows.calls == [("create", handle), ("destroy", handle)]
    assert windows.writing == [True, False], "told before it is waited for, taken back after"
    assert windows.said == [filled.t(WRITING)]
    assert len(windows.said[0]) < 256
    assert windows.said[0].isascii() == (language == "en")
    assert asked == []
    session.leave()
    assert filled.desk is None


def test_a_step_that_is_under_way_is_waited_for(
    filled: MainWindow, session: SessionEnd, windows: Windows, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path, qtbot,  # noqa: ANN001
) -> None:  # fmt: skip
    """A workbook is being written whose last step has begun: it is there, and whole."""
    real, begun, out = exporting.export, threading.Event(), tmp_path / "out.xlsx"

    def slow(*about: object) -> Path:
        begun.set()
        time.sleep(0.4)
        return real(*about)

    monkeypatch.setattr(exporting, "export", slow)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: out)
    exports.write_record(filled)
    qtbot.waitUntil(begun.is_set)
    session.make_ready(MANAGER)
    assert not filled.runner.busy
    assert windows.said == [filled.t(WRITING)]
    assert not out.exists() or out.read_bytes().startswith(b"PK")
    assert not list(tmp_path.glob(".cpdesk-*"))


def test_while_much_is_written_to_the_record_it_is_as_before_or_as_after(
    filled: MainWindow, session: SessionEnd, windows: Windows, slow: Slow, asked: list[str]
) -> None:
    assert shown(filled).grid.paste(0, 0, BLOCK)
    path, before = filled.desk.path, readings(filled)

    def end() -> None:
        session.make_ready(MANAGER)
        windows.writing.append(filled.holding.runner.busy)

    meanwhile(filled, end)
    filled.undo()
    assert windows.said == [filled.t(WRITING)]
    assert windows.writing == [True, False, False]
    assert readings(filled) == before
    session.leave()
    assert asked == []
    assert count(path) == len(before)


def test_a_paper_that_is_being_printed_ends_with_the_page_in_the_printer(
    filled: MainWindow, session: SessionEnd, windows: Windows, asked: list[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    printer, pages, ended = QPrinter(), [], []
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    begun = threading.Event()

    def drawn(_content: bytes, page: int, _wide: int) -> Picture:
        pages.append(page)
        if page == 2:
            begun.set()
            time.sleep(0.3)
        return Picture(bytes(30 * 10), 10, 10, 30)

    monkeypatch.setattr(printing, "drawn", drawn)
    made = printing.Printing(
        filled.runner, b"", range(9), printer, lambda page, of: page or ended.append(of)
    )
    while not begun.is_set():
        QApplication.processEvents()
    session.make_ready(MANAGER)
    assert windows.said == [filled.t(WRITING)]
    assert not filled.runner.busy
    assert pages == [0, 1, 2]
    assert ended == [9], "the printer was told that this is all"
    assert made is not None
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert asked == []


def test_a_share_that_does_not_answer_does_not_hold_the_session_up(
    filled: MainWindow, session: SessionEnd, windows: Windows, asked: list[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    path = filled.desk.path
    filled.choose_second_place(str(tmp_path))
    monkeypatch.setattr(session_end, "_MOST", 0.1)
    with silent(monkeypatch):
        begun = time.monotonic()
        session.leave()
        assert time.monotonic() - begun < 30  # seconds; the share answers never
    assert asked == []
    assert load_settings().owes(path)


def test_a_program_that_was_closed_before_has_nothing_left_to_do(
    filled: MainWindow, session: SessionEnd, windows: Windows
) -> None:
    filled.close()
    session.leave()
    assert windows.calls == []


@pytest.mark.skipif(sys.platform == "win32", reason="there it is told")
def test_elsewhere_nobody_is_told_and_the_work_ends_too(
    filled: MainWindow, session: SessionEnd
) -> None:
    assert session_end.windows() is None
    done: list[object] = []
    filled.runner.run(lambda _job: time.sleep(0.1), done.append, done.append, lambda _job: None)
    session.make_ready(MANAGER)
    assert done == [None]


@pytest.mark.skipif(
    not hasattr(session_end.windows(), "ShutdownBlockReasonQuery"),
    reason="only Windows itself keeps reasons",
)
def test_windows_keeps_the_reason_as_long_as_it_holds(filled: MainWindow) -> None:
    handle, length = int(filled.winId()), ctypes.c_ulong()

    def has_one() -> bool:
        theirs = session_end.windows()
        query = theirs.ShutdownBlockReasonQuery
        return bool(query(ctypes.c_void_p(handle), None, ctypes.byref(length)))

    with session_end.holding_on(handle, filled.t(CLOSING)):
        assert has_one()
    assert not has_one()
