"""Findings name things by their codes; whoever looks at the screen knows them by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.verification import Adjustment

# By the name of a fact, the kinds whose codes it may hold.
_KINDS: Mapping[str, tuple[type[Entity], ...]] = {
    "meter": (Meter,), "submeter": (Meter,), "series": (Meter, Driver), "driver": (Driver,),
    "upgrade": (Upgrade,), "name": (Driver, Adjustment), "names": (Driver, Adjustment),
    "drivers": (Driver, Adjustment),
}  # fmt: skip


def named_sentence(t: Translator, record: Record, finding: Finding) -> str:
    """The sentence of a finding with names behind the codes: `M1 Electricity has no figure`.

    A `code` alone may be of anything, but bills and readings of a period are of a series.
    """
    kinds = {**_KINDS, "code": (Meter, Driver)} if "start" in finding.facts else _KINDS
    facts = {name: _named(t, record, kinds.get(name, ()), fact)
             for name, fact in finding.facts.items()}  # fmt: skip
    return sentence(t, replace(finding, facts=facts))


def name_of(t: Translator, entity: Entity) -> str:
    """The code and the name of an entity in one language."""
    named = getattr(entity, "name", None)
    words = t.show(named) if named else ""
    if words.casefold() == entity.code.casefold():
        return words
    return " ".join(part for part in (entity.code, words) if part) or t(type(entity).title)


def _named(
    t: Translator, record: Record, kinds: tuple[type[Entity], ...], fact: object
) -> object:
    if isinstance(fact, tuple | list):
        return tuple(_named(t, record, kinds, each) for each in fact)
    if not isinstance(fact, str) or not fact:
        return fact
    found = (record.find(kind, fact) for kind in kinds)
    return next((name_of(t, each) for each in found if each is not None), fact)
