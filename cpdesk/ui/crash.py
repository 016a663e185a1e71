"""A fault of the program, said calmly: what happened, what is kept, what to do; with its report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_
from cpdesk.ui import dialogs
from cpdesk.ui.parts import button, label

TEXT = "Text (*.txt)"
UNWRITTEN = blocking(
    "report-unwritten",
    N_("The report could not be written to {path} ({reason}). Copy it instead, or choose another "
       "folder."),
)  # fmt: skip
_MOST = 20  # reports that are kept in one dialog


class CrashDialog(QDialog):
    """Further faults while it is open are added beneath the first, not shown over it."""

    def __init__(self, t: Translator, report: str, *, stopped: bool = False) -> None:
        super().__init__(QApplication.activeWindow())
        self.t = t
        self.count = 1
        self.setWindowTitle("cpdesk")
        self.resize(760, 480)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(t("Report"))
        self.copy, self.keep = button("", self._copy), button("", self._keep)
        self.close_it = button("primary", self.accept)
        self.told = label("hint")
        self.copy.setText(t("Copy the report"))
        self.keep.setText(t("Save the report…"))
        self.close_it.setText(t("Go on"))
        self._build(*_words(t, stopped))
        self.close_it.setDefault(True)

    def add(self, report: str) -> None:
        """Another fault happened meanwhile; many of the same are only counted."""
        self.count += 1
        if self.count <= _MOST:
            self.text.appendPlainText(f"\n{'-' * 40}\n{report}")
        n = self.count
        self.told.setText(self.t.plural("{n} fault", "{n} faults", n))

    def _build(self, title: str, kept: str, then: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addWidget(label("pane", title, wraps=True))
        column.addWidget(label("", kept, wraps=True))
        column.addWidget(label("second", then, wraps=True))
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.copy, self.keep, self.told):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.close_it)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.told.setText(self.t("Copied."))

    def _keep(self) -> None:
        path = dialogs.file_to_write(self, self.t("Save the report"), "cpdesk-report.txt", TEXT)
        if path is not None:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            path.write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as error:
            dialogs.say(self, self.t, UNWRITTEN.at(path=path, reason=error.strerror or str(error)))
        else:
            self.told.setText(self.t("{file} was written.", file=path.name))


def _words(t: Translator, stopped: bool) -> tuple[str, str, str]:
    """What happened, what is kept, what to do."""
    send = t("Send us this report, so that it can be mended. Read it first: it may name what you "
             "were typing.")  # fmt: skip
    if stopped:
        return (
            t("The program stopped suddenly when it was last used"),
            t("What was confirmed until then is saved in its record. What was still being typed in "
              "a field is not."),
            send,
        )  # fmt: skip
    return (
        t("Something went wrong in the program"),
        t("What was confirmed is saved, and what is being typed is still there. What you did last "
          "may not have been done: look before you do it again."),
        send,
    )  # fmt: skip
