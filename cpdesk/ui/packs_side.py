"""How ready a pack is: for what, how much of it, what blocks, and its chapters."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui.chapters_list import ChaptersList
from cpdesk.ui.parts import Choice, Elided, button, restyle

_WIDE, _WIDER, _ROOMY = 272, 316, 1150  # pixels; of a page that has room for the wider one


class PacksSide(QFrame):
    """The left of the page of a pack; `all_points` shows everything that was found."""

    def __init__(
        self, page: PacksPage, onward: Callable[[], None], all_points: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(_WIDE)
        self.page = page
        self.cases = Choice()
        self.cases.chosen.connect(page.choose)
        self.count, self.blocks = Elided("strong"), button("problem", all_points)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.chapters = ChaptersList(page, onward)
        self.ask, self.packs = button("small"), button("small")
        self._build()

    def fit(self, room: int) -> None:
        """Be wide enough for most questions where the page has room for that."""
        self.setFixedWidth(_WIDER if room >= _ROOMY else _WIDE)

    def show_now(self) -> None:
        """The readiness as it stands."""
        t, page = self.page.session.t, self.page
        cases = [(each.id, each.words) for each in page.cases]
        self.cases.offer(cases, page.case.id if page.case else "")
        self.cases.setAccessibleName(t("For"))
        self.cases.setVisible(len(cases) > 1)
        ready, n = page.chapters.count
        self.count.setText(t("{ready} of {n} ready", ready=ready, n=n) if n else t("Points"))
        self.bar.setVisible(n > 0)
        self.bar.setMaximum(max(n, 1))
        self.bar.setValue(ready)
        self._show_blocks(page.blocking)
        self.chapters.setAccessibleName(t("Chapters and questions"))
        self.chapters.show_now()
        self.ask.setText(t("Ask for what is missing…"))
        self.packs.setText(t("Issued: {n}", n=page.issued.count))
        self.packs.setVisible(page.issued.count > 0)

    def _show_blocks(self, n: int) -> None:
        t = self.page.session.t
        blocks = t.plural("{n} blocks issuing", "{n} block issuing", n)
        self.blocks.setText(blocks if n else t("All points"))
        restyle(self.blocks, "kind", "problem" if n else "text")

    def _build(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.count, 1)
        above.addWidget(self.blocks)
        below.setSpacing(8)
        below.addWidget(self.ask)
        below.addWidget(self.packs)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.cases)
        column.addLayout(above)
        column.addWidget(self.bar)
        column.addWidget(self.chapters, 1)
        column.addLayout(below)
