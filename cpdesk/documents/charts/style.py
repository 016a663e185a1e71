"""What all charts have in common: fonts, sizes, axes of months, words at the line's end."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import matplotlib as mpl
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN
from matplotlib.textpath import text_to_path

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.fonts import FontSet, fitted, font_files
from cpdesk.documents.setting.ink import LIGHT, Ink
from cpdesk.domain.periods import Month

_FAMILIES = {
    "en": ["Noto Sans HK", "Noto Sans SC", "DejaVu Sans"],
    "zh_Hant": ["Noto Sans HK", "Noto Sans SC", "DejaVu Sans"],
    "zh_Hans": ["Noto Sans SC", "Noto Sans HK", "DejaVu Sans"],
}
_SMALL = 0.0001  # smaller figures are written with a power of ten
Style = dict[str, Any]
DASHED = (0, (4, 2))
DOTTED = (0, (2, 2))
PAPER_WIDTH = 170 / 25.4
# What matplotlib takes for granted belongs to the whole process: a chart for the screen must not
# be made in the middle of one for a paper, nor its words be drawn in the other's fonts.
DRAWING = threading.RLock()


@cache
def know_fonts() -> None:
    """Let matplotlib find our fonts, for charts on the screen; once per process."""
    for path in font_files().values():
        fontManager.addfont(str(path))


@dataclass(frozen=True)
class Look:
    """Where a chart is seen and in what language; sizes follow from it."""

    t: Translator
    paper: bool = True
    ink: Ink = LIGHT

    @property
    def size(self) -> float:
        """Points of ordinary text."""
        return 7.5 if self.paper else 9.0

    def pick(self, paper: float, screen: float) -> float:
        return paper if self.paper else screen

    def figure(self, width: float, height: float) -> Figure:
        """An empty figure of so many inches; on paper the draft's mark shows through it."""
        know_fonts()
        dpi = 72 if self.paper else 96
        return Figure(figsize=(width, height), dpi=dpi, facecolor=self.ground)

    @property
    def ground(self) -> str:
        return "none" if self.paper else self.ink.base

    @contextmanager
    def style(self) -> Iterator[None]:
        """Within it figures take our defaults, one chart at a time; nothing is left changed."""
        with DRAWING, mpl.rc_context(self._settings()):
            yield

    def _settings(self) -> dict[Any, Any]:
        ink = self.ink
        return {
            "font.family": _FAMILIES[self.t.language],
            "font.size": self.size,
            "text.parse_math": False,
            "text.color": ink.text,
            "axes.facecolor": self.ground,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.edgecolor": ink.control,
            "axes.linewidth": 0.8,
            "axes.grid": True,
            "axes.grid.axis": "y",
            "grid.color": ink.line,
            "grid.linewidth": self.pick(0.4, 0.6),
            "axes.axisbelow": True,
            "xtick.labelcolor": ink.text2,
            "ytick.labelcolor": ink.text2,
            "xtick.color": ink.control,
            "ytick.left": False,
            "xtick.major.size": 3,
            "xtick.minor.size": 1.5,
            "lines.linewidth": self.pick(1.4, 1.6),
            "lines.markersize": self.pick(3.2, 4),
            "hatch.linewidth": 0.5,
            "legend.frameon": False,
            "axes.unicode_minus": True,
        }


def headline(axes: Axes, look: Look, words: str, lines_below: int = 0) -> None:
    """Title and unit as grey text at the top left, above so many lines of other words."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    box = axes.get_position()
    rise = look.size * (0.95 + 1.5 * lines_below) / 72 / figure.get_size_inches()[1]
    said = cut(look, words, figure.get_size_inches()[0])
    figure.text(0.003, box.y1 + rise, said, color=look.ink.text3, va="bottom", ha="left")


def bare(axes: Axes) -> None:
    """No grid, no ticks, no line beneath."""
    axes.grid(False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)


def cut(look: Look, words: str, inches: float, bold: bool = False) -> str:
    """As much of a line of ordinary text as so many inches hold."""
    if look.paper:
        return FontSet.of(look.t.language).fitted(words, inches * 72, look.size, bold)
    return fitted(words, inches * 72, lambda said: _on_screen(look, said, bold))


def _on_screen(look: Look, words: str, bold: bool) -> float:
    """Points that words take, as matplotlib draws them: it needs less than the papers' fonts."""
    know_fonts()
    weight = "bold" if bold else "normal"
    font = FontProperties(family=_FAMILIES[look.t.language], size=look.size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(words, font, False)[0])


def month_axis(axes: Axes, look: Look, first: Month, count: int, labels: bool = True) -> None:
    """Ticks each month, words at January (the year) and, if there is room, at July."""
    months = [first + step for step in range(count)]
    named = [at for at, month in enumerate(months) if month.month in _named_months(count)]
    axes.set_xlim(-0.8, count - 0.2)
    if labels:
        axes.set_xticks(named, [month_word(look.t, months[at]) for at in named])
    else:
        axes.set_xticks([])
        _bare_ticks(axes, "major", named)
    _bare_ticks(axes, "minor", [at for at in range(count) if at not in named])


def _bare_ticks(axes: Axes, which: str, places: Sequence[int]) -> None:
    """Ticks without words as one line; matplotlib's own are four slow objects each."""
    usual: Any = mpl.rcParams
    marks: Style = {
        "marker": TICKDOWN, "color": usual["xtick.color"],
        "markersize": usual[f"xtick.{which}.size"],
        "markeredgewidth": usual[f"xtick.{which}.width"],
    }  # fmt: skip
    over = axes.get_xaxis_transform(which="tick1")
    ticks = Line2D(places, [0] * len(places), linestyle="", transform=over, zorder=2.01, **marks)
    ticks.set_clip_on(False)
    axes.add_artist(ticks)


def _named_months(count: int) -> tuple[int, ...]:
    if count <= 14:
        return tuple(range(1, 13, 2)) if count > 8 else tuple(range(1, 13))
    return (1, 7) if count <= 60 else (1,)


def month_word(t: Translator, month: Month) -> str:
    """The year in January, otherwise the month's short name."""
    if month.month == 1:
        return str(month.year)
    return short_month(t, month.start)


def short_month(t: Translator, day: date) -> str:
    """`Sep` or `9月`; the English of Hong Kong would say `Sept`, one letter too wide."""
    locale = "en" if t.language == "en" else t.locale
    return str(format_date(day, "MMM", locale=locale))


def number_axis(axes: Axes, look: Look, scale: float) -> None:
    """Figures of the y axis divided by `scale`, in the language's own digits and signs."""
    axes.yaxis.set_major_formatter(lambda value, _at: axis_number(look.t, value / scale))


def axis_number(t: Translator, value: float) -> str:
    """Up to six digits; `2.5E−7` where the zeros after the point would not stand in the margin."""
    from decimal import Decimal

    if 0 < abs(value) < _SMALL:
        return f"{Decimal(f'{value:.2g}').normalize():E}".replace("-", "−")
    return t.number(Decimal(f"{value:.6g}").normalize() + 0)


def scale_of(values: Sequence[float]) -> tuple[float, str]:
    """By what to divide so that an axis stays short, and the English word for it."""
    most = max((abs(value) for value in values), default=0.0)
    if most >= 20_000_000:
        return 1e6, "million"
    return (1e3, "thousand") if most >= 10_000 else (1.0, "")


def unit_words(t: Translator, unit: str, scale: str) -> str:
    """The unit with its multiple: `thousand m³`."""
    if scale == "million":
        return t("million {unit}", unit=unit)
    return t("thousand {unit}", unit=unit) if scale else unit


@dataclass(frozen=True)
class EndLabel:
    """Words at a line's end: where the line ends, what to say, and a bold second line."""

    at: float
    words: str
    strong: str
    colour: str


def end_labels(axes: Axes, look: Look, x: float, labels: Sequence[EndLabel]) -> None:
    """Words at the ends of lines, in their colours, moved apart until none overlaps another."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    if not labels:
        return
    low, high = axes.get_ylim()
    points = figure.get_size_inches()[1] * 72 * axes.get_position().height
    line = look.size * 1.35 * (high - low) / points
    needs = [(2.2 if label.strong else 1.0) * line for label in labels]
    places = _apart([label.at for label in labels], needs, high - max(needs) / 2)
    for label, y in zip(labels, places, strict=True):
        common: Style = {"color": label.colour, "va": "center", "ha": "left"}
        axes.text(x, y + (line / 2 if label.strong else 0), label.words, **common)
        if label.strong:
            axes.text(x, y - line / 2, label.strong, fontweight="bold", **common)


def _apart(at: Sequence[float], need: Sequence[float], top: float) -> list[float]:
    order = sorted(range(len(at)), key=lambda each: at[each])
    places = list(at)
    for below, above in pairwise(order):
        places[above] = max(places[above], places[below] + need[above])
    over = max(0.0, max(places) - top)
    return [place - over for place in places]
