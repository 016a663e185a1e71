"""One meter from its bills to every model and both intervals, against numpy's least squares."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import numpy as np

from cpdesk.analysis.models.selection import candidates
from cpdesk.analysis.months.monthly import spread
from cpdesk.analysis.saving.avoided import avoided
from cpdesk.analysis.saving.series import Series
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Reading
from tests.benchmarks.comparing import compare, timed

MONTHS = [Month(2023, 1) + step for step in range(36)]
NAMES = tuple(f"D{number}" for number in range(6))
AT_ONCE = 20


def drivers() -> dict[str, dict[Month, float]]:
    chance = random.Random(6)
    return {name: {month: chance.gauss(500, 80) for month in MONTHS} for name in NAMES}


def bills(known: dict[str, dict[Month, float]]) -> list[Reading]:
    """36 bills that are read on the 10th, so that each falls into two months."""
    chance = random.Random(36)
    days = [date(each.year, each.month, 10) for each in (*MONTHS, MONTHS[-1] + 1)]
    return [_bill(start, end, known, chance) for start, end in itertools.pairwise(days)]


def _bill(
    start: date, end: date, known: dict[str, dict[Month, float]], chance: random.Random
) -> Reading:
    asked = sum(each[Month.of(start)] for each in known.values())
    amount = Decimal(round(1000 + asked + chance.gauss(0, 50), 2)).quantize(Decimal("0.01"))
    return Reading(
        id=str(start), meter="m", start=start, end=end, amount=amount,
        cost=(amount * Decimal("0.85")).quantize(Decimal("0.01")), currency="CNY",
    )


def test_one_meter_with_36_bills_and_6_drivers() -> None:
    known = drivers()
    readings = bills(known)

    def ours() -> None:
        months = spread(readings, "kWh", Convention.NEXT)
        use = {each.month: float(each.amount) for each in months.months if each.complete}
        series = Series(use, known)
        found = candidates(series, MONTHS[:24])
        result = avoided(series, MONTHS[:24], MONTHS[24:])
        assert len(found.candidates) == 63
        assert result.exact is not None
        assert result.autocorrelated is not None

    chance = np.random.default_rng(36)
    x = np.column_stack([np.ones(36), chance.normal(500, 80, (36, 6))])
    y = chance.normal(10_000, 500, 36)

    def plain() -> None:
        for kept in itertools.product((False, True), repeat=6):
            np.linalg.lstsq(x[:, (True, *kept)], y, rcond=None)

    compare(
        "one meter with 36 bills and 6 drivers", 3, timed(at_once(ours)), timed(at_once(plain))
    )


def at_once(work: Callable[[], None]) -> Callable[[], None]:
    """The work several times: a single time is a few milliseconds."""

    def run() -> None:
        for _ in range(AT_ONCE):
            work()

    return run
