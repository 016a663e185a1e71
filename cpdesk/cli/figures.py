"""Figures in and out: import, export, the monthly series, a model on a plain table."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.languages import translator
from cpdesk.cli import faults
from cpdesk.cli.desk import chosen, opened, the
from cpdesk.cli.saying import Voice
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter

if TYPE_CHECKING:
    from cpdesk.analysis.months.monthly import MonthlySeries
    from cpdesk.services.import_cells import Cell
    from cpdesk.services.importing import Plan
    from cpdesk.services.workspace import Workspace

_SHOWN = 20  # cells of each sort on the text console; JSON has them all


def bring(options: Namespace, voice: Voice) -> int:
    """Import a file as one change, or say with --preview what it would change."""
    from cpdesk.services.import_cells import cells_of
    from cpdesk.services.importing import preview
    from cpdesk.services.marking import write_marked

    entry, refusal = None, None
    with opened(options.record, voice, read_only=options.preview) as desk:
        factory = the(desk.record, Factory, options.factory).code if options.factory else ""
        plan = preview(desk, options.file, options.mapping, factory)
        shown = tuple(cells_of(desk.record, plan)) if options.preview or options.json else ()
        try:
            entry = None if options.preview else taken(desk, plan, voice)
        except Refusal as error:
            refusal = error
    say_plan(plan, entry, shown, options.json, voice)
    if options.marked:
        voice.aside(write_marked(plan, options.file, options.marked, voice.t))
    keep_mapping(plan, options.write_mapping, entry is not None, voice)
    if refusal:  # only now, for the findings say which rows to mend
        raise refusal
    return 0


def taken(desk: Workspace, plan: Plan, voice: Voice) -> object:
    """Take a file in, after a copy was kept; that none could be kept does not stop it."""
    from cpdesk.services.importing import carry_out, demand_whole
    from cpdesk.services.upkeep import before_import

    demand_whole(desk, plan)
    if plan.changes:
        for each in before_import(desk):
            voice.aside(voice.told(each))
    return carry_out(desk, plan)


def keep_mapping(plan: Plan, wanted: Path | None, taken: bool, voice: Voice) -> None:
    """Write the mapping that was asked for; what was imported by one is remembered on this PC."""
    from cpdesk.exchange.proposal.mapping_file import NO_MAPPING, write_mapping
    from cpdesk.services.own_workbooks import remember

    if wanted and plan.proposal is None:
        voice.aside(voice.told(NO_MAPPING.at(file=plan.file_name)))
    elif wanted and plan.proposal:
        voice.aside(write_mapping(plan.proposal, wanted))
    if taken and plan.proposal:
        try:
            remember(plan.proposal)
        except OSError as error:  # the import is done all the same
            voice.aside(faults.said(voice.t, error))


def say_plan(
    plan: Plan, entry: object, cells: Sequence[Cell], as_json: bool, voice: Voice
) -> None:
    """What was taken, or would be; the id is that of the change, null where nothing changed."""
    if as_json:
        counts = {name: getattr(plan, name) for name in ("new", "changed", "same", "refused")}
        voice.json({
            "id": getattr(entry, "number", None), **counts,
            **voice.judged(plan.findings, plan.accepted),
            "cells": [cell_object(each, voice) for each in cells],
        })  # fmt: skip
        return
    voice.tell(plan.findings)
    voice.tell_accepted(plan.accepted)
    for line in cell_lines(cells, voice):
        voice.line(line)
    t = voice.t
    text = t(
        "New: {new}, changed: {changed}, the same: {same}, refused: {refused}",
        new=plan.new, changed=plan.changed, same=plan.same, refused=plan.refused,
    )  # fmt: skip
    voice.line(text)


def cell_object(cell: Cell, voice: Voice) -> dict[str, object]:
    """A cell of the file as the JSON contract shows it; `why` says why it is refused."""
    start, end = cell.period or (None, None)
    return {
        "cell": cell.cell, "status": cell.status, "of": cell.owner.code if cell.owner else None,
        "start": start, "end": end, "field": cell.field or None, "old": cell.old, "new": cell.new,
        "why": voice.finding(cell.finding) if cell.finding else None,
    }  # fmt: skip


def cell_lines(cells: Sequence[Cell], voice: Voice) -> Iterator[str]:
    """A line for each cell that would be written, so many of each sort; refused ones are told."""
    from cpdesk.services.import_cells import Status

    t = voice.t
    for status in (Status.CHANGED, Status.NEW):
        found = [each for each in cells if each.status is status]
        for each in found[:_SHOWN]:
            old = f"{t.show(each.old)} -> " if status is Status.CHANGED else ""
            of = f"\t{each.owner.code}" if each.owner else ""
            yield f"{t(status.label)}\t{each.cell}{of}\t{old}{t.show(each.new)}"
        if len(found) > _SHOWN:
            yield t.plural("{n} more cell like these", "{n} more cells like these",
                           len(found) - _SHOWN)  # fmt: skip


def export(options: Namespace, voice: Voice) -> int:
    """Everything as a workbook that `import` reads back, or as JSON; or what its charts show."""
    from cpdesk.services import exporting

    write = exporting.export_charts if options.charts else exporting.export
    with opened(options.record, voice, read_only=True) as desk:
        voice.made(write(desk, options.out, voice.t), options.out)
    return 0


def template(options: Namespace, voice: Voice) -> int:
    """An empty workbook to fill in and import."""
    from cpdesk.services.exporting import write_template

    t = translator(options.lang) if options.lang else voice.t
    voice.made(write_template(options.out, t), options.out)
    return 0


def months(options: Namespace, voice: Voice) -> int:
    """The monthly series of one meter or all, and how each bill was spread."""
    from cpdesk.exchange.json_out import series_object
    from cpdesk.services.acceptance import split
    from cpdesk.services.doubts import findings_of
    from cpdesk.services.series import monthly

    with opened(options.record, voice, read_only=True) as desk:
        meters = chosen(desk.record, Meter, options.meter)
        series = [(meter, monthly(desk.record, meter)) for meter in meters]
        found = [each for meter, one in series for each in findings_of(meter, one)]
        findings, accepted = split(desk.record, found)
    if options.json:
        shown = [series_object(meter, one) for meter, one in series]
        voice.json({"meters": shown, **voice.judged(findings, accepted)})
        return 0
    for meter, one in series:
        for line in month_lines(meter, one):
            voice.line(line)
    voice.tell(findings)
    voice.tell_accepted(accepted)
    return 0


def month_lines(meter: Meter, series: MonthlySeries) -> list[str]:
    """A line a month: code, month, amount, unit, cost; `*` marks an incomplete month."""
    return [
        f"{meter.code}\t{each.month}\t{each.amount:f}\t{meter.unit}\t"
        f"{'' if each.cost is None else f'{each.currency} {each.cost:f}'}\t"
        f"{'' if each.complete else '*'}".rstrip()
        for each in series.months
    ]


def fit(options: Namespace, voice: Voice) -> int:
    """A model on a plain table, without any record; it is JSON with and without `--json`."""
    from cpdesk.services.fitting import fit_table

    values = fit_table(
        options.table,
        options.response,
        options.drivers,
        not options.no_intercept,
        options.period_column,
        options.confidence,
    )
    voice.json(values)
    return 0
