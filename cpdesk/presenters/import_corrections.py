"""The user's word on a file before it is imported: on its sheets, its columns, its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Meter
from cpdesk.presenters import import_choices as choices
from cpdesk.presenters import import_questions as asking
from cpdesk.presenters.findings import Line
from cpdesk.presenters.import_choices import Chooser, Group
from cpdesk.presenters.import_questions import Question
from cpdesk.presenters.import_sheet import ImportSheet
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Status
from cpdesk.services.importing import NO_ANSWERS

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.meaning import Meaning, SheetMeaning
    from cpdesk.services.own_workbooks import OwnWorkbook


class Corrections:
    """What was said of a file so far; after each correction `look` is called.

    `own` is None for a file that needs no correction: our own template, or another program's.
    """

    def __init__(
        self, session: Session, look: Callable[[], None], fault: Callable[[Finding], None]
    ) -> None:
        self.own: OwnWorkbook | None = None
        self.factory = ""
        self.answers = NO_ANSWERS
        self.years: dict[str, str] = {}
        self._of_meters: dict[str, str] = {}  # answers about units and owners, by their questions
        self._session, self._look, self._fault = session, look, fault

    @property
    def given(self) -> Mapping[str, str]:
        """The answer to every question that the file, with this answer, asks no more."""
        cells = {key: asking.answer_of(each) for key, each in self.answers.said.items()}
        return {**self._of_meters, **cells}

    # what may be said

    def columns(self, sheet: ImportSheet) -> tuple[Chooser, ...]:
        """The choice above each column of a sheet that is taken."""
        if sheet.meaning is None or self.left_out(sheet):
            return ()
        owners = {} if sheet.meaning.rows else _owners(sheet, by_row=False)
        found = {each.index: self._chooser(each.letter, each.meaning, owners.get(each.index),
                                           each.heading)
                 for each in sheet.meaning.columns}  # fmt: skip
        return tuple(found.get(at, Chooser("", "")) for at in range(sheet.columns))

    def rows(self, sheet: ImportSheet) -> Mapping[int, Chooser]:
        """The choice beside each row, where rows are named on the left."""
        from cpdesk.exchange.proposal.rows import row_label

        meaning = sheet.meaning
        if meaning is None or not meaning.rows or self.left_out(sheet):
            return {}
        owners, by_label = _owners(sheet, by_row=True), {each.pieces: each for each in meaning.rows}
        labels = {row: row_label(sheet.grid, meaning.columns, row)
                  for row in range(meaning.first, sheet.rows)}  # fmt: skip
        return {
            row: self._chooser(by_label[label].label, by_label[label].meaning, owners.get(row), "")
            for row, label in labels.items() if label in by_label
        }  # fmt: skip

    def column_groups(self, sheet: ImportSheet, letter: str) -> tuple[Group, ...]:
        return choices.column_groups(self._session, _meant(sheet), letter)

    def row_groups(self, sheet: ImportSheet, label: str) -> tuple[Group, ...]:
        return choices.row_groups(self._session, _meant(sheet), label)

    def heads(self, sheet: ImportSheet) -> tuple[int, int] | None:
        """First and last row of the headings, by the numbers of the sheet."""
        if sheet.meaning is None or not sheet.meaning.header or self.left_out(sheet):
            return None
        rows = sheet.meaning.header
        return sheet.grid.number(min(rows)), sheet.grid.number(max(rows))

    def left_out(self, sheet: ImportSheet) -> bool:
        return sheet.meaning is not None and sheet.meaning.layout.value == "nothing"

    def _chooser(
        self, key: str, meaning: Meaning, owner: Entity | None, about: str
    ) -> Chooser:
        from cpdesk.exchange.proposal.meaning import Role

        words = choices.words_of(self._session, meaning, owner)
        return Chooser(key, words, meaning.role is Role.IGNORED, about)

    # what is said

    def choose_column(self, sheet: ImportSheet, letter: str, value: str) -> None:
        values = choices.said(self._session.record, value)
        self._forget(lambda cell: cell.rstrip("0123456789") == letter)
        self._say(lambda own: own.corrected(
            own.proposal.with_column(sheet.grid.key, letter, **values)))  # fmt: skip

    def choose_row(self, sheet: ImportSheet, label: str, value: str) -> None:
        values = choices.said(self._session.record, value)
        self._forget()
        self._say(lambda own: own.corrected(
            own.proposal.with_row(sheet.grid.key, label, **values)))  # fmt: skip

    def move_heads(self, sheet: ImportSheet, first: int, last: int) -> None:
        """The headings of a sheet lie in these rows, by the numbers of the sheet."""
        last = min(max(first, last), sheet.grid.number(sheet.rows - 1))
        first = max(sheet.grid.first, min(first, last))
        if (first, last) != self.heads(sheet):
            self._forget()
            self._say(lambda own: own.with_heads(sheet.grid.key, first, last))

    def turn_sheet(self, sheet: ImportSheet) -> None:
        """Leave a sheet out, or take one that was left out."""
        key = sheet.grid.key
        take = self.left_out(sheet)
        self._forget()
        self._say(lambda own: own.taken_in(key) if take else own.left_out(key))

    def use_mapping(self, path: Path) -> None:
        """Take the file as a mapping file says; what does not fit is said."""
        self._forget()
        self._say(lambda own: own.by_mapping(path))

    def save_mapping(self, path: Path) -> Path:
        """Write what was said of the layouts of this file, to be handed on; where it is."""
        from cpdesk.exchange.proposal.mapping_file import write_mapping

        if self.own is None:
            raise ValueError("a file that needs no correction has no mapping")
        return write_mapping(self.own.proposal, path)

    def answer(self, question: Question, value: str) -> None:
        """Decide a question; an answer for a figure has it behind a colon."""
        sort, _, rest = question.key.partition(":")
        if question.key == asking.FACTORY:
            self.factory = value
            self._look()
        elif sort == "year":
            self.years[rest] = value
            self._year(rest, int(value))
        elif sort == "unit":
            self._of_meters[question.key] = value
            self._correct(rest, {"unit": value})
        elif sort == "same":
            self._same(question, rest, value)
        else:
            self.decide({question.key: value})

    def decide(self, values: Mapping[str, str]) -> None:
        """What becomes of single cells, by their place."""
        said = dict(self.answers.said)
        for spot, value in values.items():
            decision = asking.decision_of(value)
            if decision is None:
                said.pop(spot, None)
            else:
                said[spot] = decision
        self.answers = replace(self.answers, said=said)
        self._look()

    def accept(self, line: Line, reason: str) -> None:
        """Let a doubt stand; the reason is kept with the figures, once they are imported."""
        from cpdesk.services.acceptance import acceptance_of

        if line.finding is None:
            return
        try:
            made = acceptance_of(line.finding, reason, self._session.ws)
        except Refusal as refusal:
            self._fault(refusal.finding)
            return
        self.answers = replace(self.answers, accepted=(*self.answers.accepted, made))
        self._look()

    def withdraw(self, line: Line) -> None:
        """Let a doubt stand in the way again, whether its word is kept already or not."""
        from cpdesk.services.acceptance import withdraw

        given = line.acceptance
        others = tuple(each for each in self.answers.accepted if each is not given)
        if given is not None and others == self.answers.accepted:
            self._session.done(withdraw(self._session.ws, given))
            return
        self.answers = replace(self.answers, accepted=others)
        self._look()

    def remember(self) -> None:
        """Keep on this PC what was said of these layouts; raises OSError."""
        from cpdesk.services.own_workbooks import remember

        if self.own is not None:
            remember(self.own.proposal)

    def _year(self, sheet: str, year: int) -> None:
        from cpdesk.exchange.proposal.when import When

        self._say(lambda own: own.corrected(own.proposal.with_sheet(sheet, when=When(year))))

    def _same(self, question: Question, spot: str, value: str) -> None:
        """A meter of the file is one of the record; or it is new, as is taken for granted."""
        given = self._of_meters.pop(question.key, "")
        if value != asking.NEW:
            self._of_meters[question.key] = value
            self._correct(spot, choices.said(self._session.record, value))
        elif given:  # what was said before is not so
            meter = self._session.record.get(Meter, given.partition(":")[2])
            kind = meter.kind.value if meter.kind else ""
            self._correct(spot, choices.said(self._session.record, f"new-meter:{kind}"))

    def _forget(self, of: Callable[[str], bool] = lambda _cell: True) -> None:
        """What was answered about meters holds no more where columns or rows mean otherwise."""
        for key in [each for each in self._of_meters if of(each.rpartition("!")[2])]:
            del self._of_meters[key]

    def _correct(self, spot: str, values: Mapping[str, object]) -> None:
        """The meaning of the column, or of the row, that a cell lies in."""
        name, _, cell = spot.rpartition("!")
        letter = cell.rstrip("0123456789")

        def corrected(own: OwnWorkbook) -> OwnWorkbook:
            sheet = next(each for each in own.proposal.sheets
                         if own.book.grid(each.sheet).name == name)  # fmt: skip
            if not sheet.rows:
                return own.corrected(own.proposal.with_column(sheet.sheet, letter, **values))
            label = _label(own, sheet, int(cell[len(letter) :]))
            return own.corrected(own.proposal.with_row(sheet.sheet, label, **values))

        self._say(corrected)

    def _say(self, correct: Callable[[OwnWorkbook], OwnWorkbook]) -> None:
        if self.own is None:
            return
        try:
            self.own = correct(self.own)
        except Refusal as refusal:
            self._fault(refusal.finding)
            return
        self._look()


def _meant(sheet: ImportSheet) -> SheetMeaning:
    if sheet.meaning is None:
        raise ValueError(f"nothing is said of {sheet.grid.key}")
    return sheet.meaning


def _label(own: OwnWorkbook, sheet: SheetMeaning, number: int) -> str:
    from cpdesk.exchange.proposal.rows import row_label

    grid = own.book.grid(sheet.sheet)
    return " ".join(row_label(grid, sheet.columns, number - grid.first))


def _owners(sheet: ImportSheet, *, by_row: bool) -> Mapping[int, Entity]:
    """The meter or driver that the figures of each column, or of each row, belong to."""
    found: dict[int, Entity] = {}
    for (row, column), each in sheet.cells.items():
        if each.owner is not None and each.field == "amount" and each.status is not Status.REFUSED:
            found.setdefault(row if by_row else column, each.owner)
    return found
