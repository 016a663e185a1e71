"""What goes into a comparison: a meter's months, its drivers, and events no driver explains."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cpdesk.domain.periods import Month


@dataclass(frozen=True)
class Event:
    """A non-routine event by the months it touches.

    `added` is what it adds to the use of each month (negative: takes away), with a relative
    `tolerance` that all its months share. An indicator adds nothing: `share` of each month, 0 to
    1, becomes a column of the model, which then finds out what the event is worth.
    """

    code: str
    share: Mapping[Month, float] = field(default_factory=dict)
    added: Mapping[Month, float] = field(default_factory=dict)
    tolerance: float = 0.0

    @property
    def is_indicator(self) -> bool:
        return bool(self.share)


@dataclass(frozen=True)
class Series:
    """The meter's complete months and each driver's, by name in the order chosen; the events."""

    use: Mapping[Month, float]
    drivers: Mapping[str, Mapping[Month, float]]
    events: tuple[Event, ...] = ()

    def usable(self, months: Sequence[Month]) -> list[Month]:
        """The months in which the meter and every driver are known."""
        known = (self.use, *self.drivers.values())
        return [month for month in months if all(month in each for each in known)]

    @property
    def indicators(self) -> tuple[Event, ...]:
        return tuple(each for each in self.events if each.is_indicator)

    @cached_property
    def amounts(self) -> tuple[Event, ...]:
        return tuple(each for each in self.events if not each.is_indicator)

    def added(self, month: Month) -> float:
        """What events add to the use of a month."""
        events = self.amounts
        return math.fsum(each.added.get(month, 0.0) for each in events) if events else 0.0

    def routine(self, months: Sequence[Month]) -> list[float]:
        """The use without what events added: what a model of the drivers is to explain."""
        return [self.use[month] - self.added(month) for month in months]

    def columns(self, months: Sequence[Month]) -> dict[str, list[float]]:
        """The columns of the model: drivers, then indicators."""
        found = {name: [each[m] for m in months] for name, each in self.drivers.items()}
        for event in self.indicators:
            found[event.code] = [event.share.get(month, 0.0) for month in months]
        return found
