"""The things of one kind that answer a question: which of them, and its fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpdesk.domain.findings import Place
from cpdesk.presenters.answer_fields import Group
from cpdesk.presenters.form_fields import FieldKind
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui.field_editors import EDITORS, WIDE, FieldEditor
from cpdesk.ui.parts import Choice, button, label
from cpdesk.ui.tongue_box import TongueLine, TongueText

_EDITORS = {**EDITORS, FieldKind.LOCAL_TEXT: TongueLine, FieldKind.LOCAL_LONG_TEXT: TongueText}


class AnswerGroup(QWidget):
    """Made for one question; `onward` is done when Enter is pressed in the last field."""

    def __init__(self, page: PacksPage, group: Group, onward: Callable[[], None]) -> None:
        super().__init__()
        self.page, self.word = page, group.word
        self.editors: dict[str, FieldEditor] = {}
        self._onward = onward
        self._code = self._tongue = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if not group.single:
            column.addLayout(self._choice())
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        column.addLayout(self.grid)
        self._single = group.single
        self._make_editors(group)

    def show_group(self, group: Group) -> None:
        """Which entry is chosen, and what its fields say now."""
        t = self.page.session.t
        if not self._single:
            self._show_choice(group)
        for each in group.fields:
            self.editors[each.name].load(t, each)
        needed = tuple(self.page.language.split("+"))
        for editor in self.editors.values():
            if isinstance(editor, TongueLine):
                editor.need(needed, t.language)
                if group.tongue and not self._tongue:
                    editor.turn_to(_tongue_of(group.tongue, needed))
        self._tongue = group.tongue

    def confirm(self) -> None:
        for editor in self.editors.values():
            editor.confirm()

    def take_focus(self) -> bool:
        """Into the first field, or to the button that begins an entry; whether there is one."""
        spot = self.page.answering.groups.spot
        first = next(iter(self.editors.values()), None)
        if first is not None:
            first.take_focus(spot)
        elif not self._single:
            self.add.setFocus()
        return first is not None or not self._single

    # building

    def _choice(self) -> QHBoxLayout:
        groups, word = self.page.answering.groups, self.word
        self.title, self.none = label("strong"), label("second", wraps=True)
        self.entries = Choice()
        self.entries.chosen.connect(self._select)
        self.add = button("small", self._add)
        self.remove = button("small", lambda: groups.remove(word))
        self.register = button("text", self._open)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.none, 1)
        row.addWidget(self.entries, 1)
        for each in (self.add, self.remove, self.register):
            row.addWidget(each)
        return row

    def _make_editors(self, group: Group) -> None:
        at = 0
        for each in group.fields:
            editor = _EDITORS[each.kind](each.name)
            editor.confirmed.connect(self._set)
            self.editors[each.name] = editor
            wide = each.kind in WIDE
            at += at % 2 if wide else 0
            self.grid.addWidget(editor, at // 2, at % 2, 1, 2 if wide else 1)
            at += 2 if wide else 1
        self._lead_on()

    def _lead_on(self) -> None:
        """Enter goes from line to line, and from the last one to the next question."""
        lines = [box for editor in self.editors.values() for box in editor.boxes()
                 if isinstance(box, QLineEdit)]  # fmt: skip
        for at, box in enumerate(lines):
            box.returnPressed.connect(lambda at=at, box=box: self._next(lines, at, box))

    def _next(self, lines: list[QLineEdit], at: int, box: QLineEdit) -> None:
        """What could not be read keeps the cursor where it is."""
        self.confirm()
        if box.property("finding") == "error":
            return
        later = [each for each in lines[at + 1 :] if each.isVisible()]
        if later:
            later[0].setFocus()
            later[0].selectAll()
        else:
            self._onward()

    def _show_choice(self, group: Group) -> None:
        t = self.page.session.t
        self.title.setText(group.title)
        self.none.setText(t("None entered yet"))
        self.none.setVisible(not group.entries)
        self.entries.setVisible(bool(group.entries))
        self.entries.setAccessibleName(group.title)
        self.entries.offer(group.entries, group.selected)
        self.add.setText(t("Add"))
        self.remove.setText(t("Remove"))
        self.remove.setVisible(bool(group.selected))
        self.register.setText(t("All"))
        self.register.setToolTip(t("Open the page with all of them"))
        entity = self.page.session.record.entity(group.selected) if group.selected else None
        self._code = entity.code if entity else ""
        self.register.setVisible(entity is not None)

    # wishes

    def _set(self, name: str, typed: object) -> None:
        self.page.answering.groups.set(self.word, name, typed)

    def _select(self, id: str) -> None:
        """What is being typed belongs to the one that was chosen before."""
        self.confirm()
        self.page.answering.groups.select(self.word, id)

    def _add(self) -> None:
        self.confirm()
        answering, form = self.page.answering, self.page.chapters.form
        if answering.question and form:
            answering.groups.add(answering.question, form.case, self.word)

    def _open(self) -> None:
        self.page.session.go_to(Place(self.word, self._code))


def _tongue_of(asked: str, paper: tuple[str, ...]) -> str:
    """Of the two kinds of Chinese that of the paper."""
    if asked != "zh":
        return asked
    return next((each for each in paper if each.startswith("zh")), "zh_Hant")
