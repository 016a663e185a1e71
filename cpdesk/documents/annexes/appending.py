"""The annexes put behind a pack; memory stays bounded, whatever they weigh."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pikepdf
from reportlab.lib.pagesizes import A4

from cpdesk.base import pictures
from cpdesk.documents.annexes.frames import AREA, Annex, draw_frames
from cpdesk.documents.annexes.lightening import Fineness, Lightening
from cpdesk.documents.annexes.sources import sheets
from cpdesk.documents.setting.pair import first_of
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.papers import Evidence
from cpdesk.domain.words import N_

NOT_PRINTED = warning(
    "annex-unreadable",
    N_("{code} could not be read, so it is not printed among the annexes. Add a sound copy."),
)
AT_ONCE = 160 << 20  # bytes of pages that are held in memory; what is more goes to the disk

Bytes = Callable[[str], BinaryIO]
Step = Callable[[], None]
_UNREADABLE = (pikepdf.PdfError, pictures.Unreadable, pictures.TooLarge, ValueError)


@dataclass
class _Pack:
    """A pack that grows: what is written aside already, and the part in hand."""

    folder: Path
    part: pikepdf.Pdf
    fineness: Fineness | None = None
    held: int = 0
    pages: int = 0
    aside: list[Path] = field(default_factory=list)
    starts: list[tuple[Annex, int]] = field(default_factory=list)

    def add(self, frame: pikepdf.Page, sheet: pikepdf.Page, copy: pikepdf.Page | None) -> None:
        self.part.pages.append(frame)
        page = self.part.pages[-1]
        page.add_overlay(sheet, pikepdf.Rectangle(*AREA))
        if copy is not None:
            page.add_overlay(copy, pikepdf.Rectangle(0, 0, *A4))

    def put_aside(self) -> None:
        self.aside.append(self.folder / f"{len(self.aside)}.pdf")
        self.part.save(self.aside[-1])
        self.part.close()
        self.part, self.held = pikepdf.new(), 0


def write_with_annexes(
    printed: bytes, paper: Paper, annexes: Sequence[Annex], number: str, read: Bytes,
    out: BinaryIO, step: Step, fineness: Fineness | None = None,
) -> tuple[Finding, ...]:
    """Write a printed pack with its annexes behind it; those that could not be read, as findings.

    `read` gives the bytes of a paper by their hash. `step` is called for every page; what it
    raises ends the printing. No picture is finer than `fineness`, those of the pack itself too.
    """
    frames = draw_frames(paper, annexes, number)
    with TemporaryDirectory(prefix="cpdesk-", ignore_cleanup_errors=True) as folder:
        pack = _Pack(Path(folder), pikepdf.open(io.BytesIO(printed)), fineness)
        if fineness is not None:
            lighter = Lightening(fineness)
            for page in pack.part.pages:
                lighter.page(page)
        pack.pages = len(pack.part.pages)
        with pikepdf.open(io.BytesIO(frames)) as stamped:
            found = list(_append(pack, annexes, stamped, read, step))
        with _joined(pack) as whole:
            _list_in_outline(whole, paper, pack)
            whole.save(out)
    return tuple(found)


def _append(
    pack: _Pack, annexes: Sequence[Annex], stamped: pikepdf.Pdf, read: Bytes, step: Step
) -> Iterator[Finding]:
    first = 0
    for annex in annexes:
        own = stamped.pages[first : first + (annex.paper.pages or 0)]
        first += len(own)
        copy = stamped.pages[-1] if annex.copy else None
        start = pack.pages
        try:
            _append_one(pack, annex.paper, own, copy, read, step)
        except _UNREADABLE:
            yield NOT_PRINTED.at(Place(Evidence.word, annex.paper.code), code=annex.paper.code)
        if pack.pages > start:
            pack.starts.append((annex, start))


def _append_one(
    pack: _Pack, paper: Evidence, frames: Sequence[pikepdf.Page], copy: pikepdf.Page | None,
    read: Bytes, step: Step,
) -> None:
    with read(paper.sha256) as stream:
        for (sheet, size), frame in zip(sheets(paper, stream, pack.fineness), frames, strict=False):
            step()
            pack.add(frame, sheet, copy)
            pack.pages += 1
            pack.held += size
            if pack.held > AT_ONCE:
                pack.put_aside()


@contextmanager
def _joined(pack: _Pack) -> Iterator[pikepdf.Pdf]:
    """All parts as one; they are joined on the disk where there are several."""
    if not pack.aside:
        with pack.part as whole:
            yield whole
        return
    if pack.part.pages:
        pack.put_aside()
    whole_path, first, *others = pack.folder / "whole.pdf", *map(str, pack.aside)
    pikepdf.Job(["cpdesk", first, "--pages", ".", *others, "--", str(whole_path)]).run()
    with pikepdf.open(whole_path) as whole:
        yield whole


def _list_in_outline(whole: pikepdf.Pdf, paper: Paper, pack: _Pack) -> None:
    """Each annex by code and title, beneath one heading."""
    if not pack.starts:
        return
    with whole.open_outline() as outline:
        heading = pikepdf.OutlineItem(first_of(paper.t("Annexes")), pack.starts[0][1])
        heading.is_closed = True
        heading.children.extend(
            pikepdf.OutlineItem(f"{annex.paper.code} {annex.title}", page)
            for annex, page in pack.starts
        )
        outline.root.append(heading)
