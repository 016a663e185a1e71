"""The work plan: solid is work, hatched is measurement, ticks are tests, diamonds milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.style import DOTTED, PAPER_WIDTH, Look, Style, cut, short_month
from cpdesk.domain.periods import Month


@dataclass(frozen=True)
class Task:
    """A line of the plan; `look` is work, baseline, monitoring or group (a heading only)."""

    name: str
    first: date | None = None
    last: date | None = None
    who: str = ""
    look: str = "work"
    tests: Sequence[date] = ()


@dataclass(frozen=True)
class Milestone:
    """A day that must be kept: its short mark such as M1."""

    mark: str
    day: date


_ROW = 0.185
_LEFT = 0.32
_WHO = 0.5  # inches, for who carries out a task
_LABEL = 0.05  # of the months is as wide as the name of one
YEAR = 12


def gantt_chart(
    tasks: Sequence[Task], milestones: Sequence[Milestone], look: Look | Translator,
    size: tuple[float, float] | None = None,
) -> Figure:  # fmt: skip
    """Tasks by month with the milestones beneath; raises ValueError if nothing has a date."""
    look = look if isinstance(look, Look) else Look(look)
    days = _days(tasks, milestones)
    if not days:
        raise ValueError("a work plan needs at least one date")
    rows = len(tasks) + (1 if milestones else 0)
    height = 0.36 + _ROW * (rows + 0.7)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, height)))
        axes = figure.add_axes((_LEFT, 0.02, 0.99 - _LEFT, 1 - 0.36 / height - 0.02))
        axes.grid(False)
        axes.set_ylim(rows + 0.2, -0.5)
        _draw_months(axes, Month.of(min(days)), Month.of(max(days)), look)
        for at, task in enumerate(tasks):
            _draw_task(axes, task, at, look)
        _draw_milestones(axes, milestones, len(tasks) + 0.2, look)
    return figure


def _days(tasks: Sequence[Task], milestones: Sequence[Milestone]) -> list[date]:
    ends = [day for task in tasks for day in (task.first, task.last, *task.tests) if day]
    return ends + [each.day for each in milestones]


def _draw_months(axes: Axes, first: Month, last: Month, look: Look) -> None:
    months = [first + step for step in range(last - first + 1)]
    axes.set_xlim(first.start.toordinal(), last.end.toordinal())
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axhline(-0.5, color=look.ink.text, linewidth=0.9, xmin=_left(axes), clip_on=False)
    every = _every(len(months))
    shown = len(months) - round(len(months) * _LABEL)  # later ones would stand beyond the chart
    for at, month in enumerate(months):
        x = month.start.toordinal()
        if at and every < YEAR:
            axes.axvline(x, color=look.ink.line, linewidth=0.5, zorder=0)
        if at % every == 0 and every < YEAR and at <= shown:
            axes.text(x + 1, -0.75, short_month(look.t, month.start), color=look.ink.text2)
        if not at or (_begins_year(month, first, every) and at <= shown):
            axes.text(x + 1, -1.5, str(month.year), fontweight="bold")


def _begins_year(month: Month, first: Month, every: int) -> bool:
    return month.month == 1 and (month.year - first.year) % max(1, every // YEAR) == 0


def _every(months: int) -> int:
    """Which months are named, so that no two names meet: each, each third, or some Januaries."""
    return next((step for step in (1, 3) if months <= 14 * step), YEAR * (1 + months // 168))


def _left(axes: Axes) -> float:
    box = axes.get_position()
    return -float(box.x0 / box.width)


def _draw_task(axes: Axes, task: Task, at: int, look: Look) -> None:
    ink, place = look.ink, axes.get_yaxis_transform()
    words: Style = {"transform": place, "va": "center_baseline", "clip_on": False}
    group = task.look == "group"
    if group and at:
        axes.axhline(at - 0.5, color=ink.line2, linewidth=0.4, xmin=_left(axes), clip_on=False)
    left = _left(axes) + (0 if group else 0.02)
    colour = ink.accent if group else ink.text
    name = cut(look, task.name, _LEFT * PAPER_WIDTH - _WHO * bool(task.who) - 0.1, bold=group)
    axes.text(left, at, name, color=colour, fontweight=700 if group else 400, **words)
    axes.text(-0.015, at, task.who, ha="right", color=ink.text3, size=look.size * 0.92, **words)
    if task.first and task.last:
        x, length = task.first.toordinal(), (task.last - task.first).days + 1
        axes.barh(at, length, 0.54, left=x, **_bar(task.look, look))
    for day in task.tests:
        axes.plot([day.toordinal()] * 2, [at - 0.25, at + 0.25], color=ink.accent, linewidth=1.2)


def _bar(task_look: str, look: Look) -> Style:
    ink = look.ink
    if task_look == "baseline":
        hollow: Style = {"facecolor": "none", "edgecolor": ink.control, "linewidth": 0.6}
        return hollow | {"hatch": "\\\\\\\\"}
    if task_look == "monitoring":
        return {"facecolor": "none", "edgecolor": ink.accent, "hatch": "////", "linewidth": 0.6}
    return {"color": ink.accent}


def _draw_milestones(axes: Axes, milestones: Sequence[Milestone], y: float, look: Look) -> None:
    if not milestones:
        return
    axes.axhline(y - 0.65, color=look.ink.text, linewidth=0.9, xmin=_left(axes), clip_on=False)
    words: Style = {"va": "center_baseline", "fontweight": "bold", "clip_on": False}
    title = look.t("Milestones")
    axes.text(_left(axes), y, title, transform=axes.get_yaxis_transform(), **words)
    before = None
    for each in sorted(milestones, key=lambda one: one.day):
        x = each.day.toordinal()
        axes.plot([x, x], [-0.5, y - 0.3], color=look.ink.text2, linewidth=0.7, linestyle=DOTTED)
        axes.plot(x, y, "D", color=look.ink.text, markersize=4.2, clip_on=False)
        span = axes.get_xlim()[1] - axes.get_xlim()[0]
        if before is not None and x - before < span * 0.05:
            axes.text(x, y + 0.75, each.mark, ha="center", **words)
        else:
            axes.text(x - span * 0.012, y, each.mark, ha="right", **words)
        before = x
