"""Whatever is pressed and typed: no fault, and everything can be taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.record import KINDS, Record
from cpdesk.records import safety
from cpdesk.records.journal import ERASE, UNDO
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking
from tests.ui.monkey import Monkey, in_a_cage

PROVING = bool(os.environ.get("CPDESK_PROVE"))
SEEDS, ACTS = (tuple(range(20)), 3000) if PROVING else ((2026,), 300)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_monkey_breaks_nothing(
    window: MainWindow, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "say", lambda *_: None)
    path = walking.open_sample(window, tmp_path)
    first, opened = state(window), window.desk.session.record.identity.change
    written = tmp_path / "written"
    written.mkdir()
    monkey = Monkey(window, seed)
    with in_a_cage(written) as faults:
        monkey.play(ACTS, faults)
        walking.rest(window)
        assert not faults, "\n".join((f"after {monkey.acts} acts", *monkey.lately, *faults))
        assert window.isVisible()
        assert window.desk is not None
        window.view.confirm()  # what is half typed is kept by closing
        kept = state(window)
        assert window.close_record()
        assert safety.verify(path) == ()
        assert window.open_record(path)
        assert state(window) == kept, "what was kept is there when the record is opened again"
        store = window.desk.session.ws.store
        began = contents(store.record_at(opened))
        if any(each.kind == ERASE for each in store.history()):
            for kind in (Evidence, Attachment):  # what was erased for good is in no state any more
                first[kind] = {id: each for id, each in first[kind].items() if id in began[kind]}
        assert began == first, "the history leads back exactly to where it began"
        while store.can_undo and state(window) != first:
            window.desk.undo()
        # Taken back beyond where the monkey began and gone on from there, it leads to nothing.
        beyond = any(each.kind == UNDO and (each.of or 0) <= opened for each in store.history())
        left = state(window)
        assert left == first or (beyond and not any(left.values())), "all is taken back exactly"
        assert not faults, faults[0]


def state(window: MainWindow) -> dict[type, dict[str, object]]:
    """Everything in the record, by kind and id."""
    return contents(window.desk.session.record)


def contents(record: Record) -> dict[type, dict[str, object]]:
    return {kind: dict(record.table(kind)) for kind in KINDS}
