"""What was spent beside the budget, every payment, and the claim of payment step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cpdesk.documents.chapters.parts import facts
from cpdesk.documents.setting.blocks import facts_table
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import CompletionView
from cpdesk.programme.spending import Paid

Story = list[Any]


def against_budget(paper: Paper, view: CompletionView) -> Story:
    """Each budget line: planned, spent, and the difference."""
    t = paper.t
    rows = [
        (behind(each.line.item.code, t.show(each.line.item.name)), _money(paper, each.line.hkd),
         t.number(each.spent, 2), "–" if each.over is None else t.number(each.over, 2))
        for each in view.spending.lines
    ]  # fmt: skip
    if not rows:
        return [paper.say(t("No budget line has been entered."), "text")]
    columns = [
        Column(t("Budget line")), Column(t("Budget"), "HK$", "figures"),
        Column(t("Spent"), "HK$", "figures"), Column(t("More or less"), "HK$", "figures"),
    ]
    planned, spent = view.budget.total, view.spending.total
    total = (t("Total"), t.number(planned, 2), t.number(spent, 2), t.number(spent - planned, 2))
    return book_table(
        paper, columns, rows, title=t("Budget and spending"), total=total,
        reading=t("Without tax."),
    )


def payments(paper: Paper, view: CompletionView) -> Story:
    """Every payment with its invoice, days, rate and evidence."""
    t = paper.t
    rows: list[Row] = []
    for line in view.spending.lines:
        if line.payments:
            head = behind(line.line.item.code, t.show(line.line.item.name))
            rows.append(Row((head, *[""] * 7), "group"))
            rows += [_payment(paper, view, each) for each in line.payments]
    if not rows:
        return [paper.say(t("No payment has been entered."), "text")]
    columns = [
        Column(t("Supplier"), width=44), Column(t("Invoice No.")), Column(t("Ordered on")),
        Column(t("Delivered on")), Column(t("Paid on")),
        Column(t.within("money", "Amount"), "", "figures"), Column("HK$", "", "figures"),
        Column("", "", "evidence"),
    ]
    total = (t("Total"), "", "", "", "", "", t.number(view.spending.total, 2), "")
    return book_table(
        paper, columns, rows, title=t("Payments"), total=total, reading=_rates(paper, view)
    )


def _payment(paper: Paper, view: CompletionView, paid: Paid) -> Row:
    t, one = paper.t, paid.payment
    days = ["–" if day is None else t.date(day) for day in (one.ordered, one.delivered)]
    amount = None if one.amount is None else t.money(one.amount, one.currency)
    return Row((
        one.supplier or None, one.invoice or None, *days, one.paid and t.date(one.paid), amount,
        _money(paper, paid.hkd), view.mark(one.id),
    ))  # fmt: skip


def _money(paper: Paper, amount: Decimal | None) -> str | None:
    return None if amount is None else paper.t.number(amount, 2)


def _rates(paper: Paper, view: CompletionView) -> str:
    """Every rate that was used, with its day and source."""
    t = paper.t
    found = dict.fromkeys(
        t("{currency} at HK$ {rate}, {day} ({source}).", currency=p.currency, rate=p.rate,
          day=t.date(p.rate_date), source=p.rate_source or "–")
        for p in (each.payment for each in view.spending.payments)
        if p.rate and p.rate_date and p.currency != "HKD"
    )  # fmt: skip
    return " ".join((t("Without tax."), *found))


def claimed(paper: Paper, view: CompletionView) -> Story:
    """Where the claim is to be paid, and its arithmetic."""
    t, claim = paper.t, view.claim
    rows = [
        ("(1)", t("Spent"), t("sum of the payments"), t.number(claim.spent, 2)),
        ("(2)", t("Ordered or paid before approval"), t("left out"), t.number(claim.early, 2)),
        ("(3)", t("Share of the rest"), f"((1) − (2)) × {t.percent(claim.share, 0)}",
         t.number(claim.of_spent, 2)),
        ("(4)", t("Approved grant"), t("letter of approval"), _money(paper, claim.approved)),
        ("(5)", t("Payment claimed"), t("the lesser of (3) and (4)"), _money(paper, claim.amount)),
    ]  # fmt: skip
    columns = [Column("", width=10), Column(""), Column(t("Basis")), Column("HK$", "", "figures")]
    note = t("How this round pays out is not published; this follows the grant's own rule. The "
             "letter of approval prevails.")  # fmt: skip
    account = facts_table(paper, facts(paper, view.company, ("bank_account",)), label_mm=62)
    table = book_table(paper, columns, rows, title=t("How the claim is computed"), notes=note)
    return [*account, *table]
