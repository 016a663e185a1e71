"""How long ago this process was started, its loading and the interpreter's own start among it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_STARTED = 19  # the place of the start among the words of /proc/self/stat behind the name
_BEFORE_1970 = 11_644_473_600  # seconds from 1601, where Windows begins to count
_TICKS = 10_000_000  # of Windows, in a second


def process_age() -> float | None:
    """Seconds; None where the system does not tell."""
    if sys.platform == "win32":
        return time.time() - _created()
    if sys.platform == "linux":
        words = Path("/proc/self/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        started = int(words[_STARTED]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    return None


def _created() -> float:
    """When Windows made this process, in seconds since 1970."""
    if sys.platform != "win32":
        return 0.0
    import ctypes

    times = [ctypes.c_ulonglong() for _ in range(4)]
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    process = ctypes.c_void_p(kernel.GetCurrentProcess() or -1)
    if not kernel.GetProcessTimes(process, *map(ctypes.byref, times)):
        raise ctypes.WinError(ctypes.get_last_error())
    return times[0].value / _TICKS - _BEFORE_1970
