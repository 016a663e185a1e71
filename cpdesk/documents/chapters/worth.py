"""What an investment is worth in money, with and without its grant, as one compact table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cpdesk.analysis.money.finance import Varied, Worth
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measured import EconomyView
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper

Story = list[Any]


def worth_table(paper: Paper, economy: EconomyView, title: str) -> Story:
    """The measures of worth, and how the payback moves; what is not known is left out."""
    t = paper.t
    rows = [*_measures(t, economy), *_sensitivity(t, economy)]
    blank = [Column("", "", "figures", 22) for _ in economy.changes]
    notes = Both.joined(*_notes(t, economy))
    columns = [Column("", width=60), *blank]
    # Whole, since its heads are rows of groups, which would not be repeated.
    return book_table(paper, columns, rows, title=title, notes=notes, whole=True)


def _measures(t: Translator, economy: EconomyView) -> Iterator[Row]:
    """A column without the grant and, where there is one, a column with it."""
    both = economy.granted is not None
    empty = [""] * (len(economy.changes) - (2 if both else 1))
    heads = [t("without grant"), t("with grant")] if both else [""]
    yield Row((_basis(t, economy), *empty, *heads), "group")
    for name, say in _told(t, economy):
        cells = [say(each) for each in (economy.alone, economy.granted) if each is not None]
        if any(cells):
            yield Row((name, *empty, *(cell or "–" for cell in cells)))
    if economy.abatement is not None:
        cells = [_money(t, economy.abatement), *(["–"] if both else [])]
        yield Row((t("Cost of avoiding a tonne of CO₂ (HK$)"), *empty, *cells))
    if economy.public is not None:
        cells = [*(["–"] if both else []), _money(t, economy.public)]
        yield Row((t("Grant for a tonne of CO₂ over the life (HK$)"), *empty, *cells))


def _basis(t: Translator, economy: EconomyView) -> str:
    case = economy.alone.case
    if not economy.life_known:
        return t("At the prices of the first year")
    life = t.number(case.life, 0 if case.life == round(case.life) else 1)
    if not economy.rate_known:
        return t("Over a life of {life} years, without interest", life=life)
    return t("Over a life of {life} years at {rate} a year", life=life, rate=t.percent(case.rate))


def _told(
    t: Translator, economy: EconomyView
) -> Iterator[tuple[str, Callable[[Worth], str]]]:
    """Each measure with how it is said; without a life or a rate only what needs neither."""
    words = t("Investment (HK$)") if economy.granted is None else t("Investment less grant (HK$)")
    yield words, lambda each: _money(t, each.case.net_outlay)
    yield t("Net saving of the first year (HK$)"), lambda each: _money(
        t, each.case.saving - each.case.running)
    yield t("Simple payback (years)"), lambda each: _years(t, each.simple)
    if not economy.life_known:
        return
    if economy.rate_known:
        yield t("Discounted payback (years)"), lambda each: _years(t, each.discounted)
        yield t("Net present value at time zero (HK$)"), lambda each: _money(t, each.npv)
    yield t("Internal rate of return"), lambda each: (
        "" if each.rate_of_return is None else t.percent(each.rate_of_return))
    yield t("Return on investment over the life"), lambda each: (
        "" if each.roi is None else t.percent(each.roi, 0))


def _sensitivity(t: Translator, economy: EconomyView) -> Iterator[Row]:
    """The simple payback with the grant; price and hours are one row where they do the same."""
    if all(each is None for values in economy.sensitivity.values() for each in values):
        return
    changes = [t.percent(each, 0) if each <= 0 else f"+{t.percent(each, 0)}"
               for each in economy.changes]  # fmt: skip
    yield Row((t("Simple payback (years) if this changes by"), *changes), "group")
    names = {varied: t(varied.label) for varied in economy.sensitivity}
    rows = dict(economy.sensitivity)
    if rows.get(Varied.USE) == rows.get(Varied.PRICE):
        rows.pop(Varied.USE, None)
        names[Varied.PRICE] = t("Energy price, or hours of use")
    for varied, values in rows.items():
        yield Row((names[varied], *(_years(t, each) or "–" for each in values)))


def _notes(t: Translator, economy: EconomyView) -> Iterator[str]:
    if not economy.life_known:
        yield t("Without a life, nothing is said beyond the simple payback.")
    elif not economy.rate_known:
        yield t("Without a discount rate, no present value is given.")
    if economy.rate_known and economy.life_known:
        yield t("The investment is at time zero and is not discounted; each year's saving is at "
                "its end.")  # fmt: skip
    if economy.abatement is not None:
        yield t("A tonne: the investment as equal yearly payments less the yearly saving, over "
                "{tonnes} t of CO₂ a year; negative where it pays for itself.",
                tonnes=t.number(economy.tonnes or 0.0, 1))  # fmt: skip


def _years(t: Translator, years: float | None) -> str:
    return "" if years is None else t.number(years, 1)


def _money(t: Translator, amount: float) -> str:
    return t.number(amount, 0)
