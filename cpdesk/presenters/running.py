"""How a screen asks for long work without knowing of threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from cpdesk.services.jobs import Job

T = TypeVar("T")


class Runner(Protocol):
    """Does long work elsewhere; everything it calls back is called where the screens live."""

    def run(
        self, work: Callable[[Job], T], done: Callable[[T], None],
        failed: Callable[[Exception], None], watch: Callable[[Job], None],
    ) -> Job:
        """Start the work; the job stops it with `cancel`. `watch` is called now and then."""
