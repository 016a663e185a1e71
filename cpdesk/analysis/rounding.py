"""The one rounding rule, for screens and papers: a table has one decimal place, and it adds up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

from cpdesk.domain.quantities import from_float

SIGNIFICANT = 3  # digits of a half width; the value goes to the same place
CENTS = 2
_FINEST, _COARSEST = 6, -12


def place(half_width: float | None, value: float = 0.0) -> int:
    """How many decimals a figure has; negative: tens, hundreds.

    Three significant digits of its half width; without one, three of the value below 100 and
    whole units from 100 on.
    """
    if half_width is not None and math.isfinite(half_width) and half_width > 0:
        return _within(SIGNIFICANT - 1 - _exponent(half_width))
    return _within(max(0, SIGNIFICANT - 1 - _exponent(value))) if value else 0


def table_place(half_width: float | None, value: float = 0.0) -> int:
    """The decimals of a table, set by its total: as `place`, but never coarser than whole units."""
    return max(0, place(half_width, value))


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Half to even at this decimal place, from 15 significant digits as a spreadsheet shows."""
    exact = value if isinstance(value, Decimal) else from_float(value)
    return _at(exact, decimals, ROUND_HALF_EVEN)


def cents(amount: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """An amount of money as one pays it, half a cent up."""
    return _at(amount, CENTS, rounding)


def _at(exact: Decimal, decimals: int, rounding: str) -> Decimal:
    """Python itself raises above 28 digits, which a slip of the hand can have."""
    with localcontext(prec=max(28, exact.adjusted() + decimals + 3)):
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding) + 0


def adding_up(
    parts: Sequence[float | Decimal], decimals: int, total: float | Decimal | None = None
) -> tuple[Decimal, ...]:
    """The parts at one decimal place so that they add up to the rounded total.

    By largest remainder: each is rounded down, and the units still missing go to those that lost
    most, the first of equals. `total` is the unrounded sum where it is known better than by
    adding; it must not lie further off than rounding explains, or ValueError is raised.
    """
    exact = [each if isinstance(each, Decimal) else from_float(each) for each in parts]
    step = Decimal(1).scaleb(-decimals)
    wanted = rounded(sum(exact, Decimal(0)) if total is None else total, decimals)
    down = [_at(each, decimals, ROUND_FLOOR) for each in exact]
    missing = int((wanted - sum(down, Decimal(0))) / step)
    if not 0 <= missing <= len(parts):
        raise ValueError(f"parts {exact} do not belong to the total {total}")
    lost = sorted(range(len(exact)), key=lambda at: (down[at] - exact[at], at))
    raised = set(lost[:missing])
    return tuple(each + step if at in raised else each + 0 for at, each in enumerate(down))


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value))) if value else 0


def _within(decimals: int) -> int:
    return min(max(decimals, _COARSEST), _FINEST)
