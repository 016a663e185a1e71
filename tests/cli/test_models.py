"""The models that a baseline allows, on the console; and which base of degree days fits best."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cpdesk.cli import main
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.records.store import Store

BASE = 20.5
DAYS = [date(2022, 1, 1) + timedelta(at) for at in range(730)]


def warmth(day: date) -> float:
    """A warm coast: 8 to 30 °C over the year, with waves of a week."""
    turn = 2 * math.pi * (day.timetuple().tm_yday - 110) / 365
    return round(19 + 9 * math.sin(turn) + 3 * math.sin(day.toordinal() / 3.7), 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two years in which a meter follows output and the degree days above 20.5 °C."""
    path = tmp_path / "warm.cpdesk"
    with (
        Store.create(path, author="a", now=lambda: datetime(2025, 1, 2)) as store,
        store.change("Set up") as work,
    ):
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c"))
        work.put(Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh"))
        work.put(Driver(id="t", code="D9", factory="f", kind=DriverKind.TEMPERATURE, unit="°C"))
        work.put(Driver(
            id="cdd", code="D2", factory="f", kind=DriverKind.COOLING_DEGREE_DAYS, unit="°C d",
            temperatures="t", base_temperature=Decimal(18),
        ))  # fmt: skip
        work.put(Driver(id="d", code="D1", factory="f", unit="t", kind=DriverKind.PRODUCTION))
        work.put(Upgrade(id="u", code="U1", factory="f", running_from=date(2024, 1, 1)))
        work.put(Effect(id="e", code="X1", upgrade="u", meter="m", drivers=("d", "cdd")))
        work.put_many(_readings())
    return path


def _readings() -> list[Reading]:
    made = [
        Reading(id=f"t{at}", driver="t", start=day, end=day + timedelta(1),
                amount=Decimal(str(warmth(day))))
        for at, day in enumerate(DAYS)
    ]  # fmt: skip
    for at in range(24):
        month = Month(2022, 1) + at
        output = 400 + (at * 37) % 160
        degrees = sum(max(0, warmth(d) - BASE) for d in DAYS if Month.of(d) == month)
        more: dict[str, Any] = {"start": month.start, "end": month.end}
        use = Decimal(round(5000 + 12 * output + 31 * degrees + (40 if at % 3 else -80), 1))
        made.append(Reading(id=f"d{at}", driver="d", amount=Decimal(output), **more))
        made.append(Reading(id=f"m{at}", meter="m", amount=use, **more))
    return made


def told(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["models", str(path), "--upgrade", "U1", *words]) == 0
    return capsys.readouterr().out


def test_every_model_with_its_statistics(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(path, capsys, "--json"))
    (effect,) = found["effects"]
    assert len(effect["baseline"]) == 24
    assert effect["models"][0]["drivers"] == ["D1", "D2"]
    assert [each["chosen"] for each in effect["models"]] == [True, False, False]
    assert {"sep", "ipmvp"} <= set(effect["models"][0]["meets"])
    assert effect["models"][0]["coefficients"].keys() == {"const", "D1", "D2"}
    assert found["findings"]
    lines = told(path, capsys).splitlines()
    assert len([line for line in lines if line.startswith("X1\t")]) == 3
    assert lines[0].startswith("X1\t*\tD1, D2\tAICc ")


def test_the_base_that_made_the_figures_is_found(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = json.loads(told(path, capsys, "--json"))["bases"]
    assert found["driver"] == "D2"
    assert found["best"] == BASE
    assert [each["base"] for each in found["bases"]] == [16 + at / 2 for at in range(17)]
    best = min(found["bases"], key=lambda each: each["sse"])
    assert best["base"] == BASE


def test_an_upgrade_must_be_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", str(path)]) == 2
    assert main(["models", str(path), "--upgrade", "U7"]) == 1
    assert "U7" in capsys.readouterr().err
