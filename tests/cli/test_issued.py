"""Issued packs from the console: listed with what changed since, and written again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from cpdesk.bootstrap import clock
from cpdesk.cli import main
from cpdesk.services.demo import open_sample


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record from which an application was issued."""
    folder = tmp_path_factory.mktemp("申 請")
    open_sample(folder, clock, "test").close()
    words = ["application", str(folder / "sample.cpdesk"), "--project", "P1", "--issue"]
    assert main([*words, "-o", str(folder / "first.pdf")]) == 0
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert main([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_listed_with_its_fingerprint_and_what_changed_since(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack,) = said(capsys, "issued", issued / "sample.cpdesk")["packs"]
    content = (issued / "first.pdf").read_bytes()
    assert pack["sha256"] == hashlib.sha256(content).hexdigest()
    assert (pack["kind"], pack["language"], pack["since"]) == ("application", "en", [])


def test_written_again_to_the_byte(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack,) = said(capsys, "issued", issued / "sample.cpdesk")["packs"]
    again = issued / "again.pdf"
    told = said(capsys, "issued", issued / "sample.cpdesk", pack["number"], "-o", again)
    assert told == {"number": pack["number"], "file": str(again)}
    assert again.read_bytes() == (issued / "first.pdf").read_bytes()


def test_which_one_must_be_said(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    words = ["issued", str(issued / "sample.cpdesk")]
    assert main([*words, "-o", str(issued / "x.pdf"), "--messages", "en"]) == 1
    assert "NUMBER" in capsys.readouterr().err
    assert main([*words, "APP-1999-001", "--messages", "en"]) == 1
    assert "APP-1999-001 is not in this record" in capsys.readouterr().err


def test_a_limit_is_a_size_above_nothing(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["application", str(issued / "sample.cpdesk"), "--project", "P1"]
    for wrong in ("0", "-3", "twenty", "nan"):
        assert main([*words, "--under", wrong, "-o", str(issued / "x.pdf")]) == 2
    capsys.readouterr()
    out = issued / "under.pdf"
    assert main([*words, "--under", "20", "-o", str(out), "--messages", "en"]) == 0
    assert "reduced" not in capsys.readouterr().out
    assert main([*words, "--under", "0.01", "-o", str(out), "--messages", "en"]) == 0
    assert "more than 0.01 MB" in capsys.readouterr().out
    assert out.exists()
    assert main([*words, "--issue", "--under", "0.01", "-o", str(issued / "no.pdf")]) == 1
    assert not (issued / "no.pdf").exists()
