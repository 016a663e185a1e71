"""The options of a cleaner production audit: carried out, what they are worth, still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.parts import figure, money
from cpdesk.documents.setting.pair import Both, behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import AuditView
from cpdesk.domain.plant import Meter
from cpdesk.domain.upgrades import Effect, Upgrade

Story = list[Any]
CURRENCY = "CNY"  # in which an audit draws the line between cheap and costly options


def carried_out(paper: Paper, view: AuditView) -> Story:
    """The cheapest first; parted in two where the audit's line is known."""
    t = paper.t
    ordered = sorted((upgrade for upgrade, _ in view.measures), key=lambda each: each.cost or 0)
    rows: list[Row] = []
    for title, group in _parted(t, view, ordered):
        if title:
            rows.append(Row((title, "", "", "", ""), "group"))
        rows += [Row((
            behind(each.code, t.show(each.name)), each.kind or None,
            each.running_from and t.date(each.running_from),
            money(paper, each.cost, each.currency), view.mark(each.id),
        )) for each in group]  # fmt: skip
    columns = [
        Column(t("Option")), Column(t("Type")), Column(t("Running from")),
        Column(t("Investment"), "", "figures"), Column("", "", "evidence"),
    ]
    return book_table(paper, columns, rows, title=t("Options carried out"), notes=_note(t, view))


def _note(t: Translator, view: AuditView) -> str:
    if view.low_cost is None:
        return t("Which options count as no or low cost is set by each audit: draw the line in "
                 "this order of investment.")  # fmt: skip
    return t("The line between low and higher cost is that of this audit: {amount}.",
             amount=t.money(view.low_cost, CURRENCY, 0))  # fmt: skip


def _parted(
    t: Translator, view: AuditView, ordered: Sequence[Upgrade]
) -> Iterator[tuple[str, list[Upgrade]]]:
    """No or low cost, medium or high cost, and those that cannot be told; or all together."""
    limit = view.low_cost
    if limit is None:
        yield "", list(ordered)
        return
    told = [each for each in ordered if each.cost is not None and each.currency == CURRENCY]
    low = [each for each in told if each.cost is not None and each.cost <= limit]
    high = [each for each in told if each not in low]
    rest = [each for each in ordered if each not in told]
    for words, group in (
        (t("No or low cost"), low), (t("Medium or high cost"), high),
        (t("Cost not known in RMB"), rest),
    ):  # fmt: skip
        if group:
            total = sum((each.cost or Decimal(0) for each in group), Decimal(0))
            count = t.plural("{n} option", "{n} options", len(group))
            said = (words, count, t.money(total, CURRENCY, 2)) if group is not rest else (
                words, count)  # fmt: skip
            yield ": ".join((said[0], t.show(said[1:]))), group


def worth_of_options(paper: Paper, view: AuditView) -> Story:
    """What each is worth in money; those whose saving has no price are not in it."""
    t = paper.t
    rows = []
    for upgrade, _ in view.measures:
        known = view.economies.get(upgrade.id)
        if known is None:
            continue
        one, life = known.alone, known.life_known
        rows.append((
            behind(upgrade.code, t.show(upgrade.name)), _whole(t, one.case.net_outlay),
            _whole(t, one.case.saving - one.case.running), _tenth(t, one.simple),
            _whole(t, one.npv if life and known.rate_known else None),
            t.percent(one.rate_of_return) if life and one.rate_of_return is not None else "–",
        ))  # fmt: skip
    if not rows:
        return [paper.say(t("No saving of money is known yet."), "text")]
    columns = [
        Column(t("Option")), Column(t("Investment"), "HK$", "figures"),
        Column(t("Net saving a year"), "HK$", "figures"),
        Column(t("Payback"), t("years"), "figures"),
        Column(t("Net present value"), "HK$", "figures"),
        Column(t("Internal rate of return"), "", "figures"),
    ]
    notes = Both.joined(
        t("From the measured saving of a year, without any grant."),
        t("A dash: no life or no discount rate has been entered."),
    )
    return book_table(paper, columns, rows, title=t("What the options are worth"), notes=notes)


def to_come(paper: Paper, view: AuditView) -> Story:
    """What is planned, or began to run after the year; with the estimate of its effects."""
    t = paper.t
    rows = [
        (behind(each.code, t.show(each.name)), each.kind or None,
         money(paper, each.cost, each.currency),
         "\n".join(_expected(paper, view, one) for one in _effects(view, each)) or None)
        for each in view.planned
    ]  # fmt: skip
    if not rows:
        return [paper.say(t("No further option has been entered."), "text")]
    columns = [
        Column(t("Option")), Column(t("Type")), Column(t("Investment"), "", "figures"),
        Column(t("Expected a year")),
    ]
    note = t("Estimates before purchase, not measured; they are in no total.")
    return book_table(paper, columns, rows, title=t("Options still to come"), notes=note)


def _effects(view: AuditView, upgrade: Upgrade) -> tuple[Effect, ...]:
    return view.record.where(Effect, upgrade=upgrade.id)


def _expected(paper: Paper, view: AuditView, effect: Effect) -> str:
    t, meter = paper.t, view.record.get(Meter, effect.meter) if effect.meter else None
    name = t.show(effect.quantity) or effect.code
    unit = effect.unit or (meter.unit if meter else "")
    if effect.expected is None:
        return name
    band = "" if effect.tolerance is None else f" ±{t.number(effect.tolerance)}%"
    return f"{name} {figure(paper, effect.expected)} {unit}{band}"


def _whole(t: Translator, amount: float | None) -> str:
    return "–" if amount is None else t.number(amount, 0)


def _tenth(t: Translator, years: float | None) -> str:
    return "–" if years is None else t.number(years, 1)
