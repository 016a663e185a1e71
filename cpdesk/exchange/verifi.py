"""The account backup of VERIFI (ORNL): company, factories, meters with readings, predictors.

Its readings name the day of reading only. A bill covers the days after the previous reading up
to and including its own, as VERIFI itself counts where it calendarizes (`backward`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from cpdesk.domain.company import Company, Contact, ContactRole, Factory
from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import N_
from cpdesk.exchange.draft import Draft, DraftRow, Words
from cpdesk.exchange.sniffing import in_file
from cpdesk.exchange.verifi_old import content, day_of, in_new_words, zone_of
from cpdesk.exchange.verifi_words import (
    amount_of,
    driver_row,
    exact,
    in_english,
    meter_row,
    row,
)

NOT_A_BACKUP = blocking(
    "json-not-verifi", N_("{file} is not an account backup of VERIFI, so nothing was taken.")
)
BACKUP_BROKEN = blocking(
    "json-broken",
    N_("{file} is a backup of VERIFI, but a part of it is missing or wrong ({reason}), so nothing "
       "was taken. Make the backup again."),
)  # fmt: skip
FIRST_BILL = info(
    "first-bill-month",
    N_("The file does not say when the first bill of {meter} begins; one month before its "
       "reading on {day} is assumed."),
)  # fmt: skip
LEFT_OUT = info(
    "verifi-left-out",
    N_("{file} also holds {what} ({n}), which this program does not keep."),
)
UTC_DAYS = warning(
    "verifi-utc-days",
    N_("{n} readings of {meter} name a moment of world time, not a day. Their day was taken as it "
       "was in {zone}; check one against its bill."),
)  # fmt: skip
ONE_DAY_TWICE = warning(
    "verifi-same-day",
    N_("{meter} was read twice on {day}; both amounts were put into one bill."),
)
NO_AMOUNT = warning(
    "verifi-no-amount", N_("The reading of {meter} on {day} has no amount and was left out.")
)
ASSUMED = "first day assumed: one month before the reading"

_LEFT = {
    "groups": N_("groups of meters"),
    "accountAnalysisItems": N_("analyses of the account"),
    "facilityAnalysisItems": N_("analyses of factories with their models"),
    "accountReports": N_("reports of the account"),
    "facilityReports": N_("reports of factories"),
    "customEmissionsItems": N_("own emission factors"),
    "customFuels": N_("own fuels"),
    "customGWPs": N_("own warming potentials"),
    "facilityEnergyUseGroups": N_("groups of energy use"),
    "facilityEnergyUseEquipment": N_("equipment by energy use"),
}


def read_backup(path: Path) -> Draft:
    """The draft of a backup; raises Refusal where it is cut short or something else."""
    data = content(path)
    if not _is_backup(data):
        raise NOT_A_BACKUP.refuse(in_file(path), file=path.name)
    try:
        backup = _Backup(path.name, in_new_words(data))
        rows = tuple(backup.rows())
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # Whatever its shape, it was written by another program and perhaps mended by hand.
        reason = f"{type(error).__name__}: {error}"
        raise BACKUP_BROKEN.refuse(in_file(path), file=path.name, reason=reason) from error
    return Draft(rows, tuple(backup.findings), path.name)


def _is_backup(data: object) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("meters"), list):
        return False
    return data.get("origin") == "VERIFI" or "meterData" in data


class _Backup:
    """One backup being read; `findings` grow as rows are drawn."""

    def __init__(self, file: str, data: Mapping[str, Any]) -> None:
        self.findings: list[Finding] = []
        self._file, self._data = file, data

    def rows(self) -> Iterator[DraftRow]:
        account = self._data["account"]
        yield self._company(account)
        yield from self._contact(account, "company")
        for number, facility in enumerate(self._data["facilities"], 1):
            yield self._factory(facility, number)
            yield from self._contact(facility, "factory")
        yield from self._meters()
        yield from self._drivers()
        self._tell_left_out()

    def _company(self, account: Mapping[str, Any]) -> DraftRow:
        values = {"name": in_english(account.get("name")), "address": in_english(_address(account))}
        return row(Company, self._company_id, "C1", values)

    @property
    def _company_id(self) -> str:
        return str(self._data["account"].get("guid") or "verifi-account")

    def _factory(self, facility: Mapping[str, Any], number: int) -> DraftRow:
        values = {
            "company": f"id:{self._company_id}", "name": in_english(facility.get("name")),
            "city": in_english(facility.get("city")), "address": in_english(_address(facility)),
        }  # fmt: skip
        return row(Factory, str(facility.get("guid")), f"F{number}", values)

    def _contact(self, of: Mapping[str, Any], word: str) -> Iterator[DraftRow]:
        if not of.get("contactName"):
            return
        role = ContactRole.FACTORY if word == "factory" else ContactRole.COORDINATOR
        values = {
            "of": f"id:{of.get('guid') or self._company_id}", "role": role,
            "name": in_english(of["contactName"]), "email": str(of.get("contactEmail") or ""),
            "telephone": str(of.get("contactPhone") or ""),
        }  # fmt: skip
        yield row(Contact, f"{of.get('guid')}-contact", "K1", values)

    def _meters(self) -> Iterator[DraftRow]:
        data = _grouped(self._data.get("meterData", ()), "meterId")
        for number, meter in enumerate(self._data["meters"], 1):
            yield meter_row(meter, number)
            yield from self._bills(meter, data.get(meter["guid"], ()))

    def _bills(self, meter: Mapping[str, Any], data: Any) -> Iterator[DraftRow]:
        """A bill for each reading, in the order of their days."""
        days = self._by_day(meter, data)
        if not days:
            return
        first = min(days)
        name = str(meter.get("name") or meter.get("meterNumber"))
        place = Place("meter", spot=self._file)
        self.findings.append(FIRST_BILL.at(place, meter=name, day=first))
        late = 0 if meter.get("meterReadingDataApplication") == "backward" else 1
        for before, day in pairwise([_month_before(first), *sorted(days)]):
            values = {
                "meter": f"id:{meter['guid']}", "start": before + timedelta(late),
                "end": day + timedelta(late), **_bill(days[day]),
            }  # fmt: skip
            if day == first:
                values["note"] = ASSUMED
            yield row(Reading, f"{days[day][0]['guid']}", "", values)

    def _by_day(self, meter: Mapping[str, Any], data: Any) -> dict[date, list[Any]]:
        days: dict[date, list[Any]] = {}
        name, old = str(meter.get("name")), []
        for each in data:
            day = _day(each)
            old += [str(each["readDate"])] if "day" not in each else []
            amount = amount_of(meter, each)
            if amount is None:
                self.findings.append(NO_AMOUNT.at(Place("meter"), meter=name, day=day))
                continue
            days.setdefault(day, []).append({**each, "amount": amount})
        for day in (day for day, group in days.items() if len(group) > 1):
            self.findings.append(ONE_DAY_TWICE.at(Place("meter"), meter=name, day=day))
        if old:
            facts = {"n": len(old), "meter": name, "zone": zone_of(old)}
            self.findings.append(UTC_DAYS.at(Place("meter"), **facts))
        return days

    def _drivers(self) -> Iterator[DraftRow]:
        data = _grouped(self._data.get("predictorDataV2") or (), "predictorId")
        for number, predictor in enumerate(self._data.get("predictors") or (), 1):
            yield driver_row(predictor, number)
            for each in data.get(predictor["guid"], ()):
                if each.get("amount") is not None:
                    yield _month_row(predictor, each)

    def _tell_left_out(self) -> None:
        demand = sum("totalRealDemand" in each for each in self._data.get("meterData", ()))
        charges = sum(len(each.get("charges") or ()) for each in self._data.get("meterData", ()))
        counts = [(what, len(self._data.get(key) or ())) for key, what in _LEFT.items()]
        counts += [(N_("demand of bills"), demand), (N_("single charges of bills"), charges)]
        for what, n in counts:
            if n:
                said = Words(what)
                self.findings.append(
                    LEFT_OUT.at(Place(spot=self._file), file=self._file, what=said, n=n)
                )


def _bill(group: list[Any]) -> dict[str, object]:
    values: dict[str, object] = {
        "amount": sum((each["amount"] for each in group), Decimal(0)),
        "estimated": any(bool(each.get("isEstimated")) for each in group),
    }
    costs = [exact(each["totalCost"]) for each in group if each.get("totalCost") is not None]
    if costs:
        values |= {"cost": sum(costs, Decimal(0)), "currency": "USD"}
    return values


def _day(reading: Mapping[str, Any]) -> date:
    """The day of reading; older backups name a moment in UTC, which in Asia is the day before."""
    if "day" in reading:
        return date(int(reading["year"]), int(reading["month"]), int(reading["day"]))
    return day_of(str(reading["readDate"]))


def _month_row(predictor: Mapping[str, Any], value: Mapping[str, Any]) -> DraftRow:
    month = Month(int(value["year"]), int(value["month"])) if "month" in value else None
    month = month or Month.of(day_of(str(value["date"])))
    values = {
        "driver": f"id:{predictor['guid']}", "start": month.start, "end": month.end,
        "amount": exact(value["amount"]),
    }  # fmt: skip
    return row(Reading, str(value["guid"]), "", values)


def _address(of: Mapping[str, Any]) -> str:
    parts = (of.get(name) for name in ("address", "city", "state", "zip", "country"))
    return ", ".join(str(each) for each in parts if each)


def _grouped(rows: Any, key: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for each in rows:
        groups.setdefault(each[key], []).append(each)
    return groups


def _month_before(day: date) -> date:
    month = Month.of(day) + -1
    return month.start.replace(day=min(day.day, month.days))
