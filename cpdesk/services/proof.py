"""A proof of a pack for the screen: printed in memory as its draft would be, without annexes."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from cpdesk.documents.leaves import Leaves, leaves_of
from cpdesk.domain.papers import Pack
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.acceptance import split
from cpdesk.services.basis import basis_of
from cpdesk.services.jobs import Job
from cpdesk.services.orders import Order
from cpdesk.services.workspace import Workspace

TURN = threading.Lock()  # fonts and charts are shared: one paper is printed at a time
_STEPS = 14  # about how often a pack reports while it is printed


def proof_of(ws: Workspace, order: Order, language: str, on: date, job: Job) -> Leaves:
    """The draft of a pack; nothing of it is kept. Raises Refusal, and Cancelled."""
    from cpdesk.documents.setting.pair import paper_translator
    from cpdesk.documents.setting.wording import wording_of

    basis, out = basis_of(ws, on), io.BytesIO()
    findings, accepted = split(basis.record, order.judge(basis))
    view = replace(
        order.view(basis), number=f"{order.prefix}-{on.year}-DRAFT-{basis.record.identity.change}",
        draft=True, findings=findings, read=ws.store.open_bytes,
        accepted=tuple((each.finding, each.acceptance) for each in accepted),
    )  # fmt: skip
    order.write(view, paper_translator(language, wording_of(view.record)), out, _step(job))
    return leaves_of(out.getvalue())


def next_number(record: Record, order: Order, on: date) -> str:
    """The number that a pack issued on this day would get: `APP-2026-001`."""
    stem = f"{order.prefix}-{on.year}-"
    issued = (each.code for each in record.where(Pack, kind=order.kind))
    taken = (code.removeprefix(stem) for code in issued if code.startswith(stem))
    return f"{stem}{max([0, *map(int, filter(str.isdigit, taken))]) + 1:03d}"


def _step(job: Job) -> Callable[[], None]:
    """Hears of a stop between two chapters."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        job.report(N_("Printing"), min(1.0, done / _STEPS))

    return step
