"""What was measured, read back from the dossier: it adds up, and it says how it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from math import hypot
from pathlib import Path

import pytest

from cpdesk.analysis.rounding import rounded, table_place
from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Quantity
from cpdesk.services.demo import open_sample, print_packs
from cpdesk.services.jobs import NullJob
from cpdesk.services.saving.savings import UpgradeSavings, all_savings
from cpdesk.services.saving.sharing import shared_meters
from cpdesk.services.workspace import Workspace
from tests.documents.every_way import entities
from tests.documents.reading import texts
from tests.documents.test_packs import desk_of, dossier, outside

FIGURE = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


class Read:
    """The lines of a printed dossier, and the savings it was printed from."""

    def __init__(self, pdf: bytes, record: Record, measured: tuple[UpgradeSavings, ...]) -> None:
        self.pdf, self.record, self.measured = pdf, record, measured
        self.lines = [line for page in texts(pdf) for line in page.splitlines()]
        self.text = " ".join(" ".join(self.lines).split())

    def after(self, words: str) -> Iterator[str]:
        """The lines below the one that ends with these words."""
        at = next(n for n, line in enumerate(self.lines) if line.endswith(words))
        return iter(self.lines[at + 1 :])

    def table(self, title: str, total: str) -> tuple[list[str], str]:
        """The lines of a table up to that which begins with `total`, and that one."""
        lines = self.after(title)
        return list(takewhile(lambda line: not line.startswith(total), lines)), next(
            line for line in self.after(title) if line.startswith(total)
        )


def figures(line: str) -> list[Decimal]:
    return [Decimal(each.replace(",", "").replace("−", "-")) for each in FIGURE.findall(line)]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Read]:
    folder = tmp_path_factory.mktemp("sample")
    found = {}
    with open_sample(folder, noon, "test") as store:
        desk = Workspace(store, noon, "test")
        measured = all_savings(desk.record, desk.factors())
        for language in LANGUAGES:
            _, path = print_packs(desk, folder, language, NullJob())
            found[language] = Read(path.read_bytes(), desk.record, measured)
    return found


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("every")
    with desk_of(folder, entities()) as desk:
        measured = all_savings(desk.record, desk.factors())
        return Read(dossier(desk, folder, "en"), desk.record, measured)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_months_add_up_to_the_printed_total(
    samples: Mapping[str, Read], language: str
) -> None:
    t, read = translator(language), samples[language]
    checked = 0
    for each in (effect for savings in read.measured for effect in savings.effects):
        if each.avoided is None or each.meter is None:
            continue
        title = t("{name}: saving month by month", name=t.show(each.meter.name))
        span = t.plural("{n} month", "{n} months", len(each.avoided.months))
        lines, total = read.table(title, span)
        rows = [figures(_row(lines, t.month(month.month))) for month in each.avoided.months]
        sums = figures(total.removeprefix(span))
        for adjusted, actual, saved, _ in (row[-4:] for row in [*rows, sums]):
            assert adjusted - actual == saved
        for at in range(len(sums) - 1):
            assert sum(row[at] for row in rows) == sums[at], (title, at)
        decimals = table_place(each.avoided.half_width, each.avoided.avoided)
        assert sums[-2] == rounded(each.avoided.avoided, decimals)
        checked += 1
    assert checked >= 4


def _row(lines: list[str], month: str) -> str:
    found = next(line for line in lines if line.startswith(month))
    return re.sub(r"\[E[^\]]*\]", "", found.removeprefix(month))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_the_totals_add_up(samples: Mapping[str, Read], language: str) -> None:
    t, read = translator(language), samples[language]
    for title in (N_SINCE, N_YEAR):
        lines, total = read.table(t(title), t("Total"))
        tonnes = [line for line in lines if re.match(r"U\d", line)]
        money = [figures(line)[-1] for line in tonnes]
        assert sum(money) == figures(total)[-1]


N_SINCE, N_YEAR = "What all measures saved since they run", "What all measures save in a year"


@pytest.mark.parametrize("language", ["en", "zh_Hans", "en+zh_Hant"])
def test_every_way_of_measuring_keeps_to_the_margins(tmp_path: Path, language: str) -> None:
    with desk_of(tmp_path, entities()) as desk:
        assert outside(dossier(desk, tmp_path, language)) == []


def test_the_parts_of_a_shared_meter_add_up_to_its_result_everywhere(every: Read) -> None:
    shared, undivided = shared_meters(every.record, every.measured)
    assert shared.shares is not None
    result = rounded(shared.ceiling, 0)
    lines, total = every.table("Several measures at one meter: Main meter", "Result of the meter")
    parts = {line[:2]: figures(line)[3] for line in lines if re.match(r"U[123] ", line)}
    assert figures(total)[0] == sum(parts.values()) == result
    for code, share in shared.shares.items():
        assert abs(float(parts[code]) - share.amount) < 1
    lines, _ = every.table(N_SINCE, "Total")
    printed = {line[:2]: figures(line)[2] for line in lines if "Main meter" in line}
    assert printed == parts
    _, total = every.table("Main meter: saving month by month", "23 months")
    assert figures(total.removeprefix("23 months"))[-2] == result
    assert "counted there" not in " ".join(lines)
    assert undivided.shares is None
    assert any(line.startswith("U4, U5 Water 23 2,107.6") for line in every.lines)


def test_a_table_of_coal_money_and_co2_divides_them_in_proportion(every: Read) -> None:
    (leader,) = every.measured[0].effects
    assert leader.money_hkd is not None
    lines, _ = every.table(N_SINCE, "Total")
    money = sum(figures(line)[-1] for line in lines if "Main meter" in line)
    assert abs(float(money) - leader.money_hkd.amount) < 2


def test_a_year_on_the_spot_is_in_no_total_since_it_runs(every: Read) -> None:
    since, _ = every.table(N_SINCE, "Total")
    year, total = every.table(N_YEAR, "Total")
    assert not any(line.startswith(("U8", "U9", "U6")) for line in since)
    assert any(line.startswith("U9 Energy 150,000 kWh") for line in year)
    held = next(line for line in year if line.startswith("U8 Main meter"))
    assert held == "U8 Main meter (150,000) kWh (18.435) (66.285) (129,600)"
    counted = [line for line in year if re.match(r"U[1-7]", line)]
    co2 = [figures(line)[-2] for line in counted if len(figures(line)) > 4]
    assert sum(co2) == figures(total)[-2]
    assert "The result of its meter at U1 holds it already; there it is counted." in every.text


def test_on_the_spot_the_sum_can_be_done_again(every: Read) -> None:
    lines, total = every.table("Measured on the spot: Option B: all values measured", "Saved")
    assert total.startswith("Saved a year: 150,000 kWh")
    text = " ".join(lines)
    assert "5 of 10" in text
    assert "10 of 10" in text
    # t(0.9, 4) s / root 5 of the sample with 2 % of 7.5 kW; 2 % of 5 kW; 5 % of 6,000 h.
    before = hypot(2.1318 * 0.2 / 5**0.5 * (5 / 9) ** 0.5, 0.15) * 60_000
    parts = (before, 0.1 * 60_000, 25 * 300)
    assert all(f"{part:,.0f}" in text for part in parts)
    assert abs(hypot(*parts) - float(figures(total)[-1])) < 1
    assert "before 450,000 kWh a year, with the upgrade 300,000 kWh" in every.text


def test_a_balance_has_no_meter_and_its_flows_are_told(every: Read) -> None:
    assert "947.1 ±13.9 kg of VOC in 23 months" in every.text
    lines = every.after("Flows of the balance")
    assert "Thinner kg Put in 80% Safety data sheet" in list(lines)[:3]


def test_a_normalised_saving_says_so_in_every_place(every: Read) -> None:
    assert "m³ of Gas in 12 months at standard conditions" in every.text
    lines, total = every.table("Gas: normalised saving by standard months", "12 months")
    head = " ".join(lines[:4])
    assert "Model before" in head
    assert "Actual use" not in head
    assert [line for line in lines if line.startswith("As January 2023")]
    rows = [figures(line.split("2023", 1)[1]) for line in lines if line.startswith("As ")]
    sums = figures(total.removeprefix("12 months"))
    assert all(sum(row[at] for row in rows) == sums[at] for at in range(4))
    assert "Standard months, not months that were read." in every.text


def test_events_are_told_with_their_evidence_and_their_column_adds_up(every: Read) -> None:
    lines, total = every.table("Main meter: saving month by month", "23 months")
    rows = [figures(_row(lines, f"{name} 2025")) for name in ("April", "May")]
    assert [row[2] for row in rows] == [0, 1000]
    assert all(row[1] + row[2] == row[3] for row in rows)
    assert figures(total.removeprefix("23 months"))[2] == 8300
    told = " ".join(list(every.after("Non-routine adjustments"))[:30])
    for words in ("J1 New line", "[E1-2]", "1 May 2025", "goes on", "8,000 ±160", "300 ±60"):
        assert words in told


def test_the_worth_rests_on_the_part_that_is_printed(every: Read) -> None:
    """U1 cost CNY 100,000 at HK$ 1.08; its part of a year stands in the totals."""
    year, _ = every.table(N_YEAR, "Total")
    own = figures(next(line for line in year if line.startswith("U1 ")))[-1]
    table = list(every.after("What the investment is worth"))[:20]
    saving = next(line for line in table if line.startswith("Net saving of the first year"))
    assert figures(saving) == [own, own]
    payback = next(line for line in table if line.startswith("Simple payback (years) 3"))
    assert figures(payback) == [rounded(108_000 / own, 1), rounded(88_000 / own, 1)]
    assert f"{rounded(108_000 / own, 1)} years, from the measured saving of a year" in every.text


def test_the_method_says_what_was_done_and_nothing_else(
    every: Read, samples: Mapping[str, Read]
) -> None:
    plain = samples["en"].text
    only_here = ("that is Option B", "a sub-meter counts all", "same standard months",
                 "balance takes the place", "scaled down", "What a known event",
                 "a shared meter is not divided")  # fmt: skip
    for words in only_here:
        assert words in every.text, words
        assert words not in plain, words
    for words in ("Option C", "principles of IPMVP", "avoided-use-", "d = |i − j|", "σ² tr(M R)",
                  "Leave-one-out", "Durbin-Watson", "Lag-1", "joined with the next reading"):
        assert words in plain, words
    assert "compliant" not in every.text + plain


def test_the_intervals_stand_side_by_side(samples: Mapping[str, Read]) -> None:
    read = samples["en"]
    lines = list(read.after("Intervals of the totals"))[:20]
    for each in read.measured:
        for effect in each.effects:
            result, meter = effect.avoided, effect.meter
            if result and result.exact and result.autocorrelated and meter:
                name = meter.name.within("en")
                line = next(x for x in lines if x.startswith(f"{each.upgrade.code} {name}"))
                exact, corrected, counts = figures(line.split(name)[1])[2:5]
                assert abs(float(exact) - result.exact) < 0.51
                assert abs(float(corrected) - result.autocorrelated) < 0.51
                assert counts == max(exact, corrected)


def test_an_estimate_is_worked_out_and_its_meter_asked(tmp_path: Path) -> None:
    with open_sample(tmp_path, noon, "test") as store:
        desk = Workspace(store, noon, "test")
        path, _ = print_packs(desk, tmp_path, "en", NullJob())
        solvent = desk.record.find(Meter, "M5")
    read = Read(path.read_bytes(), desk.record, ())
    lines, total = read.table("How it was estimated: Materials E × s × k", "Result:")
    assert "Stock ledger" in " ".join(lines)
    whole = [figures(line)[-1] for line in lines if re.match(r"[Eks] ", line)]
    assert len(whole) == 3
    squares = sum(float(each) ** 2 for each in whole)
    assert abs(squares**0.5 - float(figures(total)[-1])) < 2
    assert "at least twice the half width of a year" in read.text
    assert solvent is not None
    assert solvent.calibrated_on in (None, date(2025, 5, 14))
    assert "What the project is worth" in read.text


def test_cooling_and_the_loss_of_a_material_are_told_on_paper(tmp_path: Path) -> None:
    """172,500 kWh: 150,000 of the tools, and 60 % of their heat by a chiller of COP 4."""
    cooled = {"cooling_share": Decimal(60), "cooling_cop": Decimal(4),
              "cooling_tolerance": Decimal(20)}  # fmt: skip
    changed = [
        replace(each, **cooled) if each.id == "x9"
        else replace(each, quantity=Quantity.MATERIAL) if each.id == "x7" else each
        for each in entities()
    ]  # fmt: skip
    with desk_of(tmp_path, changed) as desk:
        read = Read(dossier(desk, tmp_path, "en"), desk.record, ())
    lines, total = read.table("Measured on the spot: Option B: all values measured", "Saved a year")
    assert any(line.startswith("Less cooling") and "22,500" in line for line in lines)
    assert figures(total)[0] == 172_500
    assert "60% of the heat that is saved, COP 4" in read.text
    assert "times the part of the heat that the cooling carried off" in read.text
    assert "Waste is part of the loss." in read.text
    assert re.search(r"Before the upgrade: [\d,]+ kg lost of [\d,]+ kg put in, 100", read.text)
