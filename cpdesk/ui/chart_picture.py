"""A figure as a picture for the screen."""

from __future__ import annotations

from PySide6.QtGui import QImage

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.ink import Ink

DPI = 96  # pixels to an inch of a figure
Picture = tuple[QImage, tuple[object, ...]]  # with the plots in it


def drawn_picture(
    draw: object, t: Translator, ink: Ink, size: tuple[float, float], ratio: float
) -> Picture:
    """A chart as a picture, and where its months lie in it; in any thread."""
    from cpdesk.documents.charts.style import Look

    drawn = draw(Look(t, False, ink), size)
    return picture_of(drawn.figure, ratio), drawn.panels


def picture_of(figure: object, ratio: float) -> QImage:
    """The figure as it looks on a screen with so many dots to a pixel."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from cpdesk.documents.charts.style import DRAWING

    figure.set_dpi(DPI * ratio)
    canvas = FigureCanvasAgg(figure)
    with DRAWING:
        canvas.draw()
    wide, high = canvas.get_width_height()
    kind = QImage.Format.Format_RGBA8888
    picture = QImage(bytes(canvas.buffer_rgba()), wide, high, 4 * wide, kind).copy()
    picture.setDevicePixelRatio(ratio)
    return picture
