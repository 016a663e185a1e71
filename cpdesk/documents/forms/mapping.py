"""The map of a form as a small file: what each field means. It holds nothing of any factory."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpdesk.documents.forms.asks import asks
from cpdesk.documents.forms.form import Box, Form, FormField
from cpdesk.documents.forms.meaning import Meaning, Part, Sure
from cpdesk.domain.findings import Place, Refusal, blocking
from cpdesk.domain.words import LANGUAGES, N_

MAP_BROKEN = blocking(
    "form-map-broken",
    N_("{map} is no map of a form: '{spot}' says '{text}'. Correct it there, or write it anew."),
)
MAP_UNKNOWN = blocking(
    "form-map-unknown",
    N_("In {map}, '{spot}' means '{text}', which the record does not have. The nearest are: "
       "{near}."),
)  # fmt: skip
_MOST_BYTES = 4 * 2**20
_ABOUT = (
    "# What the fields of a form mean. `means` names what of the record belongs there, as",
    "# company.br_number; hand.other leaves a field to the pen; empty: not known yet.",
    "# `row` is the line of a table, `part` is year, month, day, area or number, `language` is en",
    "# or zh, `times` the unit of an amount (10000 for 萬元), `states` which word of the file",
    "# stands for which answer. `sure` says how sure the program was; what is here is followed.",
    "# On paper without fields `box` is left, bottom, right and top of a place in points from the",
    "# lower left, and `cells` how many boxes of one character it has. Places can be added: give",
    "# each a name of its own; one to tick has states = { On = \"the answer it stands for\" }.",
    "# `left_out = true` is a place that was found and is none; `turned` turns pages clockwise.",
)


@dataclass(frozen=True)
class Mapped:
    """A field as a map knows it: where it stood, what it was called, and its meaning.

    A place on the paper of a flat form has its `box` and, as a comb, its `cells`.
    """

    meaning: Meaning
    page: int
    label: str
    box: Box | None = None
    cells: int = 0
    left_out: bool = False


@dataclass(frozen=True)
class FormMap:
    """A map as read: of which form, in which language it is filled, and its fields.

    `turned` is by how many degrees each page is turned further, as `Form` says it.
    """

    name: str
    file: str
    sha256: str
    language: str
    fields: tuple[Mapped, ...]
    turned: tuple[int, ...] = ()


def map_text(form: Form, meanings: Sequence[Meaning], file: str) -> str:
    """The text of a map: the fields in the order of the form."""
    lines = [*_ABOUT, "", "version = 1", "", "[form]", f"file = {_quoted(file)}"]
    lines += [f"sha256 = {_quoted(form.sha256)}", f"pages = {form.pages}"]
    lines += [f"language = {_quoted(form.language)}"]
    if any(form.turned):
        lines += [f"turned = [{', '.join(map(str, form.turned))}]"]
    known = {each.field: each for each in meanings}
    for field in form.fields:
        lines += ["", "[[field]]", *_field(field, known.get(field.name, Meaning(field.name)))]
    for field in form.left_out:
        lines += ["", "[[field]]", *_field(field, Meaning(field.name)), "left_out = true"]
    return "\n".join(lines) + "\n"


def _field(field: FormField, meaning: Meaning) -> Iterator[str]:
    yield f"name = {_quoted(field.name)}"
    yield f"page = {field.page + 1}"
    if field.label:
        yield f"label = {_quoted(field.label)}"
    if field.flat:
        yield f"box = [{', '.join(f'{each:.1f}' for each in field.spots[0].seen)}]"
    if field.flat and field.most:
        yield f"cells = {field.most}"
    yield f"means = {_quoted(meaning.ask)}"
    if meaning.row:
        yield f"row = {meaning.row}"
    if meaning.part is not Part.WHOLE:
        yield f"part = {_quoted(meaning.part.value)}"
    if meaning.language:
        yield f"language = {_quoted(meaning.language)}"
    if meaning.times != 1:
        yield f"times = {meaning.times}"
    if meaning.states:
        told = ", ".join(f"{_quoted(word)} = {_quoted(value)}" for word, value in meaning.states)
        yield f"states = {{ {told} }}"
    if meaning.ask:
        yield f"sure = {_quoted(meaning.sure.value)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}"
                         for c in escaped) + '"'  # fmt: skip


def read_map(path: Path) -> FormMap:
    """A map from its file; raises Refusal naming the field that is wrong, FileNotFoundError."""
    if path.stat().st_size > _MOST_BYTES:
        raise _broken(path, path.name, f"{path.stat().st_size} B")
    try:
        return map_of(path.read_text("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        raise _broken(path, path.name, str(error)) from None


def map_of(text: str, path: Path) -> FormMap:
    """A map from its text; `path` names it where something is wrong. Raises Refusal."""
    try:
        held = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _broken(path, path.name, str(error)) from None
    form, fields = held.get("form"), held.get("field", [])
    if held.get("version") != 1 or not isinstance(form, dict) or not isinstance(fields, list):
        raise _broken(path, "version", str(held.get("version")))
    language = str(form.get("language", ""))
    if language not in LANGUAGES:
        raise _broken(path, "language", language)
    file, sha256 = str(form.get("file", "")), str(form.get("sha256", ""))
    mapped = tuple(_mapped(each, path) for each in fields)
    return FormMap(path.name, file, sha256, language, mapped, _turned(form, path))


def _turned(form: Mapping[str, Any], path: Path) -> tuple[int, ...]:
    """Quarters of a turn, one for each page."""
    held = form.get("turned", [])
    if not isinstance(held, list) or not all(each in (0, 90, 180, 270) for each in held):
        raise _broken(path, "turned", str(held))
    return tuple(map(int, held))


def _mapped(held: Any, path: Path) -> Mapped:
    if not isinstance(held, dict) or not isinstance(held.get("name"), str):
        raise _broken(path, "name", str(held))
    name, ask = held["name"], _text(held, "means", path)
    if ask and ask not in asks():
        raise MAP_UNKNOWN.refuse(Place(spot=path.name), map=path.name, spot=name, text=ask,
                                 near=_near(ask))  # fmt: skip
    states = held.get("states", {})
    if not isinstance(states, dict) or not all(isinstance(v, str) for v in states.values()):
        raise _broken(path, name, str(states))
    meaning = Meaning(
        name, ask, _number(held, "row", path, 0), _part(held, path),
        _language(held, path), tuple(states.items()), _number(held, "times", path, 1), Sure.SURE,
    )  # fmt: skip
    return Mapped(meaning, _number(held, "page", path, 1), _text(held, "label", path),
                  _box(held, path), _number(held, "cells", path, 0),
                  held.get("left_out") is True)  # fmt: skip


def _box(held: Any, path: Path) -> Box | None:
    """Left, bottom, right, top in points, as the page is seen."""
    parts = held.get("box")
    if parts is None:
        return None
    numbers = isinstance(parts, list) and all(type(each) in (int, float) for each in parts)
    box = Box(*map(float, parts)) if numbers and len(parts) == 4 else Box(0, 0, 0, 0)
    if not (1 <= box.width <= 14_400 and 1 <= box.height <= 14_400):
        raise _broken(path, f"{held['name']}: box", str(parts))
    return box


def _near(ask: str) -> tuple[str, ...]:
    """Keys that resemble a misspelt one."""
    from difflib import get_close_matches

    return tuple(get_close_matches(ask, asks(), 4, 0.4)) or tuple(asks())[:4]


def _text(held: Any, key: str, path: Path) -> str:
    value = held.get(key, "")
    if not isinstance(value, str):
        raise _broken(path, f"{held['name']}: {key}", str(value))
    return value


def _number(held: Any, key: str, path: Path, least: int) -> int:
    value = held.get(key, least)
    if type(value) is not int or value < least:
        raise _broken(path, f"{held['name']}: {key}", str(value))
    return value


def _language(held: Any, path: Path) -> str:
    value = _text(held, "language", path)
    if value not in ("", "en", "zh"):
        raise _broken(path, f"{held['name']}: language", value)
    return value


def _part(held: Any, path: Path) -> Part:
    try:
        return Part(held.get("part", Part.WHOLE.value))
    except ValueError:
        raise _broken(path, f"{held['name']}: part", str(held.get("part"))) from None


def _broken(path: Path, spot: str, text: str) -> Refusal:
    return MAP_BROKEN.refuse(Place(spot=path.name), map=path.name, spot=spot, text=text)

