"""The official form on the screen: loaded, understood, corrected and filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.projects import Project
from cpdesk.domain.words import N_
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.official_cases import For, case_of, cases_of
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.entry import attempt
from cpdesk.services.jobs import Job

if TYPE_CHECKING:
    from cpdesk.documents.forms.filling import Filled
    from cpdesk.documents.forms.meaning import Meaning
    from cpdesk.services.forms import Understood

UNREADABLE = blocking("form-unfinished", N_("The form could not be read: {reason}"))

NO_CASE = blocking(
    "form-no-case",
    N_("There is neither a project nor a label application to fill the form for. Add one under "
       "Project."),
)  # fmt: skip


class OfficialFormView(Protocol):
    def show_page(self) -> None:
        """The form, its fields, what is written in them and the findings may have changed."""


@dataclass(frozen=True)
class FieldRow:
    """A field of the form: what it is called, what it means, and what is written in it."""

    name: str
    page: int
    label: str
    means: str
    text: str
    doubtful: bool


class OfficialForm:
    """One form at a time; whatever is corrected is remembered for the next time it is loaded."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.session = session
        self.running = False
        self.chosen = ""
        self._runner = runner
        self._view: OfficialFormView | None = None
        self._known: Understood | None = None
        self._filled: Filled | None = None
        self._refused: tuple[Finding, ...] = ()
        self._case = ""
        self._seen: object = None
        session.listen(self._changed)

    def attach(self, view: OfficialFormView) -> None:
        self._view = view
        view.show_page()

    # what is shown

    @property
    def file_name(self) -> str:
        return self._known.file.name if self._known else ""

    @property
    def ending(self) -> str:
        """Of the filled form: `.docx` or `.pdf`."""
        return self._known.ending if self._known else ""

    @property
    def ready(self) -> bool:
        return self._filled is not None and not self.running

    @property
    def cases(self) -> tuple[For, ...]:
        """Every project and every label application with its class and year."""
        return cases_of(self.session)

    @property
    def case(self) -> For | None:
        return next((each for each in self.cases if each.id == self._case),
                    next(iter(self.cases), None))  # fmt: skip

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The fields in the order of the form."""
        known, texts = self._known, self._filled.texts if self._filled else {}
        if known is None:
            return ()
        meanings = {each.field: each for each in known.meanings}
        return tuple(
            FieldRow(
                each.name, each.page + 1, each.label or each.name, self._means(meanings[each.name]),
                texts.get(each.name, ""), self._doubtful(meanings[each.name]),
            )
            for each in known.form.fields
        )  # fmt: skip

    def _means(self, meaning: Meaning) -> str:
        from cpdesk.documents.forms.entries import Asked

        if not meaning.ask:
            return self.session.t("Not known")
        words = Asked(meaning.ask).within(self.session.t.language)
        return f"{words} ({meaning.row})" if meaning.row else words

    def _doubtful(self, meaning: Meaning) -> bool:
        from cpdesk.documents.forms.meaning import Sure

        return meaning.sure is not Sure.SURE

    @property
    def meaning(self) -> tuple[str, int]:
        """What the chosen field means, and in which line of a table it stands."""
        known = self._known.meanings if self._known else ()
        found = next((each for each in known if each.field == self.chosen), None)
        return (found.ask, found.row) if found else ("", 0)

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Everything that a field can mean, in words."""
        from cpdesk.documents.forms.asks import asks
        from cpdesk.documents.forms.entries import Asked

        language = self.session.t.language
        every = ((key, Asked(key).within(language)) for key in asks())
        return (("", self.session.t("Not known")), *every)

    @property
    def findings(self) -> tuple[Line, ...]:
        """What the form asks and the record lacks, and what is doubtful."""
        found = list(self._refused)
        if self._known is not None and self.case is None:
            found.append(NO_CASE.at(Place(Project.word)))
        found += self._known.findings if self._known else ()
        found += self._filled.findings if self._filled else ()
        return lines(self.session.t, found, self.session.record)

    @property
    def summary(self) -> str:
        """How many of the fields are filled."""
        rows = self.rows
        full = sum(bool(each.text) for each in rows)
        return self.session.t("{full} of {n} fields are filled", full=full, n=len(rows))

    @property
    def page(self) -> int:
        """The page of the chosen field, from 0."""
        return next((each.page - 1 for each in self.rows if each.name == self.chosen), 0)

    @property
    def pictured(self) -> bool:
        """Whether it can be shown as it is filled; a Word form is looked at in Word."""
        return self.ending == ".pdf"

    def picture(self, longest: int) -> bytes:
        """The page of the chosen field as it is filled, as PNG; empty without one."""
        if self._filled is None or not self.pictured:
            return b""
        from cpdesk.documents.forms.showing import page_as_png

        return page_as_png(self._filled.content, self.page, longest)

    @property
    def mark(self) -> tuple[float, float, float, float] | None:
        """Where the chosen field stands on its page, in parts of its width and height."""
        known = self._known
        field = known.form.named(self.chosen) if known else None
        if known is None or field is None:
            return None
        wide, high = known.form.sizes[field.page]
        box = field.spots[0].seen
        return box.left / wide, 1 - box.top / high, box.right / wide, 1 - box.bottom / high

    def at(self, x: float, y: float) -> str:
        """The field at a spot of the page that is shown, in parts of its width and height."""
        if self._known is None:
            return ""
        form, shown = self._known.form, self.page
        wide, high = form.sizes[shown]
        for field in form.fields:
            for spot in field.spots:
                box = spot.seen
                inside = (box.left <= x * wide <= box.right
                          and box.bottom <= (1 - y) * high <= box.top)  # fmt: skip
                if spot.page == shown and inside:
                    return field.name
        return ""

    # wishes

    def load(self, path: Path, map_file: Path | None = None) -> None:
        """Read a form, and fill it to be looked at."""
        from cpdesk.services.forms import understand

        self._known = self._filled = None
        self.chosen = ""
        self._start(lambda: understand(self.session.ws, path, map_file))

    def take_map(self, path: Path) -> None:
        """Understand the same form by a map that somebody made."""
        if self._known is not None:
            self.load(self._known.file, path)

    def choose_case(self, id: str) -> None:
        self._case = id
        self._refill()

    def choose(self, name: str) -> None:
        self.chosen = name
        self._show()

    def correct(self, ask: str, row: int = 1) -> None:
        """Say what the chosen field means; the form is filled again."""
        from cpdesk.services.forms import corrected

        known, name = self._known, self.chosen
        if known is not None and name and not self.running:
            self._start(lambda: corrected(self.session.ws, known, name, ask, row))

    def write(self, path: Path) -> bool:
        """Write the filled form; whether that could be done."""
        from cpdesk.services.forms import write_filled

        known, made = self._known, self._filled
        if known is None or made is None:
            return False
        return self._wrote(lambda: write_filled(known, made, path), path)

    def write_map(self, path: Path) -> bool:
        """Write the map, to be given to another factory; whether that could be done."""
        from cpdesk.services.forms import write_map

        known = self._known
        return known is not None and self._wrote(lambda: write_map(known, path), path)

    def _wrote(self, write: Callable[[], object], path: Path) -> bool:
        self._refused = attempt(lambda: _only(write()))
        if self._refused:
            self._show()
            return False
        self.session.changed(self.session.t("{file} was made.", file=path.name))
        return True

    # filling

    def _refill(self) -> None:
        known = self._known
        if known is not None and not self.running:
            self._start(lambda: replace(known))

    def _start(self, understand: Callable[[], Understood]) -> None:
        """Read and fill aside; the record that is read is the one of this moment."""
        from cpdesk.services.forms import filled

        ws, chosen = self.session.ws, self.case
        case = case_of(self.session, chosen.entity) if chosen else None
        self.running, self._refused, self._seen = True, (), self.session.record

        def work(_job: Job) -> tuple[Understood, Filled | None]:
            known = understand()
            return known, filled(ws, known, case) if case else None

        self._show()
        self._runner.run(work, self._done, self._failed, lambda _job: None)

    def _done(self, made: tuple[Understood, Filled | None]) -> None:
        self.running = False
        self._known, self._filled = made
        self.chosen = self.chosen or next((each.name for each in self.rows), "")
        self._show()

    def _failed(self, error: Exception) -> None:
        self.running = False
        if isinstance(error, Refusal):
            self._refused = (error.finding,)
        elif isinstance(error, OSError):
            self._refused = (UNREADABLE.at(reason=str(error)),)
        self._show()
        if not isinstance(error, Refusal | OSError):
            raise error

    @property
    def stale(self) -> bool:
        """Whether the record has changed since the form was filled."""
        return self._known is not None and self._seen is not self.session.record

    def renew(self) -> None:
        """Fill again from the record as it is now."""
        self._refill()

    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_page()


def _only(_made: object) -> None:
    """What was made is told in the status line."""
