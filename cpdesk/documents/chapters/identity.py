"""Who applies and where: the applicant and its factory (blocks A and B), for both packs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cpdesk.documents.chapters.parts import contacts, entity_table, facts, money
from cpdesk.documents.setting.pair import behind, mapped
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.company import Factory, Link, YearFigure
from cpdesk.domain.plant import Equipment
from cpdesk.domain.projects import PastProject
from cpdesk.domain.recognition import Certificate, Label

Story = list[Any]
_COMPANY = (
    "name", "br_number", "br_expiry", "cr_number", "legal_form", "established", "address",
    "mailing_address", "telephone", "fax", "email", "website", "employees_full",
    "employees_part", "turnover", "business", "directors",
)
_COMPANY_OPTIONAL = ("mailing_address", "fax", "website", "cr_number")
_FACTORY = (
    "name", "region", "city", "address", "credit_code", "legal_representative",
    "registered_capital", "licence_expiry", "link", "contract_number", "contract_parties",
    "contract_expiry", "polluting_process", "sector", "products", "employees", "output_value",
    "site_area", "floor_area", "hours_per_day", "days_per_year", "process_flow", "materials",
    "emission_points", "permit_number", "eia", "audit_status", "penalties",
)
_CONTRACT = ("contract_number", "contract_parties", "contract_expiry")
_MAINLAND = ("credit_code", "legal_representative", "registered_capital", "licence_expiry")


def applicant(paper: Paper, view: PackView, short: bool = False) -> Story:
    """Block A; the short form leaves out what the recognition scheme does not ask."""
    t, company = paper.t, view.company
    names = _COMPANY[:11] if short else _COMPANY
    turnover = money(paper, company.turnover, company.turnover_currency)
    if turnover and company.turnover_from and company.turnover_to:
        turnover = behind(turnover, span(paper, company.turnover_from, company.turnover_to))
    lines = facts(paper, company, names, {"turnover": turnover}, _COMPANY_OPTIONAL)
    return [
        *entity_table(paper, view, company, lines),
        *contacts(paper, view, company.id, t("Contacts of the applicant")),
    ]


def span(paper: Paper, first: date, last: date) -> str:
    return paper.t("from {first} to {last}", first=first, last=last)


def factory(paper: Paper, view: PackView, short: bool = False) -> Story:
    """Block B without ownership and consumption."""
    plant = view.factory
    names = [each for each in (_FACTORY[:16] if short else _FACTORY) if _is_asked(plant, each)]
    lines = facts(paper, plant, names, _factory_words(paper, view))
    story = entity_table(paper, view, plant, lines)
    return [*story, *contacts(paper, view, plant.id, paper.t("Contacts of the factory"))]


def _is_asked(plant: Factory, name: str) -> bool:
    """Some fields belong to one kind of link only."""
    if name in _CONTRACT:
        return plant.link is Link.L3
    if name in _MAINLAND:
        return plant.link not in (Link.L5, Link.L6)
    return name != "polluting_process" or plant.link is Link.L6


def _factory_words(paper: Paper, view: PackView) -> dict[str, object]:
    """What is said in other words than the field's own value."""
    t, plant = paper.t, view.factory
    sector = t.show(view.sector) or plant.sector
    code = f" (GB/T 4754: {plant.industry_code})" if plant.industry_code else ""
    return {
        "sector": behind(plant.sector, mapped(sector, lambda s: s + code)) or None,
        "link": behind(plant.link.value, t(plant.link.label)) if plant.link else None,
        "licence_expiry": t.show(plant.licence_expiry) or t("Long term"),
        "registered_capital": money(
            paper, plant.registered_capital, plant.registered_capital_currency
        ),
        "output_value": money(paper, plant.output_value, plant.output_currency),
    }


def years(paper: Paper, view: PackView) -> Story:
    """What the factory reports of its last years (B14, B15); nothing where there is none."""
    t = paper.t
    figures = sorted(
        (each for each in view.record.where(YearFigure, factory=view.factory.id) if each.year),
        key=lambda each: each.year or 0,
    )
    rows = [
        (str(each.year), money(paper, each.output_value, each.currency), each.employees,
         view.mark(each.id))
        for each in figures
    ]  # fmt: skip
    if not rows:
        return []
    columns = [
        Column(t("Year")), Column(t("Annual output value"), "", "figures"),
        Column(t("Employees of the factory"), "", "figures"), Column("", "", "evidence"),
    ]
    return book_table(paper, columns, rows, title=t("Figures of a year"))


def equipment(paper: Paper, view: PackView) -> Story:
    """The key equipment list (B19)."""
    t = paper.t
    rows = [
        (each.name or None, each.model, each.process, each.state, each.rated_power, each.quantity)
        for each in view.record.where(Equipment, factory=view.factory.id)
    ]
    if not rows:
        return [paper.say(t("No machine has been entered."), "text")]
    columns = [
        Column(t("Machine")), Column(t("Model")), Column(t("Process")), Column(t("State")),
        Column(t("Rated power"), "kW", "figures"), Column(t("Quantity"), "", "figures"),
    ]
    return book_table(paper, columns, rows, title=t("Key equipment"))


def certificates(paper: Paper, view: PackView) -> Story:
    """Management systems and audits (B26, R12)."""
    t = paper.t
    rows = [
        (each.system or None, each.number, t.show(each.issued), t.show(each.expires),
         view.mark(each.id))
        for each in view.record.where(Certificate, factory=view.factory.id)
    ]  # fmt: skip
    if not rows:
        return [paper.say(t("No certificate has been entered."), "text")]
    columns = [
        Column(t("System")), Column(t("Number")), Column(t("Issued")), Column(t("Valid until")),
        Column("", "", "evidence"),
    ]
    return book_table(paper, columns, rows, title=t("Management systems and certificates"))


def history(paper: Paper, view: PackView) -> Story:
    """Earlier projects of the Programme (A20) and labels held (A22, R7)."""
    t = paper.t
    projects = [
        (each.reference or None, each.kind, str(each.year or ""), _hkd(paper, each.amount))
        for each in view.record.where(PastProject, company=view.company.id)
    ]
    labels = [
        (str(each.year or ""), each.label or "", each.number, view.mark(each.id))
        for each in view.record.where(Label, factory=view.factory.id)
    ]
    story: Story = []
    if projects:
        columns = [Column(t("Reference")), Column(t("Type")), Column(t("Year")),
                   Column(t.within("money", "Amount"), "HK$", "figures")]  # fmt: skip
        story += book_table(paper, columns, projects, title=t("Earlier projects of the Programme"))
    else:
        story.append(paper.say(t("A20: no earlier project of the Programme is recorded."), "text"))
    if labels:
        columns = [Column(t("Year")), Column(t("Class")), Column(t("Number")),
                   Column("", "", "evidence")]  # fmt: skip
        return [*story, *book_table(paper, columns, labels, title=t("Labels held"))]
    return [*story, paper.say(t("A22: no label held before is recorded."), "text")]


def _hkd(paper: Paper, amount: Decimal | None) -> str | None:
    return None if amount is None else paper.t.number(amount, 2)
