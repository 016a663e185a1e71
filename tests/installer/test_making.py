"""What is handed out: licences, icon, ZIP, sums, and the words of the installer."""

from __future__ import annotations

import hashlib
import re
import struct
import subprocess
import sys
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from cpdesk import __version__
from cpdesk.base import paths
from installer import licences, make
from installer.icon import SIDE, SIZES, write_icon, write_side

HOUSE = Path(__file__).parents[2]
DRAWING = HOUSE / "resources" / "icons" / "cpdesk.svg"
TEXTS = (HOUSE / "installer" / "texts.nsh").read_text(encoding="utf-8")
SCRIPT = (HOUSE / "installer" / "cpdesk.nsi").read_text(encoding="utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """As if it were frozen."""
    folder = tmp_path / "新 dist" / "cpdesk"
    (folder / "_internal").mkdir(parents=True)
    (folder / "cpdesk.exe").write_bytes(b"MZ" * 700)
    (folder / "_internal" / "字.dat").write_bytes(b"x" * 900)
    return folder


def test_every_part_of_the_program_brings_its_licence(tmp_path: Path) -> None:
    index = licences.gather(tmp_path / "licences").read_text(encoding="utf-8")
    for part in licences.parts():
        name = part.metadata["Name"]
        assert f"\n{name} {part.version}: " in index
        texts = [each for each in (tmp_path / "licences" / name).rglob("*") if each.is_file()]
        assert any(each.stat().st_size > 500 for each in texts), name
    assert "GNU LESSER" in (tmp_path / "licences/PySide6_Essentials/LGPL-3.0.txt").read_text()


def test_a_part_without_a_licence_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "BY_NAME", {})
    with pytest.raises(ValueError, match="no licence was found in PySide6_Essentials"):
        licences.gather(tmp_path / "licences")


def test_the_text_of_another_choice_is_no_licence(tmp_path: Path) -> None:
    """The wheel of PySide6 for Windows brings that of the commercial one only."""
    place = tmp_path / "pyside6_essentials-6.dist-info"
    text = "licenses/LicenseRef-Qt-Commercial.txt"
    (place / "licenses").mkdir(parents=True)
    (place / text).write_text("To be bought.")
    (place / "RECORD").write_text(f"{place.name}/{text},,\n")
    (place / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: PySide6_Essentials\nVersion: 6\n"
        "License: LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only\n"
    )
    part = PathDistribution(place)
    assert [name for name, _ in licences._texts(part)] == []
    licences._one(part, tmp_path / "out")
    assert "GNU LESSER" in (tmp_path / "out/PySide6_Essentials/LGPL-3.0.txt").read_text()


def test_a_licence_is_told_as_a_name_not_as_a_text() -> None:
    for part in licences.parts():
        assert re.fullmatch(r"[^\n=]{3,80}", licences.name_of(part)), part.metadata["Name"]


def test_the_icon_has_a_picture_for_each_size(tmp_path: Path) -> None:
    found = write_icon(DRAWING, tmp_path / "圖" / "cpdesk.ico").read_bytes()
    assert struct.unpack_from("<HHH", found) == (0, 1, len(SIZES))
    for at, size in enumerate(SIZES):
        wide, high, *_, length, begin = struct.unpack_from("<BBBBHHII", found, 6 + 16 * at)
        assert (wide, high) == (size % 256, size % 256)
        picture = found[begin : begin + length]
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (size, size)


def test_the_side_of_the_installer_is_as_large_as_nsis_wants_it(tmp_path: Path) -> None:
    found = write_side(DRAWING, tmp_path / "side.bmp").read_bytes()
    assert found.startswith(b"BM")
    assert struct.unpack_from("<ii", found, 18) == SIDE


def test_no_icon_is_made_of_what_is_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "bad.svg").write_text("no")
    with pytest.raises(ValueError, match="is no drawing"):
        write_icon(tmp_path / "bad.svg", tmp_path / "bad.ico")


def test_the_zip_holds_the_program_and_says_that_it_is_carried(
    program: Path, tmp_path: Path
) -> None:
    make.make_portable(program, tmp_path / "stick.zip")
    with zipfile.ZipFile(tmp_path / "stick.zip") as packed:
        assert packed.testzip() is None
        names = set(packed.namelist())
        assert packed.read("cpdesk/_internal/字.dat") == b"x" * 900
    assert names == {"cpdesk/cpdesk.exe", "cpdesk/_internal/字.dat", f"cpdesk/{paths.PORTABLE}"}


def test_the_program_looks_for_the_file_that_the_zip_brings() -> None:
    assert make.PORTABLE == paths.PORTABLE


def test_a_part_of_qt_too_many_or_too_few_stops_the_build(program: Path) -> None:
    qt = program / "_internal" / "PySide6"
    qt.mkdir()
    for each in make.QT_PARTS:
        (qt / f"{each}.pyd").touch()
    make.demand_lean(program)
    (qt / "QtQml.pyd").touch()
    with pytest.raises(SystemExit, match="QtQml"):
        make.demand_lean(program)


def test_sums_are_as_the_usual_tool_checks_them(program: Path, tmp_path: Path) -> None:
    exe = program / "cpdesk.exe"
    make.write_sums([exe], tmp_path / "SHA256SUMS")
    said = (tmp_path / "SHA256SUMS").read_text()
    assert said == f"{hashlib.sha256(exe.read_bytes()).hexdigest()}  cpdesk.exe\n"


def test_without_a_certificate_nothing_is_signed_and_that_is_said(
    program: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(make.SIGN, raising=False)
    assert not make.sign([program / "cpdesk.exe"])
    assert "not signed" in capsys.readouterr().out


def test_with_one_each_file_is_signed(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; open(sys.argv[1], 'ab').write(b'signed')"
    monkeypatch.setenv(make.SIGN, f'"{sys.executable}" -c "{code}" {{file}}')
    assert make.sign([program / "cpdesk.exe"])
    assert (program / "cpdesk.exe").read_bytes().endswith(b"signed")


def test_a_signature_that_fails_stops_the_build(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(make.SIGN, f'"{sys.executable}" -c "raise SystemExit(3)" {{file}}')
    with pytest.raises(subprocess.CalledProcessError):
        make.sign([program / "cpdesk.exe"])


@pytest.mark.parametrize("mark", ["", "wine-proof"])
def test_a_proof_is_never_called_a_release(
    mark: str, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def compiled(*words: object) -> None:
        asked.extend(map(str, words))
        out = next(each for each in asked if each.startswith("-DOUT="))
        Path(out.removeprefix("-DOUT=")).write_bytes(b"MZ")

    monkeypatch.setattr(make, "nsis", lambda: "makensis")
    monkeypatch.setattr(make, "run", compiled)
    made = make.pack(program.parent, mark)
    assert all(mark in each.name and __version__ in each.name for each in made)
    assert {each.parent.name for each in made} == {"proof" if mark else "release"}
    assert (f"-DMARK= ({mark}, not a release)" in asked) == bool(mark)


def test_without_nsis_it_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make.shutil, "which", lambda name: None)
    monkeypatch.setenv("PROGRAMFILES(X86)", "")
    with pytest.raises(SystemExit, match="Please install it"):
        make.nsis()


def test_every_sentence_of_the_installer_is_there_in_three_languages() -> None:
    told = re.findall(r'Text (\w+) \\\n\s*((?:"[^"]*"[\s\\]*){3})', TEXTS)
    names = {name for name, _ in told}
    assert len(told) == TEXTS.count("!insertmacro Text ") > 10
    assert set(re.findall(r"\$\((\w+)\)", SCRIPT)) == names
    for name, three in told:
        english, hant, hans = re.findall(r'"([^"]*)"', three)
        assert english.isascii(), name
        assert re.search(r"[\u4e00-\u9fff]", hant), name
        assert re.search(r"[\u4e00-\u9fff]", hans), name
        assert hant != hans or len(hant) < 5, name
