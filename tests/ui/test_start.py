"""The first page, records that are not opened at once, and files dropped onto the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpdesk.base.settings import load_settings
from cpdesk.bootstrap import new_desk
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Evidence
from cpdesk.presenters.trouble import Act, Trouble, Way, trouble_of
from cpdesk.records import faults
from cpdesk.services.upkeep import backup
from cpdesk.ui import dialogs, start_page
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.start_side import RecentRow

dialogs_ask_way = dialogs.ask_way  # as it is, before a fixture answers for the user


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    where, none = QPointF(700, 400), Qt.KeyboardModifier.NoModifier
    window.dropEvent(
        QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    QApplication.processEvents()


def choose(monkeypatch: pytest.MonkeyPatch, act: Act) -> list[Trouble]:
    """Whoever is asked goes this way, once; afterwards none."""
    asked: list[Trouble] = []

    def way(_parent: object, _t: object, trouble: Trouble) -> Way | None:
        asked.append(trouble)
        ways = trouble.ways if len(asked) == 1 else ()
        return next((each for each in ways if each.act is act), None)

    monkeypatch.setattr(dialogs, "ask_way", way)
    return asked


def test_three_steps_with_enter_alone(window: MainWindow, tmp_path: Path) -> None:
    start = window.start
    QApplication.processEvents()
    start.file.selectAll()
    start.file.insert(str(tmp_path / "kite.cpdesk"))
    boxes = start.company.boxes
    boxes["company_en"].setFocus()
    QTest.keyClicks(boxes["company_en"], "Paper Kite Limited")
    QTest.keyClicks(boxes["br_expiry"], "soon")
    QTest.keyClick(boxes["company_en"], Qt.Key.Key_Return)
    assert boxes["br_expiry"].hasFocus()
    boxes["br_expiry"].clear()
    QTest.keyClick(boxes["company_en"], Qt.Key.Key_Return)
    first = start.factory.boxes["factory_zh"]
    assert first.hasFocus()
    start.back.click()
    assert boxes["company_zh"].hasFocus()
    start.next.click()
    QTest.keyClicks(start.factory.boxes["factory_en"], "Foshan Mill")
    QTest.keyClick(start.factory.boxes["factory_en"], Qt.Key.Key_Return)
    record = window.desk.session.record
    assert record.all(Company)[0].name.en == "Paper Kite Limited"
    assert record.all(Factory)[0].name.en == "Foshan Mill"
    window.close_record()
    QApplication.processEvents()
    assert boxes["company_en"].text() == ""
    assert [each.recent.path.name for each in start.findChildren(RecentRow)] == ["kite.cpdesk"]


def test_a_bare_name_is_a_record_in_the_documents(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_page, "documents", lambda: tmp_path)
    start = window.start
    QApplication.processEvents()
    start.file.setText(" 紙鳶 ")
    assert start.path == tmp_path / "紙鳶.cpdesk"
    start.file.setText(str(tmp_path / "elsewhere" / "kite.cpdesk"))
    assert start.path == tmp_path / "elsewhere" / "kite.cpdesk"
    start.file.clear()
    assert start.path == tmp_path / "My company.cpdesk"


def test_a_record_open_elsewhere_is_read(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path / "a.cpdesk")
    asked = choose(monkeypatch, Act.READ)
    assert window.open_record(tmp_path / "a.cpdesk")
    assert window.desk.read_only
    assert asked[0].finding.code == "record-open-elsewhere"
    assert window.view.bar.isVisible()
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: tmp_path / "copy.cpdesk")
    window.view.bar.way_out.click()
    assert window.desk.path == tmp_path / "copy.cpdesk"
    assert not window.desk.read_only
    desk.store.close()


def test_a_damaged_record_is_restored_and_kept_beside(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "紙鳶.cpdesk"
    desk = new_desk(path)
    with desk.store.change("Set up") as work:
        work.put(Company(id="c"))
    backup(path, None, desk.now())
    desk.store.close()
    path.write_bytes(path.read_bytes()[:5000])
    choose(monkeypatch, Act.RESTORE)
    assert window.open_record(path)
    assert window.desk.path == path
    assert window.desk.session.record.all(Company)
    assert "kept as" in window.last.text()
    assert len(list(tmp_path.glob("*before restore*"))) == 1


def test_a_record_that_is_gone_is_taken_off_the_list(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.cpdesk"
    assert window.new_record(path)
    window.close_record()
    path.unlink()
    choose(monkeypatch, Act.FORGET)
    assert not window.open_record(path)
    assert load_settings().recent == ()


def test_a_record_that_exists_can_be_opened_instead(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path / "a.cpdesk")
    desk.store.close()
    choose(monkeypatch, Act.OPEN)
    assert not window.new_record(tmp_path / "a.cpdesk", Company(id="c"))
    assert window.desk.path == tmp_path / "a.cpdesk"
    assert not window.desk.session.record.all(Company)


def test_the_question_offers_its_ways(window: MainWindow, tmp_path: Path) -> None:
    finding = faults.NOT_FOUND.at(path=tmp_path / "a.cpdesk")
    trouble = trouble_of(window.t, finding, tmp_path / "a.cpdesk", recent=True)

    def press(words: str) -> None:
        box = QApplication.activeModalWidget()
        assert trouble.sentence in box.informativeText()
        next(each for each in box.buttons() if each.text() == words).click()

    QTimer.singleShot(200, lambda: press("Take it off the list"))
    chosen = dialogs_ask_way(window, window.t, trouble)
    assert chosen is trouble.ways[1]
    QTimer.singleShot(200, lambda: press("Close"))
    assert dialogs_ask_way(window, window.t, trouble) is None


def test_files_are_dropped(
    filled: MainWindow, tmp_path: Path, said: list[Finding], qtbot  # noqa: ANN001
) -> None:
    path = filled.desk.path
    paper, table = tmp_path / "電費單.txt.bak", tmp_path / "figures.csv"
    paper.write_text("a bill")
    table.write_text("Month,CLP\n2026-04,4000\n")
    drop(filled, paper)
    qtbot.waitUntil(lambda: bool(filled.desk.session.record.all(Evidence)))
    assert filled.desk.page == "evidence"
    drop(filled, table)
    assert filled.view.back_to_import() is False  # it is shown already
    filled.close_record()
    drop(filled, paper)
    assert said[-1].code == "papers-without-record"
    drop(filled, path)
    assert filled.desk.path == path
    drop(filled, path, paper)
    assert said[-1].code == "dropped-together"


def test_a_workbook_on_the_first_page_begins_a_record(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    from cpdesk.ui import opening

    monkeypatch.setattr(opening, "documents", lambda: tmp_path)
    table = tmp_path / "台賬.csv"
    table.write_text("Month,Electricity (kWh)\n2026-04,4000\n2026-05,4100\n", encoding="utf-8")
    drop(window, table)
    assert window.desk.path == tmp_path / "台賬.cpdesk"
    qtbot.waitUntil(lambda: not window.runner.busy)
    assert window.view._importing.page.possible


def test_what_is_named_at_the_start(
    window: MainWindow, tmp_path: Path, said: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cpdesk.ui import opening

    monkeypatch.setattr(opening, "documents", lambda: tmp_path)
    window.begin_with(tmp_path / "gone.cpdesk")
    assert said[-1].code == "record-not-found"
    desk = new_desk(tmp_path / "a.cpdesk")
    desk.store.close()
    window.begin_with(tmp_path / "a.cpdesk")
    assert window.desk.path == tmp_path / "a.cpdesk"
    window.close_record()
    table = tmp_path / "figures.csv"
    table.write_text("Month,Electricity (kWh)\n2026-04,4000\n")
    window.begin_with(table)
    assert window.desk.path == tmp_path / "figures.cpdesk"
