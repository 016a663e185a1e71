"""Equipment upgrades and other cleaner production measures, and what they change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.verification import Way
from cpdesk.domain.words import N_, Choice, LocalText


class UpgradeKind(Choice):
    """The type of a measure (R21)."""

    MANAGEMENT = "management", N_("Management")
    PROCESS = "process", N_("Process change")
    EQUIPMENT = "equipment", N_("Equipment")
    SUBSTITUTION = "substitution", N_("Material substitution")
    RECOVERY = "recovery", N_("Recovery and reuse")
    END_OF_PIPE = "end-of-pipe", N_("End-of-pipe treatment")
    RENEWABLE = "renewable", N_("Renewable energy")


class Quantity(Choice):
    """What an upgrade changes, as the forms count it."""

    ENERGY = "energy", N_("Energy")
    WATER = "water", N_("Water")
    WASTEWATER = "wastewater", N_("Wastewater")
    MATERIAL = "material", N_("Materials")
    VOC = "voc", N_("VOC")
    SO2 = "so2", N_("Sulphur dioxide")
    NOX = "nox", N_("Nitrogen oxides")
    PARTICULATES = "particulates", N_("Particulates")
    COD = "cod", N_("Chemical oxygen demand")
    WASTE = "waste", N_("Waste")
    HAZARDOUS_WASTE = "hazardous-waste", N_("Hazardous waste")


class Basis(Choice):
    """What a figure rests on."""

    METERED = "metered", N_("Metered")
    BILLED = "billed", N_("Billed")
    CALCULATED = "calculated", N_("Calculated")
    SUPPLIER = "supplier", N_("Supplier's claim")


@entity
class Upgrade(Entity):
    """An equipment upgrade or other measure.

    It runs from `running_from` on: the first day of the reporting period. The days between
    `works_from` and `running_from` belong to neither side of the comparison. Without
    `running_from` it is still to come, and has expected effects only.
    """

    word = "upgrade"
    title = N_("Upgrade")

    factory: str = told("Factory", refers="factory")
    project: str | None = told("Project", default=None, refers="project")
    name: LocalText = told("Title", "R20", default=LocalText())
    kind: UpgradeKind | None = told("Type", "R21", default=None)
    location: LocalText = told("Location and process", "R22", default=LocalText())
    description: LocalText = told("Description", "C10", default=LocalText(), long=True)
    before: LocalText = told("Before", "R25", default=LocalText(), long=True)
    after: LocalText = told("After", "R26", default=LocalText(), long=True)
    works_from: date | None = told("Works began", default=None)
    running_from: date | None = told("Running from", "R23", default=None)
    cost: Decimal | None = told("Investment", "R24", default=None)
    currency: str = told("Currency", "R24", default="CNY")
    life_years: Decimal | None = told("Life (years)", default=None)
    running_cost: Decimal | None = told(
        "Change of running cost a year", default=None, hint=N_("Negative where it falls")
    )
    residual: Decimal | None = told("Value at the end of its life", default=None)
    discount_rate: Decimal | None = told("Discount rate (%)", default=None)
    price_growth: Decimal | None = told("Growth of the energy price a year (%)", default=None)
    grant: Decimal | None = told("Grant received", default=None)
    verifier: LocalText = told("Independent verifier", default=LocalText())
    verified_report: str = told("Verification report", default="")
    verified_on: date | None = told("Verified on", default=None)


@entity
class Effect(Entity):
    """What an upgrade changes at one meter, or in one quantity that no meter counts.

    `expected` is the engineering estimate of one year, in `unit`, with `tolerance` in percent.
    The measured effect comes from the meter: baseline months `[baseline_from, baseline_to)` and
    the drivers chosen; empty dates mean the whole record before the works, and from running on.
    `baseline_months` takes only the last ones before the works. Where flows belong to the effect,
    their balance takes the place of the meter. `capture` and `destruction` are those of the
    exhaust air's treatment, in percent. Less heat of lamps or motors also saves cooling: of what is
    saved the part `cooling_share`, divided by `cooling_cop`, where the chiller lies within the
    boundary. `agreed_inputs` is the fingerprint of what the model was
    made from when a person agreed to it.
    """

    word = "effect"
    title = N_("Effect")

    upgrade: str = told("Upgrade", refers="upgrade")
    meter: str | None = told("Meter", default=None, refers="meter")
    quantity: Quantity | None = told("What it reduces", "C12", default=None)
    expected: Decimal | None = told("Expected reduction a year", "C12", default=None)
    unit: str = told("Unit", default="")
    tolerance: Decimal | None = told("Tolerance (±%)", default=None)
    basis: Basis | None = told("Basis", default=None)
    inputs: LocalText = told("Inputs and formula", "C14", default=LocalText(), long=True)
    drivers: tuple[str, ...] = told("Drivers of the model", default=(), refers=("driver",))
    baseline_from: date | None = told("Baseline from", default=None)
    baseline_to: date | None = told("Baseline to (first day not included)", default=None)
    reporting_to: date | None = told("Reporting to (first day not included)", default=None)
    way: Way | None = told("How it is measured", default=None)
    baseline_months: int | None = told("Months of the baseline", default=None)
    formula: str = told("Formula", "C14", default="", hint=N_("As (P0 - P1) * h"))
    capture_before: Decimal | None = told("Capture before (%)", default=None)
    destruction_before: Decimal | None = told("Destruction before (%)", default=None)
    capture_after: Decimal | None = told("Capture with the upgrade (%)", default=None)
    destruction_after: Decimal | None = told("Destruction with the upgrade (%)", default=None)
    demand_reduction: Decimal | None = told("Reduction of peak demand (kW)", default=None)
    cooling_share: Decimal | None = told(
        "Heat saved that the cooling carried off (%)", "C14", default=None,
        hint=N_("Share of the hours in which the chiller runs"),
    )
    cooling_cop: Decimal | None = told("COP of the cooling", "C14", default=None)
    cooling_tolerance: Decimal | None = told("Tolerance of the cooling (±%)", "C14", default=None)
    chiller: str | None = told("Meter of the chiller", default=None, refers="meter")
    boundary: LocalText = told("Measurement boundary", "C14", default=LocalText(), long=True)
    static_factors: LocalText = told("Static factors", "C14", default=LocalText(), long=True)
    frequency: LocalText = told("How often it is measured", "C14", default=LocalText())
    responsible: LocalText = told("Who is responsible", "C14", default=LocalText())
    agreed_on: date | None = told("Model agreed on", default=None)
    agreed_inputs: str = told("Inputs of the agreed model", default="")
    money: Decimal | None = told("Expected saving of money a year", "C13", default=None)
    money_currency: str = told("Currency", "C13", default="CNY")
