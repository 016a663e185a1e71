"""What is missing or wrong before a pack can be handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cpdesk.domain.company import Company, Contact, ContactRole, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.papers import Evidence
from cpdesk.domain.projects import BudgetItem, Developer, Project, Provider
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import N_
from cpdesk.programme import codes
from cpdesk.programme.budget import budget
from cpdesk.programme.eligibility import judge
from cpdesk.programme.ownership import sum_findings
from cpdesk.programme.schemes import Certainty, Scheme, Schemes

MISSING = blocking("field-missing", N_("{label} ({number}) of {entity} is missing. Enter it."))
ADVISED = warning(
    "field-advised", N_("{label} ({number}) of {entity} is empty. It is usually asked.")
)
BAD_BR = blocking(
    "br-number", N_("'{text}' is no business registration number of 8 digits. Correct it.")
)
BAD_CREDIT = blocking(
    "credit-code", N_("'{text}' is no unified social credit code: its check digit does not fit.")
)
BAD_TELEPHONE = warning("telephone", N_("'{text}' is no Hong Kong telephone number of 8 digits."))
EXPIRED = blocking(
    "expired", N_("{label} of {entity} ended on {day}, before the day of submission.")
)
NO_ROUND = blocking(
    "round-closed",
    N_("No round of the programme is open on {day}; the newest one ends on {closes}."),
)
NO_SECTOR = blocking(
    "sector", N_("The target sector '{text}' is not one of the scheme's. Choose one.")
)
OTHER_SECTOR = warning(
    "sector-other", N_("Other sectors are decided case by case. Write why, and ask: {ask}")
)
NO_BUDGET = blocking("budget-empty", N_("The project has no budget line. Enter what it costs."))
NO_UPGRADE = blocking("project-empty", N_("No upgrade belongs to the project. Choose one."))
NO_EFFECT = warning("effect-missing", N_("{entity} has no expected effect. Enter an estimate."))
NO_PROOF = warning(
    "proof-missing",
    N_("The raised ceiling needs evidence of who developed the technology. The usual one is used."),
)
NO_PROVIDER = warning("provider-missing", N_("The project names no technology provider."))
NO_CONTACT = blocking("contact-missing", N_("The company has no {role}. Enter one."))
NO_CANDIDACY = blocking(
    "candidacy-missing",
    N_("There is no label application of {entity} for {year} in this class. Enter one."),
)
NO_MEASURE = blocking(
    "measure-missing", N_("No upgrade of {entity} runs yet, so there is nothing to recognise.")
)
NO_PAPER = warning("paper-missing", N_("{document} ({number}) is not attached yet."))
UNKNOWN_RULE = info("rule-unknown", N_("{rule} Ask: {ask}"))

_REQUIRED = {
    Company: ("name", "br_number", "br_expiry", "address", "telephone", "email"),
    Factory: ("name", "region", "city", "address", "sector", "products"),
    Project: ("name", "technology", "route", "developer", "newness", "problem", "solution", "start",
              "end", "other_funding"),
    Candidacy: ("compliance", "policy"),
}
_ADVISED = {
    Company: ("legal_form", "established", "business", "employees_full", "turnover"),
    Factory: ("employees", "process_flow", "penalties", "legal_representative"),
    Project: ("summary", "preventive", "verification", "replicability", "risks"),
    Candidacy: ("team", "sharing"),
}


def check_application(
    record: Record, project: Project, schemes: Schemes, today: date
) -> tuple[Finding, ...]:
    """Everything that stands in the way of an application, and what is worth knowing."""
    factory = record.get(Factory, project.factory)
    company = record.get(Company, factory.company)
    scheme = schemes.on(today) or schemes.newest()
    return (
        *_round(schemes, today),
        *_identity(record, company, factory, scheme, today),
        *_fields(project),
        *_project(record, project),
        *budget(record, project).findings,
        *_papers(record, factory, scheme),
        *_unknown(scheme),
    )


def check_dossier(
    record: Record, factory: Factory, label: LabelClass, year: int, schemes: Schemes, today: date
) -> tuple[Finding, ...]:
    """Everything that stands in the way of a recognition dossier."""
    company = record.get(Company, factory.company)
    cases = record.where(Candidacy, factory=factory.id, label=label, year=year)
    place = Place("candidacy", "", "label")
    missing = [] if cases else [NO_CANDIDACY.at(place, entity=factory.name, year=str(year))]
    running = [u for u in record.where(Upgrade, factory=factory.id) if u.running_from]
    idle = [] if running else [NO_MEASURE.at(Place("upgrade"), entity=factory.name)]
    return (
        *missing,
        *idle,
        *_identity(record, company, factory, schemes.newest(), today),
        *(finding for case in cases for finding in _fields(case)),
        *_unknown(schemes.newest("recognition")),
    )


def _round(schemes: Schemes, today: date) -> Iterator[Finding]:
    if schemes.on(today) is None:
        yield NO_ROUND.at(day=today, closes=schemes.newest().closes)


def _identity(
    record: Record, company: Company, factory: Factory, scheme: Scheme, today: date
) -> Iterator[Finding]:
    yield from _fields(company)
    yield from _fields(factory)
    yield from _codes(company, factory)
    yield from _dates(company, factory, today)
    yield from _sector(factory, scheme)
    yield from _contacts(record, company)
    yield from judge(record, factory, scheme, today)
    yield from sum_findings(record)


def _fields(entity: Entity) -> Iterator[Finding]:
    for kind, names in ((MISSING, _REQUIRED), (ADVISED, _ADVISED)):
        for name in names.get(type(entity), ()):
            if getattr(entity, name) in (None, "") or not str(getattr(entity, name)):
                told = field_of(type(entity), name).told
                place = Place(entity.word, entity.code, name)
                label = _Label(told.label)
                yield kind.at(place, label=label, number=told.number, entity=str(entity))


class _Label:
    """A field's label as a fact: shown in the language of the sentence."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __str__(self) -> str:
        return self.label


def _codes(company: Company, factory: Factory) -> Iterator[Finding]:
    place = Place("company", company.code)
    if company.br_number and not codes.is_br_number(company.br_number):
        yield BAD_BR.at(place, text=company.br_number)
    if company.telephone and not codes.is_hong_kong_telephone(company.telephone):
        yield BAD_TELEPHONE.at(place, text=company.telephone)
    if factory.credit_code and not codes.is_credit_code(factory.credit_code):
        yield BAD_CREDIT.at(Place("factory", factory.code), text=factory.credit_code)


def _dates(company: Company, factory: Factory, today: date) -> Iterator[Finding]:
    for entity, name in ((company, "br_expiry"), (factory, "licence_expiry")):
        day = getattr(entity, name)
        if day and day < today:
            label = _Label(field_of(type(entity), name).told.label)
            place = Place(entity.word, entity.code, name)
            yield EXPIRED.at(place, label=label, entity=str(entity), day=day)


def _sector(factory: Factory, scheme: Scheme) -> Iterator[Finding]:
    place = Place("factory", factory.code, "sector")
    if factory.sector == "0":
        yield OTHER_SECTOR.at(place, ask=scheme.ask)
    elif factory.sector and factory.sector not in {each.number for each in scheme.sectors}:
        yield NO_SECTOR.at(place, text=factory.sector)


def _contacts(record: Record, company: Company) -> Iterator[Finding]:
    present = {contact.role for contact in record.where(Contact, of=company.id)}
    for role in (ContactRole.COORDINATOR, ContactRole.SIGNATORY):
        if role not in present:
            yield NO_CONTACT.at(Place("contact", "", "role"), role=role)


def _project(record: Record, project: Project) -> Iterator[Finding]:
    place = Place("project", project.code)
    upgrades = record.where(Upgrade, project=project.id)
    if not upgrades:
        yield NO_UPGRADE.at(place)
    for upgrade in upgrades:
        if not any(e.expected is not None for e in record.where(Effect, upgrade=upgrade.id)):
            yield NO_EFFECT.at(Place("upgrade", upgrade.code), entity=str(upgrade))
    if not record.where(BudgetItem, project=project.id):
        yield NO_BUDGET.at(place)
    if not record.where(Provider, project=project.id):
        yield NO_PROVIDER.at(place)
    local = project.developer in (Developer.HONG_KONG, Developer.JOINT)
    if local and not project.development_proof:
        yield NO_PROOF.at(Place("project", project.code, "development_proof"))


def _papers(record: Record, factory: Factory, scheme: Scheme) -> Iterable[Finding]:
    attached = {each.document for each in record.all(Evidence)}
    for document in scheme.documents:
        if document.needed(factory.link) and document.id not in attached:
            place = Place("evidence", "", "document", document.id)
            yield NO_PAPER.at(place, document=document.name, number=document.id)


def _unknown(scheme: Scheme) -> Iterator[Finding]:
    for rule in scheme.rules:
        if rule.certainty is Certainty.UNK:
            yield UNKNOWN_RULE.at(Place("rule", rule.id), rule=rule.text, ask=scheme.ask)
