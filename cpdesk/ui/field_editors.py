"""A box for each kind of field; each gives what was typed when it is confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cpdesk.base.languages import Translator
from cpdesk.presenters.form_fields import FieldKind, FormField, Raw
from cpdesk.ui.boxes import LineBox, LongBox
from cpdesk.ui.parts import Choice, label, restyle

RIGHT, LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
_FIGURES = (FieldKind.DECIMAL, FieldKind.INTEGER)
_TICKS, _AROUND = 4, 10  # rows of ticks that are seen at once; pixels around them
_TAGS = {"en": "EN", "zh_Hant": "繁", "zh_Hans": "简"}


class FieldEditor(QWidget):
    """Label above, box, and beneath it the problem or the hint."""

    confirmed = Signal(str, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.words, self.beneath = label("label", wraps=True), label("hint", wraps=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.words)
        self._column.addWidget(self.make_box())
        self._column.addWidget(self.beneath)
        self._column.addStretch(1)

    def load(self, t: Translator, field: FormField) -> None:
        """Show a field; what is being typed at the moment is left alone."""
        needed = " *" if field.needed else ""
        number = f"  {field.number}" if field.number else ""
        self.words.setText(f"{field.label}{needed}{number}")
        restyle(self.beneath, "rank", "problem" if field.problem else "hint")
        self.beneath.setText(field.problem or field.hint)
        self.beneath.setVisible(bool(field.problem or field.hint))
        for box in self.boxes():
            restyle(box, "finding", "error" if field.problem else "")
            box.setAccessibleName(field.label)
            box.setAccessibleDescription(field.problem or field.hint)
        if not self._being_typed():
            self.put(t, field)

    def take_focus(self, language: str = "") -> None:
        """Go to the first box, or to the one of the language (`en`, or `zh` for Chinese)."""
        self.box_of(language).setFocus(Qt.FocusReason.OtherFocusReason)

    def box_of(self, language: str) -> QWidget:
        return self.boxes()[0]

    def confirm(self) -> None:
        """Confirm what is being typed, as leaving the box would."""

    def tell(self) -> None:
        self.confirmed.emit(self.name, self.typed())

    def _being_typed(self) -> bool:
        return any(box.hasFocus() and _modified(box) for box in self.boxes())

    def make_box(self) -> QWidget:
        raise NotImplementedError

    def boxes(self) -> list[QWidget]:
        raise NotImplementedError

    def put(self, t: Translator, field: FormField) -> None:
        raise NotImplementedError

    def typed(self) -> Raw:
        raise NotImplementedError


def _modified(box: QWidget) -> bool:
    if isinstance(box, QLineEdit):
        return box.isModified()
    return isinstance(box, QPlainTextEdit) and box.document().isModified()


class Line(FieldEditor):
    """Text, figures and dates: one line, confirmed by Enter or by leaving it."""

    def make_box(self) -> QWidget:
        self.box = LineBox()
        self.box.editingFinished.connect(self.confirm)
        return self.box

    def confirm(self) -> None:
        if self.box.isModified():
            self.box.setModified(False)
            self.tell()

    def boxes(self) -> list[QWidget]:
        return [self.box]

    def put(self, t: Translator, field: FormField) -> None:
        if self.box.text() != str(field.value or ""):
            self.box.setText(str(field.value or ""))
        self.box.setModified(False)
        self.box.setAlignment(RIGHT if field.kind in _FIGURES else LEFT)
        if field.kind is FieldKind.DATE:
            self.box.setPlaceholderText(t("As 2026-03-05"))

    def typed(self) -> Raw:
        return self.box.text()


class Long(FieldEditor):
    """A text of several lines, confirmed by leaving it."""

    def make_box(self) -> QWidget:
        self.box = LongBox()
        self.box.left.connect(self.tell)
        return self.box

    def confirm(self) -> None:
        self.box.confirm()

    def boxes(self) -> list[QWidget]:
        return [self.box]

    def put(self, t: Translator, field: FormField) -> None:
        if self.box.toPlainText() != str(field.value or ""):
            self.box.setPlainText(str(field.value or ""))
        self.box.document().setModified(False)

    def typed(self) -> Raw:
        return self.box.toPlainText()


class LocalLine(FieldEditor):
    """The same text in three languages, one line each."""

    def make_box(self) -> QWidget:
        group = QWidget()
        rows = QGridLayout(group)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(4)
        rows.setColumnMinimumWidth(0, 20)
        self._boxes: dict[str, QWidget] = {}
        for at, (language, tag) in enumerate(_TAGS.items()):
            self._boxes[language] = self._make_one()
            rows.addWidget(label("hint", tag), at, 0)
            rows.addWidget(self._boxes[language], at, 1)
        return group

    def _make_one(self) -> QWidget:
        box = LineBox()
        box.editingFinished.connect(self.confirm)
        return box

    def confirm(self) -> None:
        typed = [box for box in self._boxes.values() if box.isModified()]
        for box in typed:
            box.setModified(False)
        if typed:
            self.tell()

    def box_of(self, language: str) -> QWidget:
        return self._boxes.get("zh_Hant" if language == "zh" else language, self.boxes()[0])

    def boxes(self) -> list[QWidget]:
        return list(self._boxes.values())

    def put(self, t: Translator, field: FormField) -> None:
        for language, box in self._boxes.items():
            text = field.value.get(language, "") if isinstance(field.value, dict) else ""
            if box.text() != text:
                box.setText(text)
            box.setModified(False)

    def typed(self) -> Raw:
        return {language: box.text() for language, box in self._boxes.items()}


class LocalLong(LocalLine):
    """The same long text in three languages."""

    def _make_one(self) -> QWidget:
        box = LongBox()
        box.left.connect(self.tell)
        return box

    def confirm(self) -> None:
        for box in self._boxes.values():
            box.confirm()

    def put(self, t: Translator, field: FormField) -> None:
        for language, box in self._boxes.items():
            text = field.value.get(language, "") if isinstance(field.value, dict) else ""
            if box.toPlainText() != text:
                box.setPlainText(text)
            box.document().setModified(False)

    def typed(self) -> Raw:
        return {language: box.toPlainText() for language, box in self._boxes.items()}


class OneOf(FieldEditor):
    """A member of a choice, or the entity that is meant."""

    def make_box(self) -> QWidget:
        self.box = Choice()
        self.box.chosen.connect(lambda _value: self.tell())
        return self.box

    def boxes(self) -> list[QWidget]:
        return [self.box]

    def put(self, t: Translator, field: FormField) -> None:
        told = any(value == "" for value, _ in field.options)
        nothing = (("", ""),) if not told and (field.optional or not field.value) else ()
        self.box.offer((*nothing, *field.options), str(field.value or ""))

    def typed(self) -> Raw:
        return self.box.value


class YesNo(FieldEditor):
    """Yes, no, or not said."""

    def make_box(self) -> QWidget:
        self.box = Choice()
        self.box.chosen.connect(lambda _value: self.tell())
        return self.box

    def boxes(self) -> list[QWidget]:
        return [self.box]

    def put(self, t: Translator, field: FormField) -> None:
        nothing = (("", ""),) if field.optional else ()
        current = "" if field.value is None else ("yes" if field.value else "no")
        self.box.offer((*nothing, ("yes", t("Yes")), ("no", t("No"))), current)

    def typed(self) -> Raw:
        return {"yes": True, "no": False}.get(self.box.value)


class SeveralOf(FieldEditor):
    """Any number of entities, ticked."""

    def make_box(self) -> QWidget:
        self.box = QListWidget()
        self.box.setObjectName("ticks")
        self.box.itemChanged.connect(lambda _item: self.tell())
        return self.box

    def boxes(self) -> list[QWidget]:
        return [self.box]

    def put(self, t: Translator, field: FormField) -> None:
        self.box.blockSignals(True)
        self.box.clear()
        for value, words in field.options:
            item = QListWidgetItem(words, self.box)
            item.setData(Qt.ItemDataRole.UserRole, value)
            ticked = isinstance(field.value, tuple) and value in field.value
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.box.blockSignals(False)
        row = max(self.box.sizeHintForRow(0), self.box.fontMetrics().height())
        shown = min(max(1, self.box.count()), _TICKS)
        self.box.setFixedHeight(shown * row + _AROUND)

    def typed(self) -> Raw:
        items = [self.box.item(at) for at in range(self.box.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )


EDITORS: dict[FieldKind, type[FieldEditor]] = {
    FieldKind.TEXT: Line,
    FieldKind.DECIMAL: Line,
    FieldKind.INTEGER: Line,
    FieldKind.DATE: Line,
    FieldKind.LONG_TEXT: Long,
    FieldKind.LOCAL_TEXT: LocalLine,
    FieldKind.LOCAL_LONG_TEXT: LocalLong,
    FieldKind.YES_NO: YesNo,
    FieldKind.CHOICE: OneOf,
    FieldKind.REFERENCE: OneOf,
    FieldKind.REFERENCES: SeveralOf,
}
WIDE = {FieldKind.LONG_TEXT, FieldKind.LOCAL_TEXT, FieldKind.LOCAL_LONG_TEXT,
        FieldKind.REFERENCES}  # fmt: skip
