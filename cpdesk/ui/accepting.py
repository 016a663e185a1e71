"""Doubts that are accepted: a reason typed beneath one, and those accepted before, folded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpdesk.base.languages import Translator
from cpdesk.presenters.findings import Line
from cpdesk.ui.parts import button, label, line
from cpdesk.ui.tables import Fold


class Acceptable(QWidget):
    """A doubt with a button that asks for the reason why it is right after all."""

    def __init__(
        self, t: Translator, row: QWidget, across: QHBoxLayout, found: Line,
        accept: Callable[[Line, str], object],
    ) -> None:
        super().__init__()
        self._found, self._accept = found, accept
        self.wish = button("small", self._turn)
        self.wish.setText(t("Accept…"))
        across.addWidget(self.wish, 0, Qt.AlignmentFlag.AlignTop)
        self._t = t
        self.typing: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(row)

    def _make_typing(self) -> QWidget:
        """Where the reason is typed; of a hundred doubts a few are accepted."""
        t = self._t
        self.reason, self.give = QLineEdit(), button("small", self._give)
        self.reason.setPlaceholderText(t("Why is it right? The reason is kept."))
        self.reason.setAccessibleName(t("Reason"))
        self.reason.returnPressed.connect(self._give)
        self.give.setText(t("Accept"))
        typing = QWidget()
        beneath = QHBoxLayout(typing)
        beneath.setContentsMargins(22, 0, 0, 8)
        beneath.addWidget(self.reason, 1)
        beneath.addWidget(self.give)
        typing.hide()
        self._column.addWidget(typing)
        return typing

    def _turn(self) -> None:
        if self.typing is None:
            self.typing = self._make_typing()
        self.typing.setVisible(self.typing.isHidden())
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.reason.text().strip():
            self._accept(self._found, self.reason.text())


class AcceptedDoubts(QWidget):
    """One row that opens to the doubts that were accepted and the reasons for it."""

    def __init__(
        self, t: Translator, accepted: Sequence[Line],
        withdraw: Callable[[Line], object] | None,
    ) -> None:
        super().__init__()
        self.fold, self.body = Fold(), QWidget()
        n = len(accepted)
        self.fold.say(t.plural("{n} accepted doubt", "{n} accepted doubts", n), "")
        self.fold.opened.connect(self.body.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.fold)
        column.addWidget(self.body)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(22, 0, 0, 0)
        inner.setSpacing(0)
        for each in accepted:
            inner.addWidget(_row(t, each, withdraw))
            inner.addWidget(line())
        self.body.hide()


def _row(t: Translator, found: Line, withdraw: Callable[[Line], object] | None) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 6, 0, 6)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label("second", found.sentence, wraps=True))
    words.addWidget(label("hint", found.reason, wraps=True))
    across.addLayout(words, 1)
    if withdraw is not None:
        back = button("small", lambda: withdraw(found))
        back.setText(t("Withdraw"))
        across.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
    return row
