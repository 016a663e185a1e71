"""An issued pack is kept: the same bytes again, whatever has happened to the record since."""

from __future__ import annotations

import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from cpdesk.base.files import sha256
from cpdesk.cli.command_line import main
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Pack
from cpdesk.domain.projects import Project
from cpdesk.records import safety
from cpdesk.services.issued import issued, write_again
from cpdesk.services.workspace import Workspace
from tests.documents.test_completion import after_approval, report
from tests.documents.test_packs import desk_of


def rename(desk: Workspace) -> None:
    project = desk.record.all(Project)[0]
    with desk.store.change("Project {code}", code=project.code) as work:
        work.put(replace(project, reference="Another"))


def broken(path: Path) -> list[str]:
    """What is wrong with a kept pack; the evidence of this factory names papers only."""
    return [each.code for each in safety.verify(path) if each.place.kind == Pack.word]


def test_the_same_bytes_come_back_after_the_record_has_moved_on(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        made = report(desk, tmp_path, issue=True)
        first = made.path.read_bytes()
        (kept,) = issued(desk)
        assert kept.since == ()
        rename(desk)
        made.path.unlink()
        (kept,) = issued(desk)
        assert [label for label, _ in kept.since] == ["Project {code}"]
        again = write_again(desk, kept.pack, tmp_path / "再.pdf")
        assert again.read_bytes() == first
        assert sha256(again) == kept.pack.sha256
        path = desk.store.path
    assert broken(path) == []


def test_a_pack_outlives_an_undo_and_a_clearing_of_unused_bytes(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        report(desk, tmp_path, issue=True)
        desk.store.undo()
        desk.store.drop_unused_bytes()
        desk.store.redo()
        desk.store.drop_unused_bytes()
        (kept,) = issued(desk)
        assert write_again(desk, kept.pack, tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_what_could_not_be_registered_leaves_no_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cpdesk.services import packs

    with desk_of(tmp_path, after_approval()) as desk:
        def fail(*_args: object) -> None:
            raise ValueError("no pack")

        monkeypatch.setattr(packs, "_pack", fail)
        sums: list[str] = []
        keep = desk.store.add_bytes
        monkeypatch.setattr(
            desk.store, "add_bytes", lambda file: (sums.append(keep(file)[0]), None)
        )
        with pytest.raises(ValueError, match="no pack"):
            report(desk, tmp_path, issue=True)
        assert len(sums) == 1
        with pytest.raises(Refusal):
            desk.store.open_bytes(sums[0])
    assert not (tmp_path / "report.pdf").exists()


def test_a_pack_of_an_earlier_version_says_that_it_was_not_kept(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        with desk.store.change("Issue") as work:
            work.put(Pack(id="old", code="APP-2025-001", of="p", sha256="0" * 64))
        with pytest.raises(Refusal) as refused:
            write_again(desk, desk.record.get(Pack, "old"), tmp_path / "a.pdf")
        assert refused.value.finding.code == "pack-not-kept"
        path = desk.store.path
    assert not (tmp_path / "a.pdf").exists()
    assert broken(path) == []


def test_the_console_lists_them_and_writes_one_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        made = report(desk, tmp_path, issue=True)
        rename(desk)
        path = desk.store.path
    assert main(["issued", str(path), "--json", "--messages", "en"]) == 0
    (pack,) = json.loads(capsys.readouterr().out)["packs"]
    assert (pack["number"], pack["since"]) == ("COM-2026-001", ["Project P1"])
    assert pack["manifest"]["change"] == 1
    out = tmp_path / "again.pdf"
    assert main(["issued", str(path), "COM-2026-001", "-o", str(out)]) == 0
    assert out.read_bytes() == made.path.read_bytes()
    assert main(["issued", str(path), "COM-9"]) == 1
    assert main(["issued", str(path), "--messages", "en"]) == 0
    assert "COM-2026-001\t2026-11-24\ten\t1 change since" in capsys.readouterr().out


def test_rotten_bytes_of_a_pack_are_found(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        other, _ = desk.store.add_bytes(io.BytesIO(b"%PDF of another"))
        report(desk, tmp_path, issue=True)
        (kept,) = issued(desk)
        path = desk.store.path
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM evidence_part WHERE sha256=?", (kept.pack.sha256,))
        connection.execute(
            "UPDATE evidence_part SET sha256=? WHERE sha256=?", (kept.pack.sha256, other)
        )
    connection.close()
    assert broken(path) == ["evidence-broken"]
