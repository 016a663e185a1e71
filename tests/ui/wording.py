"""Everything that is said in words, and which of it is in the wrong language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from functools import cache

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QListView,
    QMenu,
    QTableView,
    QWidget,
)

from cpdesk.base.languages import NAMES, translator
from cpdesk.domain.record import KINDS, Record
from cpdesk.domain.words import LocalText
from tests.ui.looking import Fault, name_of, seen, told

_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST = 60  # rows of a table or list
# Names of keys and of kinds of files are the same in every language.
_SAME = ("Ctrl Alt Shift Enter Del Esc Tab PgUp PgDown cpdesk EN txt pdf xlsx png svg csv tce KB "
         "NAR kgce kgCO SSE PgDn")  # fmt: skip


def said(top: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Each text that is shown or read out, save what a person typed, with what says it."""
    for each in seen(top):
        texts = [each.toolTip(), each.accessibleName(), each.accessibleDescription()]
        if isinstance(each, QLabel | QAbstractButton):
            texts.append(each.text())
        if isinstance(each, QComboBox):
            texts.extend(each.itemText(at) for at in range(each.count()))
        if isinstance(each, QMenu):
            texts.extend(action.text() for action in each.actions())
        if isinstance(each, QTableView | QListView):
            texts.extend(_of_model(each.model(), isinstance(each, QTableView)))
        if hasattr(each, "placeholderText"):
            texts.append(each.placeholderText())
        texts.append(name_of(each))
        yield from ((text, each) for text in texts if text)


def _of_model(model: QAbstractItemModel | None, table: bool) -> Iterator[str]:
    if model is None:
        return
    columns = range(min(model.columnCount(), _MOST) if table else 1)
    for row in range(min(model.rowCount(), _MOST)):
        yield str(model.headerData(row, Qt.Orientation.Vertical) or "")
        for column in columns:
            at = model.index(row, column)
            yield str(at.data() or "")
            yield str(at.data(Qt.ItemDataRole.ToolTipRole) or "")
    for column in columns:
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def foreign(top: QWidget, language: str, typed: frozenset[str]) -> Iterator[Fault]:
    """Words that no text of this Chinese has and nobody typed; characters of the other Chinese."""
    known = words_of(language) | typed
    for text, widget in said(top):
        strange = [each for each in _WORD.findall(text) if each.casefold() not in known]
        strange += [each for each in _HAN.findall(text)
                    if not _is_of(each, language) and each not in known]  # fmt: skip
        for each in dict.fromkeys(strange):
            yield Fault(f"'{each}' in '{text}'", told(widget))


def _is_of(character: str, language: str) -> bool:
    """Whether the usual characters of Hong Kong, or of the Mainland, have it among them."""
    try:
        character.encode("big5hkscs" if language == "zh_Hant" else "gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def words_of(language: str) -> frozenset[str]:
    """Words and characters of all texts of a language."""
    texts = translator(language)._catalogue._catalog.values()
    return pieces(*texts, *NAMES.values(), _SAME)


def pieces(*texts: str) -> frozenset[str]:
    found = (each for text in texts for each in (*_WORD.findall(text), *_HAN.findall(text)))
    return frozenset(each.casefold() for each in found)


def typed_into(record: Record) -> frozenset[str]:
    """Every word and character in a record."""
    every = (getattr(each, field.name) for kind in KINDS for each in record.all(kind)
             for field in fields(each))  # fmt: skip
    return pieces(*(text for value in every for text in _texts(value)))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, LocalText):
        return (value.en, value.zh_Hant, value.zh_Hans)
    return () if isinstance(value, Enum) else (str(value),)
