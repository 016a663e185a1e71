"""Places on the paper of the official form: marked, moved, shaped, removed, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpdesk.domain.findings import Refusal
from cpdesk.presenters.official_sheet import Share

if TYPE_CHECKING:
    from cpdesk.documents.forms.form import Box, FormField
    from cpdesk.documents.forms.meaning import Meaning
    from cpdesk.presenters.official_form import OfficialForm
    from cpdesk.services.forms import Understood

_USUAL = (160.0, 16.0)  # points of a place that is added with the keyboard
_MOST_BOXES = 40


class Places:
    """What can be done to the chosen place."""

    def __init__(self, page: OfficialForm) -> None:
        self._page = page
        self._before: list[Understood] = []
        self._after: list[Understood] = []

    # what is there

    @property
    def possible(self) -> bool:
        """Whether places can be marked on the page that is shown: on paper of the form itself."""
        return self._page.sheet.own

    @property
    def chosen(self) -> FormField | None:
        """The chosen place on the paper; None where a field of the form's own is chosen."""
        known = self._page.known
        found = known.form.named(self._page.chosen) if known else None
        return found if found and found.flat else None

    @property
    def shapes(self) -> tuple[tuple[str, str], ...]:
        """What the chosen place can be: written into, ticked for an answer, or boxes."""
        t, place = self._page.session.t, self.chosen
        if place is None:
            return ()
        ticks = tuple((f"={way}", t("Tick: {answer}", answer=self._answer(way)))
                      for way in self._ways())  # fmt: skip
        combs = tuple((str(n), t("{n} boxes", n=n)) for n in range(2, _MOST_BOXES + 1))
        return (("", t("Text")), *ticks, *combs)

    @property
    def shape(self) -> str:
        place = self.chosen
        if place is None:
            return ""
        meaning = self._meaning()
        if meaning is not None and meaning.states:
            return f"={meaning.states[0][1]}"
        return str(place.most) if place.comb else ""

    def _meaning(self) -> Meaning | None:
        known = self._page.known
        meanings = known.meanings if known else ()
        return next((each for each in meanings if each.field == self._page.chosen), None)

    def _ways(self) -> tuple[str, ...]:
        from cpdesk.services.form_places import ways_of

        return ways_of(self._page.session.ws, self._page.meaning[0])

    def _answer(self, way: str) -> str:
        from cpdesk.documents.forms.value_names import spoken

        ask, _ = self._page.meaning
        return spoken(ask, way, self._page.session.t)

    # wishes

    def add(self, share: Share | None = None) -> None:
        """A place where the mouse was drawn over the page; without a mouse in its middle."""
        from cpdesk.services.form_places import with_place

        known = self._page.known
        if known is None or not self.possible:
            return
        box = self._box(share) if share else self._middle()
        now, name = with_place(known, self._page.sheet.number, box)
        self._page.chosen = name
        self._page.change(now)

    def move(self, share: Share) -> None:
        """The chosen place there, and as large."""
        self._put(self._box(share))

    def nudge(self, across: float, up: float) -> None:
        """The chosen place by so many points to the right and up."""
        place = self.chosen
        if place is not None:
            left, bottom, right, top = place.spots[0].seen
            self._put(type(place.spots[0].seen)(left + across, bottom + up, right + across,
                                                top + up))  # fmt: skip

    def stretch(self, wider: float, higher: float) -> None:
        """The chosen place by so many points wider to the right, and higher downwards."""
        place = self.chosen
        if place is not None:
            left, bottom, right, top = place.spots[0].seen
            self._put(type(place.spots[0].seen)(left, bottom - higher, right + wider, top))

    def remove(self) -> None:
        """Take the chosen place away; the one before it is chosen then."""
        from cpdesk.services.form_places import without

        known, place = self._page.known, self.chosen
        if known is None or place is None:
            return
        names = [each.name for each in known.form.fields if each.name != place.name]
        self._page.chosen = names[-1] if names else ""
        self._page.change(without(known, place.name))

    def choose_shape(self, shape: str) -> None:
        """Text, a tick for an answer (`=limited`), or so many boxes of one letter."""
        from cpdesk.services.form_places import with_shape

        known, place = self._page.known, self.chosen
        if known is None or place is None:
            return
        value = shape[1:] if shape.startswith("=") else ""
        cells = int(shape) if shape.isdecimal() else 0
        self._page.change(with_shape(known, place.name, value=value, cells=cells))

    def turn_page(self) -> None:
        """Turn the page that is shown a quarter clockwise, as the form is read and filled."""
        from cpdesk.services.form_places import with_turn

        known = self._page.known
        if known is None or not self.possible:
            return
        try:
            self._page.change(with_turn(self._page.session.ws, known, self._page.sheet.number))
        except (Refusal, OSError) as error:
            self._page.refused(error)

    # the way back

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def went_from(self, known: Understood | None) -> None:
        """The form is about to be corrected; there is a way back to this."""
        if known is not None:
            self._before.append(known)
            self._after.clear()

    def undo(self) -> None:
        """As it was before the last correction."""
        self._step(self._before, self._after)

    def redo(self) -> None:
        self._step(self._after, self._before)

    def forget(self) -> None:
        """Another form was loaded."""
        self._before.clear()
        self._after.clear()

    def _step(self, back: list[Understood], on: list[Understood]) -> None:
        known = self._page.known
        if not back or known is None:
            return
        on.append(known)
        now = back.pop()
        if now.form.named(self._page.chosen) is None:
            self._page.chosen = next((each.name for each in now.form.fields), "")
        self._page.become(now)

    # places in points

    def _put(self, box: Box) -> None:
        from cpdesk.services.form_places import with_moved

        known, place = self._page.known, self.chosen
        if known is not None and place is not None:
            self._page.change(with_moved(known, place.name, box))

    def _box(self, share: Share) -> Box:
        from cpdesk.documents.forms.form import Box

        wide, high = self._size()
        left, top, right, bottom = share
        return Box(min(left, right) * wide, (1 - max(top, bottom)) * high,
                   max(left, right) * wide, (1 - min(top, bottom)) * high)  # fmt: skip

    def _middle(self) -> Box:
        from cpdesk.documents.forms.form import Box

        (wide, high), (across, up) = self._size(), _USUAL
        left, bottom = (wide - across) / 2, (high - up) / 2
        return Box(left, bottom, left + across, bottom + up)

    def _size(self) -> tuple[float, float]:
        known = self._page.known
        return known.form.sizes[self._page.sheet.number] if known else (1.0, 1.0)
