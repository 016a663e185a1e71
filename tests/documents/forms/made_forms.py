"""Eight fillable forms as offices might give them out, each with what its fields are to mean.

`means` says `key`, `key:en` for a language, `key@2` for a line of a table, `key/day` for a part,
`key=value` for a box to tick, and nothing for what the record cannot know.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.documents.forms.making import Maker


def bilingual() -> Maker:
    """Hong Kong, two languages, labels on the left, a comb for the number, dates in three boxes."""
    m = Maker()
    m.say(60, 800, "Cleaner Production Fund - Application Form 清潔生產基金申請表", 12, True)
    m.say(60, 776, "Part A  Particulars of Applicant Company 甲部 申請公司資料", 10, True)
    rows = (
        ("form1.partA.nameE", "A1. Name of Company (English) 公司名稱（英文）", "company.name:en"),
        ("form1.partA.nameC", "A2. Name of Company (Chinese) 公司名稱（中文）", "company.name:zh"),
        ("form1.partA.addr", "A3. Registered Address 註冊地址", "company.address"),
        ("form1.partA.nature", "A4. Nature of Business 業務性質", "company.business"),
        ("form1.partA.web", "A5. Website 網址", "company.website"),
    )
    for at, (name, label, means) in enumerate(rows):
        y = 750 - 24 * at
        m.say(60, y + 4, label)
        m.text(name, 300, y, 240, 16, means)
    m.say(60, 634, "A6. Business Registration No. 商業登記號碼")
    m.text("form1.partA.br", 300, 630, 160, 16, "company.br_number", most=8, comb=True)
    m.say(60, 610, "A7. Date of Establishment 成立日期")
    for at, (part, word) in enumerate((("day", "日Day"), ("month", "月Month"), ("year", "年Year"))):
        m.text(f"form1.partA.est.{part}", 300 + 80 * at, 606, 40, 16, f"company.established/{part}",
               most=4 if part == "year" else 2)  # fmt: skip
        m.say(343 + 80 * at, 610, word, 7)
    m.say(60, 586, "A8. Type of Company 公司類別")
    for at, (state, word, value) in enumerate((
        ("1", "Limited Company 有限公司", "limited"), ("2", "Partnership 合夥", "partnership"),
        ("3", "Sole Proprietorship 獨資", "sole-proprietor"),
    )):  # fmt: skip
        x = (300, 430, 300)[at]
        y = (586, 586, 570)[at]
        m.radio("form1.partA.type", x, y, state, f"company.legal_form={value}")
        m.say(x + 14, y + 1, word, 8)
    m.say(60, 546, "A9. Telephone No. 電話號碼")
    m.text("form1.partA.tel", 200, 542, 110, 16, "company.telephone")
    m.say(330, 546, "Fax No. 傳真號碼")
    m.text("form1.partA.fax", 430, 542, 110, 16, "company.fax")
    m.say(60, 522, "A10. Number of Full-time Employees 全職僱員人數")
    m.text("form1.partA.staff", 300, 518, 60, 16, "company.employees_full")
    m.say(60, 494, "Project Co-ordinator / Contact Person 項目統籌人", 10, True)
    for at, (name, label, means) in enumerate((
        ("n", "Name 姓名", "coordinator.name"), ("p", "Post Title 職銜", "coordinator.post"),
        ("t", "Telephone 電話", "coordinator.telephone"), ("e", "E-mail 電郵", "coordinator.email"),
    )):  # fmt: skip
        x, y = 60 + 250 * (at % 2), 466 - 24 * (at // 2)
        m.say(x, y + 4, label)
        m.text(f"form1.contact.{name}", x + 90, y, 140, 16, means)
    m.say(60, 410, "Mailing Address (if different from the above) 通訊地址（如與上述不同）")
    m.text("form1.mail", 60, 370, 480, 34, "company.mailing_address", lines=True)
    m.tick("form1.same", 60, 352, "On", "company.mailing_same=yes")
    m.say(75, 353, "Same as above 同上")
    m.say(60, 320, "Declaration 聲明", 10, True)
    m.tick("form1.agree", 60, 300, "On")
    m.say(75, 301, "I declare that the information given is true. 本人聲明以上資料屬實。")
    m.say(60, 270, "Name of Signatory 簽署人姓名")
    m.text("form1.sig.name", 220, 266, 140, 16, "signatory.name")
    m.say(60, 246, "Position 職位")
    m.text("form1.sig.post", 220, 242, 140, 16, "signatory.post")
    m.say(60, 210, "Signature 簽署")
    m.signature("form1.sig.sign", 220, 196, 140, 34)
    m.say(380, 210, "Date 日期")
    m.text("form1.sig.date", 430, 206, 100, 16, "hand.signed_on")
    return m


def stacked() -> Maker:
    """English only, the label above each box, two boxes side by side."""
    m = Maker()
    m.say(50, 800, "FACTORY INFORMATION SHEET", 13, True)
    fields = (
        ("Name of factory", "factory.name"), ("Unified social credit code", "factory.credit_code"),
        ("Factory address", "factory.address"), ("City", "factory.city"),
        ("Legal representative", "factory.legal_representative"),
        ("Registered capital (RMB)", "factory.registered_capital"),
        ("Main products", "factory.products"), ("No. of workers", "factory.employees"),
        ("Annual production value (RMB)", "factory.output_value"),
        ("Gross floor area (m2)", "factory.floor_area"),
        ("Operating hours per day", "factory.hours_per_day"),
        ("Operating days per year", "factory.days_per_year"),
        ("Discharge permit no.", "factory.permit_number"),
        ("Year founded by the present owner", ""),
    )
    for at, (label, means) in enumerate(fields):
        x, y = 50 + 260 * (at % 2), 750 - 46 * (at // 2)
        m.say(x, y + 19, label, 8)
        m.text(f"topmostSubform[0].Page1[0].TextField{at}[0]", x, y, 235, 16, means)
    m.say(50, 420, "Has the factory been penalised for environmental offences in the past three "
                   "years? Environmental penalties:", 8)  # fmt: skip
    for at, (state, word) in enumerate((("Y", "Yes"), ("N", "No"))):
        m.radio("penalty", 50 + 60 * at, 404, state, f"factory.penalties={word.lower()}")
        m.say(64 + 60 * at, 405, word, 8)
    m.say(50, 380, "Mode of ownership", 8)
    m.choice("owner", 50, 360, 235, [("JV", "Equity joint venture"), ("WF", "WFOE"),
             ("PT", "Processing trade")], "factory.link")  # fmt: skip
    m.say(50, 330, "Contact person at the factory", 10, True)
    for at, (label, means) in enumerate((("Name", "name"), ("Position", "post"),
                                         ("Mobile phone", "mobile"), ("Email address", "email"))):
        x, y = 50 + 260 * (at % 2), 290 - 46 * (at // 2)
        m.say(x, y + 19, label, 8)
        m.text(f"person{at}", x, y, 235, 16, f"factory_contact.{means}")
    return m


def mainland() -> Maker:
    """A Mainland form in ruled cells, in Simplified Chinese."""
    m = Maker()
    m.say(200, 800, "粤港清洁生产伙伴标志申报表", 14, True)
    m.say(60, 774, "一、企业基本情况", 10, True)
    rows = (
        (("企业名称", "factory.name", 420),),
        (("统一社会信用代码", "factory.credit_code", 160),
         ("法定代表人", "factory.legal_representative", 160)),
        (("企业地址", "factory.address", 420),),
        (("注册资本（万元）", "factory.registered_capital", 160),
         ("所属行业", "factory.sector", 160)),
        (("从业人数", "factory.employees", 160), ("占地面积（平方米）", "factory.site_area", 160)),
        (("企业联系人", "factory_contact.name", 160),
         ("手机号码", "factory_contact.mobile", 160)),
        (("联系电话", "factory_contact.telephone", 160),
         ("电子邮箱", "factory_contact.email", 160)),
    )  # fmt: skip
    for at, row in enumerate(rows):
        x, y = 60, 744 - 24 * at
        for label, means, wide in row:
            m.box(x, y, 100, 24)
            m.say(x + 4, y + 8, label)
            m.text(f"f{at}_{x}", x + 100, y, wide, 24, means)
            x += 100 + wide
    m.say(60, 560, "近三年有无环保处罚")
    for at, word in enumerate(("有", "无")):
        m.tick(f"cf{at}", 200 + 60 * at, 560, "Yes", f"factory.penalties={('yes', 'no')[at]}")
        m.say(214 + 60 * at, 561, word)
    m.say(60, 532, "企业类型")
    for at, (word, value) in enumerate((("合资企业", "L1"), ("外商独资企业", "L2"),
                                        ("三来一补", "L3"))):  # fmt: skip
        m.tick(f"lx{at}", 200 + 100 * at, 532, "Yes", f"factory.link={value}")
        m.say(214 + 100 * at, 533, word)
    m.say(60, 506, "营业执照有效期至")
    for at, (part, word) in enumerate((("year", "年"), ("month", "月"), ("day", "日"))):
        m.text(f"rq.{part}", 200 + 60 * at, 502, 40, 16, f"factory.licence_expiry/{part}")
        m.say(244 + 60 * at, 506, word)
    m.say(60, 470, "二、清洁生产情况", 10, True)
    for at, (label, means) in enumerate((("清洁生产审核情况", "factory.audit_status"),
            ("主要生产工艺流程", "factory.process_flow"), ("清洁生产方针及目标", "label.policy"),
            ("宣传推广", "label.sharing"))):  # fmt: skip
        y = 420 - 44 * at
        m.box(60, y, 100, 40)
        m.say(64, y + 16, label)
        m.text(f"ms{at}", 160, y, 420, 40, means, lines=True)
    m.say(60, 250, "申报年度")
    m.text("nd", 160, 246, 80, 16, "label.year")
    m.say(300, 250, "单位盖章")
    m.text("gz", 380, 200, 120, 66, "hand.chop")
    return m


def budget() -> Maker:
    """A budget table with totals below, and the funding."""
    m = Maker()
    m.say(50, 800, "Part D - Budget Breakdown 丁部 財政預算明細", 11, True)
    heads = (("Item 項目", "item.name", 170), ("Qty 數量", "item.quantity", 50),
             ("Unit Cost 單價", "item.unit_price", 90), ("Supplier 供應商", "item.supplier", 110),
             ("Amount (HK$) 金額（港元）", "item.hkd", 110))  # fmt: skip
    x = 50
    for head, means, wide in heads:
        m.box(x, 760, wide, 22)
        m.say(x + 3, 767, head, 7)
        for row in range(1, 7):
            m.text(f"budget.r{row}.{means[5:]}", x, 760 - 20 * row, wide, 20, f"{means}@{row}")
        x += wide
    m.say(330, 626, "Total Project Cost 項目總費用")
    m.text("budget.total", 470, 620, 110, 20, "money.total")
    m.say(50, 580, "Sources of Funding 資金來源", 10, True)
    for at, (label, means) in enumerate((("Funding Sought 申請資助額 (HK$)", "grant"),
            ("Own Contribution 申請人出資 (HK$)", "own"),
            ("Other Sources 其他資金來源 (HK$)", "other"))):  # fmt: skip
        m.say(50, 554 - 24 * at, label)
        m.text(f"fund{at}", 300, 550 - 24 * at, 140, 16, f"money.{means}")
    m.say(50, 470, "Has the project received any other public funding? 有否獲其他公帑資助？")
    for at, (word, value) in enumerate((("Yes 有", "yes"), ("No 沒有", "no"))):
        m.radio("public", 380 + 70 * at, 470, str(at), f"project.other_funding={value}")
        m.say(394 + 70 * at, 471, word, 8)
    m.say(50, 440, "Environmental Technology Service Provider 環境技術服務供應商", 10, True)
    for at, (label, means) in enumerate((("Name 名稱", "name"), ("Address 地址", "address"),
            ("Scope of Service 服務範圍", "role"),
            ("Relevant Experience 相關經驗", "track_record"))):  # fmt: skip
        m.say(50, 414 - 24 * at, label)
        m.text(f"etsp{at}", 200, 410 - 24 * at, 330, 16, f"provider.{means}")
    return m


def project() -> Maker:
    """The project on two pages: long texts, a work plan, objectives, shareholders."""
    m = Maker()
    m.say(50, 800, "乙部 項目資料 Part B Project Details", 11, True)
    m.say(50, 776, "項目名稱 Project Title")
    m.text("p.title", 200, 772, 340, 16, "project.name")
    m.say(50, 752, "技術名稱 Name of Technology")
    m.text("p.tech", 200, 748, 340, 16, "project.technology")
    m.say(50, 728, "項目開始日期 Commencement Date")
    m.text("p.from", 250, 724, 100, 16, "project.start")
    m.say(370, 728, "完成日期 Completion Date")
    m.text("p.to", 490, 724, 70, 16, "project.end")
    m.say(50, 704, "項目摘要 Project Summary（不多於200字）")
    m.text("p.sum", 50, 640, 500, 58, "project.summary", lines=True)
    m.say(50, 620, "現有工序及問題 Existing Process and Problem")
    m.text("p.prob", 50, 556, 500, 58, "project.problem", lines=True)
    m.say(50, 536, "技術創新性 Innovation")
    m.text("p.new", 50, 500, 500, 30, "project.newness", lines=True)
    m.say(50, 480, "研發機構 Developing Institution")
    m.text("p.dev", 220, 476, 320, 16, "project.developer_name")
    m.say(50, 452, "技術研發方 Technology Developed by")
    for at, (word, value) in enumerate((("香港機構 Hong Kong institution", "hong-kong"),
            ("粵港聯合研發 Joint development", "joint"), ("其他 Others", "other"))):  # fmt: skip
        m.radio("p.by", 220, 452 - 16 * at, f"Choice{at}", f"project.developer={value}")
        m.say(234, 453 - 16 * at, word, 8)
    m.say(50, 380, "工作計劃 Work Plan", 10, True)
    table(m, 50, 350, 5, (("階段 Stage", "milestone.name", 220), ("由 From", "milestone.start", 90),
                          ("至 To", "milestone.end", 90)), "plan")  # fmt: skip
    m.next_page()
    m.say(50, 800, "項目目標 Project Objectives", 10, True)
    table(m, 50, 770, 3, (("目標 Objective", "objective.name", 200),
          ("指標 Performance Indicator", "objective.measure", 140),
          ("單位 Unit", "objective.unit", 60), ("目標值 Target", "objective.target", 80)), "obj")
    m.say(50, 660, "股東資料 Shareholders of the Applicant", 10, True)
    table(m, 50, 630, 3, (("姓名／名稱 Name of Shareholder", "shareholder.name", 200),
          ("類別 Type", "shareholder.kind", 80),
          ("香港居民 HK resident", "shareholder.resident", 80),
          ("持股比例 Shareholding (%)", "shareholder.share", 100)), "holder")  # fmt: skip
    m.say(50, 540, "項目名稱 Project Title")
    m.text("p.title", 200, 536, 340, 16)
    return m


def table(m: Maker, x: float, y: float, rows: int, heads: tuple[tuple[str, str, float], ...],
          name: str) -> None:  # fmt: skip
    for head, means, wide in heads:
        m.box(x, y, wide, 18)
        m.say(x + 3, y + 5, head, 7)
        for row in range(1, rows + 1):
            m.text(f"{name}.{row}.{means.partition('.')[2]}", x, y - 16 * row, wide, 16,
                   f"{means}@{row}")  # fmt: skip
        x += wide


def turned() -> Maker:
    """A page that lies on its side, with a table of persons."""
    m = Maker((595.0, 842.0), 90)
    m.say(50, 560, "Contact Persons 聯絡人", 12, True)
    table(m, 200, 520, 0, (("Name 姓名", "", 150), ("Post 職位", "", 130),
                           ("Telephone 電話", "", 120), ("E-mail 電郵", "", 180)), "")  # fmt: skip
    for row, (who, group) in enumerate((("Project Coordinator 項目統籌人", "coordinator"),
            ("Deputy Project Coordinator 副項目統籌人", "deputy"),
            ("Factory Contact 工廠聯絡人", "factory_contact"))):  # fmt: skip
        y = 502 - 18 * row
        m.say(40, y + 5, who, 7)
        x = 200.0
        for field, wide in (("name", 150), ("post", 130), ("telephone", 120), ("email", 180)):
            m.text(f"c{row}{field}", x, y, wide, 18, f"{group}.{field}")
            x += wide
    m.say(40, 400, "Applicant 申請公司", 10, True)
    m.say(40, 376, "Tel. 電話")
    m.text("tel1", 200, 372, 40, 16, "company.telephone/area", most=3)
    m.say(243, 376, "-")
    m.text("tel2", 250, 372, 90, 16, "company.telephone/number", most=9)
    m.say(40, 352, "BR Certificate valid until 商業登記證有效期至")
    for at, (part, most) in enumerate((("day", 2), ("month", 2), ("year", 4))):
        m.text(f"br{part}", 260 + 50 * at, 348, 40, 16, f"company.br_expiry/{part}", most=most,
               comb=True)  # fmt: skip
        if at < 2:
            m.say(303 + 50 * at, 352, "/")
    m.say(40, 328, "Annual turnover 全年營業額 (HK$)")
    m.text("turn", 260, 324, 120, 16, "company.turnover", most=12, comb=True)
    return m


def label() -> Maker:
    """An application for the label in Traditional Chinese: classes, sectors, measures."""
    m = Maker()
    m.say(150, 800, "「粵港清潔生產伙伴」標誌計劃　申請表", 13, True)
    m.say(60, 770, "申請類別")
    for at, (word, value) in enumerate((
        ("優越伙伴（製造業）", "excellent"), ("伙伴（製造業）", "partner"),
        ("伙伴（供應鏈）", "supply-chain"), ("伙伴（技術服務）", "technology"),
    )):  # fmt: skip
        m.radio("class", 140 + 110 * at, 770, f"c{at}", f"label.class={value}")
        m.say(153 + 110 * at, 771, word, 8)
    m.say(60, 740, "申請公司", 10, True)
    for at, (words, means) in enumerate((("公司名稱（中文）", "company.name:zh"),
            ("公司名稱（英文）", "company.name:en"), ("商業登記號碼", "company.br_number"),
            ("聯絡電話", "company.telephone"))):  # fmt: skip
        m.say(60, 714 - 22 * at, words)
        m.text(f"co{at}", 200, 710 - 22 * at, 330, 16, means)
    m.say(60, 620, "港資工廠", 10, True)
    for at, (words, means) in enumerate((("工廠名稱", "factory.name"), ("廠址", "factory.address"),
            ("員工人數", "factory.employees"))):  # fmt: skip
        m.say(60, 594 - 22 * at, words)
        m.text(f"fa{at}", 200, 590 - 22 * at, 330, 16, means)
    m.say(60, 524, "所屬行業（請選一項）")
    for at, (word, value) in enumerate((("化學製品業", "1"), ("食品和飲品業", "2"),
            ("傢具製造業", "3"), ("金屬和金屬製品業", "4"), ("非金屬礦產品業", "5"),
            ("造紙和紙品業", "6"), ("印刷和出版業", "7"), ("紡織業", "8"),
            ("其他行業", "0"))):  # fmt: skip
        x, y = 200 + 120 * (at % 3), 524 - 18 * (at // 3)
        m.tick(f"sector{at}", x, y, "Yes", f"factory.sector={value}")
        m.say(x + 14, y + 1, word, 8)
    m.say(60, 450, "清潔生產措施", 10, True)
    table(m, 60, 420, 3, (("措施名稱", "measure.name", 160), ("類型", "measure.kind", 80),
          ("完成日期", "measure.running_from", 90), ("投資額", "measure.cost", 100)), "m")
    m.say(60, 330, "環保守法情況")
    m.text("law", 200, 300, 330, 44, "label.compliance", lines=True)
    m.say(60, 270, "清潔生產小組")
    m.text("team", 200, 266, 330, 16, "label.team")
    m.say(60, 230, "由秘書處填寫", 10, True)
    m.say(60, 206, "申請編號")
    m.text("no", 200, 202, 120, 16, "hand.application_number")
    m.say(340, 206, "收件日期")
    m.text("rec", 410, 202, 100, 16, "hand.received_on")
    return m


def odd() -> Maker:
    """Words that no list of ours was made from, in three languages."""
    m = Maker()
    m.say(50, 800, "SECTION 1 - INFORMATION ON THE APPLICANT ENTERPRISE", 11, True)
    for at, (label, means) in enumerate((
        ("Full name of the enterprise (as shown on the BR Certificate)", "company.name"),
        ("Number of the Business Registration Certificate", "company.br_number"),
        ("Principal place of business in Hong Kong", "company.address"),
        ("Principal business activities", "company.business"),
        ("General line (tel.)", "company.telephone"), ("Corporate website", "company.website"),
        ("Date on which the company was incorporated", "company.established"),
        ("Headcount in Hong Kong (full-time)", "company.employees_full"),
        ("Sales turnover of the latest financial year", "company.turnover"),
    )):  # fmt: skip
        m.say(50, 774 - 22 * at, label)
        m.text(f"q{at}", 340, 770 - 22 * at, 220, 16, means)
    m.say(50, 560, "第二部分　廠房概況", 11, True)
    for at, (label, means) in enumerate((
        ("廠房名稱", "factory.name"), ("廠房地址", "factory.address"),
        ("廠房員工總數", "factory.employees"),
        ("主要生產的產品", "factory.products"), ("每年開工日數", "factory.days_per_year"),
    )):  # fmt: skip
        m.say(50, 534 - 22 * at, label)
        m.text(f"r{at}", 200, 530 - 22 * at, 360, 16, means)
    m.say(50, 410, "三、申报项目概况", 11, True)
    for at, (label, means) in enumerate((
        ("拟实施项目的名称", "project.name"), ("项目主要内容简介", "project.summary"),
        ("项目总投资（人民币万元）", "money.total"), ("计划开工日期", "project.start"),
        ("预计完工日期", "project.end"), ("项目负责人姓名", "coordinator.name"),
        ("项目负责人手机", "coordinator.mobile"),
    )):  # fmt: skip
        m.say(50, 384 - 22 * at, label)
        m.text(f"s{at}", 200, 380 - 22 * at, 360, 16, means)
    return m


FORMS: dict[str, Callable[[], Maker]] = {
    "bilingual": bilingual, "stacked": stacked, "mainland": mainland, "budget": budget,
    "project": project, "turned": turned, "label": label,
    "odd": odd,
}  # fmt: skip
