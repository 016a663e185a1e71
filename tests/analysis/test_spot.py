"""Savings by spot measurement, held against arithmetic by hand."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.saving import spot_findings as found
from cpdesk.analysis.saving.spot import Option, mean_uncertainty, sample_size, spot_saving
from cpdesk.domain.findings import FindingKind, Place
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Side, Spot, SpotKind

EFFECT = Effect(id="e", code="E1", upgrade="u", unit="kWh")
T_9 = 1.8331129326536337  # Student's t, 90 % two-sided, 9 degrees of freedom: printed tables 1.833


def spot(code: str, value: str | None, **given: Any) -> Spot:
    """P0, P1, h0, h1: power and hours before (0) and with the upgrade (1)."""
    kind = SpotKind.POWER if code[0] == "P" else SpotKind.HOURS
    side = Side.BEFORE if code[1] == "0" else Side.AFTER
    for name in ("sd", "tolerance"):
        if name in given:
            given[name] = Decimal(given[name])
    mean = None if value is None else Decimal(value)
    return Spot(**{"id": code, "code": code, "effect": "e", "side": side, "kind": kind,
                   "value": mean, **given})  # fmt: skip


def lamps() -> list[Spot]:
    """100 lamps of 0.040 kW become 0.018 kW, ten measured of each, for 4,000 agreed hours."""
    return [
        spot("P0", "0.040", samples=10, population=100, sd="0.002", tolerance="1"),
        spot("P1", "0.018", samples=10, population=100, sd="0.001", tolerance="1"),
        spot("h0", "4000", agreed=True, tolerance="5"),
    ]


def kinds(spots: list[Spot], effect: Effect = EFFECT) -> list[FindingKind]:
    return [each.kind for each in spot_saving(effect, spots).findings]


def test_lamps_by_hand() -> None:
    result = spot_saving(EFFECT, lamps())
    assert result.findings == ()
    assert result.before == pytest.approx(16_000)
    assert result.after == pytest.approx(7_200)
    assert result.amount == pytest.approx(8_800)
    assert result.option is Option.A
    # s / sqrt(10) x sqrt(90/99), by t of 9; the instrument's 1 %; then x 100 lamps x 4,000 h
    first = math.hypot(T_9 * 0.002 / math.sqrt(10) * math.sqrt(90 / 99), 0.0004) * 400_000
    second = math.hypot(T_9 * 0.001 / math.sqrt(10) * math.sqrt(90 / 99), 0.00018) * 400_000
    hours = 0.05 * 4000 * 100 * (0.040 - 0.018)  # the same hours on both sides: counted once
    assert hours == pytest.approx(440)
    assert [term.part for term in result.terms] == pytest.approx([first, second, hours])
    assert result.half_width == pytest.approx(math.sqrt(first**2 + second**2 + hours**2))
    assert result.half_width == pytest.approx(math.sqrt(470.2**2 + 232.5**2 + 440**2), abs=0.1)
    assert result.terms[2].sides == (Side.BEFORE, Side.AFTER)


def test_a_product_has_relative_uncertainties_in_squares() -> None:
    """Nothing is left after: u(Ph)/Ph = sqrt(0.03^2 + 0.04^2) = 5 %."""
    spots = [
        spot("P0", "10", samples=4, population=4, tolerance="3"),
        spot("P1", "0", samples=4, population=4, tolerance="3"),
        spot("h0", "2000", samples=1, population=1, tolerance="4"),
    ]
    result = spot_saving(EFFECT, spots)
    assert result.amount == pytest.approx(80_000)
    assert result.half_width == pytest.approx(4_000)
    assert result.option is Option.B


def test_each_side_has_its_own_hours_and_machines() -> None:
    """Three compressors of 50 kW for 6,000 h, then two of 60 kW for 5,000 h."""
    spots = [
        spot("P0", "50", samples=3, population=3, tolerance="2"),
        spot("P1", "60", samples=2, population=2, tolerance="2"),
        spot("h0", "6000", samples=3, population=3, tolerance="1"),
        spot("h1", "5000", samples=2, population=2, tolerance="1"),
    ]
    result = spot_saving(EFFECT, spots)
    assert (result.before, result.after, result.amount) == (900_000, 600_000, 300_000)
    assert result.half_width == pytest.approx(math.hypot(18_000, 12_000, 9_000, 6_000))
    assert [each.kind for each in result.findings] == [found.MACHINES_DIFFER]


def test_hours_and_machines_of_the_other_side_serve() -> None:
    spots = [
        spot("P0", "2", samples=5, population=5, tolerance="0"),
        spot("P1", "1", samples=5, tolerance="0"),
        spot("h1", "1000", agreed=True, tolerance="0"),
    ]
    result = spot_saving(EFFECT, spots)
    assert (result.amount, result.half_width, result.findings) == (5_000, 0, ())


def test_a_sample_of_all_has_no_sampling_error() -> None:
    assert mean_uncertainty(3.0, 12, 12) == 0
    assert mean_uncertainty(3.0, 1, 1) == 0
    assert mean_uncertainty(3.0, 9, 10**9) == pytest.approx(1.0)
    assert mean_uncertainty(3.0, 9, 25) == pytest.approx(math.sqrt(16 / 24))


def test_a_wider_confidence_is_wider() -> None:
    widths = [spot_saving(EFFECT, lamps(), each).half_width or 0 for each in (0.68, 0.9, 0.95)]
    assert widths == sorted(set(widths))
    assert widths[0] > 0


@pytest.mark.parametrize(
    ("cv", "precision", "confidence", "population", "n"),
    [
        (0.5, 0.1, 0.9, None, 68),  # (1.645 x 5)^2 = 67.6
        (0.5, 0.1, 0.9, 100, 41),  # 67.64 / 1.6764 = 40.3
        (0.5, 0.2, 0.8, None, 11),  # (1.2816 x 2.5)^2 = 10.3
        (0.5, 0.1, 0.95, None, 97),  # (1.96 x 5)^2 = 96.04
        (0.5, 0.1, 0.9, 20, 16),  # 67.64 / 4.382 = 15.4
        (0.0, 0.1, 0.9, 50, 2),
        (0.5, 0.1, 0.9, 1, 1),
    ],
)
def test_sample_size(
    cv: float, precision: float, confidence: float, population: int | None, n: int
) -> None:
    assert sample_size(cv, precision, confidence, population) == n


@pytest.mark.parametrize(
    "given", [(-0.1, 0.1, 0.9, 9), (0.5, 0.0, 0.9, 9), (0.5, 0.1, 1.0, 9), (0.5, 0.1, 0.9, -3)]
)
def test_sample_size_of_no_figure(given: tuple[float, float, float, int]) -> None:
    with pytest.raises(ValueError, match="no sample"):
        sample_size(*given)


P0 = spot("P0", "2", samples=5, population=5, tolerance="1")
P1 = spot("P1", "1", samples=5, population=5, tolerance="1")
H = spot("h0", "1000", agreed=True, tolerance="1")


@pytest.mark.parametrize(
    ("spots", "kind", "place"),
    [
        ([P1, H], found.NO_POWER, Place("effect", "E1")),
        ([P0, H], found.NO_POWER, Place("effect", "E1")),
        ([P0, P1], found.NO_HOURS, Place("effect", "E1")),
        ([P0, P0, P1, H], found.TWICE, Place("effect", "E1")),
        ([spot("P0", None, samples=5, population=5), P1, H], found.EMPTY,
         Place("spot", "P0", "value")),
        ([P0, P1, spot("h0", "-1", agreed=True)], found.NEGATIVE, Place("spot", "h0", "value")),
        ([P0, P1, spot("h0", "1", tolerance="-1")], found.NEGATIVE,
         Place("spot", "h0", "tolerance")),
        ([P0, P1, spot("h0", "8785", agreed=True)], found.TOO_MANY_HOURS,
         Place("spot", "h0", "value")),
        ([P0, spot("P1", "1", samples=6), H], found.OVERCOUNTED, Place("spot", "P1", "samples")),
        ([P0, spot("P1", "1", samples=0, population=5), H], found.NO_COUNT,
         Place("spot", "P1", "samples")),
        ([spot("P0", "2", samples=5), spot("P1", "1", samples=5), H], found.NO_MACHINES,
         Place("spot", "P0", "population")),
        ([P0, P1, H, spot("h1", "1", kind=None)], found.UNPLACED, Place("spot", "h1", "kind")),
        ([P0, P1, H, spot("h1", "1", side=None)], found.UNPLACED, Place("spot", "h1", "side")),
    ],
)  # fmt: skip
def test_what_stands_against_a_saving(
    spots: list[Spot], kind: FindingKind, place: Place
) -> None:
    result = spot_saving(EFFECT, spots)
    assert kind in [each.kind for each in result.findings]
    assert place in [each.place for each in result.findings if each.kind is kind]
    assert (result.amount, result.half_width, result.option) == (None, None, None)


def test_nothing_measured_is_an_estimate() -> None:
    agreed = [spot(code, "5", agreed=True, population=3) for code in ("P0", "P1", "h0")]
    assert kinds(agreed) == [found.ALL_AGREED]
    assert found.ALL_AGREED not in kinds([])


def test_kilowatt_hours_are_no_cubic_metres() -> None:
    assert kinds([P0, P1, H], Effect(id="e", code="E1", upgrade="u", unit="m³")) == [
        found.NO_ENERGY
    ]
    assert kinds([P0, P1, H], Effect(id="e", code="E1", upgrade="u", unit="MWh")) == []


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"tolerance": "1"}, found.NO_SAMPLE),
        ({"tolerance": "1", "samples": 1}, found.ONE_SAMPLE),
        ({"tolerance": "1", "samples": 4}, found.NO_SPREAD),
        ({"samples": 5}, found.NO_TOLERANCE),
    ],
)
def test_an_unknown_uncertainty_leaves_no_interval(
    given: dict[str, Any], kind: FindingKind
) -> None:
    result = spot_saving(EFFECT, [P0, spot("P1", "1", **given), H])
    assert [each.kind for each in result.findings] == [kind]
    assert result.amount == 5_000
    assert result.half_width is None


def test_a_sample_too_small_for_its_spread() -> None:
    """A spread of a half: 67.64 / 1.6764 = 41 of 100; nine are not enough, 41 are."""
    few = spot("P1", "1", samples=9, population=100, sd="0.5", tolerance="1")
    enough = spot("P1", "1", samples=41, population=100, sd="0.5", tolerance="1")
    before = spot("P0", "2", samples=100, population=100, tolerance="1")
    (small,) = spot_saving(EFFECT, [before, few, H]).findings
    assert small.kind is found.SMALL_SAMPLE
    assert small.facts["wanted"] == 41
    assert kinds([before, enough, H]) == []
