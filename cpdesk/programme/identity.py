"""Who applies: numbers that check themselves, papers in force, the sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.company import Company, Contact, Factory
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.words import N_, LocalText
from cpdesk.programme import codes
from cpdesk.programme.asked import FieldLabel
from cpdesk.programme.cases import Case
from cpdesk.programme.questions import Sector
from cpdesk.programme.schemes import Scheme

BAD_BR = blocking(
    "br-number", N_("'{text}' is no business registration number of 8 digits. Correct it.")
)
BAD_CR = warning(
    "cr-number",
    N_("'{text}' is no company number: 7 digits, or the business registration number. Check it."),
)
BAD_CREDIT = blocking(
    "credit-code", N_("'{text}' is no unified social credit code: its check digit does not fit.")
)
BAD_EMAIL = warning(
    "email", N_("'{text}' is no e-mail address. Write one, as name@company.com.hk.")
)
OUT_OF_RANGE = warning(
    "factory-range", N_("{label} of {entity} is {value}. It must lie between 0 and {most}.")
)
BAD_TELEPHONE = warning("telephone", N_("'{text}' is no Hong Kong telephone number of 8 digits."))
EXPIRED = blocking(
    "expired", N_("{label} of {entity} ended on {day}, before the day of submission.")
)
NO_SECTOR = blocking(
    "sector",
    N_("The target sector '{text}' is none of the scheme's. Enter the number of one: {sectors}."),
)  # fmt: skip
OTHER_SECTOR = warning(
    "sector-other", N_("Other sectors are decided case by case. Write why, and ask: {ask}")
)


_MOST: dict[str, int] = {"hours_per_day": 24, "days_per_year": 366}


def identity(case: Case, scheme: Scheme, on: date) -> Iterator[Finding]:
    """What is wrong with what the company, the factory and its people say of themselves."""
    company, factory = case.company, case.factory
    yield from _company_codes(company)
    for contact in case.subjects(Contact.word):
        if isinstance(contact, Contact) and contact.email and not codes.is_email(contact.email):
            yield BAD_EMAIL.at(Place("contact", contact.code, "email"), text=contact.email)
    if factory.credit_code and not codes.is_credit_code(factory.credit_code):
        yield BAD_CREDIT.at(Place("factory", factory.code, "credit_code"), text=factory.credit_code)
    yield from _hours(factory)
    yield from _ended(company, factory, on)
    yield from _sector(factory, scheme)


def _company_codes(company: Company) -> Iterator[Finding]:
    checks = (
        ("br_number", BAD_BR, codes.is_br_number),
        ("cr_number", BAD_CR, lambda text: codes.is_company_number(text, company.br_number)),
        ("telephone", BAD_TELEPHONE, codes.is_hong_kong_telephone),
        ("email", BAD_EMAIL, codes.is_email),
    )
    for field, kind, good in checks:
        text = getattr(company, field)
        if text and not good(text):
            yield kind.at(Place("company", company.code, field), text=text)


def _hours(factory: Factory) -> Iterator[Finding]:
    """No day has more than 24 hours, and no year more than 366 days."""
    for field, most in _MOST.items():
        value = getattr(factory, field)
        if value is not None and not 0 <= value <= most:
            yield OUT_OF_RANGE.at(
                Place("factory", factory.code, field), label=FieldLabel.of(factory, field),
                entity=factory.name or factory.code, value=value, most=most,
            )


def _ended(company: Company, factory: Factory, on: date) -> Iterator[Finding]:
    """A paper is in force up to and with the day printed on it."""
    for entity, field in ((company, "br_expiry"), (factory, "licence_expiry")):
        day = getattr(entity, field)
        if day and day < on:
            place = Place(entity.word, entity.code, field)
            label = FieldLabel.of(entity, field)
            yield EXPIRED.at(place, label=label, entity=entity.name or entity.code, day=day)


def _sector(factory: Factory, scheme: Scheme) -> Iterator[Finding]:
    place = Place("factory", factory.code, "sector")
    if factory.sector == "0":
        yield OTHER_SECTOR.at(place, ask=scheme.ask)
    elif factory.sector and scheme.sectors and scheme.sector(factory.sector) is None:
        sectors = tuple(_numbered(each) for each in scheme.sectors)
        yield NO_SECTOR.at(place, text=factory.sector, sectors=sectors)


def _numbered(sector: Sector) -> LocalText:
    """As a reader picks it from a list: its number and its name."""
    name = sector.name
    return LocalText(*(f"{sector.number} {name.within(each)}" for each in LANGUAGES))
