"""Somebody hard at work on a record, to be killed at it.

`python -m tests.records.busy DIR SEED [WISH]`: without a wish they type, paste, import, undo, and
back up, and what is done follows from the seed alone, so that the state after every change is
known; the others do one thing: migrate an older record, restore a copy, save a damaged one.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from cpdesk.base.languages import translator
from cpdesk.bootstrap import new_desk, open_desk
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.fields import fields_of
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.record import KINDS, Record
from cpdesk.services import entry, evidence, exporting, importing, upkeep
from cpdesk.services.workspace import Workspace

RECORD = "工廠 記錄.cpdesk"
STEPS = 30
FIRST = Month(2020, 1)


def begin(folder: Path) -> Path:
    """A record with a meter and a driver, closed."""
    ws = new_desk(folder / RECORD)
    with ws.store.change("Begun") as work:
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c"))
        work.put(Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh"))
        work.put(Driver(id="d", code="D1", factory="f", kind=DriverKind.PRODUCTION, unit="t"))
    ws.store.close()
    return folder / RECORD


def working(ws: Workspace, seed: int) -> Iterator[int]:
    """One step after the other; after each, the number of the last change that was confirmed."""
    chance = random.Random(seed)
    folder = ws.store.path.parent
    for step in range(STEPS):
        wish = chance.choice((_type, _type, _block, _take_in, _keep, _undo, _undo, _back_up,
                              _keep_copies, _export))  # fmt: skip
        wish(ws, folder, step, chance)
        yield ws.record.identity.change


def _type(ws: Workspace, _folder: Path, step: int, chance: random.Random) -> None:
    month = Month(2010 + step // 12, step % 12 + 1)
    amount = Decimal(chance.randrange(10**6)) / 100
    entry.save(ws, Reading(id=f"t{step}", meter="m", start=month.start, end=month.end,
                           amount=amount))  # fmt: skip


def _block(ws: Workspace, _folder: Path, _step: int, chance: random.Random) -> None:
    with ws.store.change("Pasted") as work:
        for n in range(300):
            month = Month(1900 + n // 12, n % 12 + 1)
            work.put(Reading(id=f"b{n}", driver="d", start=month.start, end=month.end,
                             amount=Decimal(chance.randrange(1000))))  # fmt: skip


def _take_in(ws: Workspace, folder: Path, step: int, chance: random.Random) -> None:
    lines = [f"2023-{month:02},{chance.randrange(9999)}" for month in range(1, 13)]
    path = folder / f"in-{step}.csv"
    path.write_text("Month,Electricity kWh\n" + "\n".join(lines), "utf-8")
    plan = importing.preview(ws, path)
    upkeep.before_import(ws)
    importing.carry_out(ws, plan)


def _keep(ws: Workspace, folder: Path, step: int, chance: random.Random) -> None:
    path = folder / f"scan-{step}.txt"
    path.write_text("x" * 1_500_000 + str(chance.random()), "utf-8")
    evidence.add_evidence(ws, [path])


def _undo(ws: Workspace, _folder: Path, _step: int, chance: random.Random) -> None:
    """Never the first change: without a meter and a driver nothing more could be typed."""
    back = chance.random() < 0.6
    first = ws.store.can_undo is not None and ws.store.can_undo.number == 1
    if not (back and first):
        (ws.store.undo if back else ws.store.redo)()


def _back_up(ws: Workspace, folder: Path, step: int, _chance: random.Random) -> None:
    upkeep.backup(ws.store.path, folder / f"copy-{step}.cpdesk", ws.now())


def _keep_copies(ws: Workspace, _folder: Path, _step: int, _chance: random.Random) -> None:
    assert not upkeep.keep_copies(ws.store.path, ws.now())


def _export(ws: Workspace, folder: Path, _step: int, _chance: random.Random) -> None:
    exporting.export(ws, folder / "out.json", translator("en"))


# -- one thing


OLD, GOOD, SAVED = "舊 記錄.cpdesk", "good.cpdesk", "救回.cpdesk"
DATA = Path(__file__).with_name("data")


def begin_migration(folder: Path, seed: int) -> Path:
    versions = sorted(DATA.glob("record-*.cpdesk"))
    return Path(shutil.copy(versions[seed % len(versions)], folder / OLD))


def migrate(folder: Path) -> None:
    open_desk(folder / OLD).store.close()


def begin_restore(folder: Path, seed: int) -> Path:
    """A record with three changes, and a whole copy with papers after the first of them."""
    path = begin(folder)
    ws, chance = open_desk(path), random.Random(seed)
    _keep(ws, folder, 0, chance)
    upkeep.backup(path, folder / GOOD, ws.now())
    _block(ws, folder, 1, chance)
    ws.store.close()
    return path


def restore(folder: Path) -> None:
    upkeep.restore(folder / GOOD, folder / RECORD, datetime(2026, 11, 26, 12))


def begin_salvage(folder: Path, seed: int) -> Path:
    """A damaged record: the page where its readings begin is gone."""
    path = begin_restore(folder, seed)
    with closing(sqlite3.connect(path)) as record:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'reading'"
        (root,) = record.execute(query).fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(data)
    return path


def save(folder: Path) -> None:
    upkeep.salvage(folder / RECORD, folder / SAVED, "b", datetime(2026, 11, 26, 12))


WISHES = {"migrate": migrate, "restore": restore, "salvage": save}


def digest(record: Record) -> str:
    """Everything a record holds, but for the ids, which differ from one run to the next."""
    codes = {each.id: each.code for kind in KINDS for each in record.all(kind)}
    told = [
        (kind.word, each.code, [_told(getattr(each, field.name), codes)
                                for field in fields_of(kind) if field.name not in ("id", "added")])
        for kind in KINDS for each in record.all(kind)
    ]  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _told(value: object, codes: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return repr([_told(each, codes) for each in value])
    if isinstance(value, date | Decimal):
        return str(value)
    return codes.get(value, value) if isinstance(value, str) else repr(value)


def main() -> None:
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    if sys.argv[3:]:
        print("ready", flush=True)
        started = time.perf_counter()
        WISHES[sys.argv[3]](folder)
        print(f"1\ntook {time.perf_counter() - started}", flush=True)
        os._exit(0)
    ws = open_desk(folder / RECORD)
    print("ready", flush=True)
    for number in working(ws, seed):
        print(number, flush=True)
    print("end", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
