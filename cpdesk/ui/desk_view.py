"""An open record: the navigation column and the stack of its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.base.settings import Settings
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters.desk import Desk
from cpdesk.presenters.pages import Page as DeskPage
from cpdesk.presenters.pages import Way, page_of
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.ui.desk_pages import BILL, make_page
from cpdesk.ui.navigation import Navigation
from cpdesk.ui.panes import PageStack, sideways
from cpdesk.ui.parts import Page, StateBar
from cpdesk.ui.runner import WorkRunner

if TYPE_CHECKING:
    from cpdesk.ui.bill_page import BillPage
    from cpdesk.ui.form_page import FormPage
    from cpdesk.ui.import_page import ImportPageView

CONSUMPTION = "months"
_IDLE = 1000  # milliseconds
_CLOSER = 3000  # milliseconds until a record that was opened is looked at closely
IMPORT = "import"  # what is shown while a file is looked at


class DeskView(QWidget):
    """The view of the desk; a page is made when it is first turned to."""

    import_wanted = Signal()
    copy_wanted = Signal()
    backup_wanted = Signal()
    copies_wanted = Signal()
    second_place_wanted = Signal(str)
    language_wanted = Signal(str)
    size_wanted = Signal(int)
    theme_wanted = Signal(str)

    def __init__(self, desk: Desk, runner: WorkRunner, told: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.desk = desk
        self.runner = runner
        self.drawing = WorkRunner(self)  # pictures wait for no other work, and nothing for them
        self.charts = WorkRunner(self)  # soon drawn, and wait for nothing that takes longer
        self.proofs = WorkRunner(self)  # papers that are only looked at: given up, not waited for
        self._told = told
        self.settings = Settings()
        self._pages: dict[str, Page] = {}
        self._importing: ImportPageView | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self._count)
        self.navigation = Navigation(desk)
        self.stack = PageStack()
        self.bar = StateBar(self.copy_wanted.emit)
        self.doubt: StateBar | None = None
        self.checks = WorkRunner(self)  # whether the record is as it was left: nobody waits for it
        self._rot: tuple[Finding, ...] = ()
        self._closer = QTimer(self, interval=0, singleShot=True)
        self._closer.timeout.connect(self._come_to_it)
        self._closer.start()
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
        self._idle.start()
        self._say_rot()
        self._told()

    def show_page(self, word: str) -> None:
        self.confirm()
        self.navigation.show_page(word)
        self.stack.setCurrentWidget(self.page(word))

    def show_way(self, way: Way) -> None:
        self.page(way.page).lead_to(way)

    def _count(self) -> None:
        """What needs attention is found out anew once nothing has changed for a while."""
        from cpdesk.ui.overview_page import OverviewPage

        page = self._pages.get("overview")
        if isinstance(page, OverviewPage):
            page.page.look()

    def confirm(self) -> None:
        """Confirm what is being typed, whatever is turned to or closed next."""
        for page in list(self._pages.values()):
            page.confirm()

    def leave(self) -> None:
        """Nothing reads the record any more."""
        self.confirm()
        self._idle.stop()
        self._closer.stop()
        if self._importing is not None:
            self._importing.page.stop()
        for each in (self.drawing, self.charts, self.proofs, self.checks):
            each.close()

    def _come_to_it(self) -> None:
        """A slow PC is counted from when the window lives, not from when it began to be made."""
        if self._closer.interval() == 0:
            self._closer.start(_CLOSER)
        else:
            self.look_closer()

    def look_closer(self) -> None:
        """Whether something in the record has changed by itself; it is shown across all pages."""
        store = self.desk.session.ws.store

        def work(job: Job) -> tuple[Finding, ...]:
            return store.rot(job.pause(""))

        self.checks.run(work, self._tell_rot, _unless_stopped, lambda _job: None)

    def _tell_rot(self, found: tuple[Finding, ...]) -> None:
        self._rot = found
        if found and self.doubt is None:
            self.doubt = StateBar(self._check)
            self._column.insertWidget(1, self.doubt)
        self._say_rot()

    def _say_rot(self) -> None:
        if self.doubt is not None:
            from cpdesk.presenters.rot import rot_words

            t = self.desk.session.t
            self.doubt.say(rot_words(t, self._rot), t("Check the record"))

    def _check(self) -> None:
        from cpdesk.ui.settings_page import SettingsPageView

        self.desk.open_page("settings")
        page = self.page("settings")
        if isinstance(page, SettingsPageView):
            page.page.check()

    @property
    def busy(self) -> bool:
        """Whether something that is shown is still being made."""
        return any(each.busy for each in (self.drawing, self.charts, self.proofs))

    def page(self, word: str) -> Page:
        """The page of a word, made if it was not yet."""
        if word not in self._pages:
            self._pages[word] = make_page(self, word)
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
        page = ImportPage(self.desk.session, path, self.runner)
        made = ImportPageView(page, self._end_import, self._hold)
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

    def _hold(self, held: bool) -> None:
        """Stay here while the record is written to: what is typed elsewhere would have to wait."""
        self.navigation.setEnabled(not held)

    def _end_import(self) -> None:
        if self._importing is not None:
            self.stack.removeWidget(self._importing)
            self._importing.deleteLater()
            self._importing = None
        self.desk.open_page(self.desk.page)
        self.page(self.desk.page).take_focus()

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
        """Its page is one of consumption, wherever it was opened."""
        self.confirm()
        self.desk.page = CONSUMPTION
        self.navigation.point_at(CONSUMPTION)
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
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(sideways(self.stack), 1)  # no page makes the window wider
        across.addLayout(column, 1)

    def _form_page(self, page: DeskPage) -> FormPage:
        from cpdesk.ui.form_page import FormPage

        made = self.page(page.word)
        if not isinstance(made, FormPage):
            raise TypeError(f"{page.word} is no page of forms")
        return made


def _unless_stopped(error: Exception) -> None:
    if not isinstance(error, Cancelled):
        raise error
