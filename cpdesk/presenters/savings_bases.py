"""The base temperatures of degree days, side by side: how well each explains the use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cpdesk.analysis.months.degree_days import BaseSearch, BaseTried
from cpdesk.base.languages import sentence
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Driver
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.alternatives import Alternatives, Row
from cpdesk.presenters.figures import DASH, fixed, percent
from cpdesk.presenters.savings_measured import driver_name
from cpdesk.presenters.session import Session
from cpdesk.services.saving.models import base_searches, choose_base

Searched = tuple[tuple[Driver, BaseSearch], ...]


class BasesTable(Alternatives):
    """For each degree-day driver of an effect the bases that were tried, lowest first."""

    figures = range(1, 5)

    def __init__(self, session: Session, effect: str) -> None:
        super().__init__(session)
        self._searched, self._refused = self._compute(effect)
        self._tried = [(d, tried) for d, found in self._searched for tried in found.table]
        self._found = tuple(each for _, found in self._searched for each in found.findings)
        self.rows = tuple(self._rows())

    @property
    def title(self) -> str:
        return self.session.t("Base temperature of the degree days")

    @property
    def wish(self) -> str:
        return self.session.t("Use this base")

    @property
    def heads(self) -> tuple[str, ...]:
        t = self.session.t
        return (t("Driver"), t("Base temperature (°C)"), t("R²"), t("AICc"), t("CV(RMSE)"),
                t("Remark"))  # fmt: skip

    @property
    def about(self) -> str:
        t = self.session.t
        months = max((len(found.months) for _, found in self._searched), default=0)
        return t("Over {months} of the baseline. A base chosen by the data is a parameter more; "
                 "AICc counts it. Prefer the one that agrees with how the building is run.",
                 months=t.plural("one month", "{n} months", months))  # fmt: skip

    def _wish(self, at: int) -> Callable[[], object]:
        driver, tried = self._tried[at]
        return lambda: choose_base(self.session.ws, driver, tried.base)

    def _compute(self, effect: str) -> tuple[Searched, tuple[Finding, ...]]:
        record = self.session.record
        one = record.get(Effect, effect)
        try:
            return base_searches(record, record.get(Upgrade, one.upgrade), one), ()
        except Refusal as refusal:
            return (), (refusal.finding,)

    def _rows(self) -> Iterator[Row]:
        for driver, found in self._searched:
            for tried in found.table:
                chosen = driver.base_temperature is not None and (
                    float(driver.base_temperature) == tried.base
                )
                yield Row(self._cells(driver, tried, tried is found.best), chosen)

    def _cells(self, driver: Driver, tried: BaseTried, best: bool) -> tuple[str, ...]:
        t, model = self.session.t, tried.model
        name, base = driver_name(self.session, driver.code), t.number(tried.base, 1)
        if model is None:
            why = sentence(t, tried.refused) if tried.refused else ""
            return name, base, DASH, DASH, DASH, why
        return (name, base, fixed(t, model.r2, 3), fixed(t, tried.aicc, 1),
                percent(t, model.cv_rmse), t("fits best") if best else "")  # fmt: skip
