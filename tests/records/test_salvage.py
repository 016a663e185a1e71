"""What is left of a damaged record is saved into a new one, and what is lost is told."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.cli.command_line import main
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import KINDS
from cpdesk.records import safety
from cpdesk.records.salvage import salvage
from cpdesk.records.store import Store
from cpdesk.services import upkeep
from tests.limits import small_disk
from tests.records.test_bad_records import many_readings

PAGE = 4096
NOON = datetime(2026, 11, 24, 12)
pytestmark = pytest.mark.usefixtures("home")


def noon() -> datetime:
    return NOON


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "救回.cpdesk"


def change(path: Path, *statements: str) -> None:
    """Spoil what stands in the tables, as a flipped bit may."""
    with closing(sqlite3.connect(path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()


def wipe(path: Path, *names: str) -> None:
    """The pages on which these tables or indexes begin are gone."""
    with closing(sqlite3.connect(path)) as record:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        roots = [record.execute(query, (name,)).fetchone()[0] for name in names]
    data = bytearray(path.read_bytes())
    for root in roots:
        data[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def saved(path: Path, target: Path) -> list[str]:
    """The codes of what is told; the new record is sound, and the damaged one as it was."""
    before = path.read_bytes()
    done = salvage(path, target, "b", noon)
    assert path.read_bytes() == before
    assert safety.verify(target) == ()
    return sorted(each.code for each in done.findings)


def readings(path: Path) -> dict[str, Decimal]:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        return {each.id: each.amount for each in store.record.all(Reading)}


def test_a_table_that_is_gone_comes_back_from_the_history(path: Path, target: Path) -> None:
    with Store.open(path, author="a", now=noon) as store:
        before = store.record
    wipe(path, "reading", "meter")
    with pytest.raises(Refusal):
        Store.open(path, author="b", now=noon)
    codes = saved(path, target)
    assert set(codes) == {"salvaged-from-history"}
    assert len(codes) == len(before.all(Reading)) + len(before.all(Meter))
    with Store.open(target, author="b", now=noon) as store:
        assert store.record.same_content(before)
        assert store.history()[0].label == "Saved from the damaged record {file}"


def test_what_was_taken_back_does_not_come_back(path: Path, target: Path) -> None:
    with Store.open(path, author="a", now=noon) as store:
        with store.change("Add") as work:
            work.put(Company(id="undone", code="C8"))
        store.undo()
        with store.change("Add") as work:
            work.put(Company(id="redone", code="C9"))
        store.undo()
        store.redo()
    wipe(path, "company")
    saved(path, target)
    with Store.open(target, author="b", now=noon) as store:
        ids = {each.id for each in store.record.all(Company)}
    assert "redone" in ids
    assert "undone" not in ids


def test_of_an_import_what_is_lost_is_counted(path: Path, target: Path) -> None:
    """It has no second copy in the history; its index still tells how many rows there were."""
    with Store.open(path, author="a", now=noon) as store, store.change("Import") as work:
        work.put_many(many_readings(1500))
    before = readings(path)
    with closing(sqlite3.connect(path)) as record:
        (last,) = record.execute("SELECT max(rowid) FROM reading").fetchone()
        (id,) = record.execute("SELECT id FROM reading WHERE rowid = ?", (last // 2,)).fetchone()
    data = path.read_bytes()
    spots = [at for at in range(0, len(data), PAGE)
             if data[at] == 13 and f"{id}".encode() in data[at : at + PAGE]]
    data = bytearray(data)
    for at in spots[:1]:
        data[at : at + PAGE] = bytes(PAGE)
    path.write_bytes(data)
    done = salvage(path, target, "b", noon)
    after = readings(target)
    lost = [each for each in done.findings if each.code == "salvage-lost"]
    assert len(lost) == 1
    assert lost[0].facts["n"] == len(before) - len(after) > 0
    assert all(before[id] == amount for id, amount in after.items())
    assert "salvage-unchecked" in [each.code for each in done.findings]


def test_where_anything_is_damaged_imported_dates_are_said_to_be_unchecked(
    path: Path, target: Path
) -> None:
    """A rotten date of an import shows by nothing, so that it is told of all of them."""
    id = next(iter(readings(path)))
    with Store.open(path, author="a", now=noon) as store, store.change("Import") as work:
        work.put_many(many_readings(300))
    change(path, "UPDATE reading SET end = '1999-01-01' WHERE id = 'n7'",
           f"UPDATE reading SET amount = '999999999' WHERE id = '{id}'")
    assert saved(path, target) == ["salvage-unchecked", "salvaged-from-history"]


def test_an_amount_that_differs_from_its_copy_is_the_one_of_the_history(
    path: Path, target: Path
) -> None:
    id, before = next(iter(readings(path).items()))
    change(path, f"UPDATE reading SET amount = '999999999' WHERE id = '{id}'")
    assert saved(path, target) == ["salvaged-from-history"]
    assert readings(target)[id] == before


def test_where_tables_and_history_differ_both_are_told(path: Path, target: Path) -> None:
    id = next(iter(readings(path)))
    change(path, f"UPDATE reading SET start = '1999-01-01' WHERE id = '{id}'")
    done = salvage(path, target, "b", noon)
    (told,) = done.findings
    assert told.code == "salvage-differs"
    assert "1999-01-01" in str(told.facts["here"])
    assert told.facts["there"] != told.facts["here"]


def test_without_a_history_an_amount_that_cannot_be_trusted_is_left_out_and_told(
    path: Path, target: Path
) -> None:
    id = next(iter(readings(path)))
    change(path, f"UPDATE reading SET amount = '999999999' WHERE id = '{id}'")
    wipe(path, "journal_row")
    done = salvage(path, target, "b", noon)
    codes = [each.code for each in done.findings]
    assert "salvage-without-history" in codes
    (left,) = [each for each in done.findings if each.code == "salvage-left-out"]
    assert "999999999" in str(left.facts["says"])
    assert id not in readings(target)


def test_what_refers_to_something_lost_is_told_with_what_it_says(
    path: Path, target: Path
) -> None:
    wipe(path, "meter", "journal_row")
    done = salvage(path, target, "b", noon)
    left = [each for each in done.findings if each.code == "salvage-left-out"]
    assert len(left) > 20
    assert all(str(each.facts["says"]) for each in left)
    assert safety.verify(target) == ()
    assert readings(target).keys() < readings_before(path)


def readings_before(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as record:
        return {id for (id,) in record.execute("SELECT id FROM reading")}


def test_the_list_of_tables_is_put_in_anew(path: Path, target: Path) -> None:
    with Store.open(path, author="a", now=noon) as store:
        before = store.record
    data = bytearray(path.read_bytes())
    data[100:PAGE] = bytes(PAGE - 100)
    path.write_bytes(data)
    assert saved(path, target) == ["salvage-relisted"]
    with Store.open(target, author="b", now=noon) as store:
        assert store.record.same_content(before)


def test_a_head_that_is_gone_does_not_matter(path: Path, target: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:100] = bytes(100)
    path.write_bytes(data)
    assert saved(path, target) == []


def test_pages_that_point_to_each_other_are_not_gone_round_for_ever(
    path: Path, target: Path
) -> None:
    with Store.open(path, author="a", now=noon) as store, store.change("Import") as work:
        work.put_many(many_readings(1500))
    with closing(sqlite3.connect(path)) as record:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'reading'"
        (root,) = record.execute(query).fetchone()
    data = bytearray(path.read_bytes())
    begin = (root - 1) * PAGE
    cell = begin + int.from_bytes(data[begin + 12 : begin + 14])
    data[cell : cell + 4] = root.to_bytes(4)  # its first page is itself
    path.write_bytes(data)
    done = salvage(path, target, "b", noon)
    assert {each.code for each in done.findings} >= {"salvaged-from-history"}
    assert len(readings(target)) > 1500


def test_papers_come_from_the_record_or_from_its_copies(path: Path, target: Path) -> None:
    bills = {f"E{n}": bytes([n]) * 3_000_000 for n in range(3)}
    with Store.open(path, author="a", now=noon) as store:
        for code, bill in bills.items():
            sha, size = store.add_bytes(io.BytesIO(bill))
            with store.change("Keep") as work:
                work.put(Evidence(id=code, code=code, sha256=sha, size=size))
                work.put(Attachment(id=f"a{code}", evidence=code,
                                    to=store.record.all(Company)[0].id))
    upkeep.keep_copy(path, NOON)
    change(path, "UPDATE evidence_part SET data = x'00' WHERE number = 1 AND sha256 IN "
                 "(SELECT sha256 FROM evidence WHERE code IN ('E1', 'E2'))")
    kept = next(each for each in upkeep.copies_of(path)).path.parent / "evidence"
    with Store.open(path, author="a", now=noon) as store:
        (kept / store.record.get(Evidence, "E2").sha256).unlink()
    _, done = upkeep.salvage(path, target, "b", NOON)
    assert [(each.code, each.place.code) for each in done.findings] == [
        ("salvage-paper-lost", "E2")]  # fmt: skip
    assert done.papers == 2
    with Store.open(target, author="b", now=noon) as store:
        for code in ("E0", "E1"):
            paper = store.record.get(Evidence, code)
            assert store.open_bytes(paper.sha256).read() == bills[code]
        assert store.record.get(Evidence, "E2").sha256 == ""
        assert len(store.record.all(Attachment)) == 3


def test_two_with_one_code_are_both_kept(path: Path, target: Path) -> None:
    with Store.open(path, author="a", now=noon) as store, store.change("Add") as work:
        work.put(replace(store.record.all(Company)[0], id="twin", code="C77"))
    change(path, "UPDATE company SET code = 'C1'")
    salvage(path, target, "b", noon)
    with Store.open(target, author="b", now=noon) as store:
        codes = [each.code for each in store.record.all(Company)]
    assert len(codes) == len(set(codes)) == 2


def test_a_sound_record_is_saved_whole(path: Path, target: Path) -> None:
    assert saved(path, target) == []
    with Store.open(path, author="b", now=noon) as one, Store.open(
        target, author="b", now=noon
    ) as other:
        assert one.record.same_content(other.record)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "not-a-record"), (b"dear sirs", "not-a-record"),
     (b"%PDF-1.7" * 9000, "record-beyond-reading"), (bytes(90_000), "record-beyond-reading")],
)  # fmt: skip
def test_what_is_no_record_is_refused(
    tmp_path: Path, target: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "信.cpdesk"
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        salvage(path, target, "b", noon)
    assert caught.value.finding.code == code
    assert not target.exists()
    assert path.read_bytes() == content


def test_a_newer_record_is_refused_and_nothing_is_replaced(path: Path, target: Path) -> None:
    target.write_bytes(b"mine")
    with pytest.raises(Refusal) as caught:
        salvage(path, target, "b", noon)
    assert caught.value.finding.code == "record-exists"
    assert target.read_bytes() == b"mine"
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refusal) as caught:
        salvage(path, target.with_name("other.cpdesk"), "b", noon)
    assert caught.value.finding.code == "record-too-new"


def test_a_full_disk_leaves_no_half_record(path: Path) -> None:
    with small_disk(300) as disk:
        with pytest.raises(Refusal) as caught:
            salvage(path, disk / "a.cpdesk", "b", noon)
        assert caught.value.finding.code == "disk-full"
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_a_damaged_record_of_an_older_version_is_saved_too(
    tmp_path: Path, target: Path, version: str
) -> None:
    old = Path(__file__).with_name("data") / f"record-{version}.cpdesk"
    path = tmp_path / "old.cpdesk"
    path.write_bytes(old.read_bytes())
    wipe(path, "reading")
    assert set(saved(path, target)) == {"salvaged-from-history"}
    with Store.open(target, author="b", now=noon) as store:
        assert len(store.record.all(Reading)) == 12
        kept = store.record.all(Evidence)[0]
        assert b"".join(store.read_bytes(kept.sha256)) == b"%PDF a bill"


def test_the_console_says_what_is_lost(
    path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wipe(path, "meter", "journal_row")
    assert main(["salvage", str(path), str(target), "--messages", "en", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(target)
    assert {each["code"] for each in told["findings"]} >= {"salvage-lost", "salvage-left-out"}
    with Store.open(target, author="b", now=noon) as store:
        assert told["things"] == sum(len(store.record.all(kind)) for kind in KINDS)
    assert main(["salvage", str(path), str(target), "--messages", "en"]) == 1
    assert "exists already" in capsys.readouterr().err
    target.unlink()
    assert main(["salvage", str(path), str(target), "--messages", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(target)
    assert any("left out" in line for line in lines)
    assert lines[-1].endswith("papers are in it.")
