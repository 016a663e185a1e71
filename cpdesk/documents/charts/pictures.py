"""A chart as a file: PNG in dots, SVG and PDF in lines, PDF with text that can be selected."""

from __future__ import annotations

from typing import BinaryIO

from matplotlib.figure import Figure

from cpdesk.documents.charts.style import DRAWING

_DPI = 200


def write_picture(figure: Figure, ending: str, language: str, out: BinaryIO) -> None:
    """Write the figure as `.png`, `.svg` or `.pdf`; none of them says when or by whom."""
    if ending == ".pdf":
        _write_pdf(figure, language, out)
        return
    with DRAWING:
        if ending == ".svg":
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        else:
            figure.savefig(out, format="png", dpi=_DPI, metadata={"Software": None})


def _write_pdf(figure: Figure, language: str, out: BinaryIO) -> None:
    """By the way of our papers, whose fonts are embedded and whose text stays text."""
    from reportlab.pdfgen.canvas import Canvas

    from cpdesk.documents.charts.vector import draw_figure
    from cpdesk.documents.setting.fonts import FontSet

    size = tuple(float(side) * 72 for side in figure.get_size_inches())
    canvas = Canvas(out, pagesize=size, invariant=1)
    draw_figure(figure, canvas, FontSet.of(language))
    canvas.save()
