"""The folder of evidence: names that say what a file is and betray nobody, and the index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cpdesk.base.languages import translator
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import LocalText
from cpdesk.services.evidence import add_evidence, attach
from cpdesk.services.evidence_folder import Exported, export_evidence
from cpdesk.services.jobs import Cancelled, Job, NullJob
from cpdesk.services.workspace import Workspace
from tests import papers
from tests.services.test_evidence import ws

__all__ = ["ws"]
EN = translator("en")


def added(ws: Workspace, folder: Path, name: str, data: bytes, document: str = "") -> Evidence:
    path = folder / name
    path.write_bytes(data)
    (paper,) = add_evidence(ws, [path], document).papers
    return paper


def titled(ws: Workspace, paper: Evidence, title: str) -> None:
    with ws.store.change("A title") as work:
        work.put(replace(paper, name=LocalText(zh_Hans=title)))


def written(ws: Workspace, folder: Path, personal: bool = False, language: str = "en") -> Exported:
    return export_evidence(ws, folder, translator(language), personal, NullJob())


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_files_are_named_by_what_they_are(ws: Workspace, tmp_path: Path) -> None:
    titled(ws, added(ws, tmp_path, "IMG_1.pdf", papers.pdf(2), "G11"), "电费单 2025-12")
    bills = added(ws, tmp_path, "WhatsApp 陳大文 13800000000.jpg",
                  papers.coded(papers.photo(), "JPEG"))  # fmt: skip
    clp = [each for each in ws.record.all(Reading) if each.id.startswith("el-")]
    for each in sorted(clp, key=lambda one: one.start)[:2]:
        attach(ws, bills, each.id, "1")
    added(ws, tmp_path, "陳大文.pdf", papers.pdf(1), "G1")
    titled(ws, added(ws, tmp_path, "x.exe.ofd", papers.zipped("OFD.xml")), '..\\a/b:c*?"<>|\u202e')
    folder = tmp_path / "憑證 匯出"
    made = written(ws, folder)
    first, second = (f"{each.end:%Y-%m}" for each in sorted(clp, key=lambda one: one.start)[:2])
    assert names(folder) == [
        "E1 G11 电费单 2025-12.pdf", f"E2 CLP {first} {second}.jpg",
        "E3 G1 Valid Business Registration Certificate.pdf", "E4 .. a b c.ofd", "index.xlsx",
    ]  # fmt: skip
    assert made.files == 4
    for each in ws.record.all(Evidence):
        (file,) = folder.glob(f"{each.code} *")
        assert file.read_bytes() == b"".join(ws.store.read_bytes(each.sha256))


def test_the_index_names_file_use_and_hash(ws: Workspace, tmp_path: Path) -> None:
    paper = added(ws, tmp_path, "a.pdf", papers.pdf(5), "G11")
    titled(ws, paper, "=1+1")
    attach(ws, paper, "co", "2-3")
    written(ws, tmp_path / "out", language="zh_Hans")
    book = CalamineWorkbook.from_path(tmp_path / "out" / "index.xlsx")
    head, row = book.get_sheet_by_index(0).to_python()
    assert head[:3] == ["代码", "文件", "文件"] or head[0] == "代码"
    assert row[:4] == ["E1", "E1 G11 =1+1.pdf", "G11", "=1+1"]
    assert row[4] == "公司 C1 Red Kettle Auto Spray [2-3]" or "C1" in str(row[4])
    assert row[5:8] == [5, paper.size, paper.sha256]
    assert "a.pdf" not in row


def test_identity_papers_only_when_they_are_asked_for(ws: Workspace, tmp_path: Path) -> None:
    added(ws, tmp_path, "HKID.pdf", papers.pdf(1), "G6")
    added(ws, tmp_path, "bill.pdf", papers.pdf(2))
    made = written(ws, tmp_path / "without")
    assert names(tmp_path / "without") == ["E2.pdf", "index.xlsx"]
    assert [(each.code, each.facts["codes"]) for each in made.findings] == [
        ("evidence-personal-left-out", ("E1",))
    ]
    whole = written(ws, tmp_path / "with", personal=True)
    assert not whole.findings
    assert len(names(tmp_path / "with")) == 3


def test_a_folder_with_something_in_it_is_not_touched(ws: Workspace, tmp_path: Path) -> None:
    added(ws, tmp_path, "a.pdf", papers.pdf(1))
    taken = tmp_path / "taken"
    taken.mkdir()
    written(ws, taken)
    before = names(taken)
    for place, code in ((taken, "evidence-folder-taken"), (tmp_path / "no" / "x", "no-folder")):
        with pytest.raises(Refusal) as caught:
            written(ws, place)
        assert caught.value.finding.code == code
    assert names(taken) == before


def test_a_stop_leaves_no_folder(ws: Workspace, tmp_path: Path) -> None:
    added(ws, tmp_path, "a.pdf", papers.pdf(1))
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        export_evidence(ws, tmp_path / "out", EN, False, job)
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".cpdesk-*"))
