"""The whole record as JSON for other programs: what it says of itself is all they need.

Amounts are strings, exactly as typed; dates and months are ISO 8601; a text of the user's is an
object by language; a reference names kind, id and code. Each entity stands on a line of its own,
in the order of kinds and codes, so that two exports of one record are equal byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from cpdesk import __version__
from cpdesk.analysis.months.monthly import BillSpread, MonthlySeries
from cpdesk.base.files import write_atomically
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.quantities import plain
from cpdesk.domain.record import KINDS, Record
from cpdesk.domain.words import Choice, LocalText

FORMAT, VERSION = "cpdesk-record", 1
Series = tuple[Meter | Driver, MonthlySeries | Finding]
_TYPES: Mapping[Any, str] = {
    str: "text", LocalText: "text-by-language", Decimal: "amount", int: "whole", date: "date",
    bool: "flag",
}  # fmt: skip


def write_json(record: Record, series: Iterable[Series], path: Path) -> Path:
    """Write everything but the bytes of evidence; its path. Raises OSError."""
    return write_atomically(path, lambda out: _pour(out, record, series))


def _pour(out: BinaryIO, record: Record, series: Iterable[Series]) -> None:
    for part in _parts(record, series):
        out.write(part.encode("utf-8"))


def _parts(record: Record, series: Iterable[Series]) -> Iterator[str]:
    identity = {"id": record.identity.id, "change": record.identity.change}
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "program": "{__version__}",\n'
    yield f'"record": {_text(identity)},\n"fields": {{'
    yield from _lines(f'"{kind.word}": {_text(_described(kind))}' for kind in KINDS)
    yield '},\n"entities": {'
    for at, kind in enumerate(KINDS):
        yield f'{"," if at else ""}\n"{kind.word}": ['
        yield from _lines(_text(_entity(record, each)) for each in record.all(kind))
        yield "]"
    yield '},\n"months": ['
    yield from _lines(_text(_months(whose, months)) for whose, months in series)
    yield "]}\n"


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield f"{',' if at else ''}\n{line}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, LocalText):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Month):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _described(kind: type[Entity]) -> dict[str, object]:
    """What each field of a kind is, so that a program can read it without knowing ours."""
    return {field.name: _field(field) for field in fields_of(kind)}


def _field(field: FieldOf) -> dict[str, object]:
    if field.told.refers:
        shape: dict[str, object] = {
            "type": "reference", "to": field.told.refers, "many": field.is_tuple
        }
    elif isinstance(field.type, type) and issubclass(field.type, Choice):
        shape = {"type": "choice", "values": [each.value for each in field.type]}
    else:
        shape = {"type": _TYPES[field.type]}
    return {"label": field.told.label, **shape}


def _entity(record: Record, entity: Entity) -> dict[str, object]:
    values = {each.name: _value(record, each, entity) for each in fields_of(type(entity))}
    return {"id": entity.id, "code": entity.code, **values}


def _value(record: Record, field: FieldOf, entity: Entity) -> object:
    value = getattr(entity, field.name)
    if not field.told.refers:
        return value
    if field.is_tuple:
        return [_reference(record, each) for each in value]
    return _reference(record, value) if value else None


def _reference(record: Record, id: str) -> dict[str, str]:
    entity = record.entity(id)
    kind, code = (entity.word, entity.code) if entity else ("", "")
    return {"kind": kind, "id": id, "code": code}


def _months(whose: Meter | Driver, series: MonthlySeries | Finding) -> dict[str, object]:
    """The months of a meter or driver; where they cannot be told, why: the code of a finding."""
    named = {"kind": whose.word, "id": whose.id}
    if isinstance(series, Finding):
        return {**named, "code": whose.code, "unit": whose.unit, "cannot_be_told": series.code}
    return {**named, **series_object(whose, series)}


def series_object(whose: Meter | Driver, series: MonthlySeries) -> dict[str, object]:
    """A monthly series as JSON shows it, here and on the console."""
    return {
        "code": whose.code,
        "unit": whose.unit,
        "convention": series.convention,
        "months": [
            {
                "month": each.month,
                "amount": each.amount,
                "cost": each.cost,
                "currency": each.currency or None,
                "complete": each.complete,
                "estimated": each.estimated,
            }
            for each in series.months
        ],
        "bills": [bill_object(each) for each in series.bills],
    }


def bill_object(bill: BillSpread) -> dict[str, object]:
    """A bill as typed, and the part of it that each month got; the parts add up to it.

    `folded` is of how many bills it is made: estimated ones and the actual one that corrects
    them; `estimated` tells an estimate that none has corrected.
    """
    return {
        "start": bill.period.start,
        "end": bill.period.end,
        "amount": bill.amount,
        "estimated": bill.estimated,
        "folded": len(bill.readings),
        "parts": [
            {"month": each.month, "days": each.days, "amount": each.amount} for each in bill.parts
        ],
    }
