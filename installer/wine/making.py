"""The steps that make what the proof needs: a Debian, a Windows, its Python, the project in it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from installer.wine import python
from installer.wine.log import Figures
from installer.wine.proof import Proof, megabytes

_FONTS = "HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\FontLink\\SystemLink"


def make_debian(proof: Proof) -> Figures:
    """A Debian with Wine, from this machine's own mirror."""
    proof.debian.make()
    proof.project.mkdir()  # where all is run, from the first program on
    return {"size": megabytes(proof.debian.root), **versions(proof)}


def versions(proof: Proof) -> Figures:
    form = "${Package} ${Version}\n"
    told = proof.debian.run(["dpkg-query", "-W", "-f", form, "wine", "nsis", "xvfb"]).stdout
    return dict(line.split() for line in told.splitlines())


def fetch_python(proof: Proof) -> Figures:
    """Windows' own Python, held against two hashes."""
    source = python.fetch_source(proof.work / "source")
    python.unpack_python(source, proof.home / "python")
    return {"source package": python.SOURCE_HASH, python.LIBRARY: python.LIBRARY_HASH}


def fetch_packages(proof: Proof) -> Figures:
    """The packages of the lock file for Windows, each checked by its hash."""
    wheels = proof.work / "wheels"
    site = proof.home / "python" / "Lib" / "site-packages"
    python.install_packages(proof.house / "requirements-dev.lock", wheels, site)
    return {"packages": str(len([*wheels.glob("*.whl")])), "size": megabytes(site)}


def make_prefix(proof: Proof) -> Figures:
    """A Windows with a Chinese font, for the installer; the program brings its own."""
    shutil.rmtree(proof.home / "prefix", ignore_errors=True)
    (proof.home / "prefix").mkdir()
    proof.debian.hand_over()
    proof.wine("prefix", "wineboot", "--init", minutes=1.5)
    fonts = proof.home / "prefix" / "drive_c" / "windows" / "Fonts"
    font = next((proof.debian.root / "usr/share/fonts").rglob("wqy-microhei.ttc"))
    shutil.copy(font, fonts)
    for each in ("Tahoma", "MS Shell Dlg", "MS Shell Dlg 2", "Segoe UI"):
        proof.wine("fonts", "reg", "add", _FONTS, "/v", each, "/t", "REG_MULTI_SZ",
                   "/d", "wqy-microhei.ttc,WenQuanYi Micro Hei", "/f")  # fmt: skip
    said = proof.python("python", "-c", "import sys, os, getpass; print(sys.version, os.name, "
                        "sys.platform, getpass.getuser())")  # fmt: skip
    return {"Python": said.strip().splitlines()[-1]}


def copy_project(proof: Proof) -> Figures:
    """What git knows of the project, and the compiled catalogues."""
    shutil.rmtree(proof.project, ignore_errors=True)
    for each in (*files_of(proof.house), *catalogues(proof.house)):
        target = proof.project / each
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(proof.house / each, target)
    proof.debian.hand_over()
    return {"files": str(len(files_of(proof.house)))}


def files_of(house: Path) -> list[str]:
    """Each file of the project, also one that is new and not yet committed."""
    words = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    told = subprocess.run(words, cwd=house, capture_output=True, check=True).stdout
    names = (each.decode() for each in told.split(b"\0") if each)
    return sorted(name for name in names if (house / name).is_file())


def catalogues(house: Path) -> list[str]:
    return [str(each.relative_to(house)) for each in (house / "resources").rglob("*.mo")]


def state_of(house: Path) -> str:
    """A fingerprint of all that a build is made of."""
    found = hashlib.sha256()
    for each in files_of(house):
        if not each.startswith("installer/wine/"):
            found.update(each.encode() + b"\0" + (house / each).read_bytes() + b"\0")
    return found.hexdigest()[:16]
