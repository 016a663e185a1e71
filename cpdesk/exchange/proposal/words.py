"""The words of factories' own sheets, in English and both Chinese scripts, and what they mean.

Every pattern is looked for in a text that `plain` has made: narrow forms, small letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cpdesk.domain.plant import DriverKind, MeterKind
from cpdesk.exchange.proposal.when import clean

Kind = MeterKind | DriverKind


def plain(text: object) -> str:
    """As the patterns of this module want it."""
    return clean(text).casefold()


def _any(*patterns: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


# The first that is found wins: strong words stand before weak ones, as 電鍍產量 is a production.
_KINDS: tuple[tuple[re.Pattern[str], Kind, bool], ...] = (
    (_any("用[电電]", "[电電][量力费費耗]", "耗[电電]", r"\bkwh\b", "electric", "千瓦[时時]",
          r"\bpower consumption"), MeterKind.ELECTRICITY, True),
    (_any("[产產][量出]", "成品", r"\bproduction\b", r"\boutput\b", "throughput", "完成量",
          "加工量", "入[库庫]"), DriverKind.PRODUCTION, True),
    (_any("cooling degree", r"\bcdd\b", "[制製]冷度日", "冷度日"),
     DriverKind.COOLING_DEGREE_DAYS, True),
    (_any("heating degree", r"\bhdd\b", "[采採]暖度日", "供暖度日", "[热熱]度日"),
     DriverKind.HEATING_DEGREE_DAYS, True),
    (_any("工作[日天]", "[开開]工[日天]", "生[产產]天", "working days", "work days", "出勤"),
     DriverKind.WORKING_DAYS, True),
    (_any("[气氣室]温", "[气氣室]溫", "[温溫]度", "temperature"), DriverKind.TEMPERATURE, True),
    (_any("[产產]值", "output value", "turnover", r"sales\b(?! tax)"), DriverKind.OTHER, True),
    (_any("[废廢污]水", "排水", "waste ?water", "sewage", "effluent"), MeterKind.WASTEWATER, True),
    (_any("危[废廢]", "危[险險][废廢]", "化[学學][废廢]", "hazardous", "chemical waste"),
     MeterKind.HAZARDOUS_WASTE, True),
    (_any("蒸[汽气氣]", r"\bsteam\b"), MeterKind.STEAM, True),
    (_any("液化天然[气氣]", r"\blng\b"), MeterKind.LNG, True),
    (_any("天然[气氣]", "natural gas", "燃[气氣]", "管道[气氣]"), MeterKind.NATURAL_GAS, True),
    (_any("煤[气氣]", "town ?gas"), MeterKind.TOWN_GAS, True),
    (_any("石油[气氣]", r"\blpg\b"), MeterKind.LPG, True),
    (_any("柴油", "diesel"), MeterKind.DIESEL, True),
    (_any("汽油", "petrol", "gasoline"), MeterKind.PETROL, True),
    (_any("重油", "燃料油", "fuel oil", "heavy oil"), MeterKind.FUEL_OIL, True),
    (_any("煤", r"\bcoal\b"), MeterKind.COAL, True),
    (_any("[热熱]力", "[热熱]量", "district heat", r"\bheat\b"), MeterKind.HEAT, True),
    (_any("溶[剂劑]", "solvent", "漆", "[涂塗]料", r"\bpaint\b", "天[那拿]水",
          "洗[网網板枪槍]水", "[开開]油水", "白[电電]油", "酒精", "乙醇", "丙酮", "甲苯",
          "[异異]丙醇", "稀[释釋][剂劑料]", "thinner", "油墨"), MeterKind.SOLVENT, True),
    (_any("助[剂劑]", "染料", "化[学學]品", "chemical", r"\bdye"), MeterKind.CHEMICAL, True),
    (_any("固[废廢]", "[废廢][料物]", "垃圾", r"\bwaste\b"), MeterKind.WASTE, True),
    (_any("原[材]?料", "包装", "包裝", "raw material"), MeterKind.MATERIAL, True),
    (_any("[自用]来?水", "自來水", "水[费費量表錶]", "耗水", "取水", r"\bwater\b", "新[鲜鮮]水"),
     MeterKind.WATER, True),
    (_any("用[气氣]", r"\bgas\b"), MeterKind.NATURAL_GAS, False),
    (_any("[电電]", r"\belec\b"), MeterKind.ELECTRICITY, False),
    (_any("水"), MeterKind.WATER, False),
)  # fmt: skip

TOTAL = _any(
    "合[计計](?!量)", "小[计計]", "[总總][计計](?!量)", "[总總]和", "累[计計]", "全年",
    "本年", "上半年", "下半年", "季度", "第?[一二三四1-4]季", r"\bq[1-4]\b",
    r"^(grand |sub-?)?totals?\b(?! *(elec|gas|water|kwh|prod))", r"\b(sub-?)?totals?$",
    r"^sum\b", r"\bytd\b",
    "平均", "月均", "均值", r"\baverage\b", "年[计計]", flags=re.IGNORECASE,
)  # fmt: skip
COMPARED = _any(
    "同比", "[环環]比", "去年", "上年", "last year", "[预預]算", "budget", "目[标標]", "target",
    "[计計][划劃]", "差[异異]", "variance", "[占佔]比", "比例", "率%?$", "%",
)  # fmt: skip
NOTE = _any("[备備][注註]", "[说說]明", r"\bremarks?\b", r"\bnotes?\b", r"\bcomments?\b")
PRICE = _any("[单單][价價]", "[电電]价", "[电電]價", "均[价價]", "[费費]率", r"\bprice\b",
             r"\btariff\b", r"\brate\b")  # fmt: skip
COST = _any("[费費]", "金[额額]", "[应應][缴繳]", "[应應]付", r"\bcosts?\b", r"\bcharges?\b",
            r"\bbill(ed)? amount\b", r"\bpayment\b")  # fmt: skip
ASIDE = _any(
    "功率因", "power factor", "需量", "demand", "序[号號]", r"^no\.?$", "^#$",
    "[单單]耗", "能耗[强強]度", "intensity", "[标標]煤", r"\btce\b", "co2", "碳排", "二氧化碳",
    "碳[当當]量", "[签簽]名", "[税稅][额額率]", "增值[税稅]$", "[发發]票",
    "[单單][据據]?[编編]?[号號]", "invoice", "bill no",
    "modified", "修改", "[录錄]入", "[缴繳][款费費]日", "付款日", "到期", r"\bdue\b", r"\bpaid\b",
    "percent", "green power", "renewable", "onsite", "on-site", "系[数數]", "審核", "审核",
    "delivery date", r"\btax(es)?\b", "consumption id", r"\bper\b",
)  # fmt: skip
MULTIPLIER = _any("倍率", r"\bmultiplier\b", r"^ct\b")
INVOICE = _any("[发發]票[号號]", "[发發]票.?[编編][号號]", "^票[号號]$", r"\binvoice n",
               r"\bfapiao\b")  # fmt: skip
ESTIMATED = _any("^估[计計算读讀]?$", "是否估", r"\bestimat(ed|ion)\b")
REGISTER = _any("[读讀][数數]", "表底", "示[数數]", "抄表[数數]", r"\bregister\b",
                r"\bmeter reading\b", "表[码碼]", "行度")  # fmt: skip
PREVIOUS = _any("上[期月次]", "前次", "起[码碼]?", "previous", r"\blast\b", "opening")
PRESENT = _any("本[期月次]", "今次", "止[码碼]?", "present", "current", r"\bthis\b", "closing")
TARIFF_PART = _any("^[^总總]*[尖峰平谷][段时時期]?$", r"\boff-?peak\b", r"\b(on-?)?peak\b",
                   r"\bvalley\b", r"\bshoulder\b", "[高低]峰", r"\bblock \d+\b",
                   "^other consumption$")  # fmt: skip
AMOUNT = _any(
    "用量", "[数數]量", "消耗", "使用量", "[实實]用", "耗用", "[领領]用", "度[数數]", r"\busage\b",
    r"\bconsumption\b", r"\bquantity\b", r"\bamount\b", r"\bused?\b", "^value$", r"\bqty\b",
)  # fmt: skip
DEGREES = _any("度[数數]")  # what electricity is counted in, called by its everyday name
SUMMARY = _any("[汇匯彙][总總]", "[图圖]", "summary", "chart", "[说說]明", "目[录錄]", "read ?me")
FIGURE_SHEET = _any(r"^(sheet|工作表|表|table)\s*\d*$")

ACCOUNT = _any("[户戶][号號]", "[账帳賬][户戶号號]", "表[号號]", "[编編][号號]", r"account",
               r"\bmeter id\b", r"\bmeter n(o|umber)\b")  # fmt: skip
METER = _any("表名", "[计計]量[点點]", "meter name", r"^meter$", "[车車][间間]", "部[门門]",
             "[设設][备備]", "[项項]目", "名[称稱]", r"\bitem\b", r"\bdescription\b", "用途",
             "[电電]表", "[电電]錶", "区域", "區域", "series")  # fmt: skip
KIND = _any("meter type", "能源[种種品]", "品[种種]", "[类類][别別型]", r"\btype\b", r"\butility\b",
            r"\bfuel\b")  # fmt: skip
UNIT = _any("[单單]位", r"\bunits?\b")
CURRENCY = _any("[币幣][种種]", "[货貨][币幣]", "currency")

YEAR = _any("^年$", "年度", "年份", r"^year$")
MONTH = _any("^月$", "月份", "月度", r"\bmonth\b", "^[时時][间間]$", "[账帳賬][单單]月",
             "billing period", "^期[间間]$", "用[电電]月", "所[属屬]期")  # fmt: skip
DAY = _any("^日$", "日期", r"\bdate\b", r"^day$")
START = _any("[开開]始", "起始", "起[于於]?", "^[自由从從]$", r"\bstart\b", r"^from\b", "上次抄表")
HEADS = _any("^月份?$", "^月度$", r"^month$", "^日期$", r"^date$", "[起开開]始日期")
END = _any("[结結]束", "截止", "[终終]止", "止日?", "^[至到迄]$", r"\bend\b", r"^to\b", "最[后後]",
           "本次抄表", "last day")  # fmt: skip
PERIOD = _any("起[讫訖止迄]", "期[间間限]", r"\bperiod\b", "[账帳賬]期", "日期")
TAKEN_ON = _any("[领領]用", "入[库庫]", "出[库庫]", "采[购購]", "採購", "issued", "purchase")
READ_ON = _any("抄表日", "read(ing)? date", "date read", "meter read")
NOTHING_HERE = frozenset(
    {"-", "--", "---", "/", "\\", "n/a", "na", "nil", "none", "nan", "null", "not available",
     "无", "無", "空", ".", "…", "——", "/ /"}
)  # fmt: skip
_ESTIMATE = re.compile(
    r"^(?:估[计計算读讀]?|est\.?|约|約)[:\s]*(.+)$|^(.+?)\s*[(]?(?:估[计計算读讀]?|est\.?)[)]?$"
)


@lru_cache(4096)
def kind_in(text: str) -> tuple[Kind | None, bool]:
    """The kind of meter or driver that a text names, and whether it does so plainly."""
    words = plain(text)
    return next(((kind, sure) for each, kind, sure in _KINDS if each.search(words)), (None, False))


@lru_cache(4096)
def is_total(text: str) -> bool:
    """Whether a text calls what stands beside it a total of others."""
    return TOTAL.search(plain(text)) is not None


def estimate_in(text: str) -> str:
    """The figure in a text such as `估4256`; empty where it is no estimate."""
    found = _ESTIMATE.match(plain(text))
    return (found[1] or found[2]).strip() if found else ""
