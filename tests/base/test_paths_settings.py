"""Where things lie, and what the PC remembers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cpdesk.base import paths
from cpdesk.base.settings import Settings, language_of, load_settings, save_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "使用者 張偉"))
    return tmp_path / "使用者 張偉"


def test_both_folders_move_with_the_home(home: Path) -> None:
    folders = {paths.data_folder(), paths.log_folder()}
    assert len(folders) == 2
    assert all(each.parent == home and each.is_dir() for each in folders)


def test_resources_are_found_also_in_a_frozen_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.resource("fonts", "OFL.txt").is_file()
    monkeypatch.setattr(sys, "_MEIPASS", "/frozen", raising=False)
    assert paths.resource("fonts") == Path("/frozen/resources/fonts")


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    said = Settings("zh_Hant", 12).opened(tmp_path / "工廠.cpdesk").saw("abc", 7)
    save_settings(said)
    assert load_settings() == said


def test_how_far_a_record_had_come_is_kept() -> None:
    assert Settings().saw("abc", 7).saw("abc", 5).saw("other", 1).seen == {"abc": 7, "other": 1}


def test_recent_records_are_few_and_never_twice(tmp_path: Path) -> None:
    settings = Settings()
    for number in (*range(12), 5):
        settings = settings.opened(tmp_path / f"{number}.cpdesk")
    assert [Path(each).stem for each in settings.recent] == [
        "5", "11", "10", "9", "8", "7", "6", "4",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", "[]", '{"language": ["x"], "text_size": "big"}', "\x00"])
def test_damaged_settings_are_as_good_as_none(text: str) -> None:
    (paths.data_folder() / "settings.json").write_text(text)
    settings = load_settings()
    assert settings.text_size == 10
    assert settings.recent == ()


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh_CN", "zh_Hans"),
        ("zh-Hans-HK", "zh_Hans"),
        ("Chinese (Simplified)_China", "zh_Hans"),
        ("zh_TW", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("Chinese (Traditional)_Hong Kong SAR", "zh_Hant"),
        ("en_US", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_the_pc(name: str, language: str) -> None:
    assert language_of(name) == language


def test_settings_that_cannot_be_kept_are_an_error_not_a_silence(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_bytes(b"a file where the folder should be")
    with pytest.raises(OSError, match="使用者"):
        save_settings(Settings())


def test_settings_of_another_version_keep_what_makes_sense(home: Path) -> None:
    (paths.data_folder() / "settings.json").write_text(
        '{"language": "zh_Hans", "text_size": 99, "recent": ["/a", 7], "colour": "red", '
        '"seen": {"a": 3, "b": "many"}}',
        "utf-8",
    )
    settings = load_settings()
    assert (settings.language, settings.text_size) == ("zh_Hans", 10)
    assert settings.recent == ("/a", "7")
    assert dict(settings.seen) == {"a": 3}
