"""A page of forms: the kinds as segments, the entries at the left, the fields at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpdesk.domain.entity import Entity
from cpdesk.presenters.findings import Line
from cpdesk.presenters.form_fields import FieldKind, FormField
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.pages import Page as DeskPage
from cpdesk.presenters.pages import Way
from cpdesk.presenters.session import Session
from cpdesk.ui.entries_list import EntriesList
from cpdesk.ui.field_editors import EDITORS, WIDE, FieldEditor
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import list_pane, scrolled
from cpdesk.ui.parts import EmptyPage, Page, PageHead, button, clear
from cpdesk.ui.segments import SegmentsOrChoice

_MOST_FINDINGS = 160
_AT_ONCE = 10  # editors


class FormPane(Page):
    """The view of one form presenter."""

    listed = Signal()

    def __init__(self, form: EntityForm) -> None:
        super().__init__()
        self.form = form
        self._editors: dict[str, FieldEditor] = {}
        self._rest: list[tuple[FormField, int, int]] = []  # fields that have no editor yet
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self._make_some(_AT_ONCE))
        self._asked_for = self._spot = ""
        self._build()
        form.attach(self)

    @property
    def editors(self) -> dict[str, FieldEditor]:
        """All of them by the names of their fields."""
        self._make_some(len(self._rest))
        return self._editors

    @property
    def drawn(self) -> bool:
        """Whether every field has its editor."""
        return not self._rest

    # the view of the presenter

    def show_list(self) -> None:
        self.refresh()
        self.listed.emit()

    def show_form(self) -> None:
        self.refresh()

    def show_field(self, name: str) -> None:
        if name in self._editors:
            self._editors[name].load(self.form.session.t, self.form.field(name))

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self.findings.show_findings(self.form.session.t, found)
        self.findings.fit(_MOST_FINDINGS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.looked_at()

    def show_now(self) -> None:
        t = self.form.session.t
        self.remove.setText(t("Remove"))
        self.entries.setAccessibleName(self.form.title)
        self.side.setVisible(bool(self.form.ids))
        self.empty.say(
            t("Nothing entered yet"),
            t("Add the first entry; each field is saved when you leave it."), t("Add"),
        )  # fmt: skip
        self.entries.show_now()
        self._show_fields()
        self._go_to_field()

    def lead_to(self, way: Way) -> None:
        """Show the entry that is meant, and lead to the field as soon as it is shown."""
        self.form.turn_to(way)
        self._asked_for, self._spot = way.field or ("" if way.code else self._first), way.spot
        self.refresh()

    def begin(self) -> None:
        """A new entry, to be typed into at once."""
        self.form.add()
        self._asked_for, self._spot = self._first, ""
        self.refresh()

    @property
    def _first(self) -> str:
        """The field to begin with: a code is given, and so is what there is but one of."""
        known = (FieldKind.REFERENCE, FieldKind.REFERENCES)
        names = (each.name for each in self.form.fields
                 if each.name != "code" and not (each.kind in known and each.value))  # fmt: skip
        return next(names, "")

    def confirm(self) -> None:
        for editor in self._editors.values():
            editor.confirm()

    # building

    def _build(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._side())
        across.addWidget(self._right(), 1)
        QShortcut(QKeySequence("Ctrl+N"), self, self.form.add,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip

    def _side(self) -> QWidget:
        self.entries = EntriesList(self.form)
        self.entries.chosen.connect(self._chosen)
        self.remove = button("danger", self.form.remove)
        self.side = list_pane(self.entries, self.remove)
        return self.side

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 12, 8, 8)
        self.findings = FindingsList(self.form.session.go_to)
        self.findings.hide()
        self.empty = EmptyPage(self.form.add)
        column.addWidget(self.findings)
        column.addWidget(self.empty, 1)
        column.addWidget(self._scroll(), 1)
        return right

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        self.grid = QGridLayout(inner)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(20)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.scroll = scrolled(inner)
        return self.scroll

    # showing

    def _chosen(self, id: str) -> None:
        if id != self.form.selected:
            self.form.select(id)

    def _show_fields(self) -> None:
        fields = self.form.fields
        self.empty.setVisible(not fields)
        self.scroll.setVisible(bool(fields))
        if fields and not self._editors:
            self._place_editors(fields)
        for each in fields:
            if each.name in self._editors:
                self._editors[each.name].load(self.form.session.t, each)

    def _place_editors(self, fields: Sequence[FormField]) -> None:
        """Where each editor stands; those that are seen first are made, the others in a moment."""
        clear(self.grid)
        at = 0
        for each in fields:
            wide = each.kind in WIDE
            at += at % 2 if wide else 0
            self._rest.append((each, at, 2 if wide else 1))
            at += 2 if wide else 1
        self.grid.setRowStretch(at // 2 + 1, 1)
        self._make_some(_AT_ONCE)

    def _make_some(self, n: int) -> None:
        some, self._rest = self._rest[:n], self._rest[n:]
        known = {each.name: each for each in self.form.fields} if some else {}
        for field, at, across in some:
            editor = EDITORS[field.kind](field.name)
            editor.confirmed.connect(self.form.set)
            self._editors[field.name] = editor
            self.grid.addWidget(editor, at // 2, at % 2, 1, across)
            if field.name in known:
                editor.load(self.form.session.t, known[field.name])
        if self._rest:
            self._later.start()

    def _go_to_field(self) -> None:
        editor = self.editors.get(self._asked_for) if self._asked_for else None
        if editor is not None and self.form.selected:
            self._asked_for = ""
            self.scroll.ensureWidgetVisible(editor)
            editor.take_focus(self._spot)


class FormPage(Page):
    """The forms of one page; each is made when it is first turned to."""

    def __init__(self, session: Session, page: DeskPage) -> None:
        super().__init__()
        self.session = session
        self.page = page
        self.panes: dict[str, FormPane] = {}
        self.current = page.kinds[0]
        self.head = PageHead()
        self.kinds, self.add = SegmentsOrChoice(), button("primary", self._add)
        self.kinds.chosen.connect(self._choose)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.head.layout().addWidget(self.kinds)
        self.head.layout().addWidget(self.add)
        column.addWidget(self.stack, 1)
        session.listen(self.refresh)

    def show_now(self) -> None:
        t = self.session.t
        self.head.title.setText(t(self.page.title))
        options = [(kind.word, t(kind.title)) for kind in self.page.kinds]
        self.kinds.offer(options, self.current.word, t("Kind"))
        self.kinds.setVisible(len(options) > 1)
        self.add.setText(t("Add"))
        self.add.setToolTip("Ctrl+N")
        pane = self.pane(self.current)
        self.add.setVisible(bool(pane.form.ids))
        self.stack.setCurrentWidget(pane)

    def pane(self, kind: type[Entity]) -> FormPane:
        """The form of a kind, made if it was not yet."""
        if kind.word not in self.panes:
            self.panes[kind.word] = FormPane(EntityForm(self.session, kind))
            self.panes[kind.word].listed.connect(self.refresh)
            self.stack.addWidget(self.panes[kind.word])
        return self.panes[kind.word]

    def lead_to(self, way: Way) -> None:
        if way.kind is not None:
            self.current = way.kind
            self.pane(way.kind).lead_to(way)
            self.refresh()

    def confirm(self) -> None:
        for pane in self.panes.values():
            pane.confirm()

    def begin(self, kind: type[Entity]) -> FormPane:
        """Show the form of a kind with a new entry."""
        self.current = kind
        pane = self.pane(kind)
        pane.begin()
        self.refresh()
        return pane

    def _add(self) -> None:
        self.begin(self.current)

    def _choose(self, word: str) -> None:
        self.confirm()
        self.current = next(kind for kind in self.page.kinds if kind.word == word)
        self.refresh()
