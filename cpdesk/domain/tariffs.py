"""What a meter's supplier charges: dated tariffs with their time bands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.words import N_, LocalText


@entity
class Tariff(Entity):
    """The prices of a meter from a day on, until the next tariff of the same meter begins.

    `capacity_price` is the charge a month for one kW (or kVA) of demand or capacity;
    `power_factor` the adjustment for it in percent of the energy charge (negative: a reward).
    """

    word = "tariff"
    title = N_("Tariff")

    meter: str = told("Meter", refers="meter")
    name: LocalText = told("Name", default=LocalText())
    valid_from: date | None = told("Valid from", default=None)
    currency: str = told("Currency", default="CNY")
    capacity_price: Decimal | None = told("Capacity or demand charge (a kW a month)", default=None)
    power_factor: Decimal | None = told("Power factor adjustment (%)", default=None)
    source: str = told("Source", default="")


@entity
class TariffBand(Entity):
    """A time band of a tariff; `share` is the part in percent of what was avoided that lies in it.

    A tariff without time bands has one band of 100 %.
    """

    word = "tariff-band"
    title = N_("Time band")

    tariff: str = told("Tariff", refers="tariff")
    name: LocalText = told("Name", default=LocalText(), hint=N_("As peak, flat or valley"))
    price: Decimal | None = told("Price of one unit", default=None)
    share: Decimal | None = told("Share of what is avoided (%)", default=None)
