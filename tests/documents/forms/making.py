"""Forms made by us, in the manner of those that offices in Hong Kong and on the Mainland give out.

Each knows what its fields mean, so that what is proposed can be held against it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from cpdesk.documents.setting.fonts import FILES, FontSet, register

A4 = (595.0, 842.0)
_FLAGS = {"lines": 1 << 12, "comb": 1 << 24, "read_only": 1, "combo": 1 << 17, "radio": 49152}


@dataclass
class Widget:
    page: int
    rect: tuple[float, float, float, float]
    state: str = ""


@dataclass
class Made:
    """A field of a form that is being made."""

    name: str
    sort: str
    widgets: list[Widget]
    flags: int = 0
    most: int = 0
    options: list[tuple[str, str]] = field(default_factory=list)
    size: float = 0
    tip: str = ""
    script: str = ""


class Maker:
    """Draws a form's pages and adds its fields; `means` gathers what each is to mean."""

    def __init__(self, size: tuple[float, float] = A4, rotate: int = 0) -> None:
        for name in FILES:
            register(name)
        self.buffer = io.BytesIO()
        self.size, self.rotate, self.page = size, rotate, 0
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=1)
        self.fields: dict[str, Made] = {}
        self.means: dict[str, str] = {}
        self._turn()

    @property
    def seen(self) -> tuple[float, float]:
        return self.size if self.rotate % 180 == 0 else (self.size[1], self.size[0])

    def _turn(self) -> None:
        """From here on everything is drawn as the reader will see it."""
        wide, high = self.size
        moves = {0: (), 90: (wide, 0), 180: (wide, high), 270: (0, high)}[self.rotate]
        if moves:
            self.canvas.translate(*moves)
            self.canvas.rotate(self.rotate)

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._turn()

    def say(self, x: float, y: float, text: str, size: float = 9, bold: bool = False) -> None:
        at = x
        for font, run in FontSet.of("zh_Hant").runs(text, bold):
            self.canvas.setFont(font, size)
            self.canvas.drawString(at, y, run)
            at += self.canvas.stringWidth(run, font, size)

    def box(self, x: float, y: float, wide: float, high: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.rect(x, y, wide, high)

    def line(self, x: float, y: float, wide: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, y, x + wide, y)

    def _real(self, x: float, y: float, wide: float, high: float) -> tuple[float, ...]:
        whole, tall = self.size
        if self.rotate == 90:
            return (whole - y - high, x, whole - y, x + wide)
        if self.rotate == 180:
            return (whole - x - wide, tall - y - high, whole - x, tall - y)
        if self.rotate == 270:
            return (y, tall - x - wide, y + high, tall - x)
        return (x, y, x + wide, y + high)

    def text(
        self, name: str, x: float, y: float, wide: float, high: float = 16, means: str = "",
        *, most: int = 0, size: float = 0, tip: str = "", script: str = "", **flags: bool,
    ) -> None:  # fmt: skip
        self._put(name, "/Tx", Widget(self.page, self._real(x, y, wide, high)), flags, means)  # type: ignore[arg-type]
        made = self.fields[name]
        made.most, made.size, made.tip, made.script = most, size, tip, script
        self.box(x, y, wide, high)

    def tick(self, name: str, x: float, y: float, state: str = "Yes", means: str = "") -> None:
        self._put(name, "/Btn", Widget(self.page, self._real(x, y, 10, 10), state), {}, means)  # type: ignore[arg-type]
        self.box(x, y, 10, 10)

    def radio(self, name: str, x: float, y: float, state: str, means: str) -> None:
        """One place of a radio group; it means what its state stands for."""
        place = Widget(self.page, self._real(x, y, 10, 10), state)  # type: ignore[arg-type]
        self._put(name, "/Btn", place, {"radio": True}, "")
        self.means[f"{name}#{state}"] = means
        self.box(x, y, 10, 10)

    def choice(
        self, name: str, x: float, y: float, wide: float, options: list[tuple[str, str]], means: str
    ) -> None:
        place = Widget(self.page, self._real(x, y, wide, 16))  # type: ignore[arg-type]
        self._put(name, "/Ch", place, {"combo": True}, means)
        self.fields[name].options = options
        self.box(x, y, wide, 16)

    def signature(self, name: str, x: float, y: float, wide: float, high: float) -> None:
        self._put(name, "/Sig", Widget(self.page, self._real(x, y, wide, high)), {}, "")  # type: ignore[arg-type]
        self.box(x, y, wide, high)

    def _put(self, name: str, sort: str, at: Widget, flags: dict[str, bool], means: str) -> None:
        made = self.fields.setdefault(name, Made(name, sort, []))
        made.widgets.append(at)
        made.flags = sum(_FLAGS[each] for each, on in flags.items() if on)
        if means:
            self.means[name] = means

    def finish(self) -> bytes:
        self.canvas.save()
        document = pikepdf.open(io.BytesIO(self.buffer.getvalue()))
        for page in document.pages:
            if self.rotate:
                page.obj.Rotate = self.rotate
        if self.fields:
            self._add_fields(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()

    def _add_fields(self, document: pikepdf.Pdf) -> None:
        helv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        form = Dictionary(
            Fields=Array(), DA=String("/Helv 0 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=document.make_indirect(helv))),
        )  # fmt: skip
        document.Root.AcroForm = document.make_indirect(form)
        parents: dict[str, Any] = {}
        computed = []
        for made in self.fields.values():
            held = self._held(document, made)
            self._hang(document, made.name, held, parents)
            if made.script:
                held.AA = Dictionary(C=Dictionary(S=Name.JavaScript, JS=String(made.script)))
                computed.append(held)
        if computed:
            document.Root.AcroForm.CO = Array(computed)

    def _held(self, document: pikepdf.Pdf, made: Made) -> Any:
        held = document.make_indirect(Dictionary(FT=Name(made.sort), Ff=made.flags))
        if made.most:
            held.MaxLen = made.most
        if made.size or made.sort in ("/Tx", "/Ch"):
            held.DA = String(f"/Helv {made.size:g} Tf 0 g")
        if made.tip:
            held.TU = String(made.tip)
        if made.options:
            held.Opt = Array([Array([String(a), String(b)]) for a, b in made.options])
        kids = [self._widget(document, made, each, held) for each in made.widgets]
        if len(kids) > 1 or made.flags == _FLAGS["radio"]:
            held.Kids = Array(kids)
        else:
            for key, value in kids[0].items():
                if key != "/Parent":
                    held[key] = value
            annots = document.pages[made.widgets[0].page].obj.Annots
            annots[len(annots) - 1] = held
        return held

    def _widget(self, document: pikepdf.Pdf, made: Made, at: Widget, held: Any) -> Any:
        widget = document.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=Array(at.rect), F=4, Parent=held,
            MK=Dictionary(R=self.rotate),
        ))  # fmt: skip
        if at.state:
            cross = document.make_stream(b"0.8 w 2 2 m 8 8 l S 2 8 m 8 2 l S")
            empty = document.make_stream(b"")
            for each in (cross, empty):
                each.update(Dictionary(Type=Name.XObject, Subtype=Name.Form,
                                       BBox=Array([0, 0, 10, 10])))  # fmt: skip
            ways = Dictionary(Off=empty)
            ways[f"/{at.state}"] = cross
            widget.AP = Dictionary(N=ways)
            widget.AS = Name.Off
        page = document.pages[at.page].obj
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        return widget

    def _hang(self, document: pikepdf.Pdf, name: str, held: Any, parents: dict[str, Any]) -> None:
        *above, last = name.split(".")
        held.T = String(last)
        into, path, over = document.Root.AcroForm.Fields, "", None
        for each in above:
            path = f"{path}.{each}"
            if path not in parents:
                parents[path] = document.make_indirect(Dictionary(T=String(each), Kids=Array()))
                into.append(parents[path])
                if over is not None:
                    parents[path].Parent = over
            over = held.Parent = parents[path]
            into = over.Kids
        into.append(held)
