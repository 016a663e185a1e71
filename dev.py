"""Chores of the project, with the standard library only: `python dev.py CHORE`.

demo, run, test, check, texts, prove, translate, catalogues, lock, bundle; `dev.py -h` says more.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
TOOLS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = TOOLS / ("python.exe" if os.name == "nt" else "python")
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
CATALOGUES = HERE / "resources" / "locale" / "catalogues.py"
OLDEST, NEWEST = (3, 11), (3, 13)
# What a window without a display needs of Debian; the rest comes with them.
LIBRARIES = ("libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3")
QT_PROBE = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
QApplication([])
"""
UV_OPTIONS = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
    "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--upgrade",
)  # fmt: skip


# --- the chores -----------------------------------------------------------------------------


def demo(options: argparse.Namespace) -> None:
    """Do the main job on the sample factory in DIR, then open the window if there is a display."""
    prepare(RUNTIME)
    folder = Path(options.folder).resolve()
    run(PYTHON, "-m", "cpdesk", "demo", folder, *options.rest)
    if os.name == "nt" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        run(PYTHON, "-m", "cpdesk", folder / "sample.cpdesk")


def cpdesk(options: argparse.Namespace) -> None:
    """Run cpdesk itself: `python dev.py run list RECORD`; without more words, its window."""
    prepare(RUNTIME, quiet=True)
    command = [str(PYTHON), "-P", "-m", "cpdesk", *options.rest]
    places = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    sys.exit(subprocess.run(command, check=False, env=known).returncode)


def test(options: argparse.Namespace) -> None:
    """Run all tests; further words go to pytest."""
    prepare(DEVELOPMENT)
    run(PYTHON, "-m", "pytest", "-n", "2", "-q", *options.rest)


def prove(options: argparse.Namespace) -> None:
    """Run the second tier of proof: full counts, then the benchmarks one after another."""
    prepare(DEVELOPMENT)
    full = {**os.environ, "CPDESK_PROVE": "1"}
    run(PYTHON, "-m", "pytest", "-n", "2", "-q", "--ignore=tests/benchmarks", *options.rest,
        env=full)  # fmt: skip
    run(PYTHON, "-m", "pytest", "-p", "no:xdist", "-s", "-q", "tests/benchmarks", env=full)


def check(_options: argparse.Namespace) -> None:
    """Check style, types and storeys; every check runs, then the verdict falls."""
    prepare(DEVELOPMENT)
    checks = (
        (PYTHON, "-m", "ruff", "check", "."),
        (PYTHON, "-m", "mypy"),
        (TOOLS / "lint-imports", "--no-cache"),
    )
    failed = [shown(each) for each in checks if attempt(*each)]
    if failed:
        sys.exit("Not in order: " + "; ".join(failed))


def texts(_options: argparse.Namespace) -> None:
    """Check that every text is translated and the template is up to date."""
    prepare(DEVELOPMENT)
    run(PYTHON, CATALOGUES, "check")


def translate(_options: argparse.Namespace) -> None:
    """Collect the texts of the program into the template and the two Chinese catalogues."""
    prepare(DEVELOPMENT)
    run(PYTHON, CATALOGUES, "collect")


def catalogues(_options: argparse.Namespace) -> None:
    """Compile the catalogues."""
    prepare(RUNTIME)


def lock(_options: argparse.Namespace) -> None:
    """Pin the newest versions within the bounds of pyproject.toml, with their hashes; needs uv."""
    if not shutil.which("uv"):
        sys.exit("The lock files are made by uv. Please install it: python -m pip install uv")
    run("uv", "pip", "compile", "pyproject.toml", *UV_OPTIONS, "-o", RUNTIME)
    run("uv", "pip", "compile", "pyproject.toml", "--extra", "dev", *UV_OPTIONS, "-o", DEVELOPMENT)


def bundle(_options: argparse.Namespace) -> None:
    """Freeze the program into dist/cpdesk and let the frozen program test itself."""
    prepare(DEVELOPMENT)
    install_packages(missing_for_freezing(), "Freezing")
    run(PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", "build.spec")
    frozen = HERE / "dist" / "cpdesk" / ("cpdesk.exe" if os.name == "nt" else "cpdesk")
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    run(frozen, "selftest", env=offscreen)


# --- the environment ------------------------------------------------------------------------


def prepare(lock_name: str, *, quiet: bool = False) -> None:
    """The virtual environment with what a lock file pins, Qt's libraries, the catalogues."""
    make_environment()
    if install(HERE / lock_name) or not quiet:
        if attempt(PYTHON, "-c", QT_PROBE, silent=True):
            install_packages(LIBRARIES, "The window")
        run(PYTHON, CATALOGUES, "compile", said=not quiet)


def make_environment() -> None:
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        install_packages((f"python3.{sys.version_info.minor}-venv",), "The virtual environment")
    print(f"+ making {VENV.name}", flush=True)
    venv.create(VENV, with_pip=True)


def install(lock_file: Path) -> bool:
    """Install exactly what the lock file pins, if it has changed; whether it had."""
    stamp = VENV / f"{lock_file.name}.installed"
    wanted = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--no-deps", "-r", lock_file)  # fmt: skip
    stamp.write_text(wanted)
    return True


def install_packages(names: tuple[str, ...], wish: str) -> None:
    """Debian packages where we may install them; otherwise the exact command."""
    if not names or not sys.platform.startswith("linux"):
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if os.geteuid() or not shutil.which("apt-get"):
        print(f"{wish} needs system packages. Please run:\n  sudo {shlex.join(command)}")
        return
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq")
    run(*command, env=unattended)


def missing_for_freezing() -> tuple[str, ...]:
    """PyInstaller reads programs with objdump and needs Python as a shared library."""
    if not sys.platform.startswith("linux"):
        return ()
    library = sysconfig.get_config_var("INSTSONAME") or ""
    folders = (sysconfig.get_config_var("LIBDIR") or "", "/usr/lib", "/usr/lib/x86_64-linux-gnu")
    shared = any(Path(each, library).is_file() for each in folders if ".so" in library)
    missing = {"binutils": shutil.which("objdump"), f"libpython3.{sys.version_info.minor}": shared}
    return tuple(name for name, there in missing.items() if not there)


# --- running --------------------------------------------------------------------------------


def run(*command: object, env: dict[str, str] | None = None, said: bool = True) -> None:
    """Run a command in the project's folder; a failure ends the chore with its exit code."""
    code = attempt(*command, env=env, said=said)
    if code:
        sys.exit(code if code > 0 else 1)


def attempt(
    *command: object, env: dict[str, str] | None = None, said: bool = True, silent: bool = False
) -> int:
    """Run a command in the project's folder; its exit code."""
    if said and not silent:
        print("+", shown(command), flush=True)
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=HERE, env=env, check=False, capture_output=silent).returncode


def shown(command: tuple[object, ...]) -> str:
    return shlex.join(str(word).removeprefix(f"{HERE}{os.sep}") for word in command)


CHORES: dict[str, Callable[[argparse.Namespace], None]] = {
    "demo": demo, "run": cpdesk, "test": test, "check": check, "prove": prove,
    "translate": translate, "texts": texts, "catalogues": catalogues, "lock": lock,
    "bundle": bundle,
}  # fmt: skip


def main() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit("Please use Python 3.11, 3.12 or 3.13.")
    if sys.argv[1:2] == ["run"]:  # every further word is cpdesk's, also -h
        return cpdesk(argparse.Namespace(rest=sys.argv[2:]))
    parser = argparse.ArgumentParser(prog="dev.py", description="Chores of the project.")
    chores = parser.add_subparsers(required=True, metavar="CHORE")
    for name, do in CHORES.items():
        each = chores.add_parser(name, help=do.__doc__, description=do.__doc__)
        each.set_defaults(do=do)
        if do is demo:
            each.add_argument("folder", nargs="?", default="demo", metavar="DIR")
    options, options.rest = parser.parse_known_args()
    return options.do(options)  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
