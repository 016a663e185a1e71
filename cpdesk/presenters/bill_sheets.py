"""The sheets of a record's bills: drafts kept on this PC, new ones, and those of kept bills."""

from __future__ import annotations

from cpdesk.domain.plant import Meter, Reading
from cpdesk.presenters.bill_reading import sheet_of
from cpdesk.presenters.bill_sheet import NEW, Sheet, from_json, to_json
from cpdesk.presenters.bill_start import begun
from cpdesk.presenters.session import Session
from cpdesk.services import bill_drafts, bills

_HABIT = "last day "


class Sheets:
    """Where the sheet of a bill comes from; what is typed is kept the moment a field is left."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._record = session.record.identity.id
        self._drafts = bill_drafts.load_drafts(self._record)

    def next_of(self, meter: Meter) -> Sheet:
        """The draft of a meter's next bill, or a new one."""
        return self._draft(f"{NEW}{meter.id}") or self.fresh(meter)

    def fresh(self, meter: Meter) -> Sheet:
        """A new bill on which nothing was typed."""
        last_day = bool(self._drafts.get(f"{_HABIT}{meter.id}", {}).get("on"))
        return begun(self._session, meter, last_day)

    def of(self, reading: Reading) -> Sheet:
        """The draft of a bill's correction, or the bill as it is kept."""
        return self._draft(reading.id) or self.kept(reading)

    def kept(self, reading: Reading) -> Sheet:
        """A bill as the record has it."""
        record = self._session.record
        meter = record.get(Meter, reading.meter or "")
        papers = [each.evidence for each in record.attachments(reading)]
        lines = bills.lines_of(record, reading)
        return sheet_of(reading, lines, meter, papers, self.fresh(meter))

    def usual_meter(self, current: Sheet | None) -> str:
        """The id of the meter whose bill was typed last, or is looked at, or the first one."""
        record = self._session.record
        waiting = [each.removeprefix(NEW) for each in self._drafts if each.startswith(NEW)]
        shown = current.meter if current else self._session.shown.get("meter", "")
        every = (*waiting[-1:], shown, *(each.id for each in record.all(Meter)))
        return next((each for each in every if each in record.table(Meter)), "")

    def keep(self, sheet: Sheet) -> None:
        """Keep what is typed; the newest stands last."""
        self._drafts.pop(sheet.of, None)
        self._drafts[sheet.of] = to_json(sheet)
        bill_drafts.save_drafts(self._record, self._drafts)

    def drop(self, sheet: Sheet) -> None:
        self._drafts.pop(sheet.of, None)
        bill_drafts.save_drafts(self._record, self._drafts)

    def note_last_day(self, meter: str, on: bool) -> None:
        """Whether the bills of a meter print their last day, for the next one."""
        self._drafts[f"{_HABIT}{meter}"] = {"on": on}
        bill_drafts.save_drafts(self._record, self._drafts)

    def _draft(self, of: str) -> Sheet | None:
        if of not in self._drafts:
            return None
        try:
            return from_json(self._drafts[of])
        except (KeyError, TypeError, ValueError):  # written by another version
            return None
