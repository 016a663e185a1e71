"""What `months` says of folded bills and of registers, and that `check` says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.bootstrap import open_desk
from cpdesk.domain.plant import Meter, Reading
from tests.cli.test_commands import record as record
from tests.cli.test_commands import said


@pytest.fixture
def folded(record: Path) -> Path:
    """500 guessed in January and 90 read in February 2031; registers that counted 80."""
    desk = open_desk(record, author="test")
    meter = desk.record.find(Meter, "CLP")
    assert meter is not None
    first = Reading(
        id="1" * 32, meter=meter.id, start=date(2031, 1, 1), end=date(2031, 2, 1),
        amount=Decimal(500), estimated=True,
    )  # fmt: skip
    second = replace(
        first, id="2" * 32, start=date(2031, 2, 1), end=date(2031, 3, 1), amount=Decimal(90),
        estimated=False, register_from=Decimal(100), register_to=Decimal(180),
    )  # fmt: skip
    with desk.store.change("Two bills") as work:
        work.put_many([first, second])
    desk.store.close()
    return record


def test_a_fold_says_of_how_many_bills_it_is_made(
    folded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """590 over 31 + 28 days are 310 and 280."""
    meter = said(capsys, "months", folded, "--meter", "CLP")["meters"][0]
    one = meter["bills"][-1]
    assert set(one) == {"start", "end", "amount", "parts", "estimated", "folded"}
    assert (one["start"], one["end"], one["amount"]) == ("2031-01-01", "2031-03-01", "590")
    assert (one["estimated"], one["folded"]) == (False, 2)
    assert [Decimal(part["amount"]) for part in one["parts"]] == [310, 280]
    assert {bill["folded"] for bill in meter["bills"][:-1]} == {1}
    last = {each["month"]: each["estimated"] for each in meter["months"]}
    assert (last["2031-01"], last["2031-02"]) == (False, False)


def test_months_and_check_tell_the_same_of_a_meter(
    folded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(capsys, "months", folded)["findings"]
    (told,) = [each for each in found if each["code"] == "register-amount-differs"]
    assert "80 kWh" in told["message"]
    checked = said(
        capsys, "check", folded, "--for", "dossier", "--class", "partner", "--year", "2026"
    )["findings"]
    assert told in checked
