"""What each upgrade saved or is expected to save: which effect is shown, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from cpdesk.domain.entity import Entity
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Way
from cpdesk.domain.words import N_
from cpdesk.presenters.findings import lines
from cpdesk.presenters.savings_charts import SavingsCharts
from cpdesk.presenters.savings_said import Light as Light
from cpdesk.presenters.savings_said import Row as Row
from cpdesk.presenters.savings_said import Said as Said
from cpdesk.presenters.savings_settings import EffectSettings, Settings, settings_of
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cpdesk.documents.charts.style import Look
    from cpdesk.domain.sheets import Sheet
    from cpdesk.presenters.savings_bases import BasesTable
    from cpdesk.presenters.savings_charts import Drawing
    from cpdesk.presenters.savings_models import ModelsTable
    from cpdesk.services.saving.savings import EffectSavings

CONFIDENCES = (Decimal("0.68"), Decimal("0.80"), Decimal("0.90"), Decimal("0.95"))
_USUAL = Decimal("0.90")
_FIRST = N_("Enter an upgrade, the day it runs from, and the meter it changes under Upgrades.")


class SavingsView(Protocol):
    def show_choices(self) -> None:
        """Other upgrades or effects can be chosen, or other words are used."""

    def show_savings(self) -> None:
        """Another effect, another figure, another language."""

    def show_chart(self) -> None:
        """Another chart of the same effect, or other months of it."""


class SavingsPage:
    """Choose an effect of an upgrade; what it saved is computed from the record each time."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.confidence = _USUAL
        self.settings = EffectSettings(session, lambda: self.chosen)
        self.charts = SavingsCharts(session, lambda: self._savings(), self._show_chart)
        self._view: SavingsView | None = None
        self._known: tuple[object, EffectSavings | None] = ((), None)
        self._said: tuple[object, Said | None] = ((), None)
        session.listen(self._changed)

    def attach(self, view: SavingsView) -> None:
        self._view = view
        self._changed()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Id and words of each effect, those that run first."""
        return tuple((each.id, self._words(each)) for each in self._effects())

    @property
    def chosen(self) -> str:
        """The effect that was looked at last, on this page or in its form."""
        effects = [each.id for each in self._effects()]
        shown = self.session.shown.get(Effect.word, "")
        return shown if shown in effects else next(iter(effects), "")

    def choose(self, effect: str) -> None:
        self.session.shown[Effect.word] = effect
        self.settings.refused = ()
        self.charts.forget()
        self._show()

    def choose_confidence(self, confidence: Decimal) -> None:
        self.confidence = confidence
        self._show()

    @property
    def first(self) -> type[Entity]:
        """What to enter where there is nothing to measure yet: an upgrade, then its effect."""
        return Effect if self.session.record.all(Upgrade) else Upgrade

    @property
    def said(self) -> Said:
        """The page in words and figures; made once for each state."""
        key = (self._key, self.session.t.language, self.settings.refused)
        known, said = self._said
        if known != key or said is None:
            said = self._say()
            refused = lines(self.session.t, self.settings.refused, self.session.record)
            said = replace(said, findings=tuple(dict.fromkeys((*refused, *said.findings))))
            self._said = (key, said)
        return said

    @property
    def setting(self) -> Settings | None:
        """How the chosen effect is measured, and what else could be chosen."""
        effect = self.settings.effect
        return settings_of(self.session, effect, self._savings()) if effect else None

    @property
    def tables(self) -> tuple[Table, ...]:
        """Everything for a verifier, folded away until it is asked for."""
        from cpdesk.presenters.savings_basis import for_a_verifier

        known = self._savings()
        return for_a_verifier(self.session, known, self.confidence) if known else ()

    @property
    def basis(self) -> tuple[Table, ...]:
        """Of these the method and the factors, which a paper is not without."""
        from cpdesk.presenters.savings_basis import method_and_factors

        known = self._savings()
        return method_and_factors(self.session, known) if known else ()

    @property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """The baseline and the reporting period in words; none where no months are compared."""
        from cpdesk.presenters.savings_method import periods

        known = self._savings()
        result = known.avoided if known else None
        return tuple(periods(self.session, result)) if result else ()

    def models(self) -> ModelsTable:
        """All models that the chosen effect's baseline allows."""
        from cpdesk.presenters.savings_models import ModelsTable

        return ModelsTable(self.session, self.chosen)

    def bases(self) -> BasesTable:
        """All base temperatures for the degree days of the chosen effect."""
        from cpdesk.presenters.savings_bases import BasesTable

        return BasesTable(self.session, self.chosen)

    @property
    def title(self) -> str:
        """What a print or a file of this page is called: `Savings U1 X1`."""
        record = self.session.record
        effect = record.get(Effect, self.chosen)
        upgrade = record.get(Upgrade, effect.upgrade)
        return f"{self.session.t('Savings')} {upgrade.code} {effect.code}"

    def drawing(self) -> Drawing | None:
        """What draws the chart as it is now, in any thread; None where no months were measured."""
        return self.charts.drawing() if self.said.is_drawn else None

    def figure(self, look: Look, size: tuple[float, float]) -> Figure | None:
        """The picture of the chart by itself, in inches. Loads matplotlib."""
        draw = self.drawing()
        return draw(look, size).figure if draw else None

    def sheet(self) -> Sheet | None:
        """The figures behind the chart, or None where there is none."""
        return self.charts.sheet()

    def _changed(self) -> None:
        if self._view:
            self._view.show_choices()
            self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_savings()

    def _show_chart(self) -> None:
        if self._view:
            self._view.show_chart()

    def _effects(self) -> tuple[Effect, ...]:
        record = self.session.record
        order = {each.id: at for at, each in enumerate(record.all(Upgrade))}
        running = {each.id for each in record.all(Upgrade) if each.running_from}
        return tuple(sorted(
            record.all(Effect), key=lambda each: (
                each.upgrade not in running, not _can_be_measured(each), order[each.upgrade])
        ))  # fmt: skip

    def _words(self, effect: Effect) -> str:
        record, t = self.session.record, self.session.t
        upgrade, meter = record.get(Upgrade, effect.upgrade), record.entity(effect.meter or "")
        of = t.show(getattr(meter, "name", "")) or t.show(effect.quantity)
        return " · ".join(each for each in (self.session.name(upgrade), of) if each)

    @property
    def _key(self) -> tuple[object, ...]:
        return (self.chosen, self.confidence, self.session.record)

    def _say(self) -> Said:
        from cpdesk.presenters import savings_expected, savings_measured
        from cpdesk.services.saving.plans import plan

        t, record, known = self.session.t, self.session.record, self._savings()
        if known is None:
            return Said(t("No upgrade is measured yet"), t(_FIRST), measured=False)
        upgrade = record.get(Upgrade, known.effect.upgrade)
        if upgrade.running_from is None:
            return savings_expected.planned(self.session, plan(record, upgrade, known.effect))
        if known.avoided is not None:
            return savings_measured.of_months(self.session, known, known.avoided)
        if known.spot is not None and known.spot.amount is not None:
            return savings_measured.on_the_spot(
                self.session, known, known.spot, known.spot.amount
            )
        return savings_expected.not_measured(t, known.effect, lines(t, known.findings, record))

    def _savings(self) -> EffectSavings | None:
        """The chosen effect's savings, computed once for each state of the record."""
        if not self.chosen:
            return None
        if self._known[0] != self._key:
            self._known = (self._key, self._compute())
        return self._known[1]

    def _compute(self) -> EffectSavings | None:
        from cpdesk.services.saving.savings import savings_of

        record = self.session.record
        upgrade = record.get(Upgrade, record.get(Effect, self.chosen).upgrade)
        found = savings_of(record, upgrade, self.session.ws.factors(), self.confidence)
        return next((each for each in found.effects if each.effect.id == self.chosen), None)


def _can_be_measured(effect: Effect) -> bool:
    return bool(effect.meter) or effect.way is Way.SPOT
