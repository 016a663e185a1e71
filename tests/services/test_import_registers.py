"""Registers printed on imported bills are held against them before anything is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.services.importing import carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.services.test_importing import desk as desk
from tests.services.test_importing import table, told

HEAD = "meter,from,to,amount,previous register,present register"


@pytest.mark.parametrize(
    ("rows", "code", "spot"),
    [
        ("M1,2024-03-01,2024-04-01,12000,100,12101", "register-amount-differs", "2"),
        ("M1,2024-03-01,2024-04-01,12000,100,12100\nM1,2024-04-01,2024-05-01,12000,12110,24110",
         "register-broken", "3"),
        ("M1,2024-03-01,2024-04-01,12000,99000,11000", "register-run-back", "2"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_row_and_taken(
    desk: Workspace, tmp_path: Path, rows: str, code: str, spot: str
) -> None:
    plan = preview(desk, table(tmp_path, f"{HEAD}\n{rows}\n"))
    assert told(plan)[code].split(": ")[0].endswith(spot)
    assert len(plan.findings) == 1
    assert carry_out(desk, plan) is not None


def test_a_bill_that_fits_says_nothing(desk: Workspace, tmp_path: Path) -> None:
    rows = "M1,2024-03-01,2024-04-01,12000,100,12100\nM1,2024-04-01,2024-05-01,12000,12100,24100"
    assert preview(desk, table(tmp_path, f"{HEAD}\n{rows}\n")).findings == ()


def test_production_of_zero_is_taken_without_a_word(desk: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, "driver,from,to,amount\nD1,2024-03-01,2024-04-01,0\n")
    plan = preview(desk, path)
    assert (plan.new, plan.findings) == (1, ())
