"""A file on its way into the record: what it would do, then all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Refusal
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.session import Session

if TYPE_CHECKING:
    from cpdesk.services.importing import Plan


class Import:
    """The preview of one file. `findings` say what is doubtful or stands in the way."""

    def __init__(self, session: Session, path: Path) -> None:
        self.session = session
        self.path = path
        self.findings: tuple[Line, ...] = ()
        self._plan: Plan | None = None
        self._look()

    @property
    def possible(self) -> bool:
        """Whether there is something to take, and all of it can be taken."""
        plan = self._plan
        return plan is not None and not plan.refused and bool(plan.new + plan.changed)

    @property
    def rows(self) -> int:
        return self._plan.new + self._plan.changed if self._plan else 0

    @property
    def summary(self) -> str:
        """What would happen, in one sentence."""
        t, plan = self.session.t, self._plan
        if plan is None:
            return t("Nothing can be taken from this file.")
        return t(
            "{new} new, {changed} changed, {same} as they are, {refused} cannot be taken.",
            new=plan.new, changed=plan.changed, same=plan.same, refused=plan.refused,
        )  # fmt: skip

    def take(self) -> bool:
        """Import it as one change; whether it was."""
        from cpdesk.services.importing import carry_out

        if self._plan is None:
            return False
        try:
            carry_out(self.session.ws, self._plan)
        except Refusal as refusal:
            self.findings = lines(self.session.t, (refusal.finding,))
            return False
        self.session.changed(self.session.t("{file} was imported.", file=self.path.name))
        return True

    def _look(self) -> None:
        from cpdesk.services.importing import preview

        try:
            self._plan = preview(self.session.ws, self.path)
            self.findings = lines(self.session.t, self._plan.findings)
        except Refusal as refusal:
            self.findings = lines(self.session.t, (refusal.finding,))
