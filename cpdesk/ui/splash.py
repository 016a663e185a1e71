"""What is shown while a slow PC loads the program: its icon, name and version."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSplashScreen, QWidget

from cpdesk import __version__
from cpdesk.base.paths import resource
from cpdesk.base.settings import Settings
from cpdesk.ui import look
from cpdesk.ui.look import Tokens
from cpdesk.ui.one_window import handed_over

_SIZE, _ICON, _EDGE, _GAP = QSize(360, 152), 64, 32, 20
_NAME, _VERSION = 28, 13  # pixels
_LINE = 3  # of the accent, on the left


def announce(words: Sequence[str], settings: Settings) -> Splash | None:
    """Show it before anything else is loaded; None where a window that is open takes the start."""
    application = QApplication.instance() or QApplication([sys.argv[0], *words])
    if handed_over(words):
        return None
    ratio = application.primaryScreen().devicePixelRatio()
    made = Splash(_tokens(application, settings.theme), ratio)
    made.show()
    application.processEvents()
    return made


class Splash(QSplashScreen):
    """Gone with the first window that is shown."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        look.load_fonts()
        super().__init__(picture(tokens, ratio))
        self.setWindowTitle("cpdesk")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # it is not the last window

    def make_way(self, window: QWidget) -> None:
        """Close as this window is shown."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            watched.removeEventFilter(self)
            self.close()
            self.deleteLater()
        return False


def picture(tokens: Tokens, ratio: float) -> QPixmap:
    """The whole of it; `ratio` is how many dots of the screen make one of its pixels."""
    made = QPixmap(_SIZE * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(tokens.base))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = (_SIZE.height() - _ICON) // 2
    icon = QIcon(str(resource("icons", "cpdesk.svg")))
    icon.paint(painter, QRect(_EDGE, top, _ICON, _ICON))
    painter.setPen(QColor(tokens.line2))
    painter.drawRect(QRectF(0.5, 0.5, _SIZE.width() - 1, _SIZE.height() - 1))
    painter.fillRect(0, 0, _LINE, _SIZE.height(), QColor(tokens.accent))
    left, wide = _EDGE + _ICON + _GAP, _SIZE.width() - 2 * _EDGE - _ICON - _GAP
    half = _ICON // 2
    _write(painter, QRect(left, top - 4, wide, half + 8), "cpdesk", _NAME, tokens.text, bold=True)
    _write(painter, QRect(left, top + half + 6, wide, half), __version__, _VERSION, tokens.text2)
    painter.end()
    return made


def _write(
    painter: QPainter, room: QRect, text: str, pixels: int, colour: str, *, bold: bool = False
) -> None:
    font = QFont()
    font.setFamilies(look.families("en"))
    font.setPixelSize(pixels)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _tokens(application: QApplication, theme: str) -> Tokens:
    """The colours that the window will have."""
    asked = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    dark = theme == "dark" or (theme == "system" and asked)
    return look.DARK if dark else look.LIGHT
