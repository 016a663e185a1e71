"""Whatever was done can be taken back and made again, in any kind and any number."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given, settings

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import KINDS, Record
from cpdesk.records import safety
from cpdesk.records.store import Store
from tests.exchange.made_up import entities


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@settings(
    max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate], print_blob=False, verbosity=Verbosity.quiet,
)
@given(things=entities())
def test_each_kind_is_added_changed_removed_and_all_of_it_undone(things: list[Entity]) -> None:
    """A change for each kind; then every step back and every step forth, over a reopening."""
    with tempfile.TemporaryDirectory(prefix="撤銷 ") as folder:
        path = Path(folder) / "a.cpdesk"
        with Store.create(path, author="a", now=noon) as store:
            states = [store.record, *there_and_away(store, things)]
        assert {type(each) for each in things} == set(KINDS)
        with Store.open(path, author="b", now=noon) as again:
            back_and_forth(again, states)
        assert safety.verify(path) == ()


def there_and_away(store: Store, things: list[Entity]) -> Iterator[Record]:
    """Each kind put in, parents first; all of them given another code; each taken out again."""
    for kind in KINDS:
        yield done(store, "Add", put=[each for each in things if type(each) is kind])
    coded = [replace(each, code=f"新 {each.id}") for each in things]
    yield done(store, "Change", put=coded)
    for kind in reversed(KINDS):
        yield done(store, "Remove", remove=[each for each in coded if type(each) is kind])


def done(
    store: Store, label: str, put: Sequence[Entity] = (), remove: Sequence[Entity] = ()
) -> Record:
    with store.change(label) as work:
        work.put_many(put)
        for each in remove:
            work.remove(each)
    return store.record


def back_and_forth(store: Store, states: list[Record]) -> None:
    assert store.record.same_content(states[-1])
    for state in reversed(states[:-1]):
        assert store.undo() is not None
        assert store.record.same_content(state)
    assert store.undo() is None
    for state in states[1:]:
        assert store.redo() is not None
        assert store.record.same_content(state)
    assert store.redo() is None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.cpdesk"
    with Store.create(path, author="a", now=noon) as store, store.change("Set up") as work:
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c"))
        work.put(Meter(id="m", code="M1", factory="f"))
    return path


def reading(number: int) -> Reading:
    day = date(2000, 1, 1) + timedelta(number)
    return Reading(
        id=f"r{number}", meter="m", start=day, end=day + timedelta(1), amount=Decimal(f"{number}.0")
    )


def test_rows_of_an_import_that_were_changed_and_removed_come_back_to_it(path: Path) -> None:
    """An import of 500 rows keeps no images: a row that left it must return as one of its own."""
    with Store.open(path, author="a", now=noon) as store:
        states = [store.record]
        with store.change("Import") as work:
            work.put_many(reading(number) for number in range(500))
        states.append(store.record)
        states.append(done(store, "Remove", remove=[reading(5)]))
        corrected = replace(reading(6), amount=Decimal("7.50"))
        states.append(done(store, "Correct", put=[corrected]))
        states.append(done(store, "Remove", remove=[corrected]))
        while store.can_undo and store.can_undo.label != "Set up":
            store.undo()
        assert store.record.same_content(states[0])
        while store.redo():
            pass
        assert store.record.same_content(states[-1])
    with Store.open(path, author="b", now=noon) as again:
        for state in reversed(states[:-1]):
            again.undo()
            assert again.record.same_content(state)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM reading").fetchone() == (0,)


def test_an_undo_is_itself_a_line_of_the_history(path: Path) -> None:
    with Store.open(path, author="張偉@pc", now=noon) as store:
        done(store, "Remove", remove=[store.record.get(Meter, "m")])
        store.undo()
        last = store.history()[-1]
        assert (last.kind, last.of, last.by, last.at) == (
            "undo", 2, "張偉@pc", "2026-11-24T12:00:00",
        )  # fmt: skip
        assert store.record.identity.change == 3
        assert store.record.identity.writer == "張偉@pc"


def test_a_change_within_a_change_is_a_mistake_of_the_program(path: Path) -> None:
    with (  # noqa: PT012
        Store.open(path, author="a", now=noon) as store,
        pytest.raises(RuntimeError),
        store.change("Outer") as outer,
    ):
        outer.put(Company(id="d", code="C2"))
        done(store, "Inner", put=[Company(id="e", code="C3")])
    with Store.open(path, author="a", now=noon) as store:
        assert {each.id for each in store.record.all(Company)} == {"c", "e"}


def test_a_change_that_changes_nothing_is_not_written(path: Path) -> None:
    with Store.open(path, author="a", now=noon) as store:
        before = store.record
        done(store, "Nothing", put=[store.record.get(Meter, "m")])
        with store.change("There and back") as work:
            work.put(Meter(id="n", code="M2", factory="f"))
            work.remove(work.record.get(Meter, "n"))
        assert store.record is before
        assert store.last_changes == ()


def test_what_cannot_be_kept_is_refused_before_it_is_written(path: Path) -> None:
    with Store.open(path, author="a", now=noon) as store:
        before = store.record
        with pytest.raises(ValueError, match="not an amount"):
            done(store, "Type", put=[replace(reading(1), amount=Decimal("NaN"))])
        assert store.record is before
        assert len(store.history()) == 1


@pytest.mark.parametrize("n", [3, 300])
def test_a_step_that_is_stopped_leaves_everything_as_it_was(tmp_path: Path, n: int) -> None:
    """Of single rows, and of so many that they are kept as a whole; at each place it asks."""
    path = tmp_path / "停.cpdesk"
    with Store.create(path, author="a", now=noon) as store:
        done(store, "Add", put=[Company(id=f"c{at}", code=f"C{at}") for at in range(n)])
        full, empty = store.record, Record(store.record.identity, {})
        for wish, state in ((store.undo, full), (store.redo, empty)):
            for asked in range(_asks(store, wish)):
                with pytest.raises(Stopped):
                    wish(_Stopping(asked))
                assert store.record.same_content(state)
                assert safety.verify(path) == ()
            wish()
        assert store.record.same_content(full)
        assert store.size_of(store.history()[0]) == n


class Stopped(Exception):
    """As a job that was cancelled raises it."""


class _Stopping:
    """Ends a step when it asks for the nth time."""

    def __init__(self, at: int) -> None:
        self.at, self.asked = at, 0

    def __call__(self) -> None:
        if self.asked == self.at:
            raise Stopped
        self.asked += 1


def _asks(store: Store, wish: Callable[..., object]) -> int:
    """How often such a step asks; it is done and taken back for it."""
    counting = _Stopping(-1)
    wish(counting)
    (store.redo if wish == store.undo else store.undo)()
    assert counting.asked > 1
    return counting.asked
