"""Papers taken into the record, what they support, and taking them out again."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, FindingKind, Place, Refusal, blocking, info, warning
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.words import N_, LocalText
from cpdesk.exchange import paper_files
from cpdesk.exchange.paper_files import State
from cpdesk.exchange.sniffing import LOCKED, MISSING, in_file
from cpdesk.records.evidence import LARGEST
from cpdesk.services.entry import attempt
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
NO_PAGE = blocking(
    "evidence-no-page",
    N_("'{pages}' is no page of {code}. Write pages such as 3, 3-5 or 2, 4-6."),
)
BEYOND = blocking(
    "evidence-page-beyond", N_("{code} has {n} pages, so there is no page {page}. Correct it.")
)
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
_SPAN = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_PLAINLY = str.maketrans({"–": "-", "—": "-", "−": "-", "~": "-", "〜": "-", "至": "-",
                          "、": ",", ";": ","})  # fmt: skip


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
    try:
        papers, findings = _all_taken(ws, paths, document, job or NullJob())
    except (Cancelled, KeyboardInterrupt):
        ws.store.drop_unused_bytes()
        raise
    kept: list[Evidence] = []
    failed = attempt(lambda: kept.extend(_kept(ws, papers)))
    return Added(tuple(kept), (*findings, *failed))


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
        told = [_attachment(ws, paper, to, checked_pages(paper, pages)) for paper in papers]
        with ws.store.change(label, code=_codes(papers), n=len(papers)) as work:
            work.put_many(told)

    return attempt(change)


def detach(ws: Workspace, attachment: Attachment) -> tuple[Finding, ...]:
    """A paper does not support that any more."""
    paper = ws.record.get(Evidence, attachment.evidence)

    def change() -> None:
        with ws.store.change(DETACHED, code=str(paper)) as work:
            work.remove(attachment)

    return attempt(change)


def turn(ws: Workspace, papers: Sequence[Evidence], degrees: int) -> tuple[Finding, ...]:
    """Turn papers further clockwise, in steps of 90 degrees; anticlockwise where negative."""
    steps = degrees // _QUARTER * _QUARTER
    return _change(
        ws, TURNED, (replace(each, turned=((each.turned or 0) + steps) % _WHOLE or None)
                     for each in papers)
    )  # fmt: skip


def reduce(ws: Workspace, papers: Sequence[Evidence], reduced: bool) -> tuple[Finding, ...]:
    """Whether photos are printed with fewer pixels; the kept originals stay as they are."""
    changed = (replace(each, reduced=reduced) for each in papers if each.picture)
    return _change(ws, REDUCED if reduced else FULL_SIZE, changed)


def classify(ws: Workspace, papers: Sequence[Evidence], document: str) -> tuple[Finding, ...]:
    """Which document of the checklist these papers are; none of them where it is empty."""
    return _change(ws, CLASSED, (replace(each, document=document) for each in papers))


def checked_pages(paper: Evidence, text: str) -> str:
    """`2, 4-6` written plainly; raises Refusal for what is no page of the paper."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAINLY)
    plain = re.sub(r"\s*-\s*", "-", plain.strip())
    place = Place(paper.word, paper.code)
    spans = [_SPAN.fullmatch(each) for each in re.split(r"[,\s]+", plain) if each]
    for span in spans:
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last:
            raise NO_PAGE.refuse(place, pages=text.strip(), code=str(paper))
        if paper.pages and last > paper.pages:
            raise BEYOND.refuse(place, code=str(paper), n=paper.pages, page=last)
    return ", ".join(span[0] for span in spans if span)


def _attachment(ws: Workspace, paper: Evidence, to: str, pages: str) -> Attachment:
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


def _all_taken(
    ws: Workspace, paths: Sequence[Path], document: str, job: Job
) -> tuple[list[Evidence], list[Finding]]:
    papers: list[Evidence] = []
    findings: list[Finding] = []
    for at, path in enumerate(paths):
        job.report(KEEPING, at / len(paths))
        try:
            paper, doubts = _taken(ws, path, document, papers, job)
        except Refusal as refusal:
            findings.append(refusal.finding)
        else:
            papers.append(paper)
            findings.extend(doubts)
    return papers, findings


def _taken(
    ws: Workspace, path: Path, document: str, before: Sequence[Evidence], job: Job
) -> tuple[Evidence, tuple[Finding, ...]]:
    """The paper a file becomes, its bytes kept, and what is doubtful; raises Refusal."""
    try:
        return _read(ws, path, document, before, job)
    except FileNotFoundError:
        raise MISSING.refuse(in_file(path), file=path.name) from None
    except OSError:
        raise LOCKED.refuse(in_file(path), file=path.name) from None


def _read(
    ws: Workspace, path: Path, document: str, before: Sequence[Evidence], job: Job
) -> tuple[Evidence, tuple[Finding, ...]]:
    place = in_file(path)
    if path.stat().st_size > LARGEST:
        raise TOO_LARGE.refuse(place, file=path.name)
    kind = paper_files.media_type(path)
    with _Watched(path, job) as stream:
        sha, size = ws.store.add_bytes(stream)
    for known in (*ws.record.where(Evidence, sha256=sha, document=document), *before):
        if known.sha256 == sha:
            raise KNOWN.refuse(place, file=path.name, code=known.code or known.file_name)
    state, pages = paper_files.pages(path, kind)
    paper = Evidence(
        id=new_id(), name=_named(path.stem), document=document, file_name=path.name,
        media_type=kind, size=size, sha256=sha, pages=pages, added=ws.today,
    )  # fmt: skip
    doubt = _doubt(paper, state)
    return paper, (doubt.at(place, file=path.name),) if doubt else ()


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


def _kept(ws: Workspace, papers: Sequence[Evidence]) -> tuple[Evidence, ...]:
    if not papers:
        return ()
    label = ADDED if len(papers) == 1 else ADDED_MANY
    with ws.store.change(label, file=papers[0].file_name, n=len(papers)) as work:
        return tuple(work.put(each) for each in papers)


def _named(stem: str) -> LocalText:
    """The file's name as a first title, in the script it is written in."""
    if stem.isascii():
        return LocalText(en=stem)
    try:
        stem.encode("big5")
    except UnicodeEncodeError:
        return LocalText(zh_Hans=stem)
    return LocalText(zh_Hant=stem)
