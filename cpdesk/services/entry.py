"""Figures and facts typed by hand: saved when confirmed, each with a named way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from cpdesk.analysis.months.bills import days_of
from cpdesk.analysis.months.monthly import MonthlySeries, MonthValue
from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, Convention, Driver, Meter, Reading
from cpdesk.domain.quantities import parse_sum
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.doubts import doubts
from cpdesk.services.jobs import Job, NullJob
from cpdesk.services.series import monthly
from cpdesk.services.weather import computed_from
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.records.journal import Entry

TYPED = "typed"

CROSSING = blocking(
    "month-of-crossing-bill",
    N_("{month} of {series} comes from a bill from {start} to {end} that does not end with the "
       "month. Open that bill with a double click on the month."),
)  # fmt: skip
SEVERAL = blocking(
    "month-of-several-bills",
    N_("{month} of {series} is the sum of {n} bills. Open them with a double click on the month."),
)
COMPUTED = blocking(
    "month-is-computed",
    N_("{series} is computed from {source}. Enter the temperatures there instead."),
)

FIGURE = N_("Figure of {series} for {month}")
FIGURE_REMOVED = N_("Removing the figure of {series} for {month}")
FIGURES = N_("Typing {n} figures")
PASTED = N_("Paste of {n} figures")
FILLED = N_("Fill of {n} figures")
CLEARED = N_("Removing {n} figures")
ESTIMATE = N_("Marking {series} for {month} as estimated or read")
ADDED = N_("Adding: {kind}")
CHANGED = N_("Changing {kind} {code}")
REMOVED = N_("Removing {kind} {code}")

TAKING_BACK, MAKING_AGAIN = N_("Taking the change back"), N_("Making the change again")
READING, WRITING = N_("Reading the figures"), N_("Writing the figures")
_REPORTED = 50  # cells between two reports of how far it is


@dataclass(frozen=True)
class Typed:
    """A text that was typed for a month of a meter or driver, as read or as estimated."""

    series: Meter | Driver
    month: Month
    text: str
    estimated: bool = False

    @property
    def place(self) -> Place:
        return Place(self.series.word, self.series.code, spot=str(self.month))


def type_amount(
    ws: Workspace, series: Meter | Driver, month: Month, text: str
) -> tuple[Finding, ...]:
    """Create or correct the reading of a calendar month; an empty text removes it.

    What stands in the way comes back as a blocking finding, and nothing is changed; what is only
    doubtful comes back as a warning, and the figure is kept as typed.
    """
    label = FIGURE if text.strip() else FIGURE_REMOVED
    cell = Typed(series, month, text)
    return _type(ws, (cell,), label, NullJob(), series=series.code, month=month)


def type_amounts(
    ws: Workspace, cells: Sequence[Typed], label: str = FIGURES, job: Job | None = None
) -> tuple[Finding, ...]:
    """Several figures at once as one change: all of them, or none and the findings say why."""
    return _type(ws, cells, label, job or NullJob(), n=len(cells))


def paste_amounts(
    ws: Workspace, cells: Sequence[Typed], new: Sequence[Entity] = (), job: Job | None = None
) -> tuple[tuple[Finding, ...], int]:
    """Pasted figures as one change: what can be kept is, and a finding names each that cannot.

    `new` are meters and what else the figures need; they are added before them. Also how many
    figures were kept, which is what undo takes back. Stopped by the job, nothing is changed.
    """
    job = job or NullJob()
    with ws.store.turn() as record:
        findings, readings, kept = _steps(record, cells, job)
        changed = [(before, after) for before, after in readings if before is not after]
        if changed:
            job.report(WRITING, 0.6)
            fault = _write(ws, changed, PASTED, {"n": len(changed)}, new)
            findings.extend(fault or _doubtful(ws, kept))
    return tuple(findings), len(changed)


def set_estimated(
    ws: Workspace, series: Meter | Driver, month: Month, estimated: bool
) -> tuple[Finding, ...]:
    """Say whether the figure of a month was estimated or read from the meter."""

    def change() -> None:
        reading = own_reading(ws.record, series, month)
        if reading is not None:
            with ws.store.change(ESTIMATE, series=series.code, month=month) as work:
                work.put(replace(reading, estimated=estimated))

    return attempt(change)


def save(ws: Workspace, entity: Entity) -> tuple[Finding, ...]:
    """Add an entity or replace the one with its id; findings say why it cannot be done."""
    known = entity.id in ws.record.table(type(entity))
    facts = {"kind": entity.title, **({"code": str(entity)} if known else {})}

    def change() -> None:
        with ws.store.change(CHANGED if known else ADDED, **facts) as work:
            work.put(entity)

    return attempt(change)


def remove(ws: Workspace, entity: Entity) -> tuple[Finding, ...]:
    """Remove an entity with what belongs to it alone: its readings and their evidence marks."""

    def change() -> None:
        with ws.store.change(REMOVED, kind=entity.title, code=str(entity)) as work:
            for each in _with_parts(ws.record, entity):
                work.remove(each)

    return attempt(change)


def undo(ws: Workspace, job: Job | None = None) -> Entry | None:
    """Take the last change back; what was taken back, or None."""
    return ws.store.undo((job or NullJob()).pause(TAKING_BACK))


def redo(ws: Workspace, job: Job | None = None) -> Entry | None:
    """Make the change again that was taken back last."""
    return ws.store.redo((job or NullJob()).pause(MAKING_AGAIN))


def attempt(wish: Callable[[], None]) -> tuple[Finding, ...]:
    """Do it; what cannot be done comes back as its finding."""
    try:
        wish()
    except Refusal as refusal:
        return (refusal.finding,)
    return ()


def own_reading(record: Record, series: Meter | Driver, month: Month) -> Reading | None:
    """The reading that by itself makes a month and falls into no other; None where there is none.

    A bill may be folded with others and still be the only one of its month. Raises Refusal where
    the month is made of a bill that crosses months, or of several, or is computed.
    """
    place = Place(series.word, series.code, spot=str(month))
    if isinstance(series, Driver) and (source := computed_from(record, series)):
        raise COMPUTED.refuse(place, series=series.code, source=source.code)
    spread = monthly(record, series)
    value = spread.value(month)
    if value is None:
        return None
    touching = list(_touching(spread, value))
    if crossing := next((reading for reading, months in touching if months > 1), None):
        raise _crossing(series, month, crossing, place)
    if len(touching) > 1:
        raise SEVERAL.refuse(place, series=series.code, month=month, n=len(touching))
    own, _ = touching[0]
    if not value.complete:
        raise _crossing(series, month, own, place)
    return own


def _touching(spread: MonthlySeries, value: MonthValue) -> Iterator[tuple[Reading, int]]:
    """The readings that by themselves fall into a month, and into how many months each falls."""
    readings = (each for bill in spread.bills for each in bill.readings)
    for each in readings:
        if each.id in value.readings:
            months = dict(days_of(each, spread.convention))
            if value.month in months:
                yield each, len(months)


def _crossing(series: Entity, month: Month, reading: Reading, place: Place) -> Refusal:
    return CROSSING.refuse(
        place, series=series.code, month=month, start=reading.start, end=reading.end
    )


_Step = tuple[Reading | None, Reading | None]


def _type(
    ws: Workspace, cells: Sequence[Typed], label: str, job: Job, **facts: object
) -> tuple[Finding, ...]:
    with ws.store.turn() as record:
        findings, readings, _ = _steps(record, cells, job)
        if findings:
            return tuple(findings)
        job.report(WRITING, 0.6)
        return _write(ws, readings, label, facts) or tuple(_doubtful(ws, cells))


def _steps(
    record: Record, cells: Sequence[Typed], job: Job
) -> tuple[list[Finding], list[_Step], list[Typed]]:
    """What refuses a cell, the readings of the others before and after, and those others."""
    readings: list[_Step] = []
    findings: list[Finding] = []
    kept: list[Typed] = []
    for at, cell in enumerate(cells):
        if at % _REPORTED == 0:
            job.report(READING, 0.6 * at / len(cells))
        refused = attempt(lambda cell=cell: readings.append(_step(record, cell)))  # type: ignore[misc]
        findings.extend(refused)
        kept.extend(() if refused else (cell,))
    return findings, readings, kept


def _write(
    ws: Workspace, readings: Iterable[_Step], label: str,
    facts: Mapping[str, object], new: Sequence[Entity] = (),
) -> tuple[Finding, ...]:
    record = ws.record

    def change() -> None:
        with ws.store.change(label, **facts) as work:
            work.put_many(new)
            for before, after in readings:
                if after is not None:
                    work.put(after)
                elif before is not None:
                    for each in record.where(BillLine, reading=before.id):
                        work.remove(each)
                    work.remove(before)

    return attempt(change)


def _step(record: Record, cell: Typed) -> tuple[Reading | None, Reading | None]:
    """The reading of a cell as it is and as it will be."""
    before = own_reading(record, cell.series, cell.month)
    if not cell.text.strip():
        return before, None
    amount = parse_sum(cell.text, cell.series.unit, cell.place)
    if before is not None:
        if before.amount == amount and str(before.amount) == str(amount) and not before.unit:
            return before, before
        # What is typed is in the unit of the column, and is no estimate unless it says so.
        return before, replace(
            before, amount=amount, unit="", estimated=cell.estimated, origin=TYPED
        )
    return None, _new(cell, amount)


def _new(cell: Typed, amount: Decimal) -> Reading:
    is_meter = isinstance(cell.series, Meter)
    shift = timedelta(_shift(cell.series))
    return Reading(
        id=new_id(), meter=cell.series.id if is_meter else None,
        driver=None if is_meter else cell.series.id, amount=amount, origin=TYPED,
        estimated=cell.estimated,
        start=cell.month.start - shift, end=cell.month.end - shift,
    )  # fmt: skip


def _shift(series: Meter | Driver) -> int:
    """Days to go back so that, under the meter's convention, exactly the month is covered."""
    return int(isinstance(series, Meter) and series.convention is Convention.THIS)


def _doubtful(ws: Workspace, cells: Sequence[Typed]) -> Iterator[Finding]:
    known: dict[str, Mapping[Month, Finding]] = {}
    for cell in cells:
        series = cell.series
        if series.id not in known:
            known[series.id] = doubts(series, monthly(ws.record, series))
        found = known[series.id].get(cell.month)
        if found is not None:
            yield replace(found, place=cell.place)


def _with_parts(record: Record, entity: Entity) -> Iterator[Entity]:
    """An entity with its evidence marks, its bills' lines, and the same of its readings."""
    yield entity
    yield from record.attachments(entity)
    if isinstance(entity, Reading):
        yield from record.where(BillLine, reading=entity.id)
    if isinstance(entity, Meter | Driver):
        lines = record.all(BillLine)
        readings = {each.id: each for each in record.readings(entity)}
        yield from (each for each in lines if each.reading in readings)
        for reading in readings.values():
            yield reading
            yield from record.attachments(reading)
