"""What a measured or estimated effect rests on besides a meter: inputs, spots, flows, adjustments.

The words are IPMVP's: a key parameter is measured on the spot (Option A), a non-routine adjustment
tells of a change that no driver explains.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.words import N_, Choice, LocalText


class Way(Choice):
    """How an effect is measured once the upgrade runs."""

    AVOIDED = "avoided-use", N_("Avoided use, by a model of the baseline")
    NORMALISED = "normalised", N_("Normalised to the conditions of a year")
    RATIO = "ratio", N_("Simple ratio to output")
    SPOT = "spot", N_("Key values measured on the spot")


class Side(Choice):
    BEFORE = "before", N_("Before the upgrade")
    AFTER = "after", N_("With the upgrade")


class SpotKind(Choice):
    """What is measured on the spot: power of the machines, or the hours they run in a year."""

    POWER = "power", N_("Power of one machine (kW)")
    HOURS = "hours", N_("Hours in a year")


class FlowRole(Choice):
    """What a flow is in the balance of a solvent, a material or a load."""

    INPUT = "input", N_("Put in")
    RECOVERED = "recovered", N_("Recovered")
    WASTE = "waste", N_("Leaves in waste")
    PRODUCT = "product", N_("Leaves in the product")
    LOAD = "load", N_("Wastewater or gas with a concentration")


class AdjustmentKind(Choice):
    """How a non-routine event is taken into account, best first."""

    METERED = "metered", N_("Metered: a sub-meter counts it")
    INDICATOR = "indicator", N_("In the model: an indicator of its months")
    ESTIMATE = "estimate", N_("Estimated amount a month")


@entity
class Input(Entity):
    """A value that the formula of an expected effect uses under its symbol, with its tolerance."""

    word = "input"
    title = N_("Input of an estimate")

    effect: str = told("Effect", refers="effect")
    symbol: str = told("Symbol", default="", hint=N_("As the formula writes it, such as P0"))
    name: LocalText = told("What it is", default=LocalText())
    value: Decimal | None = told("Value", default=None)
    unit: str = told("Unit", default="")
    tolerance: Decimal | None = told("Tolerance (±%)", default=None)
    source: LocalText = told("Source", default=LocalText())


@entity
class Spot(Entity):
    """A mean measured on a sample: `samples` of `population` machines, standard deviation `sd`.

    `tolerance` is that of the instrument, or of an agreed value, in percent.
    """

    word = "spot"
    title = N_("Spot measurement")

    effect: str = told("Effect", refers="effect")
    side: Side | None = told("When", default=None)
    kind: SpotKind | None = told("What is measured", default=None)
    value: Decimal | None = told("Mean", default=None)
    samples: int | None = told("Machines measured", default=None)
    population: int | None = told("Machines in all", default=None)
    sd: Decimal | None = told("Standard deviation", default=None)
    tolerance: Decimal | None = told("Accuracy of the instrument (±%)", default=None)
    agreed: bool = told("Agreed, not measured", default=False)
    measured_on: date | None = told("Measured on", default=None)
    instrument: str = told("Instrument and calibration", default="")


@entity
class Flow(Entity):
    """A part of a balance: what a meter counts times its share, or times a concentration.

    `share` is the part in percent by mass that counts (VOC of a solvent, from its safety data
    sheet); `concentration` is a driver in mg/L for a meter in cubic metres.
    """

    word = "flow"
    title = N_("Flow of a balance")

    effect: str = told("Effect", refers="effect")
    meter: str = told("Meter", refers="meter")
    role: FlowRole | None = told("Part in the balance", default=None)
    share: Decimal | None = told("Share that counts (%)", default=None)
    concentration: str | None = told("Concentration (mg/L)", default=None, refers="driver")
    source: LocalText = told("Source", default=LocalText())


@entity
class Adjustment(Entity):
    """A non-routine event in the days `[start, end)`, explained; without `end` it goes on.

    `amount` is what it adds to the use of a whole month in the meter's unit, negative where it
    takes away; `tolerance` in percent of it. `meter` counts it where it is metered.
    """

    word = "adjustment"
    title = N_("Non-routine adjustment")

    effect: str = told("Effect", refers="effect")
    name: LocalText = told("Event", default=LocalText())
    reason: LocalText = told("Why no driver explains it", default=LocalText(), long=True)
    kind: AdjustmentKind | None = told("How it is counted", default=None)
    start: date | None = told("From", default=None)
    end: date | None = told("To (first day not included)", default=None)
    amount: Decimal | None = told("Added use a month", default=None)
    tolerance: Decimal | None = told("Tolerance (±%)", default=None)
    meter: str | None = told("Sub-meter", default=None, refers="meter")
