"""A text in three languages, one of which is seen at a time; the others say what is missing."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpdesk.base.languages import NAMES, Translator
from cpdesk.presenters.form_fields import FormField, Raw
from cpdesk.ui.boxes import LineBox, LongBox
from cpdesk.ui.field_editors import FieldEditor
from cpdesk.ui.marks import Mark, icon
from cpdesk.ui.parts import label
from cpdesk.ui.segments import Segments

_LINE, _HIGH = 32, 112


class TongueLine(FieldEditor):
    """One line, in the language that is chosen above it."""

    def make_box(self) -> QWidget:
        self.needed: tuple[str, ...] = ()
        self.language = "en"
        self.tongues, self.count = Segments(), label("hint")
        self.tongues.chosen.connect(self.turn_to)
        self.stack, self._boxes = QStackedWidget(), {}
        for language in NAMES:
            self._boxes[language] = self.make_one()
            self.stack.addWidget(self._boxes[language])
        group = QWidget()
        column, above = QVBoxLayout(group), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        above.addWidget(self.tongues)
        above.addStretch(1)
        above.addWidget(self.count)
        column.addLayout(above)
        column.addWidget(self.stack)
        return group

    def make_one(self) -> QWidget:
        box = LineBox()
        box.editingFinished.connect(self.confirm)
        box.textChanged.connect(lambda _text: self._count())
        self.stack.setFixedHeight(_LINE)
        return box

    def turn_to(self, language: str) -> None:
        """Show the text in a language; what is being typed is confirmed first."""
        self.confirm()
        self.language = language
        self.stack.setCurrentWidget(self._boxes[language])
        self.stack.setFocusProxy(self._boxes[language])
        self._show_tongues()

    def need(self, languages: tuple[str, ...], rather: str) -> None:
        """The languages of the paper: without them there is a mark; that one is shown `rather`."""
        if languages != self.needed:
            self.needed = languages
            self.turn_to(rather if rather in languages else languages[0])
        self._show_tongues()

    def take_focus(self, spot: str = "") -> None:
        language = "zh_Hant" if spot == "zh" else spot
        if language in self._boxes:  # else the spot is a row, or a month
            self.turn_to(language)
        super().take_focus()

    def box_of(self, language: str) -> QWidget:
        return self._boxes[self.language]

    def confirm(self) -> None:
        typed = [box for box in self._boxes.values() if self.is_typed(box)]
        for box in typed:
            self.settle(box)
        if typed:
            self.tell()

    def is_typed(self, box: QWidget) -> bool:
        return box.isModified()

    def settle(self, box: QWidget) -> None:
        box.setModified(False)

    def text_of(self, box: QWidget) -> str:
        return box.text()

    def write(self, box: QWidget, text: str) -> None:
        box.setText(text)

    def boxes(self) -> list[QWidget]:
        return list(self._boxes.values())

    def put(self, t: Translator, field: FormField) -> None:
        for language, box in self._boxes.items():
            text = field.value.get(language, "") if isinstance(field.value, dict) else ""
            if self.text_of(box) != text:
                self.write(box, text)
            self.settle(box)
            box.setAccessibleName(f"{field.label} ({NAMES[language]})")
        self._t = t
        self._show_tongues()

    def typed(self) -> Raw:
        return {language: self.text_of(box) for language, box in self._boxes.items()}

    def _show_tongues(self) -> None:
        self.tongues.offer(list(NAMES.items()), self.language)
        without = [e for e in self.needed if not self.text_of(self._boxes[e]).strip()]
        some = any(self.text_of(box).strip() for box in self._boxes.values())
        self.tongues.mark({each: icon(Mark.DOUBT) for each in without if some})
        self._count()

    def _count(self) -> None:
        n = len(self.text_of(self._boxes[self.language])) if self._boxes else 0
        t = getattr(self, "_t", None)
        words = t.plural("{n} character", "{n} characters", n) if t and n > 40 else ""
        self.count.setText(words)


class TongueText(TongueLine):
    """A text of several lines, in the language that is chosen above it."""

    def make_one(self) -> QWidget:
        box = LongBox()
        for each in (box, self.stack):
            each.setFixedHeight(_HIGH)
        box.left.connect(self.tell)
        box.textChanged.connect(self._count)
        return box

    def is_typed(self, box: QWidget) -> bool:
        return box.document().isModified()

    def settle(self, box: QWidget) -> None:
        box.document().setModified(False)

    def text_of(self, box: QWidget) -> str:
        return box.toPlainText()

    def write(self, box: QWidget, text: str) -> None:
        box.setPlainText(text)
