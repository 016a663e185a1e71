"""Why a record could not be opened, what is kept, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding
from cpdesk.domain.words import N_
from cpdesk.records import faults
from cpdesk.services.upkeep import Backup, backups_of, is_sound

_RECORD = ".cpdesk"
_LOOKED_AT = 12  # copies
_DAMAGED = (faults.DAMAGED, faults.BAD_INTEGRITY, faults.BAD_ROW, faults.BAD_JOURNAL)
_ELSEWHERE = (faults.OPEN_ELSEWHERE, faults.IN_USE)
_FOR_A_WHILE = (*_ELSEWHERE, faults.UNREACHABLE, faults.UNREADABLE, faults.UNFINISHED,
                faults.DISK_FULL)  # fmt: skip
_TITLES = {
    faults.OPEN_ELSEWHERE: N_("This record is open elsewhere"),
    faults.IN_USE: N_("This record is open elsewhere"),
    faults.NOT_FOUND: N_("This record is not there any more"),
    faults.TOO_NEW: N_("This record is from a newer version"),
    faults.EXISTS: N_("There is a record of this name already"),
    faults.NO_RECORD: N_("This file is no record"),
    faults.UNREACHABLE: N_("This record cannot be reached"),
    **dict.fromkeys(_DAMAGED, N_("This record is damaged")),
}


class Act(Enum):
    """What a way on does with its path."""

    AGAIN = "again"
    READ = "read"
    RESTORE = "restore"
    EXTRACT = "extract"
    GLIMPSE = "glimpse"
    SALVAGE = "salvage"
    LOOK = "look"
    FORGET = "forget"
    OPEN = "open"


@dataclass(frozen=True)
class Way:
    """One way on, in words; the first of several is the safe one."""

    act: Act
    words: str
    path: Path


@dataclass(frozen=True)
class Trouble:
    """A title, the sentence of the finding, and the ways on besides leaving it."""

    title: str
    sentence: str
    ways: tuple[Way, ...]
    finding: Finding


def trouble_of(t: Translator, finding: Finding, path: Path, recent: bool = False) -> Trouble:
    """What to say of a record that was not opened; `recent` where it was chosen from the list."""
    title = _TITLES.get(finding.kind, N_("This record was not opened"))
    ways = tuple(_ways(t, finding, path, recent))
    return Trouble(t(title), sentence(t, finding), ways, finding)


def _ways(t: Translator, finding: Finding, path: Path, recent: bool) -> Iterator[Way]:
    kind = finding.kind
    if kind in _ELSEWHERE:
        yield Way(Act.READ, t("Open it for reading only"), path)
    if kind in _FOR_A_WHILE:
        yield Way(Act.AGAIN, t("Try again"), path)
    if kind is faults.EXISTS:
        yield Way(Act.OPEN, t("Open that record"), path)
    if kind is faults.NOT_FOUND:
        yield Way(Act.LOOK, t("Look for it…"), path)
        if recent:
            yield Way(Act.FORGET, t("Take it off the list"), path)
    if kind in _DAMAGED or (kind is faults.NO_RECORD and path.suffix == _RECORD):
        yield from _left_of(t, path)
    if kind is faults.TOO_NEW:
        for copy in _readable(path, 2):
            act = Act.OPEN if copy.whole else Act.EXTRACT
            yield Way(act, t("Open the copy of {when}", when=_when(copy)), copy.path)


def _left_of(t: Translator, path: Path) -> Iterator[Way]:
    """Of a damaged record: the newest good copy, and whatever of itself can be read.

    Older copies are found once it is restored, among the copies of the record.
    """
    for copy in _readable(path, 1):
        yield Way(Act.RESTORE, t("Restore the copy of {when}", when=_when(copy)), copy.path)
    if path.is_file() and path.stat().st_size:
        yield Way(Act.GLIMPSE, t("Look at what can be read"), path)
        yield Way(Act.SALVAGE, t("Save what can be read"), path)


def _readable(path: Path, most: int) -> Iterator[Backup]:
    """The newest copies that are sound and of this version or an older one."""
    return islice((each for each in backups_of(path, _LOOKED_AT) if is_sound(each.path)), most)


def _when(copy: Backup) -> str:
    return f"{copy.made:%Y-%m-%d %H:%M}"
