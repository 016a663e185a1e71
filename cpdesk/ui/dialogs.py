"""The few questions the window asks: which file, and what cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Evidence
from cpdesk.presenters.losses import losses
from cpdesk.ui.parts import button, label, restyle

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from cpdesk.presenters.trouble import Trouble, Way

RECORDS = "cpdesk (*.cpdesk)"
_DOTS = 300  # per inch: more would only take longer
_MOST, _ALIKE = 8, 2  # lines in a question, and of those of one kind
_FOLDER = 560  # pixels


def answer_of(dialog: QDialog) -> int:
    """Show a dialog until it is answered; then it goes, which its parent would not see to."""
    try:
        return dialog.exec()
    finally:
        dialog.deleteLater()


def file_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def files_to_open(parent: QWidget, title: str) -> tuple[Path, ...]:
    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return tuple(Path(each) for each in names)


def file_to_write(parent: QWidget, title: str, proposed: Path | str, kinds: str) -> Path | None:
    """The file chosen; a name without an ending gets that of the kind chosen."""
    name, kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    path = Path(name) if name else None
    ending = (kind or kinds).partition("(*")[2].partition(")")[0]
    return path.with_name(path.name + ending) if path and not path.suffix else path


def printer_for(parent: QWidget, title: str, pages: int) -> QPrinter | None:
    """The printer that is chosen, with the pages from and to; None where none is."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DOTS)
    printer.setFullPage(True)
    printer.setDocName(title)
    asked = QPrintDialog(printer, parent)
    asked.setWindowTitle(title)
    asked.setMinMax(1, pages)
    asked.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if answer_of(asked) else None


def say(parent: QWidget | None, t: Translator, finding: Finding) -> None:
    """What could not be done and what to do, and that nothing was touched by trying."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "cpdesk", sentence(t, finding), parent=parent)
    if finding.blocking:
        box.setInformativeText(t("Nothing was changed, and nothing is lost."))
    box.addButton(t("Close"), QMessageBox.ButtonRole.AcceptRole)
    answer_of(box)


def ask_way(parent: QWidget, t: Translator, trouble: Trouble) -> Way | None:
    """Say why a record was not opened, and which of the ways on is chosen; None for none."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "cpdesk", trouble.title, parent=parent)
    box.setInformativeText(trouble.sentence)
    ways = {box.addButton(each.words, QMessageBox.ButtonRole.ActionRole): each
            for each in trouble.ways}  # fmt: skip
    leave = box.addButton(t("Close"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(leave)
    box.setDefaultButton(next(iter(ways), leave))
    answer_of(box)
    return ways.get(box.clickedButton())


def tell_salvaged(
    parent: QWidget, t: Translator, findings: Sequence[Finding], made: Path | None = None
) -> None:
    """What could not be read of a damaged record, and where what could be is saved."""
    n = len(findings)
    title = t("Everything in it can be read.") if not n else t.plural(
        "{n} thing in it cannot be trusted or read.",
        "{n} things in it cannot be trusted or read.", n)  # fmt: skip
    box = QMessageBox(QMessageBox.Icon.NoIcon, "cpdesk", title, parent=parent)
    lines, told = losses(t, findings), "\n".join(losses(t, findings, _ALIKE))
    where = t("What can be read is saved as {file}; the damaged record is left as it was.",
              file=made.name) if made else t("It is shown as far as it can be read. "
              "Nothing can be changed in it; save what can be read to go on.")  # fmt: skip
    box.setInformativeText("\n\n".join(filter(None, (where, told))))
    if told != "\n".join(lines):
        box.setDetailedText("\n".join(lines))
    box.addButton(t("Close"), QMessageBox.ButtonRole.AcceptRole)
    answer_of(box)


def may_lose(parent: QWidget, t: Translator, unkept: Sequence[str]) -> bool:
    """Ask whether the record may be closed without what cannot be kept yet; the default stays."""
    n = len(unkept)
    title = t.plural("An entry is not complete yet. Close the record without it?",
                     "{n} entries are not complete yet. Close the record without them?", n)
    told = "\n".join((*unkept[:_MOST], *(("…",) if n > _MOST else ())))
    box = QMessageBox(QMessageBox.Icon.NoIcon, "cpdesk", title, parent=parent)
    box.setInformativeText(f"{told}\n\n{t('Everything else is saved.')}")
    stay = box.addButton(t("Back to the record"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(t("Close without it") if n == 1 else t("Close without them"),
                          QMessageBox.ButtonRole.DestructiveRole)  # fmt: skip
    restyle(leave, "kind", "danger")
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    answer_of(box)
    return box.clickedButton() is leave


def may_erase(parent: QWidget, t: Translator, papers: Sequence[Evidence]) -> bool:
    """Ask whether papers are to be erased for good; the default keeps them."""
    n = len(papers)
    title = t.plural("Erase this paper for good?", "Erase these {n} papers for good?", n)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "cpdesk", title, parent=parent)
    named = ", ".join(str(each) for each in papers[:_MOST]) + ("…" if n > _MOST else "")
    told = t("The file, what it supports and every trace of it in the history are overwritten. "
             "This cannot be taken back.")  # fmt: skip
    box.setInformativeText(f"{named}\n\n{told}")
    stay = box.addButton(t("Keep"), QMessageBox.ButtonRole.RejectRole)
    erase = box.addButton(t("Erase for good"), QMessageBox.ButtonRole.DestructiveRole)
    restyle(erase, "kind", "danger")
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    answer_of(box)
    return box.clickedButton() is erase


class EvidenceFolder(QDialog):
    """Where the papers are to be written, and whether copies of identity papers go with them."""

    def __init__(self, parent: QWidget, t: Translator, record: Path) -> None:
        super().__init__(parent)
        self._beside = record.parent  # where a bare name lies
        self.setWindowTitle(t("Export"))
        self.place = QLineEdit(str(record.with_name(f"{record.stem} {t('Evidence')}")))
        self.place.setAccessibleName(t("Folder"))
        self.personal = QCheckBox(t("With copies of identity papers"))
        self.cancel, self.take = button("", self.reject), button("primary", self.accept)
        self.cancel.setText(t("Cancel"))
        self.take.setText(t("Export the papers"))
        self.browse = button("", lambda: self._browse(t("Folder")))
        self.browse.setText(t("Browse…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("pane", t("Export all papers?"), wraps=True))
        column.addWidget(label("second", t(
            "Each file is named by its code and what it is, and an index lists them. The folder is "
            "made anew."
        ), wraps=True))  # fmt: skip
        place, actions = QHBoxLayout(), QHBoxLayout()
        place.addWidget(self.place, 1)
        place.addWidget(self.browse)
        actions.addStretch(1)
        actions.addWidget(self.cancel)
        actions.addWidget(self.take)
        column.addLayout(place)
        column.addWidget(self.personal)
        column.addLayout(actions)
        self.resize(_FOLDER, column.totalHeightForWidth(_FOLDER))

    def asked(self) -> tuple[Path, bool] | None:
        """The folder, and whether identity papers go with it; None where nothing is wanted."""
        if not answer_of(self) or not self.place.text().strip():
            return None
        return self._beside / self.place.text().strip(), self.personal.isChecked()

    def _browse(self, title: str) -> None:
        now = self._beside / self.place.text()
        name = QFileDialog.getExistingDirectory(self, title, str(now.parent))
        if name:
            self.place.setText(str(Path(name, now.name)))
