"""Who has a record open for writing: told to whoever wants to open it a second time.

SQLite's own lock lasts only as long as a change; this one lasts as long as the record is open.
The operating system drops it when the program ends, however it ends.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import FileIO
from pathlib import Path

from cpdesk.base.files import fitting
from cpdesk.records import faults
from cpdesk.records.engine import refusals

if sys.platform == "win32":
    import ctypes
    import msvcrt

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)

    def _lock(file: FileIO) -> None:
        # A byte far behind the text, which others must still be able to read. Asked of Windows
        # itself: not every C library says why it failed.
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(file.fileno()))
        if not _KERNEL.LockFile(handle, _FAR, 0, 1, 0):
            raise ctypes.WinError(ctypes.get_last_error())

else:
    import fcntl

    def _lock(file: FileIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


_FAR = 1 << 16
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def claimed(path: Path, author: str, now: datetime) -> Iterator[None]:
    """Keep a record to ourselves; raises Refusal that names who has it, and since when."""
    with refusals(path):
        mark, file = _take(path)
    try:
        file.truncate(0)
        file.seek(0)
        file.write(f"{author}, {now:%Y-%m-%d %H:%M}".encode())
        file.flush()
        yield
    finally:
        _release(mark, file)


def mark_of(path: Path) -> Path:
    """The small file beside an open record that says who has it."""
    return path.with_name(fitting(f".{path.name}", ".open"))


def _take(path: Path) -> tuple[Path, FileIO]:
    mark = mark_of(path)
    while True:
        file = FileIO(mark, "a+")
        try:
            _lock(file)
        except OSError as error:
            file.close()
            if error.errno in _HELD:
                raise faults.OPEN_ELSEWHERE.refuse(path=path, who=_holder(mark)) from error
            # A share that knows no locks: the numbers of the changes still guard the record.
            return mark, FileIO(mark, "a+")
        if _is_the_same(mark, file):
            return mark, file
        file.close()


def _is_the_same(mark: Path, file: FileIO) -> bool:
    """Not a file that its owner deleted between our opening and our locking it."""
    try:
        return os.path.samestat(mark.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _holder(mark: Path) -> str:
    try:
        return mark.read_bytes().decode("utf-8", "replace")
    except OSError:  # it was closed just now: the sentence then names nobody
        return "?"


def _release(mark: Path, file: FileIO) -> None:
    if sys.platform == "win32":
        file.close()
        with suppress(PermissionError):  # somebody is just reading whose it was
            mark.unlink(missing_ok=True)
    else:
        mark.unlink(missing_ok=True)
        file.close()
