"""A monkey at the window: presses what it sees and types what it finds, the same with each seed."""

from __future__ import annotations

import random
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMenu, QWidget
from shiboken6 import isValid

from tests.ui import looking

_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F2, Qt.Key.Key_Space,
)  # fmt: skip
_HELD = (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_A,
         Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_D, Qt.Key.Key_R, Qt.Key.Key_B)  # fmt: skip
_TYPED = ("12500", "-3", "1.2萬", "2026-03-05", "紙鳶", "abc", "１２", "%", "{n}", "9" * 30)
_LATELY = 12  # acts told of with a fault
_ASKED = ("getOpenFileName", "getOpenFileNames", "getExistingDirectory")


class Monkey:
    """Acts from a timer, so that a dialog or menu that is in the way is acted on, too."""

    def __init__(self, window: QMainWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.acts = 0
        self.lately: deque[str] = deque(maxlen=_LATELY)
        self._wishes: tuple[tuple[int, Callable[[QWidget], None]], ...] = (
            (5, self._click), (4, self._type), (4, self._press), (2, self._hold), (1, self._turn),
        )  # fmt: skip

    def play(self, most: int, faults: Sequence[str]) -> None:
        """So many acts, one after the other, each from the loop of events; none after a fault."""
        loop = QEventLoop()

        def act() -> None:
            if self.acts >= most or faults:
                loop.quit()
                self._leave_what_is_open()  # its own loop would go on for ever
                return
            self.acts += 1
            QTimer.singleShot(0, act)  # first, for what is done now may open a loop of its own
            self._act()

        QTimer.singleShot(0, act)
        loop.exec()

    def _act(self) -> None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        if isinstance(top, QMenu):
            self._choose(top)
            return
        weights = [weight for weight, _ in self._wishes]
        _, wish = self.random.choices(self._wishes, weights)[0]
        wish(top)

    def _some(self, top: QWidget, kind: type[QWidget] | tuple[type[QWidget], ...]) -> QWidget:
        found = [each for each in looking.seen(top, kind)
                 if each.isEnabled() and not each.visibleRegion().isEmpty()]  # fmt: skip
        return self.random.choice(found or [top])

    def _click(self, top: QWidget) -> None:
        at = self._some(top, looking.OPERATED)
        inner = at.viewport() if hasattr(at, "viewport") else at
        place = QPoint(self.random.randrange(max(1, inner.width())),
                       self.random.randrange(max(1, inner.height())))  # fmt: skip
        steps = [QTest.mousePress, QTest.mouseRelease]
        if self.random.random() < 0.1:
            steps += [QTest.mouseDClick, QTest.mouseRelease]
        self.lately.append(f"click {looking.told(at)}")
        for step in steps:
            if isValid(inner) and inner.isVisible():  # else the step before has led elsewhere
                step(inner, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def _type(self, top: QWidget) -> None:
        at = _focused(top)
        words = self.random.choice(_TYPED)
        self.lately.append(f"type {words} into {looking.told(at)}")
        if words.isascii():
            QTest.keyClicks(at, words)
        else:
            from tests.ui.test_input_methods import compose

            compose(at, text=words)

    def _press(self, top: QWidget) -> None:
        at, key = _focused(top), self.random.choice(_KEYS)
        self.lately.append(f"{key} in {looking.told(at)}")
        QTest.keyClick(at, key)

    def _hold(self, top: QWidget) -> None:
        at, key = _focused(top), self.random.choice(_HELD)
        self.lately.append(f"Ctrl {key} in {looking.told(at)}")
        if key == Qt.Key.Key_V:
            QGuiApplication.clipboard().setText(self.random.choice(_TYPED) + "\t7\n8\t9")
        QTest.keyClick(at, key, Qt.KeyboardModifier.ControlModifier)

    def _turn(self, top: QWidget) -> None:
        """Another page or language, save by the keyboard or a click, as the menus do."""
        if top is not self.window:
            return
        item = self.random.choice(self.window.menuBar().actions()[1:])
        self._choose(item.menu())

    def _choose(self, menu: QMenu) -> None:
        """One of what a menu offers; a menu that is open is closed with it."""
        offered = [each for each in menu.actions() if each.isEnabled() and each.text()]
        menu.close()
        if offered:
            item = self.random.choice(offered)
            self.lately.append(f"menu {item.text()}")
            item.trigger()

    def _leave_what_is_open(self) -> None:
        for _ in range(20):
            top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if top is not None:
                top.close()
            QApplication.processEvents()


def _focused(top: QWidget) -> QWidget:
    """Where a key goes: never to what is closed, though Qt may not have told it yet."""
    at = QApplication.focusWidget()
    return at if at is not None and at.isVisible() else top


@contextmanager
def in_a_cage(folder: Path) -> Iterator[list[str]]:
    """Files are only chosen within a folder, nothing is opened outside; faults are collected."""
    faults: list[str] = []
    numbers = iter(range(100_000))

    def write(_parent: object, _title: str, name: str, kinds: str, *_: object) -> tuple[str, str]:
        return str(folder / f"{next(numbers)} {Path(name).name}"), kinds.split(";;")[0]

    def fail(kind: type[BaseException], error: BaseException, trace: object) -> None:
        import traceback

        faults.append("".join(traceback.format_exception(kind, error, trace)))

    with ExitStack() as stack:
        for name in _ASKED:
            nothing = "" if name == "getExistingDirectory" else ([] if name[-1] == "s" else "", "")
            stack.enter_context(patch.object(QFileDialog, name, lambda *_, a=nothing, **__: a))
        stack.enter_context(patch.object(QFileDialog, "getSaveFileName", write))
        stack.enter_context(patch.object(QDesktopServices, "openUrl", lambda _url: True))
        stack.enter_context(patch.object(sys, "excepthook", fail))
        yield faults
