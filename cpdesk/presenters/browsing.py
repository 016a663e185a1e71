"""What can be browsed: rows that are filtered and searched, and one of them looked at closely."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from cpdesk.domain.findings import Finding
from cpdesk.presenters.listings import Listing
from cpdesk.presenters.naming import named_sentence
from cpdesk.presenters.session import Session


@dataclass(frozen=True)
class Filter:
    """A choice of what is listed: its name, values with their words, and the chosen value."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Fact:
    """Something to read about the row: what it is, what it says, and what it said before.

    Without a label it heads those that follow.
    """

    label: str
    value: str
    before: str = ""


@dataclass(frozen=True)
class Field:
    """Something to type beside the row, with what stands there at first."""

    name: str
    label: str
    value: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Action:
    """A button beneath the row: its word, its words, and how much it weighs."""

    word: str
    words: str
    kind: str = ""


@dataclass(frozen=True)
class Details:
    """One row, closely; `ask` says what the fields are for, `problem` why the last wish failed."""

    title: str
    about: str
    facts: tuple[Fact, ...] = ()
    fields: tuple[Field, ...] = ()
    ask: str = ""
    actions: tuple[Action, ...] = ()
    problem: str = ""


class BrowserView(Protocol):
    def show_browser(self) -> None:
        """Other rows, another one looked at, or another language."""


class Browser(ABC):
    """Rows, filters and a search over one kind of thing."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sought = ""
        self.chosen: dict[str, str] = {}
        self._key: Any = None
        self._problem = ""
        self._view: BrowserView | None = None
        session.listen(self._changed)

    def attach(self, view: BrowserView) -> None:
        self._view = view
        view.show_browser()

    # what is shown

    @property
    @abstractmethod
    def title(self) -> str:
        """The title of the page."""

    @property
    @abstractmethod
    def about(self) -> str:
        """What all the rows come to, in a few words."""

    @property
    @abstractmethod
    def filters(self) -> tuple[Filter, ...]:
        """What can be chosen to be listed."""

    @property
    @abstractmethod
    def listing(self) -> Listing:
        """The rows that are left by the filters and the search."""

    @property
    @abstractmethod
    def details(self) -> Details | None:
        """The row that is looked at, closely; None where there is none."""

    @property
    @abstractmethod
    def current(self) -> Any:
        """The key of the row that is looked at: the one chosen, or the first."""

    @property
    def key(self) -> Any:
        """The key that was chosen last, which may be gone by now."""
        return self._key

    # wishes

    def find(self, text: str) -> None:
        """List only rows with all these words."""
        self.sought = text
        self._show()

    def choose(self, name: str, value: str) -> None:
        """Choose a value of a filter."""
        self.chosen[name] = value
        self._show()

    def look(self, key: Any) -> None:
        """Look at a row closely."""
        if key != self._key:
            self._problem = ""
        self._key = key
        self._show()

    @abstractmethod
    def act(self, word: str, typed: Mapping[str, str]) -> None:
        """Fulfil an action with what was typed in the fields."""

    # for the kinds of browsers

    def matches(self, *texts: str) -> bool:
        """Whether every word that is sought stands somewhere in these texts."""
        whole = " ".join(texts).casefold()
        return all(word in whole for word in self.sought.casefold().split())

    def done(self, findings: Iterable[Finding]) -> bool:
        """After a wish: tell the screens, or say why not; whether it was fulfilled."""
        found = tuple(findings)
        t, record = self.session.t, self.session.record
        self._problem = t.run_on(
            *(named_sentence(t, record, each) for each in found if each.blocking)
        )
        if self._problem:
            self._show()
            return False
        return self.session.done(found)

    @property
    def problem(self) -> str:
        return self._problem

    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_browser()
