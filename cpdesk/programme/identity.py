"""Who applies: numbers that check themselves, papers in force, the sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.company import Company, Contact, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.recognition import Certificate
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
BAD_CONTACT = warning(
    "contact-telephone",
    N_("'{text}' is no telephone number: 8 digits in Hong Kong, on the Mainland a mobile of 11 "
       "digits or a line with its area code. Correct it."),
)  # fmt: skip
CERTIFICATE_EXPIRED = warning(
    "certificate-expired",
    N_("The certificate {system} ended on {day}, before the day of submission. Enter the new one, "
       "or take it out."),
)  # fmt: skip
CERTIFICATE_DATES = warning(
    "certificate-dates",
    N_("The certificate {system} would end on {day}, before it was issued on {issued}. Correct "
       "one of the dates."),
)  # fmt: skip
TURNOVER_DATES = warning(
    "turnover-dates",
    N_("The turnover is that of a period from {first} to {last}, which is no period. Correct one "
       "of the dates."),
)  # fmt: skip
FUTURE = warning(
    "date-future", N_("{label} of {entity} is {day}, after the day of submission. Correct it.")
)
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


# What has happened already when a paper is signed.
_PAST = (
    ("company", "established"), ("company", "turnover_to"), ("certificate", "issued"),
    ("training", "held"), ("quotation", "dated"), ("budget-item", "rate_date"),
)  # fmt: skip
_MOST: dict[str, int] = {"hours_per_day": 24, "days_per_year": 366}


def identity(case: Case, scheme: Scheme, on: date) -> Iterator[Finding]:
    """What is wrong with what the company, the factory and its people say of themselves."""
    company, factory = case.company, case.factory
    yield from _company_codes(company)
    yield from _turnover(company)
    for each in case.subjects(Contact.word):
        if isinstance(each, Contact):
            yield from _reach(each)
    if factory.credit_code and not codes.is_credit_code(factory.credit_code):
        yield BAD_CREDIT.at(Place("factory", factory.code, "credit_code"), text=factory.credit_code)
    yield from _hours(factory)
    yield from _ended(company, factory, on)
    yield from _certificates(case, on)
    yield from _to_come(case, on)
    yield from _sector(factory, scheme)


def _company_codes(company: Company) -> Iterator[Finding]:
    checks = (
        ("br_number", BAD_BR, codes.is_br_number),
        ("cr_number", BAD_CR, lambda text: codes.is_company_number(text, company.br_number)),
        ("telephone", BAD_TELEPHONE, codes.is_hong_kong_telephone),
        ("fax", BAD_TELEPHONE, codes.is_hong_kong_telephone),
        ("email", BAD_EMAIL, codes.is_email),
    )
    for field, kind, good in checks:
        text = getattr(company, field)
        if text and not good(text):
            yield kind.at(Place("company", company.code, field), text=text)


def _turnover(company: Company) -> Iterator[Finding]:
    first, last = company.turnover_from, company.turnover_to
    if first and last and last <= first:
        place = Place("company", company.code, "turnover_to")
        yield TURNOVER_DATES.at(place, first=first, last=last)


def _reach(contact: Contact) -> Iterator[Finding]:
    """Somebody at the factory is reached on the Mainland: only the company must be in Hong Kong."""
    checks = (
        ("telephone", BAD_CONTACT, codes.is_telephone),
        ("mobile", BAD_CONTACT, codes.is_telephone),
        ("email", BAD_EMAIL, codes.is_email),
    )
    for field, kind, good in checks:
        text = getattr(contact, field)
        if text and not good(text):
            yield kind.at(Place("contact", contact.code, field), text=text)


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


def _certificates(case: Case, on: date) -> Iterator[Finding]:
    """Those of management systems: in force on the day of submission, with that day itself."""
    for each in case.subjects(Certificate.word):
        if not isinstance(each, Certificate) or each.expires is None:
            continue
        place, system = Place(Certificate.word, each.code, "expires"), each.system or each.code
        if each.issued and each.expires < each.issued:
            yield CERTIFICATE_DATES.at(place, system=system, day=each.expires, issued=each.issued)
        elif each.expires < on:
            yield CERTIFICATE_EXPIRED.at(place, system=system, day=each.expires)


def _to_come(case: Case, on: date) -> Iterator[Finding]:
    for word, field in _PAST:
        for each in case.subjects(word):
            day = getattr(each, field)
            if day is not None and day > on:
                label = FieldLabel.of(each, field)
                place = Place(word, each.code, field)
                yield FUTURE.at(place, label=label, entity=_called(each), day=day)


def _called(entity: Entity) -> object:
    named = (getattr(entity, each, None) for each in ("name", "supplier", "system"))
    return next(filter(None, named), entity.code)


def _sector(factory: Factory, scheme: Scheme) -> Iterator[Finding]:
    place = Place("factory", factory.code, "sector")
    found = scheme.sector(factory.sector)
    if found is not None and found.number == "0":
        yield OTHER_SECTOR.at(place, ask=scheme.ask)
    elif factory.sector and scheme.sectors and found is None:
        sectors = tuple(_numbered(each) for each in scheme.sectors)
        yield NO_SECTOR.at(place, text=factory.sector, sectors=sectors)


def _numbered(sector: Sector) -> LocalText:
    """As a reader picks it from a list: its number and its name."""
    name = sector.name
    return LocalText(*(f"{sector.number} {name.within(each)}" for each in LANGUAGES))
