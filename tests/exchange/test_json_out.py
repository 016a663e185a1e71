"""The record as JSON: another program, here a few lines, builds an equal record from it alone."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from cpdesk.bootstrap import sample_desk
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.record import BY_WORD, KINDS, Change, Identity, Record
from cpdesk.domain.words import LocalText
from cpdesk.exchange.json_out import write_json
from cpdesk.services.exporting import _every_series
from tests.exchange.made_up import entities


def record_of(things: list[Entity]) -> Record:
    empty = Record(Identity("r", 0, ""), {})
    return empty.after([Change(None, each) for each in things], Identity("r", 7, "x"))


def written(record: Record, folder: Path) -> dict[str, Any]:
    path = write_json(record, _every_series(record), folder / "全部.json")
    return dict(json.loads(path.read_text("utf-8")))


def built(told: dict[str, Any]) -> dict[str, list[Entity]]:
    """What another program makes of it, by what the file itself says of each field."""
    made: dict[str, list[Entity]] = {}
    for word, rows in told["entities"].items():
        fields = told["fields"][word]
        made[word] = [
            BY_WORD[word](
                id=row["id"], code=row["code"],
                **{name: value(each, row[name], BY_WORD[word], name)
                   for name, each in fields.items()},
            )
            for row in rows
        ]  # fmt: skip
    return made


def value(field: dict[str, Any], said: Any, kind: type[Entity], name: str) -> Any:
    if field["type"] == "reference" and field["many"]:
        return tuple(each["id"] for each in said)
    if said is None:
        return None
    if field["type"] == "choice":
        from cpdesk.domain.fields import field_of

        assert said in field["values"]
        return field_of(kind, name).type(said)
    plain = {
        "reference": lambda it: it["id"], "amount": Decimal, "date": date.fromisoformat,
        "text-by-language": lambda it: LocalText(**it),
    }  # fmt: skip
    return plain.get(field["type"], lambda it: it)(said)


@settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True,
    phases=[Phase.explicit, Phase.generate], print_blob=False,
)  # fmt: skip
@given(entities())
def test_any_record_can_be_built_again_from_its_json(things: list[Entity]) -> None:
    record = record_of(things)
    with tempfile.TemporaryDirectory() as folder:
        made = built(written(record, Path(folder)))
    assert made == {kind.word: list(record.all(kind)) for kind in KINDS}


def test_the_sample_says_the_same_twice_and_its_months_add_up(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    record = desk.record
    told = written(record, tmp_path)
    first = (tmp_path / "全部.json").read_bytes()
    assert written(record, tmp_path) == told
    assert (tmp_path / "全部.json").read_bytes() == first
    desk.store.close()
    assert (told["format"], told["version"]) == ("cpdesk-record", 1)
    assert told["record"] == {"id": record.identity.id, "change": record.identity.change}
    for meter in told["months"]:
        if meter["kind"] != "meter":
            continue
        bills = [r for r in told["entities"]["reading"]
                 if r["meter"] and r["meter"]["id"] == meter["id"]]  # fmt: skip
        typed = sum(Decimal(each["amount"]) for each in bills)
        assert sum(Decimal(each["amount"]) for each in meter["months"]) == typed


def test_a_series_that_cannot_be_told_says_why(tmp_path: Path) -> None:
    record = record_of([
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        Meter(id="m", code="M1", factory="f", unit="kWh"),
        Reading(id="r", meter="m", start=date(2024, 1, 1), end=date(2024, 2, 1),
                amount=Decimal("1.50"), unit="m³"),
    ])  # fmt: skip
    told = written(record, tmp_path)
    assert told["months"] == [
        {"kind": "meter", "id": "m", "code": "M1", "unit": "kWh",
         "cannot_be_told": "unit-mismatch"},
    ]  # fmt: skip
    (reading,) = told["entities"]["reading"]
    assert (reading["amount"], reading["start"]) == ("1.50", "2024-01-01")
    assert reading["meter"] == {"kind": "meter", "id": "m", "code": "M1"}
