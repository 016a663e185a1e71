"""Offline is a promise: neither window nor console ever makes an IP socket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import isolation

HOUSE = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not isolation.SUPPORTED, reason="the kernel is asked as on Linux")

# Everything in the window once, with a record, in one language; then a second start.
WHOLE_WINDOW = """
import os, subprocess, sys, traceback
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cpdesk.ui import application
from tests.ui import walking

opened = application.open_door
def walk(window):
    door = opened(window)
    try:
        tour = walking.Walk(window, lambda name, widget: None, lambda: walking.rest(window))
        walking.open_sample(window, Path({folder!r}))
        tour.pages()
        again = subprocess.Popen([sys.executable, "-m", "cpdesk"])
        while again.poll() is None:
            QApplication.processEvents()
        print("walked", again.returncode, flush=True)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    window.close()
    return door
application.open_door = walk
sys.exit(application.run([]))
"""


def run_alone(program: str) -> subprocess.CompletedProcess[str]:
    words = f"from tests.isolation import forbid_ip; forbid_ip()\n{program}"
    return subprocess.run(
        [sys.executable, "-c", words], cwd=HOUSE, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_an_ip_socket_would_be_noticed(family: str) -> None:
    done = run_alone(f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM)")
    assert done.returncode == isolation.ENDED


def test_a_library_of_qt_would_be_noticed_too() -> None:
    done = run_alone(
        "from PySide6.QtNetwork import QTcpSocket, QHostAddress; s = QTcpSocket(); "
        "s.connectToHost(QHostAddress('127.0.0.1'), 9); s.waitForConnected(100)"
    )
    assert done.returncode == isolation.ENDED


def test_a_local_socket_stays_possible() -> None:
    done = run_alone("import socket; socket.socket(socket.AF_UNIX); print('made')")
    assert (done.returncode, done.stdout) == (0, "made\n")


def test_the_console_does_its_main_job_without(tmp_path: Path) -> None:
    job = "import sys; from cpdesk.cli import main; sys.exit(main({words!r}))"
    done = run_alone(job.format(words=["demo", str(tmp_path), "--lang", "en"]))
    assert done.returncode == 0, done.stderr
    assert len([*tmp_path.glob("*.pdf")]) == 2


@pytest.mark.timeout(300)
def test_the_window_is_walked_through_without(tmp_path: Path) -> None:
    done = run_alone(WHOLE_WINDOW.format(folder=str(tmp_path)))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:2] == ["walked", "0"]
