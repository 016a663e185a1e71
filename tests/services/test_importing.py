"""What an import promises: shown before, whole or not at all, undone as one, the same twice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.bootstrap import sample_desk
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Driver, Meter, MeterKind, Reading
from cpdesk.domain.record import KINDS, Record
from cpdesk.records.store import Store
from cpdesk.services.exporting import export, write_template
from cpdesk.services.importing import Plan, carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.by_hand import dyeing_mill, workshop
from tests.exchange.made_up import entities


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


def new_desk(folder: Path, name: str, things: list[Entity] | None = None) -> Workspace:
    store = Store.create(folder / name, author="test", now=noon)
    if things:
        with store.change("Typed by hand") as work:
            work.put_many(things)
    return Workspace(store, noon, "test")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """A factory with an electricity meter, a water meter, a driver and two bills."""
    things: list[Entity] = [
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        Meter(id="m1", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh"),
        Meter(id="m2", code="M2", factory="f", kind=MeterKind.WATER, unit="m³"),
        Driver(id="d1", code="D1", factory="f", unit="t"),
        bill("r1", (2024, 1, 1), (2024, 2, 1), "12500"),
        bill("r2", (2024, 2, 1), (2024, 3, 1), "11900.50"),
    ]  # fmt: skip
    desk = new_desk(tmp_path, "張偉 的 記錄.cpdesk", things)
    yield desk
    desk.store.close()


def bill(id: str, start: tuple[int, int, int], end: tuple[int, int, int], amount: str) -> Reading:
    return Reading(
        id=id, meter="m1", start=date(*start), end=date(*end), amount=Decimal(amount), unit=""
    )


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "電費 單.csv"
    path.write_bytes(text.encode(encoding))
    return path


def told(plan: Plan) -> dict[str, str]:
    t = translator("en")
    return {each.code: f"{each.place.spot}: {sentence(t, each)}" for each in plan.findings}


# -- out and in again


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [dyeing_mill.entities, workshop.entities])
def test_an_export_reads_back_equal_in_each_language(
    tmp_path: Path, language: str, make: object
) -> None:
    assert callable(make)
    prove_the_way_round(tmp_path, make(), language)


def test_the_sample_factory_reads_back_equal(tmp_path: Path) -> None:
    sample = sample_desk(tmp_path / "樣本")
    things = [each for kind in KINDS for each in sample.record.all(kind)]
    sample.store.close()
    prove_the_way_round(tmp_path, things, "zh_Hant")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_template_reads_without_a_doubt_and_brings_nothing(
    desk: Workspace, tmp_path: Path, language: str
) -> None:
    path = write_template(tmp_path / "範本.xlsx", translator(language))
    plan = preview(desk, path)
    assert (plan.new, plan.changed, plan.same, plan.refused, plan.findings) == (0, 0, 0, 0, ())
    before = desk.record
    assert carry_out(desk, plan) is None
    assert desk.record is before


@settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # shrinking a whole record takes minutes
    print_blob=False, verbosity=Verbosity.quiet, derandomize=True,
)
@given(things=entities(), language=st.sampled_from(LANGUAGES))
def test_any_record_reads_back_equal(things: list[Entity], language: str) -> None:
    with tempfile.TemporaryDirectory(prefix="來回 ") as folder:
        prove_the_way_round(Path(folder), things, language)


def prove_the_way_round(folder: Path, things: list[Entity], language: str) -> None:
    """Export, import into a new record: equal; again: nothing new; undo: as it was."""
    first, second = new_desk(folder, "a.cpdesk", things), new_desk(folder, "b.cpdesk")
    path = export(first, folder / "全部 資料.xlsx", translator(language))
    empty = second.record
    plan = preview(second, path)
    assert plan.refused == 0, told(plan)
    carry_out(second, plan)
    assert differing(first.record, second.record) == []
    assert second.record.same_content(first.record)
    assert exactly(second) == exactly(first)
    again = preview(second, path)
    assert (again.new, again.changed, again.refused) == (0, 0, 0)
    second.store.undo()
    assert second.record.same_content(empty)
    first.store.close()
    second.store.close()


def differing(one: Record, other: Record) -> list[str]:
    """Field by field, so that a failure can be read."""
    return [
        f"{kind.word}.{name}: {value!r:.80} became {getattr(twin, name, None)!r:.80}"
        for kind in KINDS
        for each in one.all(kind)
        for name, value in vars(each).items()
        if (twin := other.table(kind).get(each.id)) is None or vars(twin)[name] != value
    ]


def exactly(desk: Workspace) -> list[tuple[str, str]]:
    """Amounts with every zero that was typed, for 1.50 and 1.5 are equal but not the same."""
    return [(each.id, format(each.amount, "f")) for each in desk.record.all(Reading)]


# -- one import


def test_a_table_brings_new_changed_and_same_readings(desk: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, "電錶,月份,用量,單位,費用,貨幣,估算\n"
                 "M1,2024-01,12500,度,,,\nM1,2024年2月,12000,度,,,\n"
                 "M1,2024/3,\"13,100\",度,9000.50,CNY,是\nD1,2024-03,88,,,,\n")  # fmt: skip
    plan = preview(desk, path)
    assert plan.refused == 1  # D1 is a driver, not a meter
    assert "D1" in told(plan)["reference-unknown"]
    path = table(tmp_path, path.read_text("utf-8").replace("電錶", "項目"))
    plan = preview(desk, path)
    assert (plan.new, plan.changed, plan.same, plan.refused) == (2, 1, 1, 0)
    entry = carry_out(desk, plan)
    assert entry is not None
    new = next(each for each in desk.record.all(Reading) if each.start == date(2024, 3, 1)
               and each.meter)  # fmt: skip
    assert (new.amount, new.cost, new.estimated) == (Decimal(13100), Decimal("9000.50"), True)
    assert new.origin == "電費 單.csv 電費 單.csv!4"


def test_one_import_is_one_undo(desk: Workspace, tmp_path: Path) -> None:
    before = desk.record
    path = table(tmp_path, "meter,month,amount\nM1,2024-03,1\nM2,2024-03,2")
    carry_out(desk, preview(desk, path))
    desk.store.undo()
    assert desk.record.same_content(before)


def test_nothing_is_taken_while_a_row_is_refused(desk: Workspace, tmp_path: Path) -> None:
    before = desk.record
    plan = preview(desk, table(tmp_path, "meter,month,amount\nM1,2024-03,1\nM1,2024-04,zwölf"))
    assert (plan.new, plan.refused) == (1, 1)
    assert "C3" in told(plan)["figure-unreadable"]
    with pytest.raises(Refusal) as refusal:
        carry_out(desk, plan)
    assert "C3" in sentence(translator("en"), refusal.value.finding)
    assert desk.record is before


def test_a_preview_of_an_older_state_is_not_carried_out(desk: Workspace, tmp_path: Path) -> None:
    plan = preview(desk, table(tmp_path, "meter,month,amount\nM1,2024-03,1\n"))
    with desk.store.change("Something else") as work:
        work.remove(desk.record.get(Reading, "r2"))
    with pytest.raises(Refusal):
        carry_out(desk, plan)


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ("M1,2024-02-15,2024-03-15,5", "bill-overlap", "1 February 2024"),
        ("M1,2024-03-01,2024-04-01,5\nM1,2024-03-01,2024-04-01,6", "bill-twice", "M1"),
        ("M9,2024-03-01,2024-04-01,5", "reference-unknown", "A2"),
        ('M1,2024-03-01,2024-04-01,"1.234,5"', "figure-ambiguous", "D2"),
        ("M1,2024-03-01,2024-04-01,5 m3", "unit-mismatch", "kWh"),
        ("M1,2024-04-01,2024-03-01,5", "period-backwards", "2024"),
        ("M1,2024-03-32,2024-04-01,5", "date-unreadable", "B2"),
        ("M1,4/3/2024,2024-04-01,5", "date-ambiguous", "B2"),
        ("M1,2024-03-01,2024-04-01,", "value-missing", "Amount"),
        (",2024-03-01,2024-04-01,5", "reading-of-what", "meter"),
    ],
)
def test_what_cannot_be_right_is_refused(
    desk: Workspace, tmp_path: Path, rows: str, code: str, words: str
) -> None:
    plan = preview(desk, table(tmp_path, f"meter,from,to,amount\n{rows}\n"))
    assert plan.refused >= 1
    assert words in told(plan)[code]
    with pytest.raises(Refusal):
        carry_out(desk, plan)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("M1,2024-03-01,2024-04-01,0", "zero-electricity"),
        ("M1,2024-03-01,2024-04-01,140000", "ten-times"),
        ("M1,2024-03-01,2024-04-01,-5", "negative"),
        ("M1,2024-04-01,2024-05-01,12000", "bill-gap"),
        ("M1,2024-03-01,2024-04-01,5\nM1,2024-03-01,2024-04-01,5", "bill-repeated"),
        ("M1,2024-03-02,2024-03-31,12000\nM1,2024-04-01,2024-04-30,12000", "bill-last-days"),
    ],
)
def test_what_is_doubtful_is_said_and_taken(
    desk: Workspace, tmp_path: Path, rows: str, code: str
) -> None:
    plan = preview(desk, table(tmp_path, f"meter,from,to,amount\n{rows}\n"))
    assert code in told(plan)
    carry_out(desk, plan)
    assert desk.record.identity.change == plan.based_on + 1


def test_an_ordinary_bill_raises_no_doubt(desk: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, "meter,from,last day,amount\nM1,2024-03-01,2024-03-31,12345\n")
    assert preview(desk, path).findings == ()


def test_an_empty_cell_leaves_what_is_there_unless_the_row_is_an_export(
    desk: Workspace, tmp_path: Path
) -> None:
    rows = "id,meter,from,to,amount,cost\n{id},M1,2024-01-01,2024-02-01,12500,{cost}\n"
    carry_out(desk, preview(desk, table(tmp_path, rows.format(id="", cost="77.10"))))
    carry_out(desk, preview(desk, table(tmp_path, rows.format(id="", cost=""))))
    assert desk.record.get(Reading, "r1").cost == Decimal("77.10")
    carry_out(desk, preview(desk, table(tmp_path, rows.format(id="r1", cost=""))))
    assert desk.record.get(Reading, "r1").cost is None
