"""What was avoided at the tariff of its time bands and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.money import tariffs as found
from cpdesk.analysis.money.price import Money, PriceBasis
from cpdesk.analysis.money.tariffs import Prices, at_tariffs
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.tariffs import Tariff, TariffBand

JUNE, JULY = Month(2025, 6), Month(2025, 7)


def tariff(since: date | None, *bands: tuple[str, str | None], **more: Any) -> Prices:
    made = Tariff(id="t", code="TA1", meter="m", valid_from=since, **more)
    rows = (
        TariffBand(id=str(at), tariff="t", price=Decimal(price), share=share and Decimal(share))
        for at, (price, share) in enumerate(bands)
    )
    return Prices(made, tuple(rows))


PEAKED = tariff(date(2025, 1, 1), ("1.18", "30"), ("0.70", "50"), ("0.28", "20"))


def money(*args: Any, **more: Any) -> Money:
    made = at_tariffs(*args, "M1", **more)
    assert isinstance(made, Money)
    return made


def test_the_bands_by_what_lay_in_each() -> None:
    """0.3 x 1.18 + 0.5 x 0.70 + 0.2 x 0.28 = 0.76."""
    made = money([(JUNE, 1000.0), (JULY, 500.0)], [PEAKED])
    assert made.amount == pytest.approx(1140)
    assert (made.price, made.currency) == (pytest.approx(0.76), "CNY")
    assert made.basis is PriceBasis.TARIFF


def test_a_single_band_needs_no_share() -> None:
    assert money([(JUNE, 100.0)], [tariff(date(2025, 1, 1), ("0.8", None))]).amount == (
        pytest.approx(80)
    )


def test_demand_and_power_factor() -> None:
    """100 kWh at 0.8, 2 % less for the power factor; 50 kW less at 32 a month."""
    own = tariff(date(2025, 1, 1), ("0.8", None), capacity_price=Decimal(32),
                 power_factor=Decimal(-2))  # fmt: skip
    made = money([(JUNE, 100.0)], [own], demand_reduction=50.0)
    assert made.amount == pytest.approx(100 * 0.8 * 0.98 + 1600)


def test_a_new_tariff_within_a_month_counts_by_days() -> None:
    """From 11 June on: 10 days at 0.6 and 20 at 0.9."""
    old = tariff(date(2024, 1, 1), ("0.6", None))
    new = tariff(date(2025, 6, 11), ("0.9", None))
    assert money([(JUNE, 300.0)], [new, old]).amount == pytest.approx(100 * 0.6 + 200 * 0.9)
    assert money([(JULY, 300.0)], [new, old]).amount == pytest.approx(270)


def test_what_cannot_be_used_is_said() -> None:
    def said(*prices: Prices) -> object:
        made = at_tariffs([(JUNE, 1.0)], prices, "M1")
        return made.kind if isinstance(made, Finding) else made

    assert said() is None
    assert said(tariff(date(2025, 6, 2), ("1", None))) is found.NO_TARIFF
    assert said(tariff(date(2025, 1, 1))) is found.NO_PRICE
    assert said(tariff(date(2025, 1, 1), ("1", "60"), ("2", "30"))) is found.NO_SHARES
    assert said(tariff(date(2025, 1, 1), ("1", None), ("2", None))) is found.NO_SHARES
    dollars = replace(PEAKED, tariff=replace(PEAKED.tariff, currency="HKD"))
    assert said(PEAKED, dollars) is found.SEVERAL
    priceless = replace(PEAKED, bands=(replace(PEAKED.bands[0], price=None),))
    assert said(priceless) is found.NO_PRICE


def test_a_tariff_without_a_first_day_holds_always() -> None:
    assert money([(JUNE, 1.0)], [tariff(None, ("0.5", None))]).amount == pytest.approx(0.5)
