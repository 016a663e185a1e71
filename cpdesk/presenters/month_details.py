"""What stands behind one month of a meter or driver: its neighbours, its bills, its papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Refusal, blocking
from cpdesk.domain.papers import Evidence
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.words import N_
from cpdesk.presenters.adding_papers import AddingPapers
from cpdesk.presenters.bill_ribbon import Ribbon, ribbon
from cpdesk.presenters.evidence_pictures import Pictures
from cpdesk.presenters.month_cells import places_of
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.entry import TYPED
from cpdesk.services.jobs import Cancelled
from cpdesk.services.series import monthly

if TYPE_CHECKING:
    from cpdesk.analysis.bills.remarks import Range


NO_FIGURE = blocking(
    "evidence-without-figure",
    N_("There is no figure for {month} of {series} yet that a paper could support. Type it first."),
)


@dataclass(frozen=True)
class Paper:
    """A paper behind the month; `page` is the first of its pages that are meant."""

    id: str
    words: str
    page: int = 1


@dataclass(frozen=True)
class Details:
    """What is told of a month; `facts` are labels and figures, `sources` where figures are from."""

    title: str = ""
    month: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    check: str = ""
    sources: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    ribbon: Ribbon = Ribbon()


class MonthDetails:
    """The month that the cursor is in; `changed` tells that something of it is to be shown anew.

    Papers are added by `runner`, in the background; what takes a moment is done by `drawing`.
    """

    def __init__(self, session: Session, runner: Runner, drawing: Runner) -> None:
        self.session = session
        self.pictures = Pictures(session, drawing)
        self.series: Meter | Driver | None = None
        self.month: Month | None = None
        self.changed: Callable[[], None] = lambda: None
        self.refused: Callable[[tuple[Finding, ...]], None] = lambda _found: None
        self._drawing = drawing
        self._adding = AddingPapers(session, runner)
        self._adding.refused = lambda found: self.refused(found)
        self._working = False
        self._worked_out: tuple[object, Range | None] | None = None
        self._known: tuple[object, Details] | None = None
        self._told: tuple[object, ...] = ()

    @property
    def running(self) -> bool:
        """Whether files are being kept."""
        return self._adding.running

    def choose(self, series: Meter | Driver | None, month: Month | None) -> None:
        self.series, self.month = series, month
        state = (*self._state, self.running)
        if state != self._told:
            self._told = state
            self.changed()

    @property
    def has_bills(self) -> bool:
        """Whether the month has bills that can be opened."""
        return isinstance(self.series, Meter) and bool(self._readings())

    @property
    def details(self) -> Details:
        """What there is to tell; worked out anew only where the record or the words moved on."""
        if self._known is None or self._known[0] != self._state:
            self._known = (self._state, self._made())
        return self._known[1]

    @property
    def _state(self) -> tuple[object, ...]:
        return (self.session.record, self.session.t, self.series, self.month)

    def picture(self, paper: Paper, longest: int) -> bytes | None:
        """The page that is meant, as JPEG; empty where there is none, None while it is made."""
        found = self.session.record.table(Evidence).get(paper.id)
        return self.pictures.of(found, paper.page, longest) if isinstance(found, Evidence) else b""

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files in the record; they support the bill that makes most of this month."""
        reading = self._main()
        if reading is None:
            self.refused(self._no_figure())
        else:
            self._adding.add(paths, reading.id)

    def note_idea(self) -> None:
        """Note that an upgrade may help here, with the figures of the month as its reason."""
        from cpdesk.presenters.ideas import note_month

        if isinstance(self.series, Meter) and self.month is not None:
            used = self._figure(self._amount(self.month))
            expected = tuple(self._figure(each) for each in self._expected() or ())
            self.refused(note_month(self.session, self.series, self.month, used, expected))

    # what is told

    def _made(self) -> Details:
        if self.series is None or self.month is None:
            return Details()
        t, readings = self.session.t, self._readings()
        bill = self._crossing(readings)
        return Details(
            self.session.name(self.series), t.month(self.month), tuple(self._facts()),
            self._check(), tuple(dict.fromkeys(filter(None, map(self._source, readings)))),
            tuple(self._papers(readings)),
            ribbon(t, self.session.record, self.series, bill) if bill is not None
            and isinstance(self.series, Meter) else Ribbon(),
        )  # fmt: skip

    def _facts(self) -> Iterator[tuple[str, str]]:
        t, month = self.session.t, self.month
        assert month is not None
        yield t("Month before"), self._figure(self._amount(month + -1))
        yield t("Same month last year"), self._figure(self._amount(month + -12))
        if (expected := self._expected()) is not None:
            least, most = (t.number(each, self._places()) for each in expected)
            yield t("Expected by production"), f"{least} – {most}"
        costs = {each.currency: Decimal(0) for each in self._readings() if each.cost is not None}
        for each in self._readings():
            if each.cost is not None:
                costs[each.currency] += each.cost
        for currency, cost in costs.items():
            yield t("Cost on the bills"), f"{t.number(cost, 2)} {currency}".strip()

    def _check(self) -> str:
        """Whether the figure lies in what production lets expect."""
        expected, month = self._expected(), self.month
        amount = self._amount(month) if month else None
        if expected is None or amount is None:
            return ""
        within = expected[0] <= amount <= expected[1]
        return self.session.t("Within what is expected") if within else (
            self.session.t("Outside of what is expected"))  # fmt: skip

    def _expected(self) -> Range | None:
        """What production lets expect, once it is worked out; it is asked for meanwhile."""
        meter, month = self.series, self.month
        idle = not self._working and not self._is_worked_out
        if isinstance(meter, Meter) and month is not None and idle:
            self._work_out(meter, month)
        return self._worked_out[1] if self._worked_out and self._is_worked_out else None

    @property
    def _is_worked_out(self) -> bool:
        return self._worked_out is not None and self._worked_out[0] == self._state

    def _work_out(self, meter: Meter, month: Month) -> None:
        """In the background: the first time numpy has to be loaded for it."""
        from cpdesk.services.bill_expected import expected

        state, record, apart = self._state, self.session.record, self._main()
        self._working = True
        self._drawing.run(
            lambda _job: expected(record, meter, Period.of_month(month), apart.id if apart else ""),
            lambda found: self._keep(state, found), self._not_worked_out, lambda _job: None,
        )  # fmt: skip

    def _keep(self, state: tuple[object, ...], found: Range | None) -> None:
        self._working, self._worked_out = False, (state, found)
        if found is not None or state != self._state:  # else there is nothing more to tell
            self._known = None
            self.changed()

    def _not_worked_out(self, error: Exception) -> None:
        self._working = False
        if not isinstance(error, Cancelled):
            raise error

    def _source(self, reading: Reading) -> str:
        t = self.session.t
        if not reading.origin:
            return ""
        if reading.origin == TYPED:
            return t("Typed by hand")
        return t("Imported: {source}", source=reading.origin)

    def _papers(self, readings: Sequence[Reading]) -> Iterator[Paper]:
        record, seen = self.session.record, set()
        for reading in readings:
            for each in record.attachments(reading):
                paper = record.get(Evidence, each.evidence)
                if paper.id not in seen:
                    seen.add(paper.id)
                    first = re.match(r"\d+", each.pages)
                    yield Paper(paper.id, self.session.name(paper),
                                int(first[0]) if first else 1)  # fmt: skip

    def _crossing(self, readings: Sequence[Reading]) -> Reading | None:
        """The bill that is spread onto this month and others."""
        month = self.month
        assert month is not None
        cut = (e for e in readings if e.period.overlap(Period.of_month(month)) < e.period.days - 1)
        return next(cut, None)

    # the record

    def _readings(self) -> tuple[Reading, ...]:
        """The bills that have part in the month, oldest first."""
        if self.series is None or self.month is None:
            return ()
        try:
            value = monthly(self.session.record, self.series).value(self.month)
        except Refusal:  # it is said of the column
            return ()
        ids = set(value.readings) if value else set()
        return tuple(e for e in self.session.record.readings(self.series) if e.id in ids)

    def _main(self) -> Reading | None:
        """The bill that holds most of the month's days."""
        if self.month is None:
            return None
        days = Period.of_month(self.month)
        return max(self._readings(), default=None, key=lambda each: each.period.overlap(days))

    def _amount(self, month: Month) -> Decimal | None:
        if self.series is None:
            return None
        try:
            return monthly(self.session.record, self.series).amount(month)
        except Refusal:
            return None

    def _figure(self, amount: Decimal | None) -> str:
        if amount is None or self.series is None:
            return "–"
        return f"{self.session.t.number(amount, self._places())} {self.series.unit}".strip()

    def _places(self) -> int:
        """As many decimals as the column has."""
        return places_of(monthly(self.session.record, self.series)) if self.series else 0

    def _no_figure(self) -> tuple[Finding, ...]:
        assert self.series is not None
        return (NO_FIGURE.at(month=self.month, series=self.series.code),)
