"""The words of VERIFI in ours: meters and predictors, their kinds, units and figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Convention, Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.quantities import from_float
from cpdesk.domain.words import LocalText
from cpdesk.exchange.draft import DraftRow

_NOTHING = ("", LocalText())
_SOURCES = {
    "Electricity": MeterKind.ELECTRICITY,
    "Natural Gas": MeterKind.NATURAL_GAS,
    "Water Intake": MeterKind.WATER,
    "Water Discharge": MeterKind.WASTEWATER,
}
_FUELS = (
    ("diesel", MeterKind.DIESEL), ("gasoline", MeterKind.PETROL), ("fuel oil", MeterKind.FUEL_OIL),
    ("coal", MeterKind.COAL), ("steam", MeterKind.STEAM), ("hot water", MeterKind.HEAT),
    ("liquefied petroleum", MeterKind.LPG), ("lpg", MeterKind.LPG), ("propane", MeterKind.LPG),
    ("lng", MeterKind.LNG),
)  # fmt: skip
_ENERGY_KJ = {"MMBtu": Decimal(1055060), "kWh": Decimal(3600), "MJ": Decimal(1000),
              "GJ": Decimal(10**6), "MWh": Decimal(3600000), "Therms": Decimal(105506)}


def row(kind: type[Entity], id: str, code: str, values: dict[str, Any]) -> DraftRow:
    """A row of a kind; what the backup leaves empty says nothing, and what is there stays."""
    known = {name: value for name, value in values.items() if value not in _NOTHING}
    return DraftRow(kind, {"id": id, **({"code": code} if code else {}), **known}, foreign=True)


def meter_row(meter: Mapping[str, Any], number: int) -> DraftRow:
    backward = meter.get("meterReadingDataApplication") == "backward"
    values = {
        "factory": f"id:{meter['facilityId']}", "name": in_english(meter.get("name")),
        "kind": _kind(meter), "unit": str(meter.get("startingUnit") or ""),
        "convention": Convention.THIS if backward else Convention.READ_MONTH,
        "supplier": str(meter.get("supplier") or ""),
        "account": str(meter.get("accountNumber") or ""),
        "location": in_english(meter.get("location")),
    }  # fmt: skip
    if not _is_energy(meter) and (heat := _heat(meter)):
        values["calorific_value"] = heat
    return row(Meter, str(meter["guid"]), f"M{number}", values)


def _kind(meter: Mapping[str, Any]) -> MeterKind:
    if meter.get("source") in _SOURCES:
        return _SOURCES[str(meter["source"])]
    fuel = str(meter.get("fuel") or "").lower()
    return next((kind for name, kind in _FUELS if name in fuel), MeterKind.OTHER)


def _is_energy(meter: Mapping[str, Any]) -> bool:
    """Whether the meter is billed in energy, so that the energy is what was read."""
    return meter.get("startingUnit") in (*_ENERGY_KJ, "DTherms", "kcal", "kJ", "kgce", "kgoe")


def _heat(meter: Mapping[str, Any]) -> Decimal | None:
    """Its heat content in kJ for one unit, where VERIFI knows it in a unit we know."""
    unit, heat = _ENERGY_KJ.get(str(meter.get("energyUnit"))), meter.get("heatCapacity")
    return unit * exact(heat) if unit and heat else None


def amount_of(meter: Mapping[str, Any], reading: Mapping[str, Any]) -> Decimal | None:
    names = ("totalEnergyUse", "totalVolume") if _is_energy(meter) else ("totalVolume",)
    return next((exact(reading[name]) for name in names if reading.get(name) is not None), None)


def driver_row(predictor: Mapping[str, Any], number: int) -> DraftRow:
    kind = DriverKind.PRODUCTION if predictor.get("production") else DriverKind.OTHER
    if predictor.get("predictorType") == "Weather":
        weather = {"HDD": DriverKind.HEATING_DEGREE_DAYS, "CDD": DriverKind.COOLING_DEGREE_DAYS}
        kind = weather.get(str(predictor.get("weatherDataType")), DriverKind.OTHER)
    values = {
        "factory": f"id:{predictor['facilityId']}", "name": in_english(predictor.get("name")),
        "kind": kind, "unit": str(predictor.get("unit") or ""),
    }  # fmt: skip
    return row(Driver, str(predictor["guid"]), f"D{number}", values)


def exact(value: Any) -> Decimal:
    """The figure at 15 significant digits; raises ValueError or TypeError where it is none."""
    figure = from_float(float(value))
    if not figure.is_finite():
        raise ValueError(f"not a figure: {value}")
    return figure


def in_english(value: Any) -> LocalText:
    return LocalText(en=str(value)) if value else LocalText()
