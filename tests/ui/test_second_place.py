"""A second place for copies that is slow does not hold the window up, and has its copy later."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cpdesk.base.languages import sentence
from cpdesk.base.settings import load_settings
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Finding
from cpdesk.records.copies import copies_in
from cpdesk.services.upkeep import copies_of, folders_elsewhere
from cpdesk.ui.application import shut
from cpdesk.ui.keeping import OWED
from cpdesk.ui.main_window import MainWindow
from tests.slow_place import silent, slow


@pytest.fixture
def share(filled: MainWindow, tmp_path: Path) -> Path:
    place = tmp_path / "共用 share"
    place.mkdir()
    filled.view.second_place_wanted.emit(str(place))
    return place


def there(path: Path) -> int:
    """How many copies of a record are in the second place."""
    return sum(len(copies_in(each)) for each in folders_elsewhere(path))


def closed_in(window: MainWindow) -> float:
    begun = time.monotonic()
    window.close()
    return time.monotonic() - begun


def opened(window: MainWindow, path: Path) -> MainWindow:
    """As the next start would."""
    again = MainWindow()
    again.show()
    assert again.open_record(path)
    QApplication.processEvents()
    return again


def test_the_window_closes_and_the_copy_comes_when_the_record_is_opened_again(
    filled: MainWindow, share: Path, monkeypatch: pytest.MonkeyPatch, said: list[Finding], qtbot  # noqa: ANN001
) -> None:
    path, place = filled.desk.path, slow(monkeypatch, share)
    assert closed_in(filled) < 5
    assert not filled.isVisible()
    filled.copies.finish(0.1)
    assert len(copies_of(path)) == 1
    assert there(path) == 0
    assert load_settings().owes(path)
    place.let()
    again = opened(filled, path)
    qtbot.addWidget(again)
    told = sentence(again.t, OWED.at(path=path.name, folder=share))
    assert told in again.desk.status or "in the second place now" in again.desk.status
    qtbot.waitUntil(lambda: "in the second place now" in again.desk.status, timeout=20_000)
    assert there(path) == 1
    assert not load_settings().owes(path)
    assert not again.desk.unkept
    assert said == []
    again.close()


def test_it_goes_on_while_the_window_lives(
    filled: MainWindow, share: Path, monkeypatch: pytest.MonkeyPatch, said: list[Finding], qtbot  # noqa: ANN001
) -> None:
    path, place = filled.desk.path, slow(monkeypatch, share)
    assert filled.close_record()
    assert filled.start.isVisible()
    assert load_settings().owes(path)
    place.let()
    qtbot.waitUntil(lambda: not load_settings().owes(path), timeout=20_000)
    assert there(path) == 1
    assert filled.open_record(path)
    assert "second place" not in filled.desk.status
    assert said == []


def test_it_goes_on_a_little_when_the_window_is_gone(
    filled: MainWindow, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, place = filled.desk.path, slow(monkeypatch, share)
    filled.close()
    assert load_settings().owes(path)
    place.let()
    shut(filled)
    assert there(path) == 1
    assert not load_settings().owes(path)


def test_a_share_that_does_not_answer_holds_nothing_up(
    filled: MainWindow, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled.desk.path
    with silent(monkeypatch):
        assert closed_in(filled) < 5
        filled.copies.finish(0.1)
        assert load_settings().owes(path)
    assert len(copies_of(path)) == 1


def test_a_place_that_is_missing_is_still_owed_its_copy(
    filled: MainWindow, share: Path, said: list[Finding], qtbot  # noqa: ANN001
) -> None:
    path = filled.desk.path
    share.rename(share.with_name("pulled out"))
    filled.close_record()
    assert [each.code for each in said] == ["second-place-missing"]
    assert filled.open_record(path)
    assert "did not reach" in filled.desk.status
    qtbot.waitUntil(lambda: not filled.copies._pulse.isActive(), timeout=20_000)
    assert load_settings().owes(path), "it is told, and owed until it is there"
    share.with_name("pulled out").rename(share)
    filled.close_record()
    assert there(path) == 1
    assert not load_settings().owes(path)
    assert len(said) == 1


def test_another_place_is_owed_nothing(filled: MainWindow, share: Path, tmp_path: Path) -> None:
    path = filled.desk.path
    share.rmdir()
    filled.close_record()
    assert load_settings().owes(path)
    filled.choose_second_place("")
    assert filled.open_record(path)
    assert "second place" not in filled.desk.status


def test_what_changed_meanwhile_is_in_the_copy_that_comes_later(
    filled: MainWindow, share: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    path, place = filled.desk.path, slow(monkeypatch, share)
    filled.close_record()
    assert filled.open_record(path)
    with filled.desk.session.ws.store.change("Add") as work:
        work.put(Company(id="new", code="C9"))
    filled.close_record()
    place.let()
    qtbot.waitUntil(lambda: not load_settings().owes(path), timeout=20_000)
    (newest, *_) = copies_in(folders_elsewhere(path)[0])
    assert newest.path.read_bytes() == copies_of(path)[0].path.read_bytes()
