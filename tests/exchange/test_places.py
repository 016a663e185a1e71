"""The samples of other programs, imported alike whatever the locale and the time zone of the PC."""

from __future__ import annotations

import gzip
import json
import locale
import os
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.test_proposals import SAMPLES, needs_samples

PORTFOLIO = "example-pm-monthly-meter-usage-2-cost-meters.xlsx"
BILLS = "il-electricity-cdd-hdd-billing_monthly.csv.gz"
BACKUP = "CocoaCo_2026-03-02_80adb85.json"
LOCALES = ("en_GB", "zh_HK", "zh_CN", "de_DE")
ENERGY = ("kWh", "MWh", "MMBtu", "MJ", "GJ", "Therms")  # what is counted so has no volume
ZONES = ("Asia/Hong_Kong", "America/New_York")

# What a process in another place does; it prints everything the record then holds.
SCRIPT = """
import json, locale, sys
from pathlib import Path
from cpdesk.bootstrap import new_desk
from cpdesk.domain.record import KINDS
from cpdesk.services.importing import carry_out, preview
if sys.argv[1] != "-":
    locale.setlocale(locale.LC_ALL, sys.argv[1])
found = {}
for name in sys.argv[3:]:
    desk = new_desk(Path(sys.argv[2], Path(name).stem + ".cpdesk"), author="t")
    plan = preview(desk, Path(name))
    assert not plan.refused, [str(each) for each in plan.findings if each.blocking]
    carry_out(desk, plan)
    ids = {each.id: f"{kind.word} {each.code or number}" for kind in KINDS
           for number, each in enumerate(desk.record.table(kind).values())}
    found[Path(name).name] = [
        {key: ids.get(value, str(value)) for key, value in vars(each).items()}
        for kind in KINDS for each in desk.record.table(kind).values()
    ]
    desk.store.close()
print(json.dumps(found, sort_keys=True))
"""


@cache
def files(folder: Path) -> list[Path]:
    bills = folder / "il-electricity.csv"
    bills.write_bytes(gzip.decompress((SAMPLES / BILLS).read_bytes()))
    return [SAMPLES / PORTFOLIO, SAMPLES / BACKUP, bills]


def imported(folder: Path, place: str = "", zone: str = "UTC") -> Any:
    """Everything in the records after an import by a process of that place."""
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "TZ": zone, "PYTHONPATH": root, "PYTHONUTF8": "0"}
    env |= {"LC_ALL": place, "LANG": place} if place else {"LC_ALL": "C.UTF-8"}
    out = folder / f"{place or 'C'} {zone.replace('/', ' ')}"
    out.mkdir()
    words = [sys.executable, "-c", SCRIPT, place or "-", str(out), *map(str, files(folder))]
    done = subprocess.run(words, env=env, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def known_here(place: str) -> str:
    """The name of a locale on this computer, in whichever encoding; empty where it is missing."""
    before = locale.setlocale(locale.LC_ALL)
    for name in (f"{place}.UTF-8", f"{place}.utf8", place, place.replace("_", "-")):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_ALL, before)
        return name
    return ""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The records as they become without any locale, in world time."""
    folder = tmp_path_factory.mktemp("places")
    return folder, imported(folder)


@needs_samples
@pytest.mark.parametrize("place", LOCALES)
def test_the_record_is_the_same_under_every_locale(plain: Any, place: str) -> None:
    """A locale that is not installed cannot be tried; whoever runs CI installs them."""
    name = known_here(place)
    if not name:
        pytest.skip(f"the locale {place} is not installed here")
    folder, expected = plain
    assert imported(folder, name) == expected


@needs_samples
@pytest.mark.parametrize("zone", ZONES)
def test_the_record_is_the_same_in_every_time_zone(plain: Any, zone: str) -> None:
    folder, expected = plain
    assert imported(folder, zone=zone) == expected


@needs_samples
def test_the_samples_add_up_to_their_own_sums(plain: Any) -> None:
    _, found = plain
    rows = list(openpyxl.load_workbook(SAMPLES / PORTFOLIO).active.iter_rows(
        min_row=7, values_only=True
    ))  # fmt: skip
    assert total(found[PORTFOLIO]) == pytest.approx(sum(row[9] for row in rows), abs=1e-6)
    assert total(found["il-electricity.csv"]) == pytest.approx(21_290.2, abs=0.05)
    backup = json.loads((SAMPLES / BACKUP).read_text("utf-8"))
    units = {each["guid"]: each["startingUnit"] for each in backup["meters"]}
    uses = [each["totalEnergyUse" if units[each["meterId"]] in ENERGY else "totalVolume"]
            for each in backup["meterData"]]  # fmt: skip
    values = [each["amount"] for each in backup["predictorDataV2"]]
    whole = sum(each for each in [*uses, *values] if each is not None)
    assert total(found[BACKUP]) == pytest.approx(whole, rel=1e-9)


def total(entities: list[dict[str, str]]) -> float:
    return float(sum(Decimal(each["amount"]) for each in entities if "register_to" in each))
