"""Benchmarks are ratios against the plain thing, in one run; only the second tier measures them."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROUNDS = 3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The ordinary run shares its two cores among tests, so that no ratio would mean anything."""
    if os.environ.get("CPDESK_PROVE"):
        return
    skip = pytest.mark.skip(reason="measured by `python dev.py prove`")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(skip)


Ratio = Callable[[str, Callable[[], object], Callable[[], object]], float]


@pytest.fixture
def ratio(capsys: pytest.CaptureFixture[str]) -> Ratio:
    """How many times longer ours takes than the plain thing; medians of rounds taken in turn."""

    def measure(what: str, ours: Callable[[], object], plain: Callable[[], object]) -> float:
        pairs = [(seconds(ours), seconds(plain)) for _ in range(ROUNDS)]
        mine, bare = (statistics.median(each) for each in zip(*pairs, strict=True))
        with capsys.disabled():
            print(f"\n{what}: {mine:.3f} s against {bare:.3f} s = {mine / bare:.2f} x")
        return mine / bare

    return measure


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
