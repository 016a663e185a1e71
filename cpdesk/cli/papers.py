"""What is missing before submission, and the two packs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cpdesk.cli.desk import chosen, opened, the
from cpdesk.cli.saying import Voice
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.services.packs import Made
    from cpdesk.services.workspace import Workspace

NO_PROJECT = blocking("no-project", N_("There is no project to apply for. Add one."))
NO_CANDIDACY = blocking(
    "no-candidacy", N_("There is no label application. Add one with its class and year.")
)


def check(options: Namespace, voice: Voice) -> int:
    """What is missing or wrong; done when it could judge, whatever the verdict."""
    from cpdesk.services.acceptance import split

    with opened(options.record, voice, read_only=True) as desk:
        judge = judge_application if options.purpose == "application" else judge_dossier
        findings, accepted = split(desk.record, judge(desk, options))
    ready = not any(each.blocking for each in findings)
    if options.json:
        voice.json({"ready": ready, **voice.judged(findings, accepted)})
        return 0
    voice.tell(findings)
    voice.tell_accepted(accepted)
    voice.line(voice.t("Ready.") if ready else voice.t("Not ready yet."))
    return 0


def judge_application(desk: Workspace, options: Namespace) -> Iterable[Finding]:
    from cpdesk.services import readiness

    projects = chosen(desk.record, Project, options.project)
    if not projects:
        yield NO_PROJECT.at(Place(Project.word))
    for project in projects:
        yield from readiness.check(desk, "application", project=project, on=options.date)


def judge_dossier(desk: Workspace, options: Namespace) -> Iterable[Finding]:
    from cpdesk.services import readiness

    cases = tuple(cases_of(desk, options))
    if not cases:
        yield NO_CANDIDACY.at(Place(Candidacy.word))
    for factory, label, year in cases:
        yield from readiness.check(
            desk, "dossier", factory=factory, label=label, year=year, on=options.date
        )


def cases_of(desk: Workspace, options: Namespace) -> Iterable[tuple[Factory, LabelClass, int]]:
    """The label applications of the record; a class and a year given by hand come before them."""
    if options.label and options.year:
        yield the(desk.record, Factory, options.factory), LabelClass(options.label), options.year
        return
    factories = {each.id for each in chosen(desk.record, Factory, options.factory)}
    for each in desk.record.all(Candidacy):
        if each.factory in factories and each.label and each.year:
            yield desk.record.get(Factory, each.factory), each.label, each.year


def accept(options: Namespace, voice: Voice) -> int:
    """Let a doubt stand, with a reason that is kept; or withdraw what was accepted."""
    from cpdesk.services import acceptance

    with opened(options.record, voice) as desk:
        standing, accepted = acceptance.split(desk.record, every_doubt(desk))
        if options.withdraw:
            given = acceptance.given(accepted, options.code, options.place)
            findings = acceptance.withdraw(desk, given)
        else:
            doubt = acceptance.find(standing, options.code, options.place)
            findings = acceptance.accept(desk, doubt, options.reason)
    for each in findings:
        raise Refusal(each)
    voice.line(voice.t("Withdrawn.") if options.withdraw else voice.t("Accepted."))
    return 0


def every_doubt(desk: Workspace) -> Iterable[Finding]:
    """Whatever `months` and `check` say of this record."""
    from cpdesk.services.views import series_findings

    everything = Namespace(project=None, factory=None, label=None, year=None, date=None)
    for factory in desk.record.all(Factory):
        yield from series_findings(desk.record, factory)
    yield from judge_application(desk, everything)
    yield from judge_dossier(desk, everything)


def application(options: Namespace, voice: Voice) -> int:
    """The funding application as PDF; its path and what is found in it."""
    from cpdesk.services.jobs import NullJob
    from cpdesk.services.packs import make_application

    with opened(options.record, voice, read_only=not options.issue) as desk:
        project = the(desk.record, Project, options.project)
        on = options.date or desk.today
        made = make_application(
            desk, project, options.lang, options.out, on, options.issue, NullJob()
        )
    return say_made(made, voice)


def dossier(options: Namespace, voice: Voice) -> int:
    """The recognition dossier as PDF; its path and what is found in it."""
    from cpdesk.services.jobs import NullJob
    from cpdesk.services.packs import make_dossier

    with opened(options.record, voice, read_only=not options.issue) as desk:
        factory = the(desk.record, Factory, options.factory)
        made = make_dossier(
            desk, factory, LabelClass(options.label), options.year, options.lang,
            options.out, options.date or desk.today, options.issue, NullJob(),
        )  # fmt: skip
    return say_made(made, voice)


def say_made(made: Made, voice: Voice) -> int:
    voice.line(made.path)
    voice.tell(made.findings)
    return 0
