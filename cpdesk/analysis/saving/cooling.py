"""Less heat of lamps or motors also saves cooling (an interaction of measures in IPMVP's words).

What is saved x the share of the heat that the cooling carried off / COP of the cooling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.units import dimension
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.words import N_

INCOMPLETE = warning(
    "cooling-incomplete",
    N_("{effect} tells of cooling that is saved, but not both its share and its COP. Enter the "
       "other; until then no cooling is added."),
)  # fmt: skip
IMPOSSIBLE = blocking(
    "cooling-impossible",
    N_("{effect} has {value} where a share lies between 0 and 100%, a COP is above 0, and a "
       "tolerance is not negative. Correct it."),
)  # fmt: skip
NO_TOLERANCE = warning(
    "cooling-tolerance-missing",
    N_("The cooling saved by {effect} has no tolerance and counts as exact. Enter one."),
)
NO_HEAT = blocking(
    "cooling-unit",
    N_("Only energy becomes heat, but {effect} is counted in {unit}. Delete its cooling."),
)


@dataclass(frozen=True)
class Cooling:
    """What less heat saves at the chiller, in the unit of the saving that gives it off."""

    amount: Decimal
    share: Decimal
    cop: Decimal
    tolerance: Decimal | None

    @property
    def factor(self) -> float:
        """What the saving is multiplied with so that it holds the cooling too."""
        return 1 + float(self.share / 100 / self.cop)

    @property
    def change(self) -> float:
        """What the tolerance makes of the amount."""
        return abs(float(self.amount)) * float(self.tolerance or 0) / 100


def cooling(effect: Effect, saved: Decimal) -> Cooling | None:
    """What an effect saves of cooling besides; None where it tells of none, or of none in full."""
    share, cop = effect.cooling_share, effect.cooling_cop
    if share is None or cop is None or any(each.blocking for each in faults(effect)):
        return None
    return Cooling(saved * share / 100 / cop, share, cop, effect.cooling_tolerance)


def faults(effect: Effect, unit: str = "") -> Iterator[Finding]:
    """What is missing or impossible; `unit` is that of the saving where the effect names none."""
    given = (effect.cooling_share, effect.cooling_cop)
    if given == (None, None):
        return
    unit = effect.unit or unit
    if None in given:
        field = "cooling_cop" if effect.cooling_cop is None else "cooling_share"
        yield INCOMPLETE.at(_at(effect, field), effect=effect.code)
    elif effect.cooling_tolerance is None:
        yield NO_TOLERANCE.at(_at(effect, "cooling_tolerance"), effect=effect.code)
    for field, least, most in _LIMITS:
        value = getattr(effect, field)
        if value is not None and not least <= value <= most:
            yield IMPOSSIBLE.at(_at(effect, field), effect=effect.code, value=value)
    if unit and dimension(unit) != "energy":
        yield NO_HEAT.at(_at(effect, "cooling_share"), effect=effect.code, unit=unit)


def _at(effect: Effect, field: str) -> Place:
    return Place("effect", effect.code, field)


_NO_LIMIT = Decimal("Infinity")
_LIMITS = (
    ("cooling_share", Decimal(0), Decimal(100)),
    ("cooling_cop", Decimal("0.01"), _NO_LIMIT),
    ("cooling_tolerance", Decimal(0), _NO_LIMIT),
)
