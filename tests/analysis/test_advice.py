"""What to record next, by what is missing of a verdict."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cpdesk.analysis.saving import advice
from cpdesk.analysis.saving.advice import months_needed, next_step
from cpdesk.analysis.saving.avoided import Avoided, Series, Verdict, avoided
from cpdesk.domain.periods import Month

START = Month(2022, 1)


def plant(
    saved: float, months: int, noise: float = 400.0, shift: float = 1.0, quiet: bool = False
) -> Avoided:
    """24 months of baseline and some of reporting, with `saved` kWh a month.

    Quiet reporting months are all alike and follow the plant without noise.
    """
    rng = np.random.default_rng(5)
    n = 24 + months
    pieces = rng.uniform(1500, 2500, n)
    pieces[24:] *= shift
    pieces[24:] = 2000 if quiet else pieces[24:]
    use = 5000 + 10 * pieces + rng.normal(0, noise, n) * (np.arange(n) < (24 if quiet else n))
    use[24:] -= saved
    every = [START + at for at in range(n)]
    series = Series(
        dict(zip(every, use, strict=True)), {"pieces": dict(zip(every, pieces, strict=True))}
    )
    return avoided(series, every[:24], every[24:])


def said(result: Avoided) -> Any:
    found = next_step(result, "M1", "U1")
    return found.kind if found else None


def test_nothing_is_asked_of_a_saving_that_is_shown() -> None:
    result = plant(2000, 12)
    assert result.verdict is Verdict.SHOWN
    assert said(result) is None


def test_a_few_months_more_will_show_it() -> None:
    result = plant(500, 3)
    found = next_step(result, "M1", "U1")
    assert found is not None
    assert found.kind is advice.MORE_MONTHS
    needed = months_needed(result)
    assert needed == found.facts["n"]
    assert needed is not None
    assert 3 < needed <= advice.MOST_MONTHS


def test_the_months_foretold_are_about_those_it_takes() -> None:
    needed = months_needed(plant(700, 3, quiet=True))
    assert needed is not None
    took = next(m for m in range(3, 60) if (plant(700, m, quiet=True).fsu or 1) <= 0.5)
    assert abs(needed - took) <= 2


def test_a_saving_lost_in_the_noise_needs_a_sub_meter() -> None:
    lost = plant(400, 12, noise=1500.0, quiet=True)
    assert lost.avoided > 0
    assert months_needed(lost) is None
    assert said(lost) is advice.SUB_METER


def test_nothing_saved_asks_what_happened() -> None:
    assert said(plant(-2000, 12)) is advice.CHECK


def test_months_far_outside_ask_for_months_alike() -> None:
    found = next_step(plant(3000, 12, shift=0.2), "M1", "U1")
    assert found is not None
    assert found.kind is advice.LIKE_MONTHS
    assert found.facts["names"] == "pieces"


def test_a_ratio_asks_for_drivers() -> None:
    every = [START + at for at in range(24)]
    use = {month: 100.0 if at < 12 else 80.0 for at, month in enumerate(every)}
    assert said(avoided(Series(use, {}), every[:12], every[12:])) is advice.OTHER_DRIVERS


def test_without_a_model_no_months_can_be_foretold() -> None:
    every = [START + at for at in range(24)]
    use = dict.fromkeys(every, 100.0)
    assert months_needed(avoided(Series(use, {}), every[:12], every[12:])) is None


@pytest.mark.parametrize("months", [2, 6])
def test_it_never_takes_fewer_months_than_are_measured(months: int) -> None:
    needed = months_needed(plant(400, months))
    assert needed is None or needed >= months
