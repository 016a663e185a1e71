"""Files that are no sound record, and places that take none: one sentence, and nothing is lost."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Reading
from cpdesk.records import engine as file
from cpdesk.records import faults, safety
from cpdesk.records.store import Store
from tests.by_hand import dyeing_mill
from tests.limits import open_folder, ordinary_user, small_disk

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


def made(path: Path, evidence: int = 0) -> Path:
    """The record of a dyeing mill, with so many bytes of evidence."""
    with Store.create(path, author="張偉@pc", now=noon) as store:
        with store.change("Typed by hand") as work:
            work.put_many(dyeing_mill.entities())
        if evidence:
            store.add_bytes(io.BytesIO(os.urandom(evidence)))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "染廠 記錄.cpdesk")


def refusal(act: Callable[[], object], path: Path) -> str:
    """The code of the refusal; its sentence names the file in every language."""
    with pytest.raises(Refusal) as caught:
        act()
    for language in LANGUAGES:
        assert path.name in sentence(translator(language), caught.value.finding)
    return caught.value.finding.code


def opened(path: Path, *, read_only: bool = False) -> str:
    return refusal(
        lambda: Store.open(path, author="b", now=noon, read_only=read_only).close(), path
    )


def amounts(path: Path) -> list[str]:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        readings = store.record.all(Reading)
    return sorted(f"{each.amount} {each.cost}" for each in readings)


def leftovers(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each != path)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4096, PDF, b"PK\x03\x04", b"SQLite format 3\0", "記錄".encode()]
)
def test_what_is_no_record_is_left_as_it_was(
    tmp_path: Path, content: bytes, read_only: bool
) -> None:
    path = tmp_path / "帳單 (renamed).cpdesk"
    path.write_bytes(content)
    assert opened(path, read_only=read_only) == "not-a-record"
    assert refusal(lambda: safety.verify(path), path) == "not-a-record"
    assert refusal(lambda: safety.backup(path, tmp_path / "b.cpdesk"), path) == "not-a-record"
    assert path.read_bytes() == content
    assert leftovers(path) == []


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("evidence", [0, 3_000_000])
def test_a_record_cut_short_is_damaged_and_its_backup_comes_back(
    tmp_path: Path, share: float, evidence: int
) -> None:
    path = made(tmp_path / "短.cpdesk", evidence)
    copy = safety.backup(path, tmp_path / "備份.cpdesk")
    whole = path.read_bytes()
    short = whole[: int(len(whole) * share)]
    path.write_bytes(short)
    assert opened(path) == "record-damaged"
    assert path.read_bytes() == short
    assert refusal(lambda: safety.verify(path), path) == "record-damaged"
    kept = safety.restore(copy, path, noon()).kept
    assert kept is not None
    assert kept.read_bytes() == short
    assert safety.verify(path) == ()


def test_rotten_evidence_is_found_by_verify_and_not_at_opening(tmp_path: Path) -> None:
    from cpdesk.domain.papers import Evidence

    path, bill = tmp_path / "單.cpdesk", bytes(range(256)) * 8000
    with Store.create(path, author="a", now=noon) as store:
        sha, size = store.add_bytes(io.BytesIO(bill))
        with store.change("Attach") as work:
            work.put(Evidence(id="e", code="E1", sha256=sha, size=size))
    content = path.read_bytes()
    at = content.index(bill[:200]) + 100
    path.write_bytes(content[:at] + b"\xff" + content[at + 1 :])
    Store.open(path, author="b", now=noon).close()
    assert [(each.code, each.place.code) for each in safety.verify(path)] == [
        ("evidence-broken", "E1")
    ]


def test_opening_reads_no_evidence(tmp_path: Path) -> None:
    """However much is attached: 8 MB of it add not one block to what opening reads."""
    without, with_much = made(tmp_path / "a.cpdesk"), made(tmp_path / "b.cpdesk", 8 << 20)
    assert with_much.stat().st_size > without.stat().st_size + (8 << 20)
    counter = Path("/proc/self/io")
    if not counter.is_file():
        pytest.skip("this system does not count what a program reads")

    def bytes_read(path: Path) -> int:
        before = _rchar(counter)
        Store.open(path, author="b", now=noon).close()
        return _rchar(counter) - before

    bytes_read(without)  # the first opening of a process also reads modules
    assert bytes_read(with_much) < bytes_read(without) + 100_000


def _rchar(counter: Path) -> int:
    return int(counter.read_text().split("rchar:")[1].split()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER spy AFTER INSERT ON meter BEGIN DELETE FROM reading; END",
        "CREATE VIEW spy AS SELECT load_extension('x')",
        "CREATE TEMP TABLE t (x)",
        "CREATE VIRTUAL TABLE spy USING fts5(x)",
    ],
)
def test_code_that_came_with_a_file_is_refused(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
    if "TEMP" in statement:  # it is not in the file, so the record is as it was
        Store.open(path, author="b", now=noon).close()
        return
    assert opened(path) == "record-foreign-code"
    assert refusal(lambda: safety.verify(path), path) == "record-foreign-code"


def test_the_schema_of_a_file_is_not_trusted(path: Path) -> None:
    with Store.open(path, author="b", now=noon) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == file.APPLICATION_ID


def test_every_table_of_a_record_is_strict(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
    loose = {name for name, strict in tables if not strict}
    assert loose == {"alembic_version", "sqlite_schema"}  # that one is Alembic's own
    assert len(tables) > 30


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM alembic_version", "record-damaged"),
        ("DROP TABLE alembic_version", "not-a-record"),
        ("DROP TABLE meter", "not-a-record"),
        ("DELETE FROM record_identity", "record-damaged"),
        ("UPDATE meter SET kind = 'perpetuum mobile'", "record-damaged"),
        ("UPDATE reading SET amount = 'NaN'", "record-damaged"),
        ("UPDATE reading SET start = 'soon'", "record-damaged"),
        ("UPDATE journal SET facts = '{'", "record-damaged"),
    ],
)
def test_a_record_that_lost_its_sense_is_said_to_be_damaged(
    path: Path, statement: str, code: str
) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA foreign_keys=OFF")
        other.execute(statement)
        other.commit()
    before = path.read_bytes()
    assert opened(path) == code
    assert path.read_bytes() == before


def test_a_newer_record_is_refused_by_every_wish(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()
    before = path.read_bytes()
    for act in (
        lambda: Store.open(path, author="b", now=noon),
        lambda: Store.open(path, author="b", now=noon, read_only=True),
        lambda: safety.verify(path),
        lambda: safety.backup(path, tmp_path / "b.cpdesk"),
        lambda: safety.restore(path, tmp_path / "c.cpdesk", noon()),
    ):
        assert refusal(act, path) == "record-too-new"
    assert path.read_bytes() == before
    assert leftovers(path) == []


# -- a power cut

CUT = """
import os, sys
from datetime import datetime
from pathlib import Path
from cpdesk.records.store import Store

store = Store.open(Path(sys.argv[1]), author="a", now=datetime.now)
with store._engine.begin() as connection:
    connection.exec_driver_sql("PRAGMA cache_size=5")  # so that pages reach the disk
    connection.exec_driver_sql("UPDATE reading SET note = hex(randomblob(3000))")
    os.kill(os.getpid(), 9)
"""


def cut_in_a_change(path: Path) -> None:
    """A program that dies while its change is half on the disk."""
    words = [sys.executable, "-c", CUT, str(path)]
    root = Path(__file__).parents[2]
    ended = subprocess.run(words, cwd=root, check=False, capture_output=True)
    assert ended.returncode in (-9, 9), ended.stderr
    assert path.with_name(path.name + "-journal").stat().st_size > 1000


@pytest.mark.parametrize("read_only", [False, True])
def test_after_a_power_cut_the_record_is_as_last_confirmed(path: Path, read_only: bool) -> None:
    with Store.open(path, author="a", now=noon) as store:
        before = store.record
    cut_in_a_change(path)
    with Store.open(path, author="b", now=noon, read_only=read_only) as again:
        assert again.record.same_content(before)
    assert safety.verify(path) == ()
    assert not path.with_name(path.name + "-journal").exists()


def test_a_half_change_on_a_disk_that_cannot_be_written_names_the_journal() -> None:
    with open_folder() as shared:
        path = made(shared / "a.cpdesk")
        cut_in_a_change(path)
        path.chmod(0o444)
        path.with_name(path.name + "-journal").chmod(0o444)
        with ordinary_user():
            assert opened(path, read_only=True) == "record-unfinished"
        path.chmod(0o666)
        assert safety.verify(path) == ()


def test_an_old_journal_that_came_back_spoils_nothing(path: Path, tmp_path: Path) -> None:
    """As when a folder is copied back over a newer one."""
    journal = path.with_name(path.name + "-journal")
    cut_in_a_change(path)
    old = journal.read_bytes()
    for number in range(3):
        with Store.open(path, author="a", now=noon) as store, store.change("Add") as work:
            work.put(Company(id=f"c{number}"))
    with Store.open(path, author="a", now=noon) as store:
        before = store.record
    journal.write_bytes(old)
    with Store.open(path, author="b", now=noon) as again:
        assert again.record.same_content(before)
    assert safety.verify(path) == ()
    assert (tmp_path / f"{path.stem} (journal 1).sqlite-journal").read_bytes() == old


def test_the_journal_of_another_record_spoils_nothing(path: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "其他.cpdesk", evidence=200_000)
    with Store.open(other, author="a", now=noon) as store, store.change("Add") as work:
        work.put_many(Company(id=f"c{number}") for number in range(200))
    cut_in_a_change(other)
    foreign = other.with_name(other.name + "-journal").read_bytes()
    typed = amounts(path)
    path.with_name(path.name + "-journal").write_bytes(foreign)
    assert amounts(path) == typed
    assert safety.verify(path) == ()
    kept = tmp_path / f"{path.stem} (journal 1).sqlite-journal"
    assert kept.read_bytes() == foreign


def test_the_journal_of_somebody_who_is_writing_is_theirs(path: Path) -> None:
    with Store.open(path, author="a", now=noon) as store, store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE reading SET note = 'x'")
        journal = path.with_name(path.name + "-journal")
        assert journal.exists()
        assert opened(path) == "record-open-elsewhere"
        assert journal.exists()
    assert leftovers(path) == []


# -- places


@pytest.fixture
def shared() -> Iterator[Path]:
    with open_folder() as place:
        yield place


def test_a_read_only_record_is_read_and_never_written(shared: Path) -> None:
    path = made(shared / "唯讀.cpdesk")
    path.chmod(0o444)
    before = path.read_bytes()
    with ordinary_user():
        assert opened(path) == "record-read-only"
        with Store.open(path, author="b", now=noon, read_only=True) as store:
            assert store.record.all(Reading)
        copy = safety.backup(path, shared / "備份.cpdesk")
        assert safety.verify(copy) == ()
    assert path.read_bytes() == before


def test_a_read_only_folder_takes_no_record_and_no_backup(shared: Path) -> None:
    path = made(shared / "a.cpdesk")
    path.chmod(0o666)
    shared.chmod(0o555)
    with ordinary_user():
        assert opened(path) == "record-read-only"
        new, copy = shared / "新.cpdesk", shared / "備份.cpdesk"
        assert refusal(lambda: Store.create(new, author="b", now=noon), new) == "record-read-only"
        assert refusal(lambda: safety.backup(path, copy), copy) == "record-read-only"
    assert leftovers(path) == []


def test_a_record_that_may_not_be_read_is_one_sentence(shared: Path) -> None:
    path = made(shared / "私人.cpdesk")
    path.chmod(0)
    with ordinary_user():
        assert opened(path) == "record-unreadable"


def test_a_stick_that_is_pulled_out_while_the_record_is_open(tmp_path: Path) -> None:
    """What was confirmed before is there when it is plugged in again, what came after is told."""
    stick, out = tmp_path / "隨身碟", tmp_path / "pulled out"
    stick.mkdir()
    path = made(stick / "a.cpdesk")
    store = Store.open(path, author="a", now=noon)
    with store.change("Before") as work:
        work.put(Company(id="before", code="C8"))
    stick.rename(out)
    with pytest.raises(Refusal) as caught, store.change("After") as work:
        work.put(Company(id="after", code="C9"))
    assert caught.value.finding.code == "record-unreachable"
    store.close()
    out.rename(stick)
    with Store.open(path, author="a", now=noon) as again:
        ids = {each.id for each in again.record.all(Company)}
    assert "before" in ids
    assert "after" not in ids
    assert safety.verify(path) == ()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    new = tmp_path / "沒有" / "a.cpdesk"
    with pytest.raises(Refusal) as caught:
        Store.create(new, author="b", now=noon)
    assert caught.value.finding.kind is faults.NO_FOLDER
    assert caught.value.finding.facts == {"path": new.parent}


def test_a_full_disk_takes_no_half_change(path: Path) -> None:
    with Store.open(path, author="b", now=noon) as store:
        before = store.record
        with store._engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")  # as many as there are
        with pytest.raises(Refusal) as caught, store.change("Import") as work:
            work.put_many(many_readings(2000))
        assert caught.value.finding.kind is faults.DISK_FULL
        assert store.record is before
        assert len(store.history()) == 1
    assert safety.verify(path) == ()
    with Store.open(path, author="b", now=noon) as again:
        assert again.record.same_content(before)


def many_readings(count: int) -> Iterator[Reading]:
    for number in range(count):
        day = date.fromordinal(date(1900, 1, 1).toordinal() + number)
        end = date.fromordinal(day.toordinal() + 1)
        yield Reading(id=f"n{number}", driver="pc", start=day, end=end, amount=Decimal(number))


def test_a_disk_that_is_really_full_keeps_what_was_confirmed() -> None:
    with small_disk(1200) as disk:
        path = made(disk / "滿.cpdesk")
        with Store.open(path, author="b", now=noon) as store:
            before = store.record
            with pytest.raises(Refusal) as caught:
                store.add_bytes(io.BytesIO(os.urandom(1_200_000)))
            assert caught.value.finding.kind is faults.DISK_FULL
        copy = disk / "備份.cpdesk"
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 50_000))
        assert refusal(lambda: safety.backup(path, copy), copy) == "disk-full"
        assert leftovers(path) == ["filler"]
        with Store.open(path, author="b", now=noon, read_only=True) as again:
            assert again.record.same_content(before)


def test_a_stick_pulled_out_says_how_to_go_on(tmp_path: Path) -> None:
    stick = tmp_path / "隨身碟"
    stick.mkdir()
    path = made(stick / "a.cpdesk")
    with Store.open(path, author="b", now=noon) as store:
        stick.rename(tmp_path / "pulled out")
        with pytest.raises(Refusal) as caught, store.change("Type") as work:
            work.put_many(many_readings(1))
        assert caught.value.finding.kind is faults.UNREACHABLE
        (tmp_path / "pulled out").rename(stick)
    with Store.open(path, author="b", now=noon) as again:
        assert not [each for each in again.record.all(Reading) if each.id == "n0"]
