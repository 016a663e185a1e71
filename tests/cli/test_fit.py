"""A model on a plain table: the contract of `fit`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cpdesk.cli import main

KEYS = {
    "n", "parameters", "coefficients", "standard_errors", "t", "p", "r2", "adjusted_r2", "f",
    "f_p", "residual_sd", "cv_rmse", "nmbe", "durbin_watson", "lag1", "aicc", "vif",
}  # fmt: skip


def table(path: Path, lines: list[str]) -> str:
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return str(path)


def fitted(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["fit", *words, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.fixture
def plant(tmp_path: Path) -> str:
    """By hand: 100 + 2x, disturbed by +1 -1 -1 +1, which no straight line follows."""
    rows = [f"baseline,{x},{100 + 2 * x + e}" for x, e in enumerate((1, -1, -1, 1))]
    late = ["reporting,10,110", "reporting,20,120", "neither,1,9999"]
    return table(tmp_path / "廠.csv", ["period,產量,kwh", *rows, *late])


def test_a_line_drawn_by_hand(plant: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = fitted(capsys, plant, "--response", "kwh", "--drivers", "產量")
    assert set(said) == KEYS | {"savings"}
    assert said["n"] == 4
    assert said["coefficients"] == pytest.approx({"const": 100, "產量": 2})
    # SSE is 4, n - p is 2, the mean is 103.
    assert said["residual_sd"] == pytest.approx(2**0.5)
    assert said["cv_rmse"] == pytest.approx(2**0.5 / 103)
    savings = said["savings"]
    assert savings["adjusted_baseline"] == pytest.approx(120 + 140)
    assert savings["actual"] == pytest.approx(230)
    assert savings["avoided"] == pytest.approx(30)
    assert savings["fraction"] == pytest.approx(30 / 260)
    assert set(savings["half_width"]) == set(savings["fsu"]) == {"exact", "autocorrelated"}


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8"])
def test_a_table_is_read_as_a_chinese_spreadsheet_saves_it(
    plant: str, tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--response", "kwh", "--drivers", "產量")
    other = tmp_path / "另存.csv"
    other.write_bytes(Path(plant).read_text("utf-8-sig").encode(encoding))
    assert fitted(capsys, str(other), *words) == fitted(capsys, plant, *words)


def test_a_wider_confidence_is_a_wider_interval(
    plant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (plant, "--response", "kwh", "--drivers", "產量", "--confidence")
    narrow, wide = (fitted(capsys, *words, each)["savings"] for each in ("0.8", "0.95"))
    assert narrow["half_width"]["exact"] < wide["half_width"]["exact"]
    assert narrow["avoided"] == wide["avoided"]


def test_without_a_period_column_all_rows_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "t.csv", ["x,y", *(f"{x},{3 * x + x % 2}" for x in range(1, 9))])
    said = fitted(capsys, path, "--response", "y", "--drivers", "x", "--no-intercept")
    assert said["n"] == 8
    assert "const" not in said["coefficients"]
    assert "savings" not in said


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["x,y", "1,2", "2,4", "3,6", "4,9"], ("--response", "z", "--drivers", "x")),
        (["x,z,y", "1,2,2", "2,4,3", "3,6,9", "4,8,1"], ("--response", "y", "--drivers", "x,z")),
        (["x,y", "1,2", "2,four", "3,6", "4,9"], ("--response", "y", "--drivers", "x")),
        (["x,y", "1,2", "nan,3", "3,4", "4,inf", "5,1"], ("--response", "y", "--drivers", "x")),
        (["x,y", "1,2"], ("--response", "y", "--drivers", "x")),
        ([""], ("--response", "y", "--drivers", "x")),
        (["x,y", "1,2", "2,4", "3,6", "4,9"],
         ("--response", "y", "--drivers", "x", "--period-column", "when")),
    ],
    ids=["no-column", "rank", "figure", "nan", "one-row", "empty", "no-period-column"],
)  # fmt: skip
def test_what_cannot_be_fitted_is_one_sentence(
    lines: list[str], words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fit", table(tmp_path / "t.csv", lines), *words, "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "mistake" not in told.err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04\x00\xe9", b"x,y\n1,2\xb8\n"])
def test_a_file_that_is_no_text_is_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    words = ["fit", str(tmp_path / "t.csv"), "--response", "y", "--drivers", "x", "--json"]
    assert main(words) == 1
    told = capsys.readouterr()
    assert "mistake" not in told.err
    assert "t.csv" in told.err
