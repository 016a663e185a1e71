"""What Windows shows as the details of a program, from the one place of the version."""

from __future__ import annotations

import re

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

from cpdesk import __version__

_ENGLISH, _UNICODE = 0x0409, 1200


def version_resource(name: str) -> VSVersionInfo:
    """The version resource of one of the two programs."""
    numbers = four_numbers(__version__)
    words = {
        "FileDescription": "cpdesk" if name == "cpdesk" else "cpdesk for the console",
        "FileVersion": __version__,
        "InternalName": name,
        "LegalCopyright": "MIT licence; see the folder licences",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "cpdesk",
        "ProductVersion": __version__,
    }
    table = StringTable(
        f"{_ENGLISH:04X}{_UNICODE:04X}", [StringStruct(*each) for each in words.items()]
    )
    return VSVersionInfo(
        FixedFileInfo(filevers=numbers, prodvers=numbers),
        [StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [_ENGLISH, _UNICODE])])],
    )


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows counts it: 1.2.0rc3 is (1, 2, 0, 0)."""
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise ValueError(f"{version} is no version such as 1.2.0")
    one, two, three = map(int, found.groups())
    return one, two, three, 0
