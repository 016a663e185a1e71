"""What the record knows beside the bill that is typed; asked anew only when it has changed."""

from __future__ import annotations

from dataclasses import replace

from cpdesk.analysis.bills.remarks import Known, Range
from cpdesk.domain.periods import Period
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.presenters.session import Session
from cpdesk.services import bills
from cpdesk.services.bill_expected import expected


class Knowledge:
    """The meter's other bills, its tariff and what production lets expect of some days."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: tuple[tuple[Record, Meter, str], Known] | None = None
        self._expected: tuple[tuple[object, ...], Range | None] | None = None

    def of(self, meter: Meter, apart: str, days: Period | None) -> Known:
        """What is known of a meter's bills besides the reading `apart`."""
        key = (self._session.record, meter, apart)
        if self._known is None or self._known[0] != key:
            today = self._session.ws.today
            self._known = (key, bills.known(self._session.record, meter, today, apart))
        on = days.start if days else self._session.ws.today
        priced = bills.at_tariff(self._session.record, self._known[1], on)
        return replace(priced, expected=self._range(meter, apart, days))

    def _range(self, meter: Meter, apart: str, days: Period | None) -> Range | None:
        key = (self._session.record, meter, apart, days)
        if self._expected is None or self._expected[0] != key:
            found = expected(self._session.record, meter, days, apart) if days else None
            self._expected = (key, found)
        return self._expected[1]
