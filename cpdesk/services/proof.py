"""A proof of a pack for the screen: printed in memory as its draft would be, without annexes."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import BinaryIO

from cpdesk.documents.leaves import Leaves, leaves_of
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.programme.schemes import load_schemes
from cpdesk.services.acceptance import split
from cpdesk.services.basis import Basis
from cpdesk.services.factors import load_factors
from cpdesk.services.issued import next_code
from cpdesk.services.jobs import Job
from cpdesk.services.official import safely_joining
from cpdesk.services.orders import Order
from cpdesk.services.packs import joined

Reader = Callable[[str], BinaryIO]
TURN = threading.Lock()  # fonts and charts are shared: one paper is printed at a time
_STEPS = 14  # about how often a pack reports while it is printed


def proof_of(
    record: Record, order: Order, language: str, on: date, read: Reader, job: Job
) -> Leaves:
    """The draft of a pack of this very state of a record; nothing of it is kept.

    `read` opens the bytes of a paper by their hash. Raises Refusal, and Cancelled.
    """
    from cpdesk.documents.setting.pair import paper_translator
    from cpdesk.documents.setting.wording import wording_of

    basis = Basis(record, load_schemes(record), load_factors(record), on)
    findings, accepted = split(record, order.judge(basis))
    view, out = order.view(basis), io.BytesIO()
    view = replace(
        view, number=f"{order.prefix}-{on.year}-DRAFT-{record.identity.change}", draft=True,
        findings=findings, read=read,
        accepted=tuple((each.finding, each.acceptance) for each in accepted),
    )  # fmt: skip
    form, _ = safely_joining(basis, order, read)
    view = replace(view, official=form.told) if form else view
    t = paper_translator(language, wording_of(record))
    order.write(view, t, out, _step(job))
    return leaves_of(joined(form, out.getvalue(), view, t), view.official_pages)


def next_number(record: Record, order: Order, on: date) -> str:
    """The number that a pack issued on this day would get: `APP-2026-001`."""
    return next_code(record, order.kind, order.prefix, on.year)


def _step(job: Job) -> Callable[[], None]:
    """Hears of a stop between two chapters."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        job.report(N_("Printing"), min(1.0, done / _STEPS))

    return step
