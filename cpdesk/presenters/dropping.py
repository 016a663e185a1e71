"""What a file that is dropped onto the window, or named at the start, is meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RECORD = ".cpdesk"
FORMS = (".pdf", ".docx")
TABLES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".json",
          ".toml")  # fmt: skip


@dataclass(frozen=True)
class Dropped:
    """At most one of the three is set: a record to open, a table to import, papers to keep."""

    record: Path | None = None
    table: Path | None = None
    papers: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.record or self.table or self.papers)


def meant(paths: Sequence[Path]) -> Dropped:
    """One record or table by itself is that; everything else, several at once too, is papers."""
    files = [each for each in paths if each.is_file()]
    if len(files) != len(paths) or not files:
        return Dropped()
    ending = files[0].suffix.lower()
    if len(files) == 1 and ending == RECORD:
        return Dropped(record=files[0])
    if len(files) == 1 and ending in TABLES:
        return Dropped(table=files[0])
    if any(each.suffix.lower() == RECORD for each in files):
        return Dropped()
    return Dropped(papers=tuple(files))


def form_in(paths: Sequence[Path]) -> Path | None:
    """The official form in what was dropped on its page; several files at once are papers."""
    only = paths[0] if len(paths) == 1 else None
    return only if only and only.is_file() and only.suffix.lower() in FORMS else None
