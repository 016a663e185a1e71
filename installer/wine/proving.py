"""The steps that prove: tests, program, installer, its trial, papers, pictures, no network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date

from installer.wine.debian import HOME
from installer.wine.log import Figures
from installer.wine.proof import INSTALLED, Proof, megabytes

MARK = "wine-proof"
LANGUAGES = {"en": 1033, "zh_Hant": 1028, "zh_Hans": 2052}  # and Windows' own numbers for them
# The benchmarks measure Linux; test_dev and test_locks look at chores that are not Windows'.
TESTED = ("domain", "analysis", "base", "programme", "records", "services", "exchange",
          "documents", "presenters", "cli", "ui", "installer", "test_bootstrap.py",
          "test_trace_of_a_reading.py")  # fmt: skip
# How Wine tells that a program makes a socket, and of which family.
_SOCKET = re.compile(r"WSASocketW.*?(?:af|family)\W*(AF_\w+|\d+)", re.IGNORECASE)
_SHOW = """\
wine explorer /desktop=proof,1440x900 "$@" &
sleep "$SECONDS_TO_WAIT"; scrot -o "$PICTURE"; wineserver -k; wineserver -w"""


def run_tests(proof: Proof) -> Figures:
    """All tests but benchmarks and those of our own chores, on Windows' Python; by folders."""
    found, failed = {}, []
    for each in TESTED:
        proof.log.keep(f"tests-{each}", "")
        words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=short",
                 "-o", "timeout=600", f"tests/{each}")  # fmt: skip
        said = proof.python(f"tests-{each}", *words, minutes=120, may_fail=True)
        lines = re.findall(r"^.*\d+ (?:passed|failed|error).*$", said, re.MULTILINE)
        found[each] = lines[-1].strip("= ") if lines else "did not come to an end"
        failed += [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))]
        print(f"[wine] tests/{each}: {found[each]}", flush=True)
    (proof.log.folder / "failed.txt").write_text("\n".join(failed) + "\n", "utf-8")
    passed = sum(int(n) for line in found.values() for n in re.findall(r"(\d+) passed", line))
    ended = all("passed" in line for line in found.values())
    if failed or not ended:
        raise SystemExit(f"{passed} tests passed, {len(failed)} did not: {proof.log.folder}")
    return {"passed": str(passed), **found}


def freeze(proof: Proof) -> Figures:
    """PyInstaller on Windows' Python, with the licences of all that is inside."""
    proof.python("freeze", "-m", "installer.make", "freeze", "--dist", proof.seen(proof.out),
                 minutes=20)  # fmt: skip
    inside = [*(proof.out / "cpdesk").rglob("*")]
    return {"frozen": megabytes(proof.out / "cpdesk"), "files": str(len(inside))}


def pack(proof: Proof) -> Figures:
    """The installer and the ZIP, by Debian's own NSIS; marked as what must not be released."""
    words = ("installer.make", "pack", "--dist", f"{HOME}/out", "--mark", MARK)
    proof.shell("pack", '"$@"', "python3", "-m", *words, minutes=20)
    made = sorted((proof.out / "proof").iterdir())
    return {each.name: f"{each.stat().st_size / 1e6:.1f} MB" for each in made}


def try_installer(proof: Proof) -> Figures:
    """In, used, over and out again, as on a hosted Windows."""
    said = proof.python("trial", "-m", "installer.trial", proof.seen(proof.setup), minutes=20)
    lines = [each.removeprefix("[trial] ").strip() for each in said.splitlines()]
    figures = [each for each in lines if re.search(r": .*\d", each) and "holds" not in each]
    held = sum(each.startswith("holds: ") for each in lines)
    return {"things that hold": str(held), **dict(each.split(": ", 1) for each in figures)}


def compare_papers(proof: Proof) -> Figures:
    """Both packs in three languages of one record, here and by the installed program."""
    proof.installed()
    place = proof.home / "papers"
    shutil.rmtree(place, ignore_errors=True)
    (place / "windows").mkdir(parents=True)
    here(proof, "demo", place / "linux", "--lang", "en")
    shutil.copy(place / "linux" / "sample.cpdesk", place / "windows")
    proof.debian.hand_over()
    same = {}
    for kind, asked in (("application", ("--project", "P1")),
                        ("dossier", ("--class", "partner", "--year", "2025"))):  # fmt: skip
        for language in LANGUAGES:
            words = (*asked, "--lang", language, "--date", date.today().isoformat(), "-o")
            one, other = (place / each / f"{kind}-{language}.pdf" for each in ("linux", "windows"))
            here(proof, kind, place / "linux" / "sample.cpdesk", *words, one)
            record = proof.seen(place / "windows" / "sample.cpdesk")
            proof.wine(other.stem, f"{INSTALLED}\\cpdesk-cli.exe", kind, record, *words,
                       proof.seen(other))  # fmt: skip
            same[one.name] = difference(one.read_bytes(), other.read_bytes())
    return same


def here(proof: Proof, *words: object) -> None:
    command = [sys.executable, "-m", "cpdesk", *map(str, words)]
    subprocess.run(command, cwd=proof.house, check=True, stdout=subprocess.DEVNULL)


def difference(one: bytes, other: bytes) -> str:
    if one == other:
        return f"equal, {len(one)} bytes"
    differ = sum(a != b for a, b in zip(one, other, strict=False))
    return f"NOT equal: {len(one)} and {len(other)} bytes, {differ} of them differ"


def take_pictures(proof: Proof) -> Figures:
    """The installed window with a record, and the installer's first page, in three languages."""
    proof.installed()
    place = proof.home / "pictures"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    proof.debian.hand_over()
    for language, number in LANGUAGES.items():
        settings = proof.home / f"settings-{language}" / "data" / "settings.json"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(f'{{"language": "{language}"}}', "utf-8")
        proof.debian.hand_over()
        record = proof.seen(proof.home / "papers" / "windows" / "sample.cpdesk")
        home = proof.seen(settings.parents[1])
        show(proof, f"window-{language}", f"{INSTALLED}\\cpdesk.exe", record, CPDESK_HOME=home)
        show(proof, f"setup-{language}", proof.seen(proof.setup), f"/LANG={number}")
    shutil.copytree(place, proof.work / "pictures", dirs_exist_ok=True)
    return {"to be looked at": str(proof.work / "pictures")}


def show(proof: Proof, name: str, *words: str, **known: str) -> str:
    """A picture of the whole screen, some time after a program was started; what that said."""
    about = {"PICTURE": f"{HOME}/pictures/{name}.png", "SECONDS_TO_WAIT": "60", **known}
    return proof.shell(name, _SHOW, *words, known=about)


def watch_network(proof: Proof) -> Figures:
    """The installed programs make no IP socket: Wine tells of each that is made."""
    proof.installed()
    watched = {"WINEDEBUG": "-all,+winsock"}
    code = "import socket; socket.socket(socket.AF_INET)"
    if not sockets(proof.wine("network-control", f"{HOME}/python/python.exe", "-c", code,
                              known=watched)):  # fmt: skip
        raise SystemExit("Wine tells nothing of a socket that was made: this proves nothing.")
    said = proof.wine("network", f"{INSTALLED}\\cpdesk-cli.exe", "selftest", known=watched)
    record = proof.seen(proof.home / "papers" / "windows" / "sample.cpdesk")
    said += show(proof, "network-window", f"{INSTALLED}\\cpdesk.exe", record, **watched)
    if sockets(said):
        raise SystemExit(f"The installed program makes a socket: {sockets(said)[0]}")
    return {"sockets of selftest and of the window with a record": "none"}


def sockets(said: str) -> list[str]:
    return [each for each in said.splitlines() if _SOCKET.search(each)]
