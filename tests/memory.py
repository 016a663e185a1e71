"""What a wish costs in a program of its own: seconds, memory at the peak, and bytes read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Cost:
    seconds: float
    peak: int
    read: int


def measured(wish: str, record: Path, *files: Path) -> Cost:
    """The cost of `add` (files into a record) or `open`, beyond what was loaded before."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the system must tell what a program used")
    words = [sys.executable, "-m", "tests.memory", wish, str(record), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=True)
    return Cost(**json.loads(done.stdout))


def _carry_out(wish: str, record: Path, files: list[Path]) -> None:
    from cpdesk.bootstrap import open_desk
    from cpdesk.services.evidence import add_evidence

    desk = open_desk(record)
    if wish == "add":
        added = add_evidence(desk, files)
        assert len(added.papers) == len(files), added.findings
    desk.store.close()


def _told(file: str, name: str) -> int:
    lines = Path("/proc/self", file).read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith(name))


def _main(wish: str, record: Path, files: list[Path]) -> None:
    import shutil
    import tempfile
    import time

    with tempfile.TemporaryDirectory() as folder:  # everything is loaded once before it is measured
        from cpdesk.bootstrap import new_desk

        small = Path(folder, "a bill.txt")
        small.write_text("a bill", encoding="utf-8")
        new_desk(Path(folder, "small.cpdesk")).store.close()
        _carry_out(wish, Path(folder, "small.cpdesk"), [small])
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins here
    before, read, began = _told("status", "VmHWM"), _told("io", "rchar"), time.perf_counter()
    _carry_out(wish, record, files)
    print(json.dumps({
        "seconds": time.perf_counter() - began, "read": _told("io", "rchar") - read,
        "peak": (_told("status", "VmHWM") - before) * 1024,
    }))  # fmt: skip


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), [Path(each) for each in sys.argv[3:]])
