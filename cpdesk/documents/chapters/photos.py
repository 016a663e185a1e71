"""Photographs of a measure beside its figures, two in a row; the originals are in the annexes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Image, Spacer

from cpdesk.base import pictures
from cpdesk.documents.setting.captions import note, with_marks
from cpdesk.documents.setting.tables import WIDTH
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence

Story = list[Any]
_MOST = 4
_GAP = 6 * mm
_WIDE, _HIGH = (WIDTH - _GAP) / 2, 42 * mm
_PIXELS, _QUALITY = 1000, 85  # of the longest side, about 300 to the inch
_PLAIN = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
          ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 3),
          ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]  # fmt: skip


def photos(paper: Paper, view: PackView, entity: Entity) -> Story:
    """The first pictures attached to an entity, each with its title and mark; nothing for none."""
    every = [
        each for each in _attached(view, entity)
        if each.picture and each.printable and each.document not in view.personal
    ]  # fmt: skip
    cells = [cell for each in every for cell in _cell(paper, view, each)][:_MOST]
    if not cells:
        return []
    rows = [[cells[at], "", cells[at + 1] if at + 1 < len(cells) else ""]
            for at in range(0, len(cells), 2)]  # fmt: skip
    story: Story = [
        Together([paper.table([row], [_WIDE, _GAP, _WIDE], _PLAIN), Spacer(1, 2)]) for row in rows
    ]
    if len(every) > _MOST:
        more = paper.t.plural("{n} more photograph is in the annexes.",
                              "{n} more photographs are in the annexes.", len(every) - _MOST)
        story.append(note(paper, more))
    return story


def _attached(view: PackView, entity: Entity) -> Iterator[Evidence]:
    for each in view.record.where(Attachment, to=entity.id):
        yield view.record.get(Evidence, each.evidence)


def _cell(paper: Paper, view: PackView, one: Evidence) -> Iterator[list[Any]]:
    """A picture with its words beneath; one that cannot be read is named among the annexes."""
    if view.read is None:
        return
    try:
        with view.read(one.sha256) as stream:
            image = pictures.turned(pictures.picture(stream, 0, _PIXELS), one.turned or 0)
    except (pictures.TooLarge, pictures.Unreadable):
        return
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    scale = min(_WIDE / image.width, _HIGH / image.height)
    words = " ".join(filter(None, (f"[{one.code}]", paper.t.show(one.name) or one.file_name)))
    yield [
        Image(io.BytesIO(out.getvalue()), image.width * scale, image.height * scale, hAlign="LEFT"),
        Spacer(1, 2), paper.set(with_marks(paper, words), "caption"),
    ]  # fmt: skip
