"""The official form, filled from the record."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cpdesk.cli.desk import opened, the
from cpdesk.cli.papers import said
from cpdesk.cli.saying import Voice
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Place, Refusal, blocking
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.words import N_
from cpdesk.programme.cases import Case

if TYPE_CHECKING:
    from cpdesk.services.workspace import Workspace

FOR_WHAT = blocking(
    "form-for-what",
    N_("Say what the form is for: --project P, or --class C with --year Y for the label."),
)
NOT_KEPT_FOR = blocking(
    "form-not-kept",
    N_("There is no label application of this class and year to keep the form for. Add one."),
)


NONE_KEPT = blocking(
    "form-none-kept", N_("The record keeps no form for {case}, so there is none to leave out.")
)


def form(options: Namespace, voice: Voice) -> int:
    """The form filled; its path, where its map went, and what is missing in it."""
    from cpdesk.services.forms import fill_form

    if not options.out:
        return left(options, voice)
    writes = options.issue or options.keep or options.leave
    with opened(options.record, voice, read_only=not writes) as desk:
        case = case_of(desk, options)
        made = fill_form(desk, options.form, case, options.out, options.map, options.write_map,
                         issue=options.issue)  # fmt: skip
        if options.keep or options.leave:
            keep_or_leave(desk, case, options)
    if options.json:
        voice.json({"path": made.path, "findings": voice.findings(made.findings)})
        return 0
    if options.write_map:
        voice.line(options.write_map)
    return said(made, voice)


def left(options: Namespace, voice: Voice) -> int:
    """No form is filled: the packs of the case no longer begin with the one that is kept."""
    from cpdesk.services.official import kept_form

    with opened(options.record, voice) as desk:
        case = case_of(desk, options)
        of = kept_for(case)
        code = of.code or options.label
        if kept_form(desk.record, of) is None:
            raise NONE_KEPT.refuse(case=code)
        keep_or_leave(desk, case, options)
    if options.json:
        voice.json({"path": None, "findings": []})
    else:
        voice.line(voice.t("{case} no longer begins with a form.", case=code))
    return 0


def keep_or_leave(desk: Workspace, case: Case, options: Namespace) -> None:
    """Whether the packs of this case begin with the form from now on; raises Refusal."""
    from cpdesk.services.forms import understand
    from cpdesk.services.official import keep, leave

    of = kept_for(case)
    if options.leave:
        findings = leave(desk, of)
    else:
        findings = keep(desk, understand(desk, options.form, options.map), of)
    for each in findings:
        raise Refusal(each)


def kept_for(case: Case) -> Project | Candidacy:
    """The project or the label application; raises Refusal where the record has none."""
    of = case.project or case.candidacy
    if of is None:
        raise NOT_KEPT_FOR.refuse(Place(Candidacy.word))
    return of


def case_of(desk: Workspace, options: Namespace) -> Case:
    """The project that is named, or the class and year of the label."""
    record = desk.record
    if options.label and options.year:
        factory = the(record, Factory, options.factory)
        return Case.of_label(record, factory, LabelClass(options.label), options.year)
    if not options.project:
        raise FOR_WHAT.refuse()
    return Case.of_project(record, the(record, Project, options.project))
