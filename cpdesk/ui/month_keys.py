"""The keys of the months grid, as in Excel: what each wishes of the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from cpdesk.ui.month_table import MonthTable

    Wish = Callable[[MonthTable], object]

_KEYS = Qt.Key
ARROWS = {
    int(_KEYS.Key_Up): (-1, 0), int(_KEYS.Key_Down): (1, 0),
    int(_KEYS.Key_Left): (0, -1), int(_KEYS.Key_Right): (0, 1),
}  # fmt: skip
_STANDARD = QKeySequence.StandardKey


def wish_of(event: QKeyEvent) -> Wish | None:
    """What a key means to the table; None where Qt knows it already, as the bare arrows."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    for key, wish in _standard().items():
        if event.matches(key):
            return wish
    return _with_control(event.key(), shift) if control else _alone(event.key(), shift)


def _standard() -> dict[QKeySequence.StandardKey, Wish]:
    return {
        _STANDARD.Copy: lambda table: table.copy(),
        _STANDARD.Cut: lambda table: table.cut(),
        _STANDARD.Paste: lambda table: table.paste(),
        _STANDARD.SelectAll: lambda table: table.choose_all(),
        _STANDARD.Delete: lambda table: table.empty(),
    }


def _with_control(key: int, shift: bool) -> Wish | None:
    if key in ARROWS:
        down, right = ARROWS[key]
        return lambda table: table.jump(down, right, shift)
    plain: dict[int, Wish] = {
        _KEYS.Key_D: lambda table: table.fill(down=True),
        _KEYS.Key_R: lambda table: table.fill(down=False),
        _KEYS.Key_Home: lambda table: table.leap(0, 0, shift),
        _KEYS.Key_End: lambda table: table.leap(-1, -1, shift),
        _KEYS.Key_Space: lambda table: table.choose_line(column=True),
        _KEYS.Key_Return: lambda table: table.open_current(),
        _KEYS.Key_Enter: lambda table: table.open_current(),
    }
    if key == _KEYS.Key_C and shift:
        return lambda table: table.copy(heads=True)
    return plain.get(key)


def _alone(key: int, shift: bool) -> Wish | None:
    if key in (_KEYS.Key_Return, _KEYS.Key_Enter):
        return lambda table: table.go(-1 if shift else 1, 0)
    if key in ARROWS and shift:
        return partial(_extended, ARROWS[key])
    plain: dict[int, Wish] = {
        _KEYS.Key_Backspace: lambda table: table.edit_empty(),
        _KEYS.Key_PageUp: lambda table: table.turn_year(-1),
        _KEYS.Key_PageDown: lambda table: table.turn_year(1),
        _KEYS.Key_Home: lambda table: table.leap(table.currentIndex().row(), 0, shift),
        _KEYS.Key_End: lambda table: table.leap(table.currentIndex().row(), -1, shift),
    }
    if key == _KEYS.Key_Space and shift:
        return lambda table: table.choose_line(column=False)
    return plain.get(key)


def _extended(step: tuple[int, int], table: MonthTable) -> None:
    table.extend(*step)
