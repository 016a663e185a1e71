"""A fault on a worker is shown on the main thread; start stays light."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cpdesk.ui import application


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
