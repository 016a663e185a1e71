"""Least squares against the certified values of NIST's Statistical Reference Datasets."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.models.regression import CONSTANT, DEPENDENT, TOO_FEW, fit
from cpdesk.domain.findings import Refusal

NORRIS = """0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5 666.3 998.5 996.3
449.1 448.6 778.9 777.0 559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9 339.3 338.0 448.9 447.5
10.8 11.6 557.7 556.0 228.3 228.1 998.0 995.8 888.8 887.6 119.6 120.2 0.3 0.3 0.6 0.3 557.6 556.8
339.3 339.1 888.0 887.2 998.5 999.0 778.9 779.0 10.2 11.1 117.6 118.3 228.9 229.2 668.4 669.1
449.2 448.9 0.2 0.5"""
LONGLEY = """60323 83.0 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962"""


def digits(value: float, certified: float) -> float:
    """Digits of agreement (the log relative error)."""
    if value == certified:
        return 15.0
    return -math.log10(abs(value - certified) / abs(certified))


def test_norris() -> None:
    table = np.array(NORRIS.split(), dtype=float).reshape(-1, 2)
    model = fit(table[:, 0], {"x": table[:, 1]})
    assert model.n == 36
    assert digits(model.coefficients["const"], -0.262323073774029) > 10
    assert digits(model.coefficients["x"], 1.00211681802045) > 10
    assert digits(model.standard_errors["const"], 0.232818234301152) > 10
    assert digits(model.standard_errors["x"], 0.429796848199937e-3) > 10
    assert digits(model.residual_sd, 0.884796396144373) > 10
    assert digits(model.r2, 0.999993745883712) > 12
    assert digits(model.f, 5436385.54079785) > 8


def test_longley() -> None:
    table = np.array(LONGLEY.split(), dtype=float).reshape(-1, 7)
    model = fit(table[:, 0], {f"x{number}": table[:, number] for number in range(1, 7)})
    certified = (
        -3482258.63459582, 15.0618722713733, -0.358191792925910e-1, -2.02022980381683,
        -1.03322686717359, -0.511041056535807e-1, 1829.15146461355,
    )
    for value, true in zip(model.coefficients.values(), certified, strict=True):
        assert digits(value, true) > 10
    errors = (
        890420.383607373, 84.9149257747669, 0.334910077722432e-1, 0.488399681651699,
        0.214274163161675, 0.226073200069370, 455.478499142212,
    )
    for value, true in zip(model.standard_errors.values(), errors, strict=True):
        assert digits(value, true) > 10
    assert digits(model.residual_sd, 304.854073561965) > 10
    assert digits(model.r2, 0.995479004577296) > 10


@pytest.mark.parametrize(
    ("name", "coefficients", "least"),
    [("wampler1", (1, 1, 1, 1, 1, 1), 9), ("wampler2", (1, 0.1, 0.01, 1e-3, 1e-4, 1e-5), 12)],
)
def test_wampler_without_noise(name: str, coefficients: tuple[float, ...], least: float) -> None:
    x = np.arange(21.0)
    y = sum(c * x**power for power, c in enumerate(coefficients))
    model = fit(y, {f"x{power}": x**power for power in range(1, 6)})
    for value, true in zip(model.coefficients.values(), coefficients, strict=True):
        assert digits(value, true) > least, name


@pytest.mark.parametrize("times", [1, 100, 10_000])
def test_wampler_with_noise(times: float) -> None:
    """Double precision is said to end at 9, 7.5 and 5.5 digits here; whole numbers lose none."""
    noise = np.array(
        [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048,
         2048, -2048, 2523, -2048, 2048, -2048, 759], dtype=float,
    )
    x = np.arange(21.0)
    y = sum(x**power for power in range(6)) + times * noise
    model = fit(y, {f"x{power}": x**power for power in range(1, 6)})
    assert min(digits(value, 1.0) for value in model.coefficients.values()) > 14


def test_no_intercept() -> None:
    """NoInt1: y = 130..140 on x = 60..70; NoInt2."""
    x, y = np.arange(60.0, 71), np.arange(130.0, 141)
    model = fit(y, {"x": x}, intercept=False)
    assert digits(model.coefficients["x"], 2.07438016528926) > 10
    assert digits(model.standard_errors["x"], 0.165289256198347e-1) > 10
    assert digits(model.r2, 0.999365492298663) > 10
    small = fit([3.0, 4.0, 4.0], {"x": [4.0, 5.0, 6.0]}, intercept=False)
    assert digits(small.coefficients["x"], 0.727272727272727) > 12
    assert digits(small.standard_errors["x"], 0.420827318078432e-1) > 12
    assert digits(small.residual_sd, 0.369274472937998) > 12
    assert digits(small.r2, 0.993348115299335) > 12


def test_models_that_cannot_be_made_are_refused() -> None:
    x = np.arange(24.0)
    cases = (
        ({"a": x, "c": x**2, "b": 3 * x}, DEPENDENT), ({"a": x, "b": np.ones(24)}, CONSTANT),
        ({"a": np.zeros(24)}, CONSTANT), ({"a": x, "b": x**2, "c": x + x**2}, DEPENDENT),
    )  # fmt: skip
    for columns, kind in cases:
        with pytest.raises(Refusal) as caught:
            fit(x**2, columns)
        assert caught.value.finding.kind is kind
    with pytest.raises(Refusal) as caught:
        fit(x**2, {"a": x, "c": x**2, "b": 3 * x})
    assert caught.value.finding.facts["names"] == "a, b"
    with pytest.raises(Refusal) as caught:
        fit([1.0, 2.0], {"a": [1.0, 2.0]})
    assert caught.value.finding.kind is TOO_FEW
    with pytest.raises(Refusal):
        fit([1.0, 2.0, math.nan], {"a": [1.0, 2.0, 4.0]})


def test_each_month_left_out() -> None:
    """Residuals, Cook's distance and the error against models truly made without the month."""
    rng = np.random.default_rng(3)
    x = rng.normal(100, 20, 14)
    y = 50 + 3 * x + rng.normal(0, 5, 14)
    model = fit(y, {"x": x})
    assert model.leverage.sum() == pytest.approx(2)
    misses = []
    for out in range(14):
        rest = np.arange(14) != out
        other = fit(y[rest], {"x": x[rest]})
        misses.append(y[out] - other.predict(other.design({"x": x[[out]]}, 1))[0])
        moved = model.x @ (model.vector - other.vector)
        assert model.cook[out] == pytest.approx(moved @ moved / (2 * model.residual_sd**2))
    assert model.left_out == pytest.approx(np.array(misses))
    assert model.loo_cv_rmse == pytest.approx(np.sqrt(np.mean(np.square(misses))) / y.mean())


def test_the_statistics_by_their_definitions() -> None:
    """Each by the formula of the contract, written out another way."""
    rng = np.random.default_rng(5)
    a, b = rng.normal(100, 20, 18), rng.normal(30, 9, 18)
    y = 500 + 3 * a + 2 * b + rng.normal(0, 12, 18)
    model = fit(y, {"a": a, "b": b})
    x = np.column_stack([np.ones(18), a, b])
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    e = y - x @ beta
    sse, sst = (e**2).sum(), ((y - y.mean()) ** 2).sum()
    assert model.r2 == pytest.approx(1 - sse / sst)
    assert model.adjusted_r2 == pytest.approx(1 - sse / 15 / (sst / 17))
    assert model.f == pytest.approx((sst - sse) / 2 / (sse / 15))
    assert model.cv_rmse == pytest.approx(np.sqrt(sse / 15) / y.mean())
    assert model.nmbe == pytest.approx(0, abs=1e-12)
    assert model.durbin_watson == pytest.approx(((e[1:] - e[:-1]) ** 2).sum() / sse)
    assert model.lag1 == pytest.approx((e[1:] * e[:-1]).sum() / sse)
    assert model.aicc == pytest.approx(18 * np.log(sse / 18) + 8 + 40 / 13)
    vif = 1 / (1 - np.corrcoef(a, b)[0, 1] ** 2)
    assert model.vif == pytest.approx({"a": vif, "b": vif})


def test_use_that_never_changes_has_no_r2() -> None:
    model = fit(np.full(12, 0.1), {"a": np.arange(12.0) ** 2})
    assert math.isnan(model.r2)
    assert math.isnan(model.f)
    assert math.isnan(model.f_p)


@given(st.floats(1e-3, 1e6), st.floats(-1e6, 1e6))
def test_units_of_a_driver_change_no_prediction(scale: float, shift: float) -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(100, 20, 24)
    y = 50 + 3 * x + rng.normal(0, 5, 24)
    plain, moved = fit(y, {"x": x}), fit(y, {"x": x * scale + shift})
    new = np.array([80.0, 130.0])
    one = plain.predict(plain.design({"x": new}, 2))
    other = moved.predict(moved.design({"x": new * scale + shift}, 2))
    assert one == pytest.approx(other, rel=1e-6)
