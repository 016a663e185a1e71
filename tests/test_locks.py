"""The lock files: every package pinned with its hashes, and no address anywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.!+]+)( ; (?P<marker>.+))?")
HASHES = re.compile(r"(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+")


def entries(name: str) -> dict[str, str]:
    """Each line that pins a package, with the lines of its hashes."""
    text = (HOUSE / name).read_text(encoding="utf-8")
    parts = re.split(r"^(?! )(.+) \\\n", text, flags=re.MULTILINE)
    assert parts[0] == ""
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def pins(name: str) -> set[tuple[str | None, ...]]:
    return {PIN.fullmatch(line).groups()[:2] for line in entries(name)}  # type: ignore[union-attr]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8")
    assert "==" in text
    assert not re.search(r"://|index-url|find-links|trusted-host|\bfile:|@", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    for line, hashes in entries(name).items():
        assert PIN.fullmatch(line), line
        assert HASHES.fullmatch(hashes), line


def test_the_development_lock_holds_all_that_ships() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], ()), (LOCKS[1], ("dev",))])
def test_every_dependency_is_locked(lock: str, extra: tuple[str, ...]) -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for each in extra:
        wanted += project["optional-dependencies"][each]
    names = {re.split(r"[<>=;\s]", each)[0].lower() for each in wanted}
    assert names <= {name for name, _ in pins(lock)}


def test_numpy_is_the_tried_one_and_from_python_3_13_on_a_newer() -> None:
    lines = [line for line in entries("requirements.lock") if line.startswith("numpy==")]
    assert "numpy==2.0.2 ; python_full_version < '3.13'" in lines
    assert [line.partition(" ; ")[2] for line in lines if "2.0.2" not in line] == [
        "python_full_version >= '3.13'"
    ]
