"""Whatever is pressed and typed: no fault, and everything can be taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpdesk.domain.record import KINDS
from cpdesk.records import safety
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking
from tests.ui.monkey import Monkey, in_a_cage

PROVING = bool(os.environ.get("CPDESK_PROVE"))
SEEDS, ACTS = (tuple(range(20)), 3000) if PROVING else ((2026,), 300)


@pytest.mark.xfail(strict=False, reason="an undo of everything differs in one place")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_monkey_breaks_nothing(
    window: MainWindow, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "say", lambda *_: None)
    path = walking.open_sample(window, tmp_path)
    first = state(window)
    written = tmp_path / "written"
    written.mkdir()
    monkey = Monkey(window, seed)
    with in_a_cage(written) as faults:
        monkey.play(ACTS)
        walking.rest(window)
        assert not faults, f"{monkey.last}\n{faults[0]}"
        assert window.isVisible()
        assert window.desk is not None
        window.view.confirm()  # what is half typed is kept by closing
        kept = state(window)
        assert window.close_record()
        assert safety.verify(path) == ()
        assert window.open_record(path)
        assert state(window) == kept, "what was kept is there when the record is opened again"
        while window.desk.session.ws.store.can_undo and state(window) != first:
            window.desk.undo()
        assert state(window) == first, "everything that was done is taken back exactly"
        assert not faults, faults[0]


def state(window: MainWindow) -> dict[type, dict[str, object]]:
    """Everything in the record, by kind and id."""
    record = window.desk.session.record
    return {kind: dict(record.table(kind)) for kind in KINDS}
