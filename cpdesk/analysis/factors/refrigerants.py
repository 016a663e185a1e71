"""Warming potentials of refrigerant blends: always computed from their parts, never quoted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from cpdesk.analysis.factors.table import Factor, Status

Blends = Mapping[str, Mapping[str, Decimal]]
_WORST = (Status.OFFICIAL, Status.SECONDARY, Status.MEMORY)


def read_blends(text: str) -> Blends:
    """The mass shares of each blend's parts from rows `blend,part,share`; ValueError unless 1."""
    found: dict[str, dict[str, Decimal]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(row["blend"], {})[row["part"]] = Decimal(row["share"])
    for name, parts in found.items():
        if sum(parts.values()) != 1:
            raise ValueError(f"the parts of {name} add up to {sum(parts.values())}, not 1")
    return found


def blended(blends: Blends, factors: Iterable[Factor]) -> Iterator[Factor]:
    """A factor for each blend and report of which every part is known; as sure as the least sure.

    GWP = sum of share x GWP of the part.
    """
    known = {(each.key, each.purpose): each for each in factors if each.key.startswith("gwp.")}
    for purpose in sorted({purpose for _, purpose in known}):
        for name, parts in blends.items():
            found = [known.get((f"gwp.{part}", purpose)) for part in parts]
            whole = [each for each in found if each is not None]
            if len(whole) == len(parts):
                yield _blend(name, purpose, list(zip(parts.values(), whole, strict=True)))


def _blend(name: str, purpose: str, parts: list[tuple[Decimal, Factor]]) -> Factor:
    value = sum((share * each.value for share, each in parts), Decimal(0))
    first = parts[0][1]
    made = " + ".join(f"{share} x {each.key.removeprefix('gwp.')}" for share, each in parts)
    status = max((each.status for _, each in parts), key=_WORST.index)
    return Factor(
        f"gwp.{name}", value.normalize() + 0, first.unit, first.gas, None, first.source, status,
        made, "", purpose,
    )  # fmt: skip
