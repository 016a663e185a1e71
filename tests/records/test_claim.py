"""A record is one person's while it is open; whoever comes second is told whose it is."""

from __future__ import annotations

import errno
import subprocess
import sys
from datetime import datetime
from io import FileIO
from pathlib import Path

import pytest

from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.records import claim, faults, safety
from cpdesk.records.store import Store


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "公司 記錄.cpdesk"
    Store.create(path, author="張偉@辦公室", now=noon).close()
    return path


def test_the_second_who_opens_a_record_is_told_who_has_it(path: Path) -> None:
    with Store.open(path, author="張偉@辦公室", now=noon):
        for wish in (
            lambda: Store.open(path, author="b", now=noon),
            lambda: safety.restore(safety.backup(path, path.with_name("b.cpdesk")), path, noon()),
        ):
            with pytest.raises(Refusal) as caught:
                wish()
            assert caught.value.finding.kind is faults.OPEN_ELSEWHERE
            assert caught.value.finding.facts["who"] == "張偉@辦公室, 2026-11-24 12:00"
        with Store.open(path, author="b", now=noon, read_only=True) as shown:
            assert shown.record.identity.change == 0
    Store.open(path, author="b", now=noon).close()
    assert not claim.mark_of(path).exists()


def test_a_claim_ends_with_the_program_however_it_ends(path: Path) -> None:
    words = (
        "import os, sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "from cpdesk.records.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), author='gone', now=datetime.now)\nos._exit(3)"
    )
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", words, str(path)], cwd=root, check=False)
    assert ended.returncode == 3
    assert claim.mark_of(path).exists()
    Store.open(path, author="b", now=noon).close()


def test_a_record_is_thrown_away_with_all_its_files_but_never_while_it_is_open(path: Path) -> None:
    journal = path.with_name(path.name + "-journal")
    with Store.open(path, author="a", now=noon), pytest.raises(Refusal) as caught:
        safety.discard(path, "b", noon())
    assert caught.value.finding.kind is faults.OPEN_ELSEWHERE
    assert path.exists()
    journal.write_bytes(b"left by a power cut")
    safety.discard(path, "b", noon())
    assert not list(path.parent.iterdir())
    safety.discard(path, "b", noon())


def test_what_windows_will_not_delete_is_in_use(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(each: Path, **_: object) -> None:
        if each == path:
            raise PermissionError(errno.EACCES, "sharing violation", str(each))

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Refusal) as caught:
        safety.discard(path, "b", noon())
    assert caught.value.finding.kind is faults.IN_USE


def test_a_share_that_knows_no_locks_still_opens(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the numbers of the changes guard the record: the later writer is told, not merged."""

    def no_locks(file: FileIO) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(claim, "_lock", no_locks)
    first = Store.open(path, author="a", now=noon)
    second = Store.open(path, author="b", now=noon)
    with second.change("Second") as work:
        work.put(Company(id="c", code="C1"))
    with pytest.raises(Refusal) as caught, first.change("First") as work:
        work.put(Company(id="d", code="C1"))
    assert caught.value.finding.kind is faults.CHANGED_ELSEWHERE
    assert caught.value.finding.facts["who"] == "b"
    first.close()
    second.close()
    with Store.open(path, author="c", now=noon) as again:
        assert [each.id for each in again.record.all(Company)] == ["c"]
    assert safety.verify(path) == ()


def test_a_mark_deleted_by_its_owner_meanwhile_is_taken_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform == "win32":
        pytest.skip("an open file cannot be deleted there")
    lock, tries = claim._lock, []

    def lose_the_first(file: FileIO) -> None:
        lock(file)
        tries.append(file)
        if len(tries) == 1:
            claim.mark_of(path).unlink()

    monkeypatch.setattr(claim, "_lock", lose_the_first)
    with Store.open(path, author="a", now=noon):
        assert len(tries) == 2
        assert claim.mark_of(path).read_text("utf-8").startswith("a, ")
