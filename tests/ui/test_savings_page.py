"""The savings page by mouse and keys: drivers, models, what is folded away, room on a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from cpdesk.bootstrap import new_desk
from cpdesk.domain.company import Company
from cpdesk.domain.entity import Entity
from cpdesk.domain.record import KINDS
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Way
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.savings_page import SavingsPageView
from tests.presenters.test_savings_settings import COUNT, COUNTED
from tests.services.test_plans import COMING, INPUTS
from tests.services.test_savings import EFFECT, record
from tests.services.test_savings_ways import SPOTS


def opened(window: MainWindow, folder: Path, *others: Entity) -> SavingsPageView:
    """The savings page on the plant of the savings tests."""
    path = folder / "廠.cpdesk"
    desk, made = new_desk(path), record(COUNT, *COUNTED, *others)
    with desk.store.change("The plant of the tests") as work:
        work.put(Company(id="c", code="C1"))
        for kind in KINDS:
            work.put_many(made.all(kind))
    desk.store.close()
    assert window.open_record(path)
    window.desk.open_page("savings")
    QApplication.processEvents()
    return window.view.page("savings")


def scroll_of(page: SavingsPageView) -> QScrollArea:
    return next(each for each in page.findChildren(QScrollArea)
                if each.widget() is page.chart.parentWidget())  # fmt: skip


def effect(page: SavingsPageView) -> Effect:
    return page.page.session.record.get(Effect, "e")


def read(path: Path) -> str:
    paper = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in paper)


def test_the_page_is_printed_by_its_keys(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page, to, titles = opened(window, tmp_path), tmp_path / "printed.pdf", []

    def printer(_parent: object, title: str, pages: int) -> QPrinter:
        titles.append((title, pages))
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(to))
        return made

    monkeypatch.setattr(dialogs, "printer_for", printer)
    assert "Ctrl+P" in page.out.button.toolTip()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: to.exists() and page.strip.printing is None, timeout=20000)
    qtbot.waitUntil(lambda: to.read_bytes()[-6:].strip() == b"%%EOF", timeout=20000)
    [(title, pages)] = titles
    assert title == page.page.title == "Savings U1 E1"
    assert len(pypdfium2.PdfDocument(to)) == pages


def test_the_page_becomes_a_pdf_with_what_is_unfolded(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page = opened(window, tmp_path)
    window.speak("zh_Hans")
    assert page.out.button.text() == "打印本页…"
    for at, unfold in enumerate((False, True)):
        to = tmp_path / f"节约 {at}.pdf"
        monkeypatch.setattr(dialogs, "file_to_write", lambda *_args, to=to: to)
        if unfold:
            page.fold.turn()
        page.out.menu.actions()[1].trigger()
        qtbot.waitUntil(lambda to=to: f"已写入{to.name}" in window.last.text(), timeout=20000)
        assert page.page.said.verdict in read(to)
        assert ("Durbin-Watson" in read(to)) is unfold


def test_without_a_saving_there_is_nothing_to_print(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "空.cpdesk"
    new_desk(path).store.close()
    assert window.open_record(path)
    window.desk.open_page("savings")
    QApplication.processEvents()
    page = window.view.page("savings")
    monkeypatch.setattr(dialogs, "printer_for", lambda *_: pytest.fail("asked for a printer"))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: pytest.fail("asked for a file"))
    assert not page.out.isVisible()
    page.out.save_it()  # its menu may still be open when the last one is taken back
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not page.strip.isVisible()


def test_a_driver_is_ticked_and_the_result_changes_at_once(
    window: MainWindow, tmp_path: Path
) -> None:
    page = opened(window, tmp_path)
    before, box = page.fold.words.text(), page.side.drivers.boxes["D2"]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert effect(page).drivers == ("d", "count")
    assert page.fold.words.text() != before
    assert page.side.drivers.boxes["D2"] is box
    window.desk.undo()
    QApplication.processEvents()
    assert not box.isChecked()
    assert page.fold.words.text() == before


def test_what_a_verifier_asks_is_folded_away_until_it_is_wanted(
    window: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = opened(window, tmp_path)
    assert page.tables.shown == ()
    assert not page.tables.isVisible()
    page.fold.head.setFocus()
    QTest.keyClick(page.fold.head, Qt.Key.Key_Space)
    assert page.tables.isVisible()
    assert "Model" in [each.title for each in page.tables.shown]
    page.side.confidence.chosen.emit("0.95")
    assert any("95%" in each.note for each in page.tables.shown)
    QTest.keyClick(page.fold.head, Qt.Key.Key_Space)
    assert not page.tables.isVisible()


def test_choosing_a_model_takes_its_drivers(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, tmp_path)
    seen: list[str] = []

    def choose_the_last() -> None:
        dialog = QApplication.activeModalWidget()
        seen.extend(row.cells[0] for row in dialog.offered.rows)
        dialog.table.selectRow(len(seen) - 1)
        dialog.take.click()

    QTimer.singleShot(200, choose_the_last)
    page.side.models.click()
    assert sorted(seen) == ["Count", "D1", "D1, Count"]
    assert effect(page).drivers == {"Count": ("count",), "D1, Count": ("d", "count")}[seen[-1]]


def test_a_model_is_agreed_to_with_the_day(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, tmp_path)
    assert not page.side.agreed.isVisible()
    page.side.agree.click()
    assert effect(page).agreed_on is not None
    assert page.side.agreed.text().startswith("Agreed on")
    assert not page.side.agree.isVisible()
    assert not page.side.stale.isVisible()
    page.side.start.chosen.emit("2022-06")
    assert page.side.stale.isVisible()
    assert page.side.agree.text() == "Agree anew"


def test_on_the_spot_shows_its_values_and_no_chart(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, tmp_path, replace(EFFECT, way=Way.SPOT), *SPOTS)
    assert not page.chart.isVisible()
    assert not page.fold.isVisible()
    assert not page.side.model.isVisible()
    assert len(page.instead.shown[0].rows) == 3


def test_what_is_to_come_shows_its_estimate(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window, tmp_path, COMING, *INPUTS,
                  replace(EFFECT, formula="n*(P0-P1)*h", unit="kWh"))  # fmt: skip
    assert "37,500 kWh" in page.verdict.text()
    assert page.instead.isVisible()
    assert not page.chart.isVisible()


def test_the_effect_looked_at_in_its_form_is_the_one_shown(filled: MainWindow) -> None:
    filled.desk.open_page("savings")
    QApplication.processEvents()
    page = filled.view.page("savings")
    assert page.page.chosen == "e1"
    filled.desk.open_page("upgrades")
    pane = filled.view.page("upgrades").pane(Effect)
    filled.view.page("upgrades").current = Effect
    pane.form.select("e2")
    filled.desk.open_page("savings")
    QApplication.processEvents()
    assert page.side.upgrade.value == "e2"
    assert "480 kg" in page.verdict.text()


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_the_page_fits_a_screen_of_768_pixels(
    window: MainWindow, tmp_path: Path, language: str, qtbot  # noqa: ANN001
) -> None:
    window.speak(language)
    page = opened(window, tmp_path)
    qtbot.waitUntil(lambda: page.chart.picture is not None and page.chart.drawn, timeout=20_000)
    assert (window.width(), window.height()) == (1366, 768)
    assert scroll_of(page).verticalScrollBar().maximum() == 0
    side = page.side.findChild(QScrollArea)
    assert side.widget().minimumSizeHint().width() <= side.viewport().width()
    assert side.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("high", [300, 400, 600])
def test_the_words_above_the_chart_are_never_cut(
    window: MainWindow, tmp_path: Path, high: int
) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from cpdesk.documents.charts.style import Look

    page = opened(window, tmp_path)
    figure = page.page.figure(Look(window.t, paper=False), (8.8, high / 96))
    assert figure is not None
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    upper, lower = (each.get_window_extent() for each in figure.axes)
    for text in figure.texts:
        box = text.get_window_extent()
        assert box.y0 >= 0
        assert box.y1 <= high
    title = min(figure.texts, key=lambda each: each.get_window_extent().y0).get_window_extent()
    assert lower.y1 <= title.y0 + 2
    assert title.y1 < upper.y0


def test_no_words_of_a_verifiers_table_are_cut(
    window: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = opened(window, tmp_path)
    page.fold.turn()
    qtbot.waitUntil(lambda: page.chart.drawn, timeout=20_000)
    QApplication.processEvents()
    labels = [each for each in page.tables.findChildren(QLabel) if each.wordWrap()]
    assert len(labels) > 20
    assert all(each.height() >= each.heightForWidth(each.width()) for each in labels)
