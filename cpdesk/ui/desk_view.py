"""An open record: the navigation column and the stack of its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpdesk.bootstrap import open_desk
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import PackKind
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.month_details import MonthDetails
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.pages import PAGES, Way, page_of
from cpdesk.presenters.pages import Page as DeskPage
from cpdesk.presenters.session import Session
from cpdesk.ui.months_page import MonthsPage, Wishes
from cpdesk.ui.navigation import Navigation
from cpdesk.ui.parts import Page, StateBar
from cpdesk.ui.runner import WorkRunner

if TYPE_CHECKING:
    from cpdesk.presenters.browsing import Browser
    from cpdesk.ui.bill_page import BillPage
    from cpdesk.ui.form_page import FormPage
    from cpdesk.ui.import_page import ImportPageView

BILL, IMPORT = "bill", "import"  # their pages are reached from others
USUAL_SIZE = 10  # points of the text
_BROWSED = ("factors", "schemes", "history")
_PACKS = {
    "application": PackKind.APPLICATION, "dossier": PackKind.DOSSIER,
    "report": PackKind.COMPLETION, "audit": PackKind.AUDIT,
}  # fmt: skip


class DeskView(QWidget):
    """The view of the desk; a page is made when it is first turned to."""

    import_wanted = Signal()
    backup_wanted = Signal()
    language_wanted = Signal(str)
    size_wanted = Signal(int)

    def __init__(
        self, desk: Desk, runner: WorkRunner, told: Callable[[], None],
        bring: Callable[[], None] = lambda: None, copy: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("desk")
        self.desk = desk
        self.runner = runner
        self.drawing = WorkRunner(self)  # pictures wait for no other work, and nothing for them
        self.proofs = WorkRunner(self)  # papers that are only looked at: given up, not waited for
        self._told, self._bring = told, bring
        self.text_size = USUAL_SIZE
        self._pages: dict[str, Page] = {}
        self._importing: ImportPageView | None = None
        self.navigation = Navigation(desk)
        self.stack = QStackedWidget()
        self.bar = StateBar(copy)
        self._build()
        self.navigation.turned.connect(desk.open_page)
        self.navigation.list.itemClicked.connect(lambda _item: self._leave_bill())
        desk.attach(self)
        desk.open_page(desk.page)

    # the view of the presenter

    def show_desk(self) -> None:
        t = self.desk.session.t
        self.navigation.retell()
        self.bar.say(t("This record can only be read. Copy it to a folder of your own."),
                     t("Copy it and open the copy…"))  # fmt: skip
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
        if self._importing is not None:
            self._importing.page.stop()
        self.drawing.close()
        self.proofs.close()

    def page(self, word: str) -> Page:
        """The page of a word, made if it was not yet."""
        if word not in self._pages:
            self._pages[word] = self._make(word)
            self.stack.addWidget(self._pages[word])
        return self._pages[word]

    @property
    def topic(self) -> str:
        """What is shown: the word of the page, of the bill, or of an import."""
        shown = self.stack.currentWidget()
        if shown is self._importing:
            return IMPORT
        return BILL if shown is self._pages.get(BILL) else self.desk.page

    def open_import(self, path: Path) -> None:
        """Show a file before it is imported; one that was looked at before is given up."""
        from cpdesk.presenters.imports import ImportPage
        from cpdesk.ui.import_page import ImportPageView

        self.confirm()
        if self._importing is not None:
            self._importing.page.cancel()
        made = ImportPageView(ImportPage(self.desk.session, path, self.runner), self._end_import)
        self._importing = made
        self.stack.addWidget(made)
        self.stack.setCurrentWidget(made)

    def add_papers(self, paths: Sequence[Path]) -> None:
        """Keep bills, photographs and other files, and show them."""
        from cpdesk.ui.evidence_page import EvidencePageView

        self.desk.open_page("evidence")
        page = self.page("evidence")
        if isinstance(page, EvidencePageView):
            page.page.add(paths)

    def back_to_import(self) -> bool:
        """Turn to the file that is being looked at already; whether there is one."""
        if self._importing is None or self._importing is self.stack.currentWidget():
            return False
        self.stack.setCurrentWidget(self._importing)
        return True

    def _end_import(self) -> None:
        if self._importing is not None:
            self.stack.removeWidget(self._importing)
            self._importing.deleteLater()
            self._importing = None
        self.desk.open_page(self.desk.page)

    def begin(self, kind: type[Entity]) -> None:
        """Turn to the form of a kind with a new entry."""
        page = page_of(kind)
        if page is not None:
            self.desk.open_page(page.word)
            self._form_page(page).begin(kind)

    def enter_bill(self, meter: Meter | None) -> None:
        """Turn to the form for the next bill of a meter, or of the one typed last."""
        page = self._bill_page()
        page.form.begin(meter.id if meter else "")
        self.stack.setCurrentWidget(page)
        page.take_focus()

    def open_month(self, meter: Meter, month: Month) -> None:
        """Turn to the bills that make a month of a meter."""
        page = self._bill_page()
        page.form.open_month(meter, month)
        self.stack.setCurrentWidget(page)
        page.take_focus()

    def _bill_page(self) -> BillPage:
        self.confirm()
        return self.page(BILL)  # type: ignore[return-value]

    def _leave_bill(self) -> None:
        """Its page is one of consumption, which the navigation shows all the while."""
        if self._pages.get(BILL) is self.stack.currentWidget():
            self.desk.open_page(self.desk.page)

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
            return self._make_months()
        if word == "overview":
            return self._make_overview()
        if word == BILL:
            return self._make_bill()
        if word == "savings":
            return self._make_savings()
        if word == "upgrades":
            return self._make_upgrades()
        if word == "evidence":
            return self._make_evidence()
        if word in _PACKS:
            return self._make_packs(word)
        if word == "settings":
            return self._make_settings()
        if word in _BROWSED:
            return self._make_browser(word)
        from cpdesk.ui.form_page import FormPage

        return FormPage(self.desk.session, next(each for each in PAGES if each.word == word))

    def _make_months(self) -> Page:
        session = self.desk.session
        details = MonthDetails(session, self.runner, self.drawing)
        wishes = Wishes(self.enter_bill, self.open_month, lambda: self.begin(Meter),
                        self._bring)  # fmt: skip
        return MonthsPage(MonthsGrid(session), wishes, details)

    def _make_overview(self) -> Page:
        from cpdesk.presenters.overview import Overview
        from cpdesk.ui.overview_page import OverviewPage

        page = Overview(self.desk.session, self.drawing, self.desk.open_page)
        first = lambda: self.begin(Factory if self.desk.has_company else Company)  # noqa: E731
        return OverviewPage(
            page, lambda: self.enter_bill(None), first, self.import_wanted.emit
        )

    def _make_bill(self) -> Page:
        from cpdesk.presenters.bill_form import BillForm
        from cpdesk.ui.bill_page import BillPage

        return BillPage(BillForm(self.desk.session), lambda: self.desk.open_page("months"))

    def _make_savings(self) -> Page:
        from cpdesk.presenters.savings_page import SavingsPage
        from cpdesk.ui.savings_page import SavingsPageView

        return SavingsPageView(SavingsPage(self.desk.session), self.begin)

    def _make_upgrades(self) -> Page:
        from cpdesk.ui.upgrades_page import UpgradesPage

        page = next(each for each in PAGES if each.word == "upgrades")
        return UpgradesPage(
            self.desk.session, page, self.drawing, self.begin, self.desk.open_page
        )

    def _make_browser(self, word: str) -> Page:
        from cpdesk.ui.browse_and_forms import BrowseAndForms, BrowsePage

        page = next(each for each in PAGES if each.word == word)
        browser = _browser(word, self.desk.session)
        return BrowseAndForms(browser, page) if page.kinds else BrowsePage(browser)

    def _make_settings(self) -> Page:
        from cpdesk.presenters.settings_page import SettingsPage
        from cpdesk.ui.settings_page import SettingsPageView

        page = SettingsPage(self.desk.session, self.runner, lambda: self.text_size)
        made = SettingsPageView(page)
        made.language_wanted.connect(self.language_wanted)
        made.size_wanted.connect(self.size_wanted)
        made.backup_wanted.connect(self.backup_wanted)
        return made

    def _make_evidence(self) -> Page:
        from cpdesk.presenters.evidence_page import EvidencePage
        from cpdesk.ui.evidence_page import EvidencePageView

        return EvidencePageView(EvidencePage(self.desk.session, self.runner, self.drawing))

    def _make_packs(self, word: str) -> Page:
        from cpdesk.presenters.packs_page import PacksPage
        from cpdesk.ui.packs_page import PacksPageView

        kind, path = _PACKS[word], self.desk.path
        copy = lambda: open_desk(path, read_only=True)  # noqa: E731
        page = PacksPage(
            self.desk.session, kind, self.runner, copy, self.proofs, self.drawing
        )
        return PacksPageView(page, self.drawing)


def _browser(word: str, session: Session) -> Browser:
    from cpdesk.presenters.factors_page import FactorsPage
    from cpdesk.presenters.history_page import HistoryPage
    from cpdesk.presenters.schemes_page import SchemesPage

    made = {"factors": FactorsPage, "schemes": SchemesPage, "history": HistoryPage}
    return made[word](session)
