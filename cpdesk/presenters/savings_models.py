"""All models that a baseline allows, side by side; choosing one takes its drivers."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.analysis.models.rule_sets import RuleSet
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.figures import DASH, fixed, percent
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.savings_measured import driver_name
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.saving.models import Alternative, Choices, choices, choose_drivers

# Proper names, the same in every language.
_SHORT = {RuleSet.SEP: "SEP", RuleSet.ASHRAE: "ASHRAE 14", RuleSet.IPMVP: "IPMVP"}


@dataclass(frozen=True)
class ModelRow:
    """A model as a row of texts, the codes of its drivers, and what speaks against it."""

    cells: tuple[str, ...]
    drivers: tuple[str, ...]
    chosen: bool
    doubts: tuple[Line, ...]


class ModelsTable:
    """The models of one effect's baseline, the one that is used first."""

    def __init__(self, session: Session, effect: str) -> None:
        self.session = session
        self._effect = effect
        self._choices, self._refused = self._compute()
        self._rows = tuple(self._row(each) for each in self._choices.models)

    @property
    def heads(self) -> tuple[str, ...]:
        """The first and the last two are words, the others figures."""
        t = self.session.t
        return (t("Drivers"), t("Adjusted R²"), t("AICc"), t("CV(RMSE), left out"),
                t("CV(RMSE)"), t("Rule sets met"), t("Doubts"))  # fmt: skip

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        return self._rows

    @property
    def about(self) -> str:
        """How many models over how many months."""
        t = self.session.t
        n = len(self._rows)
        return t("{models} over the same {months} of the baseline, best AICc first after yours",
                 models=t.plural("One model", "{n} models", n),
                 months=t.plural("month", "{n} months", len(self._choices.months)))  # fmt: skip

    @property
    def warnings(self) -> tuple[Line, ...]:
        """What is to be known before one is chosen, or why there is none."""
        return lines(self.session.t, (*self._refused, *self._choices.findings))

    def take(self, at: int) -> bool:
        """Use the drivers of a row; whether that could be done."""
        effect = self.session.record.get(Effect, self._effect)
        row = self._rows[at]
        found = entry.attempt(
            lambda: _nothing(choose_drivers(self.session.ws, effect, row.drivers))
        )
        self._refused = found
        return self.session.done(found)

    def _compute(self) -> tuple[Choices, tuple[Finding, ...]]:
        record = self.session.record
        effect = record.get(Effect, self._effect)
        try:
            return choices(record, record.get(Upgrade, effect.upgrade), effect), ()
        except Refusal as refusal:
            return Choices((), (), ()), (refusal.finding,)

    def _row(self, each: Alternative) -> ModelRow:
        t, model = self.session.t, each.model
        doubts = lines(t, each.doubts)
        names = tuple(driver_name(self.session, code) for code in model.drivers)
        cells = (
            t.show(names), fixed(t, model.adjusted_r2, 3), fixed(t, model.aicc, 1),
            percent(t, model.loo_cv_rmse), percent(t, model.cv_rmse),
            ", ".join(_SHORT[met] for met in each.meets) or DASH,
            t.number(len(doubts)) if doubts else DASH,
        )  # fmt: skip
        return ModelRow(cells, model.drivers, each.chosen, doubts)


def _nothing(_done: object) -> None:
    """A wish of which only matters whether it was refused."""
