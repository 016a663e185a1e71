"""Pollution equivalents of the mainland's Environmental Protection Tax Law (annex 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cpdesk.analysis.factors.table import FactorTable, Used
from cpdesk.domain.upgrades import Quantity

# The factor's key for what an effect may reduce; others (`equivalent.nh3-n`) are asked by key.
KEYS: Mapping[Quantity, str] = {
    Quantity.COD: "equivalent.cod",
    Quantity.SO2: "equivalent.so2",
    Quantity.NOX: "equivalent.nox",
    Quantity.PARTICULATES: "equivalent.dust",
}


@dataclass(frozen=True)
class Equivalents:
    """How many pollution equivalents an amount is, and by which factor."""

    count: float
    used: Used


def pollution_equivalents(
    kilograms: float, key: str, year: int, factors: FactorTable
) -> Equivalents | None:
    """Kilograms by the pollutant's kilograms per equivalent; None where the law names none."""
    used = factors.of_year(key, year)
    return Equivalents(kilograms / float(used.factor.value), used) if used else None
