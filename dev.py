"""Chores of the project, with the standard library only: `python dev.py demo|test|check|...`."""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# What a window without a display needs of Debian; the rest comes with them.
LIBRARIES = ("libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3")


def run(*command: object, **options: object) -> None:
    """Run a command in the project's folder; a failure ends the chore with its exit code."""
    words = [str(word) for word in command]
    print("+", shlex.join(words), flush=True)
    code = subprocess.run(words, cwd=HERE, check=False, **options).returncode  # type: ignore[call-overload]
    if code:
        sys.exit(code)


def prepare(lock: str) -> None:
    """The virtual environment with exactly what a lock file pins, and Qt's system libraries."""
    if not PYTHON.exists():
        print(f"+ making {VENV.name}", flush=True)
        venv.create(VENV, with_pip=True)
    install(HERE / lock)
    install_libraries()
    run(PYTHON, "-m", "compileall", "-q", "cpdesk")


def install(lock: Path) -> None:
    stamp = VENV / f"{lock.name}.installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--no-deps", "-r", lock)  # fmt: skip
    stamp.write_text(wanted)


def install_libraries() -> None:
    if not sys.platform.startswith("linux") or not missing_libraries():
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *LIBRARIES]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "update", "-qq")
        run(*command, env=quiet)
    else:
        print("The window needs system libraries. Please run:\n  sudo " + shlex.join(command))


def missing_libraries() -> bool:
    probe = "import PySide6.QtWidgets"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode != 0


def demo(options: argparse.Namespace) -> None:
    """The main job on the sample factory, then the window where there is a display."""
    prepare("requirements.lock")
    run(PYTHON, "-m", "cpdesk", "demo", options.folder)
    if os.name == "nt" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        run(PYTHON, "-m", "cpdesk", Path(options.folder, "sample.cpdesk"))


def test(options: argparse.Namespace) -> None:
    """Every test."""
    prepare("requirements-dev.lock")
    run(PYTHON, "-m", "pytest", "-n", "2", "-q", *options.rest)


def check(_options: argparse.Namespace) -> None:
    """Style, types, storeys."""
    prepare("requirements-dev.lock")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "mypy")
    run(VENV / PYTHON.parent.name / "lint-imports")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    chores = parser.add_subparsers(required=True)
    each = chores.add_parser("demo", help=demo.__doc__)
    each.add_argument("folder", nargs="?", default="demo")
    each.set_defaults(do=demo)
    each = chores.add_parser("test", help=test.__doc__)
    each.set_defaults(do=test)
    each = chores.add_parser("check", help=check.__doc__)
    each.set_defaults(do=check)
    options, rest = parser.parse_known_args()
    options.rest = rest
    options.do(options)


if __name__ == "__main__":
    main()
