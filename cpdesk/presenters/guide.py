"""The guide in its own window: which chapters are shown, and which one is read."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from cpdesk.base.languages import Translator
from cpdesk.domain.record import Record
from cpdesk.services.guide import CHAPTERS, Chapter, chapters, pictures

# Pages that share a chapter with another.
_CHAPTERS = {
    "audit": "report", "factory": "company", "meters": "company", "project": "application",
    "budget": "application", "label": "dossier", "schemes": "factors", "settings": "history",
    "bill": "bills",
}  # fmt: skip


class GuideView(Protocol):
    def show_guide(self) -> None:
        """The chapters to choose from may have changed, and so may the one that is read."""


class Guide:
    """What is read in the guide; it speaks the language of the window."""

    def __init__(self, t: Translator, record: Record | None = None) -> None:
        self.wanted = ""
        self._read(t, record)
        self._word = CHAPTERS[0]
        self._view: GuideView | None = None

    def attach(self, view: GuideView) -> None:
        self._view = view
        view.show_guide()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in which what is looked for stands; all of them where it is nothing."""
        wanted = self.wanted.strip().casefold()
        return tuple(
            each for each in self._all if wanted in each.text.casefold()
        )

    @property
    def chapter(self) -> Chapter | None:
        """The chapter that is read: the one chosen, or the first in which the words stand."""
        shown = self.chapters
        return next((each for each in shown if each.word == self._word), next(iter(shown), None))

    @property
    def pictures(self) -> Path:
        """The folder that pictures are named in."""
        return pictures(self.t.language)

    def speak(self, t: Translator, record: Record | None) -> None:
        """Go on in another language, or with another record."""
        self._read(t, record)
        self._show()

    def open_page(self, page: str) -> None:
        """The chapter about a page of the window."""
        self.wanted = ""
        self.choose(_CHAPTERS.get(page, page))

    def choose(self, word: str) -> None:
        """A chapter by its word, or by the name of its file as links have it."""
        word = word.removesuffix(".md")
        self._word = word if word in CHAPTERS else CHAPTERS[0]
        self._show()

    def find(self, words: str) -> None:
        """Only the chapters in which the words stand."""
        self.wanted = words
        self._show()

    def _read(self, t: Translator, record: Record | None) -> None:
        """The whole guide, once: it is looked through at every letter of a search."""
        self.t = t
        self._all = chapters(t, record)

    def _show(self) -> None:
        if self._view is not None:
            self._view.show_guide()
