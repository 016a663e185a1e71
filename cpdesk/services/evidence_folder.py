"""Evidence given to somebody: a folder of files that say what they are, with an index."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cpdesk.base.files import clean_name, replace_patiently
from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, blocking, info
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText
from cpdesk.records.faults import NO_FOLDER
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace

FOLDER_TAKEN = blocking(
    "evidence-folder-taken",
    N_("{path} is there already and is not empty. Choose another name; it was not touched."),
)
LEFT_OUT = info(
    "evidence-personal-left-out",
    N_("Copies of identity papers were left out: {codes}. Ask for them where they are needed."),
)
WRITING = N_("Writing the files")
INDEX = "index.xlsx"


@dataclass(frozen=True)
class Exported:
    """The folder that was written, how many files are in it, and what was left out."""

    folder: Path
    files: int
    findings: tuple[Finding, ...]


def export_evidence(
    ws: Workspace, folder: Path, t: Translator, personal: bool, job: Job
) -> Exported:
    """Write every paper and the index into a new folder, whole or not at all.

    Copies of identity papers only with `personal`. Raises Refusal or Cancelled.
    """
    _demand_new(folder)
    kept = ws.schemes().personal
    papers = ws.record.all(Evidence)
    out = tuple(each for each in papers if personal or each.document not in kept)
    draft = folder.parent / f".cpdesk-{uuid.uuid4().hex}"
    try:
        draft.mkdir()
        files = _write(ws, draft, out, t, job)
        if folder.exists():
            folder.rmdir()
        replace_patiently(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    left = tuple(each.code for each in papers if each not in out)
    return Exported(folder, files, (LEFT_OUT.at(codes=left),) if left else ())


def file_name(paper: Evidence, record: Record, t: Translator, asked: dict[str, LocalText]) -> str:
    """`E12 G1 电费单 2025-12.pdf`: nothing of the name it came with, which may tell of persons."""
    from cpdesk.exchange.paper_files import ENDINGS

    typed = own_title(paper, t)
    told = typed or of_series(paper, record) or t.show(asked.get(paper.document, ""))
    words = " ".join(filter(None, (paper.code, paper.document, told)))
    return clean_name(words) + ENDINGS.get(paper.media_type, ".bin")


def own_title(paper: Evidence, t: Translator) -> str:
    """The title, if somebody typed one; the first title is only the name of the file."""
    title, stem = t.show(paper.name), Path(paper.file_name).stem
    return "" if title == stem else title


def of_series(paper: Evidence, record: Record) -> str:
    """`M1 2025-11 2025-12`: the meters and months of the bills a paper supports."""
    months: dict[str, list[str]] = {}
    for each in _supported(paper, record):
        if isinstance(each, Reading):
            code = getattr(record.entity(each.of), "code", "")
            months.setdefault(code, []).append(_month(each))
    spans = (" ".join(dict.fromkeys((code, min(each), max(each)))) for code, each in months.items())
    return " ".join(spans)


def _demand_new(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise NO_FOLDER.refuse(path=folder.parent)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FOLDER_TAKEN.refuse(path=folder)


def _write(
    ws: Workspace, folder: Path, papers: Sequence[Evidence], t: Translator, job: Job
) -> int:
    from cpdesk.exchange.evidence_index import IndexRow, write_index

    asked = {d.id: d.name for scheme in ws.schemes().by_id.values() for d in scheme.documents}
    rows, whole, done = [], sum(each.size for each in papers) or 1, 0
    for paper in papers:
        name = file_name(paper, ws.record, t, asked) if paper.sha256 else ""
        if name:
            share = done / whole
            _pour(ws, paper, folder / name, lambda share=share: job.report(WRITING, share))  # type: ignore[misc]
        done += paper.size
        rows.append(IndexRow(
            paper.code, name, paper.document, own_title(paper, t), _supports(paper, ws.record, t),
            paper.pages, paper.size, paper.sha256, paper.added,
        ))  # fmt: skip
    write_index(folder / INDEX, rows, t)
    return sum(bool(each.file) for each in rows)


def _pour(ws: Workspace, paper: Evidence, path: Path, step: Callable[[], None]) -> None:
    with path.open("xb") as out:
        for piece in ws.store.read_bytes(paper.sha256):
            step()
            out.write(piece)


def _supports(paper: Evidence, record: Record, t: Translator) -> str:
    """Each thing on a line, with the pages that speak of it."""
    told = []
    for each in record.where(Attachment, evidence=paper.id):
        entity = record.entity(each.to)
        if entity is not None:
            pages = f" [{each.pages}]" if each.pages else ""
            told.append(f"{t(entity.title)} {called(entity, record, t)}{pages}")
    return "\n".join(told)


def called(entity: Entity, record: Record, t: Translator) -> str:
    """Its code and name; a reading by its meter and month."""
    if isinstance(entity, Reading):
        return f"{getattr(record.entity(entity.of), 'code', '')} {_month(entity)}"
    return f"{entity.code} {t.show(getattr(entity, 'name', ''))}".strip()


def _supported(paper: Evidence, record: Record) -> Iterator[Entity]:
    found = (record.entity(each.to) for each in record.where(Attachment, evidence=paper.id))
    return (each for each in found if each is not None)


def _month(reading: Reading) -> str:
    """The month in which a bill ends."""
    last: date = reading.end - timedelta(days=1)
    return f"{last:%Y-%m}"
