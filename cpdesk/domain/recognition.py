"""What the recognition dossier asks for besides figures (the R fields)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.words import N_, Choice, LocalText


class LabelClass(Choice):
    """The classes of the Recognition Scheme."""

    EXCELLENT = "excellent", N_("Excellent Partner (Manufacturing)")
    PARTNER = "partner", N_("Partner (Manufacturing)")
    SUPPLY_CHAIN = "supply-chain", N_("Partner (Supply Chain)")
    TECHNOLOGY = "technology", N_("Partner (Technology Services)")


@entity
class Candidacy(Entity):
    """A factory's case for a class of the label in a year."""

    word = "candidacy"
    title = N_("Label application")

    factory: str = told("Factory", refers="factory")
    label: LabelClass | None = told("Class applied for", "R1", default=None)
    year: int | None = told("Year", "R2", default=None)
    participation: LocalText = told(
        "Participation in the Programme", "R8", default=LocalText(), long=True
    )
    compliance: LocalText = told("Compliance statement", "R9", default=LocalText(), long=True)
    policy: LocalText = told(
        "Cleaner production policy and targets", "R10", default=LocalText(), long=True
    )
    team: LocalText = told(
        "Cleaner production team and responsibilities", "R11", default=LocalText(), long=True
    )
    sharing: LocalText = told("Publicity and sharing", "R14", default=LocalText(), long=True)
    partners: LocalText = told(
        "Suppliers or clients served", "R40", default=LocalText(), long=True
    )
    activities: LocalText = told(
        "Joint activities or projects", "R41", default=LocalText(), long=True
    )
    results: LocalText = told("Results", "R42", default=LocalText(), long=True)
    references: LocalText = told("References of clients", "R53", default=LocalText(), long=True)


@entity
class Label(Entity):
    """A label held before (A22, R7)."""

    word = "label"
    title = N_("Label held")

    factory: str = told("Factory", refers="factory")
    year: int | None = told("Year", "R7", default=None)
    label: LabelClass | None = told("Class", "R7", default=None)
    number: str = told("Number", "R7", default="")


@entity
class Certificate(Entity):
    """A management system or audit certificate (B26, R12)."""

    word = "certificate"
    title = N_("Certificate")

    factory: str = told("Factory", refers="factory")
    system: str = told("System", "R12", default="", hint=N_("ISO 14001, ISO 50001 ..."))
    number: str = told("Number", "R12", default="")
    issued: date | None = told("Issued", "R12", default=None)
    expires: date | None = told("Valid until", "R12", default=None)


@entity
class Training(Entity):
    """A training held (R13)."""

    word = "training"
    title = N_("Training")

    factory: str = told("Factory", refers="factory")
    name: LocalText = told("Title", "R13", default=LocalText())
    held: date | None = told("Date", "R13", default=None)
    hours: Decimal | None = told("Hours", "R13", default=None)
    heads: int | None = told("Participants", "R13", default=None)
