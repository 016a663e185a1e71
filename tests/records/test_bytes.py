"""The bytes of papers: kept once, whole or not at all, and read piece by piece."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cpdesk.domain.findings import Refusal
from cpdesk.records import evidence
from cpdesk.records.store import Store

MIB = 1 << 20


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(
        tmp_path / "a.cpdesk", author="a", now=lambda: datetime(2026, 11, 24)
    ) as opened:
        yield opened


def rows(store: Store) -> int:
    with store._engine.begin() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM evidence_part").scalar() or 0)


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 17])
def test_any_size_comes_back_equal(store: Store, size: int) -> None:
    content = os.urandom(size)
    sha, kept = store.add_bytes(io.BytesIO(content))
    assert kept == size
    assert b"".join(store.read_bytes(sha)) == content
    with store.open_bytes(sha) as file:
        assert file.read() == content
    assert rows(store) == max(1, -(-size // MIB))


class Slow(io.BytesIO):
    """A stream that hands out a little at a time, as a raw one may."""

    def read(self, _size: int | None = -1, /) -> bytes:
        return super().read(70_001)


def test_a_stream_that_hands_out_little_makes_the_same_rows(store: Store) -> None:
    content = os.urandom(2 * MIB + 5)
    sha, _ = store.add_bytes(Slow(content))
    assert rows(store) == 3
    assert store.add_bytes(io.BytesIO(content))[0] == sha
    assert rows(store) == 3


def test_the_bytes_are_a_file_that_can_be_wound(store: Store) -> None:
    content = bytes(range(256)) * 8192  # 2 MiB
    sha, _ = store.add_bytes(io.BytesIO(content))
    with store.open_bytes(sha) as file:
        assert file.seekable()
        for at in (MIB - 3, 0, 2 * MIB - 1, 2 * MIB, 5 * MIB):
            assert file.seek(at) == file.tell() == at
            assert file.read(7) == content[at : at + 7]
        assert file.seek(-5, io.SEEK_END) == len(content) - 5
        file.seek(2, io.SEEK_CUR)
        assert file.read() == content[-3:]
        with pytest.raises(ValueError, match="before the beginning"):
            file.seek(-1)


def refused(store: Store, stream: io.BytesIO) -> str:
    with pytest.raises(Refusal) as caught:
        store.add_bytes(stream)
    assert rows(store) == 0
    return caught.value.finding.code


def test_too_much_is_refused_before_a_byte_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert evidence.LARGEST == 500 * MIB
    monkeypatch.setattr(evidence, "LARGEST", 2 * MIB)
    assert refused(store, io.BytesIO(bytes(2 * MIB + 1))) == "evidence-too-large"
    assert store.add_bytes(io.BytesIO(bytes(2 * MIB)))[1] == 2 * MIB


class Growing(io.BytesIO):
    """A file that somebody writes to while it is read a second time."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self.write(b"more")
        return super().seek(offset, whence)


def test_a_file_that_changes_while_it_is_read_is_not_kept(store: Store) -> None:
    stream = Growing(b"bill")
    io.BytesIO.seek(stream, 0)
    assert refused(store, stream) == "evidence-changed"


def test_bytes_that_are_not_there_are_one_sentence(store: Store) -> None:
    for wish in (lambda: store.open_bytes("0" * 64), lambda: next(store.read_bytes("0" * 64))):
        with pytest.raises(Refusal) as caught:
            wish()
        assert caught.value.finding.code == "no-such-bytes"
