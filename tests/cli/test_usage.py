"""Exit codes, one-sentence errors, the languages of the sentences."""

from __future__ import annotations

import argparse
import errno
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.__main__ import wants_window
from cpdesk.base.languages import translator
from cpdesk.base.paths import log_folder
from cpdesk.bootstrap import new_desk
from cpdesk.cli import faults, main
from cpdesk.cli.command_line import command_line
from cpdesk.cli.saying import Voice
from cpdesk.domain.findings import Place, blocking, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import LocalText
from tests.by_hand import workshop

COMMANDS = (
    "demo DIR",
    "demo DIR --lang zh_Hans",
    "demo DIR --lang en+zh_Hant",
    "new R",
    "list R",
    "list R meters --json",
    "import R F --preview --json",
    "undo R",
    "months R --meter M --json",
    "savings R --upgrade U --json",
    "check R --for application --json",
    "check R --for dossier",
    "application R --project P --lang en+zh_Hant --date 2026-11-24 --issue -o F.pdf",
    "dossier R --factory F --class supply-chain --year 2026 --lang zh_Hant --issue -o F.pdf",
    "export R -o F.xlsx",
    "export R -o F.json",
    "export R --charts -o F.xlsx",
    "template -o F.xlsx",
    "template --lang zh_Hans -o F.xlsx",
    "backup R",
    "backup R -o F",
    "restore B R",
    "verify R",
    "evidence list R --json",
    "evidence add R A.pdf B.jpg --document G1 --to reading:M1:2025-12 --pages 3-5 --json",
    "evidence attach R E1 E2 --to upgrade:U1 --pages 2",
    "evidence detach R E1 --to upgrade:U1",
    "evidence remove R E1 E2",
    "evidence erase R E1 --yes --json",
    "evidence export R -o D --identity --json",
    "fit T.csv --response kwh --drivers a,b --no-intercept --period-column p --json",
    "fit T.csv --response kwh --drivers a --confidence 0.8",
    "selftest",
    "--messages zh_Hans selftest",
    "selftest --messages zh_Hant",
)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_contract_is_understood(line: str) -> None:
    assert command_line().parse_args(line.split()).does


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "list",
        "list R stones",
        "application R -o F.pdf",
        "application R --project P",
        "application R --project P --lang de -o F.pdf",
        "application R --project P --lang en+en -o F.pdf",
        "application R --project P --lang en+de -o F.pdf",
        "dossier R --class partner --year 2026 --lang zh_Hant+zh_Hans -o F.pdf",
        "application R --project P --date 24.11.2026 -o F.pdf",
        "dossier R --class best --year 2026 -o F.pdf",
        "fit T.csv --response kwh --drivers a --confidence 1",
        "check R",
    ],
)
def test_wrong_usage_is_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.split()) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "usage: cpdesk" in told.err


def test_options_are_where_they_were_put() -> None:
    options = command_line().parse_args(["--messages", "zh_Hans", "list", "R"])
    assert options.messages == "zh_Hans"
    assert command_line().parse_args(["list", "R"]).messages is None


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dossier", "-h"]) == 0
    assert "--class" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "window"),
    [([], True), (["a b.CPDESK"], True), (["list"], False), (["list", "a.cpdesk"], False)],
)
def test_alone_or_with_a_record_it_is_the_window(words: list[str], window: bool) -> None:
    assert wants_window(words) is window


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file", "甲.csv"), "甲.csv is not there"),
        (PermissionError(errno.EACCES, "denied", "a.pdf"), "a.pdf cannot be read or written"),
        (OSError(errno.EROFS, "read-only", "a.pdf"), "a.pdf cannot be read or written"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (IsADirectoryError(errno.EISDIR, "is a directory", "demo"), "demo is a folder"),
        (OSError(errno.EIO, "Input/output error", "a.cpdesk"), "a.cpdesk: the system says"),
        (KeyboardInterrupt(), "Stopped"),
        (MemoryError(), "memory"),
    ],
)
def test_what_the_system_refuses_is_one_sentence(error: BaseException, part: str) -> None:
    said = faults.said(translator("en"), error)
    assert part in said
    assert "\n" not in said


def test_a_mistake_of_ours_is_kept_without_the_persons_data() -> None:
    try:
        raise ValueError("張偉 owes 5,000")
    except ValueError as error:
        said = faults.said(translator("en"), error)
    kept = (log_folder() / "cpdesk.log").read_text(encoding="utf-8")
    assert "ValueError" in said
    assert "test_usage.py" in kept
    assert "張偉" not in kept.replace('raise ValueError("張偉 owes 5,000")', "")


def test_a_refusal_names_its_place_in_words() -> None:
    refusal = blocking("odd", "{n} is odd").refuse(Place("meter", "E1", "unit"), n=3)
    assert faults.said(translator("en"), refusal) == "Meter E1 · Unit: 3 is odd"
    assert faults.said(translator("zh_Hans"), refusal) == "计量表 E1 · 单位：3 is odd"


def test_json_keeps_amounts_exact_and_undefined_null(capsys: pytest.CaptureFixture[str]) -> None:
    odd = warning("odd", "{amount} is odd").at(Place("meter", "電"), amount=Decimal("1.10"))
    voice = Voice(translator("en"))
    voice.json(
        {
            "amount": Decimal("1E+3"),
            "none": float("nan"),
            "number": 0.5,
            "month": Month(2024, 3),
            "name": LocalText(zh_Hant="錶"),
            "findings": voice.findings([odd]),
        }
    )
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "amount": "1000",
        "none": None,
        "number": 0.5,
        "month": "2024-03",
        "name": "錶",
        "findings": [
            {
                "code": "odd",
                "severity": "warning",
                "place": "meter 電",
                "facts": {"amount": "1.10"},
                "message": "1.10 is odd",
            }
        ],
    }


def test_a_file_in_a_folder_that_is_not_there_names_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "a.cpdesk"
    desk = new_desk(record)
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    lost = tmp_path / "none"
    for words in (
        ["export", record, "-o", lost / "a.xlsx"],
        ["application", record, "--project", "P1", "-o", lost / "a.pdf"],
    ):
        assert main([*map(str, words), "--messages", "zh_Hans"]) == 1
        assert capsys.readouterr().err == f"没有文件夹{lost}。请新建，或另选一个。\n"


def test_a_record_without_an_upgrade_says_what_to_enter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_desk(tmp_path / "a.cpdesk").store.close()
    assert main(["savings", str(tmp_path / "a.cpdesk"), "--messages", "en"]) == 0
    assert capsys.readouterr().out.startswith("No upgrade runs yet. Enter one")


@pytest.mark.parametrize("year", ["0", "-5", "99999", "next"])
def test_a_year_that_is_none_is_wrong_usage(
    year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "r.cpdesk", f"--year={year}", "-o", "a.pdf"]) == 2
    assert f"{year} is no year" in capsys.readouterr().err


def commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each command with its options, but those that every command has."""
    options = {text for each in parser._actions for text in each.option_strings}
    for each in parser._actions:
        if isinstance(each, argparse._SubParsersAction):
            for word, command in each.choices.items():
                yield from commands(command, f"{name} {word}".strip())
            return
    yield name, options - {"-h", "--help", "--messages"}


def test_the_readme_names_every_command_with_its_options() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    told: dict[str, set[str]] = {}
    table = text[text.index("| command | does |"):].split("\n\n")[0]
    assert all(line.startswith("| ") for line in table.splitlines())
    for row in re.findall(r"^\| `cpdesk ([^`]*)` \|", table, re.MULTILINE):
        name = re.match(r"(evidence )?[a-z]+", row)
        assert name
        told.setdefault(name[0], set()).update(re.findall(r"(?<!\S)\[?\(?(--?[a-z-]+)", row))
    assert told == dict(commands(command_line()))
