"""One window of the program: a second start hands its file to the first, through a local socket.

A local socket is a file, or on Windows a named pipe, that only this user may open: no network.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpdesk.base.paths import data_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

TAKEN, BUSY = b"taken", b"busy"
_PATIENCE = 3000  # milliseconds; a window that does not answer by then hangs
_ANY_PROCESS = 0xFFFFFFFF  # ASFW_ANY
_WINDOWS = sys.platform == "win32"


def place() -> str:
    """Where the socket is: another for each user, and for each portable copy."""
    name = f"cpdesk-{hashlib.sha256(str(data_folder()).encode()).hexdigest()[:16]}"
    return rf"\\.\pipe\{name}" if _WINDOWS else str(Path(tempfile.gettempdir(), name))


def handed_over(words: Sequence[str]) -> bool:
    """Whether a window that is open took this start over; False also where it cannot just now."""
    if not (_WINDOWS or Path(place()).exists()):  # the usual start loads nothing to find that out
        return False
    from PySide6.QtNetwork import QLocalSocket

    line = QLocalSocket()
    line.connectToServer(place())
    if not line.waitForConnected(_PATIENCE):
        return False
    _let_it_come_forward()
    wish = [str(Path(word).absolute()) for word in words[:1]]
    line.write(json.dumps(wish).encode() + b"\n")
    line.waitForBytesWritten(_PATIENCE)
    return line.waitForReadyRead(_PATIENCE) and bytes(line.readAll().data()) == TAKEN


class Door(QObject):
    """Hears of second starts as long as the window is open.

    `take` is told the file that was named, if one was, and says whether it will be shown.
    """

    def __init__(self, take: Callable[[Path | None], bool], parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._take = take
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._open)

    def listen(self) -> bool:
        """Whether second starts will be heard; without, each simply has a window of its own."""
        if self._server.listen(place()):
            return True
        self._server.removeServer(place())  # nobody answered: a program that was ended left it
        return bool(self._server.listen(place()))

    def close(self) -> None:
        self._server.close()

    def _open(self) -> None:
        line = self._server.nextPendingConnection()
        line.readyRead.connect(lambda: self._hear(line))
        line.disconnected.connect(line.deleteLater)

    def _hear(self, line: QLocalSocket) -> None:
        if line.canReadLine():
            named = json.loads(line.readLine().data())
            line.write(TAKEN if self._take(Path(named[0]) if named else None) else BUSY)
            line.flush()


def _let_it_come_forward() -> None:
    """Windows lets a window come to the front only if whoever is in front allows it."""
    if sys.platform == "win32":
        ctypes.WinDLL("user32").AllowSetForegroundWindow(_ANY_PROCESS)
