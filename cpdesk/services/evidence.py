"""Papers taken into the record, what they support, and taking them out again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, FindingKind, Refusal, blocking, info, warning
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.words import N_, LocalText
from cpdesk.exchange import paper_files
from cpdesk.exchange.paper_files import State
from cpdesk.exchange.sniffing import LOCKED, MISSING, in_file
from cpdesk.records.evidence import LARGEST
from cpdesk.services.entry import attempt
from cpdesk.services.evidence_pages import checked_pages
from cpdesk.services.jobs import Cancelled, Job, NullJob
from cpdesk.services.workspace import Workspace

TOO_LARGE = blocking(
    "evidence-file-too-large",
    N_("{file} is larger than 500 MB. Reduce it, or add the pages that are needed."),
)
KNOWN = blocking(
    "evidence-known", N_("{file} is in the record already, as {code}. It was not added again.")
)
LOCKED_PAPER = warning(
    "evidence-protected",
    N_("{file} is protected by a password, so it cannot be printed as an annex. Add a copy "
       "without one."),
)  # fmt: skip
BROKEN_PAPER = warning(
    "evidence-unreadable",
    N_("{file} is damaged, so it cannot be printed as an annex. Scan or save it again."),
)
HUGE_PICTURE = warning(
    "evidence-huge-picture",
    N_("{file} has so many pixels that it cannot be shown or printed. Save it smaller and add "
       "that."),
)  # fmt: skip
NOT_PRINTED = info(
    "evidence-not-printed",
    N_("{file} is kept in the record, but files of its kind are not printed as annexes. Add a PDF "
       "of it where the reader should see it."),
)  # fmt: skip
_DOUBTS = {
    State.LOCKED: LOCKED_PAPER, State.BROKEN: BROKEN_PAPER, State.TOO_LARGE: HUGE_PICTURE,
}  # fmt: skip

KEEPING = N_("Keeping the files")
ADDED = N_("Adding {file}")
ADDED_MANY = N_("Adding {n} files")
REMOVED = N_("Removing evidence {code}")
REMOVED_MANY = N_("Removing {n} papers")
ATTACHED = N_("Attaching {code}")
ATTACHED_MANY = N_("Attaching {n} papers")
DETACHED = N_("Taking {code} off what it supported")
TURNED = N_("Turning {code}")
REDUCED = N_("Reducing {code} for print")
FULL_SIZE = N_("Printing {code} at full size")
CLASSED = N_("Naming the document of {code}")
_QUARTER, _WHOLE = 90, 360


@dataclass(frozen=True)
class Added:
    """The papers that were taken in, and what was doubtful or stood in the way of the others."""

    papers: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


def add_evidence(
    ws: Workspace, paths: Sequence[Path], document: str = "", job: Job | None = None,
    to: str = "", pages: str = "",
) -> Added:
    """Keep files in the record as one change; each that cannot be taken is left out and named.

    The type is told from the content, never from the name. `document` is the number in the
    checklist (`G1`); with `to`, the id of a thing, the papers support it on these pages. Raises
    Cancelled where the job was stopped; then nothing has changed.
    """
    intake = _Intake(ws, document, pages, job or NullJob())
    try:
        intake.take(paths)
    except (Cancelled, KeyboardInterrupt):
        ws.store.drop_unused_bytes()
        raise
    kept: list[Evidence] = []
    failed = attempt(lambda: kept.extend(_kept(ws, intake.papers, to, intake.pages)))
    return Added(tuple(kept), (*intake.findings, *failed))


def remove_evidence(ws: Workspace, *papers: Evidence) -> tuple[Finding, ...]:
    """Take papers out of the record with what they support; the bytes stay, for an undo."""

    def change() -> None:
        label = REMOVED if len(papers) == 1 else REMOVED_MANY
        with ws.store.change(label, code=_codes(papers), n=len(papers)) as work:
            for paper in papers:
                for each in ws.record.where(Attachment, evidence=paper.id):
                    work.remove(each)
                work.remove(paper)

    return attempt(change)


def attach(ws: Workspace, paper: Evidence, to: str, pages: str = "") -> tuple[Finding, ...]:
    """Say that a paper supports the thing with this id; again, only the pages change."""
    return attach_all(ws, (paper,), to, pages)


def attach_all(
    ws: Workspace, papers: Sequence[Evidence], to: str, pages: str = ""
) -> tuple[Finding, ...]:
    """Say that each of these papers supports the thing, on these pages, as one change."""

    def change() -> None:
        label = ATTACHED if len(papers) == 1 else ATTACHED_MANY
        told = [_attachment(ws, to, paper, checked_pages(paper, pages)) for paper in papers]
        with ws.store.change(label, code=_codes(papers), n=len(papers)) as work:
            work.put_many(told)

    return attempt(change)


def detach(ws: Workspace, *attachments: Attachment) -> tuple[Finding, ...]:
    """Papers do not support that any more, as one change."""
    papers = [ws.record.get(Evidence, each.evidence) for each in attachments]

    def change() -> None:
        with ws.store.change(DETACHED, code=_codes(papers)) as work:
            for each in attachments:
                work.remove(each)

    return attempt(change)


def turn(ws: Workspace, papers: Sequence[Evidence], degrees: int) -> tuple[Finding, ...]:
    """Turn papers further clockwise, in steps of 90 degrees; anticlockwise where negative."""
    steps = degrees // _QUARTER * _QUARTER
    return _change(
        ws, TURNED, (replace(each, turned=((each.turned or 0) + steps) % _WHOLE or None)
                     for each in papers)
    )  # fmt: skip


def reduce(ws: Workspace, papers: Sequence[Evidence], reduced: bool) -> tuple[Finding, ...]:
    """Whether photos and scans are printed with fewer pixels; the originals stay as they are."""
    changed = (replace(each, reduced=reduced) for each in papers if each.printable)
    return _change(ws, REDUCED if reduced else FULL_SIZE, changed)


def classify(ws: Workspace, papers: Sequence[Evidence], document: str) -> tuple[Finding, ...]:
    """Which document of the checklist these papers are; none of them where it is empty."""
    return _change(ws, CLASSED, (replace(each, document=document) for each in papers))


def _attachment(ws: Workspace, to: str, paper: Evidence, pages: str) -> Attachment:
    known = ws.record.where(Attachment, evidence=paper.id, to=to)
    return Attachment(
        id=known[0].id if known else new_id(), evidence=paper.id, to=to, pages=pages
    )


def _change(ws: Workspace, label: str, papers: Iterable[Evidence]) -> tuple[Finding, ...]:
    changed = tuple(papers)

    def change() -> None:
        with ws.store.change(label, code=_codes(changed)) as work:
            work.put_many(changed)

    return attempt(change)


def _codes(papers: Sequence[Evidence]) -> str:
    return ", ".join(map(str, papers))


class _Intake:
    """Files on their way into the record: the papers they become, and what is said of them.

    `pages` is, for each paper, what was asked for, written plainly.
    """

    def __init__(self, ws: Workspace, document: str, pages: str, job: Job) -> None:
        self.papers: list[Evidence] = []
        self.pages: list[str] = []
        self.findings: list[Finding] = []
        self._ws, self._document, self._asked, self._job = ws, document, pages, job

    def take(self, paths: Sequence[Path]) -> None:
        for at, path in enumerate(paths):
            self._job.report(KEEPING, at / len(paths))
            try:
                self._take(path)
            except Refusal as refusal:
                self.findings.append(refusal.finding)

    def _take(self, path: Path) -> None:
        """The paper that a file becomes, its bytes kept; raises Refusal."""
        try:
            paper, state = self._looked_at(path)
            pages = checked_pages(paper, self._asked)
            self.papers.append(self._with_bytes(paper, path))
        except FileNotFoundError:
            raise MISSING.refuse(in_file(path), file=path.name) from None
        except OSError:
            raise LOCKED.refuse(in_file(path), file=path.name) from None
        self.pages.append(pages)
        if doubt := _doubt(paper, state):
            self.findings.append(doubt.at(in_file(path), file=path.name))

    def _looked_at(self, path: Path) -> tuple[Evidence, State]:
        """What the content shows, before any of it is kept."""
        if path.stat().st_size > LARGEST:
            raise TOO_LARGE.refuse(in_file(path), file=path.name)
        kind = paper_files.media_type(path)
        state, pages = paper_files.pages(path, kind)
        return Evidence(
            id=new_id(), name=_named(path.stem), document=self._document, file_name=path.name,
            media_type=kind, pages=pages, added=self._ws.today,
        ), state  # fmt: skip

    def _with_bytes(self, paper: Evidence, path: Path) -> Evidence:
        with _Watched(path, self._job) as stream:
            sha, size = self._ws.store.add_bytes(stream)
        held = self._ws.record.where(Evidence, sha256=sha, document=self._document)
        for known in (*held, *self.papers):
            if known.sha256 == sha:
                code = known.code or known.file_name
                raise KNOWN.refuse(in_file(path), file=path.name, code=code)
        return replace(paper, sha256=sha, size=size)


def _doubt(paper: Evidence, state: State) -> FindingKind | None:
    """What the user should know of a paper at once."""
    return _DOUBTS.get(state) or (None if paper.printable else NOT_PRINTED)


class _Watched(io.BufferedReader):
    """A file whose reading can be stopped between two pieces."""

    def __init__(self, path: Path, job: Job) -> None:
        super().__init__(io.FileIO(path))
        self._job = job

    def read(self, size: int | None = -1, /) -> bytes:
        self._job.report(self._job.sentence or KEEPING, self._job.share)
        return super().read(size)


def _kept(
    ws: Workspace, papers: Sequence[Evidence], to: str, pages: Sequence[str]
) -> tuple[Evidence, ...]:
    if not papers:
        return ()
    label = ADDED if len(papers) == 1 else ADDED_MANY
    with ws.store.change(label, file=papers[0].file_name, n=len(papers)) as work:
        kept = tuple(work.put(each) for each in papers)
        if to:
            work.put_many(map(partial(_attachment, ws, to), papers, pages))
    return kept


def _named(stem: str) -> LocalText:
    """The file's name as a first title, in the script it is written in."""
    if stem.isascii():
        return LocalText(en=stem)
    try:
        stem.encode("big5")
    except UnicodeEncodeError:
        return LocalText(zh_Hans=stem)
    return LocalText(zh_Hant=stem)
