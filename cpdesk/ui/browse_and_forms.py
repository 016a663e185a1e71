"""A page that browses one kind of thing, and beside it has the forms that belong to it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from cpdesk.domain.entity import Entity
from cpdesk.presenters.browsing import Browser
from cpdesk.presenters.pages import Page as DeskPage
from cpdesk.presenters.pages import Way
from cpdesk.ui.browse_page import BrowsePane
from cpdesk.ui.form_page import FormPage, FormPane
from cpdesk.ui.parts import Page, PageHead

BROWSE = "browse"


class BrowsePage(Page):
    """A browser under a head."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.browser, self.pane = browser, BrowsePane(browser)
        self.head = PageHead()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.pane, 1)
        browser.session.listen(self.refresh)

    def show_now(self) -> None:
        self.head.title.setText(self.browser.title)
        self.head.about.setText(self.browser.about)


class BrowseAndForms(FormPage):
    """Browsing is the first of the segments, the forms are the others."""

    def __init__(self, browser: Browser, page: DeskPage) -> None:
        super().__init__(browser.session, page)
        self.browser, self.browsing = browser, BrowsePane(browser)
        self.browses = True
        self.stack.addWidget(self.browsing)

    def show_now(self) -> None:
        if self.browses:
            self._show_browsing()
        else:
            super().show_now()
            self.head.about.setText("")
        t = self.session.t
        kinds = [(kind.word, t(kind.title)) for kind in self.page.kinds]
        now = BROWSE if self.browses else self.current.word
        self.kinds.offer([(BROWSE, t("Browse")), *kinds], now, t("Kind"))
        self.kinds.show()

    def _show_browsing(self) -> None:
        """No form is shown for it, not even for a moment: it may have lost its entry."""
        self.head.title.setText(self.browser.title)
        self.head.about.setText(self.browser.about)
        self.add.hide()
        self.stack.setCurrentWidget(self.browsing)

    def lead_to(self, way: Way) -> None:
        self.browses = way.kind is None
        super().lead_to(way)

    def begin(self, kind: type[Entity]) -> FormPane:
        self.browses = False
        return super().begin(kind)

    def _choose(self, word: str) -> None:
        self.browses = word == BROWSE
        if self.browses:
            self.confirm()
            self.refresh()
        else:
            super()._choose(word)
