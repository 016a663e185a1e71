"""Copies on their way to a slow second place: nobody waits, and nothing is there in half."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from cpdesk.base.files import drop_old_drafts, sha256
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Evidence
from cpdesk.records import copies
from cpdesk.records.copied_papers import PAPERS
from cpdesk.records.evidence import PART
from cpdesk.records.store import Store
from cpdesk.services import upkeep
from cpdesk.services.carrying import Carried, Carrying
from tests.slow_place import silent, slow

pytestmark = pytest.mark.usefixtures("home")
NOON = datetime(2026, 11, 24, 12)
HOUSE = Path(__file__).parents[2]
SCANS = (3 * PART + 7, 1000)  # bytes of each paper


def noon() -> datetime:
    return NOON


@pytest.fixture
def kept(path: Path) -> Path:
    """The copy beside the record, which has two papers, a large one and a small one."""
    with Store.open(path, author="a", now=noon) as store:
        for number, size in enumerate(SCANS):
            sha, _ = store.add_bytes(io.BytesIO(os.urandom(size)))
            paper = Evidence(id=f"e{number}", code=f"E{number}", sha256=sha, size=size)
            with store.change("Keep") as work:
                work.put(paper)
    made = upkeep.keep_beside(path, NOON)
    assert made.copy
    assert made.findings == ()
    return made.copy


@pytest.fixture
def share(tmp_path: Path) -> Path:
    place = tmp_path / "共用 share"
    place.mkdir()
    return place


def demand_nothing_in_half(path: Path, share: Path, kept: Path) -> None:
    """Each file there is whole, no other is there, and no copy is without its papers."""
    folder = copies.folder_elsewhere(path, share)
    if not folder.exists():
        return
    papers = {each.name for each in (folder / PAPERS).iterdir()}
    for sha in papers:
        assert sha256(folder / PAPERS / sha) == sha
    there = [each for each in folder.iterdir() if each.name != PAPERS]
    for each in there:
        assert each.name == kept.name
        assert each.read_bytes() == kept.read_bytes()
        assert len(papers) == len(SCANS)


def test_a_quick_place_has_it_at_once(path: Path, kept: Path, share: Path) -> None:
    carrying = Carrying()
    carrying.begin(path, share, NOON)
    carrying.wait(30)
    (ended,) = carrying.ended()
    assert (ended.path, ended.findings, ended.error) == (path, (), None)
    assert carrying.ended() == ()
    assert not carrying.busy
    (copy,) = copies.copies_in(copies.folder_elsewhere(path, share))
    assert copy.path.read_bytes() == kept.read_bytes()
    demand_nothing_in_half(path, share, kept)


def test_a_record_is_owed_a_copy_until_the_last_that_was_asked_for_is_there(
    path: Path, kept: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gates, carrying = [threading.Event(), threading.Event()], Carrying()
    waiting = iter(gates)

    def when_let(*words: object, **more: object) -> tuple[Finding, ...]:
        assert next(waiting).wait(30)
        return upkeep.keep_there(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("cpdesk.services.carrying.keep_there", when_let)
    for _ in gates:
        carrying.begin(path, share, NOON)
    ended: list[Carried] = []
    for gate, settled in zip(gates, (False, True), strict=True):
        gate.set()
        while not (more := carrying.ended()):
            time.sleep(0.01)
        ended += more
        assert carrying.settles(ended[-1]) is settled
    assert [each.findings for each in ended] == [(), ()]


def test_a_slow_place_is_left_where_it_is_and_has_the_rest_the_next_time(
    path: Path, kept: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, carrying = slow(monkeypatch, share), Carrying()
    carrying.begin(path, share, NOON)
    assert place.asked.wait(30)
    carrying.wait(0.05)
    assert carrying.busy
    place.let(1)  # a piece of the large paper, or the whole of the small one
    begun = time.monotonic()
    carrying.finish(0.05)
    assert time.monotonic() - begun < 5
    place.let()  # whatever hung there goes on, and finds that it is not wanted any more
    carrying.wait(30)
    assert carrying.ended() == ()
    assert copies.copies_in(copies.folder_elsewhere(path, share)) == ()
    demand_nothing_in_half(path, share, kept)
    later = Carrying()
    later.begin(path, share, NOON)
    later.wait(30)
    assert [each.findings for each in later.ended()] == [()]
    assert len(copies.copies_in(copies.folder_elsewhere(path, share))) == 1
    demand_nothing_in_half(path, share, kept)


@pytest.mark.parametrize("most", range(12))
def test_wherever_it_is_stopped_what_is_there_is_whole(
    path: Path, kept: Path, share: Path, most: int
) -> None:
    class Stop(Exception):
        pass

    left = most

    def step() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Stop

    folder = copies.folder_elsewhere(path, share)
    try:
        copies.carry(kept, folder, NOON, step=step)
    except Stop:
        assert not (folder / kept.name).exists()
    else:
        assert most > len(SCANS)  # it was asked more often than that
    demand_nothing_in_half(path, share, kept)


def test_one_comes_after_the_other(
    path: Path, kept: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = path.with_name("other.cpdesk")
    Store.create(other, author="a", now=noon).close()
    upkeep.keep_beside(other, NOON)
    place, carrying = slow(monkeypatch, share), Carrying()
    carrying.begin(path, share, NOON)
    carrying.begin(other, share, NOON)
    assert place.asked.wait(30)
    assert not copies.folder_elsewhere(other, share).exists()
    place.let()
    carrying.wait(30)
    assert [each.path for each in carrying.ended()] == [path, other]


def test_a_place_that_is_gone_is_told(path: Path, kept: Path, share: Path) -> None:
    share.rmdir()
    carrying = Carrying()
    carrying.begin(path, share, NOON)
    carrying.wait(30)
    ((told,),) = (each.findings for each in carrying.ended())
    assert told.code == "second-place-missing"
    assert told.facts["folder"] == share


def test_a_mistake_of_the_program_is_told_too(
    path: Path, kept: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_is_there", lambda _place: 1 / 0)
    carrying = Carrying()
    carrying.begin(path, share, NOON)
    carrying.wait(30)
    (ended,) = carrying.ended()
    assert isinstance(ended.error, ZeroDivisionError)


def test_a_share_that_does_not_answer_is_not_waited_for(
    path: Path, kept: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with silent(monkeypatch):
        carrying, begun = Carrying(), time.monotonic()
        carrying.begin(path, share, NOON)
        carrying.finish(0.1)
        assert time.monotonic() - begun < 5
        assert carrying.busy


def test_nor_does_the_program_stay_for_it(path: Path, kept: Path, share: Path) -> None:
    """The call that hangs there cannot be called off, and the process ends all the same."""
    code = (
        "import sys, time; from datetime import datetime; from pathlib import Path; "
        "from cpdesk.services import carrying, upkeep; "
        "upkeep._is_there = lambda _place: time.sleep(120); "
        "path, share = map(Path, sys.argv[1:]); made = carrying.Carrying(); "
        "made.begin(path, share, datetime.now()); made.finish(0.1); print('gone', flush=True)"
    )
    known = {**os.environ, "PYTHONPATH": str(HOUSE)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(share)],
        capture_output=True, text=True, check=True, env=known, timeout=60,
    )  # fmt: skip
    assert done.stdout == "gone\n"


def test_what_a_program_that_was_ended_left_there_goes_a_day_later(share: Path) -> None:
    old, fresh, other = (share / name for name in (".cpdesk-1a", ".cpdesk-2b", "my.cpdesk"))
    for each in (old, fresh, other):
        each.write_bytes(b"half")
    for each in (old, other):
        os.utime(each, (time.time() - 90_000, time.time() - 90_000))
    drop_old_drafts(share)
    assert sorted(each.name for each in share.iterdir()) == [".cpdesk-2b", "my.cpdesk"]
