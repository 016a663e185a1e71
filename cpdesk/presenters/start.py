"""Before a record is open: a new one, an existing one, the sample, those used last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cpdesk.base.languages import NAMES, Translator, translator


@dataclass(frozen=True)
class Recent:
    """A record used last; `found` is False where the file is gone."""

    path: Path
    found: bool


class Start:
    """What the first page says in the language chosen."""

    def __init__(self, language: str, recent: Sequence[str]) -> None:
        self.t: Translator = translator(language)
        self.recent = tuple(Recent(Path(each), Path(each).is_file()) for each in recent)

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

    def speak(self, language: str) -> None:
        self.t = translator(language)


def record_path(path: Path) -> Path:
    """The path with the ending of a record, whatever was typed."""
    return path if path.suffix.lower() == ".cpdesk" else path.with_name(path.name + ".cpdesk")
