"""All models that a baseline allows, side by side; choosing one takes its drivers."""

from __future__ import annotations

from collections.abc import Callable

from cpdesk.analysis.models.rule_sets import RuleSet
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.alternatives import Alternatives, Row
from cpdesk.presenters.figures import DASH, fixed, percent
from cpdesk.presenters.findings import lines
from cpdesk.presenters.savings_measured import driver_name
from cpdesk.presenters.session import Session
from cpdesk.services.saving.models import Alternative, Choices, choices, choose_drivers

# Proper names, the same in every language.
_SHORT = {RuleSet.SEP: "SEP", RuleSet.ASHRAE: "ASHRAE 14", RuleSet.IPMVP: "IPMVP"}


class ModelsTable(Alternatives):
    """The models of one effect's baseline, the one that is used first."""

    figures = range(1, 5)

    def __init__(self, session: Session, effect: str) -> None:
        super().__init__(session)
        self._effect = effect
        self._choices, self._refused = self._compute()
        self._found = self._choices.findings
        self.rows = tuple(self._row(each) for each in self._choices.models)

    @property
    def title(self) -> str:
        return self.session.t("Models of the baseline")

    @property
    def wish(self) -> str:
        return self.session.t("Use these drivers")

    @property
    def heads(self) -> tuple[str, ...]:
        t = self.session.t
        return (t("Drivers"), t("Adjusted R²"), t("AICc"), t("CV(RMSE), left out"),
                t("CV(RMSE)"), t("Rule sets met"), t("Doubts"))  # fmt: skip

    @property
    def about(self) -> str:
        """How many models over how many months."""
        t = self.session.t
        n = len(self.rows)
        return t("{models} over the same {months} of the baseline, best AICc first after yours",
                 models=t.plural("One model", "{n} models", n),
                 months=t.plural("month", "{n} months", len(self._choices.months)))  # fmt: skip

    def _wish(self, at: int) -> Callable[[], object]:
        effect = self.session.record.get(Effect, self._effect)
        drivers = self._choices.models[at].model.drivers
        return lambda: choose_drivers(self.session.ws, effect, drivers)

    def _compute(self) -> tuple[Choices, tuple[Finding, ...]]:
        record = self.session.record
        effect = record.get(Effect, self._effect)
        try:
            return choices(record, record.get(Upgrade, effect.upgrade), effect), ()
        except Refusal as refusal:
            return Choices((), (), ()), (refusal.finding,)

    def _row(self, each: Alternative) -> Row:
        t, model = self.session.t, each.model
        doubts = lines(t, each.doubts, self.session.record)
        names = tuple(driver_name(self.session, code) for code in model.drivers)
        cells = (
            t.show(names), fixed(t, model.adjusted_r2, 3), fixed(t, model.aicc, 1),
            percent(t, model.loo_cv_rmse), percent(t, model.cv_rmse),
            ", ".join(_SHORT[met] for met in each.meets) or DASH,
            t.number(len(doubts)) if doubts else DASH,
        )  # fmt: skip
        return Row(cells, each.chosen, doubts)
