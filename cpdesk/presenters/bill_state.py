"""The bill that is typed, and all that is shown of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, Reading
from cpdesk.presenters import bill_look
from cpdesk.presenters.bill_keeping import reading_of, reason_of
from cpdesk.presenters.bill_known import Knowledge
from cpdesk.presenters.bill_look import Box, Look
from cpdesk.presenters.bill_ribbon import Ribbon, ribbon
from cpdesk.presenters.bill_sheet import Sheet
from cpdesk.presenters.bill_sheets import Sheets
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.session import Session
from cpdesk.services import bills


class BillView(Protocol):
    def show_bill(self) -> None:
        """Another bill, other lines or another language."""

    def show_look(self) -> None:
        """What follows from the texts has changed: grey figures, remarks, the ribbon."""

    def show_field(self, field: str) -> None:
        """Go to a field."""

    def show_findings(self, found: tuple[Line, ...]) -> None:
        """Why the last wish could not be fulfilled; empty when it was."""

    def leave(self) -> None:
        """The bill is entered; go back to where the form was opened."""


class BillState:
    """One bill of one meter at a time, and what follows from what was typed of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sheet: Sheet | None = None
        self.month: Month | None = None
        self.sheets = Sheets(session)
        self._thrown: Sheet | None = None
        self._tried = False
        self._look: Look | None = None
        self._view: BillView | None = None
        self._knowledge = Knowledge(session)

    @property
    def meters(self) -> tuple[tuple[str, str], ...]:
        """Id and words of each meter."""
        return tuple((e.id, self.session.name(e)) for e in self.session.record.all(Meter))

    @property
    def meter(self) -> Meter | None:
        found = self.session.record.table(Meter).get(self.sheet.meter if self.sheet else "")
        return found if isinstance(found, Meter) else None

    @property
    def is_new(self) -> bool:
        return self.sheet is None or not self.sheet.reading

    @property
    def look(self) -> Look:
        """The sheet as it is understood now; there must be a meter."""
        if self._look is None:
            self._look = self._looked()
        return self._look

    @property
    def unit(self) -> str:
        """The unit of the bill: the meter's, or that in which it was recorded."""
        kept, meter = self._kept, self.meter
        return (kept.unit if kept else "") or (meter.unit if meter else "")

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the lines in the order of a bill."""
        kinds = self.sheet.lines if self.sheet else []
        return tuple(sorted(range(len(kinds)), key=lambda at: bills.ORDER.index(kinds[at])))

    @property
    def siblings(self) -> tuple[tuple[str, str], ...]:
        """The bills that make the month the form was opened for, where they are several."""
        record, meter, t = self.session.record, self.meter, self.session.t
        if meter is None or self.month is None:
            return ()
        found = bills.bills_of_month(record, meter, self.month)
        words = tuple((e.id, t("{start} to {end}", start=e.start, end=e.end)) for e in found)
        return words if len(words) > 1 else ()

    @property
    def papers(self) -> tuple[Evidence, ...]:
        """The papers that prove the bill."""
        table = self.session.record.table(Evidence)
        ids = self.sheet.papers if self.sheet else []
        return tuple(table[id] for id in ids if id in table)  # type: ignore[misc]

    @property
    def can_bring_back(self) -> bool:
        return self._thrown is not None

    def box(self, name: str) -> Box:
        return bill_look.box(self.session.t, self.look, name)

    @property
    def ribbon(self) -> Ribbon:
        meter = self.meter
        if meter is None or self.sheet is None:
            return Ribbon()
        reading = reading_of(self.look, self.sheet, self._kept)
        return ribbon(self.session.t, self.session.record, meter, reading)

    # keeping up

    @property
    def _kept(self) -> Reading | None:
        found = self.session.record.table(Reading).get(self.sheet.reading if self.sheet else "")
        return found if isinstance(found, Reading) else None

    def _looked(self) -> Look:
        sheet, meter = self.sheet, self.meter
        if sheet is None or meter is None:
            raise LookupError("a bill is of a meter")
        billed = replace(meter, unit=self.unit)
        return bill_look.look_at(
            self.session.t, sheet, billed,
            lambda days: self._knowledge.of(billed, sheet.reading, days), self._tried,
            lambda finding: reason_of(self.session, sheet, finding),
        )  # fmt: skip

    def _put(self, sheet: Sheet) -> None:
        self.sheet, self._tried = sheet, False
        self.session.shown["meter"] = sheet.meter
        self._look = None
        self._show_all()

    def _look_again(self) -> None:
        self._look = None
        if self._view:
            self._view.show_look()

    def _show_all(self) -> None:
        if self._view:
            self._view.show_bill()

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        if self._view:
            self._view.show_findings(lines(self.session.t, findings, self.session.record))
