"""matplotlib drawn straight onto a reportlab canvas: vectors, and text that can be selected."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import weight_dict
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image
from reportlab.lib.utils import ImageReader

from cpdesk.documents.charts.style import DRAWING
from cpdesk.documents.setting.fonts import FontSet

_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_TILE = 72
_IDENTITY = Affine2D()


def draw_figure(figure: Figure, canvas: Any, fonts: FontSet) -> None:
    """Draw the figure with its lower left corner at the canvas's origin, one inch as 72 points."""
    dpi, figure.dpi = figure.dpi, 72
    canvas.saveState()
    try:
        with DRAWING:
            figure.draw(CanvasRenderer(canvas, fonts, figure))
    finally:
        canvas.restoreState()
        figure.dpi = dpi


class CanvasRenderer(RendererBase):
    """Paths with clip, dash and hatch, images, and text in the document's fonts."""

    def __init__(self, canvas: Any, fonts: FontSet, figure: Figure) -> None:
        super().__init__()
        self.canvas, self.fonts = canvas, fonts
        self.width, self.height = (float(side) * 72 for side in figure.get_size_inches())

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def flipy(self) -> bool:
        return False

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        colour = gc.get_rgb()
        stroke = gc.get_linewidth() > 0 and colour[3] > 0
        fill = rgbFace is not None and (len(rgbFace) == 3 or rgbFace[3] > 0)
        with self._state(gc):
            if fill:
                self._fill_with(gc, rgbFace)
                self.canvas.drawPath(self._path(path, transform), stroke=0, fill=1)
            if gc.get_hatch():
                self._hatch(gc, path, transform)
            if stroke:
                self._stroke_with(gc, colour)
                self.canvas.drawPath(self._path(path, transform), stroke=1, fill=0)

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        pixels = np.ascontiguousarray(im[::-1])
        reader = ImageReader(Image.fromarray(pixels))
        with self._state(gc):
            if transform is None:
                place = (x, y, im.shape[1], im.shape[0])
            else:
                a, b, c, d, e, f = transform.frozen().to_values()
                self.canvas.transform(a, b, c, d, x + e, y + f)
                place = (0, 0, 1, 1)
            self.canvas.drawImage(reader, *place, mask="auto")

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float,
        ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        size = float(prop.get_size_in_points())
        red, green, blue, alpha = gc.get_rgb()
        with self._state(gc):
            self.canvas.translate(x, y)
            self.canvas.rotate(angle)
            self.canvas.setFillColorRGB(red, green, blue, alpha)
            line = self.canvas.beginText(0, 0)
            for run in self.fonts.pieces(s, is_bold(prop)):
                line.setFont(run.font, size * run.scale)
                line.setRise(size * run.rise)
                line.textOut(run.text)
            self.canvas.drawText(line)

    def get_text_width_height_descent(
        self, s: str, prop: Any, ismath: Any
    ) -> tuple[float, float, float]:
        size = float(prop.get_size_in_points())
        return self.fonts.width(s, size, is_bold(prop)), size * 0.95, size * 0.2

    @contextmanager
    def _state(self, gc: Any) -> Iterator[None]:
        self.canvas.saveState()
        try:
            self._clip(gc)
            yield
        finally:
            self.canvas.restoreState()

    def _clip(self, gc: Any) -> None:
        box = gc.get_clip_rectangle()
        if box is not None:
            outline = self.canvas.beginPath()
            outline.rect(box.x0, box.y0, box.width, box.height)
            self.canvas.clipPath(outline, stroke=0, fill=0)
        path, transform = gc.get_clip_path()
        if path is not None:
            self.canvas.clipPath(self._path(path, transform), stroke=0, fill=0)

    def _fill_with(self, gc: Any, face: Any) -> None:
        alpha = gc.get_alpha() if gc.get_forced_alpha() or len(face) == 3 else face[3]
        self.canvas.setFillColorRGB(*face[:3], 1 if alpha is None else alpha)

    def _stroke_with(self, gc: Any, colour: Any) -> None:
        self.canvas.setStrokeColorRGB(*colour[:3], colour[3])
        self.canvas.setLineWidth(gc.get_linewidth())
        self.canvas.setLineCap(_CAPS[str(gc.get_capstyle())])
        self.canvas.setLineJoin(_JOINS[str(gc.get_joinstyle())])
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            self.canvas.setDash([float(length) for length in dashes], float(offset))

    def _hatch(self, gc: Any, path: Path, transform: Any) -> None:
        """Tiles of an inch, as matplotlib's own files have them, seen through the path."""
        box = transform.transform_path(path).get_extents()
        if not all(math.isfinite(edge) for edge in box.extents):
            return
        pattern = gc.get_hatch_path()
        self.canvas.saveState()
        self.canvas.clipPath(self._path(path, transform), stroke=0, fill=0)
        colour = gc.get_hatch_color()
        self.canvas.setStrokeColorRGB(*colour[:3], colour[3] if len(colour) > 3 else 1)
        self.canvas.setFillColorRGB(*colour[:3], colour[3] if len(colour) > 3 else 1)
        self.canvas.setLineWidth(gc.get_hatch_linewidth())
        for x in range(math.floor(box.x0 / _TILE), math.ceil(box.x1 / _TILE)):
            for y in range(math.floor(box.y0 / _TILE), math.ceil(box.y1 / _TILE)):
                tile = Affine2D().scale(_TILE).translate(x * _TILE, y * _TILE)
                self.canvas.drawPath(self._path(pattern, tile), stroke=1, fill=1)
        self.canvas.restoreState()

    def _path(self, path: Path, transform: Any) -> Any:
        drawn = self.canvas.beginPath()
        x = y = 0.0
        for points, code in path.iter_segments(transform or _IDENTITY, simplify=False):
            xy = [float(each) for each in points]
            if code == Path.MOVETO:
                drawn.moveTo(*xy)
            elif code == Path.LINETO:
                drawn.lineTo(*xy)
            elif code == Path.CURVE3:
                drawn.curveTo(*_cubic(x, y, xy))
            elif code == Path.CURVE4:
                drawn.curveTo(*xy)
            elif code == Path.CLOSEPOLY:
                drawn.close()
                continue
            x, y = xy[-2:]
        return drawn


def is_bold(prop: Any) -> bool:
    """Whether a matplotlib font is heavy enough for our second weight."""
    weight = prop.get_weight()
    return int(weight_dict.get(weight, weight)) >= 600


def _cubic(x: float, y: float, curve: list[float]) -> tuple[float, ...]:
    """A quadratic curve from (x, y) as a cubic one."""
    cx, cy, ex, ey = curve
    third = 2 / 3
    return (
        x + third * (cx - x), y + third * (cy - y),
        ex + third * (cx - ex), ey + third * (cy - ey), ex, ey,
    )  # fmt: skip
