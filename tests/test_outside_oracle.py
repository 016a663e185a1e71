"""A backup that another program wrote: its own sums and its own models come out again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from cpdesk.analysis.models.regression import fit
from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.domain.company import Factory
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Convention, Driver, Meter, MeterKind
from cpdesk.domain.projects import Project
from cpdesk.records.store import Store
from cpdesk.services.exporting import export
from cpdesk.services.importing import carry_out, preview
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder
from cpdesk.services.packs import make
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace

SAMPLES = Path(os.environ.get("CPDESK_SAMPLES", Path(__file__).parents[2] / "shared" / "samples"))
BACKUP = SAMPLES / "CocoaCo_2026-03-02_80adb85.json"
# What VERIFI takes: 1 Btu is 1055.06 J.
MMBTU = {"kWh": 3600 / 1055060, "MMBtu": 1.0}

pytestmark = pytest.mark.skipif(not BACKUP.is_file(), reason="the outside samples are not here")


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture(scope="module")
def backup() -> Any:
    return json.loads(BACKUP.read_text("utf-8"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("外部 備份") / "cocoa.cpdesk"
    with Store.create(path, author="test", now=noon) as store:
        desk = Workspace(store, noon, "test")
        plan = preview(desk, BACKUP)
        assert plan.refused == 0
        carry_out(desk, plan)
        yield desk


def test_every_meter_adds_up_to_the_file_s_own_sums(desk: Workspace, backup: Any) -> None:
    for meter in backup["meters"]:
        name = "totalVolume" if meter["startingUnit"] == "CCF" else "totalEnergyUse"
        own = [each for each in backup["meterData"] if each["meterId"] == meter["guid"]]
        readings = desk.record.readings(desk.record.get(Meter, meter["guid"]))
        assert sum(each.amount for each in readings) == sum(_exact(each[name]) for each in own)
        assert sum(each.cost or 0 for each in readings) == sum(
            _exact(each["totalCost"]) for each in own
        )


def test_every_predictor_adds_up_to_the_file_s_own_sums(desk: Workspace, backup: Any) -> None:
    for predictor in backup["predictors"]:
        id = predictor["guid"]
        own = [each for each in backup["predictorDataV2"] if each["predictorId"] == id]
        readings = desk.record.readings(desk.record.get(Driver, id))
        assert len(readings) == len(own) > 0
        # Computed degree days have 17 digits there; 15 of them are what a spreadsheet shows.
        total = float(sum(each.amount for each in readings))
        assert total == pytest.approx(sum(each["amount"] for each in own), rel=1e-13)


def test_what_is_kept_is_called_by_our_words(desk: Workspace, backup: Any) -> None:
    meters = desk.record.all(Meter)
    assert len(meters) == 9
    assert {each.kind for each in meters} == {MeterKind.ELECTRICITY, MeterKind.NATURAL_GAS}
    assert {each.convention for each in meters} == {Convention.THIS}
    assert len(desk.record.all(Driver)) == len(backup["predictors"])


def test_the_file_s_eight_models_follow_from_our_months(desk: Workspace, backup: Any) -> None:
    models = list(_models(backup))
    assert len(models) == 8
    for group, model in models:
        months = month_range(Month(model["modelYear"], 1), Month(model["modelYear"], 12))
        names = [each["id"] for each in model["predictorVariables"]]
        columns = {name: _driver(desk, name, months) for name in names}
        ours = fit(_energy(desk, backup, group, months), columns)
        found = [ours.coefficients[name] for name in ("const", *names)]
        assert found == pytest.approx(model["coef"], rel=1e-6)
        assert ours.r2 == pytest.approx(model["R2"], rel=1e-6)
        assert ours.adjusted_r2 == pytest.approx(model["adjust_R2"], rel=1e-6)
        assert ours.f_p == pytest.approx(model["f"]["pvalue"], rel=1e-6)
        assert [ours.p[name] for name in ("const", *names)] == pytest.approx(
            model["t"]["p"], rel=1e-6
        )


def _models(backup: Any) -> Iterator[tuple[str, Any]]:
    for analysis in backup["facilityAnalysisItems"]:
        for group in analysis["groups"]:
            for model in group["models"]:
                yield group["idbGroupId"], model


def _driver(desk: Workspace, id: str, months: tuple[Month, ...]) -> Any:
    series = monthly(desk.record, desk.record.get(Driver, id))
    return np.array([float(series.amount(month) or 0) for month in months])


def _energy(desk: Workspace, backup: Any, group: str, months: tuple[Month, ...]) -> Any:
    """Source energy of a group in MMBtu, as VERIFI models it; a month without a meter is 0."""
    total = np.zeros(len(months))
    for meter in (each for each in backup["meters"] if each["groupId"] == group):
        series = monthly(desk.record, desk.record.get(Meter, meter["guid"]))
        ratio = MMBTU.get(meter["startingUnit"], meter.get("heatCapacity"))
        amounts = [float(series.amount(month) or 0) for month in months]
        total += np.array(amounts) * ratio * meter["siteToSource"]
    return total


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def test_an_application_of_it_prints_and_names_what_is_missing(
    desk: Workspace, tmp_path: Path
) -> None:
    factory = desk.record.all(Factory)[0]
    with desk.store.change("A project") as work:
        project = work.put(Project(id="p", code="P1", factory=factory.id))
    assert isinstance(project, Project)
    made = {
        language: make(
            desk, ApplicationOrder(project), language, tmp_path / f"申請 {language}.pdf",
            date(2026, 11, 24), False, NullJob(),
        )
        for language in LANGUAGES
    }  # fmt: skip
    desk.store.undo()
    for language, each in made.items():
        with pypdfium2.PdfDocument(each.path) as document:
            assert len(document) > 3
        missing = [finding for finding in each.findings if finding.blocking]
        assert {finding.place.kind for finding in missing} >= {"company", "factory", "project"}
        said = [sentence(translator(language), finding) for finding in missing]
        assert all(said)
        assert not any("{" in text for text in said)


def test_it_comes_back_from_its_export_and_twice_changes_nothing(
    desk: Workspace, tmp_path: Path
) -> None:
    before = desk.record
    again = preview(desk, BACKUP)
    assert (again.new, again.changed, again.refused) == (0, 0, 0)
    assert carry_out(desk, again) is None
    book = export(desk, tmp_path / "全部.xlsx", translator("zh_Hans"))
    with Store.create(tmp_path / "b.cpdesk", author="test", now=noon) as store:
        other = Workspace(store, noon, "test")
        empty = other.record
        carry_out(other, preview(other, book))
        assert other.record.same_content(before)
        assert preview(other, book).same == preview(desk, book).same > 900
        store.undo()
        assert other.record.same_content(empty)
