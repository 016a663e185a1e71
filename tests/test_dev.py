"""The set-up that `python3 dev.py demo` and `test` do on a fresh machine."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from argparse import Namespace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

import dev

README = (dev.HERE / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run; each succeeds."""
    seen: list[list[str]] = []

    def note(words: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        seen.append(words)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(subprocess, "run", note)
    return seen


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Debian on which the system's loader finds no library of Qt."""
    monkeypatch.setattr(dev, "LINUX", True)
    monkeypatch.setattr(dev, "loads", lambda library: False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")


def become(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)


@pytest.mark.usefixtures("bare")
def test_without_root_the_exact_command_is_the_sentence(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    become(monkeypatch, 1000)
    with pytest.raises(SystemExit) as ended:
        dev.prepare_window()
    said = str(ended.value)
    assert said.startswith("The window needs system packages. Please run:\n")
    assert said.endswith(
        "sudo apt-get install -y --no-install-recommends libglib2.0-0 libgl1 libegl1 "
        "libxkbcommon0 libfontconfig1 libdbus-1-3"
    )
    assert not commands


@pytest.mark.usefixtures("bare")
def test_what_is_not_needed_is_only_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    become(monkeypatch, 1000)
    dev.prepare_window(needed=False)
    assert "sudo apt-get install" in capsys.readouterr().out


@pytest.mark.usefixtures("bare")
def test_root_installs_what_is_missing_and_no_more(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    become(monkeypatch, 0)
    monkeypatch.setattr(dev, "loads", lambda library: library != "libxcb-cursor.so.0")
    dev.prepare_window()
    assert not commands
    dev.prepare_window(display=True)
    assert commands[-1][:2] == ["apt-get", "install"]
    assert commands[-1][4:] == ["libxcb-cursor0"]


@pytest.mark.usefixtures("bare")
def test_where_apt_fails_the_command_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, 0)
    monkeypatch.setattr(dev, "attempt", lambda *words, **_: 100)
    with pytest.raises(SystemExit, match="sudo apt-get install"):
        dev.prepare_window()


def test_windows_never_meets_apt(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(dev, "LINUX", False)
    monkeypatch.delattr(os, "geteuid")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    dev.prepare_window(display=dev.displayed())
    dev.install_packages(("binutils",), "Freezing")
    assert dev.displayed()
    assert dev.missing_for_freezing() == ()
    assert not commands


def test_the_loader_is_asked_for_libraries() -> None:
    assert not dev.loads("libno-such-thing.so.9")
    assert dev.loads("libc.so.6") or not dev.LINUX


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii"])
def test_a_folder_that_the_console_cannot_show_stops_nothing(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = TextIOWrapper(BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("PYTHONIOENCODING", "")  # put back afterwards
    dev.show_anything()
    assert dev.attempt(sys.executable, "-c", "", "新 工廠 é") == 0
    out.flush()
    assert out.buffer.getvalue().startswith(b"+ ")  # type: ignore[attr-defined]


def test_what_we_start_may_print_what_its_console_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "")  # put back afterwards
    monkeypatch.delenv("PYTHONIOENCODING")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    monkeypatch.setenv("LC_ALL", "C")
    words = (sys.executable, "-c", "print(chr(0x5EE0))")
    assert dev.attempt(*words, silent=True) != 0
    dev.show_anything()
    assert dev.attempt(*words, silent=True) == 0


def test_an_environment_cut_short_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "新 廠" / ".venv"
    venv.create(place, symlinks=not dev.WINDOWS)
    (place / "requirements.lock.installed").write_text("all of it, says the old stamp")
    monkeypatch.setattr(dev, "VENV", place)
    monkeypatch.setattr(dev, "PYTHON", place / dev.PYTHON.relative_to(dev.HERE / ".venv"))
    dev.make_environment()
    assert dev.attempt(dev.PYTHON, "-c", "import pip", silent=True) == 0
    assert not (place / "requirements.lock.installed").exists()


def test_the_demo_takes_one_language_with_or_without_a_folder(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]], tmp_path: Path
) -> None:
    for name in ("prepare", "prepare_window"):
        monkeypatch.setattr(dev, name, lambda *_, **__: None)
    monkeypatch.setattr(dev, "displayed", lambda: False)
    monkeypatch.chdir(tmp_path)
    for words in (["demo", "--lang", "en"], ["demo", "新", "--lang", "en"]):
        monkeypatch.setattr(sys, "argv", ["dev.py", *words])
        dev.main()
    assert [each[-3:] for each in commands] == [
        [str(tmp_path / "demo"), "--lang", "en"],
        [str(tmp_path / "新"), "--lang", "en"],
    ]


def test_a_release_is_made_on_windows_only(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(dev, "WINDOWS", False)
    with pytest.raises(SystemExit, match="made on Windows"):
        dev.release(Namespace(rest=[]))
    assert not commands


def test_on_windows_the_program_proves_itself_before_it_is_packed(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr(dev, "WINDOWS", True)
    monkeypatch.setattr(dev, "prepare", lambda *_, **__: None)
    dev.release(Namespace(rest=[]))
    assert [each[-1] for each in commands] == ["freeze", "selftest", "pack"]


def test_a_window_that_does_not_open_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("prepare", "prepare_window"):
        monkeypatch.setattr(dev, name, lambda *_, **__: None)
    monkeypatch.setattr(dev, "displayed", lambda: True)
    monkeypatch.setattr(dev, "attempt", lambda *words, **_: -6 if "demo" not in words else 0)
    with pytest.raises(SystemExit, match="The window did not open"):
        dev.demo(Namespace(folder=str(tmp_path), lang=None, rest=[]))


def test_an_unknown_python_is_told_what_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    with pytest.raises(SystemExit, match=r"Please use 3\.11, 3\.12 or 3\.13\."):
        dev.main()


def test_the_readme_names_every_chore_and_both_commands() -> None:
    assert "python3 dev.py demo" in README
    assert "python3 dev.py test" in README
    assert all(f"`{name}`" in README or f"dev.py {name}" in README for name in dev.CHORES)
