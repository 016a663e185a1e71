"""A cell that shows no figure though it is not blank: an error, or a formula without a result."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.domain.findings import Refusal, blocking
from cpdesk.domain.words import N_

NOT_CALCULATED = blocking(
    "formula-not-calculated",
    N_("The formula in {cell} has no result. Open the file in Excel, save it, and try again."),
)
ERROR_SHOWN = blocking(
    "cell-shows-error",
    N_("{cell} shows the error {error}. Mend its formula or write the figure itself, and import "
       "the file again."),
)  # fmt: skip


@dataclass(frozen=True)
class NoResult:
    """What stands in such a cell for its value; `error` is what the spreadsheet shows there."""

    cell: str
    error: str = ""

    def __str__(self) -> str:
        return self.error or "="

    def refusal(self) -> Refusal:
        """Why nothing can be taken from it."""
        if self.error:
            return ERROR_SHOWN.refuse(cell=self.cell, error=self.error)
        return NOT_CALCULATED.refuse(cell=self.cell)
