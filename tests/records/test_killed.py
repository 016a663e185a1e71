"""Killed at any moment: nothing confirmed is lost, and nothing half done looks whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cpdesk.bootstrap import open_desk
from cpdesk.records import safety
from tests.records.busy import RECORD, begin, digest, working

PROVE = bool(os.environ.get("CPDESK_PROVE"))
KILLS = 300 if PROVE else 20
SEEDS = 30 if PROVE else 4
HOUSE = Path(__file__).parents[2]


@cache
def whole_run(seed: int) -> tuple[dict[int, str], float]:
    """The state after each change where nobody is killed, and how long the work takes."""
    with TemporaryDirectory() as name:
        ws = open_desk(begin(Path(name)))
        states = {ws.record.identity.change: digest(ws.record)}
        started = time.perf_counter()
        for number in working(ws, seed):
            states[number] = digest(ws.record)
        lasted = time.perf_counter() - started
        ws.store.close()
    return states, lasted


def killed(folder: Path, seed: int, after: float) -> int:
    """Kill somebody at work so many seconds after the beginning; the last change told, or 0."""
    words = [sys.executable, "-m", "tests.records.busy", str(folder), str(seed)]
    env = {**os.environ, "PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=env, text=True) as busy:
        assert busy.stdout
        assert busy.stdout.readline() == "ready\n"
        time.sleep(after)
        busy.kill()
        told = [int(line) for line in busy.stdout if line.strip().isdigit()]
    return told[-1] if told else 0


@pytest.mark.timeout(3600 if PROVE else 300)
@pytest.mark.parametrize("kill", range(KILLS))
def test_what_was_confirmed_is_there(tmp_path: Path, kill: int) -> None:
    seed = kill % SEEDS
    states, lasted = whole_run(seed)
    path = begin(tmp_path)
    told = killed(tmp_path, seed, random.Random(kill).uniform(0, lasted))
    ws = open_desk(path)  # the mark of the dead does not keep anybody out
    number, state = ws.record.identity.change, digest(ws.record)
    ws.store.close()
    assert number >= told
    assert state == states[number]
    assert safety.verify(path) == ()
    for copy in tmp_path.glob("*.cpdesk"):
        with_state = open_desk(copy, read_only=True)
        assert digest(with_state.record) == states[with_state.record.identity.change]
        with_state.store.close()
        assert safety.verify(copy) == ()


def test_the_work_is_worth_killing() -> None:
    """The seeds do everything: they type, paste, import, keep papers, undo, and make copies."""
    for seed in range(SEEDS):
        states, _ = whole_run(seed)
        assert len(states) > 8, seed
    assert RECORD.endswith(".cpdesk")
