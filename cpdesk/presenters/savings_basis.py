"""What else a saving rests on, as tables: unlike months, events, and what others have a share of.

`for_a_verifier` puts everything together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cpdesk.analysis.saving.attribution import Share
from cpdesk.analysis.saving.avoided import Avoided, BaselineMonth
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.series import Event
from cpdesk.domain.periods import Month
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.verification import Adjustment
from cpdesk.presenters.figures import DASH, interval, plainly, significant
from cpdesk.presenters.savings_measured import driver_name
from cpdesk.presenters.savings_method import factors_table, method_table
from cpdesk.presenters.savings_statistics import model_tables
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.services.saving.measuring import Inputs, gather, series_of
from cpdesk.services.saving.savings import EffectSavings, savings_of
from cpdesk.services.saving.sharing import Shared, shared_meters

_ROUNDING = 1e-9  # of a saving: what is left of a sum in floating point


def for_a_verifier(
    session: Session, known: EffectSavings, confidence: Decimal
) -> tuple[Table, ...]:
    """Every table that an effect measured by months has; empty ones are left out."""
    result = known.avoided
    if result is None:
        return ()
    upgrade = session.record.get(Upgrade, known.effect.upgrade)
    inputs = gather(session.record, upgrade, known.effect)
    tables = (
        *model_tables(session, inputs, result), outside_table(session, result),
        events_table(session, inputs, result), shares_table(session, known, confidence),
        method_table(session, inputs, result), factors_table(session, known),
    )  # fmt: skip
    return tuple(each for each in tables if each and each.rows)


def method_and_factors(session: Session, known: EffectSavings) -> tuple[Table, ...]:
    """What a saving cannot be told without: over which months, how, and with which factors."""
    result = known.avoided
    tables: list[Table] = []
    if result is not None:
        upgrade = session.record.get(Upgrade, known.effect.upgrade)
        inputs = gather(session.record, upgrade, known.effect)
        tables.append(method_table(session, inputs, result))
    tables.append(factors_table(session, known))
    return tuple(each for each in tables if each.rows)


def outside_table(session: Session, result: Avoided) -> Table:
    """Each driver of each reporting month that lies beyond what the model was made of."""
    t = session.t
    heads = (t("Month"), t("Driver"), t("Value"), t("Lowest"), t("Highest"))
    rows = tuple(row for side in _sides(result) for row in _outside(session, result, side))
    return Table(t("Months outside the range"), heads, rows, words=2)


def _sides(result: Avoided) -> tuple[Sequence[BaselineMonth], ...]:
    return (result.baseline, result.since) if isinstance(result, Normalised) else (result.baseline,)


def _outside(
    session: Session, result: Avoided, side: Sequence[BaselineMonth]
) -> Iterator[tuple[str, ...]]:
    t = session.t
    for month in result.months:
        for at, code in enumerate(result.drivers):
            value, seen = month.drivers[at], [each.drivers[at] for each in side]
            if not min(seen) <= value <= max(seen):
                figures = (plainly(t, each, 6) for each in (value, min(seen), max(seen)))
                yield (t.month(month.month), driver_name(session, code), *figures)


def events_table(session: Session, inputs: Inputs, result: Avoided) -> Table:
    """The non-routine adjustments that were used, with what they add in the reporting months."""
    t = session.t
    heads = (t("Event"), t("How it is counted"), t("From"), t("To"), t("Tolerance (±%)"),
             t("Adds before, {unit}", unit=inputs.use.unit),
             t("Adds since, {unit}", unit=inputs.use.unit))  # fmt: skip
    events = {each.code: each for each in series_of(inputs).events}
    rows = tuple(
        _event(session, told, events[told.code], result) for told, _, _ in inputs.events
    )
    return Table(t("Non-routine adjustments"), heads, rows, words=2)


def _event(
    session: Session, told: Adjustment, event: Event, result: Avoided
) -> tuple[str, ...]:
    t = session.t
    words = " ".join(each for each in (told.code, t.show(told.name)) if each)
    reason = t.show(told.reason)
    sides = ([each.month for each in result.baseline], [each.month for each in result.months])
    return (
        f"{words}: {reason}" if reason else words, t.show(told.kind), t.show(told.start),
        t.show(told.end) or DASH, DASH if told.tolerance is None else t.number(told.tolerance),
        *(_added(session, event, result, months) for months in sides),
    )  # fmt: skip


def _added(session: Session, event: Event, result: Avoided, months: Sequence[Month]) -> str:
    """What an event adds to these months: typed, metered, or as the model finds it."""
    if not event.is_indicator:
        return significant(session.t, math.fsum(event.added.get(m, 0.0) for m in months))
    worth = result.fit.coefficients.get(event.code) if result.fit else None
    share = math.fsum(event.share.get(m, 0.0) for m in months)
    return DASH if worth is None else significant(session.t, worth * share)


def shares_table(session: Session, known: EffectSavings, confidence: Decimal) -> Table | None:
    """How a meter's saving is divided, where several upgrades act on it."""
    record, factors = session.record, session.ws.factors()
    running = [each for each in record.all(Upgrade) if each.running_from]
    measured = [savings_of(record, each, factors, confidence) for each in running]
    for each in shared_meters(record, measured):
        members = (each.leader, *each.others)
        if each.shares and any(member.effect.id == known.effect.id for member in members):
            return _shares(session, each, each.shares)
    return None


def _shares(session: Session, shared: Shared, shares: Mapping[str, Share]) -> Table:
    """The upgrades' shares, what no estimate explains, and the meter's saving they make up."""
    t, meter = session.t, shared.leader.meter
    heads = (t("Upgrade"), t("Expected of it, {unit}", unit=meter.unit),
             t("Share, {unit}", unit=meter.unit), t("Half width"))  # fmt: skip
    rows = [_of_share(session, code, share) for code, share in shares.items()]
    other = shared.other if abs(shared.other) > _ROUNDING * abs(shared.ceiling) else 0.0
    rows.append((t("Not explained by an estimate"), DASH, significant(t, other), DASH))
    value, width = interval(t, shared.ceiling, shared.leader.avoided.half_width)
    rows.append((t("Saving of the meter"), DASH, value, width or DASH))
    title = t("Several upgrades at {meter}", meter=session.name(meter))
    return Table(title, heads, tuple(rows))


def _of_share(session: Session, code: str, share: Share) -> tuple[str, ...]:
    t = session.t
    upgrade = session.record.find(Upgrade, code)
    amount, width = interval(t, share.amount, share.half_width)
    name = session.name(upgrade) if upgrade else code
    return (name, significant(t, share.estimate), amount, width or DASH)
