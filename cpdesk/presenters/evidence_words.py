"""What a paper is, in words: its kind, its pages, the room it takes."""

from __future__ import annotations

from cpdesk.base.languages import Translator
from cpdesk.domain.papers import Evidence
from cpdesk.domain.words import N_

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "application/pdf": "PDF", "text/plain": N_("Text"), "application/octet-stream": N_("File"),
    "application/x-ole-storage": "Office", "application/msword": "Word",
    f"{_OFFICE}wordprocessingml.document": "Word", "application/vnd.ms-excel": "Excel",
    f"{_OFFICE}spreadsheetml.sheet": "Excel", "application/vnd.ms-powerpoint": "PowerPoint",
    f"{_OFFICE}presentationml.presentation": "PowerPoint", "application/ofd": "OFD",
    "application/x-efapiao+xml": N_("XML e-fapiao"), "application/xml": "XML",
}  # fmt: skip


def about(t: Translator, paper: Evidence) -> str:
    """`G1 · PDF · 3 pages · 2.1 MB`."""
    kind = _TYPES.get(paper.media_type) or paper.media_type.partition("/")[2].upper()
    pages = t.plural("{n} page", "{n} pages", paper.pages) if paper.pages else ""
    parts = (paper.document, t(kind), pages, amount_of(t, paper.size))
    return " · ".join(each for each in parts if each)


def amount_of(t: Translator, size: int) -> str:
    """A number of bytes in KB or MB."""
    if size < 1_000_000:
        return f"{t.number(max(1, round(size / 1000)))} KB"
    return f"{t.number(round(size / 1_000_000, 1), 1)} MB"
