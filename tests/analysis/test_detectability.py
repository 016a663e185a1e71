"""Whether a saving could be shown: half widths by hand, and what is proposed where it could not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from cpdesk.analysis.models.regression import DEPENDENT
from cpdesk.analysis.plan import detectability as asked
from cpdesk.analysis.plan.detectability import Submeter, detectability, predicted_half_width
from cpdesk.analysis.saving.avoided import Series, avoided
from cpdesk.analysis.saving.series import Event
from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Month

START = Month(2023, 1)
T_10, T_22 = 1.8124611228107335, 1.717144374380243  # Student's t, 90 % two-sided: 1.812, 1.717
PIECES = [100, 100, 200, 200, 300, 300, 300, 300, 200, 200, 100, 100]


def months(values: Sequence[Any]) -> dict[Month, float]:
    return {START + at: float(value) for at, value in enumerate(values)}


def plant(years: int = 1, scatter: float = 100.0, base: float = 5000.0) -> Series:
    """A base and 10 a piece, then by turns `scatter` more and less.

    Output comes in pairs of like months, so the turns are in nobody's way: the residuals are the
    turns themselves, and as they change sign every month they have no memory.
    """
    pieces = PIECES * years
    use = [base + 10 * each + scatter * (-1) ** at for at, each in enumerate(pieces)]
    return Series(months(use), {"pieces": months(pieces)})


def ask(series: Series, expected: float, *submeters: Submeter) -> Any:
    return detectability("M1", "kWh", series, sorted(series.use), expected, submeters)


def test_the_half_width_by_hand() -> None:
    """Conditions like the baseline's: t s sqrt(12 + 12 x 12 / n), s^2 = n 100^2 / (n - 2)."""
    one = T_10 * math.sqrt(12 * 100**2 / 10) * math.sqrt(12 + 12)
    two = T_22 * math.sqrt(24 * 100**2 / 22) * math.sqrt(12 + 6)
    for years, width in ((1, one), (2, two)):
        series = plant(years)
        assert predicted_half_width(series, sorted(series.use)) == pytest.approx(width)
    assert one == pytest.approx(972.7, abs=0.1)


def test_the_half_width_is_that_of_a_year_that_comes_like_it() -> None:
    """Twelve more months like the last ones, measured: the same interval, memory included."""
    rng = np.random.default_rng(5)
    noise = np.cumsum(rng.normal(0, 60, 24)) + rng.normal(0, 30, 24)
    pieces = [*rng.integers(80, 320, 24)]
    use = [5000 + 10 * each + more for each, more in zip(pieces, noise, strict=True)]
    series = Series(months(use), {"pieces": months(pieces)})
    twice = Series(months([*use, *use[12:]]), {"pieces": months([*pieces, *pieces[12:]])})
    every = sorted(twice.use)
    measured = avoided(twice, every[:24], every[24:])
    assert measured.exact is not None
    assert measured.half_width is not None
    assert measured.half_width > 1.2 * measured.exact
    assert predicted_half_width(series, every[:24]) == pytest.approx(measured.half_width)


def test_twice_the_half_width_is_shown() -> None:
    width = predicted_half_width(plant(), sorted(plant().use))
    assert isinstance(width, float)
    result = ask(plant(), 2.001 * width)
    assert result.detectable is True
    assert result.finding.kind is asked.DETECTABLE
    assert result.finding.place == Place("meter", "M1")
    assert result.use == pytest.approx(84_000)
    assert result.share == pytest.approx(2.001 * width / 84_000)
    assert ask(plant(), 1.999 * width).detectable is False


def test_a_submeter_with_its_own_months() -> None:
    """Of three, the smallest whose own interval is narrow enough and that uses that much."""
    line = Submeter("line", 30_000, plant(scatter=20, base=500))
    tiny = Submeter("tiny", 300, plant(scatter=1, base=0))
    hall = Submeter("hall", 60_000, plant(scatter=30, base=3000))
    result = ask(plant(), 1_000, hall, line, tiny)
    assert result.finding.kind is asked.AT_SUBMETER
    assert (result.detectable, result.submeter) == (False, "line")
    assert result.narrower == pytest.approx(0.2 * result.half_width)
    facts = result.finding.facts
    assert (facts["expected"], facts["half_width"], facts["narrower"]) == (1_000, 973, 195)


def test_a_submeter_without_months_is_a_supposition() -> None:
    """972.7 of 84,000; a sub-meter of 30,000 as regular as that has 347.4."""
    result = ask(plant(), 1_000, Submeter("line", 30_000))
    assert result.finding.kind is asked.PERHAPS_AT_SUBMETER
    assert result.narrower == pytest.approx(result.half_width * 30 / 84)
    assert result.finding.facts["n"] == 9


def test_without_a_fitting_submeter_one_is_needed() -> None:
    unruly = Submeter("line", 30_000, plant(scatter=60, base=500))
    for submeters in ((), (unruly,), (Submeter("tiny", 900),)):
        result = ask(plant(), 1_000, *submeters)
        assert result.finding.kind is asked.NO_SUBMETER
        assert (result.submeter, result.narrower) == (None, None)
        assert result.finding.facts["share"] == "1.2%"


def test_more_than_the_meter_uses() -> None:
    result = ask(plant(), 84_001)
    assert result.finding.kind is asked.TOO_MUCH
    assert result.detectable is False


def test_an_event_of_doubtful_size_widens_it() -> None:
    """300 a month in the last six, to 50 %: what it adds there less what the model took of it."""
    quiet = plant(2)
    every = sorted(quiet.use)
    added = dict.fromkeys(every[18:], 300.0)
    use = {month: value + added.get(month, 0.0) for month, value in quiet.use.items()}
    loud = Series(use, quiet.drivers, (Event("shift", added=added, tolerance=0.5),))
    width = predicted_half_width(quiet, every)
    assert isinstance(width, float)
    # the model's total is half of what all 24 months add up to: 0.5 (1,800 - 1,800 / 2) = 450
    assert predicted_half_width(loud, every) == pytest.approx(math.hypot(width, 450))


def cannot_tell(series: Series) -> Any:
    result = ask(series, 1_000)
    assert (result.detectable, result.half_width, result.share) == (None, None, None)
    assert result.finding.place == Place("meter", "M1")
    return result.finding


def test_what_cannot_be_told_is_not_invented() -> None:
    full = plant()
    assert cannot_tell(Series(full.use, {})).kind is asked.NO_DRIVER
    short = Series(dict(list(full.use.items())[:11]), full.drivers)
    finding = cannot_tell(short)
    assert (finding.kind, finding.facts["known"], finding.facts["n"]) == (asked.NO_MONTHS, 11, 12)
    unrelated = Series(full.use, {"d": months([1, 2] * 6)})
    assert cannot_tell(unrelated).kind is asked.NO_MODEL
    twins = Series(full.use, {**full.drivers, "again": full.drivers["pieces"]})
    assert cannot_tell(twins).kind is DEPENDENT


def test_ten_drivers_ask_for_more_than_a_year() -> None:
    rng = np.random.default_rng(1)
    many = {f"d{at}": months(rng.uniform(0, 1, 12)) for at in range(10)}
    finding = cannot_tell(Series(plant().use, many))
    assert (finding.kind, finding.facts["n"]) == (asked.NO_MONTHS, 13)


@pytest.mark.parametrize("expected", [0.0, -5.0])
def test_nothing_expected(expected: float) -> None:
    result = ask(plant(), expected)
    assert (result.finding.kind, result.detectable) == (asked.NOT_EXPECTED, None)
