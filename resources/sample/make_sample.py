"""Writes the sample factory's workbook, `sample.xlsx`, beside this file.

Everything in it is invented. The figures follow simple physics with seeded noise, so that the
models have something honest to find: electricity follows output and warm weather, gas follows
coated film, water follows output; output dips at the Lunar New Year; one gas bill is estimated
and the water bills cross month ends. Prices and sizes are of the order that `savings` literature
and public cases give for a plant of this kind.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from cpdesk.base.languages import translator
from cpdesk.domain import company as c
from cpdesk.domain import papers, recognition, tariffs, verification
from cpdesk.domain import plant as p
from cpdesk.domain import projects as j
from cpdesk.domain import upgrades as u
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.record import Identity, Record
from cpdesk.domain.words import LocalText
from cpdesk.exchange import template

FIRST, LAST = Month(2022, 10), Month(2026, 9)
MONTHS = month_range(FIRST, LAST)
NEW_YEAR = {Month(2023, 1): 0.62, Month(2024, 2): 0.58, Month(2025, 1): 0.66, Month(2025, 2): 0.83,
            Month(2026, 2): 0.57}
CDD18 = (3, 18, 62, 148, 268, 322, 356, 348, 298, 212, 92, 14)  # a warm coastal city, January on
random_source = random.Random(20260930)


def text(en: str, zh_hant: str, zh_hans: str) -> LocalText:
    return LocalText(en, zh_hant, zh_hans)


def same(words: str) -> LocalText:
    return LocalText(words, words, words)


def noise(spread: float) -> float:
    return 1 + random_source.gauss(0, spread)


NONE = text("None", "無", "无")


def company() -> Iterator[Entity]:
    yield c.Company(
        id="c1", code="C1",
        name=text("Paper Lantern Packaging (Hong Kong) Limited (fictional)",
                  "紙燈籠包裝（香港）有限公司（虛構）", "纸灯笼包装（香港）有限公司（虚构）"),
        br_number="00000000", br_expiry=date(2027, 8, 31), cr_number="0000000",
        legal_form=c.LegalForm.LIMITED, established=date(1994, 4, 12),
        address=text("Unit 0, 0/F, Sample Industrial Building, Kwun Tong, Kowloon",
                     "九龍觀塘示例工業大廈0樓0室", "九龙观塘示例工业大厦0楼0室"),
        telephone="+852 2000 0000", email="office@paperlantern.example",
        website="paperlantern.example", employees_full=23, employees_part=2,
        turnover=Decimal("186400000"), turnover_from=date(2025, 4, 1),
        turnover_to=date(2026, 3, 31),
        business=text("Printing and trading of packaging", "包裝印刷及貿易", "包装印刷及贸易"),
        directors=text("Fiction Chan; Fiction Lau", "陳虛構、劉虛構", "陈虚构、刘虚构"),
        bank_account=text("In the applicant's name, details with the claim",
                          "以申請人名義開立，資料隨申領文件提交", "以申请人名义开立，资料随申领文件提交"),
    )
    yield c.Factory(
        id="f1", code="F1", company="c1",
        name=text("Dongguan Paper Lantern Packaging Printing Co., Ltd. (fictional)",
                  "東莞紙燈籠包裝印刷有限公司（虛構）", "东莞纸灯笼包装印刷有限公司（虚构）"),
        region=c.Region.GUANGDONG, city=text("Dongguan", "東莞", "东莞"),
        address=text("0 Sample Road, Dongguan, Guangdong", "廣東省東莞市示例路0號",
                     "广东省东莞市示例路0号"),
        credit_code=credit_code("91441900MA0000000"),
        legal_representative=text("Fiction Chan", "陳虛構", "陈虚构"),
        registered_capital=Decimal("28000000"), link=c.Link.L2, sector="7", industry_code="2319",
        products=text("Folding cartons, 9,500 thousand m² a year; laminated film, 2,300 t a year",
                      "折疊紙盒每年約950萬平方米；複合薄膜每年約2,300噸",
                      "折叠纸盒每年约950万平方米；复合薄膜每年约2,300吨"),
        employees=412, output_value=Decimal("163500000"), site_area=Decimal("21000"),
        floor_area=Decimal("34800"), hours_per_day=Decimal("20"), days_per_year=306,
        process_flow=text(
            "Prepress, gravure and offset printing, drying, lamination, slitting, die cutting, "
            "gluing, packing.",
            "製版、凹版及平版印刷、烘乾、複合、分切、模切、黏合、包裝。",
            "制版、凹版及平版印刷、烘干、复合、分切、模切、粘合、包装。"),
        materials=text("Board, BOPP and PET film, inks, ethyl acetate, adhesives",
                       "紙板、BOPP及PET薄膜、油墨、乙酸乙酯、黏合劑",
                       "纸板、BOPP及PET薄膜、油墨、乙酸乙酯、胶粘剂"),
        emission_points=text("Dryers of presses 1-6 and laminators 1-3 to one oxidiser: VOC, NOx",
                             "1至6號印刷機及1至3號複合機烘箱，匯入一套氧化爐：揮發性有機化合物、氮氧化物",
                             "1至6号印刷机及1至3号复合机烘箱，汇入一套氧化炉：挥发性有机物、氮氧化物"),
        permit_number="91441900FICTION001P",
        eia=text("Approved 2012, accepted 2014 (fictional references)",
                 "2012年批覆，2014年驗收（虛構文號）", "2012年批复，2014年验收（虚构文号）"),
        audit_status=text("Voluntary audit passed in 2023", "2023年通過自願性審核",
                          "2023年通过自愿性审核"),
        penalties=NONE,
    )
    yield c.Party(id="p1", code="P1", name=text("Fiction Chan", "陳虛構", "陈虚构"),
                  kind=c.PartyKind.PERSON, hong_kong_resident=True,
                  place=text("Hong Kong", "香港", "香港"))
    yield c.Party(id="p2", code="P2", name=text("Fiction Lau", "劉虛構", "刘虚构"),
                  kind=c.PartyKind.PERSON, hong_kong_resident=True,
                  place=text("Hong Kong", "香港", "香港"))
    yield c.Holding(id="h1", code="H1", owner="p1", owned="c1", share=Decimal("60"))
    yield c.Holding(id="h2", code="H2", owner="p2", owned="c1", share=Decimal("40"))
    yield c.Holding(id="h3", code="H3", owner="c1", owned="f1", share=Decimal("100"))
    for number, of, role, name, post in (
        (1, "c1", c.ContactRole.COORDINATOR, text("Fiction Wong", "黃虛構", "黄虚构"),
         text("Environment Manager", "環境經理", "环境经理")),
        (2, "c1", c.ContactRole.SIGNATORY, text("Fiction Chan", "陳虛構", "陈虚构"),
         text("Director", "董事", "董事")),
        (3, "f1", c.ContactRole.FACTORY, text("Fiction Li", "李虛構", "李虚构"),
         text("Plant Engineer", "設備工程師", "设备工程师")),
    ):
        yield c.Contact(id=f"k{number}", code=f"K{number}", of=of, role=role, name=name, post=post,
                        telephone="+852 2000 0000", email="office@paperlantern.example",
                        own_staff=True)


def credit_code(first: str) -> str:
    """The code with its check digit (GB 32100-2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(alphabet.index(sign) * weight for sign, weight in zip(first, weights, strict=True))
    return first + alphabet[(31 - total % 31) % 31]


def meters() -> Iterator[Entity]:
    for number, kind, unit, en, hant, hans in (
        (1, p.MeterKind.ELECTRICITY, "kWh", "Electricity, main meter", "電，總錶", "电，总表"),
        (2, p.MeterKind.NATURAL_GAS, "m³", "Natural gas, dryers", "天然氣，烘箱", "天然气，烘箱"),
        (3, p.MeterKind.WATER, "m³", "Tap water", "自來水", "自来水"),
        (4, p.MeterKind.WASTEWATER, "m³", "Wastewater, outfall", "污水，總排口", "废水，总排口"),
        (5, p.MeterKind.SOLVENT, "kg", "Ethyl acetate", "乙酸乙酯", "乙酸乙酯"),
    ):
        yield p.Meter(id=f"m{number}", code=f"M{number}", factory="f1", name=text(en, hant, hans),
                      kind=kind, unit=unit,
                      grid=p.Grid.GUANGDONG if kind is p.MeterKind.ELECTRICITY else None,
                      calibrated_on=date(2025, 5, 14) if number < 5 else None,
                      calibration=f"FICTION-CAL-{number}" if number < 5 else "")
    yield from tariff()
    for number, kind, unit, en, hant, hans in (
        (1, p.DriverKind.PRODUCTION, "1000 m²", "Folding cartons", "折疊紙盒", "折叠纸盒"),
        (2, p.DriverKind.PRODUCTION, "t", "Laminated film", "複合薄膜", "复合薄膜"),
        (3, p.DriverKind.COOLING_DEGREE_DAYS, "℃ d", "Cooling degree days", "製冷度日",
         "制冷度日"),
    ):
        yield p.Driver(
            id=f"d{number}", code=f"D{number}", factory="f1", name=text(en, hant, hans), kind=kind,
            unit=unit,
            base_temperature=Decimal(18) if kind is p.DriverKind.COOLING_DEGREE_DAYS else None,
        )
    for number, name, model, kw, count in (
        (1, text("Gravure press", "凹版印刷機", "凹版印刷机"), "FG-1050 (fictional)", "180", 6),
        (2, text("Laminator", "複合機", "复合机"), "FL-1300 (fictional)", "95", 3),
        (3, text("Air compressor", "空氣壓縮機", "空气压缩机"), "FC-75V (fictional)", "75", 4),
        (4, text("Die cutter", "模切機", "模切机"), "FD-1060 (fictional)", "22", 5),
    ):
        yield p.Equipment(id=f"q{number}", code=f"Q{number}", factory="f1", name=name, model=model,
                          rated_power=Decimal(kw), quantity=count,
                          process=text("Production", "生產", "生产"),
                          state=text("In use", "使用中", "在用"))


def tariff() -> Iterator[Entity]:
    """What the electricity that was avoided costs: the compressors run around the clock."""
    yield tariffs.Tariff(
        id="ta1", code="TA1", meter="m1", name=text("Large industry, 10 kV", "大工業，10千伏",
                                                   "大工业，10千伏"),
        valid_from=date(2022, 10, 1), capacity_price=Decimal(32), source="Fictional tariff notice")
    for number, name, price, share in (
        (1, text("Peak", "高峰", "高峰"), "1.0620", 30),
        (2, text("Flat", "平段", "平段"), "0.6710", 45),
        (3, text("Valley", "低谷", "低谷"), "0.2950", 25),
    ):
        yield tariffs.TariffBand(id=f"tb{number}", code=f"TB{number}", tariff="ta1", name=name,
                                 price=Decimal(price), share=Decimal(share))


def readings() -> Iterator[Entity]:
    output = {month: outputs(month) for month in MONTHS}
    for month in MONTHS:
        cartons, film, cooling = output[month]
        for driver, amount, places in (("d1", cartons, "0.1"), ("d2", film, "0.1"),
                                       ("d3", cooling, "1")):
            yield monthly(month, amount, places, driver=driver)
        yield monthly(month, electricity(month, cartons, film, cooling), "1", meter="m1",
                      price="0.742")
        gas = monthly(month, natural_gas(month, film), "1", meter="m2", price="3.98")
        yield replace(gas, estimated=True, note="抄表未果，供气公司估计") if month == Month(2024, 9) else gas
        yield monthly(month, film * 41.5 * noise(0.025) + 2100, "1", meter="m5", price="6.35")
    yield from water_bills(output)


def outputs(month: Month) -> tuple[float, float, float]:
    dip = NEW_YEAR.get(month, 1.0)
    season = 1.06 if month.month in (9, 10, 11) else 0.98
    growth = 1 + 0.004 * (month - FIRST) / 12
    cartons = 805 * dip * season * growth * noise(0.045)
    film = 192 * dip * growth * noise(0.06)
    return cartons, film, max(0.0, CDD18[month.month - 1] * noise(0.08))


def electricity(month: Month, cartons: float, film: float, cooling: float) -> float:
    """kWh; 118,000 base load, and the compressors' saving of 8.5 % from December 2024."""
    use = (118_000 + 178 * cartons + 655 * film + 215 * cooling) * noise(0.016)
    return use * (0.915 if month >= Month(2024, 12) else 1)


def natural_gas(month: Month, film: float) -> float:
    """m³; the exhaust heat recovery saves 17 % from April 2025."""
    use = (6_400 + 171 * film) * noise(0.024)
    return use * (0.83 if month >= Month(2025, 4) else 1)


def monthly(month: Month, amount: float, places: str, *, meter: str | None = None,
            driver: str | None = None, price: str = "") -> p.Reading:
    exact = Decimal(repr(amount)).quantize(Decimal(places))
    cost = (exact * Decimal(price)).quantize(Decimal("0.01")) if price else None
    return p.Reading(id=f"r-{meter or driver}-{month}", meter=meter, driver=driver,
                     start=month.start, end=month.end, amount=exact, cost=cost,
                     currency="CNY" if price else "")


def water_bills(output: dict[Month, tuple[float, float, float]]) -> Iterator[Entity]:
    """Bills read on the 1st until 2023, then about the 11th: they cross month ends."""
    days = [month.start if month < Month(2024, 1) else date(month.year, month.month, 11)
            for month in (*MONTHS, LAST + 1)]
    for start, end in pairwise(days):
        water = sum(daily_water(start + timedelta(day), output)
                    for day in range((end - start).days)) * noise(0.02)
        yield bill("m3", start, end, water, "4.65")
        yield bill("m4", start, end, water * 0.79 * noise(0.012), "1.40")


def daily_water(day: date, output: dict[Month, tuple[float, float, float]]) -> float:
    """m³ a day; the reuse of cooling and rinse water saves 24 % from July 2025."""
    month = min(Month.of(day), LAST)
    cartons, film, _ = output[month]
    use = 46 + (cartons * 2.9 + film * 6.2) / month.days
    return use * (0.76 if Month.of(day) >= Month(2025, 7) else 1)


def bill(meter: str, start: date, end: date, amount: float, price: str) -> p.Reading:
    exact = Decimal(repr(amount)).quantize(Decimal(1))
    return p.Reading(id=f"r-{meter}-{start}", meter=meter, start=start, end=end, amount=exact,
                     cost=(exact * Decimal(price)).quantize(Decimal("0.01")),
                     currency="CNY")


def upgrades() -> Iterator[Entity]:
    yield u.Upgrade(
        id="u1", code="U1", factory="f1", kind=u.UpgradeKind.EQUIPMENT,
        name=text("Variable-speed air compressors with central control", "變頻空壓機及集中控制",
                  "变频空压机及集中控制"),
        location=text("Compressor room", "空壓站", "空压站"),
        description=text("Four fixed-speed compressors replaced; pressure band lowered to 0.62 MPa.",
                         "更換四台定頻空壓機，供氣壓力降至0.62 MPa。",
                         "更换四台定频空压机，供气压力降至0.62 MPa。"),
        before=text("Four fixed-speed units, unloaded 38 % of the time",
                    "四台定頻機，卸載時間佔38%", "四台定频机，卸载时间占38%"),
        after=text("Four variable-speed units under one controller", "四台變頻機由同一控制器調度",
                   "四台变频机由同一控制器调度"),
        works_from=date(2024, 11, 4), running_from=date(2024, 12, 1), cost=Decimal("986000"),
        life_years=Decimal(10), discount_rate=Decimal(6))
    yield u.Effect(
        id="e1", code="X1", upgrade="u1", meter="m1", quantity=u.Quantity.ENERGY,
        expected=Decimal("400000"), unit="kWh", tolerance=Decimal(20), basis=u.Basis.CALCULATED,
        inputs=text("4 × 75 kW × 5,600 h × 24 % less", "4 × 75 kW × 5,600 h × 減少24%",
                    "4 × 75 kW × 5,600 h × 减少24%"),
        drivers=("d1", "d2", "d3"), money=Decimal("296800"))
    yield u.Upgrade(
        id="u2", code="U2", factory="f1", kind=u.UpgradeKind.RECOVERY,
        name=text("Heat recovery from dryer exhaust", "烘箱排氣餘熱回收", "烘箱排气余热回收"),
        location=text("Dryers of presses 1-6", "1至6號印刷機烘箱", "1至6号印刷机烘箱"),
        description=text("Plate heat exchangers preheat the supply air of six dryers.",
                         "以板式換熱器預熱六台烘箱的進風。", "以板式换热器预热六台烘箱的进风。"),
        before=text("Exhaust at 96 °C to the oxidiser", "排氣以96 °C進入氧化爐",
                    "排气以96 °C进入氧化炉"),
        after=text("Exhaust at 61 °C, supply air preheated to 58 °C", "排氣61 °C，進風預熱至58 °C",
                   "排气61 °C，进风预热至58 °C"),
        works_from=date(2025, 3, 3), running_from=date(2025, 4, 1), cost=Decimal("742000"),
        life_years=Decimal(12), discount_rate=Decimal(6))
    yield u.Effect(
        id="e2", code="X2", upgrade="u2", meter="m2", quantity=u.Quantity.ENERGY,
        expected=Decimal("75000"), unit="m³", tolerance=Decimal(15), basis=u.Basis.CALCULATED,
        inputs=text("Exhaust flow × temperature drop × 5,900 h", "排氣量 × 溫降 × 5,900 h",
                    "排气量 × 温降 × 5,900 h"),
        drivers=("d2",), money=Decimal("298500"))
    yield u.Upgrade(
        id="u3", code="U3", factory="f1", kind=u.UpgradeKind.RECOVERY,
        name=text("Reuse of cooling and rinse water", "冷卻水及沖洗水回用", "冷却水及冲洗水回用"),
        location=text("Plate room and chillers", "製版房及冷凍站", "制版房及冷冻站"),
        description=text("Filtration and a return loop of 6 m³/h.", "過濾及每小時6 m³的回用管路。",
                         "过滤及每小时6 m³的回用管路。"),
        before=text("Once-through cooling of plates and rollers", "版輥一次性冷卻",
                    "版辊一次性冷却"),
        after=text("Closed loop with filtration, blow-down 8 %", "過濾後循環使用，排污8%",
                   "过滤后循环使用，排污8%"),
        works_from=date(2025, 6, 2), running_from=date(2025, 7, 1), cost=Decimal("318000"),
        life_years=Decimal(10), discount_rate=Decimal(6))
    yield u.Effect(
        id="e3", code="X3", upgrade="u3", meter="m3", quantity=u.Quantity.WATER,
        expected=Decimal("14500"), unit="m³", tolerance=Decimal(20), basis=u.Basis.CALCULATED,
        inputs=text("6 m³/h × 5,400 h × 45 % load", "6 m³/h × 5,400 h × 負荷45%",
                    "6 m³/h × 5,400 h × 负荷45%"),
        drivers=("d1",), money=Decimal("67400"))
    yield u.Effect(
        id="e4", code="X4", upgrade="u3", meter="m4", quantity=u.Quantity.WASTEWATER,
        expected=Decimal("11400"), unit="m³", tolerance=Decimal(25), basis=u.Basis.CALCULATED,
        inputs=text("79 % of the water saved", "節水量的79%", "节水量的79%"),
        drivers=("d1",), money=Decimal("16000"))
    yield u.Upgrade(
        id="u4", code="U4", factory="f1", project="j1", kind=u.UpgradeKind.SUBSTITUTION,
        name=text("Solvent-free lamination with electron-beam curing", "電子束固化無溶劑複合",
                  "电子束固化无溶剂复合"),
        location=text("Laminators 1-3", "1至3號複合機", "1至3号复合机"),
        description=text("Solvent adhesive is replaced by a solvent-free one cured in line.",
                         "以在線固化的無溶劑黏合劑取代溶劑型黏合劑。",
                         "以在线固化的无溶剂胶粘剂取代溶剂型胶粘剂。"),
        before=text("Ethyl acetate adhesive, 4.2 g/m² dry", "乙酸乙酯型黏合劑，乾量4.2 g/m²",
                    "乙酸乙酯型胶粘剂，干量4.2 g/m²"),
        after=text("Solvent-free adhesive, 1.6 g/m²", "無溶劑黏合劑，1.6 g/m²",
                   "无溶剂胶粘剂，1.6 g/m²"),
        cost=Decimal("1290000"), life_years=Decimal(10))
    yield u.Effect(
        id="e5", code="X5", upgrade="u4", meter="m5", quantity=u.Quantity.MATERIAL,
        expected=Decimal("62000"), unit="kg", tolerance=Decimal(15), basis=u.Basis.CALCULATED,
        inputs=text("52 % of the ethyl acetate goes to laminators 1-3, 100 % of it avoided",
                    "乙酸乙酯的52%用於1至3號複合機，全部免用",
                    "乙酸乙酯的52%用于1至3号复合机，全部免用"),
        formula="E * s * k", drivers=("d2",), money=Decimal("393700"),
        boundary=text("All ethyl acetate of the plant, by the purchase and stock ledger",
                      "全廠乙酸乙酯，按採購及庫存帳", "全厂乙酸乙酯，按采购及库存账"),
        static_factors=text("Three laminators, width up to 1.3 m, recipes of 2026",
                            "三台複合機，幅寬1.3米以下，2026年配方", "三台复合机，幅宽1.3米以下，2026年配方"),
        frequency=text("Monthly, at the stock count", "每月盤點時", "每月盘点时"),
        responsible=text("Plant engineer", "設備工程師", "设备工程师"))
    yield from inputs("e5", (
        ("E", text("Ethyl acetate used in 2025", "2025年乙酸乙酯用量", "2025年乙酸乙酯用量"),
         "117149", "kg", "1", text("Stock ledger", "庫存帳", "库存账")),
        ("s", text("Share of laminators 1-3", "1至3號複合機所佔比例", "1至3号复合机所占比例"),
         "0.53", "", "12", text("Recipe sheets of four weeks", "四周配方表", "四周配方表")),
        ("k", text("Part that is no longer needed", "免用比例", "免用比例"),
         "1.00", "", "5", text("Supplier's trial", "供應商試驗", "供应商试验")),
    ))  # fmt: skip
    yield u.Effect(
        id="e6", code="X6", upgrade="u4", quantity=u.Quantity.VOC, expected=Decimal("5600"),
        unit="kg", tolerance=Decimal(30), basis=u.Basis.CALCULATED,
        inputs=text("62,000 kg × (1 − 0.91 captured and destroyed)",
                    "62,000 kg ×（1 − 0.91 收集並銷毀）", "62,000 kg ×（1 − 0.91 收集并销毁）"),
        formula="E * (1 - c)")
    yield from inputs("e6", (
        ("E", text("Solvent avoided (X5)", "免用溶劑（X5）", "免用溶剂（X5）"),
         "62000", "kg", "15", text("As estimated above", "見上項估算", "见上项估算")),
        ("c", text("Captured and destroyed until now", "現時收集並銷毀比例", "目前收集并销毁比例"),
         "0.91", "", "2", text("Stack test of 2025 (fictional)", "2025年排氣檢測（虛構）",
                               "2025年排气检测（虚构）")),
    ))  # fmt: skip


def inputs(effect: str, rows: Iterable[tuple[str, LocalText, str, str, str, LocalText]]) -> Iterator[
    Entity
]:
    """The inputs of an estimate: symbol, what it is, value, unit, tolerance in percent, source."""
    for symbol, name, value, unit, tolerance, source in rows:
        yield verification.Input(
            id=f"i-{effect}-{symbol}", code=f"I-{effect.upper().replace('E', 'X')}-{symbol}",
            effect=effect, symbol=symbol, name=name, value=Decimal(value), unit=unit,
            tolerance=Decimal(tolerance), source=source)


def project() -> Iterator[Entity]:
    yield j.Project(
        id="j1", code="P1", factory="f1",
        name=text("Solvent-free lamination with electron-beam curing", "電子束固化無溶劑複合",
                  "电子束固化无溶剂复合"),
        summary=text(
            "Three laminators change from solvent adhesive to a solvent-free adhesive that an "
            "electron beam cures in line, so that the solvent is not needed at all.",
            "三台複合機由溶劑型黏合劑改用無溶劑黏合劑，以電子束在線固化，從源頭免用溶劑。",
            "三台复合机由溶剂型胶粘剂改用无溶剂胶粘剂，以电子束在线固化，从源头免用溶剂。"),
        technology=text("In-line electron-beam curing of solvent-free adhesive",
                        "無溶劑黏合劑電子束在線固化技術", "无溶剂胶粘剂电子束在线固化技术"),
        route=j.Route.CRITERIA, developer=j.Developer.JOINT,
        developer_name=text("Two fictional institutes, Hong Kong and Guangzhou",
                            "香港及廣州兩所虛構機構", "香港及广州两所虚构机构"),
        development_proof=text("Joint development agreement of 2024 and patent application "
                               "(fictional)", "2024年聯合研發協議及專利申請（虛構）",
                               "2024年联合研发协议及专利申请（虚构）"),
        newness=text(
            "First used in a trial line in 2024; two installations, none in this trade in "
            "Guangdong. Cures at room temperature without a dryer, where the usual process dries "
            "solvent at 80 °C.",
            "2024年首用於試驗線；現有兩套裝置，廣東同業未有應用。常溫固化，無須烘箱；傳統工序須以80 °C烘乾溶劑。",
            "2024年首用于试验线；现有两套装置，广东同业未有应用。常温固化，无须烘箱；传统工艺须以80 °C烘干溶剂。"),
        problem=text(
            "Lamination uses about half of the plant's ethyl acetate. What is not captured leaves "
            "as fugitive VOC, and drying it takes gas.",
            "複合工序使用全廠約一半乙酸乙酯，未收集部分逸散為揮發性有機化合物，烘乾亦耗用天然氣。",
            "复合工序使用全厂约一半乙酸乙酯，未收集部分逸散为挥发性有机物，烘干也耗用天然气。"),
        solution=text(
            "Coating head for solvent-free adhesive, electron-beam unit with shielding and inert "
            "gas, in place of the drying tunnel of each laminator.",
            "每台複合機以無溶劑塗佈頭及帶屏蔽與惰性氣體的電子束裝置取代烘道。",
            "每台复合机以无溶剂涂布头及带屏蔽与惰性气体的电子束装置取代烘道。"),
        preventive=text("The solvent is not used at all, so nothing has to be captured or burnt.",
                        "源頭不使用溶劑，無須收集或焚燒。", "源头不使用溶剂，无须收集或焚烧。"),
        verification=text(
            "Solvent by the purchase and stock ledger M5 against laminated film, IPMVP principles, "
            "Option C, twelve months after the start; stack VOC by an accredited laboratory before "
            "and after.",
            "以採購及庫存帳M5對照複合薄膜產量，按IPMVP原則方案C，投運後十二個月；排氣口VOC由認可實驗室於前後檢測。",
            "以采购及库存账M5对照复合薄膜产量，按IPMVP原则方案C，投运后十二个月；排气口VOC由认可实验室于前后检测。"),
        replicability=text("Any laminator of film or paper up to 1.3 m wide.",
                           "適用於幅寬1.3米以下的薄膜或紙張複合機。",
                           "适用于幅宽1.3米以下的薄膜或纸张复合机。"),
        risks=text("Electron-beam unit needs registration of the radiation device and shielding "
                   "tests; operators are trained by the supplier.",
                   "電子束裝置須辦理射線裝置登記及屏蔽檢測；操作員由供應商培訓。",
                   "电子束装置须办理射线装置登记及屏蔽检测；操作员由供应商培训。"),
        start=date(2027, 3, 1), end=date(2028, 1, 31), other_funding=NONE,
        other_funding_amount=Decimal("0"))
    for number, en, hant, hans, measure, unit, target in (
        (1, "Use less solvent", "減少溶劑用量", "减少溶剂用量",
         text("Ethyl acetate a year", "每年乙酸乙酯用量", "每年乙酸乙酯用量"), "kg", "-62000"),
        (2, "Emit less VOC", "減少揮發性有機化合物排放", "减少挥发性有机物排放",
         text("Fugitive VOC a year", "每年逸散VOC", "每年逸散VOC"), "kg", "-5600"),
    ):
        yield j.Objective(id=f"o{number}", code=f"O{number}", project="j1",
                          name=text(en, hant, hans), measure=measure, unit=unit,
                          target=Decimal(target))
    for number, en, hant, hans, start, end in (
        (1, "Order and design", "訂購及設計", "订购及设计", date(2027, 3, 1), date(2027, 5, 31)),
        (2, "Delivery and installation", "交貨及安裝", "交货及安装", date(2027, 6, 1),
         date(2027, 8, 15)),
        (3, "Commissioning and shielding test", "調試及屏蔽檢測", "调试及屏蔽检测",
         date(2027, 8, 16), date(2027, 9, 30)),
        (4, "Measured operation", "量度運行", "测量运行", date(2027, 10, 1), date(2027, 12, 31)),
        (5, "Completion report", "完成報告", "完成报告", date(2028, 1, 1), date(2028, 1, 31)),
    ):
        yield j.Milestone(id=f"s{number}", code=f"S{number}", project="j1",
                          name=text(en, hant, hans), start=start, end=end)
    yield j.Provider(
        id="v1", code="V1", project="j1",
        name=text("Firefly Curing Limited (fictional)", "螢火固化有限公司（虛構）",
                  "萤火固化有限公司（虚构）"),
        registration="Hong Kong 00000001",
        address=text("0 Sample Street, Sha Tin", "沙田示例街0號", "沙田示例街0号"),
        contact="sales@firefly.example",
        role=text("Supply, installation, training", "供應、安裝、培訓", "供应、安装、培训"),
        listed=False, relation=j.Relation.NONE,
        track_record=text("Two installations since 2024", "自2024年起兩套裝置",
                          "自2024年起两套装置"),
        reason=text("Lowest conforming offer", "符合規格的最低報價", "符合规格的最低报价"),
    )
    yield from budget()


def budget() -> Iterator[Entity]:
    lines = (
        (1, j.BudgetCategory.EQUIPMENT, "Electron-beam curing units", "電子束固化裝置",
         "电子束固化装置", 3, "268000", "CNY"),
        (2, j.BudgetCategory.EQUIPMENT, "Solvent-free coating heads", "無溶劑塗佈頭",
         "无溶剂涂布头", 3, "71500", "CNY"),
        (3, j.BudgetCategory.INSTALLATION, "Removal of dryers, piping, electrical work",
         "拆除烘道、管道及電氣工程", "拆除烘道、管道及电气工程", 1, "118000", "CNY"),
        (4, j.BudgetCategory.DESIGN, "Process design and shielding design", "工序及屏蔽設計",
         "工艺及屏蔽设计", 1, "96000", "HKD"),
        (5, j.BudgetCategory.TESTING, "VOC and shielding tests", "VOC及屏蔽檢測",
         "VOC及屏蔽检测", 1, "58000", "HKD"),
    )
    for number, category, en, hant, hans, count, price, currency in lines:
        yuan = currency == "CNY"
        yield j.BudgetItem(
            id=f"b{number}", code=f"B{number}", project="j1", name=text(en, hant, hans),
            specification=text("Width 1.3 m", "幅寬1.3米", "幅宽1.3米") if number < 3 else LocalText(),
            supplier=text("Firefly Curing Limited (fictional)", "螢火固化有限公司（虛構）",
                          "萤火固化有限公司（虚构）"),
            category=category, quantity=Decimal(count), unit_price=Decimal(price),
            currency=currency, rate=Decimal("1.0830") if yuan else Decimal(1),
            rate_date=date(2026, 11, 2) if yuan else None,
            rate_source="Fictional bank, middle rate" if yuan else "",
            tax=(Decimal(count) * Decimal(price) * Decimal("0.13")) if number < 3 else None)
    number = 0
    for item, amounts in ((1, ("804000", "846000", "871500", "902000", "918000")),
                          (2, ("214500", "228000", "236400")),
                          (3, ("118000", "126500", "131000"))):
        for rank, amount in enumerate(amounts):
            number += 1
            maker = "Firefly" if rank == 0 else f"Moth {rank}"
            yield j.Quotation(
                id=f"t{number}", code=f"T{number}", item=f"b{item}", dated=date(2026, 10, 8 + rank),
                supplier=text(f"{maker} (fictional)",
                              ("螢火" if rank == 0 else f"飛蛾{rank}") + "（虛構）",
                              ("萤火" if rank == 0 else f"飞蛾{rank}") + "（虚构）"),
                amount=Decimal(amount), currency="CNY", conforms=True, relation=j.Relation.NONE,
                chosen=rank == 0,
                reason=text("Lowest conforming offer", "符合規格的最低報價", "符合规格的最低报价")
                if rank == 0 else LocalText())


def recognition_case() -> Iterator[Entity]:
    yield recognition.Candidacy(
        id="y1", code="Y1", factory="f1", label=recognition.LabelClass.PARTNER, year=2026,
        participation=text("None yet; an application is being prepared", "尚未參加，正準備申請",
                           "尚未参加，正准备申请"),
        compliance=text("No penalty in the last three years", "過去三年並無處罰",
                        "近三年无处罚"),
        policy=text("Less energy, water and solvent per unit of product, every year; -5 % by 2027",
                    "每年減少單位產品的能源、用水及溶劑；2027年前減少5%",
                    "每年减少单位产品的能源、用水及溶剂；2027年前减少5%"),
        team=text("Plant engineer (lead), production, maintenance, finance",
                  "設備工程師（組長）、生產、維修、財務", "设备工程师（组长）、生产、维修、财务"),
        sharing=text("Open day for customers in May 2026", "2026年5月客戶開放日",
                     "2026年5月客户开放日"))
    yield recognition.Certificate(id="z1", code="Z1", factory="f1", system="ISO 14001",
                                  number="FICTION-14001", issued=date(2024, 6, 1),
                                  expires=date(2027, 5, 31))
    yield recognition.Training(id="n1", code="N1", factory="f1", held=date(2026, 3, 18),
                               name=text("Compressed air leaks", "壓縮空氣洩漏", "压缩空气泄漏"),
                               hours=Decimal(3), heads=28)
    yield papers.ExchangeRate(id="x1", code="R1", on=date(2026, 11, 2), rate=Decimal("1.0830"),
                              source="Fictional bank, middle rate")


def sample() -> Record:
    """The whole sample factory as a record that was never in a file."""
    parts = (company, meters, readings, upgrades, project, recognition_case)
    entities = [entity for part in parts for entity in part()]
    tables: dict[type[Entity], dict[str, Entity]] = {}
    for entity in entities:
        tables.setdefault(type(entity), {})[entity.id] = entity
    return Record(Identity("sample", 0, ""), tables)


if __name__ == "__main__":
    template.write(sample(), Path(__file__).with_name("sample.xlsx"), translator("zh_Hans"))
