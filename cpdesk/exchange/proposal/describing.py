"""What a stacked heading, or the label of a row, says by its words and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cpdesk.domain.plant import DriverKind, MeterKind
from cpdesk.domain.units import dimension
from cpdesk.exchange.proposal import meaning as say
from cpdesk.exchange.proposal import units, words
from cpdesk.exchange.proposal.meaning import Meaning, Role, Sure
from cpdesk.exchange.proposal.words import Kind

_ENERGIES = {MeterKind.STEAM, MeterKind.HEAT, MeterKind.ELECTRICITY, MeterKind.NATURAL_GAS,
             MeterKind.TOWN_GAS, MeterKind.LPG, MeterKind.LNG, MeterKind.COAL}  # fmt: skip
WATERS = (MeterKind.WATER, MeterKind.WASTEWATER)
_OF_BILLS = ((words.MULTIPLIER, Role.MULTIPLIER), (words.INVOICE, Role.INVOICE))
_LABELS = (
    (words.CURRENCY, Role.CURRENCY), (words.KIND, Role.KIND), (words.ACCOUNT, Role.ACCOUNT),
    (words.UNIT, Role.UNIT), (words.METER, Role.METER),
)  # fmt: skip


def figures_meaning(pieces: Sequence[str], context: Sequence[str] = (), unit: str = "") -> Meaning:
    """What figures under these headings are; the context is the sheet's name and title.

    `unit` is one that the sheet states for all its figures.
    """
    text = words.plain(" ".join(pieces))
    measure = _measure(pieces)
    kind, plainly = words.kind_in(text)
    for pattern, role in _OF_BILLS:
        if pattern.search(text):
            return Meaning(role)
    if aside := _aside(text, measure):
        return aside
    if register := _register(text):
        return Meaning(register)
    if words.ESTIMATED.search(text):
        return Meaning(Role.ESTIMATED)
    if _is_cost(text, measure, kind):
        return Meaning(Role.COST, kind, times=measure.times, currency=measure.unit)
    if not measure.unit and unit:
        measure = units.measure_of(unit)
    return _amount(text, measure, kind, plainly, context)


def label_role(pieces: Sequence[str]) -> Role | None:
    """What texts under these headings name: the meter, its account, its kind, its unit."""
    text = words.plain(" ".join(pieces[-1:]))
    if words.ASIDE.search(text) or any(each.search(text) for each, _ in _OF_BILLS):
        return None
    return next((role for pattern, role in _LABELS if pattern.search(text)), None)


@lru_cache(4096)
def name_of(pieces: tuple[str, ...]) -> str:
    """What a heading calls a meter: its pieces without units, each once."""
    names = (_bare(each) for each in pieces)
    return " ".join(dict.fromkeys(each for each in names if each))


def _bare(piece: str) -> str:
    """Without its unit, unless that belongs to the name, as in `Working days`."""
    bare, kind = units.split(piece)[0], words.kind_in(piece)[0]
    lost = isinstance(kind, DriverKind) and words.kind_in(bare)[0] is not kind
    return piece if lost else bare


@lru_cache(4096)
def is_generic(name: str) -> bool:
    """Whether a name says only that there is an amount, as 用量 or `Value`."""
    text = words.plain(name)
    rest = words.AMOUNT.sub("", words.TOTAL.sub("", text)).replace("total", "")
    return not rest.strip(" ()[]/") and words.kind_in(text)[0] is None


def _measure(pieces: Sequence[str]) -> units.Measure:
    """The unit nearest to the figures."""
    found = (units.split(each)[1] for each in reversed(pieces))
    return next((each for each in found if each != units.NONE), units.NONE)


def _aside(text: str, measure: units.Measure) -> Meaning | None:
    if words.NOTE.search(text):
        return Meaning(Role.NOTE)
    for pattern, reason in (
        (words.PRICE, say.IS_ASIDE), (words.ASIDE, say.IS_ASIDE), (words.TOTAL, say.IS_TOTAL),
        (words.COMPARED, say.IS_COMPARED),
    ):  # fmt: skip
        if pattern.search(text):
            return Meaning(Role.IGNORED, kind=words.kind_in(text)[0], unit=measure.unit,
                           times=measure.times, reason=reason)  # fmt: skip
    return None


def _register(text: str) -> Role | None:
    if words.REGISTER.search(text) or text in ("起码", "止码", "起碼", "止碼"):
        if words.PREVIOUS.search(text):
            return Role.REGISTER_FROM
        if words.PRESENT.search(text):
            return Role.REGISTER_TO
    return None


def _is_cost(text: str, measure: units.Measure, kind: Kind | None) -> bool:
    if kind is DriverKind.OTHER:
        return False
    return measure.money or (words.COST.search(text) is not None and not measure.unit)


def _amount(
    text: str, measure: units.Measure, kind: Kind | None, plainly: bool, context: Sequence[str]
) -> Meaning:
    unit = "" if measure.money else measure.unit
    found = Meaning(Role.AMOUNT, kind, unit, measure.times)
    if measure.money:  # the value of production is counted in money
        return replace(found, unit=measure.unit or "CNY", sure=Sure.LIKELY)
    if dimension(unit) == "energy" and kind not in _ENERGIES:
        return replace(found, kind=MeterKind.ELECTRICITY, reason=say.UNIT_SAYS)
    if kind in WATERS:
        return replace(found, unit=units.of_water(unit))
    if kind is MeterKind.ELECTRICITY and not unit and words.DEGREES.search(text):
        return replace(found, unit="kWh", sure=Sure.LIKELY)
    if kind:
        return replace(found, sure=Sure.SURE if plainly else Sure.LIKELY)
    return _of_context(found, text, unit, context)


def _of_context(found: Meaning, text: str, unit: str, context: Sequence[str]) -> Meaning:
    """An amount whose heading names no kind: the sheet may, or the unit."""
    amount = words.AMOUNT.search(text) is not None
    for each in context:
        kind, _ = words.kind_in(each)
        if kind and (amount or unit):
            unit = units.of_water(unit) if kind in WATERS else unit
            return replace(
                found, kind=kind, unit=unit, sure=Sure.LIKELY, reason=say.SHEET_SAYS
            )
    if unit in ("m³", "L", "kg", "t", "万m³", "g"):
        return replace(found, kind=MeterKind.OTHER, sure=Sure.GUESSED, reason=say.UNIT_SAYS)
    if unit:
        return replace(
            found, kind=DriverKind.PRODUCTION, sure=Sure.GUESSED, reason=say.UNIT_SAYS
        )
    if amount:
        return replace(found, kind=MeterKind.OTHER, sure=Sure.GUESSED)
    return Meaning(Role.IGNORED, sure=Sure.GUESSED, reason=say.IS_UNKNOWN)
