"""Where things lie: the program's own resources and the user's folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs

HOME = "CPDESK_HOME"
PORTABLE = "cpdesk-portable.txt"  # lies beside a program that is carried on a stick


def resource(*parts: str) -> Path:
    """A file or folder of the program's resources, also in a frozen program."""
    root = getattr(sys, "_MEIPASS", None) or Path(__file__).parents[2]
    return Path(root, "resources", *parts)


def data_folder() -> Path:
    """Where settings live; `CPDESK_HOME` moves all folders, as a portable copy does."""
    return _folder("data", platformdirs.user_data_path)


def log_folder() -> Path:
    return _folder("logs", platformdirs.user_log_path)


def cache_folder() -> Path:
    """What can be made again, such as matplotlib's list of fonts."""
    return _folder("cache", platformdirs.user_cache_path)


def _folder(name: str, usual: Callable[..., Path]) -> Path:
    home = os.environ.get(HOME) or _on_the_stick()
    folder = Path(home, name) if home else usual("cpdesk", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return Path(folder)


def _on_the_stick() -> Path | None:
    """The folder `settings` beside a portable program, unless nothing can be written there."""
    place = Path(sys.executable).parent
    if not (getattr(sys, "frozen", False) and (place / PORTABLE).is_file()):
        return None
    home = place / "settings"
    try:
        home.mkdir(exist_ok=True)
    except OSError:  # a stick that is write-protected
        return None
    return home
