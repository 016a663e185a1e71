"""The record as it stood after any earlier change, whatever was done and undone since."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.words import LocalText
from cpdesk.records.store import Store
from tests.presenters.conftest import noon

MANY = 600  # so many new readings are kept in the journal as a whole
START = date(2024, 1, 1)


def day(at: int, amount: int, id: str = "") -> Reading:
    start = START + timedelta(at)
    return Reading(id=id or f"r{at}", meter="m", start=start, end=start + timedelta(1),
                   amount=Decimal(amount))  # fmt: skip


def begin(store: Store) -> None:
    with store.change("Begin") as work:
        work.put_many((
            Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
            Meter(id="m", code="M1", factory="f", unit="kWh"),
        ))  # fmt: skip


def step(store: Store, chance: random.Random, at: int) -> None:
    """One thing that a user may do."""
    what = chance.choice(["rename", "bulk", "edit", "remove", "undo", "undo", "redo"])
    readings = store.record.all(Reading)
    if what == "undo":
        store.undo()
        if not store.record.all(Meter):
            store.redo()
    elif what == "redo":
        store.redo()
    elif what == "edit" and readings:
        one = chance.choice(readings)
        with store.change("Edit") as work:
            work.put(day((one.start - START).days, 7_000 + at, one.id))
    elif what == "remove" and readings:
        with store.change("Remove") as work:
            work.remove(chance.choice(readings))
    elif what == "bulk":
        with store.change("Import") as work:
            work.put_many(day(at * MANY + n, n, f"b{at}-{n}") for n in range(MANY))
    else:
        with store.change("Rename") as work:
            work.put(Company(id="c", code="C1", name=LocalText(f"Name {at}")))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_every_state_can_be_walked_back_to(seed: int) -> None:
    chance = random.Random(seed)
    with (
        TemporaryDirectory() as folder,
        Store.create(Path(folder) / "a.cpdesk", author="t", now=noon) as store,
    ):
        begin(store)
        states: dict[int, Record] = {store.record.identity.change: store.record}
        for at in range(12):
            step(store, chance, at)
            states[store.record.identity.change] = store.record
        for number, state in states.items():
            assert store.record_at(number).same_content(state), (seed, number)


def test_what_was_erased_for_good_is_in_no_state(tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.cpdesk", author="t", now=noon) as store:
        begin(store)
        with store.change("Add") as work:
            paper = work.put(Evidence(id="e", code="E1", file_name="a.pdf"))
            work.put(Attachment(id="a", evidence="e", to="m"))
        before = store.record.identity.change
        store.erase([paper], "Erase")
        assert not store.record_at(before).all(Evidence)
        assert store.record_at(before).get(Meter, "m").code == "M1"
