"""Twelve factories' own workbooks, each laid out differently, proposed and taken in rightly."""

from __future__ import annotations

import importlib
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import Identity, Record
from cpdesk.exchange.draft import Draft
from cpdesk.exchange.proposal.applying import draft_of
from cpdesk.exchange.proposal.grid import open_book
from cpdesk.exchange.proposal.mapping_file import read_mapping, write_mapping
from cpdesk.exchange.proposal.meaning import Proposal
from cpdesk.exchange.proposal.proposing import propose
from tests.exchange.workbooks.expected import Case, Line

NAMES = ("dyeing_ledger", "months_across", "sheet_per_year", "sheet_per_meter", "bills_with_days",
         "day_columns", "days_down", "old_mac", "tariff_parts", "long_list", "years_across",
         "registers")  # fmt: skip
MOST_CORRECTIONS = 2
NEEDING_NONE = 12


def case_of(name: str) -> Case:
    return importlib.import_module(f"tests.exchange.workbooks.{name}").CASE


def corrected(proposal: Proposal, case: Case) -> Proposal:
    for what, sheet, key, values in case.corrections:
        change = {"column": proposal.with_column, "row": proposal.with_row}[what]
        proposal = change(sheet, key, **values)
    return proposal


def empty() -> Record:
    return Record(Identity("r", 0, "test"), {})


def lines_of(draft: Draft) -> dict[str, Line]:
    """The meters and drivers of a draft by name, with the sums of their readings."""
    found: dict[str, Line] = {}
    for owner in (each for each in draft.rows if each.kind in (Meter, Driver)):
        rows = [SimpleNamespace(**{"unit": "", "cost": None, "currency": "", **each.values})
                for each in draft.rows
                if each.kind is Reading and each.values["of"] == owner.values["code"]]  # fmt: skip
        (unit,) = {each.unit for each in rows}
        currencies = {each.currency for each in rows if each.cost is not None} or {""}
        found[str(owner.values["name"])] = Line(
            owner.values["kind"], unit, len(rows),  # type: ignore[arg-type]
            sum((each.amount for each in rows), Decimal(0)),
            sum((each.cost for each in rows if each.cost is not None), Decimal(0)),
            "".join(currencies),
        )  # fmt: skip
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_is_read_as_it_is_meant(tmp_path: Path, name: str) -> None:
    case = case_of(name)
    book = open_book(case.write(tmp_path))
    assert len(case.corrections) <= MOST_CORRECTIONS
    draft = draft_of(book, corrected(propose(book), case), empty())
    assert [(e.code, e.place.spot) for e in draft.findings if e.blocking] == []
    assert draft.refused == 0
    expected = {
        name: line if line.unit or not case.corrections else _corrected(line, case)
        for name, line in case.lines.items()
    }
    assert lines_of(draft) == expected
    days = [each.values for each in draft.rows if each.kind is Reading]
    assert (str(min(each["start"] for each in days)), str(max(each["end"] for each in days))) == (
        case.first, case.last,
    )  # fmt: skip
    assert set(case.says) <= {each.code for each in draft.findings}


def _corrected(line: Line, case: Case) -> Line:
    unit = str(case.corrections[0][3].get("unit", ""))
    return Line(line.kind, unit, line.periods, line.amount, line.cost, line.currency)


def test_how_many_need_no_correction() -> None:
    assert sum(not case_of(name).corrections for name in NAMES) == NEEDING_NONE


@pytest.mark.parametrize("name", NAMES)
def test_a_mapping_file_says_the_same_again_and_holds_no_figure(tmp_path: Path, name: str) -> None:
    case = case_of(name)
    book = open_book(case.write(tmp_path))
    proposed = corrected(propose(book), case)
    path = write_mapping(proposed, tmp_path / "map.toml")
    again, sheets = read_mapping(path).applied(propose(book))
    assert sheets
    assert lines_of(draft_of(book, again, empty())) == lines_of(draft_of(book, proposed, empty()))
    figures = {str(each.values["amount"]) for each in draft_of(book, again, empty()).rows
               if each.kind is Reading}  # fmt: skip
    words = set(path.read_text("utf-8").replace('"', " ").split())
    assert not {each for each in figures if len(each) > 3} & words
