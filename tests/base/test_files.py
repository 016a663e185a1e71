"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from cpdesk.base.files import sha256, write_atomically


def say(text: bytes):  # noqa: ANN201
    def write(out: BinaryIO) -> None:
        out.write(text)

    return write


def test_a_file_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "申請 表.pdf"
    target.write_bytes(b"old")
    assert write_atomically(target, say(b"new")) == target
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_file_untouched(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fill(out: BinaryIO) -> None:
        out.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_atomically(target, fill)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_open_elsewhere_gets_a_neighbour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, second = tmp_path / "a.pdf", tmp_path / "a (2).pdf"
    target.write_bytes(b"open in a viewer")
    second.write_bytes(b"also taken")
    tries, replace = [], os.replace

    def held(source: Path, goal: Path) -> None:
        tries.append(goal)
        if goal == target:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[misc,unused-ignore]
            raise error
        replace(source, goal)

    monkeypatch.setattr("cpdesk.base.files.os.replace", held)
    monkeypatch.setattr("cpdesk.base.files.time.sleep", lambda _: None)
    assert write_atomically(target, say(b"new")) == tmp_path / "a (3).pdf"
    assert target.read_bytes() == b"open in a viewer"
    assert second.read_bytes() == b"also taken"
    assert 3 < tries.count(target) < 20


def test_a_missing_folder_is_named_by_the_wanted_file(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "a.pdf"
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(target, say(b""))
    assert caught.value.filename == str(target)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_the_file_can_be_read_by_colleagues(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    target = write_atomically(tmp_path / "a.pdf", say(b"new"))
    assert target.stat().st_mode == plain.stat().st_mode


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 300_000)
    assert sha256(tmp_path / "a") == hashlib.sha256(b"x" * 300_000).hexdigest()


def test_a_file_held_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a virus scanner does: the second try is allowed."""
    target, tries, replace = tmp_path / "a.pdf", [], os.replace
    target.write_bytes(b"old")

    def held_once(source: Path, goal: Path) -> None:
        tries.append(goal)
        if len(tries) == 1:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 5  # type: ignore[misc,unused-ignore]
            raise error
        replace(source, goal)

    monkeypatch.setattr("cpdesk.base.files.os.replace", held_once)
    monkeypatch.setattr("cpdesk.base.files.time.sleep", lambda _: None)
    assert write_atomically(target, say(b"new")) == target
    assert target.read_bytes() == b"new"


def test_a_folder_that_takes_no_file_is_an_error_and_stays_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_source: Path, _goal: Path) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr("cpdesk.base.files.os.replace", never)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "a.pdf", say(b"new"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_never_taken_for_a_file_in_use(tmp_path: Path) -> None:
    (tmp_path / "申請 書.pdf").mkdir()
    with pytest.raises(IsADirectoryError, match="申請 書"):
        write_atomically(tmp_path / "申請 書.pdf", lambda out: None)
    assert [each.name for each in tmp_path.iterdir()] == ["申請 書.pdf"]
