"""What the package of a workbook tells besides its cells: its epoch, its formulas, its extent."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from pathlib import Path

from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.words import N_
from cpdesk.exchange.proposal.when import EPOCH_1900, EPOCH_1904

SHEET_TOO_LARGE = blocking(
    "sheet-too-large",
    N_("{sheet} of {file} has a cell as far away as {cell}. Delete the rows and columns beyond "
       "the figures, save the file, and import it again."),
)  # fmt: skip

_MOST_CELLS = 30_000_000  # the reader keeps a place for each cell of the rectangle
_SEARCHED = 4000
_FORMULA = re.compile(
    rb'<c r="([A-Z]+\d+)"((?:(?! t=")[^>])*)>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*'
    rb"(?:<v\s*/>|<v></v>)?\s*</c>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"')


def date_epoch(path: Path) -> date:
    """The day from which a workbook counts its dates: old ones of a Mac count from 1904."""
    if not _is_new(path):
        return EPOCH_1900
    with zipfile.ZipFile(path) as archive:
        found = re.search(rb'date1904="(?:1|true)"', archive.read("xl/workbook.xml"))
    return EPOCH_1904 if found else EPOCH_1900


def uncalculated(path: Path) -> Mapping[str, Sequence[str]]:
    """The cells of each sheet whose formula was saved without a result; none for older formats.

    A formula whose result is an empty text says so by its type, and is not among them.
    """
    found: dict[str, list[str]] = {}
    for name, xml in _sheets(path):
        if b"<f" in xml:
            found[name] = [match[1].decode() for match in _FORMULA.finditer(xml)]
    return found


def demand_bounded(path: Path) -> None:
    """Raises Refusal where a stray cell far away would fill the memory of this PC."""
    for name, xml in _sheets(path):
        found = _DIMENSION.search(xml[:_SEARCHED])
        if not found:
            continue
        width = sum((each - 64) * 26**power for power, each in enumerate(reversed(found[1])))
        cell = _last_filled(xml)
        if width * int(found[2]) > _MOST_CELLS and width * cell[1] > _MOST_CELLS:
            far = f"{found[1].decode()}{cell[1]}"
            raise SHEET_TOO_LARGE.refuse(
                Place(spot=f"{name}!{far}"), sheet=name, file=path.name, cell=far
            )


def _last_filled(xml: bytes) -> tuple[str, int]:
    """The last cell with a value: cells that only have a format count for nothing."""
    end = max(xml.rfind(b"<v>"), xml.rfind(b"<is>"))
    start = xml.rfind(b"<c ", 0, end) if end >= 0 else -1
    match = _CELL.match(xml, start) if start >= 0 else None
    return (match[1].decode(), int(match[2])) if match else ("A", 1)


def _sheets(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and XML of each sheet of a new workbook."""
    if not _is_new(path):
        return
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for name, part in _parts(archive).items():
            if part in names:
                yield name, archive.read(part)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where the sheet of each name lies in the package."""
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return {}
    relations = _elements(_RELATION, archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    parts: dict[str, str] = {}
    for sheet in _elements(_SHEET, archive.read("xl/workbook.xml")):
        target = targets.get(next((v for k, v in sheet.items() if k.endswith(":id")), ""), "")
        parts[unescape(sheet.get("name", ""))] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return parts


def _elements(pattern: re.Pattern[str], xml: bytes) -> list[dict[str, str]]:
    text = xml.decode("utf-8", "replace")
    return [dict(_ATTRIBUTE.findall(each)) for each in pattern.findall(text)]


def _is_new(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()
