"""matplotlib on the page: paths, clip, dash, hatch, markers, images, and words that are words."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pypdfium2
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from cpdesk.base.languages import translator
from cpdesk.documents.setting.figure import FigureBlock, figure_block
from cpdesk.documents.setting.layout import Running, build
from cpdesk.documents.setting.writing import Paper
from tests.documents.reading import fonts_without_a_file, texts

INCH = 72


def page_with(figure: Figure, language: str = "zh_Hant") -> bytes:
    out = io.BytesIO()
    paper = Paper(translator(language))
    build(out, [FigureBlock(figure, paper.fonts)], Running("", "", "", ""), paper)
    assert fonts_without_a_file(out.getvalue()) == []
    return out.getvalue()


def picture(pdf: bytes) -> Any:
    """The figure's 4 x 3 inches at the top left of the measure, a pixel a point, 0 is black."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1, grayscale=True).to_numpy()
    left = top = round(20 / 25.4 * INCH)
    return (
        image[..., 0][top : top + 3 * INCH, left : left + 4 * INCH]
        if image.ndim == 3
        else (image[top : top + 3 * INCH, left : left + 4 * INCH])
    )


def blank() -> tuple[Figure, Any]:
    figure = Figure(figsize=(4, 3))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, 4)
    axes.set_ylim(0, 3)
    return figure, axes


def test_words_can_be_selected_in_every_language_and_turned() -> None:
    figure, axes = blank()
    axes.text(0.5, 2, "用電量 报告 CO₂ ☐", fontweight="bold")
    axes.text(2, 1, "turned", rotation=90)
    axes.text(2, 0.5, "$ is no sum $", parse_math=False)
    (page,) = texts(page_with(figure))
    assert "用電量 报告 CO" in page
    assert "turned" in page.replace("\n", "")
    assert "$ is no sum $" in page


def test_a_filled_path_lies_where_it_should() -> None:
    figure, axes = blank()
    axes.add_patch(Rectangle((1, 1), 2, 1, color="black"))
    seen = picture(page_with(figure))
    inside = seen[INCH + 3 : 2 * INCH - 3, INCH + 3 : 3 * INCH - 3]
    assert inside.max() < 10
    assert seen[: INCH - 3].min() > 245
    assert seen[:, : INCH - 3].min() > 245


def test_nothing_is_drawn_outside_the_clip() -> None:
    figure, axes = blank()
    (line,) = axes.plot([0, 4], [0, 3], color="black", linewidth=20)
    line.set_clip_path(Circle((2, 1.5), 0.5, transform=axes.transData))
    seen = picture(page_with(figure))
    assert seen[108, 144] < 10
    assert seen[190:, :40].min() > 245


def test_a_dash_leaves_gaps_and_a_hatch_does_not_fill() -> None:
    figure, axes = blank()
    axes.plot([0, 4], [2.5, 2.5], color="black", linewidth=3, linestyle=(0, (4, 4)))
    axes.add_patch(Rectangle((1, 0.5), 2, 1, facecolor="none", edgecolor="black", hatch="////"))
    seen = picture(page_with(figure))
    row = seen[36]
    assert row.min() < 60
    assert row.max() > 200
    dark = (seen[2 * INCH - 30 : 2 * INCH + 30, INCH + 5 : 3 * INCH - 5] < 200).mean()
    assert 0.05 < dark < 0.7


def test_a_dotted_hatch_has_filled_dots() -> None:
    figure, axes = blank()
    axes.add_patch(Rectangle((0.5, 0.5), 3, 2, facecolor="none", edgecolor="black", hatch="oo"))
    axes.add_patch(Rectangle((0.5, 0.5), 3, 2, facecolor="none", edgecolor="black", hatch=".."))
    assert (picture(page_with(figure))[60:150, 60:240] < 200).mean() > 0.02


def test_markers_and_images_and_transparency() -> None:
    figure, axes = blank()
    axes.plot([1, 2, 3], [2, 2, 2], "o", color="black", markersize=10)
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, :, 3] = 255  # the upper half is black, the lower half is clear
    axes.imshow(pixels, extent=(1, 3, 0, 1), interpolation="nearest", aspect="auto")
    axes.set_xlim(0, 4)
    axes.set_ylim(0, 3)
    seen = picture(page_with(figure))
    assert all(seen[INCH, x * INCH] < 20 for x in (1, 2, 3))
    assert seen[int(2.25 * INCH), 2 * INCH] < 30
    assert seen[int(2.8 * INCH), 2 * INCH] > 225
    see_through, axes = blank()
    axes.add_patch(Rectangle((1, 1), 2, 1, color="black", alpha=0.5, linewidth=0))
    assert 100 < picture(page_with(see_through))[108, 144] < 155


def test_a_figure_has_a_caption_and_keeps_its_own_resolution() -> None:
    figure, axes = blank()
    axes.text(1, 1, "inside \U000effff")
    figure.dpi = 96
    paper = Paper(translator("en"))
    out = io.BytesIO()
    story = figure_block(paper, figure, "Steam", "Source: meter log [E12-3]")
    build(out, story, Running("", "", "", ""), paper)
    (page,) = texts(out.getvalue())
    assert "Figure 1" in page
    assert "[E12-3]" in page
    assert figure.dpi == 96
    assert paper.missing == {"\U000effff"}


@pytest.mark.parametrize("width", [2, 9])
def test_a_wide_figure_is_made_to_fit(width: float) -> None:
    figure = Figure(figsize=(width, 2))
    block = FigureBlock(figure, Paper(translator("en")).fonts)
    wide, high = block.wrap(400, 1000)
    assert wide == min(400, width * INCH)
    assert high == pytest.approx(wide * 2 / width)
