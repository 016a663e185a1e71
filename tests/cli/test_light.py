"""What is loaded when: the console meets no Qt, the window starts without charts and paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cpdesk.bootstrap import new_desk
from tests.by_hand import workshop

HOUSE = Path(__file__).parents[2]


def loaded_by(statement: str) -> set[str]:
    """The top-level modules in a fresh interpreter after a statement."""
    code = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    known = {**os.environ, "PYTHONPATH": str(HOUSE)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=known
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_the_console_meets_no_qt_and_starts_light() -> None:
    heavy = {"PySide6", "shiboken6", "matplotlib", "reportlab", "numpy", "sqlalchemy", "alembic"}
    loaded = loaded_by("import cpdesk.cli; cpdesk.cli.command_line.command_line()")
    assert "cpdesk" in loaded
    assert not loaded & heavy


@pytest.mark.parametrize("command", ["whole", "records", "figures", "savings", "papers", "forms"])
def test_no_command_loads_qt(command: str) -> None:
    assert not loaded_by(f"import cpdesk.cli.{command}") & {"PySide6", "shiboken6"}


# A whole start of the window, ended as soon as it has been shown.
SHOWN = (
    "from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication; "
    "program = QApplication([]); QTimer.singleShot(0, program.quit); "
    "from cpdesk.app import main; main({words}); assert QApplication.topLevelWidgets()"
)
HEAVY = {"matplotlib", "reportlab", "pikepdf", "pypdfium2", "numpy", "alembic", "babel"}


@pytest.mark.parametrize(
    "statement", ["import cpdesk.app", "import cpdesk.ui.application", SHOWN.format(words=[])]
)
def test_the_window_starts_without_charts_and_paper(statement: str) -> None:
    loaded = loaded_by(statement)
    assert "cpdesk" in loaded
    assert not loaded & HEAVY


def test_so_it_does_with_a_record(tmp_path: Path) -> None:
    path = tmp_path / "紀錄.cpdesk"
    desk = new_desk(path)
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    loaded = loaded_by(SHOWN.format(words=[str(path)]))
    assert "sqlalchemy" in loaded
    assert not loaded & HEAVY
