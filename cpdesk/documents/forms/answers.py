"""What the record answers to a form: the value, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from cpdesk.documents.forms import computed
from cpdesk.documents.forms.asks import group_of
from cpdesk.documents.forms.values import Money, Value
from cpdesk.domain.company import Company, Contact, ContactRole, Factory, Holding, Party
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Place
from cpdesk.domain.plant import Equipment
from cpdesk.domain.projects import (
    BudgetCategory,
    BudgetItem,
    Milestone,
    Objective,
    PastProject,
    Project,
    Provider,
)
from cpdesk.domain.recognition import Candidacy, Certificate, Label, LabelClass, Training
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.programme.budget import Budget, budget
from cpdesk.programme.cases import Case
from cpdesk.programme.funding import Grant, grant_of
from cpdesk.programme.schemes import Scheme


@dataclass(frozen=True)
class Answer:
    """What the record says, None where it does not; `place` is where it is or would be kept.

    `word` is what ticks and choices know it by, where that is not told by the value.
    """

    value: Value | None
    place: Place
    word: str = ""


@dataclass(frozen=True)
class Facts:
    """The case that a form is filled for; `links` are the rules with sectors and ceilings."""

    case: Case
    links: Scheme

    @cached_property
    def budget(self) -> Budget:
        project = self.case.project
        return budget(self.case.record, project) if project else Budget((), ())

    @cached_property
    def grant(self) -> Grant | None:
        """None without a project, without limits, or while the cost is not known whole."""
        case, limits = self.case, self.links.ceilings
        if case.project is None or limits is None or not self.budget.complete:
            return None
        return grant_of(case.record, case.project, limits, self.budget.total)

    def rows(self, group: str) -> tuple[Entity, ...]:
        """The entities that a group asks about: one, or a line of a table for each."""
        if group not in self._found:
            self._found[group] = _SUBJECTS[group][1](self.case)
        return self._found[group]

    @cached_property
    def _found(self) -> dict[str, tuple[Entity, ...]]:
        """What was asked about so far: a table asks for the same lines in every cell."""
        return {}

    def answer(self, key: str, row: int = 0) -> Answer:
        """The answer to an ask, in a table that of its row from 1 on."""
        group, _, field = key.partition(".")
        if key in _COMPUTED:
            return self._computed(key)
        there = self.rows(group)
        at = max(row, 1) - 1
        if at >= len(there):
            return Answer(None, Place(_SUBJECTS[group][0].word, "", field))
        entity = there[at]
        own = _OWN.get(key)
        value = own(self, entity) if own else _of_field(entity, field)
        told = Place(entity.word, entity.code, _KEPT.get(key, field))
        word = entity.sector if isinstance(entity, Factory) and field == "sector" else ""
        return Answer(value if value or value in (False, 0) else None, told, word)

    def _computed(self, key: str) -> Answer:
        """What is not one field of one entity."""
        function, word, field = _COMPUTED[key]
        there = self.case.subjects(word)
        code = there[0].code if len(there) == 1 else ""
        return Answer(function(self), Place(word, code, field))


def type_of(key: str) -> Any:
    """The type of the values of an ask: a kind of choice, bool, str, LocalText, date ..."""
    if key in _TYPES:
        return _TYPES[key]
    group, _, field = key.partition(".")
    return field_of(_SUBJECTS[group][0], field).type


def in_rows(key: str) -> bool:
    return group_of(key).rows


def _of_field(entity: Entity, field: str) -> Value | None:
    """The value; an amount of money with the currency that stands beside it."""
    value: Value | None = getattr(entity, field)
    currency = getattr(entity, _CURRENCY.get(field, ""), "")
    return Money(value, currency) if currency and isinstance(value, Decimal) else value


def _role(role: ContactRole) -> Callable[[Case], tuple[Entity, ...]]:
    def found(case: Case) -> tuple[Entity, ...]:
        there = case.subjects(Contact.word)
        return tuple(each for each in there if isinstance(each, Contact) and each.role is role)[:1]

    return found


def _of(kind: type[Entity], most: int | None = None) -> Callable[[Case], tuple[Entity, ...]]:
    return lambda case: case.subjects(kind.word)[:most]


def _steps(case: Case) -> tuple[Entity, ...]:
    found = (each for each in case.subjects(Milestone.word) if isinstance(each, Milestone))
    return tuple(sorted(found, key=lambda each: (each.start or date.max, each.code)))


def _holdings(case: Case) -> tuple[Entity, ...]:
    """Who holds the applicant."""
    return case.record.where(Holding, owned=case.company.id)


_Finder = Callable[[Case], tuple[Entity, ...]]
_SUBJECTS: Mapping[str, tuple[type[Entity], _Finder]] = {
    "company": (Company, lambda case: (case.company,)),
    "factory": (Factory, lambda case: (case.factory,)),
    "coordinator": (Contact, _role(ContactRole.COORDINATOR)),
    "deputy": (Contact, _role(ContactRole.DEPUTY)),
    "factory_contact": (Contact, _role(ContactRole.FACTORY)),
    "signatory": (Contact, _role(ContactRole.SIGNATORY)),
    "project": (Project, lambda case: (case.project,) if case.project else ()),
    "provider": (Provider, _of(Provider, 1)),
    "label": (Candidacy, lambda case: (case.candidacy,) if case.candidacy else ()),
    "item": (BudgetItem, _of(BudgetItem)), "milestone": (Milestone, _steps),
    "shareholder": (Holding, _holdings), "objective": (Objective, _of(Objective)),
    "measure": (Upgrade, lambda case: case.upgrades),
    "past_project": (PastProject, _of(PastProject)), "held": (Label, _of(Label)),
    "machine": (Equipment, _of(Equipment)), "certificate": (Certificate, _of(Certificate)),
    "training": (Training, _of(Training)),
}  # fmt: skip
_CURRENCY = {
    "turnover": "turnover_currency", "registered_capital": "registered_capital_currency",
    "output_value": "output_currency", "unit_price": "currency", "cost": "currency",
}  # fmt: skip


_Own = Callable[[Facts, Any], Value | None]
_OWN: Mapping[str, _Own] = {
    "factory.sector": computed.sector, "company.mailing_same": computed.same,
    "factory.licence_expiry": computed.licence,
    "item.amount": computed.amount, "item.hkd": computed.hkd,
    "item.offers": lambda facts, entity: len(computed.line(facts, entity).quotations),
    "label.class": lambda facts, entity: entity.label,
    "past_project.amount": lambda facts, entity: computed.hong_kong(entity.amount),
    "shareholder.name": computed.owner_name, "shareholder.kind": computed.owner_kind,
    "shareholder.resident": computed.owner_resident,
}  # fmt: skip
# The field to go to where an answer is not kept under the name of its ask.
_KEPT = {
    "company.mailing_same": "mailing_address", "item.amount": "unit_price", "item.hkd": "rate",
    "item.offers": "", "label.class": "label", "shareholder.name": "owner",
    "shareholder.kind": "owner", "shareholder.resident": "owner",
}  # fmt: skip


_ITEM = BudgetItem.word
_COMPUTED: Mapping[str, tuple[Callable[[Facts], Value | None], str, str]] = {
    "money.total": (computed.total, _ITEM, "unit_price"),
    "money.grant": (computed.granted("amount"), _ITEM, "unit_price"),
    "money.own": (computed.granted("own"), _ITEM, "unit_price"),
    "money.other": (computed.other, Project.word, "other_funding_amount"),
    **{f"money.{each.value}": (computed.subtotal(each), _ITEM, "category") for each in (
        BudgetCategory.EQUIPMENT, BudgetCategory.INSTALLATION, BudgetCategory.DESIGN,
        BudgetCategory.TESTING,
    )},
    "money.saving": (computed.saving, Effect.word, "money"),
    "project.months": (computed.months, Project.word, "end"),
    "company.past_yes": (computed.past, PastProject.word, ""),
}  # fmt: skip
_TYPES: Mapping[str, Any] = {
    **dict.fromkeys((key for key in _COMPUTED if key.startswith("money.")), Money),
    "company.past_yes": bool, "company.mailing_same": bool, "project.months": int,
    "item.amount": Money, "item.hkd": Money, "item.offers": int, "label.class": LabelClass,
    "shareholder.name": LocalText, "shareholder.kind": field_of(Party, "kind").type,
    "shareholder.resident": bool, "past_project.amount": Money,
}  # fmt: skip
