"""What the factory uses and makes: months, years, carriers, and use per unit of product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.rounding import adding_up
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.parts import figures, shared_places
from cpdesk.documents.charts.chart_series import Panel, bars
from cpdesk.documents.charts.consumption import small_multiples
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.figures import at_place
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import Metered, PackView
from cpdesk.domain.company import YearFigure
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Driver, DriverKind, Meter

Story = list[Any]
_ON_A_PAGE = 16  # small charts
_T = TypeVar("_T")
# What output is called, its unit, and how much of it there was in each year.
_Output = tuple[str, str, list[Decimal | None]]
_YEAR = 12
_BESIDE = 5  # so many series fit into one table of months


def consumption(paper: Paper, view: PackView, year: int | None = None) -> Story:
    """The months of a year, else the last twelve with bills; and all of them as small charts.

    Every figure that rests on a bill in the annexes carries its mark beside it.
    """
    t = paper.t
    known = [each for each in view.series if each[1].complete_months()]
    if not known:
        return [paper.say(t("No complete month has been entered."), "text")]
    billed = [each for each in known if isinstance(each[0], Meter)] or known
    last = max(series.complete_months()[-1] for _, series in billed)
    if year is not None:
        last = Month(year, _YEAR)
    shown = month_range(last + (1 - _YEAR), last)
    story: Story = []
    for kind, title in (
        (Meter, t("Consumption by month")), (Driver, t("Output and weather by month"))
    ):
        group = [each for each in known if isinstance(each[0], kind)]
        beside = _BESIDE - 1 if any(_cited(view, each, shown) for each in group) else _BESIDE
        for part in shared(group, beside):
            story += _month_table(paper, view, part, shown, title)
    return [*story, *_charts(paper, known)]


def shared(group: Sequence[_T], most: int) -> list[Sequence[_T]]:
    """As few tables as will do, and about as many series in each."""
    size = -(-len(group) // -(-len(group) // most)) if group else 1
    return [group[at : at + size] for at in range(0, len(group), size)]


def _cited(view: PackView, metered: Metered, months: Sequence[Month]) -> bool:
    return any(view.month_mark(metered[1], month) for month in months)


def _month_table(
    paper: Paper, view: PackView, group: Sequence[Metered], months: Sequence[Month], title: str
) -> Story:
    t = paper.t
    columns = [Column(t("Month"), width=28)]
    for each, _ in group:
        columns += [Column(named(t, each), each.unit, "figures"), Column("", "", "evidence")]
    said = [_amounts(paper, series, months) for _, series in group]
    rows = [
        (month, *(cell for (_, series), (cells, _) in zip(group, said, strict=True)
                  for cell in (cells[at], view.month_mark(series, month))))
        for at, month in enumerate(months)
    ]  # fmt: skip
    total = (
        t.plural("{n} month", "{n} months", len(rows)),
        *(cell for _, whole in said for cell in (whole, "")),
    )
    return book_table(
        paper, columns, rows, title=title, total=total, notes=_signs(t, group, months)
    )


def named(t: Translator, metered: Meter | Driver) -> str:
    return t.show(metered.name) or metered.code


def _signs(t: Translator, group: Sequence[Metered], months: Sequence[Month]) -> str:
    """What a dash and a star mean, where one stands in the table."""
    marks = any(series.value(m) and not series.amount(m) for _, series in group for m in months)
    said = [t("A dash is a month that the bills do not cover completely.")] if marks else []
    if any(_estimated(series, month) for _, series in group for month in months):
        said.append(t("A star is an estimated bill."))
    return Both.joined(*said)


def _amounts(
    paper: Paper, series: MonthlySeries, months: Sequence[Month]
) -> tuple[list[str], str]:
    """A column of months and its whole, at one decimal place; a sum is that of its rows."""
    amounts = [series.amount(month) for month in months]
    whole = series.whole(months)
    known = [each for each in amounts if each is not None]
    decimals = shared_places(known)
    if whole is not None and not series.means:
        known = list(adding_up(known, decimals))
        whole = sum(known, Decimal(0))
    left = iter(known)
    cells = [
        "–" if amount is None
        else at_place(paper.t, next(left), decimals) + ("*" if _estimated(series, month) else "")
        for month, amount in zip(months, amounts, strict=True)
    ]  # fmt: skip
    return cells, "–" if whole is None else at_place(paper.t, whole, decimals)


def _estimated(series: MonthlySeries, month: Month) -> bool:
    value = series.value(month)
    return bool(value and value.complete and value.estimated)


def _charts(paper: Paper, known: Sequence[Metered]) -> Story:
    """Every main meter over all its months, side by side; as many at once as a page holds."""
    t = paper.t
    panels = [
        Panel(named(paper.drawn, meter), meter.unit, bars(series))
        for meter, series in known
        if isinstance(meter, Meter) and meter.above is None
    ]
    if not panels:
        return []
    reading = t("By calendar month, from the bills; each chart has its own scale.")
    if any(bar.amount is None for panel in panels for bar in panel.bars):
        reading = Both.joined(reading, t("Hatched: not covered by bills."))
    title = t("All meters")
    pages = (panels[at : at + _ON_A_PAGE] for at in range(0, len(panels), _ON_A_PAGE))
    return [part for some in pages
            for part in figure_block(paper, small_multiples(some, paper.drawn), title, reading)]


def years_table(paper: Paper, view: PackView, years: Sequence[int]) -> Story:
    """Totals of calendar years per carrier; a year with a missing month stays empty."""
    t = paper.t
    rows = []
    for title, group in ((t("Meters"), view.meters), (t("Output and weather"), view.drivers)):
        if group:
            rows.append(Row((title, "", *("" for _ in years)), "group"))
        rows += [
            Row((each.name or each.code, each.unit,
                 *figures(paper, [year_total(series, year) for year in years])))
            for each, series in group
        ]  # fmt: skip
    if not rows:
        return [paper.say(t("No complete month has been entered."), "text")]
    columns = [Column(t("Meter or driver")), Column(t("Unit"))]
    columns += [Column(str(year), "", "figures") for year in years]
    return book_table(
        paper, columns, rows, title=t("Totals of calendar years"),
        notes=t("A dash is a year in which a month is missing."),
    )


def year_total(series: MonthlySeries, year: int) -> Decimal | None:
    """The sum of a whole year, of temperatures the mean; a part is never shown as the whole."""
    return series.whole([Month(year, month) for month in range(1, 13)])


def intensity_table(paper: Paper, view: PackView, years: Sequence[int]) -> Story:
    """Use per unit of each product, and how it changed from the first year to the last (R15)."""
    t = paper.t
    products = outputs(t, view, years)
    rows: list[Row] = []
    for name, per, made in products:
        rows.append(Row((name, "", *("" for _ in years), ""), "group"))
        for meter, series in view.meters:
            used = [year_total(series, year) for year in years]
            each = [u / m if u is not None and m else None for u, m in zip(used, made, strict=True)]
            unit = f"{meter.unit}/{per}"
            rows.append(Row((meter.name or meter.code, unit, *figures(paper, each),
                             change(paper, each))))  # fmt: skip
    if not rows:
        return [paper.say(t("No production has been entered, so nothing is per product."), "text")]
    columns = [Column(t("Meter")), Column(t("Unit"))]
    columns += [Column(str(year), "", "figures") for year in years]
    columns.append(Column(t("Change"), "%", "figures"))
    more = t("The use of the whole factory is set against each product; it is not divided.")
    return book_table(
        paper, columns, rows, title=t("Use per unit of product"),
        notes=more if len(products) > 1 else "",
    )


def outputs(t: Translator, view: PackView, years: Sequence[int]) -> list[_Output]:
    """Each product, then the value of all output."""
    return [*_products(t, view, years), *_output_value(t, view, years)]


def _products(t: Translator, view: PackView, years: Sequence[int]) -> Iterator[_Output]:
    for driver, output in view.drivers:
        if driver.kind is DriverKind.PRODUCTION:
            name = t("Per {unit} of {product}", unit=driver.unit,
                     product=driver.name or driver.code)  # fmt: skip
            yield name, driver.unit, [year_total(output, year) for year in years]


def _output_value(t: Translator, view: PackView, years: Sequence[int]) -> Iterator[_Output]:
    """What the factory's output was worth, in ten thousands as the Mainland counts it."""
    figures = view.record.where(YearFigure, factory=view.factory.id)
    for currency in dict.fromkeys(each.currency for each in figures):
        values = {each.year: each.output_value for each in figures if each.currency == currency}
        worth = [values.get(year) for year in years]
        if any(worth):
            unit = f"10,000 {currency}"
            name = t("Per {unit} of output value", unit=unit)
            yield name, unit, [each / 10_000 if each else None for each in worth]


def change(paper: Paper, values: Sequence[Decimal | None]) -> str:
    """From the first to the last, in percent."""
    first, last = values[0], values[-1]
    if not first or last is None:
        return "–"
    return paper.t.number((last / first - 1) * 100, 1)
