"""The charts of the chosen effect: which is shown, of which months, and what a month says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Month
from cpdesk.presenters.session import Session

if TYPE_CHECKING:
    from cpdesk.documents.charts.pointing import Drawn, Panel
    from cpdesk.documents.charts.style import Look
    from cpdesk.domain.sheets import Sheet
    from cpdesk.presenters.chart_values import Told
    from cpdesk.presenters.effect_charts import ChartKind, Measured, Options
    from cpdesk.presenters.effect_plots import Plot, Size, Span
    from cpdesk.services.saving.savings import EffectSavings

    Drawing = Callable[[Look, Size], Drawn]  # size in inches; loads matplotlib

_FEWEST = 3  # months that are shown at least
_CLOSER = 0.6  # of the months stay when the picture is made larger
_NEAR = 0.03  # of the picture's width: how far from its point a month still is meant


class SavingsCharts:
    """Choose a chart and look into it; `changed` is told when another picture is to be drawn."""

    def __init__(
        self, session: Session, savings: Callable[[], EffectSavings | None],
        changed: Callable[[], None],
    ) -> None:  # fmt: skip
        self.session = session
        self._savings = savings
        self._changed = changed
        self._word = ""
        self._of: dict[str, str] = {}
        self._span: Span = None
        self._known: tuple[object, object, Plot | None] = (None, (), None)

    # what is shown

    @property
    def kinds(self) -> Options:
        """Word and title of each chart that the effect has."""
        return tuple((each.word, self.session.t(each.title)) for each in self._kinds())

    @property
    def word(self) -> str:
        """The chart that is shown: the one chosen last, if the effect has it."""
        words = [each.word for each in self._kinds()]
        return self._word if self._word in words else next(iter(words), "")

    @property
    def choices(self) -> Options:
        """The drivers or products that the chart can be drawn of."""
        measured, kind = self._measured(), self._kind()
        return kind.choices(measured) if measured and kind else ()

    @property
    def of(self) -> str:
        """The driver or product it is drawn of."""
        codes = [code for code, _ in self.choices]
        chosen = self._of.get(self.word, "")
        return chosen if chosen in codes else next(iter(codes), "")

    @property
    def plot(self) -> Plot | None:
        """The chart as it is chosen; made once for each saving that was computed."""
        measured, kind = self._measured(), self._kind()
        if measured is None or kind is None:
            return None
        key = (kind.word, self.of, self.session.t.language)
        if self._known[0] is not measured.known or self._known[1] != key:
            self._known = (measured.known, key, kind.make(measured, self.of))
        return self._known[2]

    def drawing(self) -> Drawing | None:
        """What draws the picture as it is chosen now, in any thread; None where there is none."""
        plot, span = self.plot, self.span
        if plot is None or not plot.months:
            return None
        return lambda look, size: plot.drawn(look, size, span)

    def sheet(self) -> Sheet | None:
        """The figures behind the picture, of all months."""
        plot, measured = self.plot, self._measured()
        if plot is None or measured is None:
            return None
        from cpdesk.services.effect_series import about_effect

        name, about = about_effect(self.session.record, measured.known, measured.result,
                                   self.session.t)  # fmt: skip
        title = dict(self.kinds)[self.word]
        first = self.word in ("use", "standard")
        return plot.sheet(self.session.t, name if first else f"{name} {title}", about)

    # looking into it

    @property
    def can_zoom(self) -> bool:
        kind = self._kind()
        return bool(kind and kind.side_by_side and self.plot and len(self.plot.months) > _FEWEST)

    @property
    def span(self) -> Span:
        """The months that are shown, where they are not all of them."""
        if self._span is None or not self.can_zoom or not self.plot:
            return None
        months = self.plot.months
        first, last = max(self._span[0], months[0]), min(self._span[1], months[-1])
        seen = sum(first <= each <= last for each in months)
        return (first, last) if seen >= 2 and (first, last) != (months[0], months[-1]) else None

    def zoom(self, month: Month | None, closer: bool) -> None:
        """Fewer or more months, around this one or the middle."""
        if not self.can_zoom or not self.plot:
            return
        months = self.plot.months
        first, last = self.span or (months[0], months[-1])
        count = last - first + 1
        wanted = round(count * _CLOSER) if closer else round(count / _CLOSER)
        wanted = max(min(wanted, count - 1 if closer else wanted), _FEWEST)
        at = month if month is not None else first + count // 2
        share = (at - first) / max(count - 1, 1)
        self._show(at + -round(share * (wanted - 1)), wanted)

    def zoom_to(self, one: Month, other: Month) -> None:
        """Only the months from the one to the other, in any order."""
        first, last = min(one, other), max(one, other)
        if self.can_zoom:
            self._show(first, max(last - first + 1, _FEWEST))

    def move(self, months: int) -> None:
        """Earlier or later months, as many as are shown."""
        if self.span is not None:
            first, last = self.span
            self._show(first + months, last - first + 1)

    def forget(self) -> None:
        """Another effect is shown: all of its months."""
        self._span = None

    def show_all(self) -> None:
        if self._span is not None:
            self._span = None
            self._changed()

    def _show(self, first: Month, count: int) -> None:
        """So many months, moved until they are months of the chart."""
        plot = self.plot
        if plot is None:
            return
        begin, end = plot.months[0], plot.months[-1]
        if count > end - begin:
            self._span = None
        else:
            first = min(max(first, begin), end + 1 + -count)
            self._span = (first, first + (count - 1))
        self._changed()

    def told(self, month: Month) -> Told | None:
        """What the chart says of a month; None where it has none there."""
        plot = self.plot
        rows = tuple(plot.rows(month)) if plot else ()
        if not rows:
            return None
        from cpdesk.presenters.chart_values import Told

        t = self.session.t
        hint = t("Click to open the reading") if self._place(month) else ""
        return Told(t.month(month), rows, hint)

    def beside(self, month: Month | None, steps: int) -> Month | None:
        """The month so many steps on among those shown; the first or last where none is meant."""
        plot, span = self.plot, self.span
        shown = [each for each in plot.months
                 if span is None or span[0] <= each <= span[1]] if plot else []  # fmt: skip
        if not shown:
            return None
        if month not in shown:
            return shown[0 if steps > 0 else -1]
        return shown[max(0, min(len(shown) - 1, shown.index(month) + steps))]

    def at(self, panels: tuple[Panel, ...], x: float, y: float) -> Month | None:
        """The month at a place of the picture, given as shares of its width and height."""
        for panel in panels:
            left, top, right, bottom = panel.box
            if left <= x <= right and top <= y <= bottom:
                return self._on(panel, x, y)
        return None

    def _on(self, panel: Panel, x: float, y: float) -> Month | None:
        if panel.first is not None:
            month = panel.month_at(x)
            return month if any(each.month == month for each in panel.points) else None
        near = min(panel.points, key=lambda each: (each.x - x) ** 2 + (each.y - y) ** 2,
                   default=None)  # fmt: skip
        return near.month if near and abs(near.x - x) + abs(near.y - y) < 2 * _NEAR else None

    # wishes

    def choose(self, word: str) -> None:
        self._word = word
        self._changed()

    def choose_of(self, code: str) -> None:
        """Draw it of another driver or product."""
        self._of[self.word] = code
        self._changed()

    def open(self, month: Month) -> None:
        """Lead to the reading behind a month."""
        place = self._place(month)
        if place is not None:
            self.session.go_to(place)

    def _place(self, month: Month) -> Place | None:
        measured, kind = self._measured(), self._kind()
        meter = measured.known.meter if measured else None
        if meter is None or kind is None or not kind.happened:
            return None
        return Place("meter", meter.code, "amount", str(month))

    def _measured(self) -> Measured | None:
        known = self._savings()
        if known is None or known.avoided is None:
            return None
        from cpdesk.presenters.effect_charts import Measured

        return Measured(self.session, known, known.avoided)

    def _kinds(self) -> tuple[ChartKind, ...]:
        measured = self._measured()
        if measured is None:
            return ()
        from cpdesk.presenters.effect_charts import kinds_of

        return kinds_of(measured)

    def _kind(self) -> ChartKind | None:
        word = self.word
        return next((each for each in self._kinds() if each.word == word), None)
