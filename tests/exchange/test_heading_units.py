"""Units that stand behind a name in a heading, as people write them."""

from __future__ import annotations

import pytest

from cpdesk.exchange.proposal.units import split


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("产量 坯布kg", "产量 坯布", "kg"), ("产品A 坯布m", "产品A 坯布", "m"),
        ("用电量（万度）", "用电量", "万kWh"), ("电量度", "电量", "kWh"),
        ("天然气(m3)", "天然气", "m³"), ("蒸汽t", "蒸汽", "t"), ("产量 吨", "产量", "t"),
        ("自来水", "自来水", ""), ("Diesel / L", "Diesel", "L"), ("外购蒸汽-t", "外购蒸汽", "t"),
    ],
)  # fmt: skip
def test_a_unit_behind_a_name(heading: str, name: str, unit: str) -> None:
    words, measure = split(heading)
    assert (words, measure.unit) == (name, unit)
