"""Before a record is open: a new one, an existing one, the sample, those used last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cpdesk.base.languages import NAMES, Translator, translator


@dataclass(frozen=True)
class Recent:
    """A record used last; `found` is False where the file is gone."""

    path: Path
    found: bool
    written: datetime | None = None


def recent_of(path: Path) -> Recent:
    """A record with the moment it was written last, if it can be reached."""
    try:
        return Recent(path, path.is_file(), datetime.fromtimestamp(path.stat().st_mtime))
    except OSError:
        return Recent(path, found=False)


class Start:
    """What the first page says in the language chosen."""

    def __init__(self, language: str, recent: Sequence[str]) -> None:
        self.t: Translator = translator(language)
        self.recent = tuple(recent_of(Path(each)) for each in recent)

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        return tuple(NAMES.items())

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The three steps of a new record: what, and what it means."""
        t = self.t
        return (
            (t("Company"), t("The applicant in Hong Kong")),
            (t("Factory"), t("Its name, its city, and how it belongs to the company")),
            (t("First figures"), t("Paste, import or type them")),
        )

    def when(self, recent: Recent, today: date | None = None) -> str:
        """When a record was written last: today by the hour, before that by the day."""
        if recent.written is None or not recent.found:
            return self.t("Not found")
        day, hour = recent.written.date(), f"{recent.written:%H:%M}"
        ago = ((today or date.today()) - day).days
        if ago in (0, 1):
            words = (self.t("Today {hour}", hour=hour), self.t("Yesterday {hour}", hour=hour))
            return words[ago]
        return self.t.date(day)

    def speak(self, language: str) -> None:
        self.t = translator(language)


def record_path(path: Path) -> Path:
    """The path with the ending of a record, whatever was typed."""
    return path if path.suffix.lower() == ".cpdesk" else path.with_name(path.name + ".cpdesk")


def tidy_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(" " if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in name)
    return " ".join(kept.split())[:80].rstrip(". ") or "record"


def free_path(folder: Path, name: str) -> Path:
    """`name.cpdesk`, or the first `name 2.cpdesk` that does not exist."""
    path, number = folder / f"{name}.cpdesk", 2
    while path.exists():
        path, number = folder / f"{name} {number}.cpdesk", number + 1
    return path
