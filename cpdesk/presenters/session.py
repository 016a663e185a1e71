"""What all screens share: the open record, the language, and who wants to hear of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

from cpdesk.base.languages import Translator, translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import TONGUES
from cpdesk.presenters.naming import name_of as name_of
from cpdesk.presenters.pages import RULE, month_of
from cpdesk.services.jobs import Job, NullJob
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.domain.fields import FieldOf

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
Listener = Callable[[], None]
MANY = 50  # things to be written, from which on it is felt


class Aside(Protocol):
    def __call__(self, work: Callable[[Job], T]) -> T:
        """Do long work in another thread and return what it does; raises what it raises."""


def at_once(work: Callable[[Job], T]) -> T:
    """Without a window there is nothing to keep alive."""
    return work(NullJob())


class Session:
    """One open record as the window sees it.

    Screens read the record freely, but tell the session after each change, so that all of them
    show the same. `status` is what was done last, as a sentence; `shown` the id of the entry of
    each kind that was looked at last.
    """

    def __init__(self, ws: Workspace, language: str, aside: Aside = at_once) -> None:
        self.ws = ws
        self._aside = aside
        self.t: Translator = translator(language)
        self.status = ""
        self.go_to: Callable[[Place], None] = lambda _place: None
        self.shown: dict[str, str] = {}
        self._listeners: list[Listener] = []
        self._watched: list[Callable[[], Iterable[str]]] = []
        self._prepared: list[Callable[[], object]] = []

    @property
    def record(self) -> Record:
        return self.ws.record

    def listen(self, listener: Listener) -> None:
        """Call this after each change of the record, the language or the status."""
        self._listeners.append(listener)

    def watch(self, unkept: Callable[[], Iterable[str]]) -> None:
        """Ask this what is typed but not kept yet, before the record is closed."""
        self._watched.append(unkept)

    @property
    def unkept(self) -> tuple[str, ...]:
        """Each entry that is typed but cannot be kept yet, in a sentence that says why."""
        return tuple(words for watched in self._watched for words in watched())

    def speak(self, language: str) -> None:
        """Show everything in another language."""
        self.t = translator(language)
        self.status = ""
        self.changed()

    def changed(self, status: str | None = None) -> None:
        """Tell every screen; with a sentence for the status line."""
        if status is not None:
            self.status = status
        for listener in self._listeners:
            listener()

    def prepare(self, work: Callable[[], object]) -> None:
        """Call this in the thread that has written much, so that what is shown next is at hand."""
        self._prepared.append(work)

    def carry_out(self, wish: Callable[[Job], T], n: int) -> T:
        """Do what writes `n` things; where they are many, aside, and the screens live meanwhile.

        Raises Cancelled where it was stopped; then nothing was changed.
        """
        if n < MANY:
            return wish(NullJob())

        def work(job: Job) -> T:
            done = wish(job)
            for each in self._prepared:
                each()
            return done

        return self._aside(work)

    def done(self, findings: tuple[Finding, ...]) -> bool:
        """After a wish: tell the screens if it was fulfilled; whether it was."""
        if any(each.blocking for each in findings):
            return False
        self.changed(self.t("Saved."))
        return True

    def find(self, kind: type[E], code: str) -> E | None:
        return self.record.find(kind, code)

    def name(self, entity: Entity) -> str:
        """`M1 Electricity`: the code and the name in the language of the screen."""
        return name_of(self.t, entity)


def place_words(
    t: Translator, place: Place, record: Record | None = None, said: str = ""
) -> str:
    """Where a finding lies, in words: `Company C1, Telephone` or `M1, 2024-03`.

    With a record what has a name there is called by it as well, unless what is `said` already
    names it. Of a rule nothing, for its sentence says all and its name is only for the program.
    """
    if place.kind == RULE:
        return ""
    kind = BY_WORD.get(place.kind)
    known = record.find(kind, place.code) if record and kind and place.code else None
    code = place.code
    if known is not None and t.show(getattr(known, "name", "")) not in said:
        code = name_of(t, known)
    thing = f"{t(kind.title)} {code}".strip() if kind else place.code
    field = _field(kind, place.field)
    label = t(field.told.label) if field else ""
    return " · ".join(part for part in (thing, label, _spot_words(t, field, place.spot)) if part)


def _spot_words(t: Translator, field: FieldOf | None, spot: str) -> str:
    """A month, a language, a choice or `meter:M1` in words; a cell or a number as it is."""
    month = month_of(spot) if len(spot) == len("2024-03") else None
    if month:
        return t.month(month)
    word, _, code = spot.partition(":")
    if word in BY_WORD and code:
        return f"{t(BY_WORD[word].title)} {code}"
    chosen = field.choice(spot) if field else None
    return t.show(chosen) if chosen else t(TONGUES[spot]) if spot in TONGUES else spot


def _field(kind: type[Entity] | None, name: str) -> FieldOf | None:
    from cpdesk.domain.fields import fields_of

    return next((each for each in fields_of(kind) if each.name == name), None) if kind else None
