"""A record file as this version of the program reads it, whatever version wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cpdesk.records import engine as file


@contextmanager
def current(path: Path, revision: str, now: datetime | None = None) -> Iterator[Path]:
    """The file to read: the record itself, migrated if needed, or for reading only a migrated copy.

    `revision` is what `examine` found; `now` is told where the record may be written. Alembic is
    imported only for an older record.
    """
    if revision == file.HEAD:
        yield path
        return
    from cpdesk.records import migration

    if now is not None:
        migration.migrate(path, now)
        yield path
        return
    with TemporaryDirectory(prefix="cpdesk-") as folder:
        copy = Path(folder) / path.name
        file.copy_database(path, copy)
        migration.run(copy)
        yield copy
