"""An open record: the navigation column and the stack of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpdesk.bootstrap import open_desk
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import PackKind
from cpdesk.domain.plant import Meter, Reading
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.pages import PAGES, Way, page_of
from cpdesk.presenters.pages import Page as DeskPage
from cpdesk.ui.months_page import MonthsPage
from cpdesk.ui.navigation import Navigation
from cpdesk.ui.parts import Page, label
from cpdesk.ui.runner import WorkRunner

if TYPE_CHECKING:
    from cpdesk.ui.form_page import FormPage


class DeskView(QWidget):
    """The view of the desk; a page is made when it is first turned to."""

    def __init__(self, desk: Desk, runner: WorkRunner, told: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.desk = desk
        self.runner = runner
        self.drawing = WorkRunner(self)  # pictures wait for no other work, and nothing for them
        self._told = told
        self._pages: dict[str, Page] = {}
        self.navigation = Navigation(desk)
        self.stack = QStackedWidget()
        self.bar = label("doubt")
        self.bar.setObjectName("bar")
        self.bar.setFixedHeight(34)
        self.bar.setIndent(24)
        self._build()
        self.navigation.turned.connect(desk.open_page)
        desk.attach(self)
        desk.open_page(desk.page)

    # the view of the presenter

    def show_desk(self) -> None:
        t = self.desk.session.t
        self.navigation.retell()
        self.bar.setText(t("This record can only be read. Copy it to a folder of your own."))
        self.bar.setVisible(self.desk.read_only)
        self._told()

    def show_page(self, word: str) -> None:
        self.confirm()
        self.navigation.show_page(word)
        self.stack.setCurrentWidget(self.page(word))

    def show_way(self, way: Way) -> None:
        self.page(way.page).lead_to(way)

    def confirm(self) -> None:
        """Confirm what is being typed, whatever is turned to or closed next."""
        for page in list(self._pages.values()):
            page.confirm()

    def leave(self) -> None:
        """Nothing reads the record any more."""
        self.confirm()
        self.drawing.close()

    def page(self, word: str) -> Page:
        """The page of a word, made if it was not yet."""
        if word not in self._pages:
            self._pages[word] = self._make(word)
            self.stack.addWidget(self._pages[word])
        return self._pages[word]

    def begin(self, kind: type[Entity]) -> None:
        """Turn to the form of a kind with a new entry."""
        page = page_of(kind)
        if page is not None:
            self.desk.open_page(page.word)
            self._form_page(page).begin(kind)

    def _build(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        across.addLayout(column, 1)

    def _form_page(self, page: DeskPage) -> FormPage:
        from cpdesk.ui.form_page import FormPage

        made = self.page(page.word)
        if not isinstance(made, FormPage):
            raise TypeError(f"{page.word} is no page of forms")
        return made

    def _make(self, word: str) -> Page:
        """Of the pages only the first is loaded with the window, which is there the sooner."""
        if word == "months":
            grid = MonthsGrid(self.desk.session)
            return MonthsPage(grid, lambda: self.begin(Reading), lambda: self.begin(Meter))
        if word == "savings":
            return self._make_savings()
        if word == "evidence":
            return self._make_evidence()
        if word in ("application", "dossier"):
            return self._make_packs(word)
        from cpdesk.ui.form_page import FormPage

        return FormPage(self.desk.session, next(each for each in PAGES if each.word == word))

    def _make_savings(self) -> Page:
        from cpdesk.presenters.savings_page import SavingsPage
        from cpdesk.ui.savings_page import SavingsPageView

        return SavingsPageView(SavingsPage(self.desk.session), self.begin)

    def _make_evidence(self) -> Page:
        from cpdesk.presenters.evidence_page import EvidencePage
        from cpdesk.ui.evidence_page import EvidencePageView

        return EvidencePageView(EvidencePage(self.desk.session, self.runner, self.drawing))

    def _make_packs(self, word: str) -> Page:
        from cpdesk.presenters.packs_page import PacksPage
        from cpdesk.ui.packs_page import PacksPageView

        kind = PackKind.APPLICATION if word == "application" else PackKind.DOSSIER
        path = self.desk.path
        copy = lambda: open_desk(path, read_only=True)  # noqa: E731
        return PacksPageView(PacksPage(self.desk.session, kind, self.runner, copy))
