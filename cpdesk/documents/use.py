"""What the factory uses and makes: months, years, carriers, and use per unit of product."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cpdesk.analysis.months import MonthlySeries
from cpdesk.documents.charts import MonthBar, consumption_chart
from cpdesk.documents.figure import figure_block
from cpdesk.documents.parts import evidence, figure
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.view import Metered, PackView
from cpdesk.documents.writing import Paper
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Driver, DriverKind, Meter

Story = list[Any]
_BESIDE = 5  # so many series fit into one table of months


def consumption(paper: Paper, view: PackView, months: int = 12) -> Story:
    """The last months of each meter and driver as a table, and each main meter as a chart."""
    t = paper.t
    known = [each for each in view.series if each[1].complete_months()]
    if not known:
        return [paper.say(t("No complete month has been entered."), "text")]
    last = max(series.complete_months()[-1] for _, series in known)
    shown = month_range(last + (1 - months), last)
    story: Story = []
    for kind, title in (
        (Meter, t("Consumption by month")), (Driver, t("Output and weather by month"))
    ):
        group = [each for each in known if isinstance(each[0], kind)]
        for at in range(0, len(group), _BESIDE):
            story += _month_table(paper, group[at : at + _BESIDE], shown, title)
    story += evidence(paper, view, *(each for each, _ in known))
    for meter, series in known:
        if isinstance(meter, Meter) and meter.above is None:
            story += _chart(paper, view, meter, series)
    return story


def _month_table(
    paper: Paper, group: Sequence[Metered], months: Sequence[Month], title: str
) -> Story:
    t = paper.t
    columns = [Column(t("Month"), width=30)]
    columns += [Column(t.show(each.name) or each.code, each.unit, "figures") for each, _ in group]
    rows = [
        (t.month(month), *(_amount(paper, series, month) for _, series in group))
        for month in months
    ]
    sums = [[series.amount(month) for month in months] for _, series in group]
    total = (
        t.plural("{n} month", "{n} months", len(rows)),
        *(figure(paper, _sum(each)) for each in sums),
    )
    marks = any(series.value(m) and not series.amount(m) for _, series in group for m in months)
    said = [t("A dash is a month that the bills do not cover completely.")] if marks else []
    if any(_estimated(series, month) for _, series in group for month in months):
        said.append(t("A star is an estimated bill."))
    return book_table(paper, columns, rows, title=title, total=total, notes=" ".join(said))


def _amount(paper: Paper, series: MonthlySeries, month: Month) -> str:
    return figure(paper, series.amount(month)) + ("*" if _estimated(series, month) else "")


def _estimated(series: MonthlySeries, month: Month) -> bool:
    value = series.value(month)
    return bool(value and value.complete and value.estimated)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or None where one is missing: a part is never shown as the whole."""
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _chart(paper: Paper, view: PackView, meter: Meter, series: MonthlySeries) -> Story:
    t = paper.t
    months = series.complete_months()
    amounts = {month: series.amount(month) for month in month_range(months[0], months[-1])}
    bars = [MonthBar(m, None if each is None else float(each)) for m, each in amounts.items()]
    reading = t("By calendar month, from the bills.")
    if any(each is None for each in amounts.values()):
        reading += " " + t("Hatched: not covered by bills.")
    chart = consumption_chart(bars, meter.unit, t, size=(170 / 25.4, 1.75))
    cited = view.mark(meter.id)
    return figure_block(paper, chart, t.show(meter.name) or meter.code, f"{reading} {cited}")


def years_table(paper: Paper, view: PackView, years: Sequence[int]) -> Story:
    """Totals of calendar years per carrier; a year with a missing month stays empty."""
    t = paper.t
    rows = []
    for title, group in ((t("Meters"), view.meters), (t("Output and weather"), view.drivers)):
        if group:
            rows.append(Row((title, "", *("" for _ in years)), "group"))
        rows += [
            Row((each.name or each.code, each.unit,
                 *(figure(paper, year_total(series, year)) for year in years)))
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
    return _sum([series.amount(Month(year, month)) for month in range(1, 13)])


def intensity_table(paper: Paper, view: PackView, years: Sequence[int]) -> Story:
    """Use per unit of each product, and how it changed from the first year to the last (R15)."""
    t = paper.t
    products = [each for each in view.drivers if each[0].kind is DriverKind.PRODUCTION]
    rows: list[Row] = []
    for driver, output in products:
        made = [year_total(output, year) for year in years]
        name = t("Per {unit} of {product}", unit=driver.unit, product=driver.name or driver.code)
        rows.append(Row((name, "", *("" for _ in years), ""), "group"))
        for meter, series in view.meters:
            used = [year_total(series, year) for year in years]
            each = [u / m if u is not None and m else None for u, m in zip(used, made, strict=True)]
            unit = f"{meter.unit}/{driver.unit}"
            rows.append(Row((meter.name or meter.code, unit, *(figure(paper, e) for e in each),
                             _change(paper, each))))  # fmt: skip
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


def _change(paper: Paper, values: Sequence[Decimal | None]) -> str:
    first, last = values[0], values[-1]
    if not first or last is None:
        return "–"
    return paper.t.number((last / first - 1) * 100, 1)
