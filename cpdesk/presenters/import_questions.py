"""What only the user can decide before a file is taken in, each with its possible answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.presenters.naming import name_of, named_sentence
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Cell, Status, has_cell

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.deciding import Decision
    from cpdesk.services.importing import Plan

BLANK, KEEP, TAKE, ZERO, NEW = "blank", "keep", "take", "figure:0", "new"
FIGURE, ESTIMATE = "figure", "estimate"  # with the figure behind a colon, once it is typed
FACTORY, ALL_CHANGES = "factory", "changes"
_MOST_CHANGES = 40
_YEARS = 4
_TEXTS = ("figure-unreadable", "cell-not-figure", "figure-ambiguous")
_NO_RESULT = ("formula-not-calculated", "cell-shows-error")
_UNITS: Mapping[object, tuple[str, ...]] = {
    MeterKind.ELECTRICITY: ("kWh", "MWh", "万kWh"),
    MeterKind.WATER: ("m³",), MeterKind.WASTEWATER: ("m³",),
    MeterKind.NATURAL_GAS: ("m³", "kWh", "MJ"), MeterKind.TOWN_GAS: ("MJ", "m³"),
    MeterKind.STEAM: ("t", "GJ", "kg"), MeterKind.HEAT: ("GJ", "kWh"),
    DriverKind.PRODUCTION: ("t", "kg", "件", "m"), DriverKind.WORKING_DAYS: ("d",),
}  # fmt: skip
_OTHER_UNITS = ("kg", "t", "L", "m³", "kWh")


@dataclass(frozen=True)
class Question:
    """One thing to decide: `options` are values and words, of which one may be `chosen`.

    An option `figure` or `estimate` asks for a figure to be typed. A question that `stands` keeps
    everything else from being taken; one without options can only be answered in the file.
    `retold` asks the same in another language, once the preview does not ask it any more.
    """

    key: str
    words: str
    spot: str = ""
    options: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    stands: bool = False
    number: int = 0
    retold: Callable[[Translator], Question] | None = field(default=None, compare=False)

    @property
    def open(self) -> bool:
        return self.stands and not self.chosen

    @property
    def decided(self) -> bool:
        return self.stands and bool(self.chosen)


def questions_of(
    session: Session, plan: Plan, cells: Sequence[Cell], said: Mapping[str, Decision], factory: str
) -> Iterator[Question]:
    """What this state of the preview asks; what was decided before is told by its answer."""
    yield from _factory(session, plan, factory)
    yield from _of_sheets(session, plan)
    yield from _of_cells(session, plan)
    yield from _of_owners(session, plan)
    yield from _of_units(session.t, plan)
    yield from _of_changes(session.t, cells, said)


def remembered(
    t: Translator, asked: Mapping[str, Question], fresh: Iterable[Question],
    given: Mapping[str, str],
) -> dict[str, Question]:
    """The questions asked now and those answered before, in the order of their first asking."""
    now = {each.key: each for each in fresh}
    found = {
        key: now.pop(key) if key in now else _answered(t, each, given[key])
        for key, each in asked.items() if key in now or key in given
    }  # fmt: skip
    found.update(now)
    return {key: replace(each, number=number)
            for number, (key, each) in enumerate(found.items(), 1)}  # fmt: skip


def _answered(t: Translator, question: Question, chosen: str) -> Question:
    asked = question.retold(t) if question.retold else question
    return replace(asked, chosen=chosen, retold=question.retold)


def answer_of(decision: Decision) -> str:
    """The option that stands for a decision."""
    say = str(decision.say.value)
    return f"{say}:{decision.figure}" if decision.figure else say


def decision_of(value: str) -> Decision | None:
    """What an answer decides of its cell; None where the file's figure is taken after all."""
    from cpdesk.exchange.proposal.deciding import Decision, Say

    sort, _, figure = value.partition(":")
    return None if sort == TAKE else Decision(Say(sort), figure.strip())


def _factory(session: Session, plan: Plan, factory: str) -> Iterator[Question]:
    t, factories = session.t, session.record.all(Factory)
    new = any(row.kind in (Meter, Driver) for row in plan.rows.values())
    asked = any(each.code == "import-which-factory" for each in plan.findings)
    if plan.own is not None and len(factories) > 1 and (asked or (new and factory)):
        options = tuple((each.code, session.name(each)) for each in factories)
        yield Question(FACTORY, t("In which factory do the new meters stand?"), "", options,
                       factory, True)  # fmt: skip


def _of_sheets(session: Session, plan: Plan) -> Iterator[Question]:
    """Sheets that name no year, and faults that lie in no cell."""
    t = session.t
    for each in plan.findings:
        if not each.blocking or has_cell(each) or each.code == "import-which-factory":
            continue
        if each.code == "year-missing":
            yield _of_year(session, str(each.facts["sheet"]))
        else:
            yield Question(_key(each), sentence(t, each), _cell(each), stands=True)


def years_given(session: Session, years: Mapping[str, str]) -> Iterator[Question]:
    """The sheets whose year was told: a slip can be put right."""
    for sheet, year in years.items():
        yield replace(_of_year(session, sheet), chosen=year)


def _of_year(session: Session, sheet: str) -> Question:
    t, today = session.t, session.ws.today
    years = tuple((str(year), str(year))
                  for year in range(today.year, today.year - _YEARS, -1))  # fmt: skip
    words = t("Which year is '{sheet}'?", sheet=sheet)
    return Question(f"year:{sheet}", words, sheet, years, "", True)


def _of_cells(session: Session, plan: Plan) -> Iterator[Question]:
    """Cells that cannot be taken as they are; a cost goes the way of the amount beside it."""
    faults = [each for each in plan.findings if each.blocking and has_cell(each)]
    rows = {_row(each) for each in faults if each.code != "cost-alone"}
    for each in faults:
        if each.code == "cost-alone" and _row(each) in rows:
            continue
        retold = partial(_of_cell, each, plan.own is not None, session.record)
        yield replace(retold(session.t), retold=retold)


def _of_cell(finding: Finding, own: bool, record: Record, t: Translator) -> Question:
    options = _options(t, finding) if own else ()
    return Question(finding.place.spot, _asked(t, record, finding), _cell(finding), options, "",
                    True)  # fmt: skip


def _asked(t: Translator, record: Record, finding: Finding) -> str:
    text = finding.facts.get("text")
    if finding.code == "figure-ambiguous":
        return t("What figure is '{text}'?", text=text)
    if finding.code in _TEXTS:
        return t("How is '{text}' to be recorded?", text=text)
    return named_sentence(t, record, finding)


def _options(t: Translator, finding: Finding) -> tuple[tuple[str, str], ...]:
    if finding.code not in (*_TEXTS, *_NO_RESULT):
        return ((BLANK, t("Leave blank")),)
    figures = readings_of(str(finding.facts.get("text", "")))
    first = tuple((f"figure:{each}", t.show(Decimal(each))) for each in figures)
    if not figures:
        first = ((ZERO, "0"),)
    return (*first, (BLANK, t("Leave blank")), (FIGURE, t("Figure…")), (ESTIMATE, t("Estimate…")))


def readings_of(text: str) -> tuple[str, ...]:
    """The figures that a text with points and commas may mean, as `1234.5` and `1.2345`."""
    found: dict[str, None] = {}
    if "," in text:
        for thousands, point in ((".", ","), (",", ".")):
            figure = re.sub(r"\s", "", text).replace(thousands, "").replace(point, ".")
            with suppress(InvalidOperation):
                found[format(Decimal(figure).normalize(), "f")] = None
    return tuple(found)


def _of_owners(session: Session, plan: Plan) -> Iterator[Question]:
    """New meters that may be one of the record: unless the user says so, they are new."""
    for each in plan.findings:
        known = session.find(Meter, str(each.facts.get("code")))
        if each.code == "meter-same-kind" and plan.own is not None and known is not None:
            retold = partial(_of_owner, each, known)
            yield replace(retold(session.t), retold=retold)


def _of_owner(finding: Finding, known: Meter, t: Translator) -> Question:
    options = ((NEW, t("A new one")), (f"meter:{known.id}", name_of(t, known)))
    words = t("Which meter is '{name}'?", name=finding.facts["name"])
    return Question(f"same:{finding.place.spot}", words, _cell(finding), options, NEW)


def _of_units(t: Translator, plan: Plan) -> Iterator[Question]:
    for each in plan.findings:
        if each.code == "meter-unit-unknown":
            units = _UNITS.get(_kind(plan, str(each.facts["name"])), _OTHER_UNITS)
            retold = partial(_of_unit, each, units)
            yield replace(retold(t), retold=retold)


def _of_unit(finding: Finding, units: Sequence[str], t: Translator) -> Question:
    words = t("In which unit is '{name}' counted?", name=finding.facts["name"])
    options = tuple((unit, unit) for unit in units)
    return Question(f"unit:{finding.place.spot}", words, _cell(finding), options)


def _kind(plan: Plan, name: str) -> object:
    """The kind of the new meter or driver of this name."""
    made = (row.values for row in plan.rows.values() if row.kind in (Meter, Driver))
    return next((each.get("kind") for each in made if str(each.get("name")) == name), None)


def _of_changes(
    t: Translator, cells: Sequence[Cell], said: Mapping[str, Decision]
) -> Iterator[Question]:
    """Figures that the record has otherwise; unless the user says so, the file's are taken."""
    changed = [each for each in cells if each.status is Status.CHANGED]
    kept = sum(answer_of(each) == KEEP for each in said.values())
    if len(changed) + kept > 1:
        words = t("{n} figures differ from the record.", n=len(changed) + kept)
        both = ((KEEP, t("Keep all of the record")), (TAKE, t("Take all of the file")))
        yield Question(ALL_CHANGES, words, "", both, KEEP if not changed else "" if kept else TAKE)
    for each in changed[:_MOST_CHANGES]:
        retold = partial(_of_change, each)
        yield replace(retold(t), chosen=KEEP if each.cell in said else TAKE, retold=retold)


def _of_change(cell: Cell, t: Translator) -> Question:
    words = t("The record has {old}, the file {new}.", old=cell.old, new=cell.new)
    both = ((KEEP, t("Keep {figure}", figure=cell.old)),
            (TAKE, t("Take {figure}", figure=cell.new)))  # fmt: skip
    return Question(cell.cell, words, cell.cell.rpartition("!")[2], both)


def _row(finding: Finding) -> str:
    """The sheet and row of a finding in a cell."""
    return finding.place.spot.rstrip("0123456789").rpartition("!")[0] + "!" + "".join(
        each for each in finding.place.spot.rpartition("!")[2] if each.isdigit()
    )


def _cell(finding: Finding) -> str:
    return finding.place.spot.rpartition("!")[2]


def _key(finding: Finding) -> str:
    return f"{finding.code} {finding.place}"
