"""The papers of a bill: taken in from files, and the picture of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Evidence
from cpdesk.presenters.session import Session
from cpdesk.services.evidence import KNOWN, add_evidence
from cpdesk.services.jobs import Job

_PDF = "application/pdf"
_MOST_BYTES = 40 * 2**20  # of a picture that is shown at once
_MOST_SIDE = 2000  # pixels of a page


@dataclass(frozen=True)
class Picture:
    """A picture of a page: the file itself, or pixels in rows of blue, green, red and nothing."""

    data: bytes
    width: int = 0
    height: int = 0
    stride: int = 0


TakenIn = tuple[tuple[str, ...], tuple[Finding, ...]]


def taken_in(session: Session, paths: Sequence[Path], job: Job | None = None) -> TakenIn:
    """Keep files in the record; the ids of their papers, also of those it had before."""
    added = add_evidence(session.ws, paths, "", job) if paths else None
    if added is None:
        return (), ()
    known = [f.facts.get("code") for f in added.findings if f.kind is KNOWN]
    before = (session.find(Evidence, str(code)) for code in known)
    ids = [*(e.id for e in added.papers), *(e.id for e in before if e is not None)]
    return tuple(ids), tuple(each for each in added.findings if each.kind is not KNOWN)


def picture(session: Session, paper: Evidence, page: int, width: int) -> Picture | None:
    """A page of a paper about so many pixels wide; None where it cannot be shown."""
    if paper.media_type == _PDF:
        return _page(session, paper, page, width)
    if not paper.media_type.startswith("image/") or paper.size > _MOST_BYTES:
        return None
    with session.ws.store.open_bytes(paper.sha256) as stream:
        return Picture(stream.read())


def _page(session: Session, paper: Evidence, page: int, width: int) -> Picture | None:
    import pypdfium2 as pdfium

    from cpdesk.documents.annexes.showing import TURN

    with TURN, session.ws.store.open_bytes(paper.sha256) as stream:
        try:
            document = pdfium.PdfDocument(stream)
        except pdfium.PdfiumError:  # said when it was added
            return None
        with document:
            if not 0 <= page < len(document):
                return None
            sheet = document[page]
            across, down = sheet.get_size()
            scale = min(width / across, _MOST_SIDE / max(across, down))
            bitmap = sheet.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            return Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
