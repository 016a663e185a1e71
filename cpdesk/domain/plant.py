"""What is measured in a factory: meters, drivers, their readings, and the machines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.periods import Period
from cpdesk.domain.words import N_, Choice, LocalText

_EARLIEST, _LATEST = date(1900, 1, 1), date(2300, 1, 1)  # between which a bill may lie


class MeterKind(Choice):
    """What a meter counts; energy kinds enter standard coal and CO2."""

    ELECTRICITY = "electricity", N_("Electricity")
    NATURAL_GAS = "natural-gas", N_("Natural gas")
    TOWN_GAS = "town-gas", N_("Town gas")
    LPG = "lpg", N_("LPG")
    LNG = "lng", N_("LNG")
    DIESEL = "diesel", N_("Diesel")
    PETROL = "petrol", N_("Petrol")
    FUEL_OIL = "fuel-oil", N_("Fuel oil")
    COAL = "coal", N_("Coal")
    STEAM = "steam", N_("Purchased steam")
    HEAT = "heat", N_("Purchased heat")
    WATER = "water", N_("Water")
    WASTEWATER = "wastewater", N_("Wastewater")
    SOLVENT = "solvent", N_("Solvent")
    CHEMICAL = "chemical", N_("Chemical")
    MATERIAL = "material", N_("Material")
    WASTE = "waste", N_("Waste")
    HAZARDOUS_WASTE = "hazardous-waste", N_("Hazardous waste")
    OTHER = "other", N_("Other")


class Convention(Choice):
    """Which bill the day of reading belongs to; Portfolio Manager says `next`, VERIFI `this`."""

    NEXT = "next", N_("The reading day belongs to the next bill")
    THIS = "this", N_("The reading day belongs to this bill")
    READ_MONTH = "read-month", N_("The whole bill belongs to the month of reading")


class Grid(Choice):
    """Who supplies the electricity, for the CO2 factor."""

    GUANGDONG = "guangdong", N_("Guangdong grid")
    SOUTH_CHINA = "south-china", N_("South China regional grid")
    NATIONAL = "national", N_("Mainland national grid")
    CLP = "clp", N_("CLP Power, Hong Kong")
    HK_ELECTRIC = "hk-electric", N_("HK Electric, Hong Kong")


class DriverKind(Choice):
    PRODUCTION = "production", N_("Production")
    COOLING_DEGREE_DAYS = "cooling-degree-days", N_("Cooling degree days")
    HEATING_DEGREE_DAYS = "heating-degree-days", N_("Heating degree days")
    WORKING_DAYS = "working-days", N_("Working days")
    TEMPERATURE = "temperature", N_("Outdoor temperature, mean of the day")
    OTHER = "other", N_("Other")


class LineKind(Choice):
    """What a line of a bill charges for."""

    BAND = "band", N_("Energy of a time band")
    CAPACITY = "capacity", N_("Capacity or demand charge")
    POWER_FACTOR = "power-factor", N_("Power factor adjustment")
    SURCHARGE = "surcharge", N_("Funds and surcharges")
    TAX = "tax", N_("Tax")
    OTHER = "other", N_("Other")


@entity
class Meter(Entity):
    """Anything whose amount is recorded over time; a sub-meter names the meter above it."""

    word = "meter"
    title = N_("Meter")

    factory: str = told("Factory", refers="factory")
    name: LocalText = told("Name", default=LocalText())
    kind: MeterKind | None = told("Kind", default=None)
    unit: str = told("Unit", default="")
    convention: Convention = told("Day of reading", default=Convention.NEXT)
    above: str | None = told("Sub-meter of", default=None, refers="meter")
    grid: Grid | None = told("Electricity grid", default=None)
    supplier: str = told("Supplier", default="")
    account: str = told("Account No.", default="")
    location: LocalText = told("Location", default=LocalText())
    calorific_value: Decimal | None = told(
        "Net calorific value (kJ per unit)", default=None, hint=N_("As on the supplier's bill")
    )
    density: Decimal | None = told("Density (kg/L)", default=None)
    register_digits: int | None = told(
        "Digits of the register", default=None, hint=N_("It starts again from 0 after them")
    )
    multiplier: Decimal | None = told(
        "Multiplier", default=None, hint=N_("Amount for one step of the register")
    )
    calibrated_on: date | None = told("Calibrated on", default=None)
    calibration: str = told("Calibration certificate", default="")


@entity
class Driver(Entity):
    """A relevant variable (ISO 50006) that explains how much is used.

    Degree days are computed where `temperatures` names the driver that holds the days' means.
    """

    word = "driver"
    title = N_("Driver")

    factory: str = told("Factory", refers="factory")
    name: LocalText = told("Name", default=LocalText())
    kind: DriverKind | None = told("Kind", default=None)
    unit: str = told("Unit", default="")
    base_temperature: Decimal | None = told("Base temperature (°C)", default=None)
    temperatures: str | None = told("Computed from", default=None, refers="driver")


@entity
class Reading(Entity):
    """An amount of a meter or a driver for the period `[start, end)`; with cost it is a bill.

    Exactly one of `meter` and `driver` is set. `amount` and `cost` are exactly what was typed,
    in `unit` (empty: the unit of the meter or driver) and `currency`. `origin` says where it
    came from: `typed`, or file, sheet and cell of an import. `register_from`, `register_to` and
    `multiplier` are what the bill prints of the meter; its lines are `BillLine`s.
    """

    word = "reading"
    title = N_("Reading")

    meter: str | None = told("Meter", default=None, refers="meter")
    driver: str | None = told("Driver", default=None, refers="driver")
    start: date = told("From")
    end: date = told("To (first day not included)")
    amount: Decimal = told("Amount")
    unit: str = told("Unit", default="")
    cost: Decimal | None = told("Cost", default=None)
    currency: str = told("Currency", default="")
    estimated: bool = told("Estimated", default=False)
    origin: str = told("Source", default="")
    note: str = told("Note", default="")
    register_from: Decimal | None = told("Previous register", default=None)
    register_to: Decimal | None = told("Present register", default=None)
    multiplier: Decimal | None = told("Multiplier of the bill", default=None)
    invoice: str = told("Invoice No.", default="", hint=N_("Number of the fapiao or bill"))

    @property
    def of(self) -> str:
        """The id of the meter or driver."""
        return self.meter or self.driver or ""

    @property
    def possible(self) -> bool:
        """Whether there is such a period. No other is ever taken in; a date may rot in the file."""
        return _EARLIEST <= self.start < self.end <= _LATEST

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


@entity
class BillLine(Entity):
    """A line of a bill as it is printed: a time band, a charge, an adjustment, or the tax.

    `amount` is in the unit of the line's kind: of the reading for a time band, kW or kVA for a
    capacity or demand charge, the power factor itself for its adjustment. `price` is for one such
    unit, for the power factor and the tax a rate in percent. `cost` is in the bill's currency.
    """

    word = "bill-line"
    title = N_("Line of a bill")

    reading: str = told("Bill", refers="reading")
    kind: LineKind | None = told("Kind", default=None)
    name: str = told("Name", default="", hint=N_("As peak, flat or valley"))
    amount: Decimal | None = told("Amount", default=None)
    price: Decimal | None = told("Unit price", default=None)
    cost: Decimal | None = told("Cost", default=None)
    register_from: Decimal | None = told("Previous register", default=None)
    register_to: Decimal | None = told("Present register", default=None)


@entity
class Equipment(Entity):
    """A machine of the key equipment list."""

    word = "equipment"
    title = N_("Equipment")

    factory: str = told("Factory", refers="factory")
    name: LocalText = told("Name", "B19", default=LocalText())
    model: str = told("Model", "B19", default="")
    rated_power: Decimal | None = told("Rated power (kW)", "B19", default=None)
    quantity: int | None = told("Quantity", "B19", default=None)
    process: LocalText = told("Process", "B19", default=LocalText())
    state: LocalText = told("State", "B19", default=LocalText())
