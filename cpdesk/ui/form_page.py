"""A page of forms: the kinds as segments, the entries at the left, the fields at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpdesk.domain.entity import Entity
from cpdesk.presenters.desk import Page as DeskPage
from cpdesk.presenters.findings import Line
from cpdesk.presenters.forms import EntityForm
from cpdesk.presenters.session import Session
from cpdesk.ui.field_editors import EDITORS, WIDE, FieldEditor
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.parts import Page, PageHead, Segments, button, clear, label

_LIST, _FORM, _ROW = 252, 760, 32


class FormPane(Page):
    """The view of one form presenter."""

    def __init__(self, form: EntityForm) -> None:
        super().__init__()
        self.form = form
        self.editors: dict[str, FieldEditor] = {}
        self._asked_for = ""
        self._build()
        form.attach(self)

    # the view of the presenter

    def show_list(self) -> None:
        self.refresh()

    def show_form(self) -> None:
        self.refresh()

    def show_field(self, name: str) -> None:
        if name in self.editors:
            self.editors[name].load(self.form.session.t, self.form.field(name))

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self.findings.show_findings(self.form.session.t, found)
        self.findings.setVisible(bool(found))

    def show_now(self) -> None:
        t = self.form.session.t
        self.add.setText(t("Add"))
        self.remove.setText(t("Remove"))
        self.remove.setEnabled(bool(self.form.selected))
        self.nothing.setText(t("Nothing entered yet"))
        self.first.setText(t("Add the first entry; each field is saved when you leave it."))
        self._show_entries()
        self._show_fields()
        self._go_to_field()

    def focus_field(self, name: str) -> None:
        """Lead to a field as soon as it is shown."""
        self._asked_for = name
        self.refresh()

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
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(_LIST)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.entries = QListWidget()
        self.entries.setObjectName("list")
        self.entries.setWordWrap(False)
        self.entries.currentItemChanged.connect(self._chosen)
        self.add, self.remove = button("", self.form.add), button("danger", self.form.remove)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add, 1)
        row.addWidget(self.remove)
        column.addWidget(self.entries, 1)
        column.addLayout(row)
        return side

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 12, 8, 8)
        self.findings = FindingsList(self.form.session.go_to)
        self.findings.setFixedHeight(64)
        self.findings.hide()
        self.empty = self._empty()
        column.addWidget(self.findings)
        column.addWidget(self.empty, 1)
        column.addWidget(self._scroll(), 1)
        return right

    def _empty(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        self.nothing, self.first = label("pane"), label("second", wraps=True)
        column.addStretch(1)
        for each in (self.nothing, self.first):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return box

    def _scroll(self) -> QScrollArea:
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("page")
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 16, 16)
        inner = QWidget()
        inner.setMaximumWidth(_FORM)
        self.grid = QGridLayout(inner)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(20)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        across.addWidget(inner, 1)
        across.addStretch(0)
        self.scroll.setWidget(body)
        return self.scroll

    # showing

    def _show_entries(self) -> None:
        self.entries.blockSignals(True)
        self.entries.clear()
        for id, words in self.form.entries:
            item = QListWidgetItem(words, self.entries)
            item.setData(Qt.ItemDataRole.UserRole, id)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(words)
            if id == self.form.selected:
                self.entries.setCurrentItem(item)
        self.entries.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.form.select(str(item.data(Qt.ItemDataRole.UserRole)))

    def _show_fields(self) -> None:
        fields = self.form.fields
        self.empty.setVisible(not fields)
        self.scroll.setVisible(bool(fields))
        if fields and not self.editors:
            self._make_editors()
        for each in fields:
            self.editors[each.name].load(self.form.session.t, each)

    def _make_editors(self) -> None:
        clear(self.grid)
        at = 0
        for each in self.form.fields:
            editor = EDITORS[each.kind](each.name)
            editor.confirmed.connect(self.form.set)
            self.editors[each.name] = editor
            wide = each.kind in WIDE
            at += at % 2 if wide else 0
            self.grid.addWidget(editor, at // 2, at % 2, 1, 2 if wide else 1)
            at += 2 if wide else 1
        self.grid.setRowStretch(at // 2 + 1, 1)

    def _go_to_field(self) -> None:
        editor = self.editors.get(self._asked_for)
        if editor is not None and self.form.selected:
            self._asked_for = ""
            self.scroll.ensureWidgetVisible(editor)
            editor.focus_first()


class FormPage(Page):
    """The forms of one page; each is made when it is first turned to."""

    def __init__(self, session: Session, page: DeskPage) -> None:
        super().__init__()
        self.session = session
        self.page = page
        self.panes: dict[str, FormPane] = {}
        self.current = page.kinds[0]
        self.head = PageHead()
        self.kinds = Segments()
        self.kinds.chosen.connect(self._choose)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.head.layout().addWidget(self.kinds)
        column.addWidget(self.stack, 1)
        session.listen(self.refresh)

    def show_now(self) -> None:
        t = self.session.t
        self.head.title.setText(t(self.page.title))
        options = [(kind.word, t(kind.title)) for kind in self.page.kinds]
        self.kinds.offer(options, self.current.word)
        self.kinds.setVisible(len(options) > 1)
        self.stack.setCurrentWidget(self.pane(self.current))

    def pane(self, kind: type[Entity]) -> FormPane:
        """The form of a kind, made if it was not yet."""
        if kind.word not in self.panes:
            self.panes[kind.word] = FormPane(EntityForm(self.session, kind))
            self.stack.addWidget(self.panes[kind.word])
        return self.panes[kind.word]

    def lead_to(self, kind: type[Entity], code: str, field: str) -> None:
        """Show the entry with this code, and go to the field."""
        self.current = kind
        pane = self.pane(kind)
        if code:
            pane.form.select_code(code)
        pane.focus_field(field)
        self.refresh()

    def begin(self, kind: type[Entity]) -> FormPane:
        """Show the form of a kind with a new entry."""
        self.current = kind
        pane = self.pane(kind)
        pane.form.add()
        self.refresh()
        return pane

    def _choose(self, word: str) -> None:
        self.current = next(kind for kind in self.page.kinds if kind.word == word)
        self.refresh()
