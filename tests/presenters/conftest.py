"""A record on disk with a fixed clock, and views that remember what they were told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cpdesk.domain.company import Company
from cpdesk.domain.record import KINDS
from cpdesk.presenters.session import Session
from cpdesk.records.store import Store
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace
from tests.by_hand import workshop
from tests.services.test_savings import record


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Session]:
    """A session on an empty record."""
    with Store.create(tmp_path / "空.cpdesk", author="test", now=noon) as store:
        yield Session(Workspace(store, noon, "test"), "en")


@pytest.fixture
def session(empty: Session) -> Session:
    """A session on the workshop typed by hand."""
    with empty.ws.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    return empty


@pytest.fixture
def plant(empty: Session) -> Callable[..., Session]:
    """A session on the plant of the savings tests, with these entities beside or instead."""

    def fill(*others: Any) -> Session:
        made = record(*others)
        with empty.ws.store.change("The plant of the tests") as work:
            work.put(Company(id="c", code="C1"))
            for kind in KINDS:
                work.put_many(made.all(kind))
        empty.changed()
        return empty

    return fill


class Recorder:
    """A view that remembers every call."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *args: self.calls.append((name, args))

    def last(self, name: str) -> tuple[Any, ...]:
        return next(args for said, args in reversed(self.calls) if said == name)

    def count(self, name: str) -> int:
        return sum(said == name for said, _ in self.calls)


@pytest.fixture
def view() -> Recorder:
    return Recorder()


class Later:
    """A runner whose work is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Job, Any, Any, Any]] = []

    def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
        job = Job()
        self.waiting.append((job, work, done, failed))
        return job

    def finish(self) -> None:
        job, work, done, failed = self.waiting.pop(0)
        try:
            result = work(job)
        except Exception as error:
            failed(error)
        else:
            done(result)


class AtOnce(Later):
    """A runner without threads."""

    def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
        job = super().run(work, done, failed, watch)
        self.finish()
        return job


@pytest.fixture
def runner() -> AtOnce:
    return AtOnce()
