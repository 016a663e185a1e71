"""Where the proof lies, and how a Windows program is run in it."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

from installer.trial import FOLDER
from installer.wine.debian import HOME, Debian
from installer.wine.log import Log

INSTALLED = f"C:\\{FOLDER}"
_DISPLAY = """\
Xvfb :{number} -screen 0 1440x900x24 -nolisten tcp >/dev/null 2>&1 &
export DISPLAY=:{number}
while [ ! -S /tmp/.X11-unix/X{number} ]; do sleep 0.1; done
"""
# What is running is asked to end, so that Wine writes its registry down.
_WITH_WINE = '"$@"; code=$?; wineserver -k; wineserver -w; exit $code'


class Proof:
    """The house, the work folder and what lies in it."""

    def __init__(self, house: Path, work: Path, log: Log) -> None:
        self.house, self.work, self.log = house, work, log
        self.debian = Debian(work / "debian")
        self.home = self.debian.home
        self.project, self.out = self.home / "project", self.home / "out"

    def wine(
        self, what: str, *words: object, minutes: float = 10, known: Mapping[str, str] = {},
        may_fail: bool = False,
    ) -> str:  # fmt: skip
        """Run a Windows program in the copy of the project; what it said."""
        return self.shell(what, _WITH_WINE, "wine", *words, minutes=minutes, known=known,
                          may_fail=may_fail)  # fmt: skip

    def python(self, what: str, *words: object, minutes: float = 10, may_fail: bool = False) -> str:
        """Run Windows' Python."""
        program = f"{HOME}/python/python.exe"
        known = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return self.wine(what, program, *words, minutes=minutes, known=known, may_fail=may_fail)

    def shell(
        self, what: str, script: str, *words: object, minutes: float = 10,
        known: Mapping[str, str] = {}, may_fail: bool = False,
    ) -> str:  # fmt: skip
        """Run a script with a display that nobody sees; what it said, which is kept."""
        shown = _DISPLAY.format(number=random.randrange(100, 9999)) + script
        done = self.debian.run(["sh", "-c", shown, "-", *words], where=f"{HOME}/project",
                               minutes=minutes, known=known)  # fmt: skip
        self.log.keep(what, done.stdout)
        if done.returncode and not may_fail:
            tail = "\n".join(done.stdout.splitlines()[-25:])
            raise SystemExit(f"{tail}\n{what} ended with {done.returncode}; all of it: "
                             f"{self.log.folder / what}.txt")  # fmt: skip
        return done.stdout

    @property
    def program(self) -> Path:
        """Where the installed program lies, seen from here."""
        return self.home / "prefix" / "drive_c" / FOLDER

    @property
    def setup(self) -> Path:
        made = [*(self.out / "proof").glob("*-setup.exe")]
        if not made:
            raise SystemExit("There is no installer yet: begin with --again pack.")
        return made[0]

    def seen(self, path: Path) -> str:
        """A path in the home as Windows sees it."""
        return "Z:" + f"{HOME}/{path.relative_to(self.home)}".replace("/", "\\")

    def installed(self) -> None:
        """Install it unless it is; a folder with a space goes to NSIS without quotes."""
        if not (self.program / "uninstall.exe").exists():  # it is written last
            line = f'"{self.seen(self.setup)}" /S /D={INSTALLED}'
            code = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1]).returncode)"
            self.python("install", "-c", code, line)


def megabytes(folder: Path) -> str:
    told = subprocess.run(["du", "-sx", "-B1", str(folder)], capture_output=True, text=True,
                          check=False).stdout  # fmt: skip
    return f"{int(told.split()[0]) / 1e6:.0f} MB"
