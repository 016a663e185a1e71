"""Copies that are kept of themselves, and what comes back from them."""

from __future__ import annotations

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.records import copies, safety
from cpdesk.records.copied_papers import PAPERS
from cpdesk.records.store import Store
from cpdesk.services import upkeep
from tests.by_hand import dyeing_mill
from tests.records.busy import digest

NOON = datetime(2026, 11, 24, 12)


def noon() -> datetime:
    return NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "染廠 記錄.cpdesk"
    with Store.create(path, author="a", now=noon) as store, store.change("Typed") as work:
        work.put_many(dyeing_mill.entities())
    return path


def change(path: Path, name: str) -> str:
    with Store.open(path, author="a", now=noon) as store:
        with store.change("Add") as work:
            work.put(Company(id=name))
        return digest(store.record)


def add_paper(path: Path, content: bytes, code: str = "E1") -> str:
    with Store.open(path, author="a", now=noon) as store:
        sha, size = store.add_bytes(io.BytesIO(content))
        with store.change("Keep") as work:
            work.put(Evidence(id=code, code=code, sha256=sha, size=size, file_name="bill.pdf"))
    return sha


def state(path: Path) -> str:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        return digest(store.record)


def test_a_copy_is_kept_of_each_state_and_of_none_twice(path: Path) -> None:
    first = upkeep.keep_copy(path, NOON)
    assert first
    assert upkeep.keep_copy(path, NOON + timedelta(hours=1)) is None
    change(path, "c1")
    second = upkeep.keep_copy(path, NOON + timedelta(hours=2))
    assert [each.path for each in upkeep.copies_of(path)] == [second, first]
    assert [each.change for each in upkeep.copies_of(path)] == [2, 1]


def test_the_record_comes_back_with_its_papers(path: Path) -> None:
    scan = os.urandom(2_500_000)
    sha, empty = add_paper(path, scan), add_paper(path, b"", "E2")
    before = state(path)
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    assert copy.stat().st_size < len(scan)
    path.write_bytes(b"gone")
    done = upkeep.restore(copy, path, NOON)
    assert done.kept
    assert done.kept.read_bytes() == b"gone"
    assert done.lost == 0
    assert state(path) == before
    assert safety.verify(path) == ()
    with Store.open(path, author="b", now=noon) as store:
        assert store.open_bytes(sha).read() == scan
        assert store.open_bytes(empty).read() == b""


def test_papers_lie_there_once(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    upkeep.keep_copy(path, NOON)
    file = copies.folder_of(path) / PAPERS / sha
    written = file.stat().st_mtime_ns
    change(path, "c1")
    upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert file.stat().st_mtime_ns == written
    assert [each.name for each in file.parent.iterdir()] == [sha]


def test_a_paper_that_rotted_is_named_and_the_rest_comes_back(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    (copy.parent / PAPERS / sha).write_bytes(b"%PDF-1.7 bull")
    before = state(path)
    path.unlink()  # otherwise it would be taken from there
    assert upkeep.restore(copy, path, NOON).lost == 1
    assert state(path) == before
    assert [each.code for each in safety.verify(path)] == ["evidence-broken"]


def test_a_copy_may_be_kept_in_a_second_place(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = upkeep.keep_copy(path, NOON, stick)
    assert copy
    assert copy.parent.parent == stick
    assert upkeep.copies_of(path) == ()


def test_a_place_that_is_gone_is_a_sentence_and_nothing_is_lost(path: Path) -> None:
    first = upkeep.keep_copy(path, NOON)
    change(path, "c1")
    folder = copies.folder_of(path)
    (folder / PAPERS).rmdir()
    (folder / PAPERS).write_bytes(b"in the way")
    with pytest.raises(Refusal) as caught:
        upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert caught.value.finding.code == "copy-not-kept"
    assert [each.path for each in upkeep.copies_of(path)] == [first]
    assert not list(folder.glob(".*"))


def test_what_is_no_copy_is_left_alone(path: Path) -> None:
    upkeep.keep_copy(path, NOON)
    other = copies.folder_of(path) / f"my own{copies.ENDING}"
    other.write_bytes(b"x")
    for day in range(40):
        change(path, f"c{day}")
        upkeep.keep_copy(path, NOON + timedelta(days=day + 1))
    assert other.exists()
    assert 12 <= len(upkeep.copies_of(path)) < 20


def test_erased_papers_are_told_of_in_the_copies(path: Path) -> None:
    sha = add_paper(path, b"identity card")
    upkeep.keep_copy(path, NOON)
    assert safety.copies_holding(path, {sha}) == (
        copies.folder_of(path) / PAPERS / sha,
    )  # fmt: skip


@given(st.lists(st.integers(0, 60 * 24 * 365 * 4), min_size=1, max_size=300, unique=True))
def test_thinning_keeps_the_newest_and_one_of_each_span(minutes: list[int]) -> None:
    made = [NOON - timedelta(minutes=each) for each in minutes]
    kept = copies.worth_keeping(made, NOON)
    assert kept <= set(made)
    assert set(sorted(made)[-5:]) <= kept
    assert len(kept) <= 5 + 8 + 6 + 13 + 5
    assert {each.year for each in made} == {each.year for each in kept}
    recent = [each for each in made if NOON - each <= timedelta(days=7)]
    assert {each.date() for each in recent} == {each.date() for each in kept & set(recent)}
    assert copies.worth_keeping(kept, NOON) == kept
