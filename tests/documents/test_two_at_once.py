"""Charts for the screen and for papers are made on two threads, and keep to their own fonts."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from reportlab.pdfgen.canvas import Canvas

from cpdesk.base.languages import translator
from cpdesk.documents.charts.style import Look
from cpdesk.documents.charts.vector import draw_figure
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.domain.periods import Month

ROUNDS = 25
MONTHS = [(Month(2025, month), float(month)) for month in range(1, 13)]


def chart(look: Look) -> Figure:
    with look.style():
        figure = look.figure(4, 2)
        axes = figure.subplots()
        axes.plot([value for _, value in MONTHS])
        axes.set_title("用電量 用电量")
        return figure


def fonts_of(figure: Figure) -> set[str]:
    return {text.get_fontfamily()[0] for text in figure.findobj(Text)}


def on_screen(found: list[set[str]]) -> None:
    figure = chart(Look(translator("zh_Hans"), paper=False))
    FigureCanvasAgg(figure).draw()
    found.append(fonts_of(figure))


def on_paper(found: list[set[str]]) -> None:
    figure = chart(Look(translator("zh_Hant")))
    canvas = Canvas(io.BytesIO(), invariant=1)
    draw_figure(figure, canvas, FontSet.of("zh_Hant"))
    found.append(fonts_of(figure))


def again_and_again(work: Callable[[list[set[str]]], None], found: list[set[str]]) -> None:
    for _ in range(ROUNDS):
        work(found)


def test_each_thread_draws_in_its_own_fonts() -> None:
    screen: list[set[str]] = []
    paper: list[set[str]] = []
    threads = [
        threading.Thread(target=again_and_again, args=each)
        for each in ((on_screen, screen), (on_paper, paper), (on_screen, screen))
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(screen) == 2 * ROUNDS
    assert len(paper) == ROUNDS
    assert set(map(frozenset, screen)) == {frozenset({"Noto Sans SC"})}
    assert set(map(frozenset, paper)) == {frozenset({"Noto Sans HK"})}

