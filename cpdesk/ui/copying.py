"""What a table or a small drawing shows goes to the clipboard: as figures, or as a picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cpdesk.presenters.session import Session

_TWICE = 2.0  # dots of the picture to a pixel


class Copies(QObject):
    """A right click offers both; Ctrl+C copies the figures where the widget has the keys."""

    def __init__(self, widget: QWidget, session: Session, text: Callable[[], str]) -> None:
        super().__init__(widget)
        self._widget, self._session, self._text = widget, session, text
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(self._offer)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own lists would copy one cell."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and (
            event.matches(QKeySequence.StandardKey.Copy)
        ):
            self.figures()
            return True
        return False

    def figures(self) -> None:
        """As lines with tabs, as any spreadsheet takes them."""
        QGuiApplication.clipboard().setText(self._text())
        self._tell()

    def picture(self) -> None:
        """As it is seen, in twice as many dots where the screen has no more."""
        shown = self._widget.grab().toImage()
        wide = round(max(_TWICE, shown.devicePixelRatio()) / shown.devicePixelRatio()
                     * shown.width())  # fmt: skip
        smooth = Qt.TransformationMode.SmoothTransformation
        QGuiApplication.clipboard().setImage(shown.scaledToWidth(wide, smooth))
        self._tell()

    def menu(self) -> QMenu:
        """It goes once it is closed."""
        t, menu = self._session.t, QMenu(self._widget)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(f"{t('Copy the figures')}\tCtrl+C", self.figures)
        menu.addAction(t("Copy the picture"), self.picture)
        return menu

    def _offer(self, where: QPoint) -> None:
        self.menu().popup(self._widget.mapToGlobal(where))

    def _tell(self) -> None:
        self._session.changed(self._session.t("It is in the clipboard."))
