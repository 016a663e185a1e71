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
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.projects import BudgetItem
from cpdesk.records import safety
from cpdesk.records.salvage import salvage
from cpdesk.records.store import Store
from cpdesk.services.series import monthly
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


# -- what came in by an import has no second copy in the history


def imported(path: Path, count: int) -> None:
    with Store.open(path, author="a", now=noon) as store, store.change("Import") as work:
        work.put_many(many_readings(count))
    summed(path)


def summed(path: Path) -> None:
    """The sums are taken as the record is closed that was changed."""
    with Store.open(path, author="a", now=noon) as store:
        with store.change("Type") as work:
            work.put(Company(id=f"c{store.record.identity.change}"))
        store.sum_up()


def spoil(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()


def rot(path: Path) -> list[Finding]:
    """What opening tells; the check of the record says the same, and it opens all the same."""
    with Store.open(path, author="b", now=noon) as store:
        found = list(store.rot())
        assert store.record.all(Reading)
    assert [each for each in safety.verify(path) if each in found] == found
    return found


@pytest.mark.parametrize(
    ("count", "change"),
    [(201, "start = '1899-12-31'"), (512, "start = '1900-01-02', end = '1900-01-03'"),
     (513, "note = 'rot'"), (1500, "origin = 'x'"), (300, "driver = 'nowhere'"),
     (1024, "estimated = 1"), (9000, "end = date(end, '+10 day')")],
)  # fmt: skip
def test_an_imported_entry_that_rotted_is_named_with_its_place(
    path: Path, count: int, change: str
) -> None:
    imported(path, count)
    assert rot(path) == []
    spoil(path, f"UPDATE reading SET {change} WHERE id = 'n{count // 2}'")
    found = rot(path)
    assert found[-1].code == "import-differs"
    with Store.open(path, author="b", now=noon) as store:
        reading = store.record.get(Reading, f"n{count // 2}")
        series = store.record.entity(reading.of)
    place, month = found[-1].place, f"{reading.start:%Y-%m}"
    assert found[-1].facts["entity"] == f"{series or reading.of} {month}"
    if series is not None:
        assert (place.kind, place.code, place.spot) == (series.word, series.code, month)
    told = [each for each in found if each.code == "import-differs"]
    assert len(told) == 1


@pytest.mark.parametrize("count", [300, 3000])
def test_several_that_rotted_are_all_named(path: Path, count: int) -> None:
    imported(path, count)
    ids = ("n3", "n77", f"n{count - 1}")
    for id in ids:
        spoil(path, f"UPDATE reading SET end = date(end, '+1 day') WHERE id = '{id}'")
    with Store.open(path, author="b", now=noon) as store:
        names = {f"PC {store.record.get(Reading, id).start:%Y-%m}" for id in ids}
    assert names <= {each.facts["entity"] for each in rot(path)}


def test_what_was_corrected_or_removed_since_is_no_rot_and_the_rest_is_still_watched(
    path: Path,
) -> None:
    imported(path, 900)
    with Store.open(path, author="a", now=noon) as store:
        one, two, three = (store.record.get(Reading, id) for id in ("n1", "n2", "n3"))
        with store.change("Correct") as work:
            work.put(replace(one, note="as on the bill"))
        with store.change("Correct") as work:
            work.put(replace(one, note="twice"))
        with store.change("Remove") as work:
            work.remove(two)
        with store.change("Remove") as work:
            work.remove(three)
        store.undo()
    summed(path)
    assert rot(path) == []
    spoil(path, "UPDATE reading SET end = '1907-01-01' WHERE id = 'n4'")
    (found,) = rot(path)
    assert found.facts["entity"] == "PC 1900-01"
    spoil(path, "UPDATE reading SET note = 'rot' WHERE id = 'n1'")
    assert sorted(each.code for each in rot(path)) == ["history-differs", "import-differs"]


def test_an_imported_entry_that_is_gone_is_counted(path: Path) -> None:
    imported(path, 300)
    spoil(path, "DELETE FROM reading WHERE id = 'n8'")
    (found,) = rot(path)
    assert (found.code, found.facts["n"], found.facts["there"]) == ("import-lost", 300, 299)


def test_an_import_taken_back_and_made_again_is_as_it_was(path: Path) -> None:
    imported(path, 300)
    with Store.open(path, author="a", now=noon) as store:
        store.undo()  # what was typed after it
        store.undo()
    assert rot(path) == []
    with Store.open(path, author="a", now=noon) as store:
        store.redo()
        store.sum_up()
    assert rot(path) == []
    spoil(path, "UPDATE reading SET start = '1899-01-01' WHERE id = 'n9'")
    assert "import-differs" in [each.code for each in rot(path)]


def test_sums_of_what_was_changed_before_they_were_taken_are_those_of_the_import(
    path: Path,
) -> None:
    with Store.open(path, author="a", now=noon) as store:
        with store.change("Import") as work:
            work.put_many(many_readings(300))
        with store.change("Correct") as work:
            work.put(replace(store.record.get(Reading, "n1"), note="as on the bill"))
            work.remove(store.record.get(Reading, "n2"))
        store.sum_up()
    assert rot(path) == []
    spoil(path, "UPDATE reading SET end = '1907-01-01' WHERE id = 'n4'")
    assert [each.code for each in rot(path)] == ["import-differs"]


def test_a_record_that_is_only_looked_at_is_not_written_to(path: Path) -> None:
    with Store.open(path, author="a", now=noon) as store, store.change("Import") as work:
        work.put_many(many_readings(300))
    before = path.read_bytes()
    with Store.open(path, author="b", now=noon) as store:
        store.sum_up()
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        store.sum_up()
        assert store.rot() == ()
    assert path.read_bytes() == before
    summed(path)
    after = path.read_bytes()
    with Store.open(path, author="a", now=noon) as store:
        store.undo()
        store.sum_up()
    assert after != before
    assert rot(path) == []


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM journal WHERE number = 1",
     "UPDATE journal SET facts = json_set(facts, '$.sums', '[7]')",
     "UPDATE journal SET facts = json_set(facts, '$.sums', '{\"reading\": [1]}')"],
)  # fmt: skip
def test_a_broken_history_is_told_and_closing_goes_on(path: Path, damage: str) -> None:
    with Store.open(path, author="a", now=noon) as store, store.change("Import") as work:
        work.put_many(many_readings(300))
    spoil(path, "PRAGMA foreign_keys=OFF", damage)
    with Store.open(path, author="a", now=noon) as store:
        with store.change("Type") as work:
            work.put(Company(id="another"))
        store.sum_up()
        assert "journal-broken" in [each.code for each in store.rot()]
    assert safety.verify(path)


def test_sums_are_seen_by_nobody(path: Path) -> None:
    imported(path, 300)
    with Store.open(path, author="a", now=noon) as store:
        assert all("sums" not in each.facts for each in store.history())


IMPOSSIBLE = [
    "start = '2034-01-01'", "end = start", "end = '9999-12-31'", "start = '0001-01-02'",
]  # fmt: skip


@pytest.mark.parametrize("change", IMPOSSIBLE)
def test_a_date_that_cannot_be_shows_in_a_record_of_an_older_version_too(
    path: Path, change: str
) -> None:
    imported(path, 300)
    spoil(path, f"UPDATE reading SET {change} WHERE id = 'n40'",
          "UPDATE journal SET facts = json_remove(facts, '$.sums')")  # fmt: skip
    (found,) = rot(path)
    assert found.code == "period-impossible"
    with Store.open(path, author="b", now=noon) as store:
        driver = store.record.find(Driver, "PC")
        assert found.place.code == driver.code
        ids = {each.id for each in store.record.readings(driver)}
        assert "n40" not in ids
        assert {"n39", "n41"} <= ids
        assert monthly(store.record, driver).months
        assert store.record.get(Reading, "n40"), "it is shown in the history and in an export"
    for language in LANGUAGES:
        told = sentence(translator(language), found)
        assert "PC" in told


@pytest.mark.parametrize("change", IMPOSSIBLE)
def test_such_a_date_typed_by_hand_is_told_with_its_history(path: Path, change: str) -> None:
    spoil(path, f"UPDATE reading SET {change} WHERE meter = 'st' AND end = '2024-01-20'")
    assert sorted(each.code for each in rot(path)) == ["history-differs", "period-impossible"]


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
            if number % 3 == 0:
                store.sum_up()
        store.sum_up()
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
