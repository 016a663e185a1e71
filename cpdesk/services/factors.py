"""The factors in force: the built-in rows, files added to the record, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cpdesk.analysis.factors.refrigerants import blended, read_blends
from cpdesk.analysis.factors.table import Factor, FactorTable, Status, read_factors
from cpdesk.base.paths import resource
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.papers import OwnFactor, RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_

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
