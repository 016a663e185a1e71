"""Safe copies: what stands at the target is not lost, and the old record comes back on a fault."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.records import engine, faults, safety
from cpdesk.records.store import Store
from cpdesk.services import upkeep


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "公司 記錄.cpdesk"
    with Store.create(path, author="a", now=noon) as store:
        change(store, "c")
    return path


def change(store: Store, id: str) -> None:
    with store.change("Add") as work:
        work.put(Company(id=id))


def changed(path: Path, id: str) -> None:
    with Store.open(path, author="a", now=noon) as store:
        change(store, id)


def companies(path: Path) -> list[str]:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        return [each.id for each in store.record.all(Company)]


def refused(wish: object) -> str:
    assert callable(wish)
    with pytest.raises(Refusal) as caught:
        wish()
    return caught.value.finding.code


def test_an_older_copy_of_the_same_record_is_replaced(path: Path, tmp_path: Path) -> None:
    copy = safety.backup(path, tmp_path / "備份.cpdesk")
    changed(path, "d")
    with Store.open(path, author="a", now=noon) as store:  # also while it is open
        assert safety.backup(store, copy) == copy
    assert companies(copy) == ["c", "d"]


def test_nothing_else_is_replaced(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.cpdesk"
    Store.create(other, author="a", now=noon).close()
    newer = safety.backup(path, tmp_path / "newer.cpdesk")
    changed(newer, "d")
    (tmp_path / "folder").mkdir()
    for target in (other, newer, path, tmp_path / "folder"):
        kept = target.read_bytes() if target.is_file() else b""
        assert refused(lambda target=target: safety.backup(path, target)) == "backup-target-taken"
        assert not kept or target.read_bytes() == kept
    (tmp_path / "letter.doc").write_bytes(b"dear")
    assert refused(lambda: safety.backup(path, tmp_path / "letter.doc")) == "not-a-record"
    assert (tmp_path / "letter.doc").read_bytes() == b"dear"
    nowhere = tmp_path / "nowhere" / "a.cpdesk"
    assert refused(lambda: safety.backup(path, nowhere)) == "no-folder"


def test_a_backup_without_a_name_is_named_by_the_moment(path: Path) -> None:
    copy = upkeep.backup(path, None, noon())
    assert copy.name == "公司 記錄 2026-11-24 120000.cpdesk"
    assert upkeep.verify(copy) == ()


def test_a_record_is_not_restored_from_itself(path: Path) -> None:
    before = path.read_bytes()
    assert refused(lambda: safety.restore(path, path, noon())) == "backup-target-taken"
    assert path.read_bytes() == before


def test_two_restores_in_one_second_keep_both(path: Path, tmp_path: Path) -> None:
    copy = safety.backup(path, tmp_path / "備份.cpdesk")
    kept = [safety.restore(copy, path, noon()).kept for _ in range(2)]
    assert [each.name for each in kept if each] == [
        "公司 記錄 (before restore 2026-11-24 120000).cpdesk",
        "公司 記錄 (before restore 2026-11-24 120000, 2).cpdesk",
    ]


@pytest.fixture
def failing(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The last move, of the restored record into its place, fails."""
    replace = os.replace

    def fail(source: Path, goal: Path) -> None:
        if "restoring" in Path(source).name:
            raise OSError(errno.EIO, "Input/output error")
        replace(source, goal)

    monkeypatch.setattr(os, "replace", fail)
    yield
    monkeypatch.undo()


def test_the_old_record_comes_back_where_a_restore_fails(
    path: Path, tmp_path: Path, failing: None
) -> None:
    copy = safety.backup(path, tmp_path / "備份.cpdesk")
    changed(path, "d")
    before = path.read_bytes()
    assert refused(lambda: safety.restore(copy, path, noon())) == "record-unreachable"
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["備份.cpdesk", path.name]


def test_a_copy_that_turned_out_unsound_is_not_kept(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise faults.DAMAGED.refuse(path=source, reason="test")

    monkeypatch.setattr(engine, "copy_database", spoiled)
    assert refused(lambda: safety.backup(path, tmp_path / "b.cpdesk")) == "record-damaged"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
