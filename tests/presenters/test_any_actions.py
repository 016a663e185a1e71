"""Any wishes in any order: nothing that was kept is lost, and undo brings back exactly."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import KINDS, Record
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.findings import accepted_lines, lines
from cpdesk.presenters.form_fields import FieldKind, FormField, Raw
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.imports import ImportPage
from cpdesk.presenters.months_grid import MONTHS, MonthsGrid
from cpdesk.presenters.pages import PAGES
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from cpdesk.records import safety
from cpdesk.records.store import Store
from cpdesk.services.workspace import Workspace
from tests.by_hand import workshop
from tests.presenters.conftest import AtOnce, Recorder, noon

PROVING = bool(os.environ.get("CPDESK_PROVE"))
KINDS_OF_FORMS = tuple(kind for page in PAGES for kind in page.kinds)
rows, columns = st.integers(0, MONTHS - 1), st.integers(0, 3)
amounts = st.sampled_from(
    ["0", "12500", "１２，５００", "1.5萬", "-3", "1.234,5", "abc", "", "99999999999999999999.5"]
)
kinds = st.sampled_from(KINDS_OF_FORMS)
words = st.text(st.sampled_from("甲乙丙 abc123\t萬℃'\"{}%\n"), max_size=8)
figures = st.lists(st.lists(amounts, min_size=1, max_size=3), min_size=1, max_size=4)

State = dict[type, dict[str, object]]


def state_of(record: Record) -> State:
    """Everything in a record, by kind and id."""
    return {kind: dict(record.table(kind)) for kind in KINDS}


def given(field: FormField, which: int, text: str) -> Raw:
    """What the box of this field gives: a text, or what can be chosen there."""
    options = [value for value, _ in field.options]
    match field.kind:
        case FieldKind.YES_NO:
            return (None, False, True)[which % 3]
        case FieldKind.LOCAL_TEXT | FieldKind.LOCAL_LONG_TEXT:
            return {language: text[at:] for at, language in enumerate(LANGUAGES)}
        case FieldKind.REFERENCES:
            return tuple(options[: which % 3])
        case FieldKind.CHOICE | FieldKind.REFERENCE:
            return ("", *options)[which % (len(options) + 1)]
    return text


class Person(RuleBasedStateMachine):
    """Somebody at the desk who does anything; `past` and `future` are what should come back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="任意 "))
        self.home = patch.dict(os.environ, {"CPDESK_HOME": str(self.folder / "home")})
        self.home.start()
        self.store = Store.create(self.folder / "a.cpdesk", author="test", now=noon)
        with self.store.change("Typed by hand") as work:
            work.put_many(workshop.entities())
        self.session = Session(Workspace(self.store, noon, "test"), "en")
        self.desk = Desk(self.session)
        self.grid = MonthsGrid(self.session)
        self.forms = {kind: EntityForm(self.session, kind) for kind in KINDS_OF_FORMS}
        self.savings = SavingsPage(self.session)
        for each in (self.grid, self.savings, *self.forms.values()):
            each.attach(Recorder())
        self.past: list[State] = [{kind: {} for kind in KINDS}]
        self.future: list[State] = []
        self.now = state_of(self.store.record)

    def done(self, wish: Callable[[], object]) -> None:
        """Carry a wish out; each change it made can be taken back one by one."""
        before, waiting = self.store.record.identity.change, self.waiting
        wish()
        made = self.store.record.identity.change - before
        assert made <= 1 + waiting, "one wish is one undo, and one for what waited for it"
        self.told(before)

    def told(self, since: int) -> None:
        """Remember each state that came after the change of this number."""
        for number in range(since + 1, self.store.record.identity.change + 1):
            self.past.append(self.now)
            self.future.clear()
            self.now = state_of(self.store.record_at(number))

    @property
    def waiting(self) -> int:
        """How many entries are begun and not kept yet."""
        record = self.store.record
        return sum(len(form.entries) - len(record.all(form.kind)) for form in self.forms.values())

    # wishes

    @rule(row=rows, column=columns, text=amounts)
    def type_a_figure(self, row: int, column: int, text: str) -> None:
        at = column % len(self.grid.columns)
        self.done(lambda: self.grid.type(row, at, text))

    @rule(row=rows, column=columns, block=figures)
    def paste(self, row: int, column: int, block: list[list[str]]) -> None:
        text = "\n".join("\t".join(line) for line in block)
        self.done(lambda: self.grid.paste(row, column % len(self.grid.columns), text))

    @rule(cells=st.lists(st.tuples(rows, columns), max_size=6))
    def clear(self, cells: list[tuple[int, int]]) -> None:
        wanted = [(row, column % len(self.grid.columns)) for row, column in cells]
        self.done(lambda: self.grid.clear(wanted))

    @rule(row=rows, column=columns)
    def mark_estimated(self, row: int, column: int) -> None:
        self.done(lambda: self.grid.mark_estimated(row, column % len(self.grid.columns)))

    @rule(year=st.integers(2023, 2027))
    def turn_to_another_year(self, year: int) -> None:
        self.done(lambda: self.grid.choose_year(year))

    @rule(which=st.integers(0, 9), reason=words)
    def accept_a_doubt(self, which: int, reason: str) -> None:
        doubts = [each for each in lines(self.session.t, self.grid.findings) if each.doubt]
        if doubts:
            self.done(lambda: self.grid.accept(doubts[which % len(doubts)], reason))

    @rule(which=st.integers(0, 9))
    def withdraw_a_reason(self, which: int) -> None:
        given = accepted_lines(self.session.t, self.grid.accepted)
        if given:
            self.done(lambda: self.grid.withdraw(given[which % len(given)]))

    @rule(kind=kinds, field=st.integers(0, 40), which=st.integers(0, 9), text=words | amounts)
    def fill_in_a_field(self, kind: type[Entity], field: int, which: int, text: str) -> None:
        form = self.forms[kind]
        if form.fields:
            at = form.fields[field % len(form.fields)]
            self.done(lambda: form.set(at.name, given(at, which, text)))

    @rule(kind=kinds)
    def begin_an_entry(self, kind: type[Entity]) -> None:
        self.done(lambda: self.forms[kind].add())

    @rule(kind=kinds, which=st.integers(0, 9))
    def choose_an_entry(self, kind: type[Entity], which: int) -> None:
        form = self.forms[kind]
        if form.entries:
            self.done(lambda: form.select(form.entries[which % len(form.entries)][0]))

    @rule(kind=kinds)
    def remove_an_entry(self, kind: type[Entity]) -> None:
        """Not the last meter, or there would be nothing more to do."""
        if kind is not Meter or len(self.store.record.all(Meter)) > 1:
            self.done(self.forms[kind].remove)

    @rule(kind=kinds)
    def forget_what_could_not_be_kept(self, kind: type[Entity]) -> None:
        self.done(self.forms[kind].revert)

    @rule(block=figures)
    def import_a_workbook(self, block: list[list[str]]) -> None:
        path = self.folder / "台账.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["月份", "CLP (kWh)", "PAINT (kg)"])
        for at, line in enumerate(block):
            book.active.append([f"2026-{at + 4:02}", *line][:3])
        book.save(path)
        page = ImportPage(self.session, path, AtOnce())
        page.attach(Recorder())
        self.done(page.take)

    @rule(language=st.sampled_from(LANGUAGES))
    def speak(self, language: str) -> None:
        self.done(lambda: self.desk.speak(language))

    @rule()
    def look_at_the_savings(self) -> None:
        assert self.savings.said.verdict

    # back and forth

    @precondition(lambda self: len(self.past) > 1)  # the workshop itself stays
    @rule()
    def undo(self) -> None:
        before = self.store.record.identity.change
        self.desk.undo()
        self.future.append(self.now)
        self.now = self.past.pop()
        self.told(before + 1)  # what waited for that is kept now

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        before = self.store.record.identity.change
        self.desk.redo()
        self.past.append(self.now)
        self.now = self.future.pop()
        self.told(before + 1)

    @rule()
    def close_and_open_again(self) -> None:
        """What was kept is there in another program, too."""
        copy = Path(shutil.copy(self.store.path, self.folder / "copy.cpdesk"))
        with Store.open(copy, author="other", now=noon, read_only=True) as other:
            assert state_of(other.record) == self.now

    # what always holds

    @initialize()
    def begin(self) -> None:
        assert self.now[Meter]

    @invariant()
    def it_is_as_it_should_be(self) -> None:
        assert state_of(self.store.record) == self.now
        assert bool(self.store.can_undo) == bool(self.past)
        assert bool(self.store.can_redo) == bool(self.future)

    @invariant()
    def everything_can_be_shown(self) -> None:
        """All that a page would ask for."""
        assert len(self.grid.row_heads) == MONTHS + 3
        assert all(form.entries or not form.fields for form in self.forms.values())
        assert self.desk.status

    def teardown(self) -> None:
        self.store.close()
        assert safety.verify(self.store.path) == ()
        self.home.stop()
        shutil.rmtree(self.folder)


TestAnyActions = pytest.mark.timeout(3600 if PROVING else 120)(Person.TestCase)
TestAnyActions.settings = settings(
    max_examples=100 if PROVING else 6, stateful_step_count=60 if PROVING else 25, deadline=None,
    derandomize=not PROVING, suppress_health_check=list(HealthCheck),
    phases=[each for each in Phase if PROVING or each is not Phase.shrink],
)  # fmt: skip
