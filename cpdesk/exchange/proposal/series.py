"""The meters and drivers that a file speaks of: those of the record, or proposed with a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText
from cpdesk.exchange.cells import local_text
from cpdesk.exchange.draft import DraftRow, Words
from cpdesk.exchange.headings import normal
from cpdesk.exchange.proposal.units import base_unit
from cpdesk.exchange.proposal.words import Kind

WHICH_FACTORY = blocking(
    "import-which-factory",
    N_("The record has several factories. Say with --factory whose figures these are: {codes}."),
)
METER_PROPOSED = info(
    "meter-proposed", N_("'{name}' is new: it becomes {code} ({kind}, {unit}).")
)
METER_MATCHED = info("meter-matched", N_("'{name}' is {code} of the record."))
SAME_KIND = warning(
    "meter-same-kind",
    N_("'{name}' becomes a new meter, but {code} of the record counts the same. If it is meant, "
       "name it so in the mapping."),
)  # fmt: skip
UNIT_UNKNOWN = warning(
    "meter-unit-unknown",
    N_("The file does not say in which unit '{name}' is counted. Give the meter its unit, or say "
       "it in the mapping."),
)  # fmt: skip

Named = Meter | Driver


@dataclass
class Series:
    """One meter or driver of the file, and by which code its readings call it."""

    name: str
    kind: Kind | None
    unit: str
    account: str
    code: str = ""
    place: Place = field(default_factory=Place)
    known: Named | None = None

    @property
    def is_driver(self) -> bool:
        return isinstance(self.kind, DriverKind)

    @property
    def reference(self) -> str:
        return self.code or (f"id:{self.known.id}" if self.known else "")


class Cast:
    """All series of a file in the order in which they are met.

    `listed` are the units that another sheet of the file gives to account or meter numbers.
    """

    def __init__(
        self, record: Record, factory: str = "", listed: Mapping[str, str] | None = None
    ) -> None:
        self.findings: list[Finding] = []
        self.listed = listed or {}
        self._record = record
        self._factory = factory
        self._series: dict[tuple[object, ...], Series] = {}
        self._known = _known_names(record)
        self._taken = {e.code for kind in (Meter, Driver) for e in record.all(kind)}

    def find(
        self, name: str, kind: Kind | None, unit: str, account: str, place: Place
    ) -> Series:
        """The series of this name; one that is not known yet is proposed."""
        key = (normal(name), isinstance(kind, DriverKind), kind, account)
        if key not in self._series:
            self._series[key] = self._new(Series(name, kind, base_unit(unit), account, "", place))
        found = self._series[key]
        found.unit = found.unit or base_unit(unit)
        return found

    def rows(self) -> Iterator[DraftRow]:
        """What is to be added to the record before the readings; findings say what was done."""
        fresh = [each for each in self._series.values() if each.known is None]
        made, factory = self._own_factory() if fresh else ((), "")
        yield from made
        for each in fresh:
            self._tell_of(each)
            yield DraftRow(Driver if each.is_driver else Meter, _values(each, factory))
        for each in self._series.values():
            if each.known is not None:
                self.findings.append(
                    METER_MATCHED.at(each.place, name=each.name, code=each.reference)
                )

    @property
    def fresh(self) -> frozenset[str]:
        """The codes of those that are not in the record yet."""
        return frozenset(each.code for each in self._series.values() if each.known is None)

    def currency(self, said: str) -> str:
        """The currency of a cost: 元 and $ are those of the factory's place, if that has them."""
        if said == "$":
            return "HKD" if self._home == "HKD" else ""
        return said or self._home

    @property
    def _home(self) -> str:
        factories = self._record.all(Factory)
        regions = {each.region for each in factories if not self._factory or
                   each.code == self._factory}  # fmt: skip
        return "HKD" if regions == {Region.HONG_KONG} else "CNY"

    def _new(self, series: Series) -> Series:
        for name in (series.account, series.name, *series.name.split()):
            known = self._known.get(normal(name)) if name else None
            if known is not None and _may_be(known, series):
                series.known, series.code = known, known.code
                return series
        stem = "D" if series.is_driver else "M"
        number = 1
        while f"{stem}{number}" in self._taken:
            number += 1
        series.code = f"{stem}{number}"
        self._taken.add(series.code)
        return series

    def _tell_of(self, series: Series) -> None:
        kind = Words(series.kind.label) if series.kind else "?"
        self.findings.append(METER_PROPOSED.at(
            series.place, name=series.name, code=series.code, kind=kind, unit=series.unit or "?"
        ))  # fmt: skip
        if not series.unit:
            self.findings.append(UNIT_UNKNOWN.at(series.place, name=series.name))
        same = next((e for e in self._record.all(Meter) if e.kind and e.kind is series.kind), None)
        if same is not None:
            self.findings.append(SAME_KIND.at(series.place, name=series.name, code=same.code))

    def _own_factory(self) -> tuple[Sequence[DraftRow], str]:
        """The code of the factory that new meters stand in; an empty record gets one made."""
        factories = self._record.all(Factory)
        if self._factory or len(factories) == 1:
            return (), self._factory or factories[0].code or f"id:{factories[0].id}"
        if factories:
            raise WHICH_FACTORY.refuse(codes=tuple(each.code for each in factories))
        companies = self._record.all(Company)
        company = (companies[0].code or f"id:{companies[0].id}") if companies else "C1"
        factory_row = DraftRow(Factory, {"code": "F1", "company": company})
        made = () if companies else (DraftRow(Company, {"code": "C1"}),)
        return (*made, factory_row), "F1"


def _values(series: Series, factory: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "code": series.code, "factory": factory, "name": _text(series.name), "unit": series.unit,
    }  # fmt: skip
    if series.kind:
        values["kind"] = series.kind
    if series.account and not series.is_driver:
        values["account"] = series.account
    return values


def _text(name: str) -> LocalText:
    return local_text({"": name})


def _known_names(record: Record) -> Mapping[str, Named]:
    """Every name by which a meter or driver of the record may be called; none that is shared."""
    found: dict[str, Named | None] = {}
    everything: list[Named] = [*record.all(Meter), *record.all(Driver)]
    for each in everything:
        names = {each.code, each.name.en, each.name.zh_Hant, each.name.zh_Hans}
        names |= {each.account} if isinstance(each, Meter) else set()
        for name in {normal(one) for one in names if one}:
            found[name] = None if name in found else each
    return {name: each for name, each in found.items() if each is not None}


def _may_be(known: Named, series: Series) -> bool:
    """A meter is not a driver, and water is not electricity, whatever both are called."""
    if isinstance(known, Driver) is not series.is_driver and series.kind is not MeterKind.OTHER:
        return False
    return known.kind is None or series.kind in (None, MeterKind.OTHER, known.kind)


