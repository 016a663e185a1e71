"""The start of the window and its memory, against a bare PySide6 window on the same file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.comparing import compare
from tests.benchmarks.starting import Program

# Megabytes: of the window, and of one in which every page there is was looked at in ten seconds,
# with four packs being drawn for their previews meanwhile.
MOST = {"window": 150, "every_page": 220}


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Our window, painted once its page of consumption is."""
    return Program("window", tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="module")
def bare(window: Program) -> Program:
    """The least a window on a record can do."""
    return Program("bare_window", window.compiled)


def test_start_with_10_years_and_20_meters(
    window: Program, bare: Program, ten_years: Path
) -> None:
    compare(
        "start with 10 years and 20 meters", 1.5, lambda: window.start(ten_years).seconds,
        lambda: bare.start(ten_years).seconds, rounds=15,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells another process's memory")
@pytest.mark.parametrize("module", MOST)
def test_memory_with_20_years_and_50_meters(
    bare: Program, twenty_years: Path, module: str
) -> None:
    ours = Program(module, bare.compiled).start(twenty_years).megabytes
    least = bare.start(twenty_years).megabytes
    told = f"ours {ours:.0f} MB, plain {least:.0f} MB, {ours - least:+.0f} MB"
    print(f"\nmemory of {module} with 20 years and 50 meters: {told} (limit +{MOST[module]} MB)")
    assert ours - least <= MOST[module]
