"""The funding case: project, provider, work plan, budget, quotations (blocks C, D, E)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.words import N_, Choice, LocalText


class Route(Choice):
    """How a technology passes the gate for new technology."""

    LISTED = "listed", N_("On the published technology list")
    CRITERIA = "criteria", N_("By the approval criteria")


class Developer(Choice):
    """Who developed the technology; it decides the ceiling."""

    HONG_KONG = "hong-kong", N_("A Hong Kong institution")
    JOINT = "joint", N_("Hong Kong and Guangdong institutions jointly")
    OTHER = "other", N_("Others")


class Relation(Choice):
    NONE = "none", N_("No relation")
    RELATED = "related", N_("Related to the applicant, the factory or a director")


class BudgetCategory(Choice):
    EQUIPMENT = "equipment", N_("Equipment")
    INSTALLATION = "installation", N_("Installation")
    DESIGN = "design", N_("Design and consultancy")
    TESTING = "testing", N_("Testing and verification")
    MATERIALS = "materials", N_("Materials")
    OTHER = "other", N_("Other")


@entity
class Project(Entity):
    """One or more upgrades put into one application.

    From `reference` on it tells of the time after approval, which the completion report is about.
    """

    word = "project"
    title = N_("Project")

    factory: str = told("Factory", refers="factory")
    name: LocalText = told("Project title", "C1", default=LocalText())
    summary: LocalText = told("Project summary", "C2", default=LocalText(), long=True)
    technology: LocalText = told("Technology name", "C3", default=LocalText())
    route: Route | None = told("Route", "C4", default=None)
    list_item: str = told("Number on the technology list", "C4", default="")
    developer: Developer | None = told("Developed by", "C5", default=None)
    developer_name: LocalText = told("Developer and place", "C5", default=LocalText())
    development_proof: LocalText = told(
        "Evidence of development", "C6", default=LocalText(), long=True
    )
    newness: LocalText = told("What is new", "C7", default=LocalText(), long=True)
    problem: LocalText = told("Existing process and problem", "C9", default=LocalText(), long=True)
    solution: LocalText = told("Process after the project", "C10", default=LocalText(), long=True)
    preventive: LocalText = told(
        "How pollution is prevented at source", "C10", default=LocalText(), long=True
    )
    verification: LocalText = told(
        "Measurement and verification method", "C14", default=LocalText(), long=True
    )
    replicability: LocalText = told(
        "Replicability in the trade", "C15", default=LocalText(), long=True
    )
    risks: LocalText = told(
        "Risks, safety, permits needed", "C16", default=LocalText(), long=True
    )
    start: date | None = told("Start", "C17", default=None)
    end: date | None = told("Completion", "C17", default=None)
    other_funding: LocalText = told(
        "Other public funding for the same project",
        "A21",
        default=LocalText(),
        long=True,
        hint=N_("Write 'none' where there is none"),
    )
    other_funding_amount: Decimal | None = told("Other sources (HK$)", "E10", default=None)
    reference: str = told("Project number of the Programme", default="")
    approved_on: date | None = told("Approved on", default=None)
    approved_grant: Decimal | None = told("Approved grant (HK$)", default=None)
    deviations: LocalText = told(
        "Deviations from the application, and why", default=LocalText(), long=True
    )
    publicity: LocalText = told("How the results were shared", default=LocalText(), long=True)


@entity
class Objective(Entity):
    """What the project will reach, with a number that can be checked (C8)."""

    word = "objective"
    title = N_("Objective")

    project: str = told("Project", refers="project")
    name: LocalText = told("Objective", "C8", default=LocalText())
    measure: LocalText = told("Indicator", "C8", default=LocalText())
    unit: str = told("Unit", "C8", default="")
    target: Decimal | None = told("Target", "C8", default=None)
    achieved: Decimal | None = told("Achieved", default=None)
    explanation: LocalText = told("How it was found, or why it differs", default=LocalText())


@entity
class Milestone(Entity):
    """A step of the work plan (C18); `end` is the last day."""

    word = "milestone"
    title = N_("Milestone")

    project: str = told("Project", refers="project")
    name: LocalText = told("Step", "C18", default=LocalText())
    start: date | None = told("From", "C18", default=None)
    end: date | None = told("To", "C18", default=None)
    done: date | None = told("Done on", default=None)
    remark: LocalText = told("Remark", default=LocalText())


@entity
class Provider(Entity):
    """The environmental technology service provider of a project (block D)."""

    word = "provider"
    title = N_("Technology provider")

    project: str = told("Project", refers="project")
    name: LocalText = told("Name", "D1", default=LocalText())
    registration: str = told("Place and registration No.", "D2", default="")
    address: LocalText = told("Address", "D3", default=LocalText(), long=True)
    contact: str = told("Contact", "D3", default="")
    role: LocalText = told("Role", "D4", default=LocalText())
    listed: bool | None = told("Listed as provider of the Programme", "D5", default=None)
    relation: Relation | None = told("Relation to applicant or factory", "D6", default=None)
    relation_detail: LocalText = told("Nature of the relation", "D6", default=LocalText())
    track_record: LocalText = told("Track record", "D7", default=LocalText(), long=True)
    reason: LocalText = told("Reason for selection", "D9", default=LocalText(), long=True)


@entity
class BudgetItem(Entity):
    """A line of the budget: quantity times unit price, tax apart.

    `rate` is how many HK$ one unit of `currency` costs on `rate_date`.
    """

    word = "budget-item"
    title = N_("Budget line")

    project: str = told("Project", refers="project")
    name: LocalText = told("Item", "E1", default=LocalText())
    specification: LocalText = told("Specification", "E1", default=LocalText())
    supplier: LocalText = told("Supplier", "E1", default=LocalText())
    category: BudgetCategory | None = told("Category", "E2", default=None)
    quantity: Decimal | None = told("Quantity", "E3", default=None)
    unit_price: Decimal | None = told("Unit price without tax", "E3", default=None)
    currency: str = told("Currency", "E4", default="HKD")
    rate: Decimal | None = told("HK$ for one unit", "E4", default=None)
    rate_date: date | None = told("Date of the rate", "E4", default=None)
    rate_source: str = told("Source of the rate", "E4", default="")
    tax: Decimal | None = told("Tax of the line", "E5", default=None)


@entity
class Quotation(Entity):
    """An offer for a budget line (E6)."""

    word = "quotation"
    title = N_("Quotation")

    item: str = told("Budget line", "E6", refers="budget-item")
    supplier: LocalText = told("Supplier", "E6", default=LocalText())
    dated: date | None = told("Date of quotation", "E6", default=None)
    amount: Decimal | None = told("Amount without tax", "E6", default=None)
    currency: str = told("Currency", "E6", default="HKD")
    conforms: bool | None = told("Meets the specification", "E6", default=None)
    relation: Relation | None = told("Relation to applicant or factory", "D6", default=None)
    chosen: bool = told("Chosen", "E6", default=False)
    reason: LocalText = told("Reason", "D9", default=LocalText(), long=True)


@entity
class Payment(Entity):
    """Money spent on a budget line after approval, with the papers' own numbers and dates.

    `rate` is how many HK$ one unit of `currency` cost on `rate_date`.
    """

    word = "payment"
    title = N_("Payment")

    item: str = told("Budget line", refers="budget-item")
    supplier: LocalText = told("Supplier", default=LocalText())
    ordered: date | None = told("Ordered on", default=None)
    delivered: date | None = told("Delivered on", default=None)
    invoice: str = told("Invoice No.", default="")
    paid: date | None = told("Paid on", default=None)
    amount: Decimal | None = told("Amount without tax", default=None)
    tax: Decimal | None = told("Tax", default=None)
    currency: str = told("Currency", default="HKD")
    rate: Decimal | None = told("HK$ for one unit", default=None)
    rate_date: date | None = told("Date of the rate", default=None)
    rate_source: str = told("Source of the rate", default="")


@entity
class Criterion(Entity):
    """What the applicant answers to one of the criteria by which newness is judged (C7).

    `number` is that of the criterion in the scheme's list.
    """

    word = "criterion"
    title = N_("Answer to a criterion")

    project: str = told("Project", refers="project")
    number: str = told("Criterion", "C7", default="", hint=N_("Number in the list, as 3"))
    holds: bool | None = told("It holds", "C7", default=None)
    answer: LocalText = told("Answer", "C7", default=LocalText(), long=True)


@entity
class PastProject(Entity):
    """An earlier project that the programme supported (A20)."""

    word = "past-project"
    title = N_("Previous project of the Programme")

    company: str = told("Company", refers="company")
    reference: str = told("Reference", "A20", default="")
    kind: LocalText = told("Type", "A20", default=LocalText())
    year: int | None = told("Year", "A20", default=None)
    amount: Decimal | None = told("Amount (HK$)", "A20", default=None)
