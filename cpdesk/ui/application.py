"""The Qt application: style, fonts, Qt's own words, and what happens when the program fails."""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator, Signal, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from cpdesk.base.languages import translator
from cpdesk.base.loading import load_in_hand
from cpdesk.base.paths import log_folder, resource
from cpdesk.base.settings import load_settings
from cpdesk.presenters.fault_report import report_of
from cpdesk.ui import look
from cpdesk.ui.crash import CrashDialog
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.one_window import Door, handed_over
from cpdesk.ui.opening import take_start
from cpdesk.ui.parts import hand_on
from cpdesk.ui.tidying import Tidying

if TYPE_CHECKING:
    from cpdesk.ui.splash import Splash

STOPS = "stopped.txt"
_OPEN: list[TextIO] = []
# Qt's own buttons: it has no file for our names, nor for zh_HK.
QT_FILES = {"zh_Hant": "qtbase_zh_TW", "zh_Hans": "qtbase_zh_CN"}
SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
# For these kinds of widgets Windows has a font of its own, which it keeps to unless asked by name.
WINDOWS_OWN = ("QMenu", "QMenuBar", "QAbstractItemView", "QMessageBox", "QStatusBar", "QTipLabel",
               "QTitleBar", "QToolButton", "QComboMenuItem")  # fmt: skip
# Milliseconds after the start until what it did without is loaded: what hears of second starts,
# what the end of the session asks for, and what other pages are made of.
_SEEN, _SOON, _IDLE = 100, 300, 2000
_LATER = (
    "cpdesk.ui.months_page", "cpdesk.ui.month_side", "cpdesk.services.pasting",
    "cpdesk.presenters.savings_expected", "cpdesk.presenters.savings_measured",
    "cpdesk.ui.savings_page", "cpdesk.services.saving.models", "cpdesk.presenters.effect_charts",
    "cpdesk.presenters.chart_values", "cpdesk.documents.charts.style",
    "matplotlib.backends.backend_agg", "cpdesk.ui.packs_page", "cpdesk.services.orders",
    "cpdesk.services.pack_form", "cpdesk.ui.upgrades_page", "cpdesk.presenters.upgrade_details",
    "cpdesk.services.upgrade_register", "cpdesk.ui.evidence_page", "cpdesk.ui.browse_and_forms",
    "cpdesk.ui.settings_page", "cpdesk.ui.official_form_page",
)  # fmt: skip


class Faults(QObject):
    """An exception from any thread is written down, then shown on the main thread."""

    _happened = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self._shown: CrashDialog | None = None
        self._happened.connect(self._show)

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):  # ended from a console: no fault
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, error, trace, (("Qt", qVersion), ("Language", self._tongue)))
        logging.getLogger("cpdesk").error("%s", report)
        self._happened.emit(report)

    def _tongue(self) -> str:
        return self.language

    def _show(self, report: str) -> None:
        """One dialog at a time: a fault in what is painted would bring one with every frame."""
        if self._shown is not None:
            self._shown.add(report)
            return
        self._shown = CrashDialog(translator(self.language), report)
        try:
            self._shown.exec()
        finally:
            self._shown = None


class Appearance:
    """Fonts, colours and Qt's own words, in the language of the window."""

    def __init__(self, application: QApplication, text_size: int, theme: str = "light") -> None:
        self.application = application
        self.text_size, self.theme = text_size, theme
        self.language = "en"
        self._qt_words = QTranslator()
        application.setStyle("Fusion")
        self._colour()
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow())
        look.load_fonts()
        application.setWindowIcon(QIcon(str(resource("icons", "cpdesk.svg"))))

    def resize_text(self, points: int) -> None:
        """Take another size for all texts."""
        self.text_size = points
        self.speak(self.language)

    def show_theme(self, theme: str) -> None:
        """Take the colours of a theme: `light`, `dark`, or as the `system` has them."""
        self.theme = theme
        self._colour()
        self._style()

    def _follow(self) -> None:
        """The user has just told the system to be dark, or light again."""
        if self.theme == "system":
            self.show_theme(self.theme)

    def _colour(self) -> None:
        hints = self.application.styleHints()
        if self.theme == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(SCHEMES[self.theme])  # the frame around the window follows
        dark = self.theme == "dark" or hints.colorScheme() is Qt.ColorScheme.Dark
        look.show_in(look.DARK if dark else look.LIGHT)
        self.application.setPalette(look.palette())

    def _style(self) -> None:
        sheet = look.style_sheet(self.text_size)
        if sheet != self.application.styleSheet():
            self.application.setStyleSheet(sheet)
        font = QApplication.font()
        for each in WINDOWS_OWN:  # a new sheet brings them back
            if QApplication.font(each) != font:
                self.application.setFont(font, each)

    def speak(self, language: str) -> None:
        """Take the font and Qt's own words of a language."""
        self.language = language
        self.application.setFont(look.font(language, self.text_size))
        self._style()
        for window in self.application.topLevelWidgets():
            if window.isVisible():
                hand_on(window)
        self.application.removeTranslator(self._qt_words)
        self._qt_words = QTranslator()
        if language in QT_FILES and self._qt_words.load(QT_FILES[language], qt_folder()):
            self.application.installTranslator(self._qt_words)


def qt_folder() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)


def run(words: Sequence[str], splash: Splash | None = None) -> int:
    """Show the window, with a record if one is named; the exit code.

    A splash that is shown already goes with it, and no other window is open then.
    """
    name_for_the_taskbar()
    application = QApplication.instance() or QApplication([sys.argv[0], *words])
    if splash is None and handed_over(words):
        return 0
    QGuiApplication.setApplicationDisplayName("cpdesk")
    settings = load_settings()
    faults = Faults(settings.language)
    start_log()
    stopped = watch_for_stops()
    sys.excepthook = faults.hook
    appearance = Appearance(application, settings.text_size, settings.theme)
    appearance.speak(settings.language)

    def spoken(language: str) -> None:
        faults.language = language
        appearance.speak(language)

    window = MainWindow(spoken, appearance.resize_text, appearance.show_theme)
    if splash is not None:
        splash.make_way(window)
    if words:
        window.begin_with(Path(words[0]))
    window.show()
    QTimer.singleShot(_SEEN, lambda: open_door(window))
    QTimer.singleShot(_SOON, lambda: heed_the_session(window))
    if stopped:
        QTimer.singleShot(0, lambda: show_stop(faults.language, stopped))
    QTimer.singleShot(_IDLE, load_the_rest)
    QTimer.singleShot(_IDLE, lambda: remember_start(window))
    gc.freeze()
    Tidying(window)
    code = application.exec()
    shut(window)
    return int(code)


def shut(window: MainWindow) -> None:
    """The window is gone: a start from now on is one of its own, and copies on their way end."""
    for door in window.findChildren(Door):
        door.close()
    window.copies.finish()


def remember_start(window: MainWindow) -> None:
    """How long this start took until the window was shown, for the next one."""
    from cpdesk.base.age import process_age

    age = process_age()
    if age is None:
        return
    took = round(age - (monotonic() - window.shown_at), 1)
    if took != window.settings.last_start:
        window.change(last_start=took)


def open_door(window: MainWindow) -> Door:
    """From now on a second start comes to this window."""
    door = Door(lambda path: take_start(window, path), window)
    door.listen()
    return door


def heed_the_session(window: MainWindow) -> QObject:
    """From now on the record is closed in order also where the whole PC is shut down."""
    from cpdesk.ui.session_end import SessionEnd

    return SessionEnd(window)


def name_for_the_taskbar() -> None:
    """Started from Python, the window would stand among Python's own in the taskbar of Windows.

    A frozen program is known by its file, to which its start menu entry and pins belong too.
    """
    if sys.platform == "win32" and not getattr(sys, "frozen", False):
        ctypes.WinDLL("shell32").SetCurrentProcessExplicitAppUserModelID("cpdesk")


def load_the_rest() -> Thread:
    """What other pages compute and draw with is loaded while nobody waits for it."""

    def load() -> None:
        load_in_hand()
        for name in _LATER:
            import_module(name)

    loading = Thread(target=load, name="cpdesk-loading")
    loading.start()
    return loading


def start_log() -> None:
    """Faults of the program go to a file of this PC; nothing of a record goes in."""
    handler = logging.FileHandler(log_folder() / "cpdesk.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.getLogger("cpdesk").addHandler(handler)


def watch_for_stops() -> str:
    """Where a library takes the whole program down, it still writes where; what it wrote before.

    The file stays open as long as the program runs, for then nothing can be opened any more.
    """
    path = log_folder() / STOPS
    try:
        before = path.read_text("utf-8", "replace") if path.exists() else ""
        file = path.open("w", encoding="utf-8")
    except OSError:  # another window of the program writes there
        return ""
    faulthandler.enable(file)
    _OPEN.append(file)
    return before


def show_stop(language: str, report: str) -> None:
    """Tell of a run that ended without a word."""
    CrashDialog(translator(language), report, stopped=True).exec()
