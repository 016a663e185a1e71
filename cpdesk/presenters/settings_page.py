"""How the program speaks and looks, and how the open record is: its place, size and health."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cpdesk import __version__
from cpdesk.base.languages import NAMES, sentence
from cpdesk.base.paths import log_folder
from cpdesk.base.settings import Settings
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.domain.words import N_
from cpdesk.presenters.comparing import moment_words
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job

KEEPING = N_("Keeping a copy")
CHECKING = N_("Reading every row and every paper")
SIZES = ((9, N_("Small")), (10, N_("Usual")), (12, N_("Large")), (14, N_("Larger")),
         (16, N_("Largest")))  # fmt: skip
THEMES = (("system", N_("As this PC has them")), ("light", N_("Light")), ("dark", N_("Dark")))
_MEGABYTE = 1_000_000


class SettingsView(Protocol):
    def show_settings(self) -> None:
        """Another language, another size, or the health of the record is known."""


@dataclass(frozen=True)
class Told:
    """A line of what is so: its name and what it says."""

    name: str
    value: str


class SettingsPage:
    """What can be set, and what is known of the record and of the program."""

    def __init__(
        self, session: Session, runner: Runner, settings: Callable[[], Settings]
    ) -> None:
        self.session = session
        self.checking = self.keeping = False
        self.unkept: tuple[Line, ...] = ()
        self._runner = runner
        self._settings = settings
        self._found: tuple[Finding, ...] | None = None
        self._of: object = None
        self._view: SettingsView | None = None
        session.listen(self._show)

    def attach(self, view: SettingsView) -> None:
        self._view = view
        view.show_settings()

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        return tuple(NAMES.items())

    @property
    def sizes(self) -> tuple[tuple[str, str], ...]:
        """Sizes of the text in points, as texts, with their words."""
        return tuple((str(points), self.session.t(words)) for points, words in SIZES)

    @property
    def size(self) -> str:
        """The nearest of the sizes offered: the file of settings may be typed by hand."""
        set_to = self._settings().text_size
        return str(min((points for points, _ in SIZES), key=lambda p: abs(p - set_to)))

    @property
    def themes(self) -> tuple[tuple[str, str], ...]:
        """Colours of the screen; papers are always dark on white."""
        return tuple((theme, self.session.t(words)) for theme, words in THEMES)

    @property
    def theme(self) -> str:
        return self._settings().theme

    @property
    def record(self) -> tuple[Told, ...]:
        """The open record: where it lies, how large it is, how often it was changed."""
        from cpdesk.services.workspace import doubt_of_place

        t, store = self.session.t, self.session.ws.store
        papers = self.session.record.all(Evidence)
        size = sum(each.size for each in papers)
        known = self.session.record.identity
        place = doubt_of_place(store.path)
        return (
            Told(t("File"), str(store.path)),
            *((Told(t("Place"), sentence(t, place)),) if place else ()),
            Told(t("State"), t("can only be read") if store.read_only else
                 t.plural("{n} change, the last by {who}", "{n} changes, the last by {who}",
                          known.change, who=known.writer or "–")),
            Told(t("Evidence"), t.plural("{n} paper, {size} MB", "{n} papers, {size} MB",
                                         len(papers), size=t.number(size / _MEGABYTE, 1))),
        )  # fmt: skip

    @property
    def copies(self) -> tuple[Told, ...]:
        """Where copies of the record are kept, and the newest of them."""
        from cpdesk.services.upkeep import copies_of, second_place

        t, place = self.session.t, second_place()
        kept = copies_of(self.session.ws.store.path)
        when = moment_words(t, kept[0].made) if kept else ""
        number = t.plural("{n} copy, the newest of {when}", "{n} copies, the newest of {when}",
                          len(kept), when=when) if kept else ""  # fmt: skip
        none = t("None. Name a stick or a share, and every copy is kept there as well.")
        return (Told(t("Beside the record"), number or t("none yet")),
                Told(t("Second place"), str(place) if place else none))  # fmt: skip

    @property
    def has_second_place(self) -> bool:
        from cpdesk.services.upkeep import second_place

        return second_place() is not None

    def keep_now(self) -> None:
        """Keep a copy in both places, as when a second place was just named."""
        if self.keeping:
            return
        self.keeping, ws = True, self.session.ws

        def work(job: Job) -> tuple[Finding, ...]:
            from cpdesk.services.upkeep import keep_copies

            job.report(KEEPING, 0.0)
            return keep_copies(ws.store.path, ws.now())

        self._runner.run(work, self._kept_now, self._not_kept, lambda _job: None)
        self._show()

    def _kept_now(self, found: tuple[Finding, ...]) -> None:
        t = self.session.t
        self.keeping, self.unkept = False, lines(t, found)
        self._show()

    def _not_kept(self, error: Exception) -> None:
        self.keeping = False
        self._show()
        if not isinstance(error, Cancelled):
            raise error

    @property
    def program(self) -> tuple[Told, ...]:
        t = self.session.t
        return (
            Told(t("Version"), __version__),
            Told(t("You"), t("{author}, as the history names you", author=self.session.ws.author)),
            Told(t("Network"), t("Never used. Everything stays on this PC.")),
            Told(t("Log of faults"), str(log_folder() / "cpdesk.log")),
        )

    @property
    def log_folder(self) -> Path:
        return log_folder()

    @property
    def health(self) -> str:
        """What the last check found; it speaks of the state of the record that was checked."""
        t = self.session.t
        if self.checking:
            return t(CHECKING)
        if self._found is None:
            return ""
        if self._found:
            n = len(self._found)
            return t.plural("{n} fault was found:", "{n} faults were found:", n)
        if self._of is not self.session.record:
            return t("The record was sound when it was checked; it has changed since.")
        return t("The record is sound.")

    @property
    def faults(self) -> tuple[Line, ...]:
        return lines(self.session.t, self._found or (), self.session.record)

    def check(self) -> None:
        """Look whether the record is sound, row by row and paper by paper."""
        if self.checking:
            return
        self.checking, path, of = True, self.session.ws.store.path, self.session.record

        def work(job: Job) -> tuple[Finding, ...]:
            from cpdesk.services.upkeep import verify

            job.report(CHECKING, 0.0)
            return verify(path)

        def done(found: tuple[Finding, ...]) -> None:
            self._end(found, of)

        self._runner.run(work, done, self._failed, lambda _job: None)
        self._show()

    def _failed(self, error: Exception) -> None:
        found = (error.finding,) if isinstance(error, Refusal) else None
        self._end(found, self.session.record)
        if not isinstance(error, Refusal | Cancelled):
            raise error

    def _end(self, found: tuple[Finding, ...] | None, of: object) -> None:
        self.checking, self._found, self._of = False, found, of
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_settings()
