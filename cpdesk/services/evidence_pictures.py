"""How a paper looks, for the screen; nothing of it is kept on the disk."""

from __future__ import annotations

from cpdesk.base import pictures
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.services.workspace import Workspace


def picture_of(ws: Workspace, paper: Evidence, page: int, longest: int) -> bytes:
    """A page, counted from 1, as JPEG, turned as it will be printed; empty where none can be made.

    Its longest side has at most so many pixels, and never more than the screen can use.
    """
    from cpdesk.documents.annexes.showing import page_as_jpeg

    if not paper.printable:
        return b""
    try:
        with ws.store.open_bytes(paper.sha256) as stream:
            return page_as_jpeg(paper, stream, page - 1, longest)
    except (pictures.Unreadable, pictures.TooLarge, Refusal):
        return b""  # the page says in words that there is none to be shown
