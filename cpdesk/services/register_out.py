"""The register of upgrades on its way out: as a paper for the printer, or as a plain table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.record import Record
from cpdesk.domain.sheets import Heading, Sheet
from cpdesk.domain.words import LocalText
from cpdesk.services.basis import basis_of
from cpdesk.services.exporting import save_figures
from cpdesk.services.packs import Made, written
from cpdesk.services.upgrade_register import Entry, Group, planned_year, register, sums_of
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.base.languages import Translator
    from cpdesk.documents.register import Listed, RegisterView


def write_paper(ws: Workspace, language: str, out: Path) -> Made:
    """The register as PDF, whole or not at all; raises Refusal where it cannot be written."""
    return written(out, lambda file: _print(ws, language, file), ())


def paper(ws: Workspace, language: str) -> bytes:
    """The register as PDF, for the printer."""
    out = io.BytesIO()
    _print(ws, language, out)
    return out.getvalue()


def write_table(ws: Workspace, t: Translator, out: Path) -> Path:
    """The register as a workbook or as CSV, in whole HK$."""
    return save_figures(sheet_of(ws.record, register(basis_of(ws)), t), out, t)


def sheet_of(record: Record, entries: Sequence[Entry], t: Translator) -> Sheet:
    """A row for each upgrade, with the amounts that the register rounds to thousands."""
    year = t("HK$ a year")
    headings = (
        Heading(t("Code")), Heading(t("Upgrade")), Heading(t("State")),
        Heading(t("Location and process")), Heading(t("Runs from")), Heading(t("Cost"), "HK$"),
        Heading(t("Expected"), year), Heading(t("Measured"), year),
        Heading(t("Measured, half width"), year, t("{confidence} interval",
                                                   confidence=t.percent(0.9, 0))),
        Heading(t("Payback"), t("years")), Heading(t("Payback rests on")),
    )  # fmt: skip
    rows = [_row(each, t) for each in entries]
    names = tuple(t.show(each.name) or each.code for each in record.all(Factory))
    return Sheet(t("Upgrades"), t.show(names), headings, rows)


def _row(entry: Entry, t: Translator) -> tuple[object, ...]:
    upgrade, money = entry.upgrade, entry.measured
    rests = t("expected") if entry.from_expected else t("measured")
    since = upgrade.running_from.isoformat() if upgrade.running_from else None
    return (
        upgrade.code, t.show(upgrade.name), t.show(entry.step), t.show(upgrade.location), since,
        entry.cost, entry.expected, money.amount if money else None,
        money.half_width if money else None, entry.payback,
        None if entry.payback is None else rests,
    )  # fmt: skip


def _print(ws: Workspace, language: str, file: BinaryIO) -> tuple[Finding, ...]:
    from cpdesk.documents.register import write_register
    from cpdesk.documents.setting.pair import paper_translator
    from cpdesk.documents.setting.wording import wording_of

    basis = basis_of(ws)
    t = paper_translator(language, wording_of(basis.record))
    return write_register(_view(basis.record, register(basis), ws), t, file)


def _view(record: Record, entries: Sequence[Entry], ws: Workspace) -> RegisterView:
    from cpdesk.documents.register import Part, RegisterView

    owners = record.all(Company)
    groups = [(group, [each for each in entries if each.group is group]) for group in Group]
    parts = [
        Part(group, _summed(mine), [_listed(record, each) for each in mine])
        for group, mine in groups if mine
    ]  # fmt: skip
    return RegisterView(
        owners[0].name if owners else LocalText(),
        [each.name for each in record.all(Factory)], ws.today, parts, _summed(entries),
    )


def _listed(record: Record, entry: Entry) -> Listed:
    from cpdesk.documents.register import Listed

    upgrade, money = entry.upgrade, entry.measured
    return Listed(
        upgrade.code, upgrade.name, upgrade.running_from, planned_year(record, upgrade),
        entry.cost, entry.expected, money.amount if money else None,
        money.half_width if money else None, entry.payback, entry.not_shown, entry.from_expected,
    )


def _summed(entries: Sequence[Entry]) -> Listed:
    from cpdesk.documents.register import Listed

    sums = sums_of(entries)
    money = sums.measured
    return Listed(
        "", LocalText(), None, None, sums.cost, sums.expected, money.amount if money else None,
        money.half_width if money else None, None,
    )
