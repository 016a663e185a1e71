"""How factors are called on the screen."""

from __future__ import annotations

from cpdesk.analysis.factors.table import Factor
from cpdesk.analysis.factors.words import named
from cpdesk.base.languages import Translator
from cpdesk.domain.words import N_

FAMILIES = {
    "co2": "CO2", "coal": N_("Standard coal"), "gwp": N_("Warming potential"),
    "density": N_("Density"), "electricity": N_("Electricity for water"),
    "nox": N_("Nitrogen oxides"), "so2": N_("Sulphur dioxide"),
    "particulates": N_("Particulates"), "capture": N_("Capture of vapours"),
    "removal": N_("Removal of vapours"),
}  # fmt: skip

_OF_KEY = {
    "direct-pipe": N_("Piped directly"),
    "double-sealed": N_("Double-sealed"),
    "enclosing-hood": N_("Enclosing hood"),
    "external-hood": N_("External hood"),
    "half-closed-hood": N_("Half-closed hood"),
    "sealed-negative-pressure": N_("Sealed room under negative pressure"),
    "coke": N_("Coke"),
    "coke-oven-gas": N_("Coke oven gas"),
    "kerosene": N_("Kerosene"),
    "acetylene": N_("Acetylene"),
    "calcium-carbide": N_("Calcium carbide"),
    "compressed-air": N_("Compressed air"),
    "crude-oil": N_("Crude oil"),
    "oxygen": N_("Oxygen"),
    "refinery-gas": N_("Refinery gas"),
    "softened-water": N_("Softened water"),
    "washed-coal": N_("Washed coal"),
    "diesel": N_("Diesel"),
    "heavy-diesel": N_("Heavy diesel"),
    "petrol": N_("Petrol"),
    "sewage": N_("Sewage"),
    "water-supply": N_("Water supply"),
    "wastewater-treatment": N_("Wastewater treatment"),
    "activated-carbon": N_("Activated carbon"),
    "gas-boiler": N_("Gas boiler"),
    "light-oil": N_("Light oil"),
    "lpg": N_("LPG"),
    "town-gas": N_("Town gas"),
    "grid.hk-electric": N_("HK Electric, Hong Kong"),
    "thermal.national": N_("Thermal power, Mainland"),
    "mobile.diesel-car": N_("Diesel car"),
    "mobile.diesel-heavy-goods": N_("Diesel heavy goods vehicle"),
    "mobile.diesel-light-goods": N_("Diesel light goods vehicle"),
    "mobile.diesel-machinery": N_("Diesel machinery"),
    "mobile.lpg-car": N_("LPG car"),
    "mobile.petrol-car": N_("Petrol car"),
    "grid.central-china": N_("Central China grid"),
    "grid.east-china": N_("East China grid"),
    "grid.north-china": N_("North China grid"),
    "grid.north-east": N_("North-east China grid"),
    "grid.north-west": N_("North-west China grid"),
    "grid.south-west": N_("South-west China grid"),
    "grid.guangxi": N_("Guangxi grid"),
    "grid.guizhou": N_("Guizhou grid"),
    "grid.hainan": N_("Hainan grid"),
    "grid.yunnan": N_("Yunnan grid"),
    "grid.hong-kong": N_("Hong Kong grid"),
    "grid.south-china-bm": N_("South China grid, build margin"),
    "grid.south-china-om": N_("South China grid, operating margin"),
}  # what the rest of a key says, where it names no meter's kind
_PURPOSES = {
    "carbon-market": N_("carbon market"),
    "indirect": N_("indirect"),
    "ipcc-heat": N_("IPCC, by heat"),
    "upstream": N_("upstream"),
    "offset": N_("offset projects"),
    "on-site": N_("on site"),
    "hong-kong": N_("Hong Kong guideline"),
    "statistics": N_("statistics"),
    "fossil-only": N_("fossil power only"),
    "equal-value": N_("equal value"),
    "without-traded-non-fossil": N_("without traded non-fossil power"),
}
_REGIONS = {
    "Hong Kong": N_("Hong Kong"), "mainland": N_("Mainland"), "national": N_("Mainland"),
    "Guangdong": N_("Guangdong"), "Guangxi": N_("Guangxi"), "Hainan": N_("Hainan"),
    "Yunnan": N_("Yunnan"), "Guizhou": N_("Guizhou"),
}  # fmt: skip


def region_words(t: Translator, factor: Factor) -> str:
    """Where a factor holds; of a grid its name says so already."""
    if ".grid." in factor.key or factor.region not in _REGIONS:
        return ""
    return t(_REGIONS[factor.region])


def family(key: str) -> str:
    """What the first part of a key says it counts."""
    return key.partition(".")[0]


def family_words(t: Translator, word: str) -> str:
    known = FAMILIES.get(word, word)
    return known if known == word or word == "co2" else t(known)


def factor_words(t: Translator, factor: Factor) -> str:
    """What a factor counts and of what, as far as its key says."""
    known, rest = named(factor.key), factor.key.partition(".")[2]
    of = family_words(t, family(factor.key))
    if known:
        return f"{of} · {t.show(known[1])}"
    if rest in _OF_KEY:
        return f"{of} · {t(_OF_KEY[rest])}"
    return f"{of} · {rest.upper()}" if rest else of  # a substance is called so everywhere


def purpose_words(t: Translator, factor: Factor) -> str:
    """What a factor is for that is used only where it is asked for; reports of the IPCC as AR6."""
    known = _PURPOSES.get(factor.purpose)
    return t(known) if known else factor.purpose.upper()
