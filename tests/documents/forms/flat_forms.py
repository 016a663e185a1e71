"""Forms without a single field: ruled lines, cells, combs, squares; upright and lying."""

from __future__ import annotations

from collections.abc import Callable

from tests.documents.forms.making import Maker

# What is asked, by the words that stand beside the place; a table by its heads.
Asked = dict[str, str]


def ruled() -> tuple[Maker, Asked]:
    """Hong Kong: lines to write on, a comb, squares, and a table."""
    m = Maker()
    asked: Asked = {}
    m.say(60, 800, "Application for Funding 資助申請表", 13, True)
    m.say(60, 776, "Part A  Applicant 甲部 申請公司", 10, True)
    for at, (words, means) in enumerate((
        ("Name of company (English) 公司名稱（英文）", "company.name"),
        ("Name of company (Chinese) 公司名稱（中文）", "company.name"),
        ("Registered address 註冊地址", "company.address"),
        ("Nature of business 業務性質", "company.business"),
        ("E-mail address 電郵地址", "company.email"),
    )):  # fmt: skip
        m.say(60, 748 - 26 * at, words)
        m.line(290, 745 - 26 * at, 250)
        asked[words] = means
    m.say(60, 610, "Business Registration No. 商業登記號碼")
    for at in range(8):
        m.box(290 + 18 * at, 604, 18, 18)
    asked["Business Registration No. 商業登記號碼"] = "company.br_number"
    m.say(60, 580, "Type of company 公司類別")
    for at, words in enumerate(("Limited company 有限公司", "Partnership 合夥")):
        m.box(290 + 150 * at, 578, 10, 10)
        m.say(305 + 150 * at, 580, words)
        asked[words] = "company.legal_form"
    m.say(60, 550, "Part B  Budget breakdown 乙部 財政預算明細", 10, True)
    x = 60.0
    for head, means, wide in (
        ("Item 項目", "item.name", 220), ("Quantity 數量", "item.quantity", 80),
        ("Amount (HK$) 金額（港元）", "item.hkd", 150),
    ):  # fmt: skip
        m.box(x, 520, wide, 20)
        m.say(x + 4, 526, head, 8)
        for row in range(1, 4):
            m.box(x, 520 - 20 * row, wide, 20)
        asked[head] = means
        x += wide
    m.say(60, 420, "Total project cost 項目總費用 (HK$)")
    m.box(290, 412, 140, 20)
    asked["Total project cost 項目總費用 (HK$)"] = "money.total"
    m.say(60, 380, "Company chop 公司印章")
    m.box(290, 300, 120, 90)
    asked["Company chop 公司印章"] = "hand.chop"
    return m, asked


def cells() -> tuple[Maker, Asked]:
    """Mainland: everything in ruled cells, the squares letters of the print."""
    m = Maker()
    asked: Asked = {}
    m.say(200, 800, "清洁生产企业情况表", 14, True)
    rows = (
        (("企业名称", "factory.name", 400),),
        (("统一社会信用代码", "factory.credit_code", 150),
         ("法定代表人", "factory.legal_representative", 150)),
        (("企业地址", "factory.address", 400),),
        (("职工人数", "factory.employees", 150),
         ("建筑面积（平方米）", "factory.floor_area", 150)),
        (("企业联系人", "factory_contact.name", 150),
         ("联系电话", "factory_contact.telephone", 150)),
    )  # fmt: skip
    for at, row in enumerate(rows):
        x, y = 60, 750 - 26 * at
        for words, means, wide in row:
            m.box(x, y, 100, 26)
            m.say(x + 4, y + 9, words)
            m.box(x + 100, y, wide, 26)
            asked[words] = means
            x += 100 + wide
    m.say(60, 610, "近三年有无环保处罚")
    for at, words in enumerate(("有", "无")):
        m.say(200 + 60 * at, 610, "□", 11)
        m.say(216 + 60 * at, 610, words)
        asked[words] = "factory.penalties"
    m.say(60, 580, "主要生产工艺流程：__________________________________________")
    asked["主要生产工艺流程："] = "factory.process_flow"
    return m, asked


def lying() -> tuple[Maker, Asked]:
    """A page that lies on its side in the file."""
    m = Maker((595.0, 842.0), 270)
    asked: Asked = {}
    m.say(60, 540, "Project information 項目資料", 12, True)
    for at, (words, means) in enumerate((
        ("Project title 項目名稱", "project.name"),
        ("Technology 技術名稱", "project.technology"),
        ("Commencement date 開始日期", "project.start"),
        ("Completion date 完成日期", "project.end"),
    )):  # fmt: skip
        m.say(60, 504 - 30 * at, words)
        m.box(250, 497 - 30 * at, 420, 20)
        asked[words] = means
    return m, asked


FLAT: dict[str, Callable[[], tuple[Maker, Asked]]] = {
    "ruled": ruled, "cells": cells, "lying": lying,
}  # fmt: skip
