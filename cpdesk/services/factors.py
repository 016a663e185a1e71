"""The factors in force: the built-in rows, files added to the record, and the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cpdesk.analysis.factors.refrigerants import blended, read_blends
from cpdesk.analysis.factors.table import Factor, FactorTable, Status, read_factors
from cpdesk.base.paths import resource
from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.papers import OwnFactor, RuleFile, RuleFileKind
from cpdesk.domain.quantities import parse_decimal
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.workspace import Workspace

OWN_INCOMPLETE = warning(
    "own-factor-incomplete",
    N_("Your factor {code} has no name, value or unit, so it is not used. Complete it."),
)
OWN_NO_YEAR = warning(
    "own-factor-without-year",
    N_("Your factor {key} has no year, so it is used for every year. Enter its year."),
)
OWN_FAR = warning(
    "own-factor-far",
    N_("Your factor {key} is {value} {unit}, but {known} is known. Is a digit or the unit wrong?"),
)
OWN_NO_SOURCE = blocking(
    "own-factor-source",
    N_("Say where the value comes from, or why it is better than the known one. The papers that "
       "use it print this."),
)  # fmt: skip
OWN_NO_VALUE = blocking(
    "own-factor-value", N_("Enter a value above zero for the factor {key}.")
)
OWN_YEAR = blocking(
    "own-factor-year", N_("'{text}' is no year. Write it as 2024, or leave it out.")
)
SET = N_("Own value of the factor {factor}")
UNSET = N_("Removing the own value of the factor {factor}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def load_factors(record: Record) -> FactorTable:
    """Every factor that counts for a record; the user's own rows win over the others."""
    known = known_factors(record)
    own = (_own(each, known) for each in record.all(OwnFactor))
    return FactorTable([*known.factors, *(each for each in own if each)])


def known_factors(record: Record) -> FactorTable:
    """The built-in factors and those of added files: what the user's own rows are held against."""
    added = [
        factor
        for file in record.where(RuleFile, kind=RuleFileKind.FACTORS)
        for factor in read_factors(file.text)
    ]
    return FactorTable([*built_in(), *added])


@cache
def built_in() -> tuple[Factor, ...]:
    """Every row of the factor files, and the blends of refrigerants computed from their parts."""
    files = sorted(resource("factors").glob("*.csv"))
    rows = tuple(f for path in files for f in read_factors(path.read_text("utf-8")))
    parts = read_blends(resource("factors", "parts", "blends.csv").read_text("utf-8"))
    return (*rows, *blended(parts, rows))


def own_of(record: Record, factor: Factor) -> OwnFactor | None:
    """The user's own row that stands in the place of a factor, or is it."""
    same = record.where(OwnFactor, factor=factor.key, year=factor.year)
    return same[-1] if same else None


def set_own(
    ws: Workspace, like: Factor, value: str, year: str, source: str
) -> tuple[Finding, ...]:
    """Take a value of the user's own in the place of a factor, with its source or reason.

    With the value of a factor that is not confirmed yet, that confirms it. Findings say why not.
    """
    from cpdesk.services.entry import attempt

    def change() -> None:
        made = _made(ws, like, value, year, source)
        with ws.store.change(SET, factor=like.key) as work:
            work.put(made)

    return attempt(change)


def unset_own(ws: Workspace, own: OwnFactor) -> tuple[Finding, ...]:
    """Let the known factor count again."""
    from cpdesk.services.entry import attempt

    def change() -> None:
        with ws.store.change(UNSET, factor=own.factor) as work:
            for each in ws.record.attachments(own):
                work.remove(each)
            work.remove(own)

    return attempt(change)


def _made(ws: Workspace, like: Factor, value: str, year: str, source: str) -> OwnFactor:
    """The user's row, not yet written; it replaces one of the same year."""
    from cpdesk.exchange.cells import local_text

    place = Place("factor", like.key, "value")
    amount = parse_decimal(value, place)
    if amount <= 0:
        raise OWN_NO_VALUE.refuse(place, key=like.key)
    if not source.strip():
        raise OWN_NO_SOURCE.refuse(Place("factor", like.key, "source"))
    whole = year.strip()
    if whole and not _YEAR.fullmatch(whole):
        raise OWN_YEAR.refuse(Place("factor", like.key, "year"), text=whole)
    of = int(whole) if whole else None
    known = ws.record.where(OwnFactor, factor=like.key, year=of)
    written = local_text({"": source.strip()})
    own = known[-1] if known else OwnFactor(id=new_id(), factor=like.key, year=of)
    return replace(
        own, value=amount, unit=like.unit, gas=like.gas, source=written, read_on=ws.today
    )


def factor_findings(record: Record) -> Iterator[Finding]:
    """What is doubtful in the user's own factors."""
    given = known_factors(record)
    for each in record.all(OwnFactor):
        place, factor = Place("factor", each.code), _own(each, given)
        if factor is None:
            yield OWN_INCOMPLETE.at(place, code=each.code)
            continue
        known = _known(given, factor)
        if known and known.year is not None and factor.year is None:
            yield OWN_NO_YEAR.at(place, key=factor.key)
        if known and not known.value / 2 <= factor.value <= known.value * 2:
            yield OWN_FAR.at(
                place, key=factor.key, value=factor.value, unit=factor.unit, known=known.value
            )


def _own(own: OwnFactor, given: FactorTable) -> Factor | None:
    """The user's row; unit and gas as known where they were left out. None if incomplete."""
    if own.value is None or not own.factor:
        return None
    factor = Factor(
        own.factor, own.value, own.unit, own.gas, own.year, own.source.within("en"), Status.USER
    )
    like = next(iter(given.of_key(own.factor)), None)
    if like:
        factor = replace(factor, unit=own.unit or like.unit, gas=own.gas or like.gas)
    return factor if factor.unit else None


def _known(given: FactorTable, factor: Factor) -> Factor | None:
    """The known row that is nearest in meaning: same key and unit, newest."""
    used = given.of_year(factor.key, factor.year or 9999)
    return used.factor if used and used.factor.unit == factor.unit else None
