"""Traps of SQLite and SQLAlchemy that others fell into, each with the cure that keeps us out."""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.quantities import plain
from cpdesk.records import engine, safety
from cpdesk.records.store import Store
from cpdesk.services import entry
from cpdesk.services.importing import carry_out, preview
from cpdesk.services.workspace import Workspace

ROOT = Path(__file__).parents[2]


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A factory with one meter."""
    path = tmp_path / "工廠 記錄.cpdesk"
    with Store.create(path, author="a", now=noon) as store, store.change("Set up") as work:
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c"))
        work.put(Meter(id="m", code="M1", factory="f", unit="kWh"))
    return path


@pytest.fixture
def desk(path: Path) -> Iterator[Workspace]:
    with Store.open(path, author="a", now=noon) as store:
        yield Workspace(store, noon, "a")


def wal_with_newer_rows(path: Path) -> sqlite3.Connection:
    """Somebody's tool turned the file to a write-ahead log and wrote 500 readings into that."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("PRAGMA wal_autocheckpoint=0")
    other.execute("BEGIN")
    for number in range(500):
        start = date.fromordinal(730_000 + number)
        end = date.fromordinal(730_001 + number)
        other.execute(
            "INSERT INTO reading (id, code, meter, start, end, amount, amount_real, unit, currency,"
            " estimated, origin, note, invoice, entered) VALUES (?, '', 'm', ?, ?, '1', 1, '', '',"
            " 0, '', '', '', 1)",
            (f"w{number}", start.isoformat(), end.isoformat()),
        )
    other.execute("COMMIT")
    return other


def readings_in(path: Path) -> int:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        return len(store.record.all(Reading))


def test_p1_a_backup_holds_what_still_lies_in_a_write_ahead_log(path: Path, tmp_path: Path) -> None:
    with closing(wal_with_newer_rows(path)):
        plainly = tmp_path / "copied.cpdesk"
        shutil.copyfile(path, plainly)
        copy = safety.backup(path, tmp_path / "備份.cpdesk")
    assert readings_in(copy) == 500
    assert readings_in(plainly) == 0  # this is why a copy of the file is no backup
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_p2_a_live_write_ahead_log_does_not_bring_newer_rows_back(
    path: Path, tmp_path: Path
) -> None:
    copy = safety.backup(path, tmp_path / "備份.cpdesk")
    with closing(wal_with_newer_rows(path)):
        for tail in ("-wal", "-shm"):
            shutil.copyfile(f"{path}{tail}", tmp_path / f"left{tail}")
        shutil.copyfile(path, tmp_path / "left")
    for tail in ("", "-wal", "-shm"):  # as a program that crashed leaves them
        shutil.move(tmp_path / f"left{tail}", f"{path}{tail}")
    kept = safety.restore(copy, path, noon()).kept
    assert readings_in(path) == 0
    assert kept is not None
    assert readings_in(kept) == 500  # and nothing of the replaced record is lost


def test_p3_foreign_keys_hold_on_every_connection(path: Path) -> None:
    for read_only in (False, True):
        with (
            Store.open(path, author="a", now=noon, read_only=read_only) as store,
            store._engine.begin() as connection,
        ):
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_p5_schema_changes_and_pragmas_roll_back_together(desk: Workspace) -> None:
    connections = desk.store._engine
    with pytest.raises(ZeroDivisionError), connections.begin() as connection:  # noqa: PT012
        connection.exec_driver_sql("CREATE TABLE stray (id TEXT)")
        connection.exec_driver_sql("PRAGMA user_version=7")
        raise ZeroDivisionError
    with connections.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 0
        stray = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name='stray'")
        assert stray.first() is None


def test_p6_a_figure_comes_back_as_it_was_typed(desk: Workspace, tmp_path: Path) -> None:
    meter = desk.record.get(Meter, "m")
    assert entry.type_amount(desk, meter, Month(2024, 3), "12,500.10") == ()
    table = tmp_path / "t.csv"
    table.write_text('meter,month,amount\nM1,2024-04,"12,500.10"\n', "utf-8")
    carry_out(desk, preview(desk, table))
    path = desk.store.path
    desk.store.close()
    with Store.open(path, author="b", now=noon) as again:
        assert [plain(each.amount) for each in again.record.all(Reading)] == ["12500.10"] * 2
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT DISTINCT amount, typeof(amount), amount_real FROM reading"
        assert connection.execute(query).fetchall() == [("12500.10", "text", 12500.1)]


def test_p6_more_digits_than_a_float_holds_survive_undo_and_redo(desk: Workspace) -> None:
    amount = Decimal("12345678901234567890.12345678901234567890")
    reading = Reading(
        id="r", meter="m", start=date(2024, 1, 1), end=date(2024, 2, 1), amount=amount, cost=amount
    )
    with desk.store.change("Type") as work:
        work.put(reading)
    desk.store.undo()
    desk.store.redo()
    assert plain(desk.record.get(Reading, "r").amount) == plain(amount)
    assert desk.record.get(Reading, "r").cost == amount


def test_p7_a_write_ahead_log_is_never_kept_for_a_share_would_lose_it(path: Path) -> None:
    with closing(wal_with_newer_rows(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with Store.open(path, author="a", now=noon) as store:
        assert len(store.record.all(Reading)) == 500
        with store.change("Type") as work:
            work.put(Company(id="d", code="C2"))
        assert not Path(f"{path}-wal").exists()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_p28_the_dialect_is_imported_by_name_so_that_a_frozen_program_has_it() -> None:
    """SQLAlchemy finds it by a name made at run time, which no packer can follow."""
    tree = ast.parse(Path(engine.__file__).read_text("utf-8"))
    imports = (each for each in ast.walk(tree) if isinstance(each, ast.Import))
    assert "sqlalchemy.dialects.sqlite" in {name.name for each in imports for name in each.names}


def test_p9_alembic_is_not_imported_for_a_record_that_is_up_to_date(path: Path) -> None:
    words = (
        "import sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "from cpdesk.records.store import Store\n"
        "Store.open(Path(sys.argv[1]), author='a', now=datetime.now).close()\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", words, str(path)], cwd=ROOT, check=True)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="open files cannot be counted here")
@pytest.mark.skipif(sys.platform == "win32", reason="what is held is asked of Linux")
def test_p29_a_closed_record_keeps_no_file_open(path: Path) -> None:
    def held() -> list[str]:
        names = (f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd"))
        targets = (os.readlink(each) for each in names if os.path.exists(each))
        return [each for each in targets if each.startswith(str(path))]

    store = Store.open(path, author="a", now=noon)
    assert held()
    with store.change("Type") as work:
        work.put(Company(id="d", code="C2"))
    store.close()
    assert held() == []
    safety.verify(path)
    safety.backup(path, path.with_name("b.cpdesk"))
    assert held() == []
