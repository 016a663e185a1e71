"""A garment maker's electricity bills in Traditional Chinese: text dates, the last day included."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

READ = [date(2024, 1, 9) + timedelta(30 * each) for each in range(13)]
KWH = [12_345 + 210 * each for each in range(12)]
PAID = [round(each * 1.43, 1) for each in KWH]


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "電費單"
    sheet.append(["帳戶號碼：1234567890"])
    sheet.append(["帳單編號", "起始日期", "截止日期", "用電度數", "電費（港幣）", "到期日",
                  "是否估算", "備註"])  # fmt: skip
    for number in range(12):
        last = READ[number + 1] - timedelta(1)
        sheet.append([
            f"B{number:03}", chinese(READ[number]), chinese(last), f"{KWH[number]:,}", PAID[number],
            READ[number + 1] + timedelta(14), "是" if number == 4 else "否",
            "颱風停工" if number == 7 else None,
        ])  # fmt: skip
    sheet.append(["合計", None, None, sum(KWH), sum(PAID)])
    path = folder / "中電帳單.xlsx"
    book.save(path)
    return path


CASE = Case(
    write,
    {"用電度數": Line(MeterKind.ELECTRICITY, "kWh", 12, total(KWH), total(PAID), "HKD")},
    "2024-01-09", READ[-1].isoformat(), says=("columns-aside",),
)  # fmt: skip  # fmt: skip
