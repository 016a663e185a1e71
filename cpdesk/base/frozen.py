"""What a frozen program needs before anything else of it is imported."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from typing import TextIO

from cpdesk.base.paths import cache_folder

_PARENT = 0xFFFFFFFF  # ATTACH_PARENT_PROCESS


def settle() -> None:
    """Give matplotlib a lasting place for its list of fonts, and words a place to go.

    PyInstaller makes matplotlib a new empty place at every start, so that the list would be made
    anew each time: seconds before the first chart.
    """
    with suppress(OSError):  # then the list is made anew
        os.environ["MPLCONFIGDIR"] = str(cache_folder())
    if sys.stdout is None or sys.stderr is None:
        out = _words()
        sys.stdout, sys.stderr = sys.stdout or out, sys.stderr or out


def _words() -> TextIO:
    """The console that a window program was called from, or else nowhere."""
    if sys.platform == "win32" and ctypes.WinDLL("kernel32").AttachConsole(_PARENT):
        with suppress(OSError):
            return open("CONOUT$", "w", encoding="utf-8", buffering=1)
    return open(os.devnull, "w", encoding="utf-8")
