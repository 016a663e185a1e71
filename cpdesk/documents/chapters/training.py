"""Trainings held (R13)."""

from __future__ import annotations

from typing import Any

from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.recognition import Training


def training(paper: Paper, view: PackView) -> list[Any]:
    """A line for each, with its evidence."""
    t = paper.t
    rows = [
        (each.name or None, t.show(each.held) or None, each.hours, each.heads, view.mark(each.id))
        for each in view.record.where(Training, factory=view.factory.id)
    ]
    if not rows:
        return [paper.say(t("No training has been entered."), "text")]
    columns = [
        Column(t("Title")), Column(t("Date")), Column(t("Hours"), "", "figures"),
        Column(t("Participants"), "", "figures"), Column("", "", "evidence"),
    ]
    return book_table(paper, columns, rows, title=t("Training"))
