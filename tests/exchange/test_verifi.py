"""Backups of VERIFI: days of reading become periods, and nothing is dropped in silence."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cpdesk.domain.plant import Convention, Meter, MeterKind, Reading
from cpdesk.exchange import Draft, read


def backup(folder: Path, meter: dict[str, Any], readings: list[dict[str, Any]]) -> Draft:
    data = {
        "origin": "VERIFI", "account": {"guid": "a", "name": "Fiction"},
        "facilities": [{"guid": "f", "name": "Plant"}],
        "meters": [{"guid": "m", "facilityId": "f", "name": "Main", "source": "Electricity",
                    "startingUnit": "kWh", "energyUnit": "kWh", **meter}],
        "meterData": [{"guid": f"r{n}", "meterId": "m", **each} for n, each in enumerate(readings)],
        "groups": [{"guid": "g"}],
    }  # fmt: skip
    path = folder / "備份 backup.json"
    path.write_text(json.dumps(data), "utf-8")
    return read(path)


def periods(draft: Draft) -> list[tuple[str, str, Any]]:
    return [
        (str(each.values["start"]), str(each.values["end"]), each.values["amount"])
        for each in draft.rows
        if each.kind is Reading
    ]


def on(year: int, month: int, day: int, use: float) -> dict[str, Any]:
    return {"year": year, "month": month, "day": day, "totalEnergyUse": use, "totalCost": 1.1}


def test_a_bill_runs_from_the_reading_before_to_its_own(tmp_path: Path) -> None:
    draft = backup(tmp_path, {"meterReadingDataApplication": "backward"},
                   [on(2024, 3, 31, 7), on(2024, 1, 31, 5.5), on(2024, 2, 28, 6)])  # fmt: skip
    assert periods(draft) == [
        ("2023-12-31", "2024-01-31", Decimal("5.5")), ("2024-01-31", "2024-02-28", Decimal(6)),
        ("2024-02-28", "2024-03-31", Decimal(7)),
    ]  # fmt: skip
    meter = next(each for each in draft.rows if each.kind is Meter)
    assert meter.values["convention"] is Convention.THIS
    found = [each.code for each in draft.findings]
    assert found == ["first-bill-month", "verifi-left-out"]


def test_a_meter_that_is_not_calendarized_gives_its_bills_to_the_month_of_reading(
    tmp_path: Path,
) -> None:
    draft = backup(tmp_path, {}, [on(2024, 3, 1, 7), on(2024, 4, 1, 5)])
    meter = next(each for each in draft.rows if each.kind is Meter)
    assert meter.values["convention"] is Convention.READ_MONTH
    assert [each[1] for each in periods(draft)] == ["2024-03-02", "2024-04-02"]


def test_an_old_moment_in_utc_is_the_day_it_was_in_asia(tmp_path: Path) -> None:
    old = [{"readDate": f"2024-0{month}-29T16:00:00.000Z", "totalEnergyUse": 1} for month in (1, 2)]
    draft = backup(tmp_path, {"meterReadingDataApplication": "backward"}, old)
    assert [each[1] for each in periods(draft)] == ["2024-01-30", "2024-03-01"]
    told = next(each for each in draft.findings if each.code == "verifi-utc-days")
    assert told.facts["zone"] == "UTC+8"


def test_an_old_moment_in_utc_is_the_day_it_was_in_america(tmp_path: Path) -> None:
    draft = backup(tmp_path, {}, [{"readDate": "2024-01-30T05:00:00.000Z", "totalEnergyUse": 1}])
    assert [each[1] for each in periods(draft)] == ["2024-01-31"]  # the day after, not included


def test_two_readings_of_a_day_are_one_bill_and_one_without_amount_is_told(tmp_path: Path) -> None:
    lost = {"year": 2024, "month": 5, "day": 1}
    draft = backup(tmp_path, {"meterReadingDataApplication": "backward"},
                   [on(2024, 3, 31, 7), on(2024, 3, 31, 5), lost])  # fmt: skip
    assert periods(draft) == [("2024-02-29", "2024-03-31", Decimal(12))]
    codes = {each.code for each in draft.findings}
    assert {"verifi-same-day", "verifi-no-amount"} <= codes


def test_gas_by_volume_keeps_its_volume_and_its_heat(tmp_path: Path) -> None:
    meter = {"source": "Natural Gas", "startingUnit": "CCF", "energyUnit": "MMBtu",
             "heatCapacity": 0.1029}  # fmt: skip
    reading = {**on(2024, 3, 31, 1.029), "totalVolume": 10}
    draft = backup(tmp_path, meter, [reading])
    row = next(each for each in draft.rows if each.kind is Meter)
    assert (row.values["kind"], row.values["unit"]) == (MeterKind.NATURAL_GAS, "CCF")
    assert row.values["calorific_value"] == Decimal("108565.6740")
    assert periods(draft)[0][2] == Decimal(10)
    assert date(2024, 3, 31) > date.fromisoformat(periods(draft)[0][0])
