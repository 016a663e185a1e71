"""Steps of the history: what stands after any undo and redo, and what a step changed."""

from __future__ import annotations

import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import Change
from cpdesk.domain.words import LocalText
from cpdesk.records.store import Store
from cpdesk.services import history
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def ws(tmp_path: Path):  # noqa: ANN201
    with Store.create(tmp_path / "歷史.cpdesk", author="陳", now=noon) as store:
        yield Workspace(store, noon, "陳")


def name(ws: Workspace, words: str) -> None:
    with ws.store.change("Changing {kind} {code}", kind="Company", code="C1") as work:
        work.put(Company(id="c", code="C1", name=LocalText(en=words)))


def test_the_newest_step_is_first_and_says_how_far_it_is_back(ws: Workspace) -> None:
    for words in ("A", "B", "C"):
        name(ws, words)
    ws.store.undo()
    told = [(each.entry.kind, each.stands, each.back, each.forth)
            for each in history.steps(ws.store.history())]  # fmt: skip
    assert told == [
        ("undo", True, 0, 0), ("change", False, 0, 1), ("change", True, 1, 0),
        ("change", True, 2, 0),
    ]  # fmt: skip


def test_going_back_several_steps_and_forth_again(ws: Workspace) -> None:
    for words in "ABCDE":
        name(ws, words)
    assert history.go(ws, 3, back=True) == 3
    assert ws.record.all(Company)[0].name.en == "B"
    assert history.go(ws, 2, back=False) == 2
    assert ws.record.all(Company)[0].name.en == "D"
    assert history.go(ws, 9, back=False) == 1  # no further than there is
    assert history.size(ws, 3, back=True) == 3


def test_going_back_can_be_stopped_between_two_steps(ws: Workspace) -> None:
    for words in "ABCDE":
        name(ws, words)

    class TwoSteps(Job):
        def report(self, sentence: str, share: float) -> None:
            if ws.record.all(Company)[0].name.en == "C":
                self.cancel()
            super().report(sentence, share)

    assert history.go(ws, 4, back=True, job=TwoSteps()) == 2
    assert ws.record.all(Company)[0].name.en == "C"


def test_a_step_tells_each_field_before_and_after(ws: Workspace) -> None:
    name(ws, "Old")
    name(ws, "New")
    changes, bulk = ws.store.changes_of(2)
    assert bulk == {}
    (told,) = history.fields_changed(changes[0])
    assert told.told
    assert told.told.name == "name"
    assert (told.before.en, told.after.en) == ("Old", "New")
    assert ws.store.changes_of(99) == ((), {})


def test_a_thing_that_is_added_tells_what_it_says_and_nothing_else() -> None:
    meter = Meter(id="m", code="M1", factory="f", unit="kWh")
    found = history.fields_changed(Change(None, meter))
    said = {each.told.name: each.after for each in found if each.told}
    assert said["unit"] == "kWh"
    assert "density" not in said
    assert all(each.before is None for each in found)


def test_a_large_import_tells_how_many(ws: Workspace) -> None:
    with ws.store.change("Import of {file}", file="一.xlsx") as work:
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c"))
        work.put(Meter(id="m", code="M1", factory="f", unit="kWh"))
        work.put_many([
            Reading(id=f"r{n}", meter="m", amount=Decimal(n), start=noon().date().replace(day=1),
                    end=noon().date())
            for n in range(2000)
        ])  # fmt: skip
    changes, bulk = ws.store.changes_of(1)
    assert len(changes) + sum(bulk.values()) == 2003


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(wishes=st.lists(st.sampled_from(["change", "undo", "redo"]), max_size=30))
def test_what_stands_is_what_the_record_holds(wishes: list[str]) -> None:
    """However one goes back and forth, the last change that stands is the one that is there."""
    with tempfile.TemporaryDirectory() as folder, Store.create(
        Path(folder) / "a.cpdesk", author="a", now=noon
    ) as store:
        ws = Workspace(store, noon, "a")
        for at, wish in enumerate(wishes):
            if wish == "change":
                name(ws, str(at))
            else:
                getattr(store, wish)()
        standing = [each for each in history.steps(store.history())
                    if each.stands and each.entry.kind == "change"]  # fmt: skip
        companies = store.record.all(Company)
        assert bool(standing) == bool(companies)
        if standing:
            assert standing[0].back == 1
            (change,) = store.changes_of(standing[0].entry.number)[0]
            assert change.after == companies[0]
        assert [each.back for each in standing] == list(range(1, len(standing) + 1))
