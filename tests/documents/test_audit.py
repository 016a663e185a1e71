"""The tables of a cleaner production audit: years, use per unit, options by their investment."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.company import Factory
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import AuditOrder
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace
from tests.documents.every_way import entities
from tests.documents.reading import fonts_without_a_file, texts
from tests.documents.test_packs import ON, desk_of, outside


def tables(desk: Workspace, folder: Path, language: str = "en") -> bytes:
    order = AuditOrder(desk.record.all(Factory)[0], 2025)
    return make(
        desk, order, language, folder / "audit.pdf", ON, False, NullJob()
    ).path.read_bytes()


@pytest.mark.parametrize("language", ["en", "zh_Hans", "en+zh_Hant"])
def test_it_keeps_to_the_margins_with_every_font_in_it(tmp_path: Path, language: str) -> None:
    with desk_of(tmp_path, entities()) as desk:
        pdf = tables(desk, tmp_path, language)
    assert outside(pdf) == []
    assert fonts_without_a_file(pdf) == []


def test_three_years_and_the_cheapest_option_first(tmp_path: Path) -> None:
    cheap = [
        replace(each, cost=Decimal(800)) if isinstance(each, Upgrade) and each.code == "U4"
        else each for each in entities()
    ]  # fmt: skip
    with desk_of(tmp_path, cheap) as desk:
        whole = " ".join(" ".join(texts(tables(desk, tmp_path))).split())
    assert re.search(r"Meter or driver Unit 2023 2024 2025", whole)
    table = whole[whole.index("Option Type Running from") :]
    assert table.index("U4 Taps") < table.index("U1 Compressors")
    assert "CNY 800.00" in table
    # Everything of the dossier's totals is here too: the solvent is in kilograms.
    assert re.search(r"U7 VOC 23 [\d.,]+ kg", table)


def test_a_factory_without_options_makes_a_paper(tmp_path: Path) -> None:
    bare = [each for each in entities() if isinstance(each, Factory) or each.id == "c"]
    with desk_of(tmp_path, bare) as desk:
        whole = " ".join(texts(tables(desk, tmp_path)))
    assert "No upgrade runs yet." in whole


def test_what_its_tonnes_were_made_with_is_named(tmp_path: Path) -> None:
    with desk_of(tmp_path, entities()) as desk:
        whole = " ".join(texts(tables(desk, tmp_path, "zh_Hans")))
    assert "标准煤：电力" in whole
    assert "2025年第47号公告" in whole
    assert "coal.electricity" not in whole
