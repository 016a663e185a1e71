"""Makes what is handed out: `python -m installer.make freeze`, then `... pack`.

`freeze` builds the program into dist/cpdesk, with the licences of all that lies in it. `pack` makes
of it, in dist/release, an installer and a ZIP for a stick, and tells their sums; it needs nothing
but the standard library and NSIS. With CPDESK_SIGN, a command in which {file} stands for the file,
programs and installer are signed; without, they are not, and that is said.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cpdesk import __version__

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent
ICON, SIDE = HOUSE / "build" / "cpdesk.ico", HOUSE / "build" / "cpdesk.bmp"
PORTABLE = "cpdesk-portable.txt"
# All of Qt that the window uses; more of it in the program would be a mistake of the build.
QT_PARTS = {"QtCore", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets"}
PROGRAMS = ("cpdesk.exe", "cpdesk-cli.exe")
SIGN = "CPDESK_SIGN"
_LAST = ".0"  # Windows counts four numbers
_ON_A_STICK = """\
This cpdesk is carried about: while this file lies here, settings are kept in the folder `settings`
beside it. Records lie wherever you keep them.

這個 cpdesk 可隨身攜帶：只要本檔案在此，設定便保存在旁邊的 settings 資料夾。
記錄則存放在你選擇的位置。

这个 cpdesk 可随身携带：只要本文件在此，设置就保存在旁边的 settings 文件夹。
记录则存放在您选择的位置。
"""


def freeze(dist: Path) -> Path:
    """Build the frozen program, put the licences into it, sign its programs; its folder."""
    from installer.licences import gather

    words = ("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN")
    run(sys.executable, *words, "--distpath", dist, "build.spec")
    demand_lean(dist / "cpdesk")
    gather(dist / "cpdesk" / "licences")
    sign([dist / "cpdesk" / each for each in PROGRAMS])
    tell(f"the program: {megabytes(size_of(dist / 'cpdesk'))}")
    return dist / "cpdesk"


def demand_lean(program: Path) -> None:
    """Raises SystemExit where a part of Qt was taken along that nothing of ours asks for."""
    found = {each.stem for each in program.rglob("PySide6/Qt*.pyd")}
    if found != QT_PARTS:
        sys.exit(f"Of Qt there should be other parts in the program: {sorted(found ^ QT_PARTS)}")


def pack(dist: Path, mark: str) -> list[Path]:
    """Make installer, ZIP and sums of a frozen program; a mark makes it a proof, not a release."""
    target = dist / ("proof" if mark else "release")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    name = f"cpdesk-{__version__}" + (f"-{mark}" if mark else "")
    setup, stick = target / f"{name}-setup.exe", target / f"{name}-portable.zip"
    make_installer(dist / "cpdesk", setup, f" ({mark}, not a release)" if mark else "")
    sign([setup])
    make_portable(dist / "cpdesk", stick)
    write_sums([setup, stick], target / "SHA256SUMS")
    for each in (setup, stick):
        tell(f"{each.name}: {megabytes(each.stat().st_size)}")
    return [setup, stick]


def make_installer(program: Path, setup: Path, mark: str) -> None:
    """Let NSIS make it; raises SystemExit where there is no NSIS."""
    known = {
        "VERSION": __version__, "NUMBERS": __version__ + _LAST, "PROGRAM": program, "OUT": setup,
        "ICON": ICON, "SIDE": SIDE, "KILOBYTES": size_of(program) // 1024, "MARK": mark,
    }  # fmt: skip
    words = [f"-D{name}={value}" for name, value in known.items()]
    run(nsis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, HERE / "cpdesk.nsi")


def nsis() -> str:
    """The compiler of NSIS 3, from the path or the place where Windows installs it."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        sys.exit("The installer is made by NSIS 3. Please install it and try again.")
    return found


def make_portable(program: Path, path: Path) -> None:
    """A ZIP of the program that keeps its settings beside itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for each in files_in(program):
            packed.write(each, Path("cpdesk", each.relative_to(program)))
        packed.writestr(f"cpdesk/{PORTABLE}", _ON_A_STICK.replace("\n", "\r\n"))


def write_sums(paths: Sequence[Path], sums: Path) -> None:
    """As `sha256sum --check` reads them."""
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in paths]
    sums.write_text("".join(lines), encoding="ascii", newline="\n")


def sign(paths: Sequence[Path]) -> bool:
    """Sign with the command of CPDESK_SIGN; whether there was one."""
    command = os.environ.get(SIGN, "")
    if not command:
        tell(f"not signed, for {SIGN} names no command: {', '.join(each.name for each in paths)}")
        return False
    for each in paths:
        subprocess.run(command.replace("{file}", f'"{each}"'), shell=True, check=True)
    return True


def files_in(folder: Path) -> Iterator[Path]:
    yield from sorted(each for each in folder.rglob("*") if each.is_file())


def size_of(folder: Path) -> int:
    return sum(each.stat().st_size for each in files_in(folder))


def megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def run(*command: object) -> None:
    """Run it in the project's folder and say how long it took; raises CalledProcessError."""
    began = time.monotonic()
    subprocess.run([str(word) for word in command], cwd=HOUSE, check=True)
    tell(f"{Path(str(command[0])).name}: {time.monotonic() - began:.0f} s")


def tell(text: str) -> None:
    print(f"[make] {text}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="installer.make", description=__doc__)
    parser.add_argument("step", choices=("freeze", "pack"))
    parser.add_argument("--dist", type=Path, default=HOUSE / "dist", metavar="DIR")
    parser.add_argument("--mark", default="", help="what is no release says so in its name")
    options = parser.parse_args()
    dist = options.dist.resolve()
    if options.step == "freeze":
        freeze(dist)
    else:
        pack(dist, options.mark)


if __name__ == "__main__":
    main()
