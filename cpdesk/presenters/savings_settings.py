"""How an effect is measured, at the left of its saving: way, baseline, drivers, agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Finding, Place, Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Adjustment, Flow, Way
from cpdesk.presenters.figures import fixed
from cpdesk.presenters.session import Session
from cpdesk.services import entry

if TYPE_CHECKING:
    from cpdesk.services.saving.savings import EffectSavings

Options = tuple[tuple[str, str], ...]
_LASTS = (12, 18, 24, 36)
_STALE = "model-stale"


@dataclass(frozen=True)
class Tick:
    """A driver that the model may use: whether it does, and then how much it weighs (t)."""

    code: str
    words: str
    ticked: bool
    weight: str = ""


@dataclass(frozen=True)
class Told:
    """A non-routine adjustment: its code, what it is called, and in a sentence what it does."""

    code: str
    words: str
    about: str


@dataclass(frozen=True)
class Settings:
    """What can be chosen, each with what is chosen now; without `modelled` only the way."""

    ways: Options
    way: str
    modelled: bool = False
    drivers: tuple[Tick, ...] = ()
    starts: Options = ()
    start: str = ""
    ends: Options = ()
    end: str = ""
    lasts: Options = ()
    last: str = ""
    agreed: str = ""
    stale: bool = False
    has_bases: bool = False
    meters: Options = ()
    meter: str = ""
    untils: Options = ()
    until: str = ""
    events: tuple[Told, ...] = ()


class EffectSettings:
    """The wishes about how the chosen effect is measured; each is kept at once."""

    def __init__(self, session: Session, chosen: Callable[[], str]) -> None:
        self.session = session
        self._chosen = chosen
        self.refused: tuple[Finding, ...] = ()

    @property
    def effect(self) -> Effect | None:
        found = self.session.record.table(Effect).get(self._chosen())
        return found if isinstance(found, Effect) else None

    def tick(self, code: str, on: bool) -> bool:
        """Use a driver, or no longer; whether that could be done."""
        effect = self.effect
        if effect is None:
            return False
        used = _codes(self.session.record, effect)
        return self.take([*used, code] if on else [each for each in used if each != code])

    def take(self, codes: list[str]) -> bool:
        """Use these drivers in this order."""
        from cpdesk.services.saving.models import choose_drivers

        return self._do(lambda effect: choose_drivers(self.session.ws, effect, codes))

    def agree(self) -> bool:
        """Keep what the model is made from, so that any change of it is noticed."""
        from cpdesk.services.saving.models import agree

        return self._do(lambda effect: agree(self.session.ws, effect))

    def choose_meter(self, meter: str) -> bool:
        """Another meter shows the effect, given by its id; empty: none does yet."""
        return self._change(meter=meter or None)

    def choose_until(self, month: str) -> bool:
        """The last month of the reporting period; empty: as far as is known."""
        return self._change(reporting_to=Month.parse(month).end if month else None)

    def look_at(self, adjustment: str) -> None:
        """Lead to a non-routine adjustment, given by its code."""
        self.session.go_to(Place(Adjustment.word, adjustment))

    def choose_way(self, way: str) -> bool:
        return self._change(way=Way(way))

    def choose_start(self, month: str) -> bool:
        """The first month of the baseline; empty: as far back as is known."""
        return self._change(baseline_from=Month.parse(month).start if month else None)

    def choose_end(self, month: str) -> bool:
        """The last month of the baseline; empty: up to the works."""
        return self._change(baseline_to=Month.parse(month).end if month else None)

    def choose_last(self, n: str) -> bool:
        """Only the last months of the baseline; empty: all of them."""
        return self._change(baseline_months=int(n) if n else None)

    def _change(self, **values: Any) -> bool:
        effect = self.effect
        if effect is None:
            return False
        self.refused = entry.save(self.session.ws, replace(effect, **values))
        return self._told()

    def _do(self, wish: Callable[[Effect], object]) -> bool:
        effect = self.effect
        if effect is None:
            return False
        done: list[object] = []
        self.refused = entry.attempt(lambda: done.append(wish(effect)))
        return self._told()

    def _told(self) -> bool:
        """Refused, the screens show what the record still holds, and why."""
        done = self.session.done(self.refused)
        if not done:
            self.session.changed()
        return done


def settings_of(session: Session, effect: Effect, known: EffectSavings | None) -> Settings:
    """What can be chosen for an effect; `known` is what it saved, where that could be measured."""
    from cpdesk.services.saving.models import has_bases

    t, record = session.t, session.record
    ways = tuple((each.value, t(each.label)) for each in Way)
    way = (effect.way or Way.AVOIDED).value
    meters, meter = _meters(session, effect), effect.meter or ""
    balanced = bool(record.where(Flow, effect=effect.id))
    if effect.way is Way.SPOT or not (meter or balanced):
        return Settings(ways, way, meters=meters, meter=meter)
    months, since = _months(record, effect)
    start = str(_first_whole(effect.baseline_from)) if effect.baseline_from else ""
    end = str(Month.of(effect.baseline_to) + -1) if effect.baseline_to else ""
    last = str(effect.baseline_months or "")
    until = str(Month.of(effect.reporting_to) + -1) if effect.reporting_to else ""
    return Settings(
        ways, way, True, _ticks(session, effect, known),
        _offered(t, t.within("baseline", "the first"), months, start), start,
        _offered(t, t.within("baseline", "the works"), months, end), end, _lasts(t, last), last,
        t("Agreed on {day}", day=effect.agreed_on) if effect.agreed_on else "",
        any(each.code == _STALE for each in known.findings) if known else False,
        has_bases(record, effect), () if balanced else meters, meter,
        _offered(t, t.within("reporting", "the last"), since, until), until,
        tuple(_events(session, effect)),
    )  # fmt: skip


def _first_whole(day: date) -> Month:
    """The first month that lies wholly after a day."""
    return Month.of(day) if day.day == 1 else Month.of(day) + 1


def _ticks(session: Session, effect: Effect, known: EffectSavings | None) -> tuple[Tick, ...]:
    """The factory's drivers, with the t of those that the model uses; a temperature is none."""
    record = session.record
    upgrade = record.get(Upgrade, effect.upgrade)
    offered = [each for each in record.where(Driver, factory=upgrade.factory)
               if each.id in effect.drivers or each.kind is not DriverKind.TEMPERATURE]  # fmt: skip
    fit = known.avoided.fit if known and known.avoided else None
    weights = fit.t if fit else {}
    return tuple(
        Tick(each.code, session.t.show(each.name) or each.code, each.id in effect.drivers,
             f"t {fixed(session.t, weights[each.code], 1)}" if each.code in weights else "")
        for each in offered
    )  # fmt: skip


def _codes(record: Record, effect: Effect) -> list[str]:
    return [record.get(Driver, each).code for each in effect.drivers]


def _meters(session: Session, effect: Effect) -> Options:
    """The meters of the factory; nothing as long as none is named."""
    upgrade = session.record.get(Upgrade, effect.upgrade)
    known = session.record.where(Meter, factory=upgrade.factory)
    named = tuple((each.id, session.name(each)) for each in known)
    return named if effect.meter or not named else (("", session.t("No meter")), *named)


def _events(session: Session, effect: Effect) -> Iterator[Told]:
    """The non-routine adjustments of an effect, in the order of time."""
    t = session.t
    known = session.record.where(Adjustment, effect=effect.id)
    for each in sorted(known, key=lambda each: each.start or date.min):
        since = t("from {day}", day=each.start) if each.start else ""
        about = (t.show(each.name), t.show(each.kind), since, t.show(each.reason))
        yield Told(each.code, session.name(each), " · ".join(filter(None, about)))


def _months(record: Record, effect: Effect) -> tuple[list[Month], list[Month]]:
    """The complete months before the works and since it runs, from which periods are chosen."""
    from cpdesk.services.saving.measuring import gather, series_of

    upgrade = record.get(Upgrade, effect.upgrade)
    end = upgrade.works_from or upgrade.running_from
    try:
        use = sorted(series_of(gather(record, upgrade, effect)).use)
    except Refusal:  # the saving itself says why
        return [], []
    before = [month for month in use if end is None or month.end <= end]
    since = upgrade.running_from
    return before, [month for month in use if since and month.start >= since]


def _offered(t: Translator, nothing: str, months: list[Month], current: str) -> Options:
    every = sorted({*map(str, months), *((current,) if current else ())})
    return (("", nothing), *((each, t.month(Month.parse(each))) for each in every))


def _lasts(t: Translator, current: str) -> Options:
    numbers = sorted({*_LASTS, *((int(current),) if current else ())})
    told = ((str(n), t.plural("The last month", "The last {n} months", n)) for n in numbers)
    return (("", t.within("baseline", "all")), *told)
