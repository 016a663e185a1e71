"""Papers taken into the record, what they support, and taking them out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, Refusal, blocking, warning
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.words import N_, LocalText
from cpdesk.exchange import paper_files
from cpdesk.exchange.sniffing import LOCKED, MISSING, in_file
from cpdesk.records.evidence import LARGEST
from cpdesk.services.entry import attempt
from cpdesk.services.jobs import Job
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
_DOUBTS = {paper_files.State.LOCKED: LOCKED_PAPER, paper_files.State.BROKEN: BROKEN_PAPER}

ADDED = N_("Adding {file}")
ADDED_MANY = N_("Adding {n} files")
REMOVED = N_("Removing evidence {code}")
ATTACHED = N_("Attaching {code}")
DETACHED = N_("Taking {code} off what it supported")


@dataclass(frozen=True)
class Added:
    """The papers that were taken in, and what was doubtful or stood in the way of the others."""

    papers: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


def add_evidence(
    ws: Workspace, paths: Sequence[Path], document: str = "", job: Job | None = None
) -> Added:
    """Keep files in the record as one change; each that cannot be taken is left out and named.

    The type is told from the content, never from the name. `document` is the number in the
    checklist (`G1`). Raises Cancelled where the job was stopped; then nothing has changed.
    """
    papers: list[Evidence] = []
    findings: list[Finding] = []
    for at, path in enumerate(paths):
        if job:
            job.report(N_("Keeping the files"), at / len(paths))
        try:
            paper, doubts = _taken(ws, path, document, papers)
        except Refusal as refusal:
            findings.append(refusal.finding)
        else:
            papers.append(paper)
            findings.extend(doubts)
    kept: list[Evidence] = []
    findings.extend(attempt(lambda: kept.extend(_kept(ws, papers))))
    return Added(tuple(kept), tuple(findings))


def remove_evidence(ws: Workspace, paper: Evidence) -> tuple[Finding, ...]:
    """Take a paper out of the record with what it supports; its bytes stay, so it can be undone."""

    def change() -> None:
        with ws.store.change(REMOVED, code=str(paper)) as work:
            for each in ws.record.where(Attachment, evidence=paper.id):
                work.remove(each)
            work.remove(paper)

    return attempt(change)


def attach(ws: Workspace, paper: Evidence, to: str, pages: str = "") -> tuple[Finding, ...]:
    """Say that a paper supports the thing with this id; again, only the pages change."""
    known = ws.record.where(Attachment, evidence=paper.id, to=to)
    id = known[0].id if known else new_id()

    def change() -> None:
        with ws.store.change(ATTACHED, code=str(paper)) as work:
            work.put(Attachment(id=id, evidence=paper.id, to=to, pages=pages.strip()))

    return attempt(change)


def detach(ws: Workspace, attachment: Attachment) -> tuple[Finding, ...]:
    """A paper does not support that any more."""
    paper = ws.record.get(Evidence, attachment.evidence)

    def change() -> None:
        with ws.store.change(DETACHED, code=str(paper)) as work:
            work.remove(attachment)

    return attempt(change)


def _taken(
    ws: Workspace, path: Path, document: str, before: Sequence[Evidence]
) -> tuple[Evidence, tuple[Finding, ...]]:
    """The paper a file becomes, its bytes kept, and what is doubtful; raises Refusal."""
    try:
        return _read(ws, path, document, before)
    except FileNotFoundError:
        raise MISSING.refuse(in_file(path), file=path.name) from None
    except OSError:
        raise LOCKED.refuse(in_file(path), file=path.name) from None


def _read(
    ws: Workspace, path: Path, document: str, before: Sequence[Evidence]
) -> tuple[Evidence, tuple[Finding, ...]]:
    place = in_file(path)
    if path.stat().st_size > LARGEST:
        raise TOO_LARGE.refuse(place, file=path.name)
    kind = paper_files.media_type(path)
    with path.open("rb") as stream:
        sha, size = ws.store.add_bytes(stream)
    for known in (*ws.record.where(Evidence, sha256=sha, document=document), *before):
        if known.sha256 == sha:
            raise KNOWN.refuse(place, file=path.name, code=known.code or known.file_name)
    state, pages = paper_files.pages(path, kind)
    doubts = (_DOUBTS[state].at(place, file=path.name),) if state in _DOUBTS else ()
    return Evidence(
        id=new_id(), name=_named(path.stem), document=document, file_name=path.name,
        media_type=kind, size=size, sha256=sha, pages=pages, added=ws.today,
    ), doubts  # fmt: skip


def _kept(ws: Workspace, papers: Sequence[Evidence]) -> tuple[Evidence, ...]:
    if not papers:
        return ()
    label = ADDED if len(papers) == 1 else ADDED_MANY
    with ws.store.change(label, file=papers[0].file_name, n=len(papers)) as work:
        return tuple(work.put(each) for each in papers)


def _named(stem: str) -> LocalText:
    """The file's name as a first title, in the script it is written in."""
    return LocalText(en=stem) if stem.isascii() else LocalText(zh_Hant=stem)
