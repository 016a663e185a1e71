"""Where things lie: the program's own resources and the user's folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs

HOME = "CPDESK_HOME"


def resource(*parts: str) -> Path:
    """A file or folder of the program's resources, also in a frozen program."""
    root = getattr(sys, "_MEIPASS", None) or Path(__file__).parents[2]
    return Path(root, "resources", *parts)


def data_folder() -> Path:
    """Where settings live; `CPDESK_HOME` moves both folders, as a portable copy does."""
    return _folder("data", platformdirs.user_data_path)


def log_folder() -> Path:
    return _folder("logs", platformdirs.user_log_path)


def _folder(name: str, usual: Callable[..., Path]) -> Path:
    home = os.environ.get(HOME)
    folder = Path(home, name) if home else usual("cpdesk", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return Path(folder)
