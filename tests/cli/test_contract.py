"""Every key of every JSON object, on the sample factory's record and on an empty one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cpdesk.bootstrap import new_desk, open_desk, sample_desk
from cpdesk.cli import main
from cpdesk.domain.upgrades import Effect, Upgrade
from tests.by_hand import dyeing_mill, workshop

# A shape is a test of a value, a list of one shape, or a mapping: the contract only ever grows.
Shape = Any
Test = Callable[[object], bool]


def fits(value: Any, shape: Shape, at: str = "") -> None:
    """Fail with the path of the first value that is not as the contract says."""
    if isinstance(shape, Mapping):
        assert isinstance(value, dict), at
        assert set(shape) <= set(value), at
        for key, inner in shape.items():
            fits(value[key], inner, f"{at}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), at
        for number, each in enumerate(value):
            fits(each, shape[0], f"{at}[{number}]")
    elif isinstance(shape, Or):
        if value is not None:
            fits(value, shape.shape, at)
    else:
        assert shape(value), f"{at}: {value!r}"


class Or:
    """The shape, or null."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


def like(pattern: str) -> Test:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def among(*words: str) -> Test:
    return lambda value: value in words


def is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def is_number(value: object) -> bool:
    return type(value) in (int, float)


def is_flag(value: object) -> bool:
    return type(value) is bool


def is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def by_name(inner: Test) -> Test:
    """An object whose keys are codes."""
    return lambda value: isinstance(value, dict) and all(map(inner, value.values()))


amount = like(r"-?\d+(\.\d+)?")
text = like(r"(?s).+")
words = like(r"(?s).*")
month = like(r"\d{4}-\d\d")
day = like(r"\d{4}-\d\d-\d\d")

FINDING = {
    "code": like(r"[a-z0-9-]+"), "severity": among("blocking", "warning", "info"), "place": words,
    "facts": is_mapping, "message": text,
}  # fmt: skip
LISTS = ("companies", "factories", "meters", "drivers", "upgrades", "projects")
LIST = {name: [{"code": text, "name": words}] for name in LISTS}
MONTHS = {
    "meters": [{
        "code": text, "unit": words, "convention": among("next", "this", "read-month"),
        "months": [{"month": month, "amount": amount, "cost": Or(amount), "currency": Or(text),
                    "complete": is_flag, "estimated": is_flag}],
        "bills": [{"start": day, "end": day, "amount": amount, "estimated": is_flag,
                   "folded": is_count,
                   "parts": [{"month": month, "days": is_count, "amount": amount}]}],
    }],
    "findings": [FINDING],
}  # fmt: skip
SPAN = {"first": month, "last": month, "months": is_count}
MODEL = {
    "n": is_count, "parameters": is_count, **dict.fromkeys(
        ("r2", "adjusted_r2", "f", "f_p", "residual_sd", "cv_rmse", "nmbe", "durbin_watson",
         "lag1", "aicc"), Or(is_number)),
    **dict.fromkeys(("coefficients", "standard_errors", "t", "p", "vif"), by_name(is_number)),
}  # fmt: skip
FACTOR = {
    "key": text, "value": amount, "unit": text, "gas": words, "year": Or(is_count),
    "asked": Or(is_count), "source": text, "status": text,
}  # fmt: skip
SHARE = {
    "meter": text,
    **dict.fromkeys(("of", "estimate", "amount", "half_width", "other"), Or(amount)),
}  # fmt: skip
SAVINGS = {
    "upgrades": [{
        "code": text, "effect": text, "inputs": Or(text), "contained_in": Or(text),
        "share": Or(SHARE), "meter": Or(text), "unit": words, "method": Or(text),
        "baseline": Or(SPAN),
        "reporting": Or({**SPAN, "adjusted_baseline": amount, "actual": amount}),
        "model": Or(MODEL), "avoided": Or(amount), "fraction": Or(is_number),
        "half_width": Or(amount),
        "half_widths": Or({"exact": Or(amount), "autocorrelated": Or(amount)}),
        "fsu": Or(is_number), "confidence": Or(is_number), "verdict": Or(text),
        "money": Or({"amount": amount, "currency": text, "price": amount}),
        "standard_coal": Or(amount), "co2": Or(amount), "factors": [FACTOR],
    }],
    "total": {"money": by_name(amount), "standard_coal": Or(amount), "co2": Or(amount)},
    "findings": [FINDING],
}  # fmt: skip
CHECK = {"ready": is_flag, "findings": [FINDING]}
IMPORT = {
    "id": Or(is_count), "new": is_count, "changed": is_count, "same": is_count,
    "refused": is_count, "findings": [FINDING],
}  # fmt: skip


def said(capsys: pytest.CaptureFixture[str], *line: object) -> Any:
    """The one JSON object of a command, which says nothing else."""
    capsys.readouterr()
    assert main([*map(str, line), "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert len(told.out.splitlines()) == 1
    return json.loads(told.out)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = sample_desk(tmp_path_factory.mktemp("樣本 工廠"))
    desk.store.close()
    return desk.store.path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    desk = new_desk(tmp_path / "空 記錄.cpdesk")
    desk.store.close()
    return desk.store.path


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """Bimonthly bills, a driver that explains nothing, and an effect that no meter shows."""
    desk = new_desk(tmp_path / "染廠.cpdesk")
    with desk.store.change("Typed by hand") as work:
        work.put_many(dyeing_mill.entities())
        upgrade = next(each for each in dyeing_mill.entities() if isinstance(each, Upgrade))
        work.put(Effect(id="e9", code="X9", upgrade=upgrade.id, unit="kg"))
    desk.store.close()
    return desk.store.path


def test_lists(sample: Path, empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lists = said(capsys, "list", sample)
    fits(lists, LIST)
    assert tuple(lists) == LISTS
    assert all(lists.values())
    assert said(capsys, "list", empty) == {name: [] for name in LISTS}
    for name in LISTS:
        assert said(capsys, "list", sample, name) == {name: lists[name]}
        assert said(capsys, "list", empty, name) == {name: []}


def test_months(
    sample: Path, mill: Path, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "months", sample)
    fits(shown, MONTHS)
    codes = [each["code"] for each in said(capsys, "list", sample, "meters")["meters"]]
    assert [each["code"] for each in shown["meters"]] == codes
    assert all(each["months"] and each["bills"] for each in shown["meters"])
    one = said(capsys, "months", sample, "--meter", codes[1])
    assert one["meters"] == shown["meters"][1:2]
    crossing = said(capsys, "months", mill)
    fits(crossing, MONTHS)
    parts = [len(bill["parts"]) for each in crossing["meters"] for bill in each["bills"]]
    assert max(parts) == 3
    assert not crossing["meters"][0]["months"][0]["complete"]
    assert said(capsys, "months", empty) == {"meters": [], "findings": []}


def test_savings(
    sample: Path, mill: Path, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "savings", sample)
    fits(shown, SAVINGS)
    measured = [each for each in shown["upgrades"] if each["model"]]
    assert measured
    for each in measured:
        assert None not in (each["half_width"], each["fsu"], each["money"], each["verdict"])
        assert set(each["model"]["coefficients"]) == {"const", *each["model"]["vif"]}
    code = measured[0]["code"]
    one = said(capsys, "savings", sample, "--upgrade", code)
    assert {each["code"] for each in one["upgrades"]} == {code}
    unmeasured = said(capsys, "savings", mill)
    fits(unmeasured, SAVINGS)
    lost = next(each for each in unmeasured["upgrades"] if each["meter"] is None)
    assert {each for each, value in lost.items() if value is None} >= {
        "meter", "method", "baseline", "reporting", "model", "avoided", "fraction", "half_width",
        "half_widths", "fsu", "confidence", "verdict", "money", "standard_coal", "co2",
    }  # fmt: skip
    assert (lost["unit"], lost["factors"]) == ("kg", [])
    assert said(capsys, "savings", empty) == {
        "upgrades": [], "total": {"money": {}, "standard_coal": None, "co2": None}, "findings": [],
    }  # fmt: skip


@pytest.mark.parametrize("purpose", ["application", "dossier"])
def test_check(
    sample: Path, empty: Path, purpose: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, "check", sample, "--for", purpose, "--date", "2026-11-24")
    fits(shown, CHECK)
    assert shown["findings"]
    nothing = said(capsys, "check", empty, "--for", purpose)
    fits(nothing, CHECK)
    assert nothing["ready"] is False
    assert [each["severity"] for each in nothing["findings"]] == ["blocking"]


def test_import(
    sample: Path, empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "全部.xlsx"
    assert main(["export", str(sample), "-o", str(book)]) == 0
    shown = said(capsys, "import", empty, book, "--preview")
    fits(shown, IMPORT)
    assert (shown["id"], shown["refused"]) == (None, 0)
    assert shown["new"] > 100
    taken = said(capsys, "import", empty, book)
    fits(taken, IMPORT)
    assert (taken["id"], taken["new"]) == (1, shown["new"])
    again = said(capsys, "import", empty, book)
    assert (again["id"], again["new"], again["changed"], again["same"]) == (
        None, 0, 0, shown["new"],
    )  # fmt: skip
    fits(said(capsys, "list", empty), LIST)
    for command in ("months", "savings"):
        assert said(capsys, command, empty) == said(capsys, command, sample)


def test_messages_are_in_the_language_asked_and_codes_stay(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("check", sample, "--for", "application", "--date", "2026-11-24", "--messages")
    english, chinese = (said(capsys, *line, each)["findings"] for each in ("en", "zh_Hans"))
    assert [each["code"] for each in english] == [each["code"] for each in chinese]
    alike = sum(a["message"] == b["message"] for a, b in zip(english, chinese, strict=True))
    assert alike < len(english) / 2  # a text that is new may still wait for its translation


# -- the same for people


def lines(capsys: pytest.CaptureFixture[str], *line: object) -> list[str]:
    capsys.readouterr()
    assert main([*map(str, line), "--messages", "en"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out.splitlines()


def test_without_json_there_is_a_line_for_each_thing(
    sample: Path, empty: Path, mill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert any(each.startswith("meters\tM1\t") for each in lines(capsys, "list", sample))
    months = lines(capsys, "months", mill, "--meter", "ST")
    assert months[0].split("\t") == ["ST", "2022-11", months[0].split("\t")[2], "t",
                                     months[0].split("\t")[4], "*"]  # fmt: skip
    assert months[1].split("\t")[1] == "2022-12"
    assert not months[1].endswith("*")
    first = lines(capsys, "savings", sample)[0].split("\t")
    assert first[:2] == ["U1", "M1"]
    assert re.fullmatch(r"[\d,]+ ± [\d,]+ kWh", first[2])
    assert lines(capsys, "check", empty, "--for", "application")[-1] == "Not ready yet."
    assert lines(capsys, "list", empty) == []


def test_an_import_for_people_counts_and_names_the_doubt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, table = tmp_path / "a.cpdesk", tmp_path / "電費.csv"
    desk = new_desk(record)
    with desk.store.change("Typed by hand") as work:
        work.put_many(workshop.entities())
    desk.store.close()
    table.write_text("meter,month,amount\nCLP,2027-01,0\n", "utf-8-sig")
    told = lines(capsys, "import", record, table)
    assert told[-1] == "New: 1, changed: 0, the same: 0, refused: 0"
    assert any(each.startswith("Doubtful: Meter CLP") for each in told[:-1])


def test_verify_backup_and_restore_say_what_they_did(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, back = tmp_path / "備份.cpdesk", tmp_path / "回.cpdesk"
    assert lines(capsys, "backup", sample, "-o", copy) == [str(copy)]
    assert lines(capsys, "verify", copy) == [f"{copy} is sound."]
    assert lines(capsys, "restore", copy, back) == [str(back)]
    told = lines(capsys, "restore", copy, back)
    kept = next(each for each in tmp_path.glob("回 (before restore*"))
    assert told == [str(back), f"The record that was there is kept as {kept}."]
    (named,) = lines(capsys, "backup", sample)
    assert re.fullmatch(r"sample \d{4}-\d\d-\d\d \d{6}\.cpdesk", Path(named).name)
    assert Path(named).parent == sample.parent


def test_verify_names_each_fault_and_fails(
    mill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    with sqlite3.connect(mill) as other:
        other.execute("UPDATE reading SET amount = '9' WHERE id = 'st-2023-01-20'")
    capsys.readouterr()
    assert main(["verify", str(mill), "--messages", "en"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("Must be mended: Reading · Amount")
    assert told.err == f"{mill} is damaged. Restore the newest backup.\n"


# -- copies that travel


def test_a_copy_older_than_one_seen_here_warns_and_json_stays_one_object(
    mill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "家"))
    old = tmp_path / "舊 副本.cpdesk"
    old.write_bytes(mill.read_bytes())
    desk = open_desk(mill)
    with desk.store.change("Later") as work:
        work.put(Effect(id="e8", code="X8", upgrade="u1"))
    desk.store.close()
    assert said(capsys, "list", mill)["meters"]  # the newer one is seen
    for line in (["list", old], ["months", old], ["check", old, "--for", "dossier"]):
        capsys.readouterr()
        assert main([*map(str, line), "--json", "--messages", "en"]) == 0
        told = capsys.readouterr()
        assert told.err == (
            "Doubtful: This copy has 1 changes, but one with 2 was open on this computer before. "
            "Make sure that it is the copy you want.\n"
        )
        assert isinstance(json.loads(told.out), dict)
    assert said(capsys, "list", mill)["meters"]


def test_a_change_made_here_is_remembered_too(
    mill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "家"))
    old = tmp_path / "舊.cpdesk"
    old.write_bytes(mill.read_bytes())
    assert main(["undo", str(mill)]) == 0
    capsys.readouterr()
    assert main(["list", str(old)]) == 0
    assert "with 2" in capsys.readouterr().err


def test_a_pc_that_keeps_no_settings_does_what_is_asked_all_the_same(
    mill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "家").write_bytes(b"a file where the folder should be")
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "家"))
    capsys.readouterr()
    assert main(["list", str(mill), "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["meters"]
    assert "家" in told.err
