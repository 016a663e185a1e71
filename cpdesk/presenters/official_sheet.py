"""The page of the filled official form that is shown, and where things stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpdesk.presenters.official_form import OfficialForm

Share = tuple[float, float, float, float]  # left, top, right, bottom in parts of the page


class SheetShown:
    """One page at a time, `number` from 0; those of a continuation sheet come last."""

    def __init__(self, page: OfficialForm) -> None:
        self._page = page
        self.number = 0

    @property
    def pages(self) -> int:
        """How many pages the filled form has; a Word form is looked at in Word."""
        filled = self._page.filled
        return filled.pages if filled and self._page.pictured else 0

    @property
    def own(self) -> bool:
        """Whether the page is one of the form, on which places can be marked."""
        known = self._page.known
        return bool(known and self._page.pictured and self.number < known.form.pages)

    def turn(self, pages: int) -> None:
        """So many pages on; the first and the last are as far as it goes."""
        self.number = max(0, min(self.pages - 1, self.number + pages))
        self._page.show()

    def follow(self, name: str) -> None:
        """Turn to a page with this field, unless it is on the one that is shown."""
        known = self._page.known
        field = known.form.named(name) if known else None
        if field is not None and all(each.page != self.number for each in field.spots):
            self.number = field.page

    def picture(self, longest: int) -> bytes:
        """The page as it is filled, as PNG; empty without one."""
        filled = self._page.filled
        if filled is None or not self._page.pictured:
            return b""
        from cpdesk.documents.forms.showing import page_as_png

        return page_as_png(filled.content, self.number, longest)

    @property
    def mark(self) -> Share | None:
        """Where the chosen field stands on the page."""
        return self.share_of(self._page.chosen)

    def share_of(self, name: str) -> Share | None:
        """Where a field stands on the page; None where it is on another."""
        known = self._page.known
        field = known.form.named(name) if known else None
        spots = field.spots if field else ()
        spot = next((each for each in spots if each.page == self.number), None)
        if known is None or spot is None:
            return None
        wide, high = known.form.sizes[self.number]
        box = spot.seen
        return box.left / wide, 1 - box.top / high, box.right / wide, 1 - box.bottom / high

    @property
    def free(self) -> tuple[Share, ...]:
        """Every place on the paper of the page, that they can be seen before they are filled."""
        known = self._page.known
        fields = known.form.fields if known else ()
        found = (self.share_of(e.name) for e in fields if e.flat and e.page == self.number)
        return tuple(each for each in found if each)

    def at(self, x: float, y: float) -> str:
        """The field at a spot of the page, in parts of its width and height; the last one drawn."""
        known = self._page.known
        names = (e.name for e in reversed(known.form.fields)) if known and self.own else ()
        for name in names:
            share = self.share_of(name)
            if share and share[0] <= x <= share[2] and share[1] <= y <= share[3]:
                return name
        return ""
