"""The tables of a cleaner production audit: years, use per unit, options by their investment."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.documents.view import AuditView
from cpdesk.domain.company import Factory
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import MeterKind
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.basis import basis_of
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


def said(desk: Workspace, folder: Path, order: AuditOrder) -> str:
    made = make(desk, order, "en", folder / "a.pdf", ON, False, NullJob())
    return " ".join(" ".join(texts(made.path.read_bytes())).split())


def test_all_energy_is_told_in_standard_coal_by_year(tmp_path: Path) -> None:
    with desk_of(tmp_path, entities()) as desk:
        factory = desk.record.all(Factory)[0]
        order = AuditOrder(factory, 2025)
        whole = said(desk, tmp_path, order)
        view = order.view(basis_of(desk, ON))
        assert isinstance(view, AuditView)
        for line in view.energy.lines:
            series = view.series_of(line.meter)
            assert series is not None
            for year, tonnes in zip((2023, 2024, 2025), line.tonnes, strict=True):
                used = series.whole([Month(year, month) for month in range(1, 13)])
                if line.meter.kind is MeterKind.ELECTRICITY and used is not None:
                    assert tonnes == pytest.approx(float(used) * 0.1229 / 1000, rel=1e-12)
                assert (used is None) == (tonnes is None)
    assert "All energy tce" in whole
    assert len(view.energy.lines) > 0


def test_a_sub_meter_is_not_counted_twice(tmp_path: Path) -> None:
    with desk_of(tmp_path, entities()) as desk:
        view = AuditOrder(desk.record.all(Factory)[0], 2025).view(basis_of(desk, ON))
        assert isinstance(view, AuditView)
        assert all(line.meter.above is None for line in view.energy.lines)


def test_options_are_parted_where_the_audit_draws_its_line(tmp_path: Path) -> None:
    costs = {"U1": 986_000, "U4": 800}
    changed = [
        replace(each, cost=Decimal(costs[each.code]), currency="CNY")
        if isinstance(each, Upgrade) and each.code in costs else each for each in entities()
    ]  # fmt: skip
    with desk_of(tmp_path, changed) as desk:
        whole = said(desk, tmp_path, AuditOrder(desk.record.all(Factory)[0], 2025, Decimal(800)))
    table = whole[whole.index("Option Type Running from") :]
    low, high = table.index("No or low cost: 1 option"), table.index("Medium or high cost: ")
    assert low < table.index("U4 Taps") < high < table.index("U1 Compressors")
    assert "is that of this audit: CNY 800" in whole


def test_what_runs_only_after_the_year_is_still_to_come(tmp_path: Path) -> None:
    with desk_of(tmp_path, entities()) as desk:
        first = min(each.running_from for each in desk.record.all(Upgrade) if each.running_from)
        order = AuditOrder(desk.record.all(Factory)[0], first.year - 1)
        view = order.view(basis_of(desk, ON))
        assert isinstance(view, AuditView)
        assert view.measures == ()
        assert {each.code for each in view.planned} == {e.code for e in desk.record.all(Upgrade)}
        whole = said(desk, tmp_path, order)
    assert "No upgrade runs yet." in whole
    assert "U1 Compressors" in whole[whole.index("Options still to come Option") :]
