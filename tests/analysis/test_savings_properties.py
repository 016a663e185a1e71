"""What no choice of units may change, and what must always add up."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cpdesk.analysis.saving.avoided import Avoided, Event, Series, avoided
from cpdesk.domain.periods import Month

START = Month(2022, 1)
seeds = st.integers(0, 10_000)
factors = st.floats(1e-3, 1e4)
shifts = st.floats(-1e4, 1e4)


def series(seed: int, factor: float = 1.0, shift: float = 0.0, unit: float = 1.0) -> Series:
    """Three years of a meter on two drivers; the first driver in other units, the use likewise."""
    rng = np.random.default_rng(seed)
    output, heat = rng.uniform(300, 900, 36), rng.uniform(0, 300, 36)
    use = (9000 + 14 * output + 20 * heat + rng.normal(0, 400, 36)) * unit
    use[24:] *= 0.9
    months = [START + at for at in range(36)]
    return Series(
        dict(zip(months, use, strict=True)),
        {"output": dict(zip(months, output * factor + shift, strict=True)),
         "heat": dict(zip(months, heat, strict=True))},
    )  # fmt: skip


def measured(made: Series) -> Avoided:
    months = sorted(made.use)
    return avoided(made, months[:24], months[24:])


@settings(deadline=None, max_examples=60)
@given(seeds, factors, shifts)
def test_the_units_of_a_driver_change_no_saving(seed: int, factor: float, shift: float) -> None:
    one, other = measured(series(seed)), measured(series(seed, factor, shift))
    assert math.isclose(one.avoided, other.avoided, rel_tol=1e-7, abs_tol=1e-3)
    assert one.half_width is not None
    assert other.half_width is not None
    assert math.isclose(one.half_width, other.half_width, rel_tol=1e-6)
    assert one.verdict is other.verdict


@settings(deadline=None, max_examples=60)
@given(seeds, factors)
def test_the_unit_of_the_meter_only_scales(seed: int, unit: float) -> None:
    one, other = measured(series(seed)), measured(series(seed, unit=unit))
    assert math.isclose(one.avoided * unit, other.avoided, rel_tol=1e-9)
    assert math.isclose(one.fraction, other.fraction, rel_tol=1e-9)
    assert one.verdict is other.verdict


@settings(deadline=None, max_examples=60)
@given(seeds, st.floats(-5000, 5000), st.floats(0, 1), st.integers(0, 35), st.integers(1, 12))
def test_months_add_up_and_events_only_widen(
    seed: int, amount: float, tolerance: float, first: int, length: int
) -> None:
    plain = series(seed)
    added = {START + at: amount for at in range(first, min(36, first + length))}
    event = Event("J1", added=added, tolerance=tolerance)
    found = measured(Series(plain.use, plain.drivers, (event,)))
    assert math.isclose(
        math.fsum(month.avoided for month in found.months), found.avoided, abs_tol=1e-6
    )
    assert math.isclose(found.adjusted - found.actual, found.avoided, abs_tol=1e-6)
    sure = measured(Series(plain.use, plain.drivers, (Event("J1", added=added),)))
    assume(found.half_width is not None and sure.half_width is not None)
    assert found.half_width is not None
    assert sure.half_width is not None
    assert found.half_width >= sure.half_width - 1e-9
    assert found.autocorrelated is not None
    assert found.exact is not None
    assert found.autocorrelated >= found.exact
