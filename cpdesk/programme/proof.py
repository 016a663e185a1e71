"""The figures that a pack prints and that papers can prove; those that rest on none.

A figure without evidence is no fault: it rests on the record alone, and a reader is told so. But
whoever hands the pack in should know of it before it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpdesk.base.languages import translator
from cpdesk.domain.company import Holding, YearFigure
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, info
from cpdesk.domain.papers import Evidence, PackKind
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.projects import BudgetItem, Objective, Payment, Quotation
from cpdesk.domain.recognition import Certificate, Label, Training
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Input, Spot
from cpdesk.domain.words import LANGUAGES, N_, LocalText
from cpdesk.programme.asked import FieldLabel
from cpdesk.programme.cases import Case

UNPROVED = info(
    "figures-unproved",
    N_("{figures}: {n} of {total} rest on no annex ({which}). Attach what proves them, or have "
       "the originals ready."),
)  # fmt: skip
UNPROVED_READINGS = info(
    "figures-unproved",
    N_("Bills and readings of {meter}: {n} of {total} rest on no annex ({which}). Attach them, or "
       "have the originals ready."),
)  # fmt: skip
ATTACHED = "to"  # the field of a place that asks for a paper: what it would support
_MOST = 6


@dataclass(frozen=True)
class Figures:
    """What a pack prints of one kind; `of` is the meter or driver where they are readings."""

    label: str
    entities: tuple[Entity, ...]
    of: Meter | Driver | None = None

    def unproved(self, record: Record) -> tuple[Entity, ...]:
        """Those that no paper supports."""
        return tuple(each for each in self.entities if not record.attachments(each))


def printed_figures(case: Case, kind: PackKind) -> tuple[Figures, ...]:
    """Everything with figures that a pack of a case prints, by kind; readings by meter."""
    found = (*_readings(case), *_of_kind(case, kind), *_of_everyone(case))
    return tuple(each for each in found if each.entities)


def unproved(case: Case, kind: PackKind) -> Iterator[Finding]:
    """The figures without evidence, one finding for each kind and meter."""
    for each in printed_figures(case, kind):
        bare = each.unproved(case.record)
        if bare:
            yield _finding(case.record, each, bare)


def _finding(record: Record, figures: Figures, bare: tuple[Entity, ...]) -> Finding:
    n, total, which = len(bare), len(figures.entities), _which(bare)
    if figures.of is not None:
        of = figures.of
        place = Place(Evidence.word, "", ATTACHED, f"{Reading.word}:{of.code}")
        return UNPROVED_READINGS.at(place, meter=of.name or of.code, n=n, total=total, which=which)
    place = Place(Evidence.word, "", ATTACHED, f"{bare[0].word}:{bare[0].code}")
    return UNPROVED.at(
        place, figures=FieldLabel(figures.label), n=n, total=total, which=which
    )


def _which(bare: tuple[Entity, ...]) -> tuple[object, ...]:
    """Readings by the months they begin in, all else by its codes; a few are enough."""
    months = {Month.of(each.start) for each in bare if isinstance(each, Reading)}
    told: Sequence[object] = _spans(sorted(months)) if months else [each.code for each in bare]
    return (*told[:_MOST], _MORE) if len(told) > _MOST else tuple(told)


def _spans(months: Sequence[Month]) -> list[LocalText]:
    """Months that follow one another as one: `March 2024 to May 2024`."""
    runs: list[list[Month]] = []
    for each in months:
        if runs and each - runs[-1][-1] == 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [_span(run[0], run[-1]) for run in runs]


def _span(first: Month, last: Month) -> LocalText:
    if first == last:
        return LocalText(*(translator(each).month(first) for each in LANGUAGES))
    return LocalText(*(
        translator(each)("{first} to {last}", first=first, last=last) for each in LANGUAGES
    ))  # fmt: skip


_MORE = LocalText(*("..." if each == "en" else "……" for each in LANGUAGES))


def _readings(case: Case) -> Iterator[Figures]:
    of = {"factory": case.factory.id}
    series: tuple[Meter | Driver, ...] = (
        *case.record.where(Meter, **of), *case.record.where(Driver, **of)
    )  # fmt: skip
    for each in series:
        readings = case.record.readings(each)
        yield Figures(N_("Bills and readings: {name}"), readings, each)


def _of_kind(case: Case, kind: PackKind) -> Iterator[Figures]:
    if kind is PackKind.APPLICATION:
        yield from _of_application(case)
        return
    if kind is PackKind.COMPLETION and case.project is not None:
        objectives = case.record.where(Objective, project=case.project.id)
        yield Figures(N_("Payments"), _of_items(case, Payment))
        yield Figures(N_("Objectives"), objectives)
    running = tuple(each for each in case.upgrades if each.running_from)
    yield Figures(N_("Measures: investment and dates"), running)
    yield Figures(N_("Measurements on the spot"), _of_effects(case.record, running, Spot))
    if kind is PackKind.DOSSIER:
        yield Figures(N_("Training"), case.record.where(Training, factory=case.factory.id))
        yield Figures(N_("Labels held"), case.record.where(Label, factory=case.factory.id))


def _of_application(case: Case) -> Iterator[Figures]:
    effects = tuple(_effects(case.record, case.upgrades))
    yield Figures(N_("Expected effects"), effects)
    yield Figures(N_("Inputs of the estimates"), _of_effects(case.record, case.upgrades, Input))
    project = case.project.id if case.project else ""
    yield Figures(N_("Budget lines"), case.record.where(BudgetItem, project=project))
    yield Figures(N_("Quotations"), _of_items(case, Quotation))


def _of_everyone(case: Case) -> Iterator[Figures]:
    of = {"factory": case.factory.id}
    yield Figures(N_("Figures of a year"), case.record.where(YearFigure, **of))
    yield Figures(N_("Shares held"), case.record.all(Holding))
    yield Figures(N_("Certificates"), case.record.where(Certificate, **of))


def _effects(record: Record, upgrades: Iterable[Upgrade]) -> Iterator[Effect]:
    for upgrade in upgrades:
        yield from record.where(Effect, upgrade=upgrade.id)


def _of_effects(
    record: Record, upgrades: Iterable[Upgrade], kind: type[Input] | type[Spot]
) -> tuple[Entity, ...]:
    ids = {each.id for each in _effects(record, upgrades)}
    return tuple(each for each in record.all(kind) if each.effect in ids)


def _of_items(case: Case, kind: type[Payment] | type[Quotation]) -> tuple[Entity, ...]:
    project = case.project.id if case.project else ""
    items = {each.id for each in case.record.where(BudgetItem, project=project)}
    return tuple(each for each in case.record.all(kind) if each.item in items)
