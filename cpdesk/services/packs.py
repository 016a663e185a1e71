"""The two packs: read, judge, compute, print whole or not at all, and register when issued."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import cpdesk
from cpdesk.analysis.savings import METHOD_VERSION
from cpdesk.base.files import sha256, write_atomically
from cpdesk.base.languages import translator
from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.findings import Finding, Place, blocking, info
from cpdesk.domain.papers import Pack, PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.words import N_
from cpdesk.services.jobs import Job
from cpdesk.services.savings import all_savings
from cpdesk.services.views import application_view, dossier_view, series_findings
from cpdesk.services.workspace import Workspace

NOT_READY = blocking(
    "pack-not-ready",
    N_("{n} things must be mended before this can be issued. Print a draft, or mend them first."),
)
OTHER_NAME = info(
    "pack-other-name", N_("{wanted} is open in another program; the pack was written to {path}.")
)
DISK_FULL = blocking(
    "pack-disk-full", N_("{path} could not be written ({reason}). No half pack was left behind.")
)
NO_GLYPH = blocking(
    "pack-no-glyph", N_("No font has every character of this pack, so it cannot be issued.")
)


@dataclass(frozen=True)
class Made:
    """A pack that was printed: where, and what was found while judging and printing it."""

    path: Path
    findings: tuple[Finding, ...]


def make_application(
    ws: Workspace, project: Project, language: str, out: Path, on: date, issue: bool, job: Job
) -> Made:
    """The funding application; with `issue` refused while a blocking finding stands."""
    from cpdesk.documents.application import write_application
    from cpdesk.programme.readiness import check_application

    job.report(N_("Checking what is missing"), 0.1)
    factory = ws.record.get(Factory, project.factory)
    findings = (
        *check_application(ws.record, project, ws.schemes(), on),
        *series_findings(ws.record, factory),
    )
    number = _number(ws, PackKind.APPLICATION, on, issue)
    _refuse_unready(findings, issue)
    job.report(N_("Computing"), 0.3)
    view = application_view(ws, project, on, number, not issue, findings)
    job.report(N_("Printing"), 0.5)
    t = translator(language)
    made = _print(out, issue, findings, lambda file: write_application(view, t, file))
    return _registered(ws, made, PackKind.APPLICATION, project, language, on, issue, number)


def make_dossier(
    ws: Workspace, factory: Factory, label: LabelClass, year: int, language: str, out: Path,
    on: date, issue: bool, job: Job,
) -> Made:
    """The recognition dossier of a factory for a class and year, likewise."""
    from cpdesk.documents.dossier import write_dossier
    from cpdesk.programme.readiness import check_dossier

    job.report(N_("Checking what is missing"), 0.1)
    findings = (
        *check_dossier(ws.record, factory, label, year, ws.schemes(), on),
        *series_findings(ws.record, factory),
        *(f for each in all_savings(ws.record, ws.factors()) for f in each.findings),
    )
    number = _number(ws, PackKind.DOSSIER, on, issue)
    _refuse_unready(findings, issue)
    job.report(N_("Computing"), 0.3)
    view = dossier_view(ws, factory, label, year, on, number, not issue, findings)
    job.report(N_("Printing"), 0.5)
    t = translator(language)
    made = _print(out, issue, findings, lambda file: write_dossier(view, t, file))
    return _registered(ws, made, PackKind.DOSSIER, factory, language, on, issue, number)


def _refuse_unready(findings: tuple[Finding, ...], issue: bool) -> None:
    open_points = [finding for finding in findings if finding.blocking]
    if issue and open_points:
        raise NOT_READY.refuse(open_points[0].place, n=len(open_points))


def _number(ws: Workspace, kind: PackKind, on: date, issue: bool) -> str:
    """`APP-2026-001`, counted in the record; a draft carries the state of the record instead."""
    prefix = "APP" if kind is PackKind.APPLICATION else "DOS"
    if not issue:
        return f"{prefix}-{on.year}-{N_('DRAFT')}-{ws.record.identity.change}"
    issued = [pack for pack in ws.record.where(Pack, kind=kind) if f"-{on.year}-" in pack.code]
    return f"{prefix}-{on.year}-{len(issued) + 1:03d}"


def _print(
    out: Path, issue: bool, findings: tuple[Finding, ...],
    write: Callable[[BinaryIO], tuple[Finding, ...]],
) -> Made:
    glyphs: list[Finding] = []

    def write_and_check(file: BinaryIO) -> None:
        glyphs.extend(write(file))
        if issue and glyphs:
            raise NO_GLYPH.refuse(glyphs[0].place)

    try:
        path = write_atomically(out, write_and_check)
    except OSError as error:
        raise DISK_FULL.refuse(path=out, reason=error.strerror or str(error)) from error
    moved = (OTHER_NAME.at(wanted=out.name, path=path.name),) if path != out else ()
    return Made(path, (*findings, *glyphs, *moved))


def _registered(
    ws: Workspace, made: Made, kind: PackKind, of: Entity, language: str, on: date, issue: bool,
    number: str,
) -> Made:
    if not issue:
        return made
    identity = ws.record.identity
    manifest = {
        "file": made.path.name, "record": identity.id, "change": identity.change,
        "method": METHOD_VERSION, "program": cpdesk.__version__, "language": language,
        "findings": [[finding.code, str(finding.place)] for finding in made.findings],
    }
    pack = Pack(
        id=new_id(), code=number, kind=kind, of=of.id, language=language, issued=on,
        change=identity.change, sha256=sha256(made.path),
        manifest=json.dumps(manifest, ensure_ascii=False),
    )
    with ws.store.change(N_("Issue {number}"), number=number) as work:
        work.put(pack)
    return Made(made.path, (*made.findings, PACK_ISSUED.at(Place("pack", number), number=number)))


PACK_ISSUED = info("pack-issued", N_("Issued as {number}."))
