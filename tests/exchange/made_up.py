"""Records of everything, drawn at random: every kind, every field, hostile texts and figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import BY_WORD, KINDS
from cpdesk.domain.words import Choice, LocalText

# What spreadsheets are known to spoil: formulas, marks, escapes of their own, breaks, spaces.
_HOSTILE = (
    "=1+1", "'=SUM(A1)", "+852", "-", "@a", "_x0041_", " 兩 端 ", "a\nb", "a\r\nb", "\tx", "1.50",
    "007",
    "2024-03-05", "TRUE", "#N/A", "𠮷野", "É", "<a&b>", '"', "x" * 40_000, "𠮷" * 20_000,
    "<r>bold?</r>", "<r><t>a</t></r>", "a\x0bb", "_x000b_", "+86 755 1234", "'+1", "''=1",
)  # fmt: skip
_NO_LETTERS = ("Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co")
_LETTERS = st.characters(codec="utf-8", exclude_categories=_NO_LETTERS)
_TINY_OR_LONG = ("0.00", "12500.50", "1234567890123456789.125", "0.000001")
texts = st.one_of(
    st.just(""), st.sampled_from(_HOSTILE), st.text(_LETTERS, min_size=1, max_size=12)
)
figures = st.one_of(
    st.decimals(-(10**12), 10**12, places=3),
    st.sampled_from([Decimal(each) for each in _TINY_OR_LONG]),
)
days = st.dates(date(1890, 1, 1), date(2090, 12, 31))


@st.composite
def entities(draw: st.DrawFn) -> list[Entity]:
    """One or two of every kind, parents first, with references that are met."""
    made: list[Entity] = []
    for kind in KINDS:
        for number in range(draw(st.integers(1, 2))):
            id = f"{kind.word}-{number}"
            entity = (_reading if kind is Reading else _any)(draw, kind, id, made)
            made.append(entity)
    return made


def _any(draw: st.DrawFn, kind: type[Entity], id: str, made: list[Entity]) -> Entity:
    values = {each.name: draw(_value(each, made)) for each in fields_of(kind)}
    values["code"] = draw(st.sampled_from(("", f"{id} 編號", f"號{id[-1]}", f"x,{id}")))
    if kind in (Meter, Driver):
        values["unit"] = draw(st.sampled_from(("kWh", "m³", "pcs", "")))
    return kind(id=id, **values)


def _reading(draw: st.DrawFn, kind: type[Entity], id: str, made: list[Entity]) -> Entity:
    """Readings of one series follow each other, for days must not be billed twice."""
    series = draw(st.sampled_from([each for each in made if isinstance(each, Meter | Driver)]))
    start = date(2020, 1, 1) + timedelta(40 * int(id[-1]) + draw(st.integers(0, 5)))
    drawn = {each.name: draw(_value(each, made)) for each in fields_of(Reading)}
    same = {"kWh": ("", "kWh", "MWh"), "m³": ("", "m³", "L")}.get(series.unit, ("", series.unit))
    fixed = {
        "meter": series.id if isinstance(series, Meter) else None,
        "driver": series.id if isinstance(series, Driver) else None,
        "start": start, "end": start + timedelta(draw(st.integers(1, 33))),
        "unit": draw(st.sampled_from(same)), "code": draw(st.sampled_from(("", f"{id} 號"))),
    }  # fmt: skip
    return Reading(id=id, **{**drawn, **fixed})


def _value(field: FieldOf, made: list[Entity]) -> st.SearchStrategy[Any]:
    if field.told.refers:
        return _references(field, made)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: texts, LocalText: st.builds(LocalText, texts, texts, texts), Decimal: figures,
        int: st.integers(-(10**9), 10**9), date: days, bool: st.booleans(),
    }  # fmt: skip
    if isinstance(field.type, type) and issubclass(field.type, Choice):
        strategy: st.SearchStrategy[Any] = st.sampled_from(list(field.type))
    else:
        strategy = plain[field.type]
    return st.none() | strategy if field.optional else strategy


def _references(field: FieldOf, made: list[Entity]) -> st.SearchStrategy[Any]:
    kinds = tuple(BY_WORD[word] for word in field.told.refers)
    ids = [each.id for each in made if isinstance(each, kinds)]
    if field.is_tuple:
        return st.lists(st.sampled_from(ids), unique=True).map(tuple) if ids else st.just(())
    known = st.sampled_from(ids) if ids else st.nothing()
    return st.none() | known if field.optional else known
