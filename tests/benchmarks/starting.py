"""A window in a process of its own, from its start until its first page is painted."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Started:
    """How long it took, and the megabytes of memory the process then has."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Program:
    """A module of this folder that opens a window on a record and prints `painted`.

    `compiled` is a folder for the compiled modules: what is installed is compiled already.
    """

    module: str
    compiled: Path

    def start(self, *words: object) -> Started:
        """Start it without a display, wait until it is painted, measure, and end it."""
        command = [sys.executable, "-m", f"tests.benchmarks.{self.module}", *map(str, words)]
        with tempfile.TemporaryDirectory() as temporary:
            return self._timed(command, temporary)

    def _timed(self, command: Sequence[str], temporary: str) -> Started:
        """In a temporary folder of its own: one that was ended leaves its socket in it."""
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=HOUSE, env={**self._environment(), "TMPDIR": temporary},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with process:
            try:
                assert process.stdout is not None
                said = process.stdout.readline()
                taken = time.perf_counter() - begin
                assert said == "painted\n", said
                return Started(taken, megabytes_of(process.pid))
            finally:
                process.kill()

    def _environment(self) -> dict[str, str]:
        known = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONPYCACHEPREFIX": str(self.compiled)}
        known.pop("PYTHONDONTWRITEBYTECODE", None)
        return known


def megabytes_of(process: int) -> float:
    """The most memory a process ever had; not a number where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return float("nan")
    told = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(told["VmHWM"].split()[0]) / 1024
