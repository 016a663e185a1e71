"""What is missing before submission, and the packs."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.cli.desk import chosen, opened, the
from cpdesk.cli.saying import Voice
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.papers import Pack
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.services.differences import Difference
    from cpdesk.services.forms import Understood
    from cpdesk.services.issued import Issued
    from cpdesk.services.orders import Order
    from cpdesk.services.packs import Made
    from cpdesk.services.workspace import Workspace

NO_PROJECT = blocking("no-project", N_("There is no project to apply for. Add one."))
PACK_UNNAMED = blocking(
    "pack-unnamed", N_("Say which pack is meant: its NUMBER stands behind the RECORD.")
)
NO_CANDIDACY = blocking(
    "no-candidacy", N_("There is no label application. Add one with its class and year.")
)

NO_FACTORY = blocking(
    "no-factory", N_("There is no factory whose tables could be printed. Add one.")
)
_NOTHING = {
    "application": NO_PROJECT.at(Place(Project.word)),
    "dossier": NO_CANDIDACY.at(Place(Candidacy.word)),
    "completion": NO_PROJECT.at(Place(Project.word)),
    "audit": NO_FACTORY.at(Place(Factory.word)),
}
WHICH_CASE = blocking(
    "which-candidacy",
    N_("There is more than one label application. Say which with --class and --year."),
)


def check(options: Namespace, voice: Voice) -> int:
    """What is missing or wrong; done when it could judge, whatever the verdict."""
    from cpdesk.services.acceptance import split

    with opened(options.record, voice, read_only=True) as desk:
        findings, accepted = split(desk.record, judged(desk, options))
    ready = not any(each.blocking for each in findings)
    if options.json:
        voice.json({"ready": ready, **voice.judged(findings, accepted)})
        return 0
    voice.tell(findings)
    voice.tell_accepted(accepted)
    voice.line(voice.t("Ready.") if ready else voice.t("Not ready yet."))
    return 0


def judged(desk: Workspace, options: Namespace) -> Iterable[Finding]:
    """The findings of every pack that is meant; where there is none, that it is missing."""
    from cpdesk.services.orders import check as judge

    orders = tuple(orders_of(desk, options))
    if not orders:
        yield _NOTHING[options.purpose]
    for order in orders:
        yield from judge(desk, order, options.date, options.lang or "")


def orders_of(desk: Workspace, options: Namespace) -> Iterable[Order]:
    """The packs of this purpose that the options name, or all of them."""
    from cpdesk.services.orders import ApplicationOrder, AuditOrder, CompletionOrder, DossierOrder

    if options.purpose == "dossier":
        return (DossierOrder(*case) for case in cases_of(desk, options))
    if options.purpose == "audit":
        year = options.year or desk.today.year - 1
        return (AuditOrder(each, year) for each in chosen(desk.record, Factory, options.factory))
    kind = ApplicationOrder if options.purpose == "application" else CompletionOrder
    return (kind(each) for each in chosen(desk.record, Project, options.project))


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

    for factory in desk.record.all(Factory):
        yield from series_findings(desk.record, factory)
    for purpose in _NOTHING:
        yield from judged(desk, Namespace(purpose=purpose, project=None, factory=None, label=None,
                                          year=None, date=None, lang=None))  # fmt: skip


def application(options: Namespace, voice: Voice) -> int:
    """The funding application as PDF; its path and what is found in it."""
    from cpdesk.services.orders import ApplicationOrder

    return printed(
        options, voice,
        lambda desk: ApplicationOrder(the(desk.record, Project, options.project)),
    )  # fmt: skip


def report(options: Namespace, voice: Voice) -> int:
    """The completion report as PDF, likewise."""
    from cpdesk.services.orders import CompletionOrder

    return printed(
        options, voice, lambda desk: CompletionOrder(the(desk.record, Project, options.project))
    )


def audit(options: Namespace, voice: Voice) -> int:
    """The tables of a cleaner production audit as PDF, likewise."""
    from cpdesk.services.orders import AuditOrder

    return printed(
        options, voice,
        lambda desk: AuditOrder(
            the(desk.record, Factory, options.factory), options.year, options.low_cost
        ),
    )  # fmt: skip


def issued(options: Namespace, voice: Voice) -> int:
    """The packs that were issued and what changed since; or one of them, written again."""
    from cpdesk.services.issued import issued as issued_from

    if (options.out or options.changes) and not options.number:
        raise PACK_UNNAMED.refuse()
    with opened(options.record, voice, read_only=True) as desk:
        if options.changes:
            return told_changes(desk, options, voice)
        if options.number:
            return written_again(desk, options, voice)
        packs = issued_from(desk)
    if options.json:
        voice.json({"packs": [pack_object(each, voice) for each in packs]})
        return 0
    for each in packs:
        changed = voice.t.plural("{n} change since", "{n} changes since", len(each.since))
        day = each.pack.issued.isoformat() if each.pack.issued else ""
        voice.line("\t".join((each.pack.code, day, each.pack.language, changed)))
    return 0


def told_changes(desk: Workspace, options: Namespace, voice: Voice) -> int:
    """What the record says otherwise now than a pack that was issued."""
    from cpdesk.services.differences import differences

    pack = the(desk.record, Pack, options.number)
    found = [difference_object(desk, each, voice) for each in differences(desk, pack)]
    if options.json:
        voice.json({"number": pack.code, "differences": found})
        return 0
    for each in found:
        voice.line(each["message"])
    if not found:
        voice.line(voice.t("Nothing that the pack says has changed since."))
    return 0


def difference_object(desk: Workspace, each: Difference, voice: Voice) -> dict[str, object]:
    from cpdesk.presenters.differences import difference_words

    return {
        "kind": each.entity.word, "code": each.entity.code,
        "field": each.field.name if each.field else "",
        "readings": each.readings, "message": difference_words(desk.record, voice.t, each),
    }


def written_again(desk: Workspace, options: Namespace, voice: Voice) -> int:
    from cpdesk.services.issued import ending_of, write_again

    pack = the(desk.record, Pack, options.number)
    wanted = options.out or Path(f"{pack.code}{ending_of(pack)}")
    path = write_again(desk, pack, wanted)
    if options.json:
        voice.json({"number": pack.code, "file": path})
    else:
        voice.made(path, wanted)
    return 0


def pack_object(each: Issued, voice: Voice) -> dict[str, object]:
    pack = each.pack
    return {
        "number": pack.code, "kind": pack.kind, "issued": pack.issued, "language": pack.language,
        "sha256": pack.sha256, "manifest": json.loads(pack.manifest or "{}"),
        "since": [voice.t(label, **facts) for label, facts in each.since],
    }


def letter(options: Namespace, voice: Voice) -> int:
    """A letter that asks somebody for what a pack lacks, as PDF; its path."""
    from cpdesk.programme.tags import Bringer
    from cpdesk.services.asking import write_letter

    with opened(options.record, voice, read_only=True) as desk:
        made = write_letter(
            desk, one_order(desk, options), Bringer(options.to), options.lang, options.out,
            options.date or desk.today, options.by, options.provider,
        )  # fmt: skip
    return said(made, voice)


def checklist(options: Namespace, voice: Voice) -> int:
    """The checklist of a pack as PDF, likewise."""
    from cpdesk.services.asking import write_checklist

    with opened(options.record, voice, read_only=True) as desk:
        made = write_checklist(
            desk, one_order(desk, options), options.lang, options.out, options.date or desk.today
        )
    return said(made, voice)


def one_order(desk: Workspace, options: Namespace) -> Order:
    """The one pack that is meant; raises Refusal where there is none, or more than one."""
    if options.purpose == "audit":
        the(desk.record, Factory, options.factory)
    elif options.purpose != "dossier":
        the(desk.record, Project, options.project)
    orders = tuple(orders_of(desk, options))
    if not orders:
        raise NO_CANDIDACY.refuse(Place(Candidacy.word))
    if len(orders) > 1:
        raise WHICH_CASE.refuse(Place(Candidacy.word))
    return orders[0]


def dossier(options: Namespace, voice: Voice) -> int:
    """The recognition dossier as PDF, likewise."""
    from cpdesk.services.orders import DossierOrder

    return printed(
        options, voice,
        lambda desk: DossierOrder(
            the(desk.record, Factory, options.factory), LabelClass(options.label), options.year
        ),
    )  # fmt: skip


def printed(options: Namespace, voice: Voice, order: Callable[[Workspace], Order]) -> int:
    from cpdesk.services.jobs import NullJob
    from cpdesk.services.packs import make

    with opened(options.record, voice, read_only=not options.issue) as desk:
        made = make(
            desk, order(desk), options.lang, options.out, options.date or desk.today,
            options.issue, NullJob(), options.under, form_of(desk, options),
        )  # fmt: skip
    return said(made, voice)


def form_of(desk: Workspace, options: Namespace) -> Understood | None:
    """The official form that is named to stand before the pack, in place of one that is kept."""
    if getattr(options, "form", None) is None:
        return None
    from cpdesk.services.forms import understand

    return understand(desk, options.form, options.map)


def said(made: Made, voice: Voice) -> int:
    voice.line(made.path)
    voice.tell(made.findings)
    return 0
