"""Killed at any moment: nothing confirmed is lost, and nothing half done looks whole."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cpdesk.bootstrap import open_desk
from cpdesk.domain.plant import Reading
from cpdesk.records import copies, engine, safety
from cpdesk.records.examining import examine
from cpdesk.services import upkeep
from tests.records import busy
from tests.records.busy import RECORD, begin, digest, working

PROVE = bool(os.environ.get("CPDESK_PROVE"))
KILLS = 300 if PROVE else 20
SEEDS = 30 if PROVE else 4
HOUSE = Path(__file__).parents[2]
# Of five kills three strike while figures are typed, pasted, imported, taken back and copied.
BEGUN: dict[str, Callable[[Path, int], Path]] = {
    "migrate": busy.begin_migration, "restore": busy.begin_restore, "salvage": busy.begin_salvage,
}  # fmt: skip
OTHERS = ("migrate", "restore", "migrate", "salvage")
AT_WORK = [kill for kill in range(KILLS) if kill % 5 < 3]
AT_ONE_THING = [(kill, OTHERS[at % 4])
                for at, kill in enumerate(each for each in range(KILLS) if each % 5 >= 3)]
pytestmark = pytest.mark.timeout(3600 if PROVE else 300)


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


@cache
def lasts(wish: str) -> float:
    """How many seconds a thing takes that is done to its end."""
    with TemporaryDirectory() as name:
        BEGUN[wish](Path(name), 0)
        (took,) = [line for line in lines_till(Path(name), 0, 60, wish) if line.startswith("took")]
        return float(took.split()[1])


def killed(folder: Path, seed: int, after: float, *wish: str) -> int:
    """Kill somebody at work so many seconds after the beginning; the last change told, or 0."""
    told = [int(line) for line in lines_till(folder, seed, after, *wish) if line.strip().isdigit()]
    return told[-1] if told else 0


def lines_till(folder: Path, seed: int, after: float, *wish: str) -> list[str]:
    """What is said by somebody at work until they are killed, or have done."""
    words = [sys.executable, "-m", "tests.records.busy", str(folder), str(seed), *wish]
    env = {**os.environ, "PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=env, text=True) as at_work:
        assert at_work.stdout
        assert at_work.stdout.readline() == "ready\n"
        try:
            at_work.wait(after)
        except subprocess.TimeoutExpired:
            at_work.kill()
        return list(at_work.stdout)


@pytest.mark.parametrize("kill", AT_WORK)
def test_what_was_confirmed_is_there(tmp_path: Path, kill: int) -> None:
    seed = kill % SEEDS
    states, lasted = whole_run(seed)
    path = begin(tmp_path)
    told = killed(tmp_path, seed, random.Random(kill).uniform(0, lasted))
    number, state = state_of(path)  # the mark of the dead does not keep anybody out
    assert number >= told
    assert state == states[number]
    assert safety.verify(path) == ()
    for copy in tmp_path.glob("*.cpdesk"):
        number, state = state_of(copy, read_only=True)
        assert state == states[number]
        assert safety.verify(copy) == ()
    for kept in upkeep.copies_of(path):
        examine(kept.path)
        assert state_of(kept.path, read_only=True) == (kept.change, states[kept.change])
    check_out(tmp_path, states)
    assert upkeep.keep_copy(path, datetime(2026, 11, 27)) or upkeep.copies_of(path)


def state_of(path: Path, *, read_only: bool = False) -> tuple[int, str]:
    ws = open_desk(path, read_only=read_only)
    try:
        return ws.record.identity.change, digest(ws.record)
    finally:
        ws.store.close()


def check_out(folder: Path, states: dict[int, str]) -> None:
    """A file that was written out is whole, of one state or the next, or it is not there."""
    out = folder / "out.json"
    if out.exists():
        assert json.loads(out.read_text("utf-8"))["record"]["change"] in states


@pytest.mark.parametrize(("kill", "wish"), AT_ONE_THING)
def test_one_thing_is_done_whole_or_not_at_all(tmp_path: Path, kill: int, wish: str) -> None:
    BEGUN[wish](tmp_path, kill)
    seen = {each.name for each in tmp_path.glob("*.cpdesk")}
    killed(tmp_path, kill, random.Random(kill).uniform(0, lasts(wish)), wish)
    CHECKED[wish](tmp_path, kill)
    for made in {each for each in tmp_path.glob("*.cpdesk") if each.name not in seen}:
        assert safety.verify(made) == () or wish == "salvage"


def check_migration(folder: Path, kill: int) -> None:
    """The old record or the new one, never one without a copy of how it was."""
    path = folder / busy.OLD
    kept = [each for each in upkeep.copies_of(path) if each.why == copies.MIGRATION]
    if examine(path) == engine.HEAD:
        assert [examine(each.path) for each in kept][-1] < engine.HEAD
    for each in kept:
        ws = open_desk(each.path, read_only=True)
        assert len(ws.record.all(Reading)) == 12
        ws.store.close()
    ws = open_desk(path)  # and now it goes through
    assert len(ws.record.all(Reading)) == 12
    ws.store.close()
    assert safety.verify(path) == ()


def check_restore(folder: Path, kill: int) -> None:
    """The record is there: as it was, or as the copy is; and as it was in any case."""
    path = folder / RECORD
    number, _ = state_of(path)
    assert number in (2, 3)
    assert safety.verify(path) == ()
    if number == 2:
        kept = [each for each in folder.glob("*before restore*") if each.suffix == ".cpdesk"]
        assert [state_of(each)[0] for each in kept] == [3]


def check_salvage(folder: Path, kill: int) -> None:
    """The new record is whole, or it is not there."""
    target = folder / busy.SAVED
    if target.exists():
        assert safety.verify(target) == ()
        target.unlink()
    path, done = upkeep.salvage(folder / RECORD, target, "b", datetime(2026, 11, 27))
    assert done.papers == 1
    assert safety.verify(path) == ()


CHECKED = {"migrate": check_migration, "restore": check_restore, "salvage": check_salvage}


def test_the_work_is_worth_killing() -> None:
    """The seeds do everything: they type, paste, import, keep papers, undo, and make copies."""
    for seed in range(SEEDS):
        states, _ = whole_run(seed)
        assert len(states) > 8, seed
    assert RECORD.endswith(".cpdesk")
    assert len(AT_WORK) + len(AT_ONE_THING) == KILLS
    assert {wish for _, wish in AT_ONE_THING} == set(BEGUN)
