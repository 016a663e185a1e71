"""The licences of everything that lies in the frozen program, gathered from what is installed."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from importlib.metadata import PackageNotFoundError as NotInstalled
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent
# The texts of those that say their licence by name alone.
BY_NAME = {"LGPL-3.0-only": ("LGPL-3.0.txt", "GPL-3.0.txt")}
# Its start-up program lies in ours; it is no dependency of ours.
BESIDES = ("pyinstaller",)
_PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
_UNUSED = "Qt-Commercial"  # its wheels for Windows carry this text of a choice that is not ours
_A_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_NOT_ONE = (".py", ".pyc", ".pyi")
_LONGEST = 60  # letters of a licence that is told as a name


def gather(folder: Path) -> Path:
    """Fill a new folder with an index and one folder for each part; the index.

    Raises ValueError where a part has neither the text of its licence nor the name of one whose
    text is known: such a program must not be handed on.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(HOUSE / "LICENSE", folder / "cpdesk.txt")
    shutil.copy(HOUSE / "resources" / "fonts" / "OFL.txt", folder / "Noto Sans HK and SC.txt")
    lines = [_INDEX, *_python(folder)]
    lines += [_one(each, folder) for each in parts()]
    index = folder / "README.txt"
    index.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\r\n")
    return index


def parts() -> Iterator[Distribution]:
    """What the lock file pins and this system has installed, in the order of names."""
    pinned = _PINNED.findall((HOUSE / "requirements.lock").read_text(encoding="utf-8"))
    for name in sorted({*pinned, *BESIDES}):
        try:
            yield distribution(name)
        except NotInstalled:  # pinned for another system
            continue


def name_of(part: Distribution) -> str:
    """The licence as the part itself calls it, short enough for a line."""
    said = (part.metadata.get("License-Expression") or part.metadata.get("License") or "").strip()
    if said and len(said) <= _LONGEST and "\n" not in said:
        return str(said)
    classes = part.metadata.get_all("Classifier") or []
    named = [each.rpartition("::")[2].strip() for each in classes if each.startswith("License ::")]
    return ", ".join(named) or "see its text"


def _one(part: Distribution, folder: Path) -> str:
    title = f"{part.metadata['Name']} {part.version}"
    target = folder / part.metadata["Name"]
    texts = [*_texts(part)]
    for name, source in texts:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target / name)
    if not texts:
        _known(part, target)
    return f"{title}: {name_of(part)}"


def _texts(part: Distribution) -> Iterator[tuple[str, Path]]:
    """Each text of a licence with a name that says where it lay."""
    for each in part.files or ():
        if not _A_LICENCE.search(str(each)) or each.suffix in _NOT_ONE or _UNUSED in each.name:
            continue
        source = Path(str(each.locate()))
        inside = [word for word in each.parts if not word.endswith(".dist-info")]
        if source.is_file():
            yield "/".join(inside[1:] if inside[0] == "licenses" else inside), source


def _known(part: Distribution, target: Path) -> None:
    said = name_of(part)
    for name, texts in BY_NAME.items():
        if name in said:
            target.mkdir(parents=True)
            for each in texts:
                shutil.copy(HERE / "licences" / each, target / each)
            return
    raise ValueError(f"no licence was found in {part.metadata['Name']} {part.version} ({said})")


def _python(folder: Path) -> Iterator[str]:
    """Python's own licence lies beside its library, or beside it on Windows."""
    places = (Path(sys.base_prefix), Path(sysconfig.get_path("stdlib")))
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()]
    if not found:
        raise ValueError("no licence was found beside this Python")
    (folder / "Python").mkdir()
    shutil.copy(found[0], folder / "Python" / "LICENSE.txt")
    yield f"Python {sys.version.split()[0]}: PSF-2.0"


_INDEX = """\
cpdesk is under the MIT licence (cpdesk.txt). What lies in the folder of this program besides:

Noto Sans HK and Noto Sans SC: SIL Open Font License 1.1
Qt, within PySide6_Essentials: LGPL 3. Its libraries lie as files of their own in the folder
_internal/PySide6 and may be replaced by ones of your own making; its source is published by The
Qt Company under the same version."""

