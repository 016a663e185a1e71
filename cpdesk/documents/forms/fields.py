"""The fields of a fillable PDF, whatever tree they hang in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from cpdesk.documents.forms.form import Box, FieldKind, FormField, Spot
from cpdesk.documents.forms.opening import MOST_FIELDS, too_much
from cpdesk.documents.forms.turning import Turn, turn_of

_READ_ONLY = 1
_LINES, _PASSWORD, _FILE, _COMB = 1 << 12, 1 << 13, 1 << 20, 1 << 24
_RADIO, _PUSH = 1 << 15, 1 << 16
_EDITABLE = 1 << 18
_DEEPEST = 40
_DIRECT = (0, 0)  # what has no number of its own
_ESCAPED = re.compile(r"(?:#[0-9A-F]{2})+")
_SIZE = re.compile(r"(-?[\d.]+)\s+Tf")


class Leaf(NamedTuple):
    """A field as the file holds it: the object with its value, and where it is shown."""

    name: str
    held: Any
    widgets: tuple[tuple[int, Any], ...]


def fields_in(document: pikepdf.Pdf, path: Path) -> tuple[FormField, ...]:
    """Every field, in reading order; signatures too, buttons that only do something not."""
    turns = [turn_of(page) for page in document.pages]
    order = _computed_names(document)
    made = (_field(leaf, turns, order) for leaf in leaves(document, path))
    known = [each for each in made if each is not None]
    return tuple(sorted(known, key=_reading_order))


def _reading_order(field: FormField) -> tuple[int, float, float]:
    seen = field.spots[0].seen
    return field.page, -round(seen.top / 6), seen.left


def leaves(document: pikepdf.Pdf, path: Path) -> tuple[Leaf, ...]:
    """The fields that have a value of their own; raises Refusal where there are too many.

    Fields of one whole name are one field, as readers take them.
    """
    pages = _widget_pages(document)
    form = document.Root.get("/AcroForm")
    roots = form.get("/Fields") if isinstance(form, Dictionary) else None
    found: dict[str, Leaf] = {}
    seen: set[tuple[int, int]] = set()
    waiting = [(each, "", 0) for each in reversed(list(roots or ()))]
    waiting = [*((each, "", 0) for each in reversed(_orphans(pages))), *waiting]
    while waiting:
        held, prefix, depth = waiting.pop()
        if not isinstance(held, Dictionary) or depth > _DEEPEST:
            continue
        number = held.objgen
        if number in seen:
            continue
        if number != _DIRECT:
            seen.add(number)
        if len(seen) > MOST_FIELDS or len(found) > MOST_FIELDS:
            raise too_much(path, f"> {MOST_FIELDS} fields")
        title = _text(held["/T"]) if "/T" in held else ""
        name = f"{prefix}.{title}" if prefix and title else prefix or title
        if "/Kids" not in held:
            _keep(found, Leaf(name, held, (pages[number],) if number in pages else ()))
            continue
        kids = [each for each in held["/Kids"] if isinstance(each, Dictionary)]
        below = [each for each in kids if "/T" in each]
        waiting += [(each, name, depth + 1) for each in reversed(below)]
        if not below:
            _keep(found, Leaf(name, held, tuple(_shown(kids or [held], pages))))
    return tuple(each for each in found.values() if each.widgets)


def _orphans(pages: dict[tuple[int, int], tuple[int, Any]]) -> list[Any]:
    """Widgets that are fields by themselves; broken forms do not list them."""
    return [w for _, w in pages.values() if "/Parent" not in w and "/FT" in w and "/T" in w]


def _keep(found: dict[str, Leaf], leaf: Leaf) -> None:
    known = found.setdefault(leaf.name, leaf)
    if known is not leaf:
        found[leaf.name] = known._replace(widgets=(*known.widgets, *leaf.widgets))


def _widget_pages(document: pikepdf.Pdf) -> dict[tuple[int, int], tuple[int, Any]]:
    """Which page each widget stands on, in the order of the pages."""
    found: dict[tuple[int, int], tuple[int, Any]] = {}
    for number, page in enumerate(document.pages):
        held: Any = page.obj.get("/Annots")
        for at, each in enumerate(held if isinstance(held, Array) else ()):
            if isinstance(each, Dictionary) and each.get("/Subtype") == "/Widget":
                if not each.is_indirect:  # what is written in place has no number to be known by
                    each = held[at] = document.make_indirect(each)
                found.setdefault(each.objgen, (number, each))
    return found


def _shown(
    widgets: list[Any], pages: dict[tuple[int, int], tuple[int, Any]]
) -> Iterator[tuple[int, Any]]:
    for each in widgets:
        if each.objgen in pages:
            yield pages[each.objgen][0], each


def inherited(held: Any, key: str) -> Any:
    """A value of a field, or of what it hangs under."""
    for _ in range(_DEEPEST):
        if not isinstance(held, Dictionary):
            return None
        if key in held:
            return held[key]
        held = held.get("/Parent")
    return None


def _computed_names(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    form = document.Root.get("/AcroForm")
    order = form.get("/CO") if isinstance(form, Dictionary) else None
    return {each.objgen for each in order} if isinstance(order, Array) else set()


def _field(leaf: Leaf, turns: list[Turn], computed: set[tuple[int, int]]) -> FormField | None:
    held, flags = leaf.held, int(_number(inherited(leaf.held, "/Ff")))
    kind = _kind(inherited(held, "/FT"), flags)
    spots = tuple(filter(None, (_spot(page, w, turns[page]) for page, w in leaf.widgets)))
    if kind is None or not spots:
        return None
    look = _text(inherited(held, "/DA")) or _text(leaf.widgets[0][1].get("/DA"))
    size = _SIZE.search(look)
    return FormField(
        name=leaf.name, kind=kind, spots=spots, tip=_text(inherited(held, "/TU")),
        most=max(0, int(_number(inherited(held, "/MaxLen")))),
        comb=kind is FieldKind.TEXT and bool(flags & _COMB),
        lines=kind is FieldKind.TEXT and bool(flags & _LINES),
        read_only=bool(flags & _READ_ONLY), calculated=held.objgen in computed,
        editable=kind is not FieldKind.CHOICE or bool(flags & _EDITABLE),
        options=tuple(_options(inherited(held, "/Opt"))) if kind is FieldKind.CHOICE else (),
        size=max(0.0, float(size[1])) if size else 0.0,
        align=int(_number(inherited(held, "/Q"))) % 3,
    )  # fmt: skip


def _kind(sort: Any, flags: int) -> FieldKind | None:
    if sort == "/Tx":
        return None if flags & (_PASSWORD | _FILE) else FieldKind.TEXT
    if sort == "/Btn":
        if flags & _PUSH:
            return None
        return FieldKind.RADIO if flags & _RADIO else FieldKind.TICK
    return FieldKind.CHOICE if sort == "/Ch" else FieldKind.SIGNATURE if sort == "/Sig" else None


def _spot(page: int, widget: Any, turn: Turn) -> Spot | None:
    rect = widget.get("/Rect")
    if not isinstance(rect, Array) or len(rect) != 4:
        return None
    x, y, x2, y2 = map(_number, rect)
    box = Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))
    if box.width < 1 or box.height < 1 or int(_number(widget.get("/F"))) & 2:  # hidden
        return None
    look = widget.get("/MK")
    turned = int(_number(look.get("/R"))) % 360 if isinstance(look, Dictionary) else 0
    return Spot(page, box, turn.seen(box), turned, state_of(widget))


def state_of(widget: Any) -> str:
    """What the tick of a widget is called in the file; empty where it has no picture of one."""
    looks = widget.get("/AP")
    ways: Any = looks.get("/N") if isinstance(looks, Dictionary) else None
    if not isinstance(ways, Dictionary) or isinstance(ways, pikepdf.Stream):
        return ""
    return next((_readable(key[1:]) for key, _ in ways.items() if key != "/Off"), "")


def _readable(state: str) -> str:
    """Names in GBK or Big5, which PDF forbids and forms have, as `#CA#C7`."""
    raw = state.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(f"#{byte:02X}" for byte in raw)


def named(state: str) -> Any:
    """The name that a state is in the file."""
    if _ESCAPED.fullmatch(state):
        return pikepdf.Object.parse(b"/" + state.encode())
    return Name("/" + state)


def _options(held: Any) -> Iterator[tuple[str, str]]:
    for each in held if isinstance(held, Array) else ():
        if isinstance(each, Array) and len(each) >= 2:
            yield _text(each[0]), _text(each[1])
        elif not isinstance(each, Array):
            yield _text(each), _text(each)


def _text(held: Any) -> str:
    return str(held) if isinstance(held, pikepdf.String | str) else ""


def _number(held: Any) -> float:
    try:
        value = float(held)
    except (TypeError, ValueError):
        return 0.0
    return value if abs(value) < 2**32 else 0.0
