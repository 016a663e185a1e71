"""The applicant, its factory, and who owns whom (blocks A and B of the application)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.words import N_, Choice, LocalText


class LegalForm(Choice):
    LIMITED = "limited", N_("Limited company")
    PARTNERSHIP = "partnership", N_("Partnership")
    SOLE_PROPRIETOR = "sole-proprietor", N_("Sole proprietorship")


class Link(Choice):
    """How a Hong Kong company and a factory belong together (programme rules L1 to L6)."""

    L1 = "L1", N_("Joint venture with a Mainland enterprise")
    L2 = "L2", N_("Wholly foreign-owned enterprise of the Hong Kong company")
    L3 = "L3", N_("Processing and compensation trade contract")
    L4 = "L4", N_("Mainland enterprise with a Hong Kong resident as principal shareholder")
    L5 = "L5", N_("Factory in Hong Kong owned by the company")
    L6 = "L6", N_("Workshop in Hong Kong with polluting processes")


class Region(Choice):
    HONG_KONG = "hong-kong", N_("Hong Kong")
    GUANGDONG = "guangdong", N_("Guangdong")


class PartyKind(Choice):
    PERSON = "person", N_("Natural person")
    HONG_KONG_COMPANY = "hong-kong-company", N_("Hong Kong company")
    MAINLAND_ENTERPRISE = "mainland-enterprise", N_("Mainland enterprise")
    OTHER_COMPANY = "other-company", N_("Company registered elsewhere")


class ContactRole(Choice):
    COORDINATOR = "coordinator", N_("Project coordinator")
    DEPUTY = "deputy", N_("Deputy project coordinator")
    FACTORY = "factory", N_("Factory contact")
    SIGNATORY = "signatory", N_("Authorised signatory")
    TEAM = "team", N_("Project team member")


@entity
class Company(Entity):
    """The Hong Kong company that applies."""

    word = "company"
    title = N_("Company")

    name: LocalText = told("Name of applicant", "A1", default=LocalText())
    br_number: str = told(
        "Business Registration No.", "A3", default="", hint=N_("8 digits, branch number if shown")
    )
    br_expiry: date | None = told("BR certificate expiry date", "A4", default=None)
    cr_number: str = told("Company number", "A5", default="")
    legal_form: LegalForm | None = told("Legal form", "A6", default=None)
    established: date | None = told("Date of establishment", "A7", default=None)
    address: LocalText = told("Registered address", "A8", default=LocalText(), long=True)
    mailing_address: LocalText = told(
        "Mailing address if different", "A9", default=LocalText(), long=True
    )
    telephone: str = told("Telephone", "A10", default="")
    fax: str = told("Fax", "A10", default="")
    email: str = told("E-mail", "A11", default="")
    website: str = told("Website", "A12", default="")
    employees_full: int | None = told("Employees in Hong Kong, full time", "A13", default=None)
    employees_part: int | None = told("Employees in Hong Kong, part time", "A13", default=None)
    turnover: Decimal | None = told("Turnover of the last year", "A14", default=None)
    turnover_currency: str = told("Currency of the turnover", "A14", default="HKD")
    turnover_from: date | None = told("Turnover from", "A14", default=None)
    turnover_to: date | None = told("Turnover to", "A14", default=None)
    business: LocalText = told("Nature of business", "A15", default=LocalText())
    directors: LocalText = told("Directors", "A17", default=LocalText(), long=True)
    bank_account: LocalText = told("Bank account for payment", "E11", default=LocalText())


@entity
class Factory(Entity):
    """A plant that the company owns."""

    word = "factory"
    title = N_("Factory")

    company: str = told("Company", refers="company")
    name: LocalText = told("Factory name", "B1", default=LocalText())
    region: Region | None = told("Location", "B3", default=None)
    city: LocalText = told("City", "B3", default=LocalText())
    address: LocalText = told("Factory address", "B4", default=LocalText(), long=True)
    credit_code: str = told("Unified social credit code", "B5", default="")
    legal_representative: LocalText = told("Legal representative", "B6", default=LocalText())
    registered_capital: Decimal | None = told("Registered capital", "B7", default=None)
    registered_capital_currency: str = told("Currency of the capital", "B7", default="CNY")
    licence_expiry: date | None = told(
        "Business licence valid until", "B8", default=None, hint=N_("Empty: long term")
    )
    link: Link | None = told("Link to the applicant", "B9", default=None)
    contract_number: str = told("Processing contract No.", "B11", default="")
    contract_parties: LocalText = told("Processing contract parties", "B11", default=LocalText())
    contract_expiry: date | None = told("Processing contract valid until", "B11", default=None)
    polluting_process: LocalText = told("Polluting process", "B9", default=LocalText())
    sector: str = told(
        "Target sector", "B12", default="", hint=N_("Number of the sector in the scheme")
    )
    industry_code: str = told("Industry code (GB/T 4754)", "B12", default="")
    products: LocalText = told("Main products", "B13", default=LocalText(), long=True)
    employees: int | None = told("Employees of the factory", "B14", default=None)
    output_value: Decimal | None = told("Annual output value", "B15", default=None)
    output_currency: str = told("Currency of the output value", "B15", default="CNY")
    site_area: Decimal | None = told("Site area (m²)", "B16", default=None)
    floor_area: Decimal | None = told("Floor area (m²)", "B16", default=None)
    hours_per_day: Decimal | None = told("Operating hours a day", "B17", default=None)
    days_per_year: int | None = told("Operating days a year", "B17", default=None)
    process_flow: LocalText = told("Process flow", "B18", default=LocalText(), long=True)
    materials: LocalText = told(
        "Main raw and auxiliary materials", "B22", default=LocalText(), long=True
    )
    emission_points: LocalText = told(
        "Air emission points and pollutants", "B23", default=LocalText(), long=True
    )
    permit_number: str = told("Pollutant discharge permit No.", "B24", default="")
    eia: LocalText = told("EIA approval and acceptance", "B25", default=LocalText())
    audit_status: LocalText = told("Cleaner production audit", "B27", default=LocalText())
    penalties: LocalText = told(
        "Environmental penalties of the last 3 years",
        "B28",
        default=LocalText(),
        long=True,
        hint=N_("Write 'none' where there were none"),
    )
    bank_account: LocalText = told("Bank account of the factory", default=LocalText())


@entity
class YearFigure(Entity):
    """What a factory reports of a calendar year besides its meters."""

    word = "year-figure"
    title = N_("Figures of a year")

    factory: str = told("Factory", refers="factory")
    year: int | None = told("Year", "B15", default=None)
    output_value: Decimal | None = told("Annual output value", "B15", default=None)
    currency: str = told("Currency of the output value", "B15", default="CNY")
    employees: int | None = told("Employees of the factory", "B14", default=None)


@entity
class Party(Entity):
    """A person or company in the ownership chart that is neither the applicant nor the factory."""

    word = "party"
    title = N_("Shareholder or parent company")

    name: LocalText = told("Name", "A16", default=LocalText())
    kind: PartyKind | None = told("Kind", "A16", default=None)
    hong_kong_resident: bool | None = told("Hong Kong resident", "A16", default=None)
    place: LocalText = told("Place of registration", "B10", default=LocalText())
    registration: str = told("Registration No.", "B10", default="")


@entity
class Holding(Entity):
    """That one holds a share of another."""

    word = "holding"
    title = N_("Holding")

    owner: str = told("Owner", "B10", refers=("company", "party", "factory"))
    owned: str = told("Owned", "B10", refers=("company", "party", "factory"))
    share: Decimal | None = told("Share (%)", "B10", default=None)


@entity
class Contact(Entity):
    """Somebody who answers for the company, the factory or the project."""

    word = "contact"
    title = N_("Contact")

    of: str = told("Belongs to", refers=("company", "factory", "project"))
    role: ContactRole | None = told("Role", default=None)
    name: LocalText = told("Name", "A18", default=LocalText())
    post: LocalText = told("Post", "A18", default=LocalText())
    telephone: str = told("Telephone", "A18", default="")
    mobile: str = told("Mobile", "A18", default="")
    email: str = told("E-mail", "A18", default="")
    own_staff: bool | None = told("Applicant's own staff", "A18", default=None)
