"""Backups of older versions of VERIFI, of one factory, zipped, and broken ones."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, Reading
from cpdesk.exchange import read
from cpdesk.records.store import Store
from cpdesk.services.importing import carry_out, preview
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace

# Midnights in Hong Kong of the days of reading, as an older version wrote them.
READ = ("2023-12-30T16:00:00.000Z", "2024-01-30T16:00:00.000Z", "2024-02-28T16:00:00.000Z",
        "2024-03-30T16:00:00.000Z", "2024-04-29T16:00:00.000Z")  # fmt: skip
DAYS = (date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31),
        date(2024, 4, 30))  # fmt: skip
USE = (100, 310, 290, 620, 300)
MONTHS = ("2023-12-31T16:00:00.000Z", "2024-01-31T16:00:00.000Z", "2024-02-29T16:00:00.000Z")
TONNES = (11, 12.5, 13)


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


def entry(number: int, moment: str, tonnes: float) -> dict[str, Any]:
    predictors = [
        {"id": "pt", "name": "Tonnes", "unit": "t", "amount": tonnes, "production": True,
         "predictorType": "Standard"},
        {"id": "pc", "name": "Cooling", "amount": number, "predictorType": "Weather",
         "weatherDataType": "CDD"},
    ]  # fmt: skip
    return {"guid": f"e{number}", "facilityId": "f1", "accountId": "a", "date": moment,
            "predictors": predictors}  # fmt: skip


def factory(number: int = 1) -> dict[str, Any]:
    return {"guid": f"f{number}", "accountId": "a", "name": f"Plant {number}", "city": "Foshan"}


def old_backup(**other: Any) -> dict[str, Any]:
    """An account as a version of 2023 wrote it."""
    readings = [
        {"guid": f"r{n}", "meterId": "m1", "facilityId": "f1", "readDate": moment,
         "totalEnergyUse": use, "totalCost": use * 2}
        for n, (moment, use) in enumerate(zip(READ, USE, strict=True))
    ]  # fmt: skip
    meter = {
        "guid": "m1", "facilityId": "f1", "name": "Main", "source": "Electricity",
        "startingUnit": "kWh", "energyUnit": "kWh", "meterReadingDataApplication": "backward",
    }  # fmt: skip
    return {
        "account": {"guid": "a", "name": "Fiction Ltd", "contactName": "Ms Yip"},
        "facilities": [factory()], "meters": [meter], "meterData": readings,
        "predictorData": [
            entry(n, moment, tonnes)
            for n, (moment, tonnes) in enumerate(zip(MONTHS, TONNES, strict=True))
        ],
        "groups": [], "backupFileType": "Account", "origin": "VERIFI", **other,
    }  # fmt: skip


def alone(number: int, **other: Any) -> dict[str, Any]:
    """The backup of a factory alone, which names neither its account nor a list of factories."""
    nothing = {"account": None, "facilities": None, "backupFileType": "Facility"}
    return old_backup(**nothing, facility=factory(number), **other)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with Store.create(tmp_path / "舊 備份.cpdesk", author="test", now=noon) as store:
        yield Workspace(store, noon, "test")


def written(folder: Path, data: object, name: str = "Fiction_Backup_5-1-2024.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(data), "utf-8")
    return path


def taken(desk: Workspace, path: Path) -> tuple[int, int, int]:
    plan = preview(desk, path)
    assert plan.refused == 0
    carry_out(desk, plan)
    return plan.new, plan.changed, plan.same


def test_the_days_are_those_of_hong_kong_and_the_months_follow(
    desk: Workspace, tmp_path: Path
) -> None:
    taken(desk, written(tmp_path, old_backup()))
    meter = desk.record.get(Meter, "m1")
    readings = desk.record.readings(meter)
    # The day of reading belongs to the bill under the convention of the meter.
    assert [each.end for each in readings] == list(DAYS)
    assert sum(each.amount for each in readings) == sum(USE)
    months = {str(each.month): each.amount for each in monthly(desk.record, meter).months}
    assert months["2024-01"] == Decimal(310)
    assert months["2024-03"] == Decimal(620)


def test_predictors_of_the_old_shape_become_drivers_once(
    desk: Workspace, tmp_path: Path
) -> None:
    taken(desk, written(tmp_path, old_backup()))
    tonnes, cooling = (desk.record.get(Driver, each) for each in ("pt", "pc"))
    assert (tonnes.kind, tonnes.unit, tonnes.name.en) == (DriverKind.PRODUCTION, "t", "Tonnes")
    assert cooling.kind is DriverKind.COOLING_DEGREE_DAYS
    assert len(desk.record.all(Driver)) == 2
    series = monthly(desk.record, tonnes)
    assert [series.amount(Month(2024, each)) for each in (1, 2, 3)] == [
        Decimal(11), Decimal("12.5"), Decimal(13),
    ]  # fmt: skip


def test_a_zipped_backup_says_the_same(tmp_path: Path) -> None:
    plainly = read(written(tmp_path, old_backup()))
    path = tmp_path / "備份.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / plainly.file_name, plainly.file_name)
    packed = read(path)
    assert [(each.kind, each.values) for each in packed.rows] == [
        (each.kind, each.values) for each in plainly.rows
    ]
    assert packed.file_name == "備份.zip"


def test_factories_saved_alone_come_under_one_company(desk: Workspace, tmp_path: Path) -> None:
    taken(desk, written(tmp_path, alone(1), "one.json"))
    assert len(desk.record.all(Factory)) == 1
    assert [each.name.en for each in desk.record.all(Company)] == [""]
    taken(desk, written(tmp_path, old_backup(), "account.json"))
    assert [each.name.en for each in desk.record.all(Company)] == ["Fiction Ltd"]
    two = alone(2, meters=[], meterData=[], predictorData=[])
    taken(desk, written(tmp_path, two, "two.json"))
    assert [each.name.en for each in desk.record.all(Company)] == ["Fiction Ltd"]
    assert [(each.code, each.name.en) for each in desk.record.all(Factory)] == [
        ("F1", "Plant 1"), ("F2", "Plant 2"),
    ]  # fmt: skip


def test_twice_changes_nothing_and_undo_is_as_before(desk: Workspace, tmp_path: Path) -> None:
    before, path = desk.record, written(tmp_path, old_backup())
    new, _, _ = taken(desk, path)
    once = desk.record
    assert taken(desk, path) == (0, 0, new)
    assert desk.record is once
    desk.store.undo()
    assert desk.record.same_content(before)


def test_what_the_user_filled_in_meanwhile_stays(desk: Workspace, tmp_path: Path) -> None:
    from dataclasses import replace

    path = written(tmp_path, old_backup())
    taken(desk, path)
    with desk.store.change("Supplier") as work:
        work.put(replace(desk.record.get(Meter, "m1"), supplier="CLP"))
    assert taken(desk, path)[1] == 0
    assert desk.record.get(Meter, "m1").supplier == "CLP"


def spoiled(**lists: Any) -> Callable[[], dict[str, Any]]:
    return lambda: old_backup(**lists)


@pytest.mark.parametrize(
    "data",
    [
        spoiled(meters=[{"name": "no guid"}]),
        spoiled(meters=["text"]),
        spoiled(meterData=[{"meterId": "m1", "guid": "r", "totalEnergyUse": 1}]),
        spoiled(meterData=[{"meterId": "m1", "guid": "r", "readDate": "soon",
                            "totalEnergyUse": 1}]),
        spoiled(meterData=[{"meterId": "m1", "guid": "r", "year": 2024, "month": 13, "day": 1,
                            "totalEnergyUse": 1}]),
        spoiled(meterData=[{"meterId": "m1", "guid": "r", "year": 2024, "month": 1, "day": 1,
                            "totalEnergyUse": "much"}]),
        spoiled(meterData=[{"meterId": "m1", "guid": "r", "year": 2024, "month": 1, "day": 1,
                            "totalEnergyUse": float("nan")}]),
        spoiled(predictorData=[{"guid": "e", "facilityId": "f1"}]),
        spoiled(facilities=[None]),
        spoiled(meterData={"a": 1}),
    ],
)  # fmt: skip
def test_a_broken_backup_is_one_sentence(
    tmp_path: Path, data: Callable[[], dict[str, Any]]
) -> None:
    path = written(tmp_path, data(), "壞 備份.json")
    with pytest.raises(Refusal) as caught:
        read(path)
    assert caught.value.finding.code == "json-broken"
    for language in LANGUAGES:
        assert path.name in sentence(translator(language), caught.value.finding)


def test_a_zip_cut_short_or_of_several_files_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", json.dumps(old_backup()))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert code_of(path) == "file-cut-short"
    rotten = whole.replace(b"Fiction Ltd", b"Fiction Lte", 1)
    path.write_bytes(rotten)
    assert code_of(path) == "file-cut-short"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", "{}")
        archive.writestr("b.json", "{}")
    assert code_of(path) == "file-not-table"


def test_an_encrypted_zip_asks_for_one_without_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", json.dumps(old_backup()))
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag of encryption, in the file's own header and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert code_of(path) == "file-protected"


def code_of(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read(path)
    assert path.name in sentence(translator("en"), caught.value.finding)
    return caught.value.finding.code


def test_readings_that_name_a_day_are_not_moved(tmp_path: Path) -> None:
    """A newer version keeps the moment beside the day: the day counts."""
    both = {"guid": "r", "meterId": "m1", "readDate": "2024-01-30T16:00:00.000Z", "year": 2024,
            "month": 1, "day": 30, "totalEnergyUse": 5}  # fmt: skip
    draft = read(written(tmp_path, old_backup(meterData=[both])))
    (reading,) = [each for each in draft.rows if each.kind is Reading and "meter" in each.values]
    assert reading.values["end"] == date(2024, 1, 30)
    assert "verifi-utc-days" not in {each.code for each in draft.findings}
    bare = {**both, "readDate": "2024-01-30"}
    del bare["year"], bare["month"], bare["day"]
    draft = read(written(tmp_path, old_backup(meterData=[bare])))
    (reading,) = [each for each in draft.rows if each.kind is Reading and "meter" in each.values]
    assert reading.values["end"] == date(2024, 1, 30)
