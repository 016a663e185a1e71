"""Answers that are not one field of one entity: worked out, or found at another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cpdesk.base.languages import translator
from cpdesk.documents.forms.values import Money, Value
from cpdesk.domain.company import Party
from cpdesk.domain.projects import BudgetCategory
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.budget import BudgetLine

if TYPE_CHECKING:
    from cpdesk.documents.forms.answers import Facts


def sector(facts: Facts, entity: Any) -> Value | None:
    found = facts.links.sector(entity.sector)
    return found.name if found else entity.sector


def licence(facts: Facts, entity: Any) -> Value | None:
    """The day; without one a Mainland licence is for long."""
    if entity.licence_expiry or not entity.credit_code:
        day: date | None = entity.licence_expiry
        return day
    return LocalText(*(translator(language)("Long term") for language in LANGUAGES))


def same(facts: Facts, entity: Any) -> bool | None:
    return not entity.mailing_address if entity.address else None


def line(facts: Facts, entity: Any) -> BudgetLine:
    return next(line for line in facts.budget.lines if line.item.id == entity.id)


def amount(facts: Facts, entity: Any) -> Money | None:
    amount = line(facts, entity).amount
    return None if amount is None else Money(amount, entity.currency)


def hkd(facts: Facts, entity: Any) -> Money | None:
    amount = line(facts, entity).hkd
    return None if amount is None else Money(amount, "HKD")


def owner(facts: Facts, entity: Any) -> Any:
    return facts.case.record.entity(entity.owner)


def owner_name(facts: Facts, entity: Any) -> LocalText:
    name: LocalText = owner(facts, entity).name
    return name


def owner_kind(facts: Facts, entity: Any) -> Value | None:
    found = owner(facts, entity)
    return found.kind if isinstance(found, Party) else None


def owner_resident(facts: Facts, entity: Any) -> bool | None:
    found = owner(facts, entity)
    return found.hong_kong_resident if isinstance(found, Party) else None


def hong_kong(amount: Decimal | None) -> Money | None:
    return None if amount is None else Money(amount, "HKD")


def months(facts: Facts) -> int | None:
    """How many months a project takes; one that has begun counts."""
    project = facts.case.project
    if project is None or project.start is None or project.end is None:
        return None
    after = project.end + timedelta(days=1)
    whole = (after.year - project.start.year) * 12 + after.month - project.start.month
    return max(0, whole + (after.day > project.start.day))


def subtotal(category: BudgetCategory) -> Callable[[Facts], Money | None]:
    def found(facts: Facts) -> Money | None:
        lines = facts.budget.of(category)
        known = bool(lines) and all(each.hkd is not None for each in lines)
        return Money(facts.budget.subtotal(category), "HKD") if known else None

    return found


def saving(facts: Facts) -> Money | None:
    """The expected saving of all upgrades a year, where all are told in one currency."""
    record, upgrades = facts.case.record, facts.case.upgrades
    effects = [each for one in upgrades for each in record.where(Effect, upgrade=one.id)]
    told = [(each.money, each.money_currency) for each in effects if each.money is not None]
    currencies = {currency for _, currency in told}
    if len(currencies) != 1:
        return None
    return Money(sum((amount for amount, _ in told), Decimal(0)), currencies.pop())


def past(facts: Facts) -> bool | None:
    """That there was an earlier project; that there was none cannot be told from an empty list."""
    return True if facts.rows("past_project") else None


def total(facts: Facts) -> Money | None:
    return Money(facts.budget.total, "HKD") if facts.budget.complete else None


def granted(field: str) -> Callable[[Facts], Money | None]:
    return lambda facts: hong_kong(getattr(facts.grant, field)) if facts.grant else None


def other(facts: Facts) -> Money | None:
    project = facts.case.project
    return hong_kong(project.other_funding_amount) if project else None
