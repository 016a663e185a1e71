"""The window program. Nothing heavy is imported before a window is wanted."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, with the record named in `argv` if there is one; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    gc.disable()  # what a start makes is kept, so looking for garbage in it only costs time
    from cpdesk.ui.application import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
