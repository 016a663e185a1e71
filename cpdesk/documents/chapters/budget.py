"""The budget on paper (block E): lines, quotations, and the grant step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.parts import facts
from cpdesk.documents.charts.saving import Grant as GrantBar
from cpdesk.documents.charts.saving import grant_bar
from cpdesk.documents.setting.blocks import facts_table, signed
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.headings import chapter, section
from cpdesk.documents.setting.pair import Both, stacked
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView
from cpdesk.domain.projects import BudgetCategory, Relation
from cpdesk.programme.budget import BudgetLine
from cpdesk.programme.offers import Comparison, Offer, compared

Story = list[Any]


def budget_chapter(paper: Paper, view: ApplicationView) -> Story:
    """Block E in its order, E1 to E11."""
    t = paper.t
    return [
        chapter(paper, t("Budget and funding"), other="E"),
        section(paper, t("Budget")), *_lines(paper, view),
        section(paper, t("Quotations")), *_quotations(paper, view),
        section(paper, t("Funding sought")), *_bar(paper, view), *_arithmetic(paper, view),
        section(paper, t("Other sources and account")), *_sources(paper, view),
    ]  # fmt: skip


def _lines(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    rows: list[Row] = []
    for category in (*BudgetCategory, None):
        lines = view.budget.of(category)
        if lines:
            subtotal = t.number(view.budget.subtotal(category), 2)
            name = category.label if category else ""
            head = t(name) if name else t("Without category")
            rows.append(Row((head, "", "", "", "", subtotal, ""), "group"))
        rows += [_line(paper, view, line) for line in lines]
    if not rows:
        return [paper.say(t("No budget line has been entered."), "text")]
    columns = [
        Column(t("Item and specification")), Column(t("Quantity"), "", "figures"),
        Column(t("Unit price"), "", "figures"), Column(t("Currency")),
        Column(t.within("money", "Amount"), "", "figures"), Column("HK$", "", "figures"),
        Column("", "", "evidence"),
    ]
    total = (t("Total project cost"), "", "", "", "", t.number(view.budget.total, 2), "")
    return book_table(
        paper, columns, rows, title=t("Budget"), total=total, reading=_rates(t, view),
        notes=_tax(t, view),
    )


def _line(paper: Paper, view: ApplicationView, line: BudgetLine) -> Row:
    t, item = paper.t, line.item
    name = t.show(item.name) or item.code
    if item.specification:
        name = t("{item}, {specification}", item=name, specification=t.show(item.specification))
    return Row((
        name, item.quantity, _number(t, item.unit_price), item.currency, _number(t, line.amount),
        _number(t, line.hkd), view.mark(item.id),
    ))  # fmt: skip


def _number(t: Translator, amount: Decimal | None) -> str | None:
    return None if amount is None else t.number(amount, 2)


def _rates(t: Translator, view: ApplicationView) -> str:
    """Every rate with its date and source."""
    items = [line.item for line in view.budget.lines]
    rates = {
        t("{currency} at HK$ {rate}, {day} ({source}).", currency=i.currency, rate=i.rate,
          day=t.date(i.rate_date), source=i.rate_source)
        if i.rate_source
        else t("{currency} at HK$ {rate}, {day}.", currency=i.currency, rate=i.rate,
               day=t.date(i.rate_date))
        for i in items if i.rate and i.rate_date and i.currency != "HKD"
    }  # fmt: skip
    return Both.joined(t("Without tax."), *sorted(rates))


def _tax(t: Translator, view: ApplicationView) -> str:
    """The tax, which is in no sum, and the lines that are in no sum either."""
    said = []
    taxes: dict[str, Decimal] = {}
    for line in view.budget.lines:
        if line.item.tax:
            currency = line.item.currency
            taxes[currency] = taxes.get(currency, Decimal(0)) + line.item.tax
    if taxes:
        amounts = tuple(t.money(amount, currency) for currency, amount in taxes.items())
        said.append(t("Tax of {amounts} stands apart: it is neither in the cost nor in the grant.",
                      amounts=amounts))  # fmt: skip
    lost = [line.item.code for line in view.budget.lines if line.hkd is None]
    if lost:
        said.append(t("Not in the total, for want of a price or a dated rate: {lines}.",
                      lines=tuple(lost)))  # fmt: skip
    return Both.joined(*said)


def _quotations(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    rows: list[Row] = []
    reasons: list[str] = []
    in_hkd = _in_hkd(view)
    for line in view.budget.lines:
        if not line.quotations:
            continue
        name = t.show(line.item.name) or line.item.code
        count = t.plural("{n} quotation", "{n} quotations", len(line.quotations))
        head = t("{item}: {quotations}", item=name, quotations=count)
        rows.append(Row((head, *("" for _ in range(7 if in_hkd else 6))), "group"))
        offers = compared(view.record, view.budget, line, view.on)
        rows += [_quotation(paper, view, each, in_hkd) for each in offers.offers]
        reasons += _reasons(t, offers, name)
    if not rows:
        return [paper.say(t("No quotation has been entered."), "text")]
    columns = [
        Column(t("Supplier"), width=28 if in_hkd else 52), Column(t("Date"), width=24),
        Column(t.within("money", "Amount"), "", "figures"),
        Column(t("Currency"), width=17), *([Column("HK$", "", "figures")] if in_hkd else []),
        Column(t("Specification"), width=29), Column(t("Related")),
        Column("", "", "evidence"),
    ]
    return book_table(
        paper, columns, rows, title=t("Quotations compared"), notes=Both.joined(*reasons),
        reading=t("amounts without tax; the chosen one is shaded and bold"),
    )


def _in_hkd(view: ApplicationView) -> bool:
    """Offers in other currencies stand beside each other in HK$."""
    offers = (each for line in view.budget.lines for each in line.quotations)
    return any(each.currency != "HKD" for each in offers)


def _reasons(t: Translator, offers: Comparison, name: str) -> list[str]:
    """Why the chosen offer was chosen: in the user's words, or because it is the lowest."""
    said = [
        t("{item}: {reason}.", item=name, reason=t.show(each.quotation.reason))
        for each in offers.offers if each.quotation.reason
    ]  # fmt: skip
    if not said and offers.lowest:
        said = [t("{item}: the lowest offer that meets the specification was chosen.", item=name)]
    return said


def _quotation(paper: Paper, view: ApplicationView, offer: Offer, in_hkd: bool) -> Row:
    t, quotation = paper.t, offer.quotation
    conforms: Any = None
    if quotation.conforms is not None:
        conforms = signed(
            paper, "tick" if quotation.conforms else "cross",
            stacked(t("complies") if quotation.conforms else t("does not comply")),
        )
    related = None if quotation.relation is None else quotation.relation is Relation.RELATED
    return Row(
        (
            quotation.supplier or None, quotation.dated and t.date(quotation.dated),
            _number(t, quotation.amount), quotation.currency,
            *([_number(t, offer.hkd)] if in_hkd else []), conforms, related,
            view.mark(quotation.id),
        ),
        "chosen" if quotation.chosen else "row",
    )


def _bar(paper: Paper, view: ApplicationView) -> Story:
    grant, usual = view.grant, view.fallback
    bar = GrantBar(float(grant.cost), float(grant.amount), float(grant.ceiling),
                   float(usual.ceiling), float(grant.other))  # fmt: skip
    if not grant.cost or min(bar.cost, bar.grant, bar.own, bar.other) < 0:  # no parts of a whole
        return []
    return figure_block(paper, grant_bar(bar, paper.drawn))


def _arithmetic(paper: Paper, view: ApplicationView) -> Story:
    t, grant = paper.t, view.grant
    ceiling = (
        t("raised: developed locally, with evidence") if grant.raised else t("usual ceiling")
    )
    rows = [
        ("(1)", t("Total project cost"), t("sum of the budget"), t.number(grant.cost, 2)),
        ("(2)", t("Share of the cost"), f"(1) × {t.percent(grant.share, 0)}",
         t.number(grant.of_cost, 2)),
        ("(3)", t("Ceiling that applies"), ceiling, t.number(grant.ceiling, 2)),
        ("(4)", t("Funding sought"), t("the lesser of (2) and (3)"), t.number(grant.amount, 2)),
        ("(5)", t("Other sources"), t("as declared"), t.number(grant.other, 2)),
        ("(6)", t("Own contribution"), "(1) − (4) − (5)", t.number(grant.own, 2)),
    ]  # fmt: skip
    columns = [Column("", width=10), Column(""), Column(t("Basis")), Column("HK$", "", "figures")]
    notes = ""
    if grant.raised and view.fallback.amount != grant.amount:
        notes = t("If the evidence of local development is not accepted, the ceiling is {ceiling}: "
                  "funding sought {amount}, own contribution {own}.",
                  ceiling=t.money(view.fallback.ceiling, "HKD"),
                  amount=t.money(view.fallback.amount, "HKD"),
                  own=t.money(view.fallback.own, "HKD"))  # fmt: skip
    return book_table(paper, columns, rows, title=t("How the grant is computed"), notes=notes)


def _sources(paper: Paper, view: ApplicationView) -> Story:
    project = view.project
    lines = facts(paper, project, ("other_funding", "other_funding_amount"),
                  optional=("other_funding_amount",))  # fmt: skip
    lines += facts(paper, view.company, ("bank_account",))
    return facts_table(paper, lines, label_mm=62)
