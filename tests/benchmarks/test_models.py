"""One meter: its bills onto months, all 64 models of six drivers, both intervals."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import numpy as np

from cpdesk.analysis.months import spread
from cpdesk.analysis.regression import fit
from cpdesk.analysis.selection import candidates
from cpdesk.analysis.series import Series
from cpdesk.analysis.uncertainty import Places, half_width
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Reading
from tests.benchmarks.comparing import compare, timed

TIMES = 100
START = Month(2021, 1)


def bills() -> list[Reading]:
    """37 bills of 28 to 33 days that cross month ends: 36 whole months."""
    chance, day, made = random.Random(1), date(2020, 12, 20), []
    while day < (START + 36).start:
        end = day + timedelta(chance.randint(28, 33))
        amount = Decimal(chance.randint(40_000_00, 60_000_00)) / 100
        made.append(Reading(id=str(day), meter="m", start=day, end=end, amount=amount))
        day = end
    return made


def test_one_meter_with_all_its_models() -> None:
    """Against numpy's own time for 64 least squares, designs and all."""
    rng = np.random.default_rng(1)
    x, readings = rng.normal(500, 60, (48, 6)), bills()
    names = [f"d{at}" for at in range(6)]
    months = [START + at for at in range(48)]
    drivers = {
        name: dict(zip(months, x[:, at].tolist(), strict=True)) for at, name in enumerate(names)
    }
    use = rng.normal(50_000, 3_000, 36)
    subsets = [each for size in range(7) for each in combinations(range(6), size)]

    def plain() -> None:
        for _ in range(TIMES):
            for each in subsets:
                design = np.column_stack([np.ones(36), x[:36, each]])
                np.linalg.lstsq(design, use, rcond=None)

    def ours() -> None:
        for _ in range(TIMES):
            series = spread(readings, "kWh", Convention.NEXT)
            amounts = {value.month: float(value.amount) for value in series.months
                       if value.complete}  # fmt: skip
            table = Series(amounts, drivers)
            found = candidates(table, months[:36]).candidates
            assert len(found) == 63
            columns = table.columns(months[:36])
            model = fit(table.routine(months[:36]), {name: columns[name] for name in names})
            design = model.design(table.columns(months[36:]), 12)
            half_width(model, design, Places.following(36, 0, 12), 0.9)

    compare(f"{TIMES} meters with all their models", 3, timed(ours), timed(plain))
