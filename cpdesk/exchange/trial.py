"""A doubtful workbook is first read by a process of its own, which may hang, crash or be ended.

Only when it came through is the workbook read here, in the same way: so nothing has to be handed
over. It is this program called again with a word that no user types, as a frozen one can be too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_
from cpdesk.exchange import sniffing

READER_ENDED = blocking(
    "file-unreadable",
    N_("{file} cannot be read: it is damaged, or too large for the memory. Open it in Excel or "
       "WPS, save a copy as .xlsx with only the sheets that are needed, and import the copy."),
)  # fmt: skip
READER_SLOW = blocking(
    "file-too-slow",
    N_("{file} was not read after {seconds} seconds. Save a copy as .xlsx with only the sheets "
       "that are needed, and import the copy."),
)  # fmt: skip

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

WORD = "--try-to-read"
SECONDS = 60  # a workbook of 300 MB unpacked takes a third of it
MEMORY = 1536 * 2**20
_FINE, _PROTECTED, _DAMAGED = 0, 93, 94  # none that an end by force has; on Windows abort is 3
_LOOK = 0.05  # seconds between two looks at the child
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def demand_readable(path: Path, pause: Callable[[], None]) -> None:
    """Raises Refusal where the process that tries the workbook does not come through.

    `pause` is called again and again meanwhile; whatever it raises ends that process.
    """
    child = subprocess.Popen(
        [*_this_program(), WORD, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env=_surroundings(), creationflags=_NO_WINDOW,
    )  # fmt: skip
    try:
        code = _ended(child, path, pause)
    finally:
        child.kill()
        child.wait()
    place = sniffing.in_file(path)
    if code == _PROTECTED:
        raise sniffing.PROTECTED.refuse(place, file=path.name)
    if code == _DAMAGED:
        raise sniffing.cut_short(path)
    if code != _FINE:
        raise READER_ENDED.refuse(place, file=path.name)


def _ended(child: subprocess.Popen[bytes], path: Path, pause: Callable[[], None]) -> int:
    """The exit code of the child; Refusal where it takes too long."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        pause()
        try:
            return child.wait(_LOOK)
        except subprocess.TimeoutExpired:
            continue
    raise READER_SLOW.refuse(sniffing.in_file(path), file=path.name, seconds=SECONDS)


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "cpdesk"]


def _surroundings() -> dict[str, str]:
    """Where the child finds this program if it is not frozen."""
    root = str(Path(__file__).parents[2])
    places = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}


def opened(path: str) -> CalamineWorkbook:
    """The workbook by its name, or else by what it is: many an .xls is one by name only."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise
    except CalamineError:  # perhaps only its name is wrong
        return CalamineWorkbook.from_filelike(BytesIO(Path(path).read_bytes()))


# --- in the child ---------------------------------------------------------------------------


def main(path: str) -> int:
    """Read all cells and forget them; the exit code says how that went."""
    from python_calamine import CalamineError, PasswordError

    from cpdesk.base.memory import bound_memory

    bound_memory(MEMORY)
    try:
        _read(path)
    except PasswordError:
        return _PROTECTED
    except (CalamineError, OSError, ValueError):
        return _DAMAGED
    return _FINE


def _read(path: str) -> None:
    with opened(path) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            for _ in sheet.iter_rows():
                pass
