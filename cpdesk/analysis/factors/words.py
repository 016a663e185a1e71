"""What factors and their sources are called, for papers in every language."""

from __future__ import annotations

from cpdesk.domain.plant import Grid, MeterKind
from cpdesk.domain.words import N_

# The sources of the factors that savings are printed with; a user's own stay as typed.
SOURCES = (
    N_("Announcement 2025 No. 47, annex table 3, secondary copies"),
    N_("Announcement for 2021, provincial table, secondary copies"),
    N_("Announcement for 2022, provincial table, secondary copies"),
    N_("CLP Power Hong Kong, per kWh sold"),
    N_("CLP sustainability report 2023, secondary copy"),
    N_("Combustion of one unit (48 MJ) of Towngas"),
    N_("GB/T 2589-2020, as quoted in published tables"),
    N_("HK Electric sustainability report 2019"),
    N_("HK Electric, per kWh sold"),
    N_("Ministry of Ecology and Environment and National Bureau of Statistics, announcement for "
       "2021"),
    N_("Ministry of Ecology and Environment and National Bureau of Statistics, announcement for "
       "2022"),
    N_("Ministry of Ecology and Environment and National Bureau of Statistics, announcement for "
       "2023"),
    N_("Reporting default for purchased heat, secondary copy"),
    N_("Upstream of one unit (48 MJ) of Towngas, 2021, secondary copy"),
)  # fmt: skip
_OF = {"coal": N_("Standard coal"), "co2": "CO₂"}
_CARRIERS = {each.value: each for each in MeterKind} | {f"grid.{g.value}": g for g in Grid}


def named(key: str) -> tuple[str, MeterKind | Grid] | None:
    """What a factor's key says: what it counts, of what; None for a key of another kind."""
    of, _, carrier = key.partition(".")
    known = _CARRIERS.get(carrier)
    return None if known is None or of not in _OF else (_OF[of], known)
