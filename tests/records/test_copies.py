"""Copies that are kept of themselves, and what comes back from them."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.base.settings import Settings, save_settings
from cpdesk.cli.command_line import main
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.domain.plant import Meter
from cpdesk.records import copies, safety
from cpdesk.records.copied_papers import PAPERS
from cpdesk.records.store import Store
from cpdesk.services import upkeep
from cpdesk.services.erasing import erase_evidence
from cpdesk.services.workspace import Workspace
from tests.by_hand import dyeing_mill
from tests.limits import small_disk
from tests.records.busy import digest

NOON = datetime(2026, 11, 24, 12)
pytestmark = pytest.mark.usefixtures("home")


def noon() -> datetime:
    return NOON


def change(path: Path, name: str) -> str:
    with Store.open(path, author="a", now=noon) as store:
        with store.change("Add") as work:
            work.put(Company(id=name))
        return digest(store.record)


def add_paper(path: Path, content: bytes, code: str = "E1") -> str:
    with Store.open(path, author="a", now=noon) as store:
        sha, size = store.add_bytes(io.BytesIO(content))
        with store.change("Keep") as work:
            work.put(Evidence(id=code, code=code, sha256=sha, size=size, file_name="bill.pdf"))
    return sha


def state(path: Path) -> str:
    with Store.open(path, author="b", now=noon, read_only=True) as store:
        return digest(store.record)


def test_a_copy_is_kept_of_each_state_and_of_none_twice(path: Path) -> None:
    first = upkeep.keep_copy(path, NOON)
    assert first
    assert upkeep.keep_copy(path, NOON + timedelta(hours=1)) is None
    change(path, "c1")
    second = upkeep.keep_copy(path, NOON + timedelta(hours=2))
    assert [each.path for each in upkeep.copies_of(path)] == [second, first]
    assert [each.change for each in upkeep.copies_of(path)] == [2, 1]


def test_the_record_comes_back_with_its_papers(path: Path) -> None:
    scan = os.urandom(2_500_000)
    sha, empty = add_paper(path, scan), add_paper(path, b"", "E2")
    before = state(path)
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    assert copy.stat().st_size < len(scan)
    path.write_bytes(b"gone")
    done = upkeep.restore(copy, path, NOON)
    assert done.kept
    assert done.kept.read_bytes() == b"gone"
    assert done.lost == 0
    assert state(path) == before
    assert safety.verify(path) == ()
    with Store.open(path, author="b", now=noon) as store:
        assert store.open_bytes(sha).read() == scan
        assert store.open_bytes(empty).read() == b""


def test_papers_lie_there_once(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    upkeep.keep_copy(path, NOON)
    file = copies.folder_of(path) / PAPERS / sha
    written = file.stat().st_mtime_ns
    change(path, "c1")
    upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert file.stat().st_mtime_ns == written
    assert [each.name for each in file.parent.iterdir()] == [sha]


def test_a_paper_that_rotted_is_named_and_the_rest_comes_back(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    (copy.parent / PAPERS / sha).write_bytes(b"%PDF-1.7 bull")
    before = state(path)
    path.unlink()  # otherwise it would be taken from there
    assert upkeep.restore(copy, path, NOON).lost == 1
    assert state(path) == before
    assert [each.code for each in safety.verify(path)] == ["evidence-broken"]


def test_a_copy_may_be_kept_in_a_second_place(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = upkeep.keep_copy(path, NOON, stick)
    assert copy
    assert copy.parent.parent == stick
    assert upkeep.copies_of(path) == ()


def test_a_place_that_is_gone_is_a_sentence_and_nothing_is_lost(path: Path) -> None:
    first = upkeep.keep_copy(path, NOON)
    change(path, "c1")
    folder = copies.folder_of(path)
    (folder / PAPERS).rmdir()
    (folder / PAPERS).write_bytes(b"in the way")
    with pytest.raises(Refusal) as caught:
        upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert caught.value.finding.code == "copy-not-kept"
    assert [each.path for each in upkeep.copies_of(path)] == [first]
    assert not list(folder.glob(".*"))


def test_what_is_no_copy_is_left_alone(path: Path) -> None:
    upkeep.keep_copy(path, NOON)
    other = copies.folder_of(path) / f"my own{copies.ENDING}"
    other.write_bytes(b"x")
    for day in range(40):
        change(path, f"c{day}")
        upkeep.keep_copy(path, NOON + timedelta(days=day + 1))
    assert other.exists()
    assert 12 <= len(upkeep.copies_of(path)) < 20


def test_erased_papers_are_told_of_in_the_copies(path: Path) -> None:
    sha = add_paper(path, b"identity card")
    upkeep.keep_copy(path, NOON)
    assert safety.copies_holding(path, {sha}) == (
        copies.folder_of(path) / PAPERS / sha,
    )  # fmt: skip


# -- what the number of changes does not tell


def test_a_record_that_was_restored_and_went_another_way_is_copied(path: Path) -> None:
    """Its number is that of the newest copy, its content is not."""
    change(path, "here")
    upkeep.keep_copy(path, NOON)
    older = upkeep.keep_copy(path, NOON)
    assert older is None
    with Store.open(path, author="a", now=noon) as store:
        store.undo()
        digest_after = digest(store.record)
    second = upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert second
    first = upkeep.copies_of(path)[-1]
    upkeep.restore(first.path, path, NOON)
    change(path, "there")
    kept = upkeep.keep_copy(path, NOON + timedelta(hours=2))
    assert kept
    assert [each.change for each in upkeep.copies_of(path)][:2] == [3, 3]
    assert state(kept) != state(second) == digest_after


def test_two_states_of_one_number_kept_in_one_second_are_both_there(path: Path) -> None:
    whole = safety.backup(path, path.with_name("before.cpdesk"))
    change(path, "here")
    first = upkeep.keep_copy(path, NOON)
    safety.restore(whole, path, NOON)
    change(path, "there")
    second = upkeep.keep_copy(path, NOON)
    assert first
    assert second
    assert first != second
    assert len(upkeep.copies_of(path)) == 2


def test_a_clock_that_was_set_back_costs_no_state(path: Path) -> None:
    for hour in range(6):
        change(path, f"c{hour}")
        upkeep.keep_copy(path, NOON + timedelta(hours=hour))
    change(path, "set back")
    copy = upkeep.keep_copy(path, NOON - timedelta(hours=5))
    assert copy
    assert copy.exists()
    assert state(copy) == state(path)
    assert upkeep.keep_copy(path, NOON - timedelta(hours=4)) is None  # it is known by its content


def test_a_copy_that_rotted_does_not_count_as_one(path: Path) -> None:
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    copy.write_bytes(copy.read_bytes()[:6000])
    again = upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert again
    assert state(again) == state(path)


# -- papers


def test_a_paper_that_was_cut_short_in_the_copies_is_kept_anew(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    upkeep.keep_copy(path, NOON)
    file = copies.folder_of(path) / PAPERS / sha
    file.write_bytes(b"%PDF")
    change(path, "c1")
    upkeep.keep_copy(path, NOON + timedelta(hours=1))
    assert file.read_bytes() == b"%PDF-1.7 bill"


def test_a_paper_that_is_damaged_in_the_record_is_told_and_the_rest_is_kept(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    with closing(sqlite3.connect(path)) as record:
        record.execute("UPDATE evidence_part SET data = ?", (b"%PDF-1.7 bull",))
        record.commit()
    with pytest.raises(Refusal) as caught:
        upkeep.keep_copy(path, NOON)
    assert caught.value.finding.code == "copy-papers-damaged"
    (copy,) = upkeep.copies_of(path)
    assert state(copy.path) == state(path)
    assert not (copy.path.parent / PAPERS / sha).exists()


def test_a_paper_that_is_in_no_copy_any_more_comes_from_the_record_that_is_replaced(
    path: Path,
) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    (copy.parent / PAPERS / sha).unlink()
    change(path, "c1")
    done = safety.restore(copy, path, NOON)
    assert done.lost == 0
    assert safety.verify(path) == ()


def test_a_paper_taken_out_comes_back_by_undo_after_a_restore(path: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    with Store.open(path, author="a", now=noon) as store, store.change("Out") as work:
        work.remove(store.record.all(Evidence)[0])
    copy = upkeep.keep_copy(path, NOON)
    assert copy
    path.unlink()
    safety.restore(copy, path, NOON)
    with Store.open(path, author="a", now=noon) as store:
        store.undo()
        assert b"".join(store.read_bytes(sha)) == b"%PDF-1.7 bill"


# -- a second place


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick that the settings of this PC name."""
    place = tmp_path / "隨身碟"
    place.mkdir()
    save_settings(Settings(second_place=str(place)))
    return place


def test_the_same_copies_and_papers_lie_in_the_second_place(path: Path, stick: Path) -> None:
    sha = add_paper(path, b"%PDF-1.7 bill")
    assert upkeep.keep_copies(path, NOON) == ()
    (folder,) = upkeep.folders_elsewhere(path)
    (there,), (here,) = copies.copies_in(folder), upkeep.copies_of(path)
    assert there.path.read_bytes() == here.path.read_bytes()
    assert (folder / PAPERS / sha).read_bytes() == b"%PDF-1.7 bill"
    assert upkeep.keep_copies(path, NOON + timedelta(hours=1)) == ()
    assert len(copies.copies_in(folder)) == 1


def test_records_of_one_name_do_not_mix_in_the_second_place(path: Path, stick: Path) -> None:
    other = path.with_name("other folder") / path.name
    other.parent.mkdir()
    Store.create(other, author="a", now=noon).close()
    for each in (path, other):
        assert upkeep.keep_copies(each, NOON) == ()
    assert upkeep.folders_elsewhere(path) != upkeep.folders_elsewhere(other)
    assert len(list(stick.iterdir())) == 2


def test_a_second_place_that_is_missing_is_a_sentence_and_nothing_is_made_there(
    path: Path, stick: Path
) -> None:
    stick.rmdir()
    (finding,) = upkeep.keep_copies(path, NOON)
    assert finding.code == "second-place-missing"
    assert not finding.blocking
    assert not stick.exists()
    assert len(upkeep.copies_of(path)) == 1
    stick.mkdir()  # plugged in again: what was missed comes with the next one
    assert upkeep.keep_copies(path, NOON + timedelta(hours=1)) == ()
    assert len(copies.copies_in(upkeep.folders_elsewhere(path)[0])) == 1


def test_a_full_second_place_is_a_sentence_and_leaves_no_half_copy(path: Path) -> None:
    with small_disk(300) as disk:
        save_settings(Settings(second_place=str(disk)))
        add_paper(path, os.urandom(900_000))
        (finding,) = upkeep.keep_copies(path, NOON)
        assert finding.code == "copy-not-kept"
        left = [each for each in disk.rglob("*") if each.is_file()]
        assert left == []
    assert len(upkeep.copies_of(path)) == 1


def test_where_the_first_place_is_full_the_second_still_gets_its_copy(
    path: Path, stick: Path
) -> None:
    copies.folder_of(path).write_bytes(b"in the way")
    (finding,) = upkeep.keep_copies(path, NOON)
    assert finding.code == "copy-not-kept"
    (copy,) = copies.copies_in(upkeep.folders_elsewhere(path)[0])
    assert state(copy.path) == state(path)


def test_a_stick_brings_back_a_record_whose_disk_is_gone(path: Path, stick: Path) -> None:
    add_paper(path, b"%PDF-1.7 bill")
    upkeep.keep_copies(path, NOON)
    before = state(path)
    shutil.rmtree(copies.folder_of(path))
    path.unlink()
    (copy,) = upkeep.backups_of(path)
    assert copy.elsewhere
    assert upkeep.restore(copy.path, path, NOON).lost == 0
    assert state(path) == before
    assert safety.verify(path) == ()


def test_erased_papers_are_told_of_in_the_second_place(path: Path, stick: Path) -> None:
    sha = add_paper(path, b"identity card")
    upkeep.keep_copies(path, NOON)
    with Store.open(path, author="a", now=noon) as store:
        ws = Workspace(store, noon, "a")
        (told,) = erase_evidence(ws, store.record.all(Evidence))
    assert told.code == "evidence-in-copies"
    assert told.facts["files"] == (sha, sha)


# -- what a copy is kept before


def test_the_present_state_is_kept_before_a_restore(path: Path) -> None:
    first = upkeep.keep_copy(path, NOON)
    change(path, "c1")
    before = state(path)
    assert first
    upkeep.restore(first, path, NOON + timedelta(hours=1))
    kept = next(each for each in upkeep.copies_of(path) if each.why == upkeep.RESTORE)
    assert state(kept.path) == before


@pytest.mark.parametrize("chosen", range(6))
def test_any_copy_that_is_listed_can_be_restored(path: Path, stick: Path, chosen: int) -> None:
    """The copy of the present state that is kept first does not thin it away."""
    for hour in range(6):
        change(path, f"c{hour}")
        assert upkeep.keep_copies(path, NOON + timedelta(minutes=hour)) == ()
    change(path, "now")
    copy = upkeep.backups_of(path, 10)[min(chosen, len(upkeep.copies_of(path)) - 1)]
    before = state(copy.path)
    upkeep.restore(copy.path, path, NOON + timedelta(hours=1))
    assert state(path) == before


def test_a_record_is_kept_as_it_was_before_an_import(path: Path, tmp_path: Path) -> None:
    before = state(path)
    table = tmp_path / "in.csv"
    meter = next(each for each in dyeing_mill.entities() if isinstance(each, Meter))
    table.write_text(f"meter,month,amount\n{meter.code},2031-04,125\n", "utf-8")
    assert main(["import", str(path), str(table)]) == 0
    (copy,) = upkeep.copies_of(path)
    assert copy.why == upkeep.IMPORT
    assert state(copy.path) == before != state(path)


def test_that_no_copy_can_be_kept_does_not_stop_an_import(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies.folder_of(path).write_bytes(b"in the way")
    meter = next(each for each in dyeing_mill.entities() if isinstance(each, Meter))
    table = tmp_path / "in.csv"
    table.write_text(f"meter,month,amount\n{meter.code},2031-04,125\n", "utf-8")
    assert main(["import", str(path), str(table), "--messages", "en"]) == 0
    assert "no copy of it could be kept" in capsys.readouterr().err


# -- names


def test_a_name_as_long_as_any_disk_takes_is_copied_restored_and_claimed(tmp_path: Path) -> None:
    path = tmp_path / f"{'廠' * 80}.cpdesk"
    Store.create(path, author="a", now=noon).close()
    change(path, "c1")
    copy = upkeep.keep_copy(path, NOON)
    whole = upkeep.backup(path, None, NOON)
    assert copy
    assert upkeep.verify(whole) == ()
    change(path, "c2")
    assert upkeep.restore(copy, path, NOON).kept
    assert upkeep.verify(path) == ()


@pytest.mark.skipif(os.name == "nt", reason="a name's bytes are counted here, there its letters")
def test_a_name_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    for letters in (82, 90):  # the record has room, not its journal; neither has
        path = tmp_path / f"{'廠' * letters}.cpdesk"
        with pytest.raises(Refusal) as caught:
            Store.create(path, author="a", now=noon).close()
        assert caught.value.finding.code == "name-too-long"


@given(st.lists(st.integers(0, 60 * 24 * 365 * 4), min_size=1, max_size=300, unique=True))
def test_thinning_keeps_the_newest_and_one_of_each_span(minutes: list[int]) -> None:
    made = [NOON - timedelta(minutes=each) for each in minutes]
    kept = copies.worth_keeping(made, NOON)
    assert kept <= set(made)
    assert set(sorted(made)[-5:]) <= kept
    assert len(kept) <= 5 + 8 + 6 + 13 + 5
    assert {each.year for each in made} == {each.year for each in kept}
    recent = [each for each in made if NOON - each <= timedelta(days=7)]
    assert {each.date() for each in recent} == {each.date() for each in kept & set(recent)}
    assert copies.worth_keeping(kept, NOON) == kept


def test_of_two_copies_of_one_second_the_one_with_more_changes_is_the_newer(path: Path) -> None:
    for name in ("one", "two", "three"):
        change(path, name)
        assert upkeep.keep_copy(path, NOON) is not None
    found = upkeep.copies_of(path)
    assert [each.change for each in found] == sorted((e.change for e in found), reverse=True)
    assert [each.change for each in upkeep.backups_of(path)] == [each.change for each in found]
    assert len({each.made for each in found}) == 1
