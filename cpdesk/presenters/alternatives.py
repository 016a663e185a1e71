"""Alternatives side by side, one of which is taken: the models of a baseline, base temperatures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from cpdesk.domain.findings import Finding
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.session import Session
from cpdesk.services import entry


@dataclass(frozen=True)
class Row:
    """An alternative as a row of texts, and what speaks against it."""

    cells: tuple[str, ...]
    chosen: bool
    doubts: tuple[Line, ...] = ()


class Alternatives(ABC):
    """The rows, the chosen one first or marked; `figures` are the columns that hold figures."""

    figures: range

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: tuple[Row, ...] = ()
        self._refused: tuple[Finding, ...] = ()
        self._found: tuple[Finding, ...] = ()

    @property
    @abstractmethod
    def title(self) -> str:
        """What is side by side."""

    @property
    @abstractmethod
    def wish(self) -> str:
        """The words of the button that takes a row."""

    @property
    @abstractmethod
    def heads(self) -> tuple[str, ...]:
        """The words above the columns."""

    @property
    @abstractmethod
    def about(self) -> str:
        """From what they were made."""

    @abstractmethod
    def _wish(self, at: int) -> Callable[[], object]:
        """What taking a row does."""

    @property
    def warnings(self) -> tuple[Line, ...]:
        """What is to be known before one is taken, or why there is none."""
        return lines(self.session.t, (*self._refused, *self._found), self.session.record)

    def take(self, at: int) -> bool:
        """Take a row; whether that could be done."""
        wish = self._wish(at)

        def change() -> None:
            wish()

        self._refused = entry.attempt(change)
        return self.session.done(self._refused)
