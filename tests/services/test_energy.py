"""Energy in standard coal by year, by hand: 0.1229 kgce a kWh, 1.3300 kgce a m³."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.services.energy_years import energy_years
from cpdesk.services.factors import load_factors
from cpdesk.services.series import metered
from tests.services.test_series import record

POWER = Meter(id="me", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh")
PUMPS = Meter(id="mp", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh", above="me")
GAS = Meter(id="mg", code="M3", factory="f", kind=MeterKind.NATURAL_GAS, unit="m³")
WATER = Meter(id="mw", code="M4", factory="f", kind=MeterKind.WATER, unit="m³")
YEARS = (2023, 2024)


def bills(meter: Meter, amount: int, last: Month) -> tuple[Reading, ...]:
    return tuple(
        Reading(id=f"{meter.id}{month}", meter=meter.id, start=month.start, end=month.end,
                amount=Decimal(amount))
        for month in month_range(Month(2023, 1), last)
    )  # fmt: skip


def test_main_meters_by_year_and_a_missing_month_is_no_year() -> None:
    read = {POWER: (50_000, Month(2024, 12)), PUMPS: (9_000, Month(2024, 12)),
            GAS: (3_000, Month(2024, 11)), WATER: (700, Month(2024, 12))}  # fmt: skip
    series = [(meter, metered(meter, bills(meter, *of))) for meter, of in read.items()]
    known = energy_years(series, YEARS, load_factors(record()))
    power, gas = known.lines
    assert (power.meter, gas.meter) == (POWER, GAS)
    assert power.tonnes == pytest.approx((73.74, 73.74))  # 12 x 50,000 x 0.1229 / 1,000
    assert gas.tonnes[0] == pytest.approx(47.88)  # 12 x 3,000 x 1.3300 / 1,000
    assert gas.tonnes[1] is None
    assert [used.asked for used in power.used] == [2023, 2024]
    assert [used.asked for used in gas.used] == [2023]
    assert known.totals == (pytest.approx(121.62), None)
    assert energy_years([(WATER, series[3][1])], YEARS, load_factors(record())).lines == ()
