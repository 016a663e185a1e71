"""What kind of place a file lies in: a disk of this PC, a stick, or a share of the network."""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path, PurePosixPath

_REMOVABLE, _REMOTE = 2, 4  # as Windows numbers the kinds of drives
_SHARES = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.smbnetfs", "9p", "afs",
           "davfs", "fuse.davfs", "fuse.gvfsd-fuse")  # fmt: skip
_STICKS = ("vfat", "exfat", "msdos")
_PLUGGED = ("/media/", "/run/media/", "/mnt/")
_MOUNTS = Path("/proc/mounts")


class Place(Enum):
    """Where a file lies."""

    DISK = "disk"
    STICK = "stick"
    SHARE = "share"


def place_of(path: Path) -> Place:
    """The kind of place; a disk where the system does not tell."""
    whole = os.path.abspath(path)
    if sys.platform == "win32":
        return _on_windows(whole)
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return Place.DISK
    return of_mounts(whole, mounts)


def of_mounts(path: str, mounts: str) -> Place:
    """By what Linux tells of its mounted disks: `device folder kind options ...`, a line each."""
    parts = [line.split() for line in mounts.splitlines()]
    known = [(each[1].replace("\\040", " "), each[2]) for each in parts if len(each) > 2]
    above = [each for each in known if PurePosixPath(path).is_relative_to(each[0])]
    folder, kind = max(above, key=lambda each: len(each[0]), default=("/", ""))
    if kind in _SHARES:
        return Place.SHARE
    plugged = f"{folder}/".startswith(_PLUGGED) and kind in _STICKS
    return Place.STICK if plugged else Place.DISK


def _on_windows(path: str) -> Place:
    drive = os.path.splitdrive(path)[0]
    if drive.startswith(("\\\\", "//")):
        return Place.SHARE
    if sys.platform != "win32":
        return Place.DISK
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")
    return {_REMOVABLE: Place.STICK, _REMOTE: Place.SHARE}.get(kind, Place.DISK)
