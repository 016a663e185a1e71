"""The form for a bill as it is printed: typed, examined as it is typed, entered as one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.analysis.bills.remarks import Remedy
from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import LineKind, Meter, Reading
from cpdesk.presenters import bill_look
from cpdesk.presenters.bill_keeping import printed
from cpdesk.presenters.bill_sheet import Kept, Sheet, key
from cpdesk.presenters.bill_state import BillState, BillView
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services import bills
from cpdesk.services.acceptance import identity
from cpdesk.services.jobs import Cancelled

if TYPE_CHECKING:
    from cpdesk.presenters.bill_papers import TakenIn

__all__ = ["BillForm", "BillView"]


class BillForm(BillState):
    """What a person does with a bill; what is typed and not entered stays as a draft."""

    def __init__(self, session: Session, runner: Runner | None = None) -> None:
        super().__init__(session)
        self._runner = runner
        self._awaiting: Sheet | None = None
        session.listen(self._changed)

    def attach(self, view: BillView) -> None:
        self._view = view
        if self.sheet is None:
            self.begin()
        view.show_bill()

    # which bill

    def begin(self, meter_id: str = "") -> None:
        """The next bill of a meter, or its draft; without one, of the meter typed last."""
        self.month = None
        chosen = meter_id or self.sheets.usual_meter(self.sheet)
        meter = self.session.record.table(Meter).get(chosen)
        if isinstance(meter, Meter):
            self._put(self.sheets.next_of(meter))
        else:
            self._show_all()

    def open(self, reading_id: str) -> None:
        """A bill that is in the record, or the draft of its correction."""
        reading = self.session.record.table(Reading).get(reading_id)
        if isinstance(reading, Reading) and reading.meter:
            self._put(self.sheets.of(reading))

    def open_month(self, meter: Meter, month: Month) -> None:
        """The first of the bills that make a month; where there is none, a new one for it."""
        self.leave()
        self.month = month
        found = bills.bills_of_month(self.session.record, meter, month)
        if found:
            self.open(found[0].id)
            return
        self.begin(meter.id)
        self.month = month

    # typing

    def type(self, name: str, text: str) -> None:
        """What a field says now, while it is typed."""
        if self.sheet is not None and self.sheet.text(name) != text:
            self.sheet.type(name, text)
            self._look_again()

    def tick(self, name: str, on: bool) -> None:
        """`estimated`, `tax_within`, `last_day` or `by_band`."""
        if self.sheet is None or getattr(self.sheet, name) is on:
            return
        setattr(self.sheet, name, on)
        self.sheet.touched = True
        if name == "last_day":
            self._print_days_anew(self.sheet, on)
        self._look_again()
        self._show_all()

    def add_line(self, kind: LineKind) -> str:
        """A further line; the field of its name."""
        if self.sheet is None:
            return ""
        self.sheet.lines.append(kind)
        self._look_again()
        self._show_all()
        return key(len(self.sheet.lines) - 1, "name")

    def take(self, way: Remedy) -> None:
        """Go one of the doctor's ways out."""
        if way.opens:
            self.leave()
            self.open(way.opens)
            return
        if way.idea:
            self.note(way.idea)
            return
        for name, value in way.changes.items():
            if isinstance(value, bool):
                self.tick(name, value)
            else:
                self._put_value(name, value)
        self.leave()
        self._look_again()
        self._show_all()

    def note(self, title: str) -> None:
        """What the doctor says may be an upgrade: note it; the bill stays as a draft."""
        from cpdesk.presenters.ideas import in_all_languages, note

        meter, said = self.meter, self._why(title)
        self.leave()
        if meter is not None:
            self._tell(note(self.session, meter, in_all_languages(lambda t: t(title)),
                            in_all_languages(said)))  # fmt: skip

    def _why(self, title: str) -> Callable[[Translator], str]:
        """The remark that proposes an upgrade, as it is said in a language."""
        found = next((each.finding for each in self.look.remarks
                      if any(way.idea == title for _, way in each.ways)), None)  # fmt: skip
        return lambda t: sentence(t, found) if found else ""

    def keep(self, finding: Finding, reason: str) -> bool:
        """Say why a doubt stands; it is noted with the bill. Whether a reason was given."""
        if self.sheet is None or not reason.strip():
            return False
        self.sheet.kept.append(Kept(*identity(finding), reason.strip()))
        self.sheet.touched = True
        self._look_again()
        return True

    # papers

    def attach_paper(self, evidence_id: str) -> None:
        if self.sheet is not None and evidence_id not in self.sheet.papers:
            self.sheet.papers.append(evidence_id)
            self.sheet.touched = True
            self._show_all()

    def detach_paper(self, evidence_id: str) -> None:
        if self.sheet is not None and evidence_id in self.sheet.papers:
            self.sheet.papers.remove(evidence_id)
            self.sheet.touched = True
            self._show_all()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files in the record and let them prove this bill; known ones are found again.

        With a runner that is done in the background, for a scan may be large.
        """
        from cpdesk.presenters.bill_papers import taken_in

        sheet, session = self.sheet, self.session
        if not paths:
            return
        if self._runner is None:
            self._taken_in(sheet, taken_in(session, paths))
            return
        self._awaiting = sheet
        session.changed(session.t("Keeping the files"))
        self._runner.run(lambda job: taken_in(session, paths, job),
                         lambda found: self._taken_in(sheet, found), self._not_taken_in,
                         lambda _job: None)  # fmt: skip

    def _taken_in(self, sheet: Sheet | None, found: TakenIn) -> None:
        """The papers prove the bill for which they were added, whatever is looked at now."""
        papers, findings = found
        self._awaiting = None
        if sheet is not None:
            new = [each for each in papers if each not in sheet.papers]
            sheet.papers.extend(new)
            sheet.touched = sheet.touched or bool(new)
        self.session.done(())
        self._show_all()
        self._tell(findings)

    def _not_taken_in(self, error: Exception) -> None:
        self._awaiting = None
        self.session.changed("")
        if isinstance(error, Refusal):
            self._tell((error.finding,))
        elif not isinstance(error, Cancelled):
            raise error

    # entering

    def save(self) -> bool:
        """Enter the bill; what stands in the way is gone to instead. Whether it was entered."""
        self._tried = True
        self._look_again()
        if self.sheet is None or self.meter is None:
            return False
        if obstacle := self.look.obstacle:
            self.leave()
            if self._view:
                self._view.show_field(obstacle.field)
            return False
        return self._entered(self.sheet)

    def discard(self) -> None:
        """Throw away what was typed; it can be brought back until the next one is thrown away."""
        if self.sheet is None:
            return
        self._thrown = self.sheet
        self.sheets.drop(self.sheet)
        self._start_over(self.sheet)

    def bring_back(self) -> None:
        if self._thrown is not None:
            thrown, self._thrown = self._thrown, None
            self._put(thrown)
            self.leave()

    def remove(self) -> bool:
        """Take the bill out of the record; whether that could be done."""
        kept = self._kept
        if kept is None or self.sheet is None:
            return False
        self.sheets.drop(self.sheet)
        return self._finish(bills.remove_bill(self.session.ws, kept), self.sheet)

    def leave(self) -> None:
        """Keep what is typed as a draft, for the field or the page is left."""
        if self.sheet is not None and self.sheet.touched:
            self.sheets.keep(self.sheet)

    # keeping up

    def _entered(self, sheet: Sheet) -> bool:
        kept = printed(self.session, self.look, sheet, self._kept)
        if kept is None:
            return False
        findings = bills.keep_bill(self.session.ws, kept)
        if any(each.blocking for each in findings):
            self._tell(findings)
            return False
        self.sheets.drop(sheet)
        return self._finish(findings, sheet)

    def _finish(self, findings: tuple[Finding, ...], sheet: Sheet) -> bool:
        """After the record was changed: the next bill of the meter, or back to where one was."""
        self._tell(findings)
        if any(each.blocking for each in findings):
            return False
        self.sheet = None
        self.session.done(findings)
        self.begin(sheet.meter)
        if self._view and sheet.reading:
            self._view.leave()
        return True

    def _print_days_anew(self, sheet: Sheet, on: bool) -> None:
        """The days are printed otherwise: remembered for the meter, and for the usual first day."""
        self.sheets.note_last_day(sheet.meter, on)
        meter = self.meter
        if meter is not None and not sheet.reading:
            sheet.usual["start"] = self.sheets.fresh(meter).usual.get("start", "")

    def _put_value(self, name: str, value: object) -> None:
        sheet = self.sheet
        if sheet is not None:
            field = bill_look.shown_field(sheet, name)
            sheet.type(field, bill_look.text_for(self.look, name, value))

    def _changed(self) -> None:
        """The record or the language is another: what was not typed may follow anew.

        A sheet that papers are still being taken in for stays the one they come to.
        """
        sheet, self._look = self.sheet, None
        if sheet is None:
            self.begin()
            return
        gone = self.meter is None or (sheet.reading and self._kept is None)
        if gone or not (sheet.touched or sheet is self._awaiting):
            self._start_over(sheet)
        else:
            self._show_all()

    def _start_over(self, sheet: Sheet) -> None:
        """The sheet as the record has it, without what was typed."""
        kept, meter = self._kept, self.meter
        if kept is not None:
            self._put(self.sheets.kept(kept))
        elif meter is not None:
            self._put(self.sheets.next_of(meter))
        else:
            self.sheet = None
            self.begin()
