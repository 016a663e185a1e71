"""A frozen program: where its settings and caches lie, and where its words go."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cpdesk.base import paths
from cpdesk.base.frozen import settle


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of a frozen program on a stick called 「U盤 1」."""
    place = tmp_path / "U盤 1"
    place.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(place / "cpdesk.exe"))
    monkeypatch.delenv(paths.HOME)
    monkeypatch.setattr(paths.platformdirs, "user_data_path", lambda *_, **__: tmp_path / "home")
    return place


def test_a_portable_copy_keeps_its_settings_beside_itself(frozen: Path) -> None:
    (frozen / paths.PORTABLE).touch()
    assert paths.data_folder() == frozen / "settings" / "data"


def test_one_that_is_installed_keeps_them_in_the_home(frozen: Path, tmp_path: Path) -> None:
    assert paths.data_folder() == tmp_path / "home"
    assert not [*frozen.iterdir()]


def test_on_a_stick_that_cannot_be_written_they_are_kept_in_the_home(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (frozen / paths.PORTABLE).touch()
    really = Path.mkdir

    def refuse(self: Path, *words: object, **named: object) -> None:
        if self.is_relative_to(frozen):
            raise PermissionError(30, "Read-only file system", str(self))
        really(self, *words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert paths.data_folder() == tmp_path / "home"


def test_matplotlib_keeps_its_list_of_fonts_from_start_to_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", "/a/new/folder/at/each/start")
    settle()
    assert os.environ["MPLCONFIGDIR"] == str(paths.cache_folder())


def test_a_program_without_a_console_may_still_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", "")  # put back afterwards
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    settle()
    print("用電量 ½")
    print("用電量 ½", file=sys.stderr)
