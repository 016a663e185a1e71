"""Money measures against published examples and arithmetic by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.money.finance import (
    Case,
    Varied,
    abatement_cost,
    npv,
    payback,
    public_cost,
    rates_of_return,
    recovery_factor,
    sensitivity,
    sign_changes,
    simple_payback,
    worth,
)

# The example of a spreadsheet's documentation of IRR.
BUSINESS = (-70_000.0, 12_000.0, 15_000.0, 18_000.0, 21_000.0, 26_000.0)


def test_published_rates_of_return() -> None:
    assert rates_of_return(BUSINESS) == pytest.approx([0.0866309480], abs=1e-9)
    assert rates_of_return(BUSINESS[:5]) == pytest.approx([-0.0212448482], abs=1e-9)
    assert rates_of_return(BUSINESS[:3]) == pytest.approx([-0.4435069413], abs=1e-9)


def test_published_present_value_with_the_first_flow_undiscounted() -> None:
    """The documented NPV(10 %, -10000, 3000, 4200, 6800) = 1188.44 discounts the first too."""
    flows = (-10_000.0, 3_000.0, 4_200.0, 6_800.0)
    assert npv(0.10, flows) / 1.10 == pytest.approx(1188.44, abs=0.005)
    assert npv(0.10, flows) == pytest.approx(1307.29, abs=0.005)


def test_two_rates_and_none() -> None:
    """-1000, 2300, -1320 is nothing at 10 % and at 20 %."""
    flows = (-1000.0, 2300.0, -1320.0)
    assert sign_changes(flows) == 2
    assert rates_of_return(flows) == pytest.approx([0.10, 0.20], abs=1e-9)
    assert rates_of_return((-1000.0, -1.0)) == ()
    assert rates_of_return((-100.0, 200.0, -150.0)) == ()


def test_payback_within_a_year() -> None:
    assert payback((-1000.0, 400.0, 400.0, 400.0)) == pytest.approx(2.5)
    assert payback((-1000.0, 400.0, 400.0)) is None
    assert payback((0.0, 5.0)) == 0
    assert payback(()) is None
    # 363.64 + 330.58 leave 305.79; the third year is worth 300.53, so it takes the fourth.
    discounted = payback((-1000.0, 400.0, 400.0, 400.0, 400.0), 0.10)
    assert discounted == pytest.approx(3 + (1000 - 994.7408) / 273.2054, abs=1e-4)
    # A cost in the third year takes back what the second had paid.
    assert payback((-100.0, 60.0, 60.0, -50.0, 60.0)) == pytest.approx(3.5)
    assert simple_payback(738_000, 310_359) == pytest.approx(2.378, abs=1e-3)
    assert simple_payback(1, 0) is None


def test_the_yearly_payment_of_a_loan() -> None:
    """1 at 8 % over 10 years: 0.149029."""
    assert recovery_factor(0.08, 10) == pytest.approx(0.1490294887)
    assert recovery_factor(0.0, 10) == pytest.approx(0.1)


def test_a_case_with_and_without_the_grant() -> None:
    """HK$1,300,000 with 650,000 granted; 400,000 saved, 20,000 more to run, 5 years, 6 %."""
    case = Case(1_300_000, 400_000, 5, running=20_000, rate=0.06)
    alone, helped = worth(case), worth(Case(1_300_000, 400_000, 5, 650_000, 20_000, rate=0.06))
    assert alone.simple == pytest.approx(1_300_000 / 380_000)
    assert helped.simple == pytest.approx(650_000 / 380_000)
    annuity = (1 - 1.06**-5) / 0.06
    assert alone.npv == pytest.approx(380_000 * annuity - 1_300_000)
    assert helped.npv - alone.npv == pytest.approx(650_000)
    assert alone.roi == pytest.approx(600 / 1300)
    assert alone.life_cycle_cost == pytest.approx(1_300_000 + 20_000 * annuity)
    assert alone.rate_of_return is not None
    assert npv(alone.rate_of_return, case.flows()) == pytest.approx(0, abs=1e-6)
    assert worth(Case(100, 10, 3, grant=100)).roi is None


def test_growth_residual_and_a_life_that_ends_within_a_year() -> None:
    case = Case(1000, 400, 2.5, residual=50, growth=0.1)
    assert case.flows() == pytest.approx((-1000, 400, 440, 484 / 2 + 50))
    assert worth(case).life_cycle_cost == pytest.approx(950)


def test_the_cost_of_a_tonne() -> None:
    case = Case(1_000_000, 100_000, 10, rate=0.08)
    assert abatement_cost(case, 200) == pytest.approx((149_029.4887 - 100_000) / 200)
    assert abatement_cost(case, 0) is None
    assert public_cost(500_000, 200, 10) == pytest.approx(250)
    assert public_cost(500_000, 0, 10) is None


def test_sensitivity_of_the_payback() -> None:
    case = Case(1000, 250, 10, grant=200, running=50)
    found = sensitivity(case)
    assert found[Varied.PRICE] == pytest.approx((800 / 150, 800 / 175, 4, 800 / 225, 800 / 250))
    assert found[Varied.USE] == found[Varied.PRICE]
    assert found[Varied.COST] == pytest.approx((3, 3.5, 4, 4.5, 5))


flows_of_projects = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12)


@given(flows_of_projects)
def test_every_rate_found_is_a_rate_and_there_are_not_too_many(flows: list[float]) -> None:
    found = rates_of_return(flows)
    assert len(found) <= sign_changes(flows)
    for rate in found:
        scale = math.fsum(abs(f) / (1 + rate) ** y for y, f in enumerate(flows))
        assert abs(npv(rate, flows)) <= 1e-9 * scale


@given(st.floats(1, 1e6), st.floats(1, 1e5), st.integers(1, 20), st.floats(0, 0.5))
def test_a_discounted_payback_is_never_shorter(
    outlay: float, saving: float, life: int, rate: float
) -> None:
    flows = Case(outlay, saving, life).flows()
    simple, discounted = payback(flows), payback(flows, rate)
    if discounted is not None:
        assert simple is not None
        assert discounted >= simple - 1e-9
