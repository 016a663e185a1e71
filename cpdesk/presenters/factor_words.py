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
    """What a factor counts and of what, as far as its key says; the key is shown beside it."""
    known = named(factor.key)
    of = family_words(t, family(factor.key))
    if known:
        return f"{of} · {t.show(known[1])}"
    rest = factor.key.partition(".")[2].replace("-", " ").replace(".", " · ")
    return f"{of} · {rest}" if rest else of
