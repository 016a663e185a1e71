"""Meters and drivers that the headings of a pasted block ask for."""

from __future__ import annotations

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.plant import Driver, DriverKind, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.words import LocalText
from cpdesk.exchange.cells import local_text
from cpdesk.exchange.proposal.describing import figures_meaning, name_of
from cpdesk.exchange.proposal.meaning import Role
from cpdesk.exchange.proposal.units import base_unit
from cpdesk.exchange.proposal.words import Kind
from cpdesk.services.paste_heads import Series


class NewSeries:
    """Makes a meter or driver of a heading, in a factory; `parents` are made where there is none.

    A record without company and factory gets an unnamed one of each, to be named later.
    """

    def __init__(self, record: Record, factory: Factory | None) -> None:
        self.parents: tuple[Entity, ...] = ()
        self._factory = factory or self._founded(record)
        self._taken = {e.code for kind in (Meter, Driver) for e in record.all(kind)}

    @staticmethod
    def fits(head: str) -> bool:
        """Whether a heading says what it counts: no cost, no total, no unknown word."""
        return bool(head) and figures_meaning((head,)).role is Role.AMOUNT

    def of(self, head: str) -> Series | None:
        """The meter or driver that a heading asks for; None where it asks for none."""
        if not self.fits(head):
            return None
        meaning = figures_meaning((head,))
        name = local_text({"": name_of((head,)) or head})
        return self.named(name, meaning.kind, base_unit(meaning.unit))

    def named(self, name: LocalText, kind: Kind | None, unit: str) -> Series:
        """A meter or driver with the next free code."""
        if isinstance(kind, DriverKind):
            return Driver(id=new_id(), code=self._free_code("D"), factory=self._factory.id,
                          name=name, unit=unit, kind=kind)  # fmt: skip
        return Meter(id=new_id(), code=self._free_code("M"), factory=self._factory.id, name=name,
                     unit=unit, kind=kind)  # fmt: skip

    def _free_code(self, stem: str) -> str:
        number = 1
        while f"{stem}{number}" in self._taken:
            number += 1
        self._taken.add(f"{stem}{number}")
        return f"{stem}{number}"

    def _founded(self, record: Record) -> Factory:
        known = record.all(Company)
        company = known[0] if known else Company(id=new_id(), code="C1")
        made = Factory(id=new_id(), code="F1", company=company.id)
        self.parents = (made,) if known else (company, made)
        return made
