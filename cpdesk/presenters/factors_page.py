"""All factors: browsed, filtered, confirmed, and overridden with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cpdesk.analysis.factors.emissions import Converted, co2, standard_coal
from cpdesk.analysis.factors.table import INVENTORY, Factor, FactorTable, Status
from cpdesk.analysis.factors.words import SOURCES
from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Severity
from cpdesk.domain.papers import OwnFactor
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.presenters.browsing import Action, Browser, Details, Fact, Field, Filter
from cpdesk.presenters.factor_words import (
    FAMILIES,
    factor_words,
    family,
    family_words,
    purpose_words,
    region_words,
)
from cpdesk.presenters.listings import Cell, Column, Kind, Listing, Row, Tone
from cpdesk.services import factors as service

SET, UNSET = "set", "unset"
USED, OWN = "used", "own"


class FactorsPage(Browser):
    """The factors in force: the built-in ones, those of added files, and the user's own."""

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._known: tuple[object, FactorTable, frozenset[Factor]] | None = None
        self.chosen["show"] = USED if self._state[1] else ""

    @property
    def title(self) -> str:
        return self.session.t("Factors")

    @property
    def about(self) -> str:
        t, (table, used) = self.session.t, self._state
        return t("{n} factors, {used} used for this record", n=len(table.factors), used=len(used))

    @property
    def filters(self) -> tuple[Filter, ...]:
        t, (table, _) = self.session.t, self._state
        there = dict.fromkeys(family(each.key) for each in table.factors)
        kinds = tuple((each, family_words(t, each)) for each in there if each in FAMILIES)
        states = tuple((each.value, t(each.label)) for each in Status)
        return (
            Filter("show", t("Which"), ((USED, t("Used for this record")), ("", t("All factors")),
                   *states), self.chosen.get("show", "")),
            Filter("kind", t("Kind"), (("", t("All kinds")), *kinds), self.chosen.get("kind", "")),
        )  # fmt: skip

    @property
    def listing(self) -> Listing:
        t, (table, _) = self.session.t, self._state
        columns = (
            Column(t("Factor"), stretch=True), Column(t("Year")), Column(t("Value"), Kind.FIGURES),
            Column(t("Unit")), Column(t("How sure")),
        )  # fmt: skip
        found = sorted((each for each in table.factors if self._is_listed(each)), key=_order)
        return Listing(self.title, columns, tuple(self._row(each) for each in found))

    @property
    def details(self) -> Details | None:
        factor = self._looked_at
        if factor is None:
            return None
        t = self.session.t
        own = service.own_of(self.session.record, factor)
        can = _is_usual(factor) and not self.session.ws.store.read_only
        return Details(
            factor_words(t, factor), factor.key, tuple(self._facts(factor)),
            fields=tuple(_fields(t, factor, own)) if can else (),
            ask=_ask(t, factor) if can else "",
            actions=tuple(_actions(t, factor, own)) if can else (), problem=self.problem,
        )  # fmt: skip

    @property
    def current(self) -> Any:
        return self._looked_at

    def act(self, word: str, typed: Mapping[str, str]) -> None:
        """Set the user's own value, or let the known one count again."""
        factor = self._looked_at
        if factor is None:
            return
        own = service.own_of(self.session.record, factor)
        if word == UNSET and own is not None:
            self.done(service.unset_own(self.session.ws, own))
        elif word == SET:
            given = (typed.get(name, "") for name in ("value", "year", "source"))
            if self.done(service.set_own(self.session.ws, factor, *given)):
                self._look_at_own(factor, typed.get("year", "").strip())

    # what it is made of

    @property
    def _state(self) -> tuple[FactorTable, frozenset[Factor]]:
        """The factors, and those that the readings of this record need; made once each state."""
        record = self.session.record
        if self._known is None or self._known[0] is not record:
            table = self.session.ws.factors()
            self._known = (record, table, _used(record, table))
        return self._known[1], self._known[2]

    @property
    def _looked_at(self) -> Factor | None:
        """The row that was chosen; where it is gone, the first that is listed."""
        table, _ = self._state
        if self.key in table.factors:
            return self.key  # type: ignore[no-any-return]
        return next((row.key for row in self.listing.rows), None)

    def _look_at_own(self, like: Factor, year: str) -> None:
        table, _ = self._state
        of = int(year) if year else None
        self.look(next((each for each in table.of_key(like.key)
                        if each.status is Status.USER and each.year == of), like))  # fmt: skip

    def _is_listed(self, factor: Factor) -> bool:
        show, kind = self.chosen.get("show", ""), self.chosen.get("kind", "")
        if show == USED and factor not in self._state[1]:
            return False
        if show not in ("", USED) and factor.status.value != show:
            return False
        if kind and family(factor.key) != kind:
            return False
        words = factor_words(self.session.t, factor)
        return self.matches(
            words, factor.key, str(factor.year or ""), factor.unit, factor.region, factor.source
        )

    def _row(self, factor: Factor) -> Row:
        t = self.session.t
        purpose = "" if _is_usual(factor) else purpose_words(t, factor)
        return Row(
            (
                Cell(factor_words(t, factor), aside=" · ".join(filter(None, (
                    region_words(t, factor), purpose)))),
                Cell(str(factor.year) if factor.year else t("any"), Tone.QUIET),
                Cell(t.number(factor.value)), Cell(factor.unit, Tone.QUIET),
                _status(t, factor.status),
            ),
            key=factor,
        )  # fmt: skip

    def _facts(self, factor: Factor) -> Iterator[Fact]:
        t, (_, used) = self.session.t, self._state
        year = str(factor.year) if factor.year else t("any year")
        yield Fact(t("Value"), f"{t.number(factor.value)} {factor.unit} · {year}")
        yield Fact(t("How sure"), t(factor.status.label))
        yield Fact(t("Source"), _source(t, factor) or t("none given"))
        if factor.note:
            yield Fact(t("Note"), factor.note)
        if not _is_usual(factor):
            yield Fact(t("Purpose"), t("Only where '{purpose}' is asked for; savings never use it.",
                                       purpose=purpose_words(t, factor)))  # fmt: skip
        if factor in used:
            yield Fact(t("In use"), t("Used for figures of this record"))


def _used(record: Record, table: FactorTable) -> frozenset[Factor]:
    """Every factor that the years of the readings ask for."""
    found: set[Factor] = set()
    for meter in record.all(Meter):
        readings = record.readings(meter)
        years = {each.start.year for each in readings} | {each.end.year for each in readings}
        for convert in (standard_coal, co2):
            made = convert(dict.fromkeys(years, 1.0), meter, table) if years else None
            if isinstance(made, Converted):
                found.update(each.factor for each in made.all_used)
    return frozenset(found)


def _order(factor: Factor) -> tuple[int, str, int]:
    known = list(FAMILIES)
    of = family(factor.key)
    return known.index(of) if of in known else len(known), factor.key, -(factor.year or 0)


def _is_usual(factor: Factor) -> bool:
    """Whether figures use it without being asked to."""
    return (factor.purpose or INVENTORY) == INVENTORY


def _source(t: Translator, factor: Factor) -> str:
    return t(factor.source) if factor.source in SOURCES else factor.source


def _status(t: Translator, status: Status) -> Cell:
    marks: dict[Status, Severity | bool] = {
        Status.OFFICIAL: True, Status.SECONDARY: False, Status.MEMORY: Severity.WARNING,
        Status.USER: Severity.INFO,
    }  # fmt: skip
    doubt = status is Status.MEMORY
    return Cell(t(status.label), Tone.DOUBT if doubt else Tone.PLAIN, mark=marks[status])


def _ask(t: Translator, factor: Factor) -> str:
    if factor.status is Status.MEMORY:
        return t("This value is from memory and is not used. Where you find it confirmed, enter "
                 "the source; where another is right, that value and its source.")  # fmt: skip
    return t("A value of your own takes its place, from its year on. The papers print its source.")


def _fields(t: Translator, factor: Factor, own: OwnFactor | None) -> Iterator[Field]:
    value = own.value if own and own.value is not None else factor.value
    yield Field("value", t("Value, {unit}", unit=factor.unit), t.number(value))
    yield Field("year", t("Year"), str(factor.year or ""), t("Empty: any year"))
    source = t.show(own.source) if own else ""
    yield Field("source", t("Source or reason"), source, t("Who said it, and how"))


def _actions(t: Translator, factor: Factor, own: OwnFactor | None) -> Iterator[Action]:
    if factor.status is Status.MEMORY and own is None:
        yield Action(SET, t("Confirm this factor"), "primary")
    else:
        yield Action(SET, t("Use this value"), "primary")
    if own is not None:
        yield Action(UNSET, t("Remove my value"), "danger")
