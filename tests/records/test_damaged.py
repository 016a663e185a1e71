"""Records damaged at random: each opens, is saved as far as it can be read, or is refused.

Whichever it is, no figure is shown that nobody typed, and whatever else came out otherwise is told
by a sentence.
"""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cpdesk.base.languages import sentence, translator
from cpdesk.domain.company import Company
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import KINDS, Record
from cpdesk.records import safety
from cpdesk.records.rot import called
from cpdesk.records.salvage import Salvaged, salvage
from cpdesk.records.store import Store
from tests.by_hand import dyeing_mill
from tests.records.test_bad_records import cut_in_a_change, many_readings, noon

DAMAGES = 500 if os.environ.get("CPDESK_PROVE") else 25
PAGE = 4096
BILL = bytes(range(256)) * 200


@cache
def original() -> tuple[bytes, Record]:
    """The bytes and the content of a record with a history, an import, and a paper."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.cpdesk")
        with Store.create(path, author="張偉@pc", now=noon) as store:
            with store.change("Typed by hand") as work:
                work.put_many(dyeing_mill.entities())
            with store.change("Import") as work:
                work.put_many(many_readings(300))
            with store.change("Add") as work:
                work.put(Company(id="gone", code="C9"))
            store.undo()
            sha, size = store.add_bytes(io.BytesIO(BILL))
            with store.change("Keep") as work:
                work.put(Evidence(id="e", code="E1", sha256=sha, size=size))
            store.sum_up()
        return path.read_bytes(), content(path)


@cache
def half_changed() -> tuple[bytes, bytes]:
    """The record as a power cut leaves it in the middle of a change, and its own journal."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.cpdesk")
        path.write_bytes(original()[0])
        cut_in_a_change(path)
        return path.read_bytes(), path.with_name(f"{path.name}-journal").read_bytes()


@cache
def journals() -> tuple[bytes, bytes]:
    """A rollback journal of this record that is stale, and one of another record."""
    with TemporaryDirectory() as folder:
        path, other = Path(folder, "a.cpdesk"), Path(folder, "b.cpdesk")
        path.write_bytes(original()[0])
        with Store.open(path, author="a", now=noon) as store, store.change("Older") as work:
            work.put(Company(id="later", code="C8"))
        cut_in_a_change(path)
        with Store.create(other, author="b", now=noon) as store, store.change("Typed") as work:
            work.put_many(dyeing_mill.entities())
        cut_in_a_change(other)
        stale, foreign = (each.with_name(f"{each.name}-journal").read_bytes()
                          for each in (path, other))
    return stale, foreign


def content(path: Path) -> Record:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        return store.record


# -- damages: what is written in the place of the record, and the journal beside it


def bits(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return b""


def run_of_bytes(data: bytearray, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) - 600)
    for at in range(start, start + chance.choice((1, 8, 600))):
        data[at] = chance.randrange(256)
    return b""


def cut_short(data: bytearray, chance: random.Random) -> bytes:
    del data[chance.randrange(len(data)) :]
    return b""


def empty_page(data: bytearray, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) // PAGE) * PAGE
    data[at : at + PAGE] = bytes(PAGE)
    return b""


def page_of_another_place(data: bytearray, chance: random.Random) -> bytes:
    """As a disk does that writes to the wrong place; pages may then point to each other."""
    here, there = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[here : here + PAGE] = data[there : there + PAGE]
    return b""


def stale_journal(_data: bytearray, _chance: random.Random) -> bytes:
    return journals()[0]


def foreign_journal(_data: bytearray, _chance: random.Random) -> bytes:
    return journals()[1]


def journal_and_bits(data: bytearray, chance: random.Random) -> bytes:
    bits(data, chance)
    return chance.choice(journals())


def half_a_change_and_bits(data: bytearray, chance: random.Random) -> bytes:
    data[:] = half_changed()[0]
    if chance.random() < 0.8:
        bits(data, chance)
    return half_changed()[1]


WAYS: tuple[Callable[[bytearray, random.Random], bytes], ...] = (
    bits, run_of_bytes, cut_short, empty_page, page_of_another_place, bits, empty_page,
    stale_journal, foreign_journal, journal_and_bits, half_a_change_and_bits,
)  # fmt: skip


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(DAMAGES))
def test_no_damage_shows_a_figure_that_nobody_typed(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    whole, truth = original()
    data = bytearray(whole)
    journal = WAYS[seed % len(WAYS)](data, chance)
    path = tmp_path / "損壞 的 記錄.cpdesk"
    path.write_bytes(data)
    if journal:
        path.with_name(f"{path.name}-journal").write_bytes(journal)
    shown = opened(path)
    if isinstance(shown, Record):
        check_opened(path, shown, truth)
    else:
        assert path.name in sentence(translator("en"), shown)
        check_salvage(path, tmp_path, truth)


def opened(path: Path) -> Record | Finding:
    """What is in it; or why it is not opened."""
    try:
        with Store.open(path, author="b", now=noon) as store:
            return store.record
    except Refusal as refused:
        return refused.finding


def saved(path: Path, target: Path) -> Salvaged | Finding:
    try:
        return salvage(path, target, "b", noon)
    except Refusal as refused:
        return refused.finding


def check_opened(path: Path, shown: Record, truth: Record) -> None:
    """Every figure is one that was typed; what else is otherwise, the check of the record tells."""
    assert figures(shown) == figures(truth)
    if not shown.same_content(truth):
        told = {str(each.facts.get("entity")) for each in safety.verify(path)}
        every = {each.id: each for kind in KINDS for each in shown.all(kind)}
        for entity in otherwise(shown, truth):
            assert called(entity, every) in told, entity


def check_salvage(path: Path, folder: Path, truth: Record) -> None:
    before, target = path.read_bytes(), folder / "救回.cpdesk"
    done = saved(path, target)
    if isinstance(done, Finding):
        assert path.name in sentence(translator("en"), done)
        assert not target.exists()
        assert not list(folder.glob(".*.salvage"))
    else:
        assert safety.verify(target) == ()
        check_told(done, content(target), truth)
        check_papers(target)
    assert path.read_bytes() == before


def check_told(done: Salvaged, kept: Record, truth: Record) -> None:
    """What is missing or otherwise is told; and a figure is a typed one, or it is not there."""
    for reading in kept.all(Reading):
        known = truth.table(Reading).get(reading.id)
        assert isinstance(known, Reading)
        assert (str(reading.amount), str(reading.cost)) == (str(known.amount), str(known.cost))
    for sentence_of in done.findings:
        for language in ("en", "zh_Hant", "zh_Hans"):
            assert sentence(translator(language), sentence_of)
    lost = [each for kind in KINDS for each in truth.all(kind) if each.id not in kept.table(kind)]
    for kind in {type(each) for each in lost}:
        assert tells_of(done.findings, kind), (kind, done.findings)
    named = {str(each.facts.get("entity")) for each in done.findings}
    told_of_imports = any(each.code in ("salvage-unchecked", "salvage-without-history")
                          for each in done.findings)
    every = {each.id: each for kind in KINDS for each in truth.all(kind)}
    for entity in otherwise(kept, truth):
        if entity.id in truth.table(type(entity)):
            assert called(entity, every) in named or told_of_imports, entity


def tells_of(findings: tuple[Finding, ...], kind: type[Entity]) -> bool:
    codes = ("salvage-lost", "salvage-uncertain", "salvage-left-out")
    return any(each.place.kind == kind.word and each.code in codes for each in findings)


def check_papers(target: Path) -> None:
    with Store.open(target, author="b", now=noon, read_only=True) as store:
        for each in store.record.all(Evidence):
            if each.sha256:
                assert b"".join(store.read_bytes(each.sha256)) == BILL


def figures(record: Record) -> list[str]:
    return sorted(f"{each.amount} {each.cost}" for each in record.all(Reading))


def otherwise(shown: Record, truth: Record) -> Iterator[Entity]:
    for kind in KINDS:
        for id, entity in shown.table(kind).items():
            if truth.table(kind).get(id) != entity:
                yield entity


@pytest.mark.parametrize("way", sorted(set(WAYS), key=lambda each: each.__name__))
def test_each_damage_changes_something(way: Callable[[bytearray, random.Random], bytes]) -> None:
    whole, _ = original()
    assert len(whole) > 100 * PAGE
    found = [(bytearray(whole), random.Random(seed)) for seed in range(5)]
    assert any(way(data, chance) or bytes(data) != whole for data, chance in found)
