"""Whether a project hangs together: what it changes, how long it lasts, what its money does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.projects import Milestone, Project, Route
from cpdesk.domain.upgrades import Effect, Upgrade, UpgradeKind
from cpdesk.domain.words import LANGUAGES, N_
from cpdesk.programme.budget import Budget
from cpdesk.programme.cases import Case
from cpdesk.programme.funding import grant_findings
from cpdesk.programme.schemes import Scheme

NO_BUDGET = blocking("budget-empty", N_("The project has no budget line. Enter what it costs."))
NO_UPGRADE = blocking("project-empty", N_("No upgrade belongs to the project. Choose one."))
NO_EFFECT = warning("effect-missing", N_("{entity} has no expected effect. Enter an estimate."))
NO_TOLERANCE = info(
    "effect-tolerance", N_("The expected effect {effect} has no tolerance. Say how sure it is.")
)
WRONG_WAY = blocking("project-dates", N_("The project ends on {end}, before it starts on {start}."))
LONG = warning(
    "project-long",
    N_(
        "The project lasts {n} months; the previous round allowed {limit}. What this round allows "
        "is not known. Ask: {ask}"
    ),
)
OUTSIDE = warning(
    "milestone-outside", N_("The step {step} lies outside the project's start and end.")
)
STEP_DATES = warning(
    "milestone-dates", N_("The step {step} ends on {end}, before it begins on {start}. Correct it.")
)
LONG_TITLE = info(
    "hint-title",
    N_("The project title has {n} characters; similar funds advise at most {most}."),
)
LONG_SUMMARY = info(
    "hint-summary",
    N_("The project summary has {n} words; the form of a similar fund takes {most}."),
)
NO_LIST_ITEM = warning(
    "list-item", N_("The technology is said to be on the list. Enter its number there.")
)
NOT_PREVENTIVE = warning(
    "end-of-pipe",
    N_(
        "{name} treats pollution at the end of the pipe. Whether that is funded now is not known: "
        "describe what is prevented at source. Ask: {ask}"
    ),
)

_TITLE, _SUMMARY = 100, 200  # characters of a title, words of a summary in English


def project_findings(
    case: Case, project: Project, scheme: Scheme, costs: Budget
) -> Iterator[Finding]:
    """Everything about the project that is not a question left empty."""
    yield from _upgrades(case, project, scheme)
    yield from _dates(case, project, scheme)
    yield from _lengths(project)
    if project.route is Route.LISTED and not project.list_item:
        yield NO_LIST_ITEM.at(Place("project", project.code, "list_item"))
    if not costs.lines:
        yield NO_BUDGET.at(Place("budget-item"))
    elif costs.complete and scheme.ceilings is not None:
        yield from grant_findings(case.record, project, scheme.ceilings, costs.total)


def _upgrades(case: Case, project: Project, scheme: Scheme) -> Iterator[Finding]:
    if not case.upgrades:
        yield NO_UPGRADE.at(Place("upgrade", "", "project"))
    for upgrade in case.upgrades:
        yield from _effects(case, upgrade)
        if upgrade.kind is UpgradeKind.END_OF_PIPE and not project.preventive:
            place = Place("project", project.code, "preventive")
            yield NOT_PREVENTIVE.at(place, name=upgrade.name or upgrade.code, ask=scheme.ask)


def _effects(case: Case, upgrade: Upgrade) -> Iterator[Finding]:
    effects = case.record.where(Effect, upgrade=upgrade.id)
    estimated = [each for each in effects if each.expected is not None]
    if not estimated:
        place = Place("effect", effects[0].code, "expected") if effects else Place(
            "effect", "", "upgrade", upgrade.code
        )
        yield NO_EFFECT.at(place, entity=upgrade.name or upgrade.code)
    for each in estimated:
        if each.tolerance is None:
            yield NO_TOLERANCE.at(Place("effect", each.code, "tolerance"), effect=each.code)


def _dates(case: Case, project: Project, scheme: Scheme) -> Iterator[Finding]:
    start, end = project.start, project.end
    if start is None or end is None:
        return
    place = Place("project", project.code, "end")
    if end < start:
        yield WRONG_WAY.at(place, start=start, end=end)
        return
    limit = scheme.find("duration-earlier")
    months = _months(start, end)
    if limit is not None and limit.value is not None and months > limit.value:
        yield LONG.at(place, n=months, limit=limit.value, ask=scheme.ask)
    for step in case.record.where(Milestone, project=project.id):
        if step.start and step.end and step.end < step.start:
            place, name = Place("milestone", step.code, "end"), step.name or step.code
            yield STEP_DATES.at(place, step=name, start=step.start, end=step.end)
        elif (step.start and step.start < start) or (step.end and step.end > end):
            yield OUTSIDE.at(Place("milestone", step.code), step=step.name or step.code)


def _lengths(project: Project) -> Iterator[Finding]:
    """Both limits are those of similar funds; Chinese has no words to count."""
    title = max(len(project.name.exact(each)) for each in LANGUAGES)
    if title > _TITLE:
        yield LONG_TITLE.at(Place("project", project.code, "name"), n=title, most=_TITLE)
    words = len(project.summary.en.split())
    if words > _SUMMARY:
        yield LONG_SUMMARY.at(Place("project", project.code, "summary"), n=words, most=_SUMMARY)


def _months(start: date, end: date) -> int:
    """Months begun from the first day to the last, both included: 1 March to 28 February is 12."""
    whole = Month.of(end) - Month.of(start)
    return whole + (1 if end.day >= start.day else 0)
