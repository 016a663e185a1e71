"""The wishes of the menu that write a file: everything, all charts, an empty workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpdesk.ui import dialogs

if TYPE_CHECKING:
    from cpdesk.presenters.exports import Exports
    from cpdesk.ui.main_window import MainWindow

WORKBOOK = "Excel (*.xlsx)"


def write_record(window: MainWindow) -> None:
    """Ask where, and write everything as a workbook or as JSON."""
    proposed, kinds = window.desk.path.with_suffix(".xlsx"), f"{WORKBOOK};;JSON (*.json)"
    if path := dialogs.file_to_write(window, window.t("Export"), proposed, kinds):
        _exports(window).write_record(path)


def write_charts(window: MainWindow) -> None:
    """Ask where, and write the figures behind all charts."""
    t, record = window.t, window.desk.path
    proposed = record.with_name(f"{record.stem} {t('Charts')}.xlsx")
    if path := dialogs.file_to_write(window, t("Export"), proposed, WORKBOOK):
        _exports(window).write_charts(path)


def back_up(window: MainWindow) -> None:
    """A checked copy beside the record."""
    _exports(window).back_up()


def write_template(window: MainWindow) -> None:
    """Ask where, and write the empty workbook; it is small, so it is there at once."""
    from cpdesk.domain.findings import Refusal
    from cpdesk.presenters.exports import told
    from cpdesk.services import exporting

    t = window.t
    path = dialogs.file_to_write(window, t("Export"), t("Empty workbook") + ".xlsx", WORKBOOK)
    if path is None:
        return
    try:
        written = told(path, lambda: exporting.write_template(path, t))
    except Refusal as refusal:
        dialogs.say(window, t, refusal.finding)
    else:
        window.say_written(written)


def _exports(window: MainWindow) -> Exports:
    from cpdesk.presenters.exports import Exports

    refused = lambda finding: dialogs.say(window, window.t, finding)  # noqa: E731
    return Exports(window.desk.session, window.runner, refused)
