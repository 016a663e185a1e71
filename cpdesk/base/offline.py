"""Offline, also where a library means no harm."""

from __future__ import annotations

import sys
from types import ModuleType


def keep_offline() -> None:
    """Before anything else is imported: no IP socket, not even one that is closed at once.

    SQLAlchemy imports asyncio, which nothing here uses; on Windows its helper `_overlapped` makes a
    TCP socket as it is loaded, to ask what sockets can do. An empty one in its place makes none.
    """
    if sys.platform == "win32":
        sys.modules.setdefault("_overlapped", ModuleType("_overlapped"))
