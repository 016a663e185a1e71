"""What a PC forbids: a disk that is full, a file or folder that others own."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534
# Wine is a Windows in all but this: it does not end a job that takes more memory than it may.
WINE = sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
UNBOUND = pytest.mark.skipif(WINE, reason="Wine does not bound the memory of a job")


@contextmanager
def small_disk(kibibytes: int) -> Iterator[Path]:
    """A disk of its own with so little room; the test is skipped where none can be mounted."""
    place = Path(tempfile.mkdtemp(prefix="小 硬碟 "))
    size = f"size={kibibytes}k"
    mount = shutil.which("mount")
    words = [mount or "mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    made = subprocess.run(words, capture_output=True, check=False).returncode if mount else 1
    try:
        if made:
            pytest.skip("a small disk cannot be mounted here")
        yield place
    finally:
        if not made:
            subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Without the rights of root, for whom nothing is read-only."""
    if sys.platform == "win32":
        pytest.skip("permissions are POSIX")
    if os.getuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter and write, unlike those of the tests of root."""
    place = Path(tempfile.mkdtemp(prefix="公用 "))
    place.chmod(0o777)
    try:
        yield place
    finally:
        for each in (place, *place.rglob("*")):
            each.chmod(0o777)
        shutil.rmtree(place)
