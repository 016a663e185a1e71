"""One record opened and wired, as the window, the console and the tests do it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from cpdesk.base.settings import Settings
from cpdesk.bootstrap import clock, new_desk, older_copy, open_desk, open_for_window, sample_desk
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter
from tests.limits import open_folder, ordinary_user


def test_a_new_record_is_its_author_s(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "a.cpdesk", author="張偉@pc")
    with desk.store.change("Set up") as work:
        work.put(Company(id="c"))
    assert desk.store.history()[-1].by == desk.author == "張偉@pc"
    assert desk.today == datetime.now().date() == clock().date()
    desk.store.close()
    with pytest.raises(Refusal):
        new_desk(tmp_path / "a.cpdesk")


def test_the_window_shows_a_record_that_it_may_not_write() -> None:
    with open_folder() as place:
        desk = new_desk(place / "唯讀.cpdesk")
        desk.store.close()
        desk.store.path.chmod(0o444)
        with ordinary_user():
            with pytest.raises(Refusal) as caught:
                open_desk(desk.store.path)
            assert caught.value.finding.code == "record-read-only"
            shown = open_for_window(desk.store.path)
            assert shown.store.read_only
            shown.store.close()
        desk.store.path.chmod(0o666)
        written = open_for_window(desk.store.path)
        assert not written.store.read_only
        written.store.close()


def test_the_window_does_not_open_what_is_no_record_even_for_reading(tmp_path: Path) -> None:
    (tmp_path / "a.cpdesk").write_bytes(b"%PDF-1.7")
    with pytest.raises(Refusal) as caught:
        open_for_window(tmp_path / "a.cpdesk")
    assert caught.value.finding.code == "not-a-record"


def test_the_sample_is_fresh_each_time_in_the_program_s_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "家"))
    for _ in range(2):
        desk = sample_desk()
        assert (tmp_path / "家") in desk.store.path.parents
        assert desk.record.all(Meter)
        assert desk.store.can_undo is None or len(desk.store.history()) < 5
        desk.store.close()


def test_a_copy_older_than_one_seen_is_a_warning(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "a.cpdesk")
    known = desk.record.identity
    assert older_copy(Settings(), desk) is None
    assert older_copy(Settings().saw(known.id, known.change), desk) is None
    finding = older_copy(Settings().saw(known.id, 3), desk)
    assert finding is not None
    assert not finding.blocking
    desk.store.close()
