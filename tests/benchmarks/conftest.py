"""Benchmarks are ratios against the plain thing, in one run; only the second tier measures them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpdesk.bootstrap import new_desk
from tests.benchmarks.large_factory import LargeFactory

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The ordinary run shares its two cores among tests, so that no ratio would mean anything."""
    if os.environ.get("CPDESK_PROVE"):
        return
    skip = pytest.mark.skip(reason="measured by `python dev.py prove`")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 10 years and 20 meters."""
    return made(tmp_path_factory.mktemp("ten") / "ten years.cpdesk", LargeFactory(10, 20))


@pytest.fixture(scope="session")
def twenty_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 20 years and 50 meters."""
    return made(tmp_path_factory.mktemp("twenty") / "twenty years.cpdesk", LargeFactory(20, 50))


def made(path: Path, factory: LargeFactory) -> Path:
    desk = new_desk(path, author="benchmark")
    with desk.store.change("A large factory") as work:
        work.put_many(factory.entities())
    desk.store.close()
    return path
