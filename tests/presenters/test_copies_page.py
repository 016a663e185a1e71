"""The copies of the open record, each compared with it before it is put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cpdesk.base.settings import Settings, save_settings
from cpdesk.domain.company import Company
from cpdesk.presenters.copies_page import CopiesPage
from cpdesk.presenters.session import Session
from cpdesk.presenters.settings_page import SettingsPage
from cpdesk.records.store import Store
from cpdesk.services import upkeep
from tests.presenters.conftest import AtOnce, Later, Recorder, noon

pytestmark = pytest.mark.usefixtures("home")


def edit(session: Session, **values: object) -> None:
    with session.ws.store.change("Edit") as work:
        work.put(replace(session.record.all(Company)[0], **values))


def page_of(session: Session, runner: AtOnce) -> CopiesPage:
    return CopiesPage(session, runner, lambda: None)


def test_each_copy_says_when_why_and_where(session: Session, runner: AtOnce) -> None:
    path = session.ws.store.path
    upkeep.keep_copy(path, noon())
    edit(session, fax="1")
    upkeep.keep_copy(path, noon() + timedelta(days=1), why=upkeep.IMPORT)
    rows = page_of(session, runner).rows
    assert [each.cells for each in rows] == [
        ("25 November 2026 12:00", "before an import", "2", "beside the record"),
        ("24 November 2026 12:00", "when the record was closed", "1", "beside the record"),
    ]


def test_a_copy_in_the_second_place_is_listed_where_the_first_is_gone(
    session: Session, runner: AtOnce, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    save_settings(Settings(second_place=str(stick)))
    path = session.ws.store.path
    upkeep.keep_copies(path, noon())
    assert len(page_of(session, runner).rows) == 1
    upkeep.copies_of(path)[0].path.unlink()
    (row,) = page_of(session, runner).rows
    assert row.cells[-1] == "second place"


def test_what_differs_is_told_before_it_can_be_restored(
    session: Session, runner: AtOnce
) -> None:
    copy = upkeep.keep_copy(session.ws.store.path, noon())
    assert copy
    page = page_of(session, runner)
    page.look(copy)
    assert page.told[-1] == "Nothing differs."
    assert not page.may_restore
    edit(session, fax="2345 6789")
    page = page_of(session, runner)
    page.look(copy)
    assert page.told[-1] == "The copy is 1 change behind."
    assert page.lines == (page.lines[0],)
    assert page.lines[0].endswith("Fax: (empty), now 2345 6789")
    assert page.may_restore


def test_another_record_is_compared_and_never_put_in_the_place_of_this_one(
    session: Session, runner: AtOnce, tmp_path: Path
) -> None:
    other = tmp_path / "other.cpdesk"
    Store.create(other, author="a", now=noon).close()
    page = page_of(session, runner)
    page.look(other)
    assert "two different records" in page.told[-1]
    assert not page.may_restore


def test_a_file_that_cannot_be_read_is_a_sentence(
    session: Session, runner: AtOnce, tmp_path: Path
) -> None:
    (tmp_path / "letter.cpdesk").write_bytes(b"dear sirs")
    page = page_of(session, runner)
    page.look(tmp_path / "letter.cpdesk")
    assert "letter.cpdesk is not a record" in page.told[0]
    assert not page.may_restore


def test_of_two_looked_at_the_later_counts(session: Session, tmp_path: Path) -> None:
    path, runner = session.ws.store.path, Later()
    first = upkeep.keep_copy(path, noon())
    edit(session, fax="1")
    second = upkeep.keep_copy(path, noon() + timedelta(days=1))
    assert first
    assert second
    page = CopiesPage(session, runner, lambda: None)  # type: ignore[arg-type]
    page.look(first)
    page.look(second)
    runner.finish()
    assert page.told == ("Comparing …",)
    runner.finish()
    assert page.told[-1] == "Nothing differs."


def test_a_second_place_is_filled_as_soon_as_it_is_named(
    session: Session, runner: AtOnce, view: Recorder, tmp_path: Path
) -> None:
    page = SettingsPage(session, runner, Settings)
    page.attach(view)
    assert [each.name for each in page.copies] == ["Beside the record", "Second place"]
    assert page.copies[0].value == "none yet"
    assert not page.has_second_place
    stick = tmp_path / "stick"
    stick.mkdir()
    save_settings(Settings(second_place=str(stick)))
    page.keep_now()
    assert page.unkept == ()
    assert page.copies[1].value == str(stick)
    assert page.copies[0].value == "1 copy, the newest of 24 November 2026 12:00"
    assert len(upkeep.folders_elsewhere(session.ws.store.path)) == 1
    stick.rename(tmp_path / "pulled out")
    page.keep_now()
    assert [each.finding.code for each in page.unkept if each.finding] == ["second-place-missing"]
