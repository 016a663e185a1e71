"""Two records or copies side by side: where they part, and what differs, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.base.settings import load_settings
from cpdesk.cli.command_line import main
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter, Reading
from cpdesk.presenters.comparing import lines_of, relation, relation_of_sides
from cpdesk.records import safety
from cpdesk.records.store import Store
from cpdesk.services import upkeep
from cpdesk.services.comparing import compare, compare_with
from cpdesk.services.workspace import Workspace
from tests.by_hand import dyeing_mill

NOON = datetime(2026, 11, 24, 12)
T = translator("en")
pytestmark = pytest.mark.usefixtures("home")


class Clock:
    """Each change has a minute of its own."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> datetime:
        self.minute += 1
        return NOON.replace(hour=self.minute // 60, minute=self.minute % 60)


CLOCK = Clock()


@pytest.fixture
def clock() -> Clock:
    return CLOCK


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """The record as it was, mailed to Hong Kong."""
    return safety.backup(path, tmp_path / "香港.cpdesk")


@pytest.fixture
def desk(path: Path, copy: Path) -> Iterator[Workspace]:
    with Store.open(path, author="plant", now=CLOCK) as store:
        yield Workspace(store, CLOCK, "plant")


def edit(desk: Workspace, **values: object) -> None:
    with desk.store.change("Edit") as work:
        work.put(replace(desk.record.all(Company)[0], **values))


def told(desk: Workspace, copy: Path) -> list[str]:
    return list(lines_of(T, compare_with(desk, copy)))


def test_a_copy_of_the_same_state_differs_in_nothing(desk: Workspace, copy: Path) -> None:
    found = compare_with(desk, copy)
    assert found.differences == ()
    assert relation(T, found) == "Nothing differs."
    assert relation_of_sides(T, found) == "Nothing differs."


def test_fields_bills_and_things_are_told_as_they_were_and_are(
    desk: Workspace, copy: Path
) -> None:
    meter = desk.record.all(Meter)[0]
    bill = desk.record.readings(meter)[2]
    edit(desk, fax="2345 6789")
    with desk.store.change("Correct") as work:
        work.put(replace(bill, amount=Decimal("1234.50")))
        work.put(Meter(id="new", code="M77", factory=meter.factory))
        work.put(replace(meter, code="M78"))
    lines = told(desk, copy)
    assert any(line.endswith("Fax: (empty), now 2345 6789") for line in lines)
    amount = next(line for line in lines if "Amount" in line)
    assert amount.startswith("Reading M78")
    assert amount.endswith(f"Amount: {T.show(bill.amount)}, now 1,234.50")
    assert any(line.endswith("M77: new") for line in lines)
    assert any("Code:" in line and line.endswith("now M78") for line in lines)
    found = compare_with(desk, copy)
    assert relation(T, found) == "The copy is 2 changes behind."
    assert [each.label for each in found.other.alone] == ["Edit", "Correct"]


def test_what_was_typed_otherwise_differs_though_it_is_equal(desk: Workspace, copy: Path) -> None:
    bill = next(each for each in desk.record.all(Reading) if "." not in str(each.amount))
    with desk.store.change("Correct") as work:
        work.put(replace(bill, amount=Decimal(f"{bill.amount}.0")))
    assert len(told(desk, copy)) == 1


def test_many_bills_of_one_meter_are_counted_to_be_read_and_listed_for_programs(
    desk: Workspace, copy: Path
) -> None:
    meter = max(desk.record.all(Meter), key=lambda each: len(desk.record.readings(each)))
    bills = desk.record.readings(meter)[:20]
    assert len(bills) > 12
    with desk.store.change("Correct") as work:
        work.put_many(replace(each, amount=each.amount + 1) for each in bills)
    assert len(compare_with(desk, copy).differences) == len(bills)
    (line,) = told(desk, copy)
    assert line.endswith(f": {len(bills)} bills or readings have changed")


def test_copies_that_went_different_ways_are_told_apart(desk: Workspace, copy: Path) -> None:
    edit(desk, fax="1")
    with Store.open(copy, author="hk", now=CLOCK) as store:
        edit(Workspace(store, CLOCK, "hk"), telephone="2")
    found = compare_with(desk, copy)
    assert found.parted
    assert found.common == 1
    assert "after change 1" in relation(T, found)
    assert [each.by for each in found.one.alone] == ["hk"]
    assert [each.by for each in found.other.alone] == ["plant"]
    assert len(lines_of(T, found)) == 2


def test_two_different_records_are_said_to_be(desk: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.cpdesk"
    Store.create(other, author="a", now=CLOCK).close()
    found = compare_with(desk, other)
    assert relation(T, found) == "They are two different records."
    assert lines_of(T, found)


def test_neither_file_is_touched_and_a_light_copy_can_be_compared(
    desk: Workspace, path: Path
) -> None:
    kept = upkeep.keep_copy(path, NOON)
    edit(desk, fax="1")
    assert kept
    before = kept.read_bytes(), path.read_bytes()
    found = compare(kept, path, CLOCK)
    assert relation_of_sides(T, found) == "B has 1 change that A has not."
    assert relation_of_sides(T, compare(path, kept, CLOCK)) == "A has 1 change that B has not."
    (line,) = lines_of(T, found, sides=True)
    assert line.endswith("Fax: (empty) in A, 1 in B")
    assert (kept.read_bytes(), path.read_bytes()) == before


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_a_copy_of_an_older_version_is_compared_without_being_migrated(
    tmp_path: Path, version: str
) -> None:
    data = Path(__file__).parents[1] / "records" / "data" / f"record-{version}.cpdesk"
    old, new = tmp_path / "old.cpdesk", tmp_path / "new.cpdesk"
    for each in (old, new):
        each.write_bytes(data.read_bytes())
    Store.open(new, author="a", now=CLOCK).close()
    assert compare(old, new, CLOCK).differences == ()
    assert old.read_bytes() == data.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_thing_is_told_in_words(desk: Workspace, language: str) -> None:
    """Nothing is called by an id, whatever it is."""
    t, empty = translator(language), desk.store.path.with_name("leer.cpdesk")
    Store.create(empty, author="a", now=CLOCK).close()
    found = compare_with(desk, empty)
    ids = {each.id for each in dyeing_mill.entities() if len(each.id) > 6}
    for line in lines_of(t, found):
        assert not any(id in line.split() for id in ids), line
        assert language == "en" or not line.isascii()


# -- the console


def test_the_console_compares(
    desk: Workspace, path: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bill = desk.record.all(Reading)[0]
    with desk.store.change("Correct") as work:
        work.put(replace(bill, amount=Decimal("7.5")))
    desk.store.close()
    assert main(["compare", str(copy), str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["same_record"] is True
    assert found["common"] == 1
    assert found["a"]["alone"] == []
    assert [each["number"] for each in found["b"]["alone"]] == [2]
    (one,) = found["differences"]
    assert (one["kind"], one["change"], one["field"]) == ("reading", "changed", "amount")
    assert (one["before"], one["after"]) == (str(bill.amount), "7.5")
    assert date.fromisoformat(one["start"]) == bill.start
    assert main(["compare", str(copy), str(path), "--messages", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"A: {copy}: 1 change, the last on ")
    assert "B has 1 change that A has not." in lines
    assert lines[-1].endswith(f"Amount: {T.show(bill.amount)} in A, 7.5 in B")
    assert main(["compare", str(copy), str(path.with_name("gone.cpdesk"))]) == 1


def test_a_restore_is_shown_before_it_is_done(
    desk: Workspace, path: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(desk, fax="2345 6789")
    desk.store.close()
    before = path.read_bytes()
    wish = ["restore", str(copy), str(path), "--messages", "en"]
    assert main([*wish, "--preview"]) == 0
    said = capsys.readouterr().out
    assert "The copy is 1 change behind." in said
    assert "Fax: (empty), now 2345 6789" in said
    assert main([*wish, "--preview", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["differences"]) == 1
    assert path.read_bytes() == before
    assert main([*wish, "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert Path(done["kept"]).read_bytes() == before
    assert done["lost"] == 0


def test_what_was_restored_on_purpose_is_no_older_copy_to_be_warned_of(
    desk: Workspace, path: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(desk, fax="1")
    desk.store.close()
    assert main(["list", str(path)]) == 0
    assert main(["list", str(copy), "--messages", "en"]) == 0
    assert "Make sure that it is the copy you want" in capsys.readouterr().err
    assert main(["restore", str(copy), str(path)]) == 0
    assert max(load_settings().seen.values()) == 1
    capsys.readouterr()
    assert main(["list", str(path)]) == 0
    assert capsys.readouterr().err == ""


def test_a_damaged_record_that_is_to_be_replaced_is_said_to_be(
    path: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(path.read_bytes()[:9000])
    assert main(["restore", str(copy), str(path), "--preview", "--messages", "en"]) == 0
    assert "is damaged" in capsys.readouterr().out
    assert main(["restore", str(copy), str(path), "--preview", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in found["findings"]] == ["record-damaged"]


def test_a_newer_record_is_refused_politely(path: Path, copy: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(copy)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    for one, other in ((path, copy), (copy, path)):
        with pytest.raises(Refusal) as caught:
            compare(one, other, CLOCK)
        assert caught.value.finding.code == "record-too-new"
