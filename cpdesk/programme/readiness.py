"""What is missing or wrong before a pack can be handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Place, blocking, info
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Label, LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.programme.asked import doubtful_answers, papers, unanswered, unknown_rules
from cpdesk.programme.budget import budget
from cpdesk.programme.cases import Case
from cpdesk.programme.claims import periods, project_claims
from cpdesk.programme.eligibility import judge
from cpdesk.programme.gaps import gaps
from cpdesk.programme.identity import identity
from cpdesk.programme.offers import offer_findings
from cpdesk.programme.ownership import chart_findings
from cpdesk.programme.procurement import procurement
from cpdesk.programme.project import project_findings
from cpdesk.programme.rounds import dates_in_round, old_words, round_findings
from cpdesk.programme.schemes import Scheme, Schemes
from cpdesk.programme.standing import standing_findings

NO_CANDIDACY = blocking(
    "candidacy-missing",
    N_("There is no label application of {entity} for {year} in this class. Enter one."),
)
NO_MEASURE = blocking(
    "measure-missing", N_("No upgrade of {entity} runs yet, so there is nothing to recognise.")
)
NO_HISTORY = info(
    "label-history",
    N_("The Excellent class praises sustained results; no label of an earlier year is entered."),
)
MANUFACTURING = (LabelClass.EXCELLENT, LabelClass.PARTNER)


def check_application(
    record: Record, project: Project, schemes: Schemes, today: date
) -> tuple[Finding, ...]:
    """Everything that stands in the way of an application, and what is worth knowing."""
    case = Case.of_project(record, project)
    scheme = schemes.on(today) or schemes.newest()
    costs = budget(record, project)
    return _with_gaps(case, (
        *round_findings(schemes, today),
        *_common(case, scheme, today),
        *project_findings(case, project, scheme, costs),
        *dates_in_round(project, scheme),
        *costs.findings,
        *project_claims(case, project, costs, today),
        *old_words(case, scheme),
        *offer_findings(costs),
        *procurement(case, project, scheme, costs, today),
        *papers(case, scheme.documents),
        *doubtful_answers(case, scheme),
        *unknown_rules(scheme),
    ))  # fmt: skip


def check_dossier(
    record: Record, factory: Factory, label: LabelClass, year: int, schemes: Schemes, today: date
) -> tuple[Finding, ...]:
    """Everything that stands in the way of a recognition dossier, likewise."""
    case = Case.of_label(record, factory, label, year)
    scheme = schemes.on(today, "recognition") or schemes.newest("recognition")
    return _with_gaps(case, (
        *_candidate(case, year),
        *standing_findings(case, scheme),
        *_common(case, scheme, today),
        *papers(case, scheme.documents),
        *doubtful_answers(case, scheme),
        *unknown_rules(scheme),
    ))  # fmt: skip


def _with_gaps(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings once each, and what they leave out: entries that are made only in part."""
    found = _once(findings)
    return (*found, *gaps(case, found))


def _common(case: Case, scheme: Scheme, today: date) -> Iterator[Finding]:
    yield from identity(case, scheme, today)
    yield from judge(case.record, case.factory, scheme, today)
    yield from chart_findings(case.record)
    yield from periods(case.record, case.upgrades)
    yield from unanswered(case, scheme)


def _candidate(case: Case, year: int) -> Iterator[Finding]:
    name = case.factory.name or case.factory.code
    if case.candidacy is None:
        yield NO_CANDIDACY.at(Place("candidacy", "", "label"), entity=name, year=str(year))
    if case.label in MANUFACTURING and not case.upgrades:
        yield NO_MEASURE.at(Place("upgrade", "", "running_from"), entity=name)
    earlier = case.record.where(Label, factory=case.factory.id)
    if case.label is LabelClass.EXCELLENT and not earlier:
        yield NO_HISTORY.at(Place("label"))


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, one per kind and place: the first, which was told most precisely.

    An empty field that a rule has judged already need not be asked for again.
    """
    kept: dict[tuple[str, Place], Finding] = {}
    for each in findings:
        kept.setdefault((_SAME.get(each.code, each.code), each.place), each)
    return tuple(kept.values())


_SAME = dict.fromkeys(
    ("link-missing", "link-process", "link-contract", "budget-no-amount"), "field-missing"
)
