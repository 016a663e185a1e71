"""`cpdesk` alone, or with only a record, opens the window; with a command it is the console."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

SUFFIX = ".cpdesk"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or the console; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if wants_window(words):
        return open_window(words)
    from cpdesk.cli import main as console

    return console(words)


def open_window(words: list[str]) -> int:
    """The window, where this build has one; otherwise a sentence that leads to the console."""
    if importlib.util.find_spec("cpdesk.app") is None:
        print("This build has no window yet. Run it with --help for the console.", file=sys.stderr)
        return 1
    app = importlib.import_module("cpdesk.app")
    return int(app.main(words))


def wants_window(words: Sequence[str]) -> bool:
    """No word at all, or a record as a double click passes it."""
    return not words or (len(words) == 1 and Path(words[0]).suffix.lower() == SUFFIX)


if __name__ == "__main__":
    sys.exit(main())
