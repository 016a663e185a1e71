"""A form that comes from elsewhere: opened within bounds, with nothing active left in it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from cpdesk.base import pictures
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, warning
from cpdesk.domain.words import N_

NOT_PDF = blocking(
    "form-not-pdf",
    N_("{file} is no PDF. Save or print the form as PDF, and load that file."),
)
FORM_LOCKED = blocking(
    "form-locked",
    N_("{file} opens only with a password. Ask who gave it out for one without, or print it, scan "
       "it and load the scan."),
)  # fmt: skip
FORM_FORBIDDEN = blocking(
    "form-forbidden",
    N_("{file} forbids filling it in. Ask who gave it out for one that allows it, or print it, "
       "scan it and load the scan."),
)  # fmt: skip
FORM_BROKEN = blocking(
    "form-broken",
    N_("{file} is damaged or cut short. Get it again from where it came, and load it anew."),
)
FORM_XFA = blocking(
    "form-xfa",
    N_("{file} is a form of the kind XFA, which only Adobe's own programs show. Open it there, "
       "print it as PDF, and load that file."),
)  # fmt: skip
FORM_TOO_MUCH = blocking(
    "form-too-much",
    N_("{file} is larger than any form: {what}. Check that it is the right file."),
)
FORM_CLEANED = warning(
    "form-cleaned",
    N_("{file} carries scripts, actions or files within. They are left out of the filled copy; "
       "what the form would compute itself is filled in here or by hand."),
)  # fmt: skip
XFA_DROPPED = warning(
    "form-xfa-dropped",
    N_("{file} holds its fields twice, as XFA too. The filled copy has only the fields every "
       "reader shows."),
)  # fmt: skip
SIGNED = warning(
    "form-signed",
    N_("{file} was signed by who gave it out. The filled copy no longer bears that signature."),
)

MOST_BYTES = 60 * 2**20
MOST_PAGES = 200
MOST_FIELDS = 2000
MOST_CONTENT = 24 * 2**20  # bytes of drawing on all pages, unpacked
MOST_DRAWN = 20_000  # pieces drawn within pieces
LONGEST_SIDE = 14_400  # points; the largest page the standard knows
_ACTIVE = frozenset(("/OpenAction", "/AA", "/Perms", "/Legal", "/Collection", "/URI"))
_ACTS, _LEADS = frozenset(("/AA", "/A")), frozenset(("/FS", "/AF"))
_CARRIES = frozenset(("/JavaScript", "/EmbeddedFiles"))
_DIRECT = (0, 0)  # what has no number of its own
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def open_form(
    path: Path, turned: Sequence[int] = ()
) -> tuple[pikepdf.Pdf, tuple[Finding, ...]]:
    """The document with nothing active in it, and what was found there; raises Refusal.

    `turned` is by how many degrees each page is turned clockwise beyond what the file says.
    """
    if path.stat().st_size > MOST_BYTES:
        raise too_much(path, f"{path.stat().st_size // 2**20} MB")
    with path.open("rb") as file:
        if b"%PDF" not in file.read(1024):
            raise NOT_PDF.refuse(_in(path), file=path.name)
    document = _opened(path)
    try:
        _demand_bounds(document, path)
        findings = tuple(_cleaned(document, path))
        for page, degrees in zip(document.pages, turned, strict=False):
            page.rotate(degrees, relative=True)
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError):
        document.close()
        raise FORM_BROKEN.refuse(_in(path), file=path.name) from None
    except Refusal:
        document.close()
        raise
    return document, findings


def too_much(path: Path, what: str) -> Refusal:
    return FORM_TOO_MUCH.refuse(_in(path), file=path.name, what=what)


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        document = pikepdf.open(path)
    except pikepdf.PasswordError:
        raise FORM_LOCKED.refuse(_in(path), file=path.name) from None
    except (pikepdf.PdfError, RuntimeError):
        raise FORM_BROKEN.refuse(_in(path), file=path.name) from None
    if document.is_encrypted and not document.allow.modify_form:
        document.close()
        raise FORM_FORBIDDEN.refuse(_in(path), file=path.name)
    return document


def _in(path: Path) -> Place:
    return Place(spot=path.name)


def _demand_bounds(document: pikepdf.Pdf, path: Path) -> None:
    count = len(document.pages)
    if not count:
        raise FORM_BROKEN.refuse(_in(path), file=path.name)
    if count > MOST_PAGES:
        raise too_much(path, f"{count} > {MOST_PAGES} p.")
    room, drawn = MOST_CONTENT, MOST_DRAWN
    for page in document.pages:
        wide, high = (abs(float(page.mediabox[at + 2]) - float(page.mediabox[at])) for at in (0, 1))
        if not (0 < wide <= LONGEST_SIDE and 0 < high <= LONGEST_SIDE):
            raise too_much(path, f"{wide:.0f} × {high:.0f} pt")
        used, pieces = _weight(page, room)
        room, drawn = room - used, drawn - pieces
        if room < 0 or drawn < 0:
            raise too_much(path, f"> {MOST_CONTENT // 2**20} MB, > {MOST_DRAWN} Do, > "
                                 f"{pictures.ROOM // 4_000_000} MP")  # fmt: skip


def _weight(page: pikepdf.Page, room: int) -> tuple[int, int]:
    """The unpacked bytes of what a page draws, and how many pieces that is, drawn within drawn."""
    known: dict[tuple[int, int], tuple[int, int]] = {}
    held = page.obj.get("/Contents")
    parts = list(held) if isinstance(held, Array) else [held]
    data = b"\n".join(_unpacked(each, room) for each in parts if isinstance(each, Stream))
    return _drawn(data, page.obj.get("/Resources"), room, known, 0)


def _drawn(
    data: bytes, resources: Any, room: int, known: dict[tuple[int, int], tuple[int, int]],
    depth: int,
) -> tuple[int, int]:  # fmt: skip
    size, pieces = len(data), 0
    forms: Any = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for name in _DRAWS.findall(data) if isinstance(forms, Dictionary) else ():
        form = forms.get("/" + name.decode("latin-1"))
        pieces += 1
        if isinstance(form, Stream) and _is_huge(form):
            return room + 1, pieces
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
            continue
        if form.objgen not in known:
            known[form.objgen] = (0, 0)  # one that draws itself draws nothing more
            inner = _unpacked(form, room)
            deeper = depth < 20 and _drawn(inner, form.get("/Resources"), room, known, depth + 1)
            known[form.objgen] = deeper or (room + 1, MOST_DRAWN + 1)
        size, pieces = size + known[form.objgen][0], pieces + known[form.objgen][1]
        if size > room or pieces > MOST_DRAWN:
            break
    return size, pieces


def _is_huge(picture: Stream) -> bool:
    """Whether a picture, or its mask, would take more memory than any picture may."""
    if picture.get("/Subtype") != Name.Image:
        return False
    masks = (picture.get(key) for key in ("/SMask", "/Mask"))
    parts = (picture, *(each for each in masks if isinstance(each, Stream)))
    return any(4 * int(e.get("/Width", 0)) * int(e.get("/Height", 0)) > pictures.ROOM
               for e in parts)  # fmt: skip


def _unpacked(stream: Stream, room: int) -> bytes:
    """The content of a stream, never more than just beyond the room there is."""
    data = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, Array) else [filters] if filters else []
    for name in map(str, names):
        if name not in ("/FlateDecode", "/Fl"):
            return data if len(data) > room else stream.read_bytes()[: room + 1]
        try:
            data = zlib.decompressobj().decompress(data, max(1, room + 1))
        except zlib.error:
            return data
    return data


def _cleaned(document: pikepdf.Pdf, path: Path) -> Iterator[Finding]:
    """Take out what is active; a sentence for each sort that was there."""
    root: Any = document.Root
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        if not len(form.get("/Fields", Array())) or root.get("/NeedsRendering") is True:
            raise FORM_XFA.refuse(_in(path), file=path.name)
        del form["/XFA"]
        yield XFA_DROPPED.at(_in(path), file=path.name)
    if "/Perms" in root:
        yield SIGNED.at(_in(path), file=path.name)
    scripts = _drop_names(root) | _drop(root, _ACTIVE)
    clean: set[tuple[int, int]] = set()
    for page in document.pages:
        scripts |= _drop(page.obj, _ACTS)
        scripts |= _clean_annotations(page, clean)
    if isinstance(form, Dictionary):
        scripts |= _clean_tree(form, clean)
    if scripts:
        yield FORM_CLEANED.at(_in(path), file=path.name)


def _drop_names(root: Any) -> bool:
    names = root.get("/Names")
    return isinstance(names, Dictionary) and _drop(names, _CARRIES)


def _clean_annotations(page: pikepdf.Page, clean: set[tuple[int, int]]) -> bool:
    """Links into the same document stay; whatever runs, launches or leads elsewhere goes."""
    held, found = page.obj.get("/Annots"), False
    for each in held if isinstance(held, Array) else ():
        if isinstance(each, Dictionary):
            found |= _drop(each, _ACTS | _LEADS)
            clean.add(each.objgen)
    return found


def _clean_tree(form: Any, clean: set[tuple[int, int]]) -> bool:
    """Scripts of fields, however deep they hang; most fields are annotations, and clean so far."""
    found, seen = False, set()
    waiting = list(form.get("/Fields", Array()))
    while waiting:
        each = waiting.pop()
        if not isinstance(each, Dictionary):
            continue
        number = each.objgen
        if number != _DIRECT and number in seen:
            continue
        seen.add(number)
        if number == _DIRECT or number not in clean:
            found |= _drop(each, _ACTS)
        if "/Kids" in each:
            waiting += list(each["/Kids"])
        if len(seen) > 4 * MOST_FIELDS:
            break
    return found


def _drop(held: Any, keys: frozenset[str]) -> bool:
    there = held.keys()
    if keys.isdisjoint(there):
        return False
    for key in keys & there:
        del held[key]
    return True
