"""Files from the window: the chart as a picture or as figures, the record, and why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from cpdesk.domain.findings import Finding
from cpdesk.presenters.chart_files import ChartFiles
from cpdesk.presenters.exports import Exports
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Job
from tests.presenters.conftest import AtOnce


@pytest.fixture(params=["en", "zh_Hant", "zh_Hans"])
def files(session: Session, request: pytest.FixtureRequest) -> ChartFiles:
    session.speak(request.param)
    return ChartFiles(SavingsPage(session))


def test_the_chart_is_saved_as_each_kind_of_picture(files: ChartFiles, tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        assert files.save_picture(tmp_path / f"{files.proposed}.{ending}") is None
        assert f"U1 X1.{ending}" in files.page.session.status
    assert Image.open(tmp_path / "U1 X1.png").size == (1800, 1000)
    assert b"<svg" in (tmp_path / "U1 X1.svg").read_bytes()
    with pypdfium2.PdfDocument(tmp_path / "U1 X1.pdf") as pdf:
        words = pdf[0].get_textpage().get_text_bounded()
    assert files.page.session.t("Actual use") in words


def test_the_figures_are_saved_as_a_workbook_or_csv(files: ChartFiles, tmp_path: Path) -> None:
    assert files.save_figures(tmp_path / "a.xlsx") is None
    assert files.save_figures(tmp_path / "a.csv") is None
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["U1 X1"]
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert page.max_row == len(lines) > 12
    assert str(page["A1"].value) == lines[0].split(",")[0] == files.page.session.t("Month")


def test_another_ending_or_a_missing_folder_is_one_sentence(
    files: ChartFiles, tmp_path: Path
) -> None:
    wrong = files.save_picture(tmp_path / "a.bmp")
    assert wrong
    assert wrong.facts["endings"] == (".png", ".svg", ".pdf")
    lost = files.save_figures(tmp_path / "nowhere" / "a.csv")
    assert lost
    assert lost.code == "export-not-written"


def test_without_a_measured_effect_nothing_is_written(empty: Session, tmp_path: Path) -> None:
    files = ChartFiles(SavingsPage(empty))
    assert files.save_figures(tmp_path / "a.xlsx") is None
    assert not (tmp_path / "a.xlsx").exists()


def test_the_record_is_written_and_told_of(session: Session, tmp_path: Path) -> None:
    refused: list[Finding] = []
    exports = Exports(session, AtOnce(), refused.append)
    exports.write_record(tmp_path / "全部.json")
    assert session.status == "全部.json was written."
    assert json.loads((tmp_path / "全部.json").read_text("utf-8"))["entities"]["meter"]
    exports.write_record(tmp_path / "全部.xlsx")
    exports.write_charts(tmp_path / "圖.xlsx")
    assert "U1 X1" in openpyxl.load_workbook(tmp_path / "圖.xlsx").sheetnames
    assert not refused
    exports.write_charts(tmp_path / "圖.pdf")
    exports.write_record(tmp_path / "nowhere" / "a.xlsx")
    assert [each.code for each in refused] == ["export-ending", "export-not-written"]
    assert session.status == ""


def test_an_export_that_is_stopped_leaves_no_file(
    session: Session, tmp_path: Path
) -> None:
    refused: list[object] = []

    class Stopped(AtOnce):
        def run(self, work: Any, done: Any, failed: Any, watch: Any) -> Job:
            def stopped(job: Job) -> Any:
                job.cancel()
                return work(job)

            return super().run(stopped, done, failed, watch)

    exports = Exports(session, Stopped(), refused.append)
    for name, write in (("a.xlsx", exports.write_record), ("a.json", exports.write_record),
                        ("charts.xlsx", exports.write_charts)):  # fmt: skip
        write(tmp_path / name)
        assert session.status == f"{name} was not written."
    assert not refused
    assert not [each.name for each in tmp_path.iterdir() if ".cpdesk" not in each.name]


def test_a_backup_is_written_beside_the_record(
    session: Session, tmp_path: Path, runner: AtOnce
) -> None:
    Exports(session, runner, print).back_up()
    assert len(list(tmp_path.glob("* 2026-11-24 120000.cpdesk"))) == 1
    assert "was written" in session.status
