"""Chores of the project, with the standard library only: `python dev.py CHORE`.

demo, run, test, check, texts, prove, translate, catalogues, lock, bundle, release, wine;
`dev.py -h` says more.
"""

from __future__ import annotations

import argparse
import ctypes
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
from io import TextIOWrapper
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
EXE = ".exe" if WINDOWS else ""
TOOLS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = TOOLS / f"python{EXE}"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
CATALOGUES = HERE / "resources" / "locale" / "catalogues.py"
OLDEST, NEWEST = (3, 11), (3, 13)
# What Qt loads from the system, and the Debian package it lies in; the rest comes with these.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
# What it also loads to show a window on a display.
DISPLAY_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
UV_OPTIONS = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
    "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--upgrade",
)  # fmt: skip


# --- the chores -----------------------------------------------------------------------------


def demo(options: argparse.Namespace) -> None:
    """Do the main job on the sample factory in DIR, then open the window if there is a display."""
    prepare(RUNTIME)
    folder = Path(options.folder).resolve()
    only = ("--lang", options.lang) if options.lang else ()
    run(PYTHON, "-m", "cpdesk", "demo", folder, *only, *options.rest)
    prepare_window(display=displayed(), needed=displayed())
    if displayed() and attempt(PYTHON, "-m", "cpdesk", folder / "sample.cpdesk"):
        sys.exit("The window did not open, for the reason above. All files are written.")


def cpdesk(options: argparse.Namespace) -> None:
    """Run cpdesk itself: `python dev.py run list RECORD`; without more words, its window."""
    from cpdesk.__main__ import wants_window

    prepare(RUNTIME, quiet=True)
    if wants_window(options.rest):
        prepare_window(display=displayed())
    command = [str(PYTHON), "-P", "-m", "cpdesk", *options.rest]
    places = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    sys.exit(subprocess.run(command, check=False, env=known).returncode)


def test(options: argparse.Namespace) -> None:
    """Run all tests; further words go to pytest."""
    prepare(DEVELOPMENT)
    prepare_window()
    run(PYTHON, "-m", "pytest", "-n", "2", "-q", *options.rest)


def prove(options: argparse.Namespace) -> None:
    """Run the second tier of proof: full counts, then the benchmarks one after another."""
    prepare(DEVELOPMENT)
    prepare_window()
    full = {**os.environ, "CPDESK_PROVE": "1"}
    run(PYTHON, "-m", "pytest", "-n", "2", "-q", "--ignore=tests/benchmarks", *options.rest,
        env=full)  # fmt: skip
    run(PYTHON, "-m", "pytest", "-p", "no:xdist", "-s", "-q", "tests/benchmarks", env=full)


def check(_options: argparse.Namespace) -> None:
    """Check style, types, storeys and texts; every check runs, then the verdict falls."""
    prepare(DEVELOPMENT)
    checks = (
        (PYTHON, "-m", "ruff", "check", "."),
        (PYTHON, "-m", "mypy"),
        (TOOLS / f"lint-imports{EXE}", "--no-cache"),
        (PYTHON, CATALOGUES, "check"),
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
    prepare_window()
    install_packages(missing_for_freezing(), "Freezing")
    run(PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", "build.spec")
    prove_frozen()


def release(_options: argparse.Namespace) -> None:
    """On Windows: the frozen program, its installer, a ZIP for a stick, and their sums."""
    if not WINDOWS:
        sys.exit("What is released is made on Windows. Here `bundle` freezes the program for this "
                 "system, and `wine` proves the one for Windows.")  # fmt: skip
    prepare(DEVELOPMENT)
    run(PYTHON, "-m", "installer.make", "freeze")
    prove_frozen()
    run(PYTHON, "-m", "installer.make", "pack")


def wine(options: argparse.Namespace) -> None:
    """On Debian, as root: build, test, install and use the program for Windows under Wine."""
    prepare(DEVELOPMENT)
    prepare_window()
    install_packages(() if shutil.which("debootstrap") else ("debootstrap",), "The proof")
    run(PYTHON, "-m", "installer.wine", *options.rest)


def prove_frozen() -> None:
    """Let the frozen program test itself."""
    frozen = HERE / "dist" / "cpdesk" / f"cpdesk-cli{EXE}"
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    run(frozen, "selftest", env=offscreen)


# --- the environment ------------------------------------------------------------------------


def prepare(lock_name: str, *, quiet: bool = False) -> None:
    """The virtual environment with what a lock file pins, and the compiled catalogues."""
    make_environment()
    if install(HERE / lock_name) or not quiet:
        run(PYTHON, CATALOGUES, "compile", said=not quiet)


def prepare_window(*, display: bool = False, needed: bool = True) -> None:
    """The system libraries that Qt loads, with or without a display."""
    wanted = {**LIBRARIES, **(DISPLAY_LIBRARIES if display else {})} if LINUX else {}
    missing = tuple(package for library, package in wanted.items() if not loads(library))
    install_packages(missing, "The window", needed=needed)


def displayed() -> bool:
    """Whether there is a display to show a window on."""
    return not LINUX or any(os.environ.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_environment() -> None:
    """Make the virtual environment, anew where it was cut short or its Python has gone."""
    if PYTHON.exists() and not attempt(PYTHON, "-c", "import pip", silent=True):
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        install_packages((f"python3.{sys.version_info.minor}-venv",), "The virtual environment")
    print(f"+ making {VENV.name}", flush=True)
    venv.create(VENV, clear=True, with_pip=True, symlinks=not WINDOWS)


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


def install_packages(names: tuple[str, ...], wish: str, *, needed: bool = True) -> None:
    """Install Debian packages where we may; otherwise say the command, and stop if needed."""
    if not names or not LINUX:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if not os.geteuid() and shutil.which("apt-get"):
        attempt("apt-get", "update", "-qq")  # one broken source of many must not stop us
        if not attempt(*command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}):
            return
    asked = f"{wish} needs system packages. Please run:\n  sudo {shlex.join(command)}"
    if needed:
        sys.exit(asked)
    print(asked, flush=True)


def missing_for_freezing() -> tuple[str, ...]:
    """PyInstaller reads programs with objdump and needs Python as a shared library."""
    if not LINUX:
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
    join = subprocess.list2cmdline if WINDOWS else shlex.join
    return join([str(word).removeprefix(f"{HERE}{os.sep}") for word in command])


CHORES: dict[str, Callable[[argparse.Namespace], None]] = {
    "demo": demo, "run": cpdesk, "test": test, "check": check, "prove": prove,
    "translate": translate, "texts": texts, "catalogues": catalogues, "lock": lock,
    "bundle": bundle, "release": release, "wine": wine,
}  # fmt: skip


def show_anything() -> None:
    """A letter that the console lacks is shown by its number, here and in what we start."""
    os.environ.setdefault("PYTHONIOENCODING", ":backslashreplace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"This is Python {sys.version.split()[0]}. Please use 3.11, 3.12 or 3.13.")
    show_anything()
    if sys.argv[1:2] == ["run"]:  # every further word is cpdesk's, also -h
        return cpdesk(argparse.Namespace(rest=sys.argv[2:]))
    parser = argparse.ArgumentParser(prog="dev.py", description="Chores of the project.")
    chores = parser.add_subparsers(required=True, metavar="CHORE")
    for name, do in CHORES.items():
        each = chores.add_parser(name, help=do.__doc__, description=do.__doc__)
        each.set_defaults(do=do)
        if do is demo:
            each.add_argument("folder", nargs="?", default="demo", metavar="DIR")
            each.add_argument("--lang", metavar="L", help="the packs in this language only")
    options, options.rest = parser.parse_known_args()
    return options.do(options)  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
