"""The whole proof, step by step: `python dev.py wine [--work DIR] [--again STEP]`.

What is done is not done again: a step leaves a file in the work folder, with the figures it found,
and is redone only where what it rests on has changed. What comes out is a proof, never a release.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from installer.wine import making, proving, python
from installer.wine.debian import PACKAGES, RELEASE
from installer.wine.log import Figures, Log
from installer.wine.proof import Proof

HOUSE = Path(__file__).resolve().parents[2]
STEPS: dict[str, Callable[[Proof], Figures]] = {
    "debian": making.make_debian,
    "python": making.fetch_python,
    "packages": making.fetch_packages,
    "prefix": making.make_prefix,
    "project": making.copy_project,
    "freeze": proving.freeze,
    "pack": proving.pack,
    "papers": proving.compare_papers,
    "pictures": proving.take_pictures,
    "network": proving.watch_network,
    "trial": proving.try_installer,
    "tests": proving.run_tests,  # the longest, so the last
}


def grounds() -> dict[str, str]:
    """What each step rests on: where that changes, it is done anew."""
    debian = f"{RELEASE} {' '.join(PACKAGES)}"
    lock = hashlib.sha256((HOUSE / "requirements-dev.lock").read_bytes()).hexdigest()
    known = {"debian": debian, "python": f"{debian} {python.SOURCE_HASH}", "prefix": debian}
    known["packages"] = f"{known['python']} {lock}"
    later = f"{known['packages']} {making.state_of(HOUSE)}"
    return {name: known.get(name, later) for name in STEPS}


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py wine", description=__doc__)
    parser.add_argument("--work", type=Path, default=HOUSE / "build" / "wine", metavar="DIR")
    parser.add_argument("--again", choices=STEPS, help="begin with this step once more")
    parser.add_argument("--only", choices=STEPS, help="do only this step")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    log, names = Log(work), list(STEPS)
    if options.again:
        log.forget(names[names.index(options.again) :])
    proof = Proof(HOUSE, work, log)
    for name, key in grounds().items():
        if options.only in (None, name):
            do = partial(STEPS[name], proof)
            log.step(name, do, key, anew=options.only == name)
    log.tell_all(STEPS)


if __name__ == "__main__":
    main()
