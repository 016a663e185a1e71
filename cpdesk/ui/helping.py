"""The menu that helps: the guide, opened where one is, and what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from cpdesk import __version__
from cpdesk.ui.dialogs import answer_of

if TYPE_CHECKING:
    from cpdesk.ui.guide_window import GuideWindow
    from cpdesk.ui.main_window import MainWindow


class Helping:
    """What is asked of the menu; the guide is made when it is first wanted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.guide: GuideWindow | None = None

    def open_guide(self) -> None:
        """The guide at the chapter about the page that is shown."""
        from cpdesk.presenters.guide import Guide
        from cpdesk.ui.guide_window import GuideWindow

        window = self._window
        record = window.desk.session.record if window.desk else None
        if self.guide is None:
            self.guide = GuideWindow(Guide(window.t, record), window)
        else:
            self.guide.guide.speak(window.t, record)
        self.guide.guide.open_page(window.view.topic if window.view else "welcome")
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()

    def retell(self) -> None:
        """The guide goes on in the language of the window."""
        window, desk = self._window, self._window.desk
        if self.guide is not None and self.guide.guide.t.language != window.t.language:
            self.guide.guide.speak(window.t, desk.session.record if desk else None)

    def about(self) -> None:
        """Name, version and licences."""
        t = self._window.t
        box = QMessageBox(self._window)
        box.setWindowTitle(t("About cpdesk"))
        box.setText(f"cpdesk {__version__}")
        box.setInformativeText("\n\n".join((
            t("An independent program under the MIT licence. It is neither made nor endorsed by "
              "the Programme's secretariat."),
            t("It uses Qt for Python (LGPL 3) and the Noto Sans fonts (SIL Open Font License). "
              "It never connects to a network."),
        )))  # fmt: skip
        box.addButton(t("Close"), QMessageBox.ButtonRole.AcceptRole)
        answer_of(box)
