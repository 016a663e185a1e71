"""What a PDF does, taken out of it: scripts, links, launches, files within. What it shows stays."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

# Actions and scripts, files and pages elsewhere, and what programs and persons left behind.
_PAGE = ("/AA", "/AF", "/Annots", "/B", "/Metadata", "/PieceInfo", "/PresSteps", "/Thumb", "/Trans")
_ANYWHERE = (
    "/AA", "/AF", "/Alternates", "/EF", "/JS", "/Launch", "/Metadata", "/OPI", "/OpenAction",
    "/PieceInfo", "/PS", "/Ref",
)  # fmt: skip
_UPWARD = ("/P", "/Parent")


def keep_what_is_seen(document: pikepdf.Pdf) -> None:
    """Filled fields, stamps and notes become part of the page; after that nothing is active."""
    if "/AcroForm" in document.Root:
        document.generate_appearance_streams()
    if any("/Annots" in page.obj for page in document.pages):
        document.flatten_annotations("print")
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        _drop(page.obj, _PAGE)
        _clean(page.obj.get("/Resources"), seen)


def _clean(start: Any, seen: set[tuple[int, int]]) -> None:
    """Everything reached from here, each object once; it may nest too deeply for recursion."""
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, pikepdf.Object) or _known(each, seen):
            continue
        if isinstance(each, Array):
            waiting.extend(each)
        elif isinstance(each, Dictionary | Stream):
            held = each.stream_dict if isinstance(each, Stream) else each
            _drop(held, _ANYWHERE)
            waiting += [one for key, one in held.items() if key not in _UPWARD]


def _known(each: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    if not each.is_indirect:
        return False
    known = each.objgen in seen
    seen.add(each.objgen)
    return known


def _drop(held: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in held:
            del held[key]
