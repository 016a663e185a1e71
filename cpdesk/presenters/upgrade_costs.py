"""What an upgrade costs: as entered, the budget of its project, its offers and payments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Place
from cpdesk.domain.projects import BudgetItem, Payment, Project, Quotation
from cpdesk.domain.upgrades import Upgrade
from cpdesk.presenters.figures import DASH
from cpdesk.presenters.session import Session
from cpdesk.presenters.upgrade_parts import Line, Section

if TYPE_CHECKING:
    from cpdesk.programme.budget import BudgetLine
    from cpdesk.services.upgrade_register import Entry


class Costs:
    """The money of one upgrade, and of the project it is in."""

    def __init__(self, session: Session, entry: Entry, project: Project | None) -> None:
        self.session = session
        self.entry = entry
        self.upgrade = entry.upgrade
        self._project = project

    def sections(self) -> tuple[Section, ...]:
        sections = [self._own_cost()]
        project = self._project
        if project is not None:
            from cpdesk.programme.budget import budget

            lines = budget(self.session.record, project).lines
            sections += [self._budget(project, lines), self._offers(lines), self._paid(lines)]
        return tuple(sections)

    def _own_cost(self) -> Section:
        t, upgrade = self.session.t, self.upgrade
        rows = (
            (t("Investment"), upgrade.cost, "cost"), (t("Grant received"), upgrade.grant, "grant"),
            (t("Change of running cost a year"), upgrade.running_cost, "running_cost"),
        )  # fmt: skip
        lines = [
            Line((name, DASH if value is None else t.number(value),
                  "HKD" if field == "grant" else upgrade.currency),
                 Place(Upgrade.word, upgrade.code, field))
            for name, value, field in rows if value is not None or field == "cost"
        ]  # fmt: skip
        if self.entry.payback is not None:
            years = t.number(round(self.entry.payback, 1), 1)
            basis = t("expected") if self.entry.from_expected else t("measured")
            lines.append(Line((t("Simple payback, years"), years, basis), strong=True))
        heads = ("", t.within("money", "Amount"), t("Currency"))
        return Section(t("Investment"), heads, tuple(lines))

    def _budget(self, project: Project, lines: tuple[BudgetLine, ...]) -> Section:
        t = self.session.t
        rows = [
            Line((" ".join(filter(None, (e.item.code, t.show(e.item.name)))), self._sum(e.amount),
                  e.item.currency, self._sum(e.hkd)), Place("budget-item", e.item.code))
            for e in lines
        ]  # fmt: skip
        total = sum((e.hkd for e in lines if e.hkd is not None), Decimal(0))
        if rows:
            rows.append(Line((t("Together"), "", "", self._sum(total)), strong=True))
        title = t("Budget of {project}", project=self.session.name(project))
        heads = (t("Item"), t.within("money", "Amount"), t("Currency"), "HK$")
        return Section(title, heads, tuple(rows), note="" if rows else t("No budget line yet."),
                       add=BudgetItem, add_words=t("Add a budget line"))  # fmt: skip

    def _offers(self, lines: tuple[BudgetLine, ...]) -> Section:
        t = self.session.t
        rows = [
            Line((each.code or line.item.code, t.show(each.supplier), t.show(each.dated) or DASH,
                  self._sum(each.amount), each.currency), Place("quotation", each.code),
                 each.chosen, "shown" if each.chosen else "doubt" if each.conforms is False else "")
            for line in lines for each in line.quotations
        ]  # fmt: skip
        heads = (t("Code"), t("Supplier"), t("Date"), t.within("money", "Amount"), t("Currency"))
        note = t("Chosen offers are bold. A triangle: it does not meet the specification.")
        return Section(t("Quotations"), heads, tuple(rows), 3,
                       note if rows else t("No quotation yet."), Quotation,
                       t("Add a quotation"), wide=1)  # fmt: skip

    def _paid(self, lines: tuple[BudgetLine, ...]) -> Section:
        t, record = self.session.t, self.session.record
        rows = [
            Line((each.code or line.item.code, t.show(each.supplier), t.show(each.ordered) or DASH,
                  t.show(each.paid) or DASH, self._sum(each.amount), each.currency),
                 Place("payment", each.code))
            for line in lines for each in record.where(Payment, item=line.item.id)
        ]  # fmt: skip
        heads = (t("Code"), t("Supplier"), t("Ordered on"), t("Paid on"),
                 t.within("money", "Amount"), t("Currency"))  # fmt: skip
        return Section(t("Payments"), heads, tuple(rows), 4, "" if rows else t("No payment yet."),
                       Payment, t("Add a payment"), wide=1)  # fmt: skip

    def _sum(self, amount: Decimal | None) -> str:
        return DASH if amount is None else self.session.t.number(amount, 2)
