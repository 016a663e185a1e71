"""Tries an installer on Windows, as a factory would: `python -m installer.trial SETUP.exe`.

It installs silently into a folder with a space and Chinese in its name, lets the installed program
prove itself, opens its window, starts it a second time, installs over it, and takes it off again.
It needs nothing but the standard library, and prints one line for each thing that holds; the first
that does not ends it. The same on a hosted Windows and under Wine.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = "程式 測試"
KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\cpdesk"
RUNNING, OLDER = 3, 5
_WAIT = 60.0  # seconds until a window shows, or an uninstaller is done


class Trial:
    """One installer, the place it is to install into, and a place for records."""

    def __init__(self, setup: Path, folder: Path) -> None:
        self.setup = setup
        self.place = folder / FOLDER
        self.records = folder / "我的 記錄"
        self.window, self.console = self.place / "cpdesk.exe", self.place / "cpdesk-cli.exe"
        self.known = {**os.environ, "CPDESK_HOME": str(folder / "設定")}
        self.settings = folder / "設定" / "data" / "settings.json"

    def whole(self) -> None:
        """Each step in the order in which a factory would come to it."""
        steps = (self.install, self.prove, self.print_papers, self.show, self.start_twice,
                 self.refuse_while_open, self.refuse_older, self.upgrade, self.remove)  # fmt: skip
        for step in steps:
            began = time.monotonic()
            step()
            tell(f"{step.__name__}: {time.monotonic() - began:.1f} s")

    def install(self) -> None:
        """In without a question: programs, start menu, association, list of programs."""
        hold(self.run_setup() == 0, "the installer ends with 0")
        hold(self.window.is_file() and self.console.is_file(), "both programs lie in the folder")
        hold(start_menu().is_file(), "the start menu has an entry")
        opens = of_registry(r"Software\Classes\cpdesk.record\shell\open\command", "")
        hold(opens == f'"{self.window}" "%1"', "a record opens with the window program")
        kind = of_registry(r"Software\Classes\.cpdesk", "")
        hold(kind == "cpdesk.record", ".cpdesk is a record")
        there = of_registry(KEY, "InstallLocation")
        hold(there == str(self.place), "it is in the list of programs")
        size = sum(each.stat().st_size for each in self.place.rglob("*") if each.is_file())
        tell(f"installed: {size / 1e6:.1f} MB, installer: {self.setup.stat().st_size / 1e6:.1f} MB")

    def prove(self) -> None:
        """The installed program does its main job with the sample factory."""
        steps = self.ask("selftest").split()
        hold(len(steps) > 8, f"cpdesk-cli selftest: {len(steps)} steps ({' '.join(steps)})")

    def print_papers(self) -> None:
        """A record and its papers in a folder with a space and Chinese in its name."""
        for each in (self.records, self.settings.parents[1]):  # of an earlier trial
            shutil.rmtree(each, ignore_errors=True)
        self.ask("demo", str(self.records))
        self.record.replace(self.records / "一廠 record.cpdesk")
        self.ask("new", str(self.records / "二廠 record.cpdesk"))
        hold(len([*self.records.glob("*.pdf")]) == 6, "both packs in three languages")

    @property
    def record(self) -> Path:
        return self.records / "sample.cpdesk"

    def show(self) -> None:
        """The window with a record, three times; the first time nothing is at hand yet."""
        taken = []
        for _ in range(3):
            with self.opened(self.records / "一廠 record.cpdesk") as seconds:
                taken.append(f"{seconds:.2f} s")
        tell(f"from the start to the window: {', '.join(taken)}")

    def start_twice(self) -> None:
        """The second start hands its record to the first and ends."""
        first, second = (self.records / f"{each}廠 record.cpdesk" for each in "一二")
        with self.opened(first):
            words = [self.window, second]
            code = subprocess.run(words, env=self.known, timeout=_WAIT, check=False).returncode
            hold(code == 0, "a second start ends at once")
            hold(until(lambda: self.used_last() == [second.name, first.name]),
                 "its record is shown in the first window")  # fmt: skip

    def used_last(self) -> list[str]:
        """The names of the records used last, newest first, as the program remembers them."""
        try:
            said = json.loads(self.settings.read_text(encoding="utf-8"))["recent"]
        except (OSError, ValueError):  # it is being written
            return []
        return [Path(each).name for each in said][:2]

    def refuse_while_open(self) -> None:
        with self.opened(self.records / "一廠 record.cpdesk"):
            hold(self.run_setup() == RUNNING, "it is not installed over a window that is open")

    def refuse_older(self) -> None:
        """As if a newer version were installed."""
        had = of_registry(KEY, "DisplayVersion")
        into_registry(KEY, "DisplayVersion", "999.0.0")
        hold(self.run_setup() == OLDER, "an older version is not put over a newer one unasked")
        hold(self.run_setup("/OLDER") == 0, "but it is when that is asked for")
        hold(of_registry(KEY, "DisplayVersion") == had, "then the list says the older version")

    def upgrade(self) -> None:
        """Over what is there: what is no longer of the program goes, all else stays."""
        stale, mine = self.place / "_internal" / "stale.pyd", self.place / "mine.cpdesk"
        for each in (stale, mine):
            each.write_bytes(b"x")
        had = self.settings.read_bytes()
        hold(self.run_setup() == 0, "it is installed over what is there")
        hold(not stale.exists(), "no file of an older version stays")
        hold(mine.exists(), "a record in its folder stays")
        hold(self.settings.read_bytes() == had, "settings stay")

    def remove(self) -> None:
        """Out without a question; records and settings stay."""
        subprocess.run([self.place / "uninstall.exe", "/S"], check=True, timeout=_WAIT)
        gone = lambda: not (self.place / "uninstall.exe").exists()  # noqa: E731
        hold(until(gone), "the uninstaller comes to an end")
        left = sorted(each.name for each in self.place.rglob("*"))
        hold(left == ["mine.cpdesk"], f"only a record is left of its folder ({left})")
        hold(not start_menu().exists(), "the entry in the start menu is gone")
        hold(of_registry(KEY, "DisplayName") is None, "so is the one in the list of programs")
        hold(of_registry(r"Software\Classes\.cpdesk", "") is None, "and the association")
        hold((self.records / "一廠 record.cpdesk").is_file(), "records are left")
        hold(self.settings.is_file(), "settings are left")

    def run_setup(self, *words: str) -> int:
        """The folder is the last word and is not quoted: so NSIS wants it."""
        words = (f'"{self.setup}"', "/S", *words, f"/D={self.place}")
        return subprocess.run(" ".join(words), check=False, timeout=600).returncode

    def ask(self, *words: str) -> str:
        """What the console program says, in UTF-8."""
        known = {**self.known, "PYTHONUTF8": "1"}
        done = subprocess.run([self.console, *words], env=known, capture_output=True, timeout=600,
                              check=False)  # fmt: skip
        said = done.stderr.decode("utf-8", "replace").strip()
        hold(done.returncode == 0, f"cpdesk-cli {words[0]} ends with 0 {said}")
        return done.stdout.decode("utf-8", "replace")

    @contextmanager
    def opened(self, record: Path) -> Iterator[float]:
        """The window program with a record; the seconds until its window showed."""
        began = time.monotonic()
        running = subprocess.Popen([self.window, record], env=self.known)
        try:
            hold(until(lambda: bool(windows_of(running.pid))), "the window shows")
            yield time.monotonic() - began
        finally:
            running.kill()
            running.wait()


def windows_of(process: int) -> list[int]:
    """The windows of a process that can be seen and have a title."""
    user: Any = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
    found: list[int] = []
    kind = ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)  # type: ignore[attr-defined,unused-ignore]

    def look(window: int, _: int) -> bool:
        owner = ctypes.c_ulong()
        user.GetWindowThreadProcessId(ctypes.c_void_p(window), ctypes.byref(owner))
        seen = user.IsWindowVisible(ctypes.c_void_p(window))
        if owner.value == process and seen and user.GetWindowTextLengthW(ctypes.c_void_p(window)):
            found.append(window)
        return True

    user.EnumWindows(kind(look), None)
    return found


def until(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold within a minute."""
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


def start_menu() -> Path:
    return Path(os.environ["APPDATA"], "Microsoft/Windows/Start Menu/Programs/cpdesk.lnk")


def of_registry(key: str, name: str) -> str | None:
    """A word of this user's registry, if it is there."""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
    except FileNotFoundError:
        return None


def into_registry(key: str, name: str, word: str) -> None:
    import winreg

    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_WRITE) as opened:
        winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, word)


def hold(condition: bool, what: str) -> None:
    if not condition:
        tell(f"DOES NOT HOLD: {what}")
        sys.exit(1)
    tell(f"holds: {what}")


def tell(text: str) -> None:
    print(f"[trial] {text}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="installer.trial", description=__doc__)
    parser.add_argument("setup", type=Path)
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("TEMP", "."), "cpdesk"))
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr,unused-ignore]
    options.folder.mkdir(parents=True, exist_ok=True)
    Trial(options.setup.resolve(), options.folder.resolve()).whole()


if __name__ == "__main__":
    main()
