"""The window program. Nothing heavy is imported before a window is wanted."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpdesk.base.settings import Settings

SLOW = 0.5  # seconds from the start of the process to the window, from which on it is felt


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, with the record named in `argv` if there is one; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    gc.disable()  # what a start makes is kept, so looking for garbage in it only costs time
    from cpdesk.base.settings import load_settings

    settings = load_settings()
    if settings.last_start <= SLOW:
        from cpdesk.ui.application import run

        return run(words)
    return _run_slowly(words, settings)


def _run_slowly(words: Sequence[str], settings: Settings) -> int:
    """The last start took long: something is shown while all the rest is loaded."""
    from cpdesk.ui.splash import announce

    splash = announce(words, settings)
    if splash is None:
        return 0
    from cpdesk.ui.application import run

    return run(words, splash)


if __name__ == "__main__":
    sys.exit(main())
