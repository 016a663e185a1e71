"""The figures behind the further charts: of a model, of intensity, of bills, of the energy mix."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.base.languages import Translator
from cpdesk.documents.charts.diagnosis_sheets import (
    billed_sheet,
    intensity_sheet,
    residuals_sheet,
    scatter_sheet,
)
from cpdesk.domain.company import Factory
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.sheets import Sheet
from cpdesk.services.bill_charts import billed_of, has_lines
from cpdesk.services.effect_charts import intensity_of, outputs, residuals_of, scatter_of
from cpdesk.services.effect_series import about_effect, named
from cpdesk.services.energy_mix import mix_of
from cpdesk.services.saving.savings import EffectSavings
from cpdesk.services.workspace import Workspace


def model_sheets(
    record: Record, known: EffectSavings, result: Avoided, t: Translator
) -> Iterator[Sheet]:
    """Use against each driver, the residuals, and intensity for each product."""
    name, about = about_effect(record, known, result, t)
    for code in result.drivers:
        scatter = scatter_of(record, known, result, code, t)
        yield scatter_sheet(scatter, t, f"{name} {t('Scatter')} {code}", about)
    if isinstance(result, Normalised):  # the standard months lie in no time
        return
    if result.fit is not None:
        yield residuals_sheet(residuals_of(known, result), t, f"{name} {t('Residuals')}", about)
    for each in outputs(record, known, result):
        made = intensity_of(record, known, result, each, t)
        if made:
            yield intensity_sheet(made, t, f"{name} {t('Intensity')} {each.code}", about)


def bill_sheets(ws: Workspace, factory: Factory, t: Translator) -> Iterator[Sheet]:
    """What a factory's energy and costs are made up of, and the bills of each meter."""
    record = ws.record
    mix = mix_of(record, factory, ws.factors(), t)
    if mix:
        about = t("{name}: energy and costs by kind of meter", name=named(factory, t))
        yield billed_sheet(mix, t, f"{factory.code} {t('Energy mix')}".strip(), about)
    for meter in record.where(Meter, factory=factory.id):
        billed = billed_of(record, meter, t) if has_lines(record, meter) else None
        if billed:
            about = t("{name}: what its bills are made up of", name=named(meter, t))
            yield billed_sheet(billed, t, f"{meter.code} {t('Breakdown')}".strip(), about)
