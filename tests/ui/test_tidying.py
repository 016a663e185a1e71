"""What refers to itself goes in the thread of the window, and only there."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cpdesk.ui import tidying
from cpdesk.ui.tidying import Tidying


class Knot:
    """Refers to itself."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture
def tidy(qapp: QApplication) -> Iterator[Tidying]:
    window = QObject(qapp)
    gc.enable()
    made = Tidying(window)
    gc.collect()
    yield made
    window.deleteLater()


def knots(n: int) -> list[weakref.ref[Knot]]:
    return [weakref.ref(Knot()) for _ in range(n)]


def test_new_things_go_soon_and_in_this_thread(tidy: Tidying) -> None:
    gone: list[int] = []
    made = [weakref.ref(Knot(), lambda _ref: gone.append(threading.get_ident()))
            for _ in range(2 * tidying._YOUNG)]  # fmt: skip
    worker = threading.Thread(target=knots, args=(2 * tidying._YOUNG,))
    worker.start()
    worker.join()
    assert not gone, "Python's own collector rests, in the worker too"
    tidy.look()
    assert len(gone) == len(made)
    assert set(gone) == {threading.get_ident()}


def test_old_things_go_when_it_has_become_quiet(tidy: Tidying) -> None:
    old = Knot()
    seen = weakref.ref(old)
    for _ in range(2):
        gc.collect(1)
    knots(2 * tidying._YOUNG)
    tidy.look()
    del old
    for _ in range(tidying._STILL - 1):
        tidy.look()
    assert seen() is not None
    tidy.look()
    assert seen() is None
    assert not gc.isenabled()
