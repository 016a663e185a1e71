"""Consoles that cannot show every letter: old Windows code pages, and a plain POSIX locale."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cpdesk.bootstrap import new_desk
from cpdesk.cli import main
from tests.by_hand import workshop

narrow = pytest.mark.parametrize("encoding", ["cp936", "cp950", "cp1252", "ascii"])


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "新廠 é 简体.cpdesk"
    desk = new_desk(path, author="張偉")
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    return path


def said(encoding: str, *words: object) -> tuple[int, str, str]:
    """Exit code and both outputs, on a console that stops at a letter its encoding lacks."""
    out, err = (TextIOWrapper(BytesIO(), encoding=encoding) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    return code, text(out), text(err)


def text(stream: TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode(stream.encoding)  # type: ignore[attr-defined]


@narrow
def test_a_letter_that_the_console_lacks_is_spelt_in_numbers(encoding: str, record: Path) -> None:
    code, out, _ = said(encoding, "--messages", "zh_Hant", "list", record)
    assert (code, bool(out)) == (0, True)
    copy = record.with_name("備份 é 简体.cpdesk")
    code, out, _ = said(encoding, "backup", record, "-o", copy)
    assert code == 0
    assert str(copy).encode(encoding, "backslashreplace").decode(encoding) in out


@narrow
def test_a_fault_is_still_one_sentence(encoding: str, tmp_path: Path) -> None:
    missing = tmp_path / "沒有 é 没有.cpdesk"
    for language in ("zh_Hant", "zh_Hans"):
        code, out, err = said(encoding, "--messages", language, "list", missing)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
    wrong = said(encoding, "dossier", "R", "--class", "最好", "--year", "2026", "-o", "F.pdf")
    assert wrong[0] == 2


@narrow
def test_json_says_the_same_on_every_console(encoding: str, record: Path) -> None:
    words = ("--messages", "zh_Hant", "list", record, "--json")
    _, plain, _ = said(encoding, *words)
    _, wide, _ = said("utf-8", *words)
    assert json.loads(plain) == json.loads(wide)
    assert plain.isascii()
    assert not wide.isascii()
