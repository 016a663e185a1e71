"""Asking others for what a pack still lacks: letters, and the checklist of all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, blocking
from cpdesk.domain.words import N_
from cpdesk.programme.schemes import Schemes
from cpdesk.programme.tags import Bringer
from cpdesk.programme.wanted import Wanted, wanted
from cpdesk.services.acceptance import split
from cpdesk.services.basis import basis_of
from cpdesk.services.orders import Order
from cpdesk.services.packs import Made, written
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.base.languages import Translator
    from cpdesk.documents.view import PackView

NOTHING_ASKED = blocking(
    "nothing-asked", N_("There is nothing to ask for here: {who}. Choose somebody else.")
)


def open_with(findings: tuple[Finding, ...], schemes: Schemes) -> Mapping[Bringer, Wanted]:
    """What each of them is asked for, by who has it."""
    return {each: wanted(findings, each, schemes.papers) for each in Bringer}


def write_letter(
    ws: Workspace, order: Order, to: Bringer, language: str, out: Path, on: date,
    by: date | None = None,
) -> Made:  # fmt: skip
    """Print the letter to one of them, to be answered `by` a day.

    Raises Refusal where nothing is to be asked, or the file cannot be written.
    """
    from cpdesk.documents.letter import write_letter as write

    view, t = _view(ws, order, language, on)
    asked = open_with(view.findings, ws.schemes())[to]
    if not len(asked):
        raise NOTHING_ASKED.refuse(who=to)
    return written(out, lambda file: write(view, order.kind, to, asked, by, t, file), ())


def write_checklist(ws: Workspace, order: Order, language: str, out: Path, on: date) -> Made:
    """Print every paper with its state, and all that is open with whoever has it."""
    from cpdesk.documents.checklist import write_checklist as write

    view, t = _view(ws, order, language, on)
    asked = open_with(view.findings, ws.schemes())
    return written(out, lambda file: write(view, order.kind, asked, t, file), ())


def _view(ws: Workspace, order: Order, language: str, on: date) -> tuple[PackView, Translator]:
    from cpdesk.documents.setting.pair import paper_translator
    from cpdesk.documents.setting.wording import wording_of

    basis = basis_of(ws, on)
    findings, _ = split(basis.record, order.judge(basis))
    view = replace(order.view(basis), findings=findings)
    return view, paper_translator(language, wording_of(view.record))
