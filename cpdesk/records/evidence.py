"""The bytes of evidence: in rows of 1 MiB under their SHA-256, written and read piece by piece."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from sqlalchemy import Connection, bindparam, func, insert, select

from cpdesk.records import faults
from cpdesk.records.tables import EVIDENCE_PART

PART = 1 << 20
LARGEST = 500 * PART
BUFFER = 1 << 16
_ROWS_HELD = 8

Part = Callable[[int], bytes | None]


def measure(stream: BinaryIO) -> tuple[str, int]:
    """Hash and size of a stream, which is left where it was; raises Refusal over 500 MB."""
    start = stream.tell()
    digest, size = hashlib.sha256(), 0
    for data in _pieces(stream):
        digest.update(data)
        size += len(data)
        if size > LARGEST:
            raise faults.EVIDENCE_TOO_LARGE.refuse()
    stream.seek(start)
    return digest.hexdigest(), size


def keep(connection: Connection, sha: str, stream: BinaryIO) -> None:
    """Write the bytes, unless they are kept already; raises Refusal where they changed."""
    if part(connection, sha, 0) is not None:
        return
    digest = hashlib.sha256()
    number = 0
    for number, data in enumerate(_pieces(stream)):
        digest.update(data)
        connection.execute(insert(EVIDENCE_PART), {"sha256": sha, "number": number, "data": data})
    if number == 0 and digest.hexdigest() == _NOTHING:
        connection.execute(insert(EVIDENCE_PART), {"sha256": sha, "number": 0, "data": b""})
    if digest.hexdigest() != sha:
        raise faults.STREAM_CHANGED.refuse()


_NOTHING = hashlib.sha256().hexdigest()


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Pieces of 1 MiB, the last one shorter; a raw stream may hand out less at a time."""
    buffer = bytearray()
    while data := stream.read(PART):
        buffer += data
        while len(buffer) >= PART:
            yield bytes(buffer[:PART])
            del buffer[:PART]
    if buffer:
        yield bytes(buffer)


_PART = select(EVIDENCE_PART.c.data).where(
    EVIDENCE_PART.c.sha256 == bindparam("sha"), EVIDENCE_PART.c.number == bindparam("part")
)


def part(connection: Connection, sha: str, number: int) -> bytes | None:
    """One row of the bytes, or None behind the last."""
    found = connection.execute(_PART, {"sha": sha, "part": number})
    return cast("bytes | None", found.scalar_one_or_none())


def size_of(connection: Connection, sha: str) -> int | None:
    """How many bytes are kept under a hash; None where there are none."""
    query = select(func.sum(func.length(EVIDENCE_PART.c.data))).where(EVIDENCE_PART.c.sha256 == sha)
    return cast("int | None", connection.scalars(query).one())


def true_hash(connection: Connection, sha: str) -> str:
    """The SHA-256 of what is really kept under that name."""
    digest, number = hashlib.sha256(), 0
    while (data := part(connection, sha, number)) is not None:
        digest.update(data)
        number += 1
    return digest.hexdigest() if number else ""


class KeptBytes(io.RawIOBase):
    """Kept bytes as a file that can be read and wound, a few rows in memory at a time."""

    def __init__(self, size: int, part: Part) -> None:
        self._size = size
        self._part = part
        self._at = 0
        self._held: dict[int, bytes] = {}

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning of the file")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        number, within = divmod(self._at, PART)
        if self._at >= self._size:
            return 0
        piece = memoryview(self._row(number))[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _row(self, number: int) -> bytes:
        """A reader of PDF leaps to and fro, so the rows read last are kept."""
        data = self._held.pop(number, None)
        if data is None:
            data = self._part(number) or b""
        while len(self._held) >= _ROWS_HELD:
            del self._held[next(iter(self._held))]
        self._held[number] = data
        return data
