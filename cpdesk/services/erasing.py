"""Papers erased for good: out of the record, its history and its free pages."""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.domain.findings import Finding, FindingKind, Place, info, warning
from cpdesk.domain.papers import Evidence
from cpdesk.domain.words import N_
from cpdesk.records.safety import copies_holding
from cpdesk.services.entry import attempt
from cpdesk.services.upkeep import folders_elsewhere
from cpdesk.services.workspace import Workspace

ERASED = info(
    "evidence-erased",
    N_("{code} is erased from this record and its history. Copies that were sent or carried "
       "elsewhere are not reached: delete those too."),
)  # fmt: skip
COPIES = warning(
    "evidence-in-copies",
    N_("{code} is erased from this record, but these copies of it still hold the bytes: {files}. "
       "Delete them, and any copy elsewhere."),
)  # fmt: skip
FREE_PAGES = warning(
    "evidence-free-pages",
    N_("{code} is erased and overwritten, but the file could not be made smaller. Make room on "
       "the disk and erase something again."),
)  # fmt: skip
ERASING = N_("Erasing {code} for good")


def erase_evidence(ws: Workspace, papers: Sequence[Evidence]) -> tuple[Finding, ...]:
    """Erase papers and what they supported; what is left to do, or why it cannot be done.

    There is no way back, and none in the history: whoever asks for it must be sure.
    """
    codes = ", ".join(map(str, papers))
    refused = attempt(lambda: ws.store.erase(papers, ERASING, code=codes))
    if refused:
        return refused
    kept = attempt(ws.store.drop_free_pages)
    shas = {each.sha256 for each in papers if each.sha256}
    files = copies_holding(ws.store.path, shas, folders_elsewhere(ws.store.path))
    told = _told(COPIES, papers, files=tuple(each.name for each in files)) if files else None
    found = [told or _told(ERASED, papers), *([_told(FREE_PAGES, papers)] if kept else [])]
    return tuple(found)


def _told(kind: FindingKind, papers: Sequence[Evidence], **facts: object) -> Finding:
    codes = ", ".join(map(str, papers))
    return kind.at(Place(Evidence.word, papers[0].code if len(papers) == 1 else ""), code=codes,
                   **facts)  # fmt: skip
