"""The check of a record holds its tables against its history."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.domain.company import Company
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.projects import BudgetItem
from cpdesk.records import safety
from cpdesk.records.salvage import salvage
from cpdesk.records.store import Store
from tests.by_hand import dyeing_mill
from tests.records.test_bad_records import many_readings


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ("UPDATE reading SET start = '1999-01-01' WHERE id = ?", ("start",)),
        ("UPDATE reading SET note = 'rot' WHERE id = ?", ("note",)),
        ("DELETE FROM reading WHERE id = ?", "–"),
    ],
)
def test_what_is_not_as_the_last_change_left_it_is_told(
    path: Path, statement: str, field: object
) -> None:
    with closing(sqlite3.connect(path)) as other:
        (id,) = other.execute("SELECT id FROM reading LIMIT 1").fetchone()
        other.execute(statement, (id,))
        other.commit()
    found = [each for each in safety.verify(path) if each.code == "history-differs"]
    assert [each.facts["fields"] for each in found] == [field]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_refers_to_nothing_is_named_as_the_forms_name_it(path: Path, language: str) -> None:
    t = translator(language)
    with closing(sqlite3.connect(path)) as other:
        (code,) = other.execute("SELECT code FROM budget_item LIMIT 1").fetchone()
        other.execute("UPDATE budget_item SET project = 'nowhere' WHERE code = ?", (code,))
        other.execute("UPDATE reading SET meter = 'nowhere', amount = 'x' WHERE meter = 'st'")
        other.commit()
    found = [each for each in safety.verify(path) if each.code == "reference-broken"]
    of_items, of_readings = (
        [sentence(t, each) for each in found if each.place.kind == kind.word]
        for kind in (BudgetItem, Reading)
    )
    (said,) = of_items
    assert code in said
    assert t(field_of(BudgetItem, "project").told.label) in said
    assert said.isascii() == (language == "en")
    assert "project" not in said
    (told,) = of_readings  # none of them can be read; they are told of by what they are
    assert t(Reading.title) in told
    assert t(field_of(Reading, "meter").told.label) in told


def test_a_reference_to_something_of_another_kind_is_refused_by_the_name_of_its_field(
    path: Path,
) -> None:
    with Store.open(path, author="a", now=noon) as store:
        lost = replace(store.record.all(Meter)[0], factory="nowhere")
        with pytest.raises(Refusal) as caught, store.change("Set up") as work:
            work.put(lost)
    label = field_of(Meter, "factory").told.label
    for language in LANGUAGES:
        t = translator(language)
        assert t(label) in sentence(t, caught.value.finding)
    assert caught.value.finding.facts["field"] == "factory", "programs are told its name"


STEPS = st.lists(
    st.sampled_from(["import", "import", "correct", "type", "remove", "undo", "undo", "redo"]),
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_no_walk_of_changes_and_imports_is_taken_for_damage(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nor does a salvage of what is sound tell or lose anything."""
    path = tmp_path_factory.mktemp("walk") / "記錄.cpdesk"
    with Store.create(path, author="a", now=noon) as store:
        with store.change("Typed") as work:
            work.put_many(dyeing_mill.entities())
        for number, step in enumerate(steps):
            take(store, step, number)
        record = store.record
    assert safety.verify(path) == ()
    target = path.with_name("saved.cpdesk")
    assert salvage(path, target, "b", noon).findings == ()
    with Store.open(target, author="b", now=noon) as saved:
        assert saved.record.same_content(record)


def take(store: Store, step: str, number: int) -> None:
    """One step; the same ids come and go, as with a file that is imported again."""
    if step == "undo" and store.can_undo and store.can_undo.number > 1:
        store.undo()
    elif step == "redo":
        store.redo()
    elif step not in ("undo", "redo"):
        with store.change("Change") as work:
            many = [each for each in store.record.all(Reading) if each.id.startswith("n")]
            if step == "import":
                work.put_many(many_readings(220))
            elif step == "type":
                work.put(Company(id=f"c{number}", code=f"C8{number}"))
            for each in many[:5] if step == "remove" else ():
                work.remove(each)
            for each in many_readings(5) if step == "correct" and many else ():
                if each.id in store.record.table(Reading):
                    work.put(Reading(**{**vars(each), "amount": Decimal(number)}))
