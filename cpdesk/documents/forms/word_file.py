"""A Word form as its file holds it: opened within bounds, and its places found in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from cpdesk.documents.forms.opening import FORM_BROKEN, too_much
from cpdesk.documents.forms.words import BOXES
from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.words import N_

OLD_WORD = blocking(
    "form-old-word",
    N_("{file} is an old Word file, or one with a password. Save it in Word as .docx without a "
       "password, and load that file."),
)  # fmt: skip
BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MOST_BYTES, _MOST_PARTS = 40 * 2**20, 3000
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKS = re.compile(rf"[_＿]{{3,}}|[{BOXES}]")


@dataclass(frozen=True)
class Control:
    """A content control: its name, what it is, and what can be chosen in it."""

    held: Any
    name: str
    sort: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A blank of underscores or a square to tick within a text: where it begins, how long it is."""

    held: Any
    start: int
    length: int

    @property
    def tick(self) -> bool:
        return self.length == 1


Piece = str | Control | Mark


def is_word(path: Path) -> bool:
    """Whether a file is a Word file of today; raises Refusal for one of old."""
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLD:
        raise OLD_WORD.refuse(Place(spot=path.name), file=path.name)
    return head[:4] == b"PK\x03\x04"


def body_of(path: Path) -> Any:
    """The root of the document's text; raises Refusal where it is damaged or too large."""
    try:
        with zipfile.ZipFile(path) as held:
            _demand_bounds(held, path)
            data = held.read(BODY)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, RuntimeError,
            NotImplementedError, EOFError):  # fmt: skip
        raise FORM_BROKEN.refuse(Place(spot=path.name), file=path.name) from None
    if root.find(f"{W}body") is None:
        raise FORM_BROKEN.refuse(Place(spot=path.name), file=path.name)
    return root


def _demand_bounds(held: zipfile.ZipFile, path: Path) -> None:
    parts = held.infolist()
    size = sum(each.file_size for each in parts)
    if len(parts) > _MOST_PARTS or size > _MOST_BYTES:
        raise too_much(path, f"{size // 2**20} MB")


def blocks(held: Any) -> Iterator[Any]:
    """Paragraphs and tables in order; what a control or a custom part wraps is taken out of it."""
    for each in held:
        if each.tag in (f"{W}p", f"{W}tbl"):
            yield each
        elif each.tag == f"{W}sdt" and control_of(each) is None:
            inner = each.find(f"{W}sdtContent")
            yield from blocks(inner if inner is not None else ())
        elif each.tag == f"{W}sdt":
            yield each


def pieces(held: Any) -> Iterator[Piece]:
    """The texts, controls and marks of a paragraph, a cell or a control, in reading order."""
    for each in held:
        if each.tag == f"{W}sdt":
            control = control_of(each)
            if control is None:
                inner = each.find(f"{W}sdtContent")
                yield from pieces(inner if inner is not None else ())
            else:
                yield control
        elif each.tag == f"{W}t":
            yield from _marked(each)
        elif each.tag in (f"{W}tab", f"{W}br"):
            yield " "
        elif each.tag in (f"{W}r", f"{W}p", f"{W}hyperlink", f"{W}ins", f"{W}smartTag"):
            yield from pieces(each)


def _marked(held: Any) -> Iterator[Piece]:
    text, done = held.text or "", 0
    for found in _MARKS.finditer(text):
        if found.start() > done:
            yield text[done : found.start()]
        yield Mark(held, found.start(), len(found[0]))
        done = found.end()
    if text[done:]:
        yield text[done:]


def control_of(held: Any) -> Control | None:
    """A control that takes an answer; one that only holds pictures or tables is none."""
    told = held.find(f"{W}sdtPr")
    content = held.find(f"{W}sdtContent")
    if told is None or content is None or content.find(f".//{W}tbl") is not None:
        return None
    if any(told.find(W + each) is not None for each in ("picture", "group", "docPartObj")):
        return None
    name = _value(told, "tag") or _value(told, "alias")
    if told.find(f"{W14}checkbox") is not None:
        return Control(held, name, "tick")
    for sort in ("dropDownList", "comboBox"):
        listed = told.find(W + sort)
        if listed is not None:
            return Control(held, name, sort, tuple(_options(listed)))
    return Control(held, name, "text")


def _value(held: Any, tag: str) -> str:
    found = held.find(W + tag)
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _options(listed: Any) -> Iterator[tuple[str, str]]:
    for each in listed.findall(f"{W}listItem"):
        shown = each.get(f"{W}displayText") or each.get(f"{W}value") or ""
        if each.get(f"{W}value"):
            yield str(each.get(f"{W}value")), str(shown)
