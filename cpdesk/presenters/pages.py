"""The pages of the window, and the way to where a finding lies."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cpdesk.domain import (
    company,
    papers,
    plant,
    projects,
    recognition,
    tariffs,
    upgrades,
    verification,
)
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Month
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import N_


@dataclass(frozen=True)
class Page:
    """A page of the navigation column; `kinds` are the forms on it, `first` begins a group."""

    word: str
    title: str
    kinds: tuple[type[Entity], ...] = ()
    first: bool = False


PAGES = (
    Page("overview", N_("Overview")),
    Page("months", N_("Consumption")),
    Page("savings", N_("Savings")),
    Page("application", N_("Application"), first=True),
    Page("dossier", N_("Dossier")),
    Page("form", N_("Official form")),
    Page("report", N_("Report")),
    Page("audit", N_("Audit tables")),
    Page("company", N_("Company"), (
        company.Company, company.Contact, company.Party, company.Holding), first=True),
    Page("factory", N_("Factory"), (
        company.Factory, plant.Equipment, company.YearFigure)),
    Page("meters", N_("Meters"), (
        plant.Meter, plant.Driver, plant.Reading, tariffs.Tariff, tariffs.TariffBand)),
    Page("upgrades", N_("Upgrades"), (
        upgrades.Upgrade, upgrades.Effect, verification.Input, verification.Spot,
        verification.Flow, verification.Adjustment)),
    Page("project", N_("Project"), (
        projects.Project, projects.Objective, projects.Milestone, projects.Provider,
        projects.Criterion, projects.PastProject)),
    Page("budget", N_("Budget"), (
        projects.BudgetItem, projects.Quotation, projects.Payment)),
    Page("label", N_("Label"), (
        recognition.Candidacy, recognition.Label, recognition.Certificate,
        recognition.Training)),
    Page("evidence", N_("Evidence"), first=True),
    Page("factors", N_("Factors"), (papers.OwnFactor, papers.ExchangeRate)),
    Page("schemes", N_("Schemes"), (papers.Answer,)),
    Page("history", N_("History")),
    Page("settings", N_("Settings")),
)  # fmt: skip
RULE = "rule"
# Where a finding names none of these, one that exists is meant; of the others, a new one.
_ONE_IS_MEANT = (
    company.Company, company.Factory, projects.Project, projects.BudgetItem, upgrades.Upgrade,
    upgrades.Effect, recognition.Candidacy,
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """Which page to turn to, and on it which entry and field.

    `code` is empty where no entry is named; with `new`, one is begun with `values` filled in.
    `spot` is a month of the grid, a language of the field, or the number of a paper; of a place
    without an entry it is what the new one begins with: a choice, or the code of what it is of.
    """

    page: str
    kind: type[Entity] | None = None
    code: str = ""
    field: str = ""
    spot: str = ""
    new: bool = False
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def page_of(kind: type[Entity]) -> Page | None:
    """The page with the form of a kind."""
    return next((page for page in PAGES if kind in page.kinds), None)


def leads(place: Place) -> bool:
    """Whether there is a page where a finding at this place can be mended."""
    kind = BY_WORD.get(place.kind)
    return place.kind == RULE or kind is papers.Evidence or bool(kind and page_of(kind))


def way_to(place: Place, record: Record) -> Way | None:
    """The way to where a finding lies, or None where no page shows it."""
    kind = BY_WORD.get(place.kind)
    if place.kind == RULE:
        return _to_rule(place, record)
    if kind is papers.Evidence:
        return Way("evidence", kind, place.code, place.field, place.spot)
    if kind in (plant.Meter, plant.Driver) and (month_of(place.spot) or place.field == "amount"):
        return Way("months", kind, place.code, place.field, place.spot)
    return _to_form(kind, place, record) if kind else None


def month_of(spot: str) -> Month | None:
    """The month in `2024-03` or `2024-03-09`, or None where the spot is something else."""
    try:
        return Month.parse(spot[:7])
    except ValueError:
        return None


def _to_rule(place: Place, record: Record) -> Way:
    """To the answer that was given about a rule already, or to a new one."""
    values = {"scheme": place.spot, "rule": place.code}
    given = record.where(papers.Answer, **values)
    code = given[-1].code if given else ""
    return Way("schemes", papers.Answer, code, "answer", "", not given, values)


def _to_form(kind: type[Entity], place: Place, record: Record) -> Way | None:
    page = page_of(kind)
    if page is None:
        return None
    known = record.find(kind, place.code) is not None
    if kind is papers.OwnFactor and not known:
        values = {"factor": place.code}
        return Way(page.word, kind, "", place.field or "value", "", True, values)
    values = {} if place.code else _beginning(kind, place, record)
    one_is_meant = kind in _ONE_IS_MEANT and bool(record.all(kind)) and not values
    new = not place.code and not one_is_meant
    return Way(page.word, kind, place.code, place.field, place.spot, new, values)


def _beginning(kind: type[Entity], place: Place, record: Record) -> dict[str, Any]:
    """What a new entry begins with: the choice that is missing, or what it belongs to."""
    if not (place.field and place.spot):
        return {}
    told = field_of(kind, place.field)
    chosen = told.choice(place.spot)
    if chosen is not None:
        return {place.field: chosen}
    found = (record.find(BY_WORD[word], place.spot) for word in told.told.refers)
    of = next((each for each in found if each is not None), None)
    return {place.field: of.id} if of else {}
