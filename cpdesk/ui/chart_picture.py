"""A figure as a picture for the screen."""

from __future__ import annotations

from PySide6.QtGui import QImage

DPI = 96  # pixels to an inch of a figure


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
