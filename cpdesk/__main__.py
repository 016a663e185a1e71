"""`cpdesk` alone, or with only a record, opens the window; with a command it is the console."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cpdesk.base.offline import keep_offline

SUFFIX = ".cpdesk"
TRIAL = "--try-to-read"  # how this program calls itself; see exchange/trial.py


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or the console; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    keep_offline()
    if getattr(sys, "frozen", False):
        from cpdesk.base.frozen import settle

        settle()
    if words[:1] == [TRIAL] and len(words) == 2:
        from cpdesk.exchange.trial import main as trial

        return trial(words[1])
    if wants_window(words):
        from cpdesk.app import main as window

        return window(words)
    from cpdesk.cli import main as console

    return console(words)


def wants_window(words: Sequence[str]) -> bool:
    """No word at all, or a record as a double click passes it."""
    return not words or (len(words) == 1 and Path(words[0]).suffix.lower() == SUFFIX)


if __name__ == "__main__":
    sys.exit(main())
