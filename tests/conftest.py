"""No display and no user folder, set before anything imports Qt; a PC and a record for many."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cpdesk.services.workspace import Workspace

os.environ["QT_QPA_PLATFORM"] = "offscreen"
_home = tempfile.TemporaryDirectory(prefix="cpdesk-tests-", ignore_cleanup_errors=True)
os.environ["CPDESK_HOME"] = _home.name


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PC of its own: settings, log and cache of no other test."""
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "家"))


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """When the record is made."""
    return lambda: datetime(2026, 11, 24, 12)


@pytest.fixture
def path(tmp_path: Path, clock: Callable[[], datetime]) -> Path:
    """The record of the dyeing mill, typed by hand."""
    from cpdesk.records.store import Store
    from tests.by_hand import dyeing_mill

    path = tmp_path / "染廠 記錄.cpdesk"
    with Store.create(path, author="a", now=clock) as store, store.change("Typed") as work:
        work.put_many(dyeing_mill.entities())
    return path


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample factory, for tests that only read."""
    from cpdesk.services.demo import open_sample
    from cpdesk.services.workspace import Workspace

    noon = lambda: datetime(2026, 11, 24, 12)  # noqa: E731
    with open_sample(tmp_path_factory.mktemp("sample"), noon, "test") as store:
        yield Workspace(store, noon, "test")
