"""A copy is kept whenever a record is closed, and brings back one that was damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.domain.company import Company
from cpdesk.domain.findings import Finding
from cpdesk.presenters.trouble import Act, trouble_of
from cpdesk.services.upkeep import copies_of
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow


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


def test_of_a_newer_record_no_copy_is_opened_that_has_no_papers(filled: MainWindow) -> None:
    from cpdesk.records import faults

    path, t = filled.desk.path, filled.t
    filled.close_record()
    trouble = trouble_of(t, faults.TOO_NEW.at(path=path), path)
    assert trouble.ways == ()


def test_a_copy_that_cannot_be_kept_is_told(
    filled: MainWindow, said: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    path: Path = filled.desk.path
    path.with_name(f"{path.stem} (copies)").write_bytes(b"in the way")
    assert filled.close_record()
    assert len(said) == 1
    assert filled.desk is None
