"""Forms whose words are those of real offices, and were never written into our list of words.

What the labels say was taken from the wording of an export marketing fund, a branding fund and two
community funds of Hong Kong, and of a renewal form and a survey for cleaner production on the
Mainland. Nothing in `resources/forms/fields.toml` is to be changed so that these come out right:
they tell how well a form is understood that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.documents.forms.making import Maker


def column(m: Maker, y: float, rows: tuple[tuple[str, str], ...], name: str) -> float:
    """Labels at the left, boxes at the right; the height below them."""
    for at, (words, means) in enumerate(rows):
        m.say(50, y - 24 * at + 4, words)
        m.text(f"{name}{at}", 320, y - 24 * at, 230, 16, means)
    return y - 24 * len(rows)


def export_fund() -> Maker:
    """Two languages, Chinese first, as the Trade and Industry Department words it."""
    m = Maker()
    m.say(50, 800, "中小企業市場推廣基金 - 資助申請 Application for Grant", 12, True)
    m.say(50, 780, "甲部 Section A 申請企業資料 Particulars of the Applicant Enterprise", 10, True)
    y = column(m, 750, (
        ("商業登記證號碼 Business Registration No.", "company.br_number"),
        ("公司名稱 Name of Enterprise", "company.name"), ("地址 Address", "company.address"),
        ("電話 Tel.", "company.telephone"), ("傳真 Fax", "company.fax"),
        ("電郵 Email", "company.email"), ("業務範圍 Business Scope", "company.business"),
    ), "a")  # fmt: skip
    m.say(50, y - 14, "公司聯絡人 Contact Person of the Enterprise", 10, True)
    y = column(m, y - 44, (
        ("姓名 Name", "coordinator.name"), ("職位 Position Held", "coordinator.post"),
        ("電話 Tel.", "coordinator.telephone"), ("手提電話 Mobile", "coordinator.mobile"),
        ("電郵 Email", "coordinator.email"),
    ), "b")  # fmt: skip
    m.say(50, y - 14, "只供內部填寫 Official Use Only", 10, True)
    column(m, y - 44, (
        ("收表日期及時間 Time and Date of Receipt", "hand.received_on"),
        ("申請號碼 Application No.", "hand.application_number"),
    ), "c")  # fmt: skip
    return m


def branding_fund() -> Maker:
    """English, as the secretariat of a branding and upgrading fund words it."""
    m = Maker()
    m.say(50, 800, "Type (ii) Project - Application Form", 12, True)
    m.say(50, 780, "I. Applicant Enterprise Information", 10, True)
    y = column(m, 750, (
        ("Name of the Applicant Enterprise (English):", "company.name:en"),
        ("Name of the Applicant Enterprise (Chinese):", "company.name:zh"),
        ("Year of Establishment:", "company.established/year"),
        ("Business Registration No.:", "company.br_number"),
        ("Website(s) of the Applicant (if any):", "company.website"),
        ("Address:", "company.address"),
        ("No. of Employees in Hong Kong: Full Time:", "company.employees_full"),
        ("No. of Employees in Hong Kong: Part Time:", "company.employees_part"),
    ), "a")  # fmt: skip
    m.say(50, y - 14, "II. Project Information", 10, True)
    y = column(m, y - 44, (
        ("Project Title:", "project.name"), ("Project Coordinator:", "coordinator.name"),
        ("Project Commencement Date:", "project.start"),
        ("Project Completion Date:", "project.end"),
        ("Total Project Cost:", "money.total"), ("Funding Sought:", "money.grant"),
        ("Executive Summary of the Project:", "project.summary"),
    ), "b")  # fmt: skip
    m.say(50, y - 14, "For Official Use by the Programme Secretariat Only", 10, True)
    column(m, y - 44, (
        ("Date of Receipt", "hand.received_on"), ("Application No.", "hand.application_number"),
    ), "c")  # fmt: skip
    return m


def community_fund() -> Maker:
    """Two languages, as the community funds word them."""
    m = Maker()
    m.say(50, 800, "撥款申請表格 Funding Application Form", 12, True)
    y = column(m, 770, (
        ("機構名稱 Name of Organisation（中文 Chi）", "company.name:zh"),
        ("機構名稱 Name of Organisation（英文 Eng）", "company.name:en"),
        ("計劃名稱 Name of Project", "project.name"),
        ("申請總額 Total Amount Sought", "money.grant"),
        ("開始日期 Commencement Date", "project.start"),
        ("結束日期 Completion Date", "project.end"),
        ("計劃目標 Project Aims", ""), ("創新之處 Areas of Innovation", "project.newness"),
    ), "a")  # fmt: skip
    m.say(50, y - 14, "計劃負責人 Person-in-charge of the Project", 10, True)
    y = column(m, y - 44, (
        ("姓名 Name", "coordinator.name"), ("職銜 Post", "coordinator.post"),
        ("電話號碼 Tel. No.", "coordinator.telephone"), ("電郵 Email", "coordinator.email"),
    ), "b")  # fmt: skip
    m.say(50, y - 14, "獲授權人 Authorised Person of the Organisation", 10, True)
    column(m, y - 44, (
        ("姓名 Name", "signatory.name"), ("職銜 Post", "signatory.post"),
        ("簽署 Signature", "hand.signature"), ("日期 Date", "hand.signed_on"),
    ), "c")  # fmt: skip
    return m


def renewal() -> Maker:
    """Simplified Chinese, as a province and a consultant word what a factory is to tell."""
    m = Maker()
    m.say(180, 800, "清洁生产企业换证申请表", 14, True)
    m.say(50, 776, "一、企业概况", 10, True)
    y = column(m, 748, (
        ("单位名称（盖章）", "factory.name"), ("所属行业", "factory.sector"),
        ("企业地址", "factory.address"), ("法人代表", "factory.legal_representative"),
        ("统一社会信用代码", "factory.credit_code"),
        ("注册资金（万元）", "factory.registered_capital"),
        ("职工总数", "factory.employees"), ("主要产品", "factory.products"),
        ("年产值（万元）", "factory.output_value"), ("年工作日", "factory.days_per_year"),
        ("厂区占地面积", "factory.site_area"), ("排污许可证号", "factory.permit_number"),
    ), "a")  # fmt: skip
    m.say(50, y - 14, "二、企业联系人", 10, True)
    column(m, y - 44, (
        ("联系人", "factory_contact.name"), ("职务", "factory_contact.post"),
        ("联系电话", "factory_contact.telephone"), ("手机", "factory_contact.mobile"),
        ("电子邮件", "factory_contact.email"), ("原证书编号", ""),
    ), "b")  # fmt: skip
    return m


UNSEEN: dict[str, Callable[[], Maker]] = {
    "export_fund": export_fund, "branding_fund": branding_fund, "community_fund": community_fund,
    "renewal": renewal,
}  # fmt: skip
