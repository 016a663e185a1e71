"""How the effects will be measured once the project runs (C14), from what the record has."""

from __future__ import annotations

from typing import Any

from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.estimates import estimate_table, shown_by
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.blocks import Fact, facts_table
from cpdesk.documents.setting.captions import note
from cpdesk.documents.setting.pair import Both, behind
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView, EffectView
from cpdesk.domain.company import Contact, ContactRole
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Way
from cpdesk.domain.words import N_

Story = list[Any]
_WAYS = {
    Way.AVOIDED: N_(
        "Avoided use: what a model of the baseline gives for the drivers of each reporting month, "
        "less what the meter shows, with its confidence interval, on the principles of IPMVP."
    ),
    Way.NORMALISED: N_(
        "Normalised saving: the models of both periods are compared at the conditions of one year, "
        "with a confidence interval, on the principles of IPMVP."
    ),
    Way.RATIO: N_(
        "Simple ratio: the use per unit of the driver (per day where none is named) before and "
        "after, without an interval."
    ),
    Way.SPOT: N_(
        "Key values are measured on the spot before and after on a sample of the machines: on the "
        "principles of IPMVP, Option A where others are agreed, Option B where all are measured."
    ),
}


def verification(paper: Paper, view: ApplicationView) -> Story:
    """For each expected effect the estimate worked out, and how it will be measured."""
    t = paper.t
    story: Story = []
    for _, effects in view.upgrades:
        for each in effects:
            what = t.show(each.effect.quantity) or each.effect.code
            story += estimate_table(paper, view, each, what)
            if _is_told_above(view, each):
                words = t("{what}: no meter counts it; it is measured as told above.", what=what)
                story.append(note(paper, words))
            else:
                title = t("How it will be measured: {what}", what=what)
                story += facts_table(paper, _lines(t, view, each), title=title, label_mm=46)
    return story


def _is_told_above(view: ApplicationView, each: EffectView) -> bool:
    """Without a meter the project's own words on verification stand for it."""
    effect = each.effect
    own = (effect.way, effect.boundary, effect.frequency, effect.responsible)
    return each.meter is None and bool(view.project.verification) and not any(own)


def _lines(t: Translator, view: ApplicationView, each: EffectView) -> list[Fact]:
    effect, meter = each.effect, each.meter
    series = view.series_of(meter) if meter else None
    lines = [Fact(t("Boundary"), _boundary(t, each))]
    if meter:
        lines.append(Fact(t("Meter"), t("{name}, {unit}", name=named(t, meter), unit=meter.unit)))
        lines.append(Fact(t("Calibration"), _calibration(t, meter)))
        lines.append(Fact(t("Baseline period"), _baseline(t, view, effect, series)))
        lines.append(Fact(t("Drivers"), _drivers(t, view, effect)))
    lines.append(Fact(t("How the saving is computed"), _method(t, each)))
    shown = shown_by(t, each)
    if shown is not None:
        lines.append(Fact(t("Whether the meter will show it"), shown))
    if effect.static_factors:
        lines.append(Fact(t("Static factors"), t.show(effect.static_factors)))
    lines.append(Fact(t("How often it is measured"), _frequency(t, effect, series)))
    lines.append(Fact(t("Who is responsible"), _responsible(t, view, effect)))
    return lines


def _calibration(t: Translator, meter: Meter) -> str | None:
    """When the meter was calibrated, and the certificate."""
    day = t.date(meter.calibrated_on) if meter.calibrated_on else ""
    return behind(day, meter.calibration, ", ") or None


def _boundary(t: Translator, each: EffectView) -> str | None:
    if each.effect.boundary:
        return t.show(each.effect.boundary)
    return t("All that this meter counts.") if each.meter else None


def _baseline(
    t: Translator, view: ApplicationView, effect: Effect, series: MonthlySeries | None
) -> str | None:
    """The period agreed on; without one all months before the works, and how many there are."""
    if effect.baseline_from and effect.baseline_to:
        return t("From {first} to {last} (last day not included)",
                 first=t.date(effect.baseline_from), last=t.date(effect.baseline_to))  # fmt: skip
    upgrade = view.record.get(Upgrade, effect.upgrade)
    begins = upgrade.works_from or upgrade.running_from
    every = series.complete_months() if series else ()
    months = [month for month in every if begins is None or month.end <= begins]
    if not months:
        return None
    so_far = t("so far {span}, {first} to {last}", first=t.month(months[0]),
               last=t.month(months[-1]),
               span=t.plural("{n} month", "{n} months", len(months)))  # fmt: skip
    if effect.baseline_months:
        span = t.plural("{n} month", "{n} months", effect.baseline_months)
        return t("The last {span} before the works; {so_far}", span=span, so_far=so_far)
    return t("All complete months before the works; {so_far}", so_far=so_far)


def _drivers(t: Translator, view: ApplicationView, effect: Effect) -> str:
    drivers = [view.record.get(Driver, each) for each in effect.drivers]
    if not drivers:
        return t("None is named.")
    names = [t("{name}, {unit}", name=named(t, each), unit=each.unit) for each in drivers]
    return t.show(tuple(names))


def _method(t: Translator, each: EffectView) -> str | None:
    """The way agreed on; a meter with drivers gets a model, one without them a ratio."""
    way = each.effect.way
    if way is None and each.meter:
        way = Way.AVOIDED if each.effect.drivers else Way.RATIO
    if way is None:
        return None
    if each.meter is None or way in (Way.RATIO, Way.SPOT):
        return t(_WAYS[way])
    option = N_("Option B, for a sub-meter counts it apart.") if each.meter.above else N_(
        "Option C, for the meter counts more than the upgrade.")  # fmt: skip
    return Both.joined(t(_WAYS[way]), t(option))


def _frequency(t: Translator, effect: Effect, series: MonthlySeries | None) -> str | None:
    if effect.frequency:
        return t.show(effect.frequency)
    if not series or not series.bills:
        return None
    days = [each.period.days for bill in series.bills for each in bill.readings]
    mean = round(sum(days) / len(days))
    return t("With every bill: so far {bills}, of {days} on average",
             bills=t.plural("{n} bill", "{n} bills", len(days)),
             days=t.plural("{n} day", "{n} days", mean))  # fmt: skip


def _responsible(t: Translator, view: ApplicationView, effect: Effect) -> str | None:
    """Whoever is named; else the project's coordinator, who answers for it."""
    if effect.responsible:
        return t.show(effect.responsible)
    for of in (view.project.id, view.company.id):
        for each in view.record.where(Contact, of=of, role=ContactRole.COORDINATOR):
            return t("{name}, project coordinator", name=t.show(each.name))
    return None
