"""The factors in force: the built-in rows, files added to the record, and the user's own."""

from __future__ import annotations

from functools import cache

from cpdesk.analysis.factors import Factor, FactorTable, Status, read_factors
from cpdesk.base.paths import resource
from cpdesk.domain.papers import OwnFactor, RuleFile, RuleFileKind
from cpdesk.domain.record import Record


def load_factors(record: Record) -> FactorTable:
    """Every factor that counts for a record; the user's own rows win over the others."""
    added = [
        factor
        for file in record.where(RuleFile, kind=RuleFileKind.FACTORS)
        for factor in read_factors(file.text)
    ]
    return FactorTable([*built_in(), *added, *map(_own, _complete(record))])


@cache
def built_in() -> tuple[Factor, ...]:
    files = sorted(resource("factors").glob("*.csv"))
    return tuple(f for path in files for f in read_factors(path.read_text("utf-8")))


def _complete(record: Record) -> list[OwnFactor]:
    return [each for each in record.all(OwnFactor) if each.value is not None and each.factor]


def _own(factor: OwnFactor) -> Factor:
    if factor.value is None:
        raise ValueError("an own factor without a value was let through")
    return Factor(
        factor.factor, factor.value, factor.unit, factor.gas, factor.year,
        factor.source.within("en"), Status.USER,
    )
