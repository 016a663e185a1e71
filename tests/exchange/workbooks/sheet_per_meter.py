"""A Hong Kong printer's book in English with a sheet for each transformer, dates as Mmm-yy."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

FIGURES = {
    "Transformer 1": [18_200.5 + 113 * m for m in range(18)],
    "Transformer 2": [9_410 + 71 * m for m in range(18)],
}
COSTS = {name: [round(each * 1.36, 1) for each in figures] for name, figures in FIGURES.items()}


def write(folder: Path) -> Path:
    path = folder / "CLP meters.xlsx"
    with xlsxwriter.Workbook(path) as book:
        month = book.add_format({"num_format": "mmm-yy"})
        for name, figures in FIGURES.items():
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "Paper Kite Printing Ltd")
            sheet.write_row(3, 1, ["Month", "Consumption (kWh)", "Unit rate ($)", "Amount (HK$)"])
            for row, figure in enumerate(figures):
                when = datetime(2023 + row // 12, row % 12 + 1, 1)
                if name == "Transformer 1":
                    sheet.write_datetime(row + 4, 1, when, month)
                else:
                    sheet.write(row + 4, 1, f"{when:%b-%y}")
                sheet.write_row(row + 4, 2, [figure, 1.36, COSTS[name][row]])
            sheet.write_row(24, 1, ["Total", sum(figures), None, sum(COSTS[name])])
            sheet.write(26, 1, "Checked by K.F. Lau")
    return path


CASE = Case(
    write,
    {
        name: Line(MeterKind.ELECTRICITY, "kWh", 18, total(each), total(COSTS[name]), "HKD")
        for name, each in FIGURES.items()
    },
    "2023-01-01", "2024-07-01", says=("columns-aside", "rows-aside"),
)  # fmt: skip
