"""The one list of what stands in the way: rules, bills, claims beside bills, measurements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.bootstrap import sample_desk
from cpdesk.domain.company import Factory
from cpdesk.domain.plant import Reading
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.upgrades import Effect
from cpdesk.programme import plausibility
from cpdesk.services.orders import ApplicationOrder, DossierOrder, check
from cpdesk.services.workspace import Workspace

DAY = date(2026, 11, 25)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    desk = sample_desk(tmp_path)
    yield desk
    desk.store.close()


def application(desk: Workspace) -> list[str]:
    project = desk.record.all(Project)[0]
    return [each.code for each in check(desk, ApplicationOrder(project), DAY)]


def dossier(desk: Workspace) -> list[str]:
    factory = desk.record.all(Factory)[0]
    found = check(desk, DossierOrder(factory, LabelClass.PARTNER, 2026), DAY)
    return [each.code for each in found]


def test_the_sample_claims_nothing_out_of_line(desk: Workspace) -> None:
    codes = application(desk)
    assert "saving-detectable" in codes
    assert plausibility.OVER_USE.code not in codes
    assert plausibility.OFF_PRICE.code not in codes


def test_what_is_claimed_is_held_against_a_year_of_bills(desk: Workspace) -> None:
    """The solvent ledger holds about 115,000 kg a year at about CNY 6.35 each."""
    effect = desk.record.find(Effect, "X5")
    assert effect is not None
    with desk.store.change("Claim more") as work:
        work.put(replace(effect, expected=Decimal(200_000)))
    assert plausibility.OVER_USE.code in application(desk)
    with desk.store.change("Claim money") as work:
        work.put(replace(effect, money=Decimal(2_000_000)))
    assert plausibility.OFF_PRICE.code in application(desk)


def test_a_dossier_tells_what_is_doubtful_in_what_was_measured(desk: Workspace) -> None:
    assert "factor-of-other-year" in dossier(desk)
    early = [each for each in desk.record.all(Reading) if each.start < date(2024, 6, 1)]
    with desk.store.change("Lose the first years") as work:
        for each in early:
            work.remove(each)
    assert "baseline-short" in dossier(desk)
