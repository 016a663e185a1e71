"""Long work beside a window that stays alive: what it says, and stopping it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from cpdesk.domain.plant import Reading
from cpdesk.services import exporting, importing
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow


def test_work_that_lasts_is_told_and_can_be_stopped(window: MainWindow, qtbot) -> None:  # noqa: ANN001
    said: list[object] = []

    def work(job: Job) -> None:
        for step in range(1000):
            job.report("Writing the file", step / 1000)
            time.sleep(0.01)

    window.runner.run(work, said.append, said.append, lambda _job: None)
    assert not window.work.isVisible()  # what is done at once is not worth a word
    qtbot.waitUntil(window.work.isVisible, timeout=5000)
    assert window.work.words.text() == "Writing the file"
    assert window.work.bar.value() > 0
    window.work.stop.click()
    qtbot.waitUntil(lambda: bool(said))
    assert isinstance(said[0], Cancelled)
    assert not window.work.isVisible()


def test_the_window_lives_while_a_record_is_exported(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    go_on, beats = threading.Event(), []
    real = exporting.export

    def slow(*about: object) -> Path:
        assert go_on.wait(10)
        return real(*about)

    monkeypatch.setattr(exporting, "export", slow)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: tmp_path / "out.xlsx")
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start()
    from cpdesk.ui import exports

    exports.write_record(filled)
    qtbot.waitUntil(filled.work.isVisible, timeout=5000)
    filled.desk.open_page("months")
    table = filled.view.page("months").table
    assert table.months.setData(table.months.index(3, 0), "4000")  # typing goes on
    go_on.set()
    qtbot.waitUntil(lambda: (tmp_path / "out.xlsx").exists() and not filled.runner.busy)
    assert "was written" in filled.desk.session.status
    assert len(beats) > 20


def test_an_import_holds_the_pages_and_is_whole_or_not_at_all(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("Month,CLP\n2026-04,4000\n2026-05,4100\n")
    begun, go_on = threading.Event(), threading.Event()
    real = importing.carry_out

    def slow(ws: object, plan: object, job: Job) -> object:
        begun.set()
        assert go_on.wait(10)
        return real(ws, plan, job)

    monkeypatch.setattr(importing, "carry_out", slow)
    before = len(filled.desk.session.record.all(Reading))
    filled.view.open_import(table)
    view = filled.view._importing
    qtbot.waitUntil(lambda: not filled.runner.busy)
    assert view.page.take()
    qtbot.waitUntil(begun.is_set)
    assert not filled.view.navigation.isEnabled()
    qtbot.waitUntil(filled.work.isVisible, timeout=5000)
    filled.work.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: not filled.runner.busy)
    assert filled.view.navigation.isEnabled()
    assert len(filled.desk.session.record.all(Reading)) == before
    assert "was not imported" in filled.desk.session.status
