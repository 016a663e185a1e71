"""A second place for copies that takes its time, or does not answer at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from cpdesk.records import copied_papers
from cpdesk.services import upkeep


class SlowPlace:
    """A folder that takes a piece of a file only when it is let; what asks for more waits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pieces = threading.Semaphore(0)
        self.asked = threading.Event()

    def let(self, pieces: int = 1_000_000) -> None:
        self.pieces.release(pieces)

    def take(self, path: Path, write: Callable[[BinaryIO], None]) -> Path:
        """In the place of `write_atomically`, which it uses."""
        if not path.is_relative_to(self.folder):
            return _really(path, write)
        return _really(path, lambda out: write(_Slowly(out, self)))  # type: ignore[arg-type]


_really = copied_papers.write_atomically


class _Slowly:
    def __init__(self, out: BinaryIO, place: SlowPlace) -> None:
        self._out, self._place = out, place

    def write(self, data: bytes) -> None:
        self._place.asked.set()
        assert self._place.pieces.acquire(timeout=60)
        self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


def slow(monkeypatch: pytest.MonkeyPatch, folder: Path) -> SlowPlace:
    """Make a folder slow, until the test ends."""
    folder.mkdir(exist_ok=True)
    made = SlowPlace(folder)
    monkeypatch.setattr(copied_papers, "write_atomically", made.take)
    return made


@contextmanager
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A share that does not even say whether it is there, until the event is set."""
    answer = threading.Event()
    monkeypatch.setattr(upkeep, "_is_there", lambda _place: answer.wait(60))
    try:
        yield answer
    finally:
        answer.set()
