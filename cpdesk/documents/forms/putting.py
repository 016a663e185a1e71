"""Values put into the fields of a PDF, each with its appearance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from cpdesk.documents.forms.drawing import cross
from cpdesk.documents.forms.fields import Leaf, named, state_of


def put_text(leaf: Leaf, text: str, looks: Sequence[Any]) -> None:
    """A text as the field's value, and drawn at each of its places."""
    leaf.held["/V"] = text
    if "/RV" in leaf.held:  # a rich text beside it would win
        del leaf.held["/RV"]
    for (_, widget), look in zip(leaf.widgets, looks, strict=True):
        widget["/AP"] = Dictionary(N=look)


def put_choice(leaf: Leaf, word: str, looks: Sequence[Any]) -> None:
    """One of the choices by its word in the file."""
    put_text(leaf, word, looks)
    if "/I" in leaf.held:
        del leaf.held["/I"]


def put_state(document: pikepdf.Pdf, leaf: Leaf, state: str) -> None:
    """A box ticked, the others of its field not; one without a picture gets a cross."""
    for _, widget in leaf.widgets:
        if not state_of(widget):
            widget["/AP"] = _cross(document, widget, state)
        on = state_of(widget) == state
        widget["/AS"] = named(state) if on else Name.Off
    leaf.held["/V"] = named(state)


def ground_of(widget: Any, wide: float, high: float) -> str:
    """The ground and the frame that a field of this size asks for, as PDF draws them."""
    wanted = widget["/MK"] if "/MK" in widget else None  # noqa: SIM401 - `get` takes six times as long
    if not isinstance(wanted, Dictionary):
        return ""
    ground = _colour(wanted["/BG"], "rg") if "/BG" in wanted else ""
    frame = _colour(wanted["/BC"], "RG") if "/BC" in wanted else ""
    drawn = f"q {ground} 0 0 {wide:.2f} {high:.2f} re f Q\n" if ground else ""
    if frame:
        drawn += f"q {frame} 1 w 0.5 0.5 {wide - 1:.2f} {high - 1:.2f} re S Q\n"
    return drawn


def _colour(held: Any, rgb: str) -> str:
    """A colour of one, three or four parts as PDF draws with it."""
    parts = [float(each) for each in held] if isinstance(held, Array) else []
    grey, cmyk = ("g", "k") if rgb == "rg" else ("G", "K")
    sort = {1: grey, 3: rgb, 4: cmyk}.get(len(parts))
    return f"{' '.join(f'{each:g}' for each in parts)} {sort}" if sort else ""


def _cross(document: pikepdf.Pdf, widget: Any, state: str) -> Any:
    x, y, x2, y2 = (float(each) for each in widget["/Rect"])
    wide, high = abs(x2 - x), abs(y2 - y)
    on = _picture(document, f"0 G {cross(wide, high)}", wide, high)
    off = _picture(document, "", wide, high)
    return Dictionary(N=Dictionary({"/" + state: on, "/Off": off}))


def _picture(document: pikepdf.Pdf, drawn: str, wide: float, high: float) -> Stream:
    made = document.make_stream(drawn.encode())
    made.stream_dict.update(Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, wide, high]),
        Resources=Dictionary(),
    ))  # fmt: skip
    return made
