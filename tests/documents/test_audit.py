"""The tables of a cleaner production audit: years, use per unit, options by their investment."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.analysis.rounding import rounded
from cpdesk.base.languages import translator
from cpdesk.documents.view import AuditView
from cpdesk.domain.company import Factory
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, MeterKind
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.basis import basis_of
from cpdesk.services.demo import open_sample
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import AuditOrder
from cpdesk.services.packs import make
from cpdesk.services.views import audit_view, known_series
from cpdesk.services.workspace import Workspace
from tests.benchmarks.large_factory import LargeFactory
from tests.documents.every_way import entities
from tests.documents.reading import fonts_without_a_file, texts
from tests.documents.test_measures_on_paper import Read, figures
from tests.documents.test_packs import ON, desk_of, noon, outside


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
def test_every_figure_of_the_years_and_months_is_that_of_the_analysis(tmp_path: Path) -> None:
    """Twelve months and three years of each meter and driver of the sample, rounded once."""
    with open_sample(tmp_path, noon, "test") as store:
        desk = Workspace(store, noon, "test")
        read = Read(tables(desk, tmp_path), desk.record, ())
        series = dict(known_series(desk.record, desk.record.all(Factory)[0]))
    shown = [Month(2025, month) for month in range(1, 13)]
    years, _ = read.table("Totals of calendar years", "A dash")
    for of, each in series.items():
        exact = [each.whole([Month(year, m) for m in range(1, 13)]) for year in (2023, 2024, 2025)]
        row = next(line for line in years if line.startswith(f"{of.name.en} {of.unit} "))
        said = figures(row.removeprefix(f"{of.name.en} {of.unit} "))
        assert said == [rounded(value, 0) for value in exact if value is not None], row
    for kind, title in ((Meter, "Consumption by month"), (Driver, "Output and weather by month")):
        columns = [each for of, each in series.items() if isinstance(of, kind)]
        lines, total = read.table(title, "12 months")
        for at, each in enumerate(columns):
            cells = [figures(_of(lines, month))[at] for month in shown]
            decimals = max(0, -int(cells[0].as_tuple().exponent))
            step = Decimal(1).scaleb(-decimals)
            for said, month in zip(cells, shown, strict=True):
                assert abs(said - (each.amount(month) or 0)) < step  # by largest remainder
            assert sum(cells) == figures(total.removeprefix("12 months"))[at]
            assert sum(cells) == rounded(each.whole(shown) or 0, decimals)


def _of(lines: list[str], month: Month) -> str:
    words = translator("en").month(month)
    return next(line for line in lines if line.startswith(words)).removeprefix(words)


def test_energy_is_told_in_standard_coal_and_its_mix_only_where_years_are_whole(
    tmp_path: Path,
) -> None:
    with open_sample(tmp_path, noon, "test") as store:
        desk = Workspace(store, noon, "test")
        read = Read(tables(desk, tmp_path), desk.record, ())
        view = audit_view(basis_of(desk, ON), desk.record.all(Factory)[0], 2025)
    lines, total = read.table("Energy in standard coal", "All energy")
    rows = []
    for use in view.energy.lines:
        name = str(use.meter.name)
        line = next(line for line in lines if line.startswith(name))
        said = figures(line.removeprefix(f"{name} tce"))[: len(use.tonnes)]
        assert all(abs(one - Decimal(each or 0)) < 1
                   for one, each in zip(said, use.tonnes, strict=True))  # fmt: skip
        rows.append(said)
    assert [sum(column) for column in zip(*rows, strict=True)] == figures(total)[:3]
    assert "Energy by source" in read.text
    assert "Standard coal: Electricity 0.1229 kgce/kWh – 2023–2026" in read.text


def test_a_year_that_lacks_a_month_has_no_total_of_energy_and_no_mix(tmp_path: Path) -> None:
    """The gas of one month is gone; its sub-meters are in the main meter and not told."""
    short = [each for each in entities() if each.id != f"m4-{Month(2025, 3)}"]
    with desk_of(tmp_path, short) as desk:
        read = Read(tables(desk, tmp_path), desk.record, ())
    lines, total = read.table("Energy in standard coal", "All energy")
    assert next(line for line in lines if line.startswith("Gas")).endswith("–")
    assert not any(line.startswith("Pumps") for line in lines)
    assert len(figures(total)) == 2
    assert total.endswith("–")
    assert "Energy by source" not in read.text
    assert "then there is no sum." in read.text


def test_charts_of_many_meters_and_measures_fill_as_many_pages_as_they_need(tmp_path: Path) -> None:
    """Forty meters, each with an upgrade, would make charts that are higher than a page."""
    with desk_of(tmp_path, LargeFactory(2, 40).entities()) as desk:
        pdf = tables(desk, tmp_path)
    whole = texts(pdf)
    charts = [page for page in whole if "All meters" in page]
    assert len(charts) >= 3
    assert all(any(f"Line {at}" in page for page in charts) for at in (0, 20, 39))
    assert outside(pdf) == []
