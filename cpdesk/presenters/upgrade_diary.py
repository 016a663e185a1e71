"""The days of an upgrade: what was done, and the steps of its project's work plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdesk.domain.findings import Place
from cpdesk.domain.projects import Milestone, Project
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.figures import DASH
from cpdesk.presenters.session import Session
from cpdesk.presenters.upgrade_parts import Line, Section


class Diary:
    """The diary of one upgrade."""

    def __init__(self, session: Session, upgrade: Upgrade, project: Project | None) -> None:
        self.session = session
        self.upgrade = upgrade
        self._project = project

    def section(self) -> Section:
        """Every day in its order, of what was done and of what is to come."""
        t, project = self.session.t, self._project
        events = [*self._own_days(), *self._milestones()]
        lines = tuple(line for _, line in sorted(events, key=lambda each: each[0]))
        heads = (t("Date"), t("Step"), t("State"))
        note = "" if project else t("Put the upgrade into a project to plan its steps.")
        return Section(t("Diary"), heads, lines, 3, note, Milestone if project else None,
                       t("Add a step"), 1)  # fmt: skip

    def _own_days(self) -> Iterator[tuple[date, Line]]:
        t, upgrade = self.session.t, self.upgrade
        named = (
            ("works_from", t("Works began")), ("running_from", t("Running from")),
            ("verified_on", t("Verified on")),
        )  # fmt: skip
        for field, words in named:
            day = getattr(upgrade, field)
            if day is not None:
                place = Place(Upgrade.word, upgrade.code, field)
                yield day, Line((t.show(day), words, ""), place, mark="shown")
        for each in self.session.record.where(Effect, upgrade=upgrade.id):
            if each.agreed_on:
                words = t("Model agreed on")
                place = Place("effect", each.code, "agreed_on")
                yield each.agreed_on, Line((t.show(each.agreed_on), words, each.code), place,
                                           mark="shown")  # fmt: skip

    def _milestones(self) -> Iterator[tuple[date, Line]]:
        t, project, today = self.session.t, self._project, self.session.ws.today
        for each in self.session.record.where(Milestone, project=project.id) if project else ():
            day = each.done or each.end or each.start
            late = each.done is None and each.end is not None and each.end < today
            state, mark = t("planned"), ""
            if each.done:
                state, mark = t("done"), "shown"
            elif late:
                state, mark = t("late"), "doubt"
            place = Place(Milestone.word, each.code, "" if each.done else "done")
            words = " ".join(filter(None, (each.code, t.show(each.name))))
            yield day or date.max, Line((t.show(day) or DASH, words, state), place, mark=mark)
