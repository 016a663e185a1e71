"""Proves an installed program by doing the main job with the sample factory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from cpdesk.base.paths import resource
from cpdesk.domain.findings import blocking
from cpdesk.domain.plant import Reading
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LANGUAGES, N_
from cpdesk.records import safety
from cpdesk.services.demo import RECORD, open_sample, print_packs
from cpdesk.services.evidence import add_evidence
from cpdesk.services.evidence_pictures import picture_of
from cpdesk.services.jobs import NullJob
from cpdesk.services.saving.savings import savings_of
from cpdesk.services.workspace import Workspace

SELFTEST_FAILED = blocking(
    "selftest-failed",
    N_("The program is not sound: {step} failed. Install it again, or send us this sentence."),
)
_LEAST_PACK = 20_000  # bytes; an empty page with its fonts is smaller


def prove(now: Callable[[], datetime]) -> Iterator[str]:
    """Do each step of the main job, naming it when done; raises Refusal at the first that fails."""
    with tempfile.TemporaryDirectory(prefix="cpdesk-測試-") as name:
        folder = Path(name)
        with open_sample(folder, now, "selftest") as store:
            desk = Workspace(store, now, "selftest")
            yield from _prove_figures(desk)
            yield _prove_reader()
            yield from _prove_packs(desk, folder)
            yield from _prove_evidence(desk, folder)
        safety.backup(folder / RECORD, folder / "backup.cpdesk")
        _hold(not safety.verify(folder / "backup.cpdesk"), "backup")
        yield "backup"


def _prove_figures(desk: Workspace) -> Iterator[str]:
    _hold(len(desk.record.all(Reading)) > 300, "import")
    yield "import"
    measured = [savings_of(desk.record, each, desk.factors()) for each in desk.record.all(Upgrade)]
    _hold(any(effect.avoided for each in measured for effect in each.effects), "savings")
    yield "savings"


def _prove_reader() -> str:
    """A doubtful workbook is tried by a process of its own: this program, called again."""
    from cpdesk.exchange.sheets import nothing
    from cpdesk.exchange.trial import demand_readable

    demand_readable(resource("sample", "sample.xlsx"), nothing)
    return "reader"


def _prove_packs(desk: Workspace, folder: Path) -> Iterator[str]:
    for language in LANGUAGES:
        for path in print_packs(desk, folder, language, NullJob()):
            content = path.read_bytes()
            _hold(content.startswith(b"%PDF") and len(content) > _LEAST_PACK, path.stem)
            yield path.stem


def _prove_evidence(desk: Workspace, folder: Path) -> Iterator[str]:
    """A pack, a scan and a phone's photo kept as papers, and shown."""
    from PIL import Image

    scan = folder / "picture.tif"
    Image.new("RGB", (80, 60)).save(scan)
    photo = resource("sample", "photo.heic")
    papers = add_evidence(desk, [next(folder.rglob("*.pdf")), scan, photo]).papers
    _hold(len(papers) == 3 and all(each.printable for each in papers), "evidence")
    _hold(all(picture_of(desk, each, 1, 100) for each in papers), "evidence")
    yield "evidence"


def _hold(condition: bool, step: str) -> None:
    if not condition:
        raise SELFTEST_FAILED.refuse(step=step)
