"""The report of a fault of the program: what it was, where it ran; to be read before it is sent."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType

from cpdesk import __version__


def report_of(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None,
    facts: Sequence[tuple[str, Callable[[], object]]] = (),
) -> str:  # fmt: skip
    """The report as text; a part that cannot be found out does not keep back the others."""
    known = [(name, _told(tell)) for name, tell in (*_WHERE, *facts)]
    head = "\n".join(f"{name}: {value}" for name, value in known)
    return f"{head}\n\n{_told(lambda: ''.join(traceback.format_exception(kind, error, trace)))}"


def _told(tell: Callable[[], object]) -> str:
    """Whatever fails here must not hide the fault that is reported."""
    try:
        return str(tell())
    except Exception as failed:
        return f"({type(failed).__name__})"


_WHERE: tuple[tuple[str, Callable[[], object]], ...] = (
    ("cpdesk", lambda: __version__),
    ("When", lambda: datetime.now().astimezone().isoformat(timespec="seconds")),
    ("System", platform.platform),
    ("Python", lambda: sys.version.split()[0]),
    ("Frozen", lambda: bool(getattr(sys, "frozen", False))),
)
