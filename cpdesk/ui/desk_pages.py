"""Which view belongs to which page; it is loaded when its page is first turned to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.papers import PackKind
from cpdesk.domain.plant import Meter
from cpdesk.presenters.pages import PAGES
from cpdesk.presenters.pages import Page as DeskPage

if TYPE_CHECKING:
    from cpdesk.presenters.browsing import Browser
    from cpdesk.ui.desk_view import DeskView
    from cpdesk.ui.parts import Page

BILL = "bill"  # its page is reached from that of consumption
_PACKS = {
    "application": PackKind.APPLICATION, "dossier": PackKind.DOSSIER,
    "report": PackKind.COMPLETION, "audit": PackKind.AUDIT,
}  # fmt: skip


def make_page(view: DeskView, word: str) -> Page:
    """The view of the page of that word, or of the bill."""
    if word in _PACKS:
        return _packs(view, _PACKS[word])
    make = _MADE.get(word)
    return make(view) if make else _forms(view, page_called(word))


def page_called(word: str) -> DeskPage:
    return next(each for each in PAGES if each.word == word)


def _months(view: DeskView) -> Page:
    from cpdesk.presenters.month_details import MonthDetails
    from cpdesk.presenters.months_grid import MonthsGrid
    from cpdesk.ui.months_page import MonthsPage, Wishes

    session = view.desk.session
    details = MonthDetails(session, view.runner, view.drawing)
    wishes = Wishes(view.enter_bill, view.open_month, lambda: view.begin(Meter),
                    view.import_wanted.emit)  # fmt: skip
    return MonthsPage(MonthsGrid(session), wishes, details)


def _overview(view: DeskView) -> Page:
    from cpdesk.presenters.overview import Overview
    from cpdesk.ui.overview_page import OverviewPage

    page = Overview(view.desk.session, view.drawing, view.desk.open_page)
    page.counted = lambda: view.navigation.show_counts(page.attention)

    def first() -> None:
        view.begin(Factory if view.desk.has_company else Company)

    return OverviewPage(page, lambda: view.enter_bill(None), first, view.import_wanted.emit)


def _bill(view: DeskView) -> Page:
    from cpdesk.presenters.bill_form import BillForm
    from cpdesk.ui.bill_page import BillPage

    form = BillForm(view.desk.session, view.runner)
    return BillPage(form, lambda: view.desk.open_page("months"))


def _savings(view: DeskView) -> Page:
    from cpdesk.presenters.savings_page import SavingsPage
    from cpdesk.ui.savings_page import SavingsPageView

    return SavingsPageView(SavingsPage(view.desk.session), view.begin, view.charts)


def _upgrades(view: DeskView) -> Page:
    from cpdesk.ui.upgrades_page import UpgradesPage

    desk, page = view.desk, page_called("upgrades")
    return UpgradesPage(
        desk.session, page, view.runner, view.drawing, view.begin, desk.open_page
    )


def _evidence(view: DeskView) -> Page:
    from cpdesk.presenters.evidence_page import EvidencePage
    from cpdesk.ui.evidence_page import EvidencePageView

    return EvidencePageView(EvidencePage(view.desk.session, view.runner, view.drawing))


def _packs(view: DeskView, kind: PackKind) -> Page:
    from cpdesk.bootstrap import open_beside
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.ui.packs_page import PacksPageView

    ws = view.desk.session.ws
    page = PacksPage(
        view.desk.session, kind, view.runner, lambda: open_beside(ws),
        view.proofs, view.drawing,
    )  # fmt: skip
    return PacksPageView(page, view.drawing)


def _official_form(view: DeskView) -> Page:
    from cpdesk.presenters.official_form import OfficialForm
    from cpdesk.ui.official_form_page import OfficialFormPage

    return OfficialFormPage(OfficialForm(view.desk.session, view.runner), view.drawing)


def _settings(view: DeskView) -> Page:
    from cpdesk.presenters.settings_page import SettingsPage
    from cpdesk.ui.settings_page import SettingsPageView

    page = SettingsPage(view.desk.session, view.runner, lambda: view.settings)
    made = SettingsPageView(page)
    made.language_wanted.connect(view.language_wanted)
    made.size_wanted.connect(view.size_wanted)
    made.theme_wanted.connect(view.theme_wanted)
    made.backup_wanted.connect(view.backup_wanted)
    made.copies_wanted.connect(view.copies_wanted)
    made.second_place_wanted.connect(view.second_place_wanted)
    made.second_place_wanted.connect(lambda place: page.keep_now() if place else made.refresh())
    return made


def _factors(view: DeskView) -> Page:
    from cpdesk.presenters.factors_page import FactorsPage

    return _browsed(FactorsPage(view.desk.session), "factors")


def _schemes(view: DeskView) -> Page:
    from cpdesk.presenters.schemes_page import SchemesPage

    return _browsed(SchemesPage(view.desk.session), "schemes")


def _history(view: DeskView) -> Page:
    from cpdesk.presenters.history_page import HistoryPage

    return _browsed(HistoryPage(view.desk.session), "history")


def _browsed(browser: Browser, word: str) -> Page:
    from cpdesk.ui.browse_and_forms import BrowseAndForms, BrowsePage

    page = page_called(word)
    return BrowseAndForms(browser, page) if page.kinds else BrowsePage(browser)


def _forms(view: DeskView, page: DeskPage) -> Page:
    from cpdesk.ui.form_page import FormPage

    return FormPage(view.desk.session, page)


_MADE: Mapping[str, Callable[[DeskView], Page]] = {
    BILL: _bill, "months": _months, "overview": _overview, "savings": _savings,
    "upgrades": _upgrades, "evidence": _evidence, "form": _official_form,
    "settings": _settings, "factors": _factors, "schemes": _schemes, "history": _history,
}  # fmt: skip
