"""A pack: read, judge, compute, print whole or not at all, and register when issued."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import cpdesk
from cpdesk.analysis.factors.table import Used
from cpdesk.analysis.saving.avoided import METHOD_VERSION
from cpdesk.base.files import sha256, write_atomically
from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, Place, blocking, info
from cpdesk.domain.papers import Pack
from cpdesk.domain.words import N_
from cpdesk.records.faults import NO_FOLDER
from cpdesk.services.acceptance import split
from cpdesk.services.basis import Basis, basis_of
from cpdesk.services.issued import next_code
from cpdesk.services.jobs import Job
from cpdesk.services.orders import Order, Printed
from cpdesk.services.pack_size import Limit, kept_under
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.base.languages import Translator
    from cpdesk.documents.annexes.frames import Annex
    from cpdesk.documents.annexes.lightening import Fineness
    from cpdesk.documents.view import PackView
    from cpdesk.services.forms import Understood
    from cpdesk.services.official import Joining

NOT_READY = blocking(
    "pack-not-ready",
    N_("This cannot be issued yet. To be mended first: {n}. Mend them, or print a draft."),
)
OTHER_NAME = info(
    "pack-other-name", N_("{wanted} is open in another program; the pack was written to {path}.")
)
DISK_FULL = blocking(
    "pack-disk-full",
    N_("{path} could not be written ({reason}). Make room or choose another folder; no half pack "
       "was left behind."),
)  # fmt: skip
NO_GLYPH = blocking(
    "pack-no-glyph", N_("No font has every character of this pack, so it cannot be issued.")
)
PACK_ISSUED = info("pack-issued", N_("Issued as {number}."))

Pour = Callable[[BinaryIO], Printed]
_FRONT = 0.9  # of the work is done when the annexes begin
_TICKS = 36  # about how often a pack of usual size reports while it is printed


@dataclass(frozen=True)
class Made:
    """A pack that was printed: where, and what was found while judging and printing it."""

    path: Path
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Wish:
    """What is to be printed, and how; `basis` is the one state that everything is read from."""

    order: Order
    basis: Basis
    language: str
    out: Path
    issue: bool
    job: Job
    under: Decimal | None
    form: Understood | None = None

    @property
    def number(self) -> str:
        """`APP-2026-001`, counted in the record; a draft carries the record's state instead."""
        record, order, year = self.basis.record, self.order, self.basis.on.year
        if not self.issue:
            return f"{order.prefix}-{year}-DRAFT-{record.identity.change}"
        return next_code(record, order.kind, order.prefix, year)


def make(
    ws: Workspace, order: Order, language: str, out: Path, on: date, issue: bool, job: Job,
    under: Decimal | None = None, form: Understood | None = None,
) -> Made:
    """Print what is ordered; with `issue` refused while a blocking finding stands.

    `language` may be a pair such as `en+zh_Hant`. `under` is the most that the file may have, in
    millions of bytes: pictures are reduced step by step until it has less. The official form that
    the record keeps for it, or else `form`, stands before it, filled in. Raises Refusal where
    it cannot be issued or written, Cancelled where the job was stopped; then nothing has changed.
    """
    wish = _Wish(order, basis_of(ws, on, language), language, out, issue, job, under, form)
    job.report(N_("Checking what is missing"), 0.05)
    findings, accepted = split(wish.basis.record, order.judge(wish.basis))
    _refuse_unready(findings, issue)
    job.report(N_("Computing"), 0.15)
    words = tuple((each.finding, each.acceptance) for each in accepted)
    view = replace(
        order.view(wish.basis), number=wish.number, draft=not issue, findings=findings,
        accepted=words, read=ws.store.open_bytes,
    )  # fmt: skip
    return _printed(ws, wish, view)


def _refuse_unready(findings: Iterable[Finding], issue: bool) -> None:
    open_points = [finding for finding in findings if finding.blocking]
    if issue and open_points:
        raise NOT_READY.refuse(open_points[0].place, n=len(open_points))


def _step(job: Job) -> Callable[[], None]:
    """Reports each chapter as it is printed, so that a stop is heard within a second."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        job.report(N_("Printing"), min(_FRONT, 0.2 + (_FRONT - 0.2) * done / _TICKS))

    return step


def _with_annexes(
    ws: Workspace, wish: _Wish, view: PackView, t: Translator, printed: bytes, file: BinaryIO
) -> Printed:
    """The pack with every page of its annexes behind it, within the limit where one is set."""
    from cpdesk.documents.chapters.annexes import printed as annexes_of
    from cpdesk.documents.setting.pair import drawn

    annexes = annexes_of(drawn(t), view)

    def pour(fineness: Fineness | None) -> Printed:
        if not annexes and fineness is None:
            file.write(printed)
            return ()
        return _appended(ws, wish, view, t, printed, annexes, file, fineness)

    if wish.under is None:
        return pour(None)
    papers = tuple(each.paper for each in annexes)
    return kept_under(Limit(wish.under, wish.issue), file, papers, pour)


def _appended(
    ws: Workspace, wish: _Wish, view: PackView, t: Translator, printed: bytes,
    annexes: tuple[Annex, ...], file: BinaryIO, fineness: Fineness | None,
) -> Printed:  # fmt: skip
    from cpdesk.documents.annexes.appending import write_with_annexes
    from cpdesk.documents.setting.writing import Paper

    done, pages = 0, sum(each.paper.pages or 0 for each in annexes)
    doing = N_("Printing the annexes") if fineness is None else N_("Making pictures smaller")

    def step() -> None:
        nonlocal done
        done += 1
        wish.job.report(doing, _FRONT + (1 - _FRONT) * done / (pages + 1))

    paper = Paper(t, draft=view.draft)
    read = ws.store.open_bytes
    return write_with_annexes(printed, paper, annexes, wish.number, read, file, step, fineness)


def _printed(ws: Workspace, wish: _Wish, view: PackView) -> Made:
    """Print the pack's own pages, then pour them with the annexes behind them."""
    from cpdesk.documents.setting.pair import paper_translator
    from cpdesk.documents.setting.wording import wording_of

    t, printed = paper_translator(wish.language, wording_of(view.record)), io.BytesIO()
    form, doubts = _official(ws, wish)
    view = replace(view, official=form.told) if form else view
    wish.job.report(N_("Printing"), 0.2)
    glyphs = (*(e for e in doubts if e.blocking), *wish.order.write(view, t, printed,
                                                                    _step(wish.job)))  # fmt: skip
    if wish.issue and glyphs:
        raise NO_GLYPH.refuse(glyphs[0].place)
    wish.job.report(N_("Writing the file"), _FRONT)
    content = joined(form, printed.getvalue(), view, t)
    findings = (*view.findings, *(e for e in doubts if not e.blocking), *glyphs)

    def pour(file: BinaryIO) -> Printed:
        return _with_annexes(ws, wish, view, t, content, file)

    if wish.issue:
        sources = {**_sources(view, t), **({"form": form.row} if form else {})}
        return registered(ws, wish.number, wish.out, pour, findings,
                          lambda made: _pack(wish, made, sources))  # fmt: skip
    return written(wish.out, pour, findings)


def _official(ws: Workspace, wish: _Wish) -> tuple[Joining | None, Printed]:
    """The form before the pack; without it a pack that has one is not issued, only drafted."""
    from cpdesk.services.official import joining, safely_joining

    filled = joining if wish.issue else safely_joining
    return filled(wish.basis, wish.order, ws.store.open_bytes, wish.form)


def joined(form: Joining | None, own: bytes, view: PackView, t: Translator) -> bytes:
    """A printed pack with its form before it, where it has one."""
    from cpdesk.documents.forms.joining import Joined, join
    from cpdesk.documents.setting.pair import drawn

    if form is None:
        return own
    return join(form.filled.content, own, Joined(view.number, view.draft), drawn(t))


def written(out: Path, pour: Pour, findings: tuple[Finding, ...]) -> Made:
    """Write a paper whole or not at all; raises Refusal where the folder or the disk refuses."""
    told: list[Finding] = []
    try:
        path = write_atomically(out, lambda file: told.extend(pour(file)))
    except FileNotFoundError as error:
        raise NO_FOLDER.refuse(path=out.parent) from error
    except OSError as error:
        raise DISK_FULL.refuse(path=out, reason=error.strerror or str(error)) from error
    moved = (OTHER_NAME.at(wanted=out.name, path=path.name),) if path != out else ()
    return Made(path, (*findings, *told, *moved))


def _pour(file: BinaryIO, content: bytes) -> None:
    file.write(content)


def registered(
    ws: Workspace, number: str, out: Path, pour: Pour, findings: tuple[Finding, ...],
    pack: Callable[[Made], Pack],
) -> Made:  # fmt: skip
    """Write the file, keep its bytes, and register it; what was not registered is not kept."""
    earlier = out.read_bytes() if out.exists() else None
    made = None
    try:
        with ws.store.change(N_("Issue {number}"), number=number) as work:
            made = written(out, pour, findings)
            with made.path.open("rb") as file:
                ws.store.add_bytes(file)
            work.put(pack(made))
    except BaseException:
        if made is not None:
            _take_back(made.path, earlier if made.path == out else None)
            ws.store.drop_unused_bytes()
        raise
    told = PACK_ISSUED.at(Place("pack", number), number=number)
    return Made(made.path, (*made.findings, told))


def _take_back(path: Path, earlier: bytes | None) -> None:
    """The folder as it was before a pack that could not be registered."""
    if earlier is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, lambda file: _pour(file, earlier))


def _sources(view: PackView, t: Translator) -> dict[str, object]:
    """The rules, factors and papers that a pack rests on, each as it was on that day."""
    from cpdesk.documents.chapters.annexes import printed as annexes_of
    from cpdesk.documents.setting.pair import drawn

    papers = [each.paper for each in annexes_of(drawn(t), view)]
    return {
        "scheme": view.scheme.id, "factors": [_row(each) for each in view.used_factors],
        "annexes": [{"code": each.code, "sha256": each.sha256, "pages": each.pages}
                    for each in papers],
    }  # fmt: skip


def _pack(wish: _Wish, made: Made, sources: Mapping[str, object]) -> Pack:
    identity = wish.basis.record.identity
    manifest = {
        "file": made.path.name, "record": identity.id, "change": identity.change,
        "language": wish.language, "date": wish.basis.on.isoformat(), "program": cpdesk.__version__,
        "methods": [METHOD_VERSION], **sources,
        "findings": [[each.code, str(each.place)] for each in made.findings],
    }  # fmt: skip
    return Pack(
        id=new_id(), code=wish.number, kind=wish.order.kind, of=wish.order.of.id,
        language=wish.language, issued=wish.basis.on, change=identity.change,
        sha256=sha256(made.path), manifest=json.dumps(manifest, ensure_ascii=False),
    )  # fmt: skip


def _row(used: Used) -> dict[str, object]:
    factor = used.factor
    return {
        "key": factor.key, "value": str(factor.value), "unit": factor.unit, "gas": factor.gas,
        "year": factor.year, "asked": used.asked, "status": factor.status.value,
        "source": factor.source,
    }  # fmt: skip
