"""A copy is kept whenever a record is closed, and brings back one that was damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cpdesk.base.places import Place
from cpdesk.domain.company import Company
from cpdesk.domain.findings import Finding
from cpdesk.presenters.trouble import Act
from cpdesk.services.upkeep import copies_of
from cpdesk.ui import dialogs, opening
from cpdesk.ui.copies_dialog import CopiesDialog
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking


def companies(window: MainWindow) -> list[str]:
    return [each.code for each in window.desk.session.record.all(Company)]


def test_closing_keeps_a_copy_and_only_where_something_changed(filled: MainWindow) -> None:
    path = filled.desk.path
    assert filled.close_record()
    (first,) = copies_of(path)
    assert filled.open_record(path)
    assert filled.close_record()
    assert copies_of(path) == (first,)


def test_a_damaged_record_comes_back_from_it(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = filled.desk.path, companies(filled)
    filled.close_record()
    path.write_bytes(path.read_bytes()[:5000])
    asked = []

    def choose(_window: MainWindow, t: object, trouble: object) -> object:
        asked.append(trouble)
        return trouble.ways[0]

    monkeypatch.setattr(dialogs, "ask_way", choose)
    assert filled.open_record(path)
    assert companies(filled) == before
    (trouble,) = asked
    assert trouble.ways[0].act is Act.RESTORE
    assert trouble.ways[0].path == copies_of(path)[0].path
    assert list(path.parent.glob("*before restore*"))


def test_of_a_newer_record_an_older_copy_becomes_a_record_of_its_own(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = filled.desk.path, companies(filled)
    filled.close_record()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    untouched = path.read_bytes()
    monkeypatch.setattr(dialogs, "ask_way", lambda _window, _t, trouble: trouble.ways[0])
    assert filled.open_record(path)
    assert filled.desk.path != path
    assert companies(filled) == before
    assert path.read_bytes() == untouched


def test_a_copy_that_cannot_be_kept_is_told(
    filled: MainWindow, said: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    path: Path = filled.desk.path
    path.with_name(f"{path.stem} (copies)").write_bytes(b"in the way")
    assert filled.close_record()
    assert len(said) == 1
    assert filled.desk is None


def choosing(monkeypatch: pytest.MonkeyPatch, act: Act) -> None:
    monkeypatch.setattr(
        dialogs, "ask_way",
        lambda _window, _t, trouble: next(each for each in trouble.ways if each.act is act),
    )  # fmt: skip


def test_a_damaged_record_is_looked_at_as_far_as_it_can_be_read(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(dialogs, "tell_salvaged", lambda *about: told.append(about))
    path, before = filled.desk.path, companies(filled)
    filled.close_record()
    damage(path)
    spoiled = path.read_bytes()
    choosing(monkeypatch, Act.GLIMPSE)
    assert filled.open_record(path)
    assert filled.desk.read_only
    assert companies(filled) == before
    assert filled.desk.path == path
    filled.desk.open_page("application")  # whose preview reads the record once more
    assert len(told) == 1
    mine = path.with_name("mine.cpdesk")
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_about: mine)
    opening.copy_and_open(filled)
    assert filled.desk.path == mine
    assert companies(filled) == before
    assert not filled.desk.read_only
    filled.close_record()
    assert path.read_bytes() == spoiled


def test_what_can_be_read_is_saved_into_a_new_record(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(dialogs, "tell_salvaged", lambda *about: told.append(about))
    path, before = filled.desk.path, companies(filled)
    filled.close_record()
    damage(path)
    choosing(monkeypatch, Act.SALVAGE)
    assert filled.open_record(path)
    assert filled.desk.path == path.with_name(f"{path.stem} (salvaged).cpdesk")
    assert not filled.desk.read_only
    assert companies(filled) == before
    assert told[0][-1] == filled.desk.path


def damage(path: Path) -> None:
    """A page in the middle of the list of readings is gone."""
    with closing(sqlite3.connect(path)) as record:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'reading'"
        (root,) = record.execute(query).fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(data)


def test_what_is_told_of_a_salvage_names_each_thing(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QMessageBox

    from cpdesk.domain.findings import Place
    from cpdesk.records.salvage import NO_PAPER
    from cpdesk.records.salvage_rows import LOST

    shown: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box))
    found = [NO_PAPER.at(Place("evidence", f"E{n}"), entity=f"E{n}") for n in range(12)]
    for language in ("en", "zh_Hant", "zh_Hans"):
        filled.speak(language)
        dialogs.tell_salvaged(filled, filled.t, (LOST.at(Place("reading"), n=3), *found))
    assert "E1" in shown[0].informativeText()
    assert "and 10 more" in shown[0].informativeText()
    assert "E11" in shown[0].detailedText()
    assert not shown[1].text().isascii()


def test_a_copy_is_looked_at_and_restored_from_the_menu(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    path, before = filled.desk.path, companies(filled)
    filled.close_record()
    filled.open_record(path)
    with filled.desk.session.ws.store.change("Add") as work:
        work.put(Company(id="new", code="C9"))

    def chosen(dialog: CopiesDialog) -> bool:
        qtbot.waitUntil(lambda: not dialog.page.running)
        assert dialog.take.isEnabled()
        assert any("C9: new" in line for line in dialog.page.lines)
        return True

    monkeypatch.setattr(CopiesDialog, "exec", chosen)
    opening.show_copies(filled)
    assert filled.desk.path == path
    assert companies(filled) == before
    assert not filled.desk.read_only
    assert "before restore" in filled.desk.status
    whys = [each.why for each in copies_of(path)]
    assert "restore" in whys or len(whys) == 2


def test_a_look_at_copies_may_end_before_anything_is_found(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled.desk.path
    filled.close_record()
    filled.open_record(path)
    asked: list[CopiesDialog] = []
    monkeypatch.setattr(CopiesDialog, "exec", lambda dialog: asked.append(dialog) or 0)
    opening.show_copies(filled)
    assert asked[0].page.running
    walking.settle()
    assert not filled.findChildren(CopiesDialog)
    walking.rest(filled)
    assert filled.desk.path == path


def test_the_second_place_is_named_in_the_settings(
    filled: MainWindow, said: list[Finding], tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.desk.open_page("settings")
    filled.view.second_place_wanted.emit(str(stick))
    assert filled.settings.second_place == str(stick)
    path = filled.desk.path
    filled.close_record()
    assert said == []
    assert any(stick.iterdir())
    stick.rename(tmp_path / "pulled out")
    for n in range(2):  # it is told once in a run
        assert filled.open_record(path)
        with filled.desk.session.ws.store.change("Add") as work:
            work.put(Company(id=f"n{n}", code=f"C8{n}"))
        filled.close_record()
    assert [each.code for each in said] == ["second-place-missing"]


@pytest.mark.parametrize("place", [Place.SHARE, Place.STICK])
def test_of_a_record_on_a_share_or_a_stick_a_word_is_said(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    path = filled.desk.path
    filled.close_record()
    monkeypatch.setattr("cpdesk.services.workspace.place_of", lambda _path: place)
    assert filled.open_record(path)
    words = {Place.SHARE: "network share", Place.STICK: "stick"}[place]
    assert words in filled.desk.status
    assert not filled.desk.read_only
