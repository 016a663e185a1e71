"""What this PC remembers between two starts; nothing of a record, nothing personal."""

from __future__ import annotations

import json
import locale
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from cpdesk.base.files import write_atomically
from cpdesk.base.languages import LANGUAGES
from cpdesk.base.paths import data_folder

T = TypeVar("T")
_RECENT = 8
_TEXT_SIZES = range(7, 25)
THEMES = ("system", "light", "dark")
_SIMPLIFIED = ("zh_cn", "zh_sg", "zh_my", "hans", "chinese (simplified", "chinese_china")


@dataclass(frozen=True)
class Settings:
    """Language of the screen, text size in points, its theme of colours, records used last (newest
    first), and the highest change number seen of each record id, so that an older copy is noticed.

    `marks` tell that change from another of the same number; `second_place` is a folder where
    copies of every record are kept as well, or empty; `owed` are the records whose last copy is not
    there yet. `last_start` is how many seconds the last start took; 0 where nobody knows.
    """

    language: str = "en"
    text_size: int = 10
    theme: str = "system"
    recent: tuple[str, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    second_place: str = ""
    owed: tuple[str, ...] = ()
    last_start: float = 0.0

    def opened(self, path: Path) -> Settings:
        """With this record as the one used last."""
        newest = str(path.resolve())
        others = tuple(each for each in self.recent if each != newest)
        return replace(self, recent=(newest, *others)[:_RECENT])

    def owing(self, path: Path) -> Settings:
        """With the last copy of this record not in the second place yet."""
        return replace(self, owed=(*self.settled(path).owed, str(path.resolve())))

    def settled(self, path: Path) -> Settings:
        """With the last copy of this record in the second place, or no copy wanted there."""
        return replace(self, owed=tuple(each for each in self.owed if each != str(path.resolve())))

    def owes(self, path: Path) -> bool:
        return str(path.resolve()) in self.owed

    def saw(self, record_id: str, change: int, mark: str = "") -> Settings:
        """With this copy of a record remembered; the highest change number stays."""
        newest = change >= self.seen.get(record_id, 0)
        return self.restored(record_id, change, mark) if newest else self

    def restored(self, record_id: str, change: int, mark: str) -> Settings:
        """With this state of a record as the newest, as when a copy took its place here."""
        return replace(self, seen={**self.seen, record_id: change},
                       marks={**self.marks, record_id: mark})  # fmt: skip


def load_settings() -> Settings:
    """What was saved; where there is nothing yet, or a damaged file, what suits this PC."""
    fresh = Settings(language=language_of(locale.getlocale()[0] or ""))
    try:
        said = json.loads(_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return fresh
    return _checked(said, fresh) if isinstance(said, dict) else fresh


def save_settings(settings: Settings) -> None:
    """Raises OSError where the folder cannot be written."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode()

    def write(out: BinaryIO) -> None:
        out.write(text)

    write_atomically(_file(), write)


def language_of(locale_name: str) -> str:
    """The nearest of our languages to a name of the operating system, such as `zh_HK`."""
    name = locale_name.lower().replace("-", "_")
    if not name.startswith(("zh", "chinese")):
        return "en"
    return "zh_Hans" if any(each in name for each in _SIMPLIFIED) else "zh_Hant"


def _file() -> Path:
    return data_folder() / "settings.json"


def _checked(said: dict[str, Any], fresh: Settings) -> Settings:
    """Each value that makes sense; the file may be typed by hand or come from another version."""
    size, recent, seen = said.get("text_size"), said.get("recent"), said.get("seen")
    took = said.get("last_start")
    marks, second, owed = said.get("marks"), said.get("second_place"), said.get("owed")
    return Settings(
        language=said["language"] if said.get("language") in LANGUAGES else fresh.language,
        text_size=size if isinstance(size, int) and size in _TEXT_SIZES else fresh.text_size,
        theme=said["theme"] if said.get("theme") in THEMES else fresh.theme,
        recent=tuple(str(each) for each in recent) if isinstance(recent, list) else (),
        seen=_of(int, seen) if isinstance(seen, dict) else {},
        marks=_of(str, marks) if isinstance(marks, dict) else {},
        second_place=second if isinstance(second, str) else "",
        owed=tuple(str(each) for each in owed) if isinstance(owed, list) else (),
        last_start=took if isinstance(took, float) else 0.0,
    )


def _of(kind: type[T], told: dict[str, Any]) -> dict[str, T]:
    return {record: each for record, each in told.items() if isinstance(each, kind)}
