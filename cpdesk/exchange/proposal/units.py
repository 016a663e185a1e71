"""Units and currencies inside headings, as in `用电量（万度）`, `坯布kg` or `Cost (HK$)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cpdesk.domain.units import is_unit, tidy_unit
from cpdesk.exchange.proposal.when import clean

_CURRENCIES = {
    "元": "", "$": "$", "圓": "", "人民币": "CNY", "人民幣": "CNY", "rmb": "CNY", "cny": "CNY",
    "¥": "CNY", "rmb元": "CNY", "人民币元": "CNY", "人民幣元": "CNY", "hk$": "HKD", "hkd": "HKD",
    "港元": "HKD", "港币": "HKD", "港幣": "HKD", "usd": "USD", "us$": "USD", "美元": "USD",
}  # fmt: skip
_LIKE_M3 = {"nm3", "nm³", "标立方米", "標立方米", "标方", "標方", "立方", "方", "标准立方米",
            "cubic metre", "cubic metres", "cu.m", "cum"}  # fmt: skip
_COUNTS = {
    "件", "个", "個", "台", "臺", "套", "只", "隻", "支", "双", "雙", "打", "箱", "包", "桶",
    "米", "m", "m2", "m²", "平方米", "码", "碼", "yd", "yds", "pcs", "pc", "pieces", "sets",
    "pairs", "units",
    "日", "天", "days", "day", "人", "°c", "℃", "c", "kbtu", "mmbtu", "therm", "therms", "kva",
    "kw", "加仑", "gal", "lb", "lbs", "斤", "磅", "°c·d", "°cd",
}  # fmt: skip
_PREFIXES = {
    "万": 10_000, "萬": 10_000, "千": 1_000, "百万": 1_000_000, "百萬": 1_000_000,
    "million": 1_000_000, "'000": 1_000, "000": 1_000, "亿": 10**8, "億": 10**8,
}  # fmt: skip
_BRACKETS = re.compile(r"[(\[【<{](.*?)[)\]】>}]")
# What stands between a name and its unit: a mark, or a change of script or of sense.
_TRAILING = tuple(
    re.compile(rf"^(.*?[^\W\d_].*?){between}([^\s/()]{{1,8}})$")
    for between in (
        r"[\s/,、-]+", r"(?<=[^\x00-\x7f])(?=[a-zA-Z$°℃])",
        r"(?<=[量费費油水气氣汽电電])(?=[度吨噸元升件])",
    )
)  # fmt: skip
_UNIT_LABEL = re.compile(r"^(?:[单單]位|units?)\s*[:：]?\s*(.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Measure:
    """A unit or a currency (`money`), and by how much figures in it are to be multiplied."""

    unit: str = ""
    times: int = 1
    money: bool = False


NONE = Measure()


@lru_cache(4096)
def measure_of(text: str) -> Measure:
    """What a text such as `万度`, `Nm³` or `万元` measures in; NONE where it is no unit."""
    words = clean(text).strip(" .:")
    if found := _UNIT_LABEL.match(words):
        words = found[1]
    for prefix, times in (("", 1), *_PREFIXES.items()):
        rest = words[len(prefix) :].strip()
        if words.casefold().startswith(prefix) and (found_one := _plain(rest)):
            return Measure(found_one.unit, times, found_one.money)
    return NONE


def split(text: object) -> tuple[str, Measure]:
    """A heading without its unit, and the unit."""
    words = clean(text)
    for bracket in _BRACKETS.finditer(words):
        for part in (bracket[1], *re.split(r"[/,;、]", bracket[1])):
            if (measure := measure_of(part)) != NONE:
                return _without(words, bracket), measure
    if (measure := measure_of(words)) != NONE:
        return "", measure
    for pattern in _TRAILING:
        if (found := pattern.match(words)) and (measure := measure_of(found[2])) != NONE:
            return found[1].strip(" :-/"), measure
    return words, NONE


def of_water(unit: str) -> str:
    """A tonne of water is a cubic metre, and waterworks write one for the other."""
    return {"t": "m³"}.get(unit, unit)


def base_unit(unit: str) -> str:
    """The unit that a meter itself is given: `kWh` where its sheet counts `万kWh`."""
    return unit[1:] if unit[:1] == "万" else unit


def _plain(text: str) -> Measure | None:
    small = text.casefold()
    if small in _CURRENCIES:
        return Measure(_CURRENCIES[small], 1, money=True)
    if small in _LIKE_M3:
        return Measure("m³")
    if is_unit(text):
        return Measure(tidy_unit(text))
    if small in _COUNTS:
        return Measure(text)
    short = re.match(r"(kbtu|mmbtu|therms?)\b", small)
    return Measure(text[: short.end()]) if short else None


def _without(words: str, bracket: re.Match[str]) -> str:
    return " ".join((words[: bracket.start()] + " " + words[bracket.end() :]).split()).strip(" :-/")
