"""What the user decides of single cells: it belongs to this file alone, to no layout."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.domain.words import N_, Choice


class Say(Choice):
    """What is to be made of a cell."""

    FIGURE = "figure", N_("This figure")
    ESTIMATE = "estimate", N_("Estimated")
    BLANK = "blank", N_("Leave blank")
    KEEP = "keep", N_("Keep what the record has")


@dataclass(frozen=True)
class Decision:
    """The user's word on one cell; `figure` is what it says instead, as a person types it."""

    say: Say
    figure: str = ""

    @property
    def cell(self) -> str | None:
        """What is read in the place of the cell; None for a blank."""
        return None if self.say is Say.BLANK else self.figure or None

    @property
    def estimated(self) -> bool:
        return self.say is Say.ESTIMATE
