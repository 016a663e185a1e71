"""Who applies: numbers that check themselves, papers in force, the sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.words import N_
from cpdesk.programme import codes
from cpdesk.programme.asked import FieldLabel
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
BAD_TELEPHONE = warning("telephone", N_("'{text}' is no Hong Kong telephone number of 8 digits."))
EXPIRED = blocking(
    "expired", N_("{label} of {entity} ended on {day}, before the day of submission.")
)
NO_SECTOR = blocking(
    "sector", N_("The target sector '{text}' is not one of the scheme's. Choose one.")
)
OTHER_SECTOR = warning(
    "sector-other", N_("Other sectors are decided case by case. Write why, and ask: {ask}")
)


def identity(
    company: Company, factory: Factory, scheme: Scheme, on: date
) -> Iterator[Finding]:
    """What is wrong with what the company and the factory say of themselves."""
    yield from _company_codes(company)
    if factory.credit_code and not codes.is_credit_code(factory.credit_code):
        yield BAD_CREDIT.at(Place("factory", factory.code, "credit_code"), text=factory.credit_code)
    yield from _ended(company, factory, on)
    yield from _sector(factory, scheme)


def _company_codes(company: Company) -> Iterator[Finding]:
    checks = (
        ("br_number", BAD_BR, codes.is_br_number),
        ("cr_number", BAD_CR, codes.is_company_number),
        ("telephone", BAD_TELEPHONE, codes.is_hong_kong_telephone),
    )
    for field, kind, good in checks:
        text = getattr(company, field)
        if text and not good(text):
            yield kind.at(Place("company", company.code, field), text=text)


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
        yield NO_SECTOR.at(place, text=factory.sector)
