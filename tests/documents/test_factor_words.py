"""Factors in a paper: called by name, their sources told in the paper's language."""

from __future__ import annotations

import re

import pytest

from cpdesk.analysis.factors.table import INVENTORY, Factor, Status
from cpdesk.analysis.factors.words import SOURCES, named
from cpdesk.base.languages import translator
from cpdesk.domain.plant import Grid, MeterKind
from cpdesk.services.factors import built_in

_SAID_BY_ITSELF = re.compile(r"GB/T [\d-]+$|[\d,.]+ kJ/")


def printed() -> list[Factor]:
    """What a saving can be printed with: of what meters count, and sure enough to be used."""
    return [
        each for each in built_in()
        if named(each.key) and each.purpose in ("", INVENTORY) and each.status is not Status.MEMORY
    ]  # fmt: skip


def test_a_key_says_what_it_counts_and_of_what() -> None:
    assert named("co2.grid.guangdong") == ("CO₂", Grid.GUANGDONG)
    assert named("coal.natural-gas") == ("Standard coal", MeterKind.NATURAL_GAS)
    assert named("gwp.r410a") is None


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
def test_each_source_is_told_in_chinese(language: str) -> None:
    told, t = printed(), translator(language)
    assert len({each.key for each in told}) > 10
    for each in told:
        if not _SAID_BY_ITSELF.match(each.source):
            assert each.source in SOURCES
            assert t(each.source) != each.source
