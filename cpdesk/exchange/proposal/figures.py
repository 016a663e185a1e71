"""A cell as the figure that its column says it is."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from cpdesk.domain.findings import Refusal
from cpdesk.exchange.cells import read_figure, read_flag, read_text, unit_behind
from cpdesk.exchange.proposal.deciding import Decision
from cpdesk.exchange.proposal.meaning import Meaning, Role
from cpdesk.exchange.proposal.words import estimate_in


class Figure(NamedTuple):
    """The value of a cell, the unit written behind it, and whether it is called an estimate."""

    value: Any
    unit: str = ""
    estimated: bool = False


def figure_in(cell: Any, meaning: Meaning, decided: Decision | None = None) -> Figure:
    """The figure or flag in a cell, or what was decided; raises Refusal where it cannot be read."""
    if meaning.role is Role.INVOICE:
        return Figure(read_text(cell))
    if meaning.role is Role.ESTIMATED:
        return Figure(read_flag(cell))
    estimated = decided is not None and decided.estimated
    if type(cell) is not str:
        value = read_figure(cell)
        return Figure(value if meaning.times == 1 else _times(value, meaning.times), "", estimated)
    estimate = estimate_in(cell)
    value = _times(read_figure(estimate or cell), meaning.times)
    unit = unit_behind(estimate or cell)
    return Figure(value, unit if meaning.role is Role.AMOUNT else "", bool(estimate) or estimated)


def plain_figure(cell: Any) -> float:
    """A cell as a number to add up; 0 where it is none that can be read."""
    try:
        return float(read_figure(cell))
    except Refusal:
        return 0.0


def _times(figure: Decimal, times: int) -> Decimal:
    """A figure in 万元 as a figure in 元, without an exponent and without rounding."""
    if times == 1:
        return figure
    with localcontext(prec=len(figure.as_tuple().digits) + 12):
        product = figure * times
    return Decimal(format(product.normalize(), "f"))
