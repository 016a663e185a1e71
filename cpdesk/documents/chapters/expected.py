"""What is expected of a year, by upgrade and in total (C12, C13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measure_totals import factors
from cpdesk.documents.chapters.parts import lowered, places
from cpdesk.documents.setting.headings import section
from cpdesk.documents.setting.pair import Both, behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView, ExpectedSum, ExpectedYear
from cpdesk.domain.upgrades import Quantity

Story = list[Any]


def expected_totals(paper: Paper, view: ApplicationView) -> Story:
    """Each upgrade with its sums, then all together; nothing where nothing is expected."""
    t = paper.t
    rows = [row for each in view.expected for row in _rows(t, each)]
    if not rows:
        return []
    columns = [
        Column(t("Expected of a year"), width=78), Column(t("Reduction"), "", "figures"),
        Column("±", "", "figures"), Column(t("Unit")),
    ]
    notes = Both.joined(
        t("Standard coal and CO₂ follow from the energy expected to be saved at each meter, by "
          "the factors named. ± of a sum: tolerances taken as independent, in squares."),
        t("Payback: cost over the money of a year, at the rates of the budget, without any "
          "grant."),
    )  # fmt: skip
    title = t("Expected effects of a year, by upgrade and in total")
    return book_table(paper, columns, rows, title=title, notes=notes)


def expected_factors(paper: Paper, view: ApplicationView) -> Story:
    """The factors that standard coal and CO2 were made with."""
    if not view.used_factors:
        return []
    return [section(paper, paper.t("Factors")), *factors(paper, view)]


def _rows(t: Translator, year: ExpectedYear) -> Iterator[Row]:
    upgrade = year.upgrade
    title = behind(upgrade.code, t.show(upgrade.name)) if upgrade else t("All upgrades")
    yield Row((title, "", "", ""), "group")
    for each in year.sums:
        yield Row((_name(t, each), t.number(each.amount, places(each.amount)),
                   _half(t, each), each.unit))  # fmt: skip
    if year.payback is not None:
        yield Row((t("Simple payback without the grant"), t.number(year.payback, 1), "",
                   t("years")))  # fmt: skip


def _name(t: Translator, each: ExpectedSum) -> str:
    if isinstance(each.what, Quantity):
        return t.show(each.what)
    return t(lowered(each.what))


def _half(t: Translator, each: ExpectedSum) -> str:
    return "–" if each.half is None else f"±{t.number(each.half, places(each.amount))}"
