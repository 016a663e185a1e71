"""A fault on a worker is shown on the main thread; start stays light."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.domain.findings import Finding
from cpdesk.ui import application, dialogs
from cpdesk.ui.crash import CrashDialog
from cpdesk.ui.main_window import MainWindow


def test_a_fault_of_a_worker_is_shown_on_the_main_thread(
    qtbot, monkeypatch: pytest.MonkeyPatch  # noqa: ANN001
) -> None:
    shown: list[tuple[str, bool]] = []
    main = threading.current_thread()

    class Dialog:
        def __init__(self, _t: object, report: str) -> None:
            self.report = report

        def exec(self) -> None:
            shown.append((self.report, threading.current_thread() is main))

    monkeypatch.setattr(application, "CrashDialog", Dialog)
    faults = application.Faults("en")

    def fail() -> None:
        try:
            raise ZeroDivisionError("deliberate")
        except ZeroDivisionError:
            faults.hook(*sys.exc_info())

    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert "deliberate" in shown[0][0]
    assert shown[0][1]


def test_faults_while_one_is_shown_are_added_to_it(
    qtbot, monkeypatch: pytest.MonkeyPatch  # noqa: ANN001
) -> None:
    """A fault in what is painted comes with every frame: one dialog, not hundreds."""
    faults, shown = application.Faults("en"), []

    def stay(dialog: CrashDialog) -> None:
        shown.append(dialog)
        for n in range(50):
            faults._show(f"fault {n}")

    monkeypatch.setattr(CrashDialog, "exec", stay)
    faults._show("the first")
    (dialog,) = shown
    text = dialog.text.toPlainText()
    assert text.startswith("the first")
    assert "fault 5" in text
    assert "fault 49" not in text
    assert dialog.told.text() == "51 faults"
    faults._show("later")
    assert len(shown) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stopped", [False, True])
def test_a_report_is_read_copied_and_saved(
    qtbot, tmp_path: Path, language: str, stopped: bool  # noqa: ANN001
) -> None:
    dialog = CrashDialog(translator(language), "Traceback", stopped=stopped)
    qtbot.addWidget(dialog)
    assert dialog.text.isReadOnly()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback"
    path = tmp_path / "report.txt"
    dialog._write(path)
    assert path.read_text("utf-8") == "Traceback"
    said = [each.text() for each in dialog.findChildren(QLabel) if each.text()]
    assert len(said) == 4  # what happened, what is kept, what to do, and that it was written
    assert all(each.isascii() == (language == "en") for each in said)


def test_a_report_that_cannot_be_written_says_so(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: ANN001
) -> None:
    said: list[Finding] = []
    monkeypatch.setattr(dialogs, "say", lambda _parent, _t, finding: said.append(finding))
    dialog = CrashDialog(translator("en"), "x")
    qtbot.addWidget(dialog)
    dialog._write(tmp_path / "no folder" / "x.txt")
    assert [each.code for each in said] == ["report-unwritten"]


def test_a_run_that_was_killed_is_told_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path))
    code = ("from cpdesk.ui import application; application.watch_for_stops(); "
            "import faulthandler; faulthandler._sigsegv()")  # fmt: skip
    house = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": house},
    )  # fmt: skip
    assert done.returncode != 0
    told = (tmp_path / "logs" / application.STOPS).read_text("utf-8")
    assert "_sigsegv" in told or "Segmentation" in told


def test_settings_that_cannot_be_kept_are_told_once_and_hold_till_the_end(
    filled: MainWindow, said: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_settings: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cpdesk.ui.main_window.save_settings", full)
    filled.speak("zh_Hans")
    filled.speak("zh_Hant")
    assert [each.code for each in said] == ["settings-unkept"]
    assert filled.t.language == "zh_Hant"


@pytest.mark.parametrize("module", ["cpdesk.app", "cpdesk.ui.main_window"])
def test_start_loads_neither_charts_nor_paper(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    house = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": house},
    )  # fmt: skip
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert not loaded & {"matplotlib", "reportlab", "pikepdf", "pypdfium2"}
