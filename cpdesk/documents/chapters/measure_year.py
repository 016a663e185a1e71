"""The measured effects of a year (R27 to R33), each scaled from its own months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpdesk.analysis.factors.emissions import Converted
from cpdesk.analysis.money.price import PriceBasis
from cpdesk.analysis.rounding import rounded, table_place
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measured import Line
from cpdesk.documents.chapters.parts import lowered
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.figures import at_place, plus_minus
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_

Story = list[Any]


def yearly(paper: Paper, view: MeasuredView, upgrade: Upgrade) -> Story:
    """What the measure's own lines come to in a year; a shared meter gives its part.

    Lines of several upgrades together stand at the first of them.
    """
    t = paper.t
    lines = [line for line in view.lines if line.upgrades and line.upgrades[0].id == upgrade.id]
    rows = [row for line in lines for row in _rows(t, line)]
    if not rows:
        return []
    columns = [
        Column(t("Effect"), width=52), Column(t("Unit")), Column(t("Before"), "", "figures"),
        Column(t("After"), "", "figures"), Column(t("Saved a year"), "", "figures"),
        Column("±", "", "figures"), Column(t("Factor")),
    ]
    notes = [t("Measured months scaled to twelve; before is the adjusted baseline. A dash: fewer "
               "than twelve months, or it does not apply.")]  # fmt: skip
    if any(line.group is not None for line in lines):
        notes.append(t("Of a shared meter only this measure's part is told, which has no before "
                       "and after of its own."))  # fmt: skip
    if any(line.measure.of_year for line in lines):
        notes.append(t("What is normalised or was measured on the spot is a year already."))
    return book_table(
        paper, columns, rows, title=t("Effects of a year"), notes=Both.joined(*notes)
    )


def _rows(t: Translator, line: Line) -> Iterator[Row]:
    each = line.measure
    name = named(t, each.meter) if each.meter else t.show(each.effect.quantity)
    if line.group is not None:
        name = t("{name}, its part", name=name)
    if len(line.upgrades) > 1:
        codes = tuple(upgrade.code for upgrade in line.upgrades)
        name = t("{name}, {codes} together", name=name, codes=codes)
    source = t("on the spot") if each.spot else t("meter") if each.meter else t("balance")
    yield _row(t, line, name, each.unit, 1.0, source)
    yield from _converted(t, line, t("Standard coal"), "tce", each.standard_coal)
    if each.co2:
        gas = lowered(each.co2.used.factor.gas)
        yield from _converted(t, line, gas, "t", each.co2)
    yield from _money(t, line)


def _money(t: Translator, line: Line) -> Iterator[Row]:
    each = line.measure
    if each.money is None or not each.amount:
        return
    currency, per = each.money.currency, each.money.amount / each.amount
    by_tariff = each.money.basis is PriceBasis.TARIFF
    words = N_("{price} a {unit}, tariff") if by_tariff else N_("{price} a {unit}, bills")
    price = t(words, price=t.money(each.money.price, currency, 3), unit=each.unit)
    yield _row(t, line, t("Money"), currency, per, price, sides=not by_tariff)
    if each.hkd is not None and currency != "HKD":
        yield _row(t, line, t("Money"), "HK$", each.hkd.amount / each.amount,
                   t("at the rate of the record"), sides=not by_tariff)  # fmt: skip


def _converted(
    t: Translator, line: Line, name: str, unit: str, converted: Converted | None
) -> Iterator[Row]:
    amount = line.measure.amount
    if converted is not None and amount:
        yield _row(t, line, name, unit, converted.tonnes / amount, _factor(t, converted))


def _row(
    t: Translator, line: Line, name: str, unit: str, per: float, source: str,
    *, sides: bool = True,
) -> Row:  # fmt: skip
    """Before less after is what was saved, as printed; `per` turns the result into the unit.

    Without `sides` only what was saved: a tariff is that of the avoided, not of all use.
    """
    year = line.per_year
    if year is None:
        return Row((name, unit, "–", "–", "–", "–", source))
    scale = year * per
    saved = line.amount * scale
    half = None if line.half_width is None else line.half_width * abs(scale)
    decimals = table_place(half, saved)
    before, after = _sides(t, line, scale, saved, decimals) if sides else ("–", "–")
    return Row((
        name, unit, before, after, at_place(t, saved, decimals), plus_minus(t, half, decimals),
        source,
    ))  # fmt: skip


def _sides(
    t: Translator, line: Line, scale: float, saved: float, decimals: int
) -> tuple[str, str]:
    """Use before and after; the part of a shared meter has none."""
    each = line.measure
    if line.group is not None:
        return "–", "–"
    after = each.avoided.actual if each.avoided else each.spot.after if each.spot else None
    if after is None:
        return "–", "–"
    used = rounded(after * scale, decimals)
    before = used + rounded(saved, decimals)
    return t.number(before, decimals), t.number(used, decimals)


def _factor(t: Translator, converted: Converted) -> str:
    factors = {each.factor.value for each in converted.all_used}
    if len(factors) > 1:
        return t("by year, see the factors")
    factor = converted.used.factor
    return f"{t.number(factor.value)} {lowered(factor.unit)}"
