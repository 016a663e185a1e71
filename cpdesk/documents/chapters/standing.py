"""In a draft: how the dossier stands against each dimension that is worth documenting."""

from __future__ import annotations

from typing import Any

from cpdesk.documents.setting.headings import chapter
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import DossierView
from cpdesk.programme.standing import weakest

Story = list[Any]


def standing(paper: Paper, view: DossierView) -> Story:
    """Every dimension with how much of it is told and proved; the weakest one is shaded."""
    t = paper.t
    if not view.draft or not view.standings:
        return []
    least = weakest(view.standings)
    rows = [
        Row(
            (each.dimension.text, t.within("count", "{n} of {all}", n=each.told, all=each.of),
             t.within("count", "{n} of {all}", n=each.evidenced, all=each.of)),
            "chosen" if each is least else "row",
        )
        for each in view.standings
    ]
    columns = [
        Column(t("Worth documenting"), width=110), Column(t("Told"), "", "figures"),
        Column(t("With evidence"), "", "figures"),
    ]
    note = t("The criteria of the label are not published. These dimensions are inferred, and no "
             "score is made of them; the weakest is shaded and bold.")  # fmt: skip
    return [
        chapter(paper, t("How this dossier stands")),
        *book_table(paper, columns, rows, title=t("Dimensions of this class"), notes=note),
    ]
