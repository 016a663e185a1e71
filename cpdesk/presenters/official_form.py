"""The official form on the screen: loaded, understood, corrected, marked and filled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.projects import Project
from cpdesk.domain.words import N_
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.official_cases import For, case_of, cases_of
from cpdesk.presenters.official_keeping import Keeping
from cpdesk.presenters.official_places import Places
from cpdesk.presenters.official_rows import FieldRow, every_meaning, rows_of
from cpdesk.presenters.official_sheet import SheetShown
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.entry import attempt

if TYPE_CHECKING:
    from cpdesk.documents.forms.filling import Filled
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


class OfficialForm:
    """One form at a time; whatever is corrected is remembered for the next time it is loaded."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.session = session
        self.running = False
        self.chosen = ""
        self.sheet = SheetShown(self)
        self.places = Places(self)
        self.keeping = Keeping(self)
        self.known: Understood | None = None
        self.filled: Filled | None = None
        self._runner = runner
        self._view: OfficialFormView | None = None
        self._refused: tuple[Finding, ...] = ()
        self.case_id = ""
        self._seen: object = None
        self._again = False
        session.listen(self._changed)

    def attach(self, view: OfficialFormView) -> None:
        self._view = view
        view.show_page()

    # what is shown

    @property
    def file_name(self) -> str:
        return self.known.file.name if self.known else ""

    @property
    def ending(self) -> str:
        """Of the filled form: `.docx` or `.pdf`."""
        return self.known.ending if self.known else ""

    @property
    def ready(self) -> bool:
        return self.filled is not None and not self.running

    @property
    def cases(self) -> tuple[For, ...]:
        """Every project and every label application with its class and year."""
        return cases_of(self.session)

    @property
    def case(self) -> For | None:
        return next((each for each in self.cases if each.id == self.case_id),
                    next(iter(self.cases), None))  # fmt: skip

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The fields in the order of the form."""
        texts = self.filled.texts if self.filled else {}
        return rows_of(self.session.t, self.known, texts) if self.known else ()

    @property
    def meaning(self) -> tuple[str, int]:
        """What the chosen field means, and in which line of a table it stands."""
        known = self.known.meanings if self.known else ()
        found = next((each for each in known if each.field == self.chosen), None)
        return (found.ask, found.row) if found else ("", 0)

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Everything that a field can mean, in words."""
        return every_meaning(self.session.t)

    @property
    def findings(self) -> tuple[Line, ...]:
        """What the form asks and the record lacks, and what is doubtful."""
        found = list(self._refused)
        if self.known is not None and self.case is None:
            found.append(NO_CASE.at(Place(Project.word)))
        found += self.known.findings if self.known else ()
        found += self.filled.findings if self.filled else ()
        return lines(self.session.t, found, self.session.record)

    @property
    def summary(self) -> str:
        """How many of the fields are filled."""
        rows = self.rows
        full = sum(bool(each.text) for each in rows)
        return self.session.t("{full} of {n} fields are filled", full=full, n=len(rows))

    @property
    def pictured(self) -> bool:
        """Whether it can be shown as it is filled; a Word form is looked at in Word."""
        return self.ending == ".pdf"

    # wishes

    def load(self, path: Path, map_file: Path | None = None) -> None:
        """Read a form, and fill it to be looked at."""
        from cpdesk.services.forms import understand

        self.known = self.filled = None
        self.chosen, self.sheet.number = "", 0
        self.places.forget()
        self._understand(lambda: understand(self.session.ws, path, map_file))

    def take_map(self, path: Path) -> None:
        """Understand the same form by a map that somebody made."""
        if self.known is not None:
            self.load(self.known.file, path)

    def choose_case(self, id: str) -> None:
        was_kept = self.keeping.kept
        self.case_id = id
        if not (was_kept and self.keeping.switch()):
            self.refill()

    def choose(self, name: str) -> None:
        """Look at a field, and turn to its page."""
        self.chosen = name
        self.sheet.follow(name)
        self.show()

    def correct(self, ask: str, row: int = 1) -> None:
        """Say what the chosen field means; the form is filled again."""
        from cpdesk.services.form_places import with_meaning

        known, name = self.known, self.chosen
        if known is not None and name:
            self.change(with_meaning(self.session.ws, known, name, ask, row))

    def change(self, now: Understood) -> None:
        """Take the form as it was corrected; it is remembered, and there is a way back."""
        self.places.went_from(self.known)
        self.become(now)

    def become(self, now: Understood) -> None:
        """The form as it was corrected, or as it was before that; it is remembered."""
        self.known = now
        self.known_remembered()
        self.refill()

    def known_remembered(self) -> None:
        from cpdesk.services.official import remember

        known = self.known
        if known is not None:
            before = self.session.record
            self._refused = remember(self.session.ws, known)
            self.keeping.saw()
            if self.session.record is not before:
                self.session.changed(self.session.t("Saved."))

    def write(self, path: Path) -> bool:
        """Write the filled form; whether that could be done."""
        from cpdesk.services.forms import write_filled

        known, made = self.known, self.filled
        if known is None or made is None:
            return False
        return self.told(lambda: write_filled(known, made, path), path)

    def write_map(self, path: Path) -> bool:
        """Write the map, to be given to another factory; whether that could be done."""
        from cpdesk.services.forms import write_map

        known = self.known
        return known is not None and self.told(lambda: write_map(known, path), path)

    def told(self, write: Callable[[], object], path: Path, said: str = "") -> bool:
        """Whether that could be done; it is told in the status line, or among the findings."""
        self._refused = attempt(lambda: _only(write()))
        if self._refused:
            self.show()
            return False
        self.session.changed(said or self.session.t("{file} was made.", file=path.name))
        return True

    # filling

    def _understand(self, understand: Callable[[], Understood]) -> None:
        """Read the form aside; the record that is read is the one of this moment."""
        self.running, self._refused = True, ()
        self.show()

        def done(known: Understood) -> None:
            self.running, self.known = False, known
            self.keeping.saw()
            self.chosen = next((each.name for each in known.form.fields), "")
            self.refill()

        self._runner.run(lambda _job: understand(), done, self._failed, lambda _job: None)

    def refill(self) -> None:
        """Fill it aside as it is understood now; once more where that changed meanwhile."""
        from cpdesk.services.forms import filled

        ws, chosen, known = self.session.ws, self.case, self.known
        if known is None or self.running:
            self._again = known is not None
            return
        case = case_of(self.session, chosen.entity) if chosen else None
        self.running, self._again, self._seen = True, False, self.session.record
        self.show()

        def done(made: Filled | None) -> None:
            self.running, self.filled = False, made
            if self._again:
                self.refill()
            else:
                self.show()

        self._runner.run(lambda _job: filled(ws, known, case) if case else None, done,
                         self._failed, lambda _job: None)  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self.running = False
        self.refused(error)
        if not isinstance(error, Refusal | OSError):
            raise error

    def refused(self, error: Exception) -> None:
        """Say why something could not be done."""
        if isinstance(error, Refusal):
            self._refused = (error.finding,)
        elif isinstance(error, OSError):
            self._refused = (UNREADABLE.at(reason=str(error)),)
        self.show()

    @property
    def stale(self) -> bool:
        """Whether the record has changed since the form was filled."""
        return self.known is not None and self._seen is not self.session.record

    def renew(self) -> None:
        """Fill again from the record as it is now, by its map as that is now."""
        if not self.keeping.follow():
            self.refill()

    def _changed(self) -> None:
        self.show()

    def show(self) -> None:
        """Tell the view."""
        if self._view:
            self._view.show_page()


def _only(_made: object) -> None:
    """What was made is told in the status line."""
