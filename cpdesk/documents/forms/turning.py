"""A page as it lies in the file, and as the reader sees it: pages may be turned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

from cpdesk.documents.forms.form import Box


@dataclass(frozen=True)
class Turn:
    """How a page is turned: clockwise by `angle`, within its visible `area`."""

    angle: int
    area: Box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        wide, high = self.area.width, self.area.height
        return (high, wide) if self.angle in (90, 270) else (wide, high)

    def seen(self, box: Box) -> Box:
        """A rectangle of the page's own space, as the reader sees it."""
        corners = [self._point(x, y) for x, y in ((box.left, box.bottom), (box.right, box.top))]
        (x, y), (x2, y2) = corners
        return Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.area.left, y - self.area.bottom
        wide, high = self.area.width, self.area.height
        return {
            0: (x, y), 90: (y, wide - x), 180: (wide - x, high - y), 270: (high - y, x),
        }[self.angle]  # fmt: skip

    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From what is seen back into the page's own space, as PDF writes it."""
        left, bottom, wide, high = *self.area[:2], self.area.width, self.area.height
        return {
            0: (1, 0, 0, 1, left, bottom), 90: (0, 1, -1, 0, left + wide, bottom),
            180: (-1, 0, 0, -1, left + wide, bottom + high),
            270: (0, -1, 1, 0, left, bottom + high),
        }[self.angle]  # fmt: skip


def turn_of(page: pikepdf.Page) -> Turn:
    """How a page is turned; anything but quarters counts as upright, as readers take it."""
    x, y, x2, y2 = (float(each) for each in page.cropbox)
    area = Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))
    held: Any = page.obj
    for _ in range(40):
        if "/Rotate" in held or "/Parent" not in held:
            break
        held = held["/Parent"]
    angle = int(float(held.get("/Rotate", 0))) % 360
    return Turn(angle if angle % 90 == 0 else 0, area)


def _free_name(page: pikepdf.Page) -> Name:
    """One that the page has not; a random one would make every printing differ."""
    resources: Any = page.obj.get("/Resources", {})
    taken = resources.get("/XObject", {})
    return Name(next(n for n in (f"/Over{at}" for at in range(len(taken) + 1)) if n not in taken))


def put_over(page: pikepdf.Page, turn: Turn, form: Any) -> None:
    """A drawing over the page, turned with it; what the page had set before is set back."""
    name = page.add_resource(form, Name.XObject, _free_name(page))
    matrix = " ".join(f"{each:g}" for each in turn.matrix())
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q {matrix} cm {name} Do Q\n".encode())
