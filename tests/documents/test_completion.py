"""The completion report read back: planned beside achieved, spending and the claim, to the cent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Refusal
from cpdesk.domain.projects import BudgetItem, Milestone, Objective, Payment, Project
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.services.acceptance import accept
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import CompletionOrder, check
from cpdesk.services.packs import Made, make
from cpdesk.services.workspace import Workspace
from tests.documents.every_way import both, entities
from tests.documents.reading import fonts_without_a_file, texts
from tests.documents.test_packs import ON, desk_of, outside

LANGUAGES = ["en", "zh_Hant", "zh_Hans", "en+zh_Hant"]


def after_approval() -> list[Entity]:
    """Every way of measuring as one project, approved, done, paid in two currencies."""
    made: list[Entity] = [
        Project(
            id="p", code="P1", factory="f", name=both("All upgrades", "全部改造"),
            reference="CPPP-2025-0042", approved_on=date(2025, 6, 1), approved_grant=D(60_000),
            start=date(2025, 6, 15), end=date(2026, 5, 31),
            deviations=both("The pumps came two months late.", "水泵迟到两个月。"),
            publicity=both("Shown to twelve factories.", "向十二家工厂展示。"),
        ),
        Milestone(id="w1", code="W1", project="p", name=both("Order", "订购"),
                  start=date(2025, 6, 15), end=date(2025, 7, 15), done=date(2025, 7, 10)),
        Milestone(id="w2", code="W2", project="p", name=both("Install", "安装"),
                  start=date(2025, 8, 1), end=date(2025, 9, 30), done=date(2025, 11, 30),
                  remark=both("Pumps late", "水泵迟到")),
        Objective(id="o1", code="O1", project="p", name=both("Less power", "省电"), unit="%",
                  target=D(8), achieved=D("9.5"), explanation=both("From bills", "由账单得出")),
        BudgetItem(id="b1", code="B1", project="p", name=both("Pumps", "水泵"), quantity=D(2),
                   unit_price=D(40_000)),
        BudgetItem(id="b2", code="B2", project="p", name=both("Meters", "电表"), quantity=D(1),
                   unit_price=D(20_000), currency="CNY", rate=D("1.08"),
                   rate_date=date(2025, 5, 1)),
        Payment(id="y1", code="PY1", item="b1", supplier=both("Pump Maker", "水泵厂"),
                ordered=date(2025, 7, 10), delivered=date(2025, 11, 1), paid=date(2025, 12, 1),
                invoice="INV-77", amount=D("81234.50")),
        Payment(id="y2", code="PY2", item="b2", supplier=both("Meter Maker", "电表厂"),
                ordered=date(2025, 7, 12), paid=date(2025, 12, 2), invoice="04400-1",
                amount=D(19_000), currency="CNY", rate=D("1.0733"), rate_date=date(2025, 12, 2),
                rate_source="Bank"),
    ]  # fmt: skip
    return [
        *(replace(each, project="p") if isinstance(each, Upgrade) else each
          for each in entities()), *made,
    ]  # fmt: skip


def report(desk: Workspace, folder: Path, language: str = "en", issue: bool = False) -> Made:
    project = desk.record.all(Project)[0]
    return make(
        desk, CompletionOrder(project), language, folder / "report.pdf", ON, issue, NullJob()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_to_the_margins_with_every_font_in_it(tmp_path: Path, language: str) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        pdf = report(desk, tmp_path, language).path.read_bytes()
    assert outside(pdf) == []
    assert fonts_without_a_file(pdf) == []


def test_spending_and_claim_can_be_done_again_by_hand(tmp_path: Path) -> None:
    """81,234.50 and 19,000 x 1.0733 = 20,392.70; half of 101,627.20 is 50,813.60."""
    with desk_of(tmp_path, after_approval()) as desk:
        whole = " ".join(" ".join(texts(report(desk, tmp_path).path.read_bytes())).split())
    assert "B1 Pumps 80,000.00 81,234.50 1,234.50" in whole
    assert "B2 Meters 21,600.00 20,392.70 −1,207.30" in whole
    assert "Total 101,600.00 101,627.20 27.20" in whole
    assert "(3) Share of the rest ((1) − (2)) × 50% 50,813.60" in whole
    assert "(5) Payment claimed the lesser of (3) and (4) 50,813.60" in whole
    assert "INV-77" in whole
    assert "CNY at HK$ 1.0733, 2 December 2025 (Bank)." in whole


def test_what_was_planned_stands_beside_what_was_done(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        whole = " ".join(" ".join(texts(report(desk, tmp_path).path.read_bytes())).split())
    assert re.search(r"W1 Order 15 July 2025 10 July 2025 −5", whole)
    assert re.search(r"W2 Install 30 September 2025 30 November 2025 61 Pumps late", whole)
    assert "8 9.5 % From bills" in whole
    assert "The pumps came two months late." in whole
    # 48 MWh were expected of U1 in a year, in the unit of its meter.
    assert re.search(r"Main meter kWh 48,000 [\d,]+", whole)
    assert "VOC kg –" in whole


def test_an_effect_that_was_not_measured_is_told_as_such(tmp_path: Path) -> None:
    other = Effect(id="x0", code="X0", upgrade="u1", expected=D(5), unit="t")
    with desk_of(tmp_path, [*after_approval(), other]) as desk:
        whole = " ".join(" ".join(texts(report(desk, tmp_path).path.read_bytes())).split())
    assert "X0 t 5 – – – not measured" in whole


def test_it_is_issued_with_a_number_of_its_own(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        made = report(desk, tmp_path, issue=True)
    assert [each.facts["number"] for each in made.findings if each.code == "pack-issued"] == [
        "COM-2026-001"
    ]


def test_without_an_approval_there_is_a_draft_only(tmp_path: Path) -> None:
    unapproved = [
        replace(each, approved_on=None) if isinstance(each, Project) else each
        for each in after_approval()
    ]
    with desk_of(tmp_path, unapproved) as desk:
        assert report(desk, tmp_path).path.exists()
        with pytest.raises(Refusal) as refused:
            report(desk, tmp_path, issue=True)
    assert refused.value.finding.code == "pack-not-ready"


def test_a_project_with_nothing_in_it_makes_a_paper_of_gaps(tmp_path: Path) -> None:
    bare = [Project(id="p", code="P1", factory="f")]
    with desk_of(tmp_path, [*entities(), *bare]) as desk:
        whole = " ".join(texts(report(desk, tmp_path).path.read_bytes()))
    assert "No payment has been entered" in whole
    assert "No upgrade runs yet" in whole


def test_a_doubt_that_was_accepted_is_explained_and_no_longer_open(tmp_path: Path) -> None:
    """Of the many months in which the new line stood still, one is looked at."""
    with desk_of(tmp_path, after_approval()) as desk:
        found = check(desk, CompletionOrder(desk.record.all(Project)[0]), ON)
        doubt = next(each for each in found if each.code == "amount-zero")
        assert not accept(desk, doubt, "The line was not built yet.")
        made = report(desk, tmp_path)
        whole = " ".join(" ".join(texts(made.path.read_bytes())).split())
    assert doubt not in made.findings
    explained, still_open = whole.split("Doubts explained")[-1].split("What is still open")
    assert "M6 has used no electricity in January 2022" in explained
    assert "The line was not built yet. test, 24 November 2026" in explained
    assert "in January 2022" not in still_open
    assert "M6 has used no electricity in February 2022" in still_open


def planned(made: list[Entity], **expected: object) -> list[Entity]:
    """The same with other expected effects, by their id: an amount and a unit."""
    return [
        replace(each, expected=D(str(expected[each.id][0])), unit=expected[each.id][1])
        if isinstance(each, Effect) and each.id in expected else each for each in made
    ]  # fmt: skip


def of_other_project(made: list[Entity], *ids: str) -> list[Entity]:
    """The same, but these upgrades belong to another project of the factory."""
    other = Project(id="q", code="P2", factory="f")
    return [
        other,
        *(replace(each, project="q") if isinstance(each, Upgrade) and each.id in ids else each
          for each in made),
    ]  # fmt: skip


def whole_of(folder: Path, made: list[Entity]) -> str:
    folder.mkdir(exist_ok=True)
    with desk_of(folder, made) as desk:
        project = next(each for each in desk.record.all(Project) if each.code == "P1")
        path = make(
            desk, CompletionOrder(project), "en", folder / "r.pdf", ON, False, NullJob()
        ).path
        return " ".join(" ".join(texts(path.read_bytes())).split())


def test_each_meter_is_held_against_what_was_expected_of_it(tmp_path: Path) -> None:
    """U3 was to save 12 MWh at its sub-meter (without a unit: the meter's), and some water."""
    water = Effect(id="x31", code="X31", upgrade="u3", meter="m3", expected=D(9), drivers=("d",))
    made = planned([*after_approval(), water], x3=(12, ""), x4=(700, "m³"), x5=(500, "m³"))
    compared = table_of(whole_of(tmp_path, made))
    assert re.search(r"U3 Pumps Main meter kWh 12,000 ", compared)
    assert re.search(r"U3 Pumps Main .* Water m³ 9\.000 .*U4 Taps Water m³ 700\.0", compared)


def test_a_meter_with_an_own_unit_is_not_compared_with_another(tmp_path: Path) -> None:
    made = planned(after_approval(), x7=(5, "drums"))
    assert "VOC kg – " in table_of(whole_of(tmp_path, made))


def test_of_a_meter_shared_with_another_project_only_the_part_is_told(tmp_path: Path) -> None:
    """U1 leads at the main meter; U2 and U3 have in this report what they have beside it."""
    alone = whole_of(tmp_path / "alone", after_approval())
    apart = whole_of(tmp_path / "apart", of_other_project(after_approval(), "u1"))
    parts = [re.search(r"U2 Lamps Main meter kWh 16,000 ([\d,]+)", table_of(each)) for each in
             (alone, apart)]  # fmt: skip
    assert parts[0] is not None
    assert parts[1] is not None
    assert parts[0][1] == parts[1][1]
    assert "U1 Compressors Main meter" not in table_of(apart)
    assert "R20 Title Compressors" not in apart
    # The meter's comparison is shown all the same, at the first of this report.
    assert "All that was saved at this meter, by U1, U2, U3." in apart
    assert "stand at U1" not in apart


def test_what_cannot_be_divided_from_another_project_is_in_no_total(tmp_path: Path) -> None:
    apart = whole_of(tmp_path, of_other_project(after_approval(), "u4"))
    assert "U5 Rinsing Water, U5, U4 together m³ –" in table_of(apart)
    assert re.search(r"U5, U4 Water 23 \([\d,.]+\) m³", apart)


def table_of(whole: str) -> str:
    """The table of expected and measured effects."""
    return whole.split("Expected and measured effects")[-1].split("Measured: months since")[0]


def test_a_payment_without_an_amount_is_a_gap_and_in_no_sum(tmp_path: Path) -> None:
    """81,234.50 is left of the two; half of it is 40,617.25."""
    made = [
        replace(each, amount=None) if isinstance(each, Payment) and each.id == "y2" else each
        for each in after_approval()
    ]
    whole = whole_of(tmp_path, made)
    assert "B2 Meters 21,600.00 0.00 −21,600.00" in whole
    assert "(5) Payment claimed the lesser of (3) and (4) 40,617.25" in whole
    assert "Payment PY2 lacks its amount or the day it was paid." in whole
