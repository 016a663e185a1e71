"""The grant of a project as a bar: what is sought, what the applicant pays, the ceilings."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.style import DOTTED, PAPER_WIDTH, Look, Style, bare
from cpdesk.documents.setting.fonts import FontSet

Size = tuple[float, float] | None


@dataclass(frozen=True)
class Grant:
    """The money of a project, in `currency`: `words` of each amount are already rounded."""

    cost: float
    grant: float
    ceiling: float
    general_ceiling: float | None = None
    other: float = 0.0
    currency: str = "HKD"

    @property
    def own(self) -> float:
        return self.cost - self.grant - self.other


def grant_bar(grant: Grant, look: Look | Translator, size: Size = None) -> Figure:
    """The cost as one bar: the grant solid, the own share hatched, what others pay hollow."""
    look = look if isinstance(look, Look) else Look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 0.72)))
        axes = figure.add_axes((0.002, 0.0, 0.996, 1.0))
        bare(axes)
        most = max(grant.cost, grant.ceiling, grant.general_ceiling or 0) or 1
        axes.set_xlim(0, most * 1.003)
        axes.set_ylim(0, 1)
        _draw_grant(axes, grant, look)
        _draw_ceilings(axes, grant, look, most)
    return figure


def _draw_grant(axes: Axes, grant: Grant, look: Look) -> None:
    ink = look.ink
    axes.add_patch(Rectangle((0, 0.34), grant.grant, 0.36, facecolor=ink.accent))
    hollow: Style = {"facecolor": "none", "edgecolor": ink.control, "linewidth": 0.6}
    own = Rectangle((grant.grant, 0.34), grant.own, 0.36, hatch="////", **hollow)
    axes.add_patch(own)
    axes.add_patch(Rectangle((grant.grant + grant.own, 0.34), grant.other, 0.36, **hollow))
    _name_parts(axes, grant, look)


def _name_parts(axes: Axes, grant: Grant, look: Look) -> None:
    """The words within their parts; where a part is too short they stand behind the bar."""
    t, ink = look.t, look.ink
    sought = t("Grant sought {amount}", amount=t.money(grant.grant, grant.currency))
    share = t("Applicant's share {amount}", amount=t.money(grant.own, grant.currency))
    most = axes.get_xlim()[1]
    fonts, inches = FontSet.of(look.t.language), axes.get_position().width * PAPER_WIDTH
    wide, long = (
        fonts.width(words, look.size, bold) / 72 / inches * most + most * 0.024
        for words, bold in ((sought, True), (share, False))
    )
    line: Style = {"va": "center_baseline", "zorder": 5}
    ground: Style = {"facecolor": ink.base, "edgecolor": "none", "pad": 1.5}
    if wide <= grant.grant and long <= grant.own:
        axes.text(most * 0.012, 0.52, sought, color=ink.base, fontweight="bold", **line)
        middle = grant.grant + grant.own / 2
        axes.text(middle, 0.52, share, ha="center", bbox=ground, **line)
    elif wide + long <= grant.own:
        axes.text(grant.grant + most * 0.012, 0.52, sought, color=ink.accent, fontweight="bold",
                  bbox=ground, **line)  # fmt: skip
        middle = grant.grant + (wide + grant.own) / 2
        axes.text(middle, 0.52, share, ha="center", bbox=ground, **line)
    else:
        room = most - grant.cost - most * 0.012 >= max(wide, long)
        place: Style = {**line, "ha": "left" if room else "right"}
        if not room:  # the bar is as long as the paper: upon its end
            place["bbox"] = ground
        x = grant.cost + most * 0.012 if room else most * 0.985
        axes.text(x, 0.64, sought, color=ink.accent, fontweight="bold", **place)
        axes.text(x, 0.40, share, **place)


def _draw_ceilings(axes: Axes, grant: Grant, look: Look, most: float) -> None:
    t, ink = look.t, look.ink
    axes.plot([grant.ceiling] * 2, [0.28, 0.8], color=ink.text, linewidth=1)
    words = t("Ceiling {amount}", amount=t.number(grant.ceiling, 0))
    right = grant.ceiling > 0.8 * most
    axes.text(grant.ceiling, 0.8, f" {words} ", va="bottom", ha="right" if right else "left")
    if grant.cost - grant.ceiling > 0.3 * most:
        total = t("Total cost {amount}", amount=t.money(grant.cost, grant.currency))
        axes.text(grant.cost, 0.8, total, va="bottom", ha="right", color=ink.text2)
    if grant.general_ceiling and grant.general_ceiling != grant.ceiling:
        at = grant.general_ceiling
        axes.plot([at, at], [0.2, 0.34], color=ink.text2, linewidth=0.8, linestyle=DOTTED)
        general = t("General ceiling {amount}", amount=t.number(at, 0))
        left = at < 0.3 * most  # there is no room before it
        axes.text(at, 0.17, f" {general} ", va="top", ha="left" if left else "right",
                  color=ink.text2)  # fmt: skip
