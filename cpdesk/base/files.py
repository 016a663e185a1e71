"""Files that are either written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_HELD = {5, 32, 33}  # Windows: access denied, sharing violation, lock violation
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 90  # letters of a name beside its ending
_NAME_BYTES = 240  # of 255 that a name may have, for SQLite puts `-journal` behind it
_DRAFT = ".cpdesk-"
_OLD = 24 * 3600  # seconds; nobody writes a file for so long
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)


def write_atomically(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file beside its place, flush it to the disk, then move it there; its path.

    Where the old file stays open in a viewer the new one becomes `name (2).pdf`. On any error
    the old file is untouched and nothing else is left behind.
    """
    if path.is_dir():  # Windows would call it a file that somebody has open
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    draft = path.parent / f"{_DRAFT}{uuid.uuid4().hex}"
    try:
        with _begin(draft, path) as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
        return _move(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def drop_old_drafts(folder: Path) -> None:
    """Remove what a program that was ended in the midst of writing left there, a day ago or more.

    What cannot be removed stays: it is in nobody's way. Raises OSError where there is no folder.
    """
    for each in [each for each in folder.iterdir() if each.name.startswith(_DRAFT)]:
        with suppress(OSError):
            if time.time() - each.stat().st_mtime > _OLD:
                each.unlink()


def clean_name(words: str) -> str:
    """Words as the name of a file, without its ending: only what every system takes."""
    return " ".join(_UNFIT.sub(" ", words).split())[:_LONGEST].strip(" .")


def fitting(stem: str, tail: str) -> str:
    """A file's name, its stem cut so far that every disk takes it with its tail."""
    while stem and len((stem + tail).encode()) > _NAME_BYTES:
        stem = stem[:-1]
    return stem + tail


def sha256(path: Path) -> str:
    """The hash of a file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _begin(draft: Path, path: Path) -> BinaryIO:
    """Open the draft with the permissions of an ordinary file; an error names the wanted file."""
    try:
        return draft.open("xb")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _move(draft: Path, path: Path) -> Path:
    try:
        replace_patiently(draft, path)
        return path
    except PermissionError:
        if not path.exists():
            raise
        other = _free_name(path)
        replace_patiently(draft, other)
        return other


def replace_patiently(draft: Path, path: Path) -> None:
    """Move a file or a folder, in the place of the file that is there; raises OSError.

    It waits a little: a virus scanner or indexer holds new files for milliseconds.
    """
    for pause in _PATIENCE:
        try:
            os.replace(draft, path)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)
    os.replace(draft, path)


def _free_name(path: Path) -> Path:
    number = 2
    while (other := path.with_stem(f"{path.stem} ({number})")).exists():
        number += 1
    return other
