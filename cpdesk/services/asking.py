"""Asking others for what a pack still lacks: letters, and the checklist of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.files import clean_name
from cpdesk.domain.findings import Finding, Place, blocking, info
from cpdesk.domain.projects import Provider
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.programme.schemes import Schemes
from cpdesk.programme.tags import Bringer
from cpdesk.programme.wanted import Wanted, of_provider, wanted
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
WRITTEN_TOO = info("letter-written-too", N_("A letter of its own was written for {name}: {path}."))
NO_SUCH_PROVIDER = blocking(
    "letter-no-provider",
    N_("{code} is no technology provider of this project. There are: {codes}."),
)


def open_with(findings: tuple[Finding, ...], schemes: Schemes) -> Mapping[Bringer, Wanted]:
    """What each of them is asked for, by who has it."""
    return {each: wanted(findings, each, schemes.papers) for each in Bringer}


def write_letter(
    ws: Workspace, order: Order, to: Bringer, language: str, out: Path, on: date,
    by: date | None = None, provider: str = "",
) -> Made:  # fmt: skip
    """Print the letter to one of them, to be answered `by` a day.

    Of several technology providers each has its own letter, with its code behind the name of the
    file: none reads what another is asked. `provider` is the code of the only one to be asked.
    Raises Refusal where nothing is to be asked, or the file cannot be written.
    """
    view, t = _view(ws, order, language, on)
    asked = open_with(view.findings, ws.schemes())[to]
    several = _providers(view, order, provider) if to is Bringer.PROVIDER else ()
    if len(several) < 2 and not provider:
        return _letter(view, order, to, asked, by, t, out, several[0] if several else None)
    mine = [(each, of_provider(view.record, asked, each)) for each in several]
    chosen = [(each, part) for each, part in mine if len(part) and provider in ("", each.code)]
    if not chosen:
        raise NOTHING_ASKED.refuse(who=to)
    paths = [out] if provider else _named(out, [each for each, _ in chosen])
    made = [
        _letter(view, order, to, part, by, t, path, each)
        for (each, part), path in zip(chosen, paths, strict=True)
    ]
    return replace(made[0], findings=(*made[0].findings, *_too(chosen, made)))


def _letter(
    view: PackView, order: Order, to: Bringer, asked: Wanted, by: date | None, t: Translator,
    out: Path, provider: Provider | None,
) -> Made:  # fmt: skip
    from cpdesk.documents.letter import write_letter as write

    if not len(asked):
        raise NOTHING_ASKED.refuse(who=to)
    return written(out, lambda file: write(view, order.kind, to, asked, by, t, file, provider), ())


def _providers(view: PackView, order: Order, code: str) -> tuple[Provider, ...]:
    """Those of the project; raises Refusal where the one that is meant is not among them."""
    found = providers_of(view.record, order)
    if code and code not in [each.code for each in found]:
        codes = tuple(each.code for each in found)
        raise NO_SUCH_PROVIDER.refuse(Place(Provider.word, code), code=code, codes=codes)
    return found


def providers_of(record: Record, order: Order) -> tuple[Provider, ...]:
    """The technology providers of what an order is about; a letter each where there are several."""
    return record.where(Provider, project=order.of.id)


def _named(out: Path, providers: Iterable[Provider]) -> list[Path]:
    """A name for each: with its code, and a number where that is no name or taken already."""
    paths: list[Path] = []
    for at, each in enumerate(providers, 1):
        path = out.with_stem(f"{out.stem} {clean_name(each.code) or at}")
        paths.append(path if path not in paths else out.with_stem(f"{path.stem} {at}"))
    return paths


def _too(
    chosen: Iterable[tuple[Provider, Wanted]], made: Iterable[Made]
) -> tuple[Finding, ...]:
    """The letters beside the first, each with whom it is for."""
    pairs = list(zip(chosen, made, strict=True))[1:]
    return tuple(
        WRITTEN_TOO.at(Place(Provider.word, one.code), name=one.name or one.code, path=each.path)
        for (one, _), each in pairs
    )


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
