"""A formula as people type it, worked out exactly: numbers, symbols, + - * / ^, min and max.

Python's own reader makes the tree, of which nothing is run: each node is looked at and reckoned
in fractions. Every fault is a finding that names the character where it lies.
"""

from __future__ import annotations

import ast
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Context, Decimal, InvalidOperation, localcontext
from fractions import Fraction

from cpdesk.domain.findings import FindingKind, Place, Refusal, blocking
from cpdesk.domain.words import N_

TOO_LONG = blocking(
    "formula-too-long", N_("The formula has {n} characters; no more than {most} can be read.")
)
UNREADABLE = blocking(
    "formula-unreadable",
    N_("The formula cannot be read at character {at}: '{text}'. It may hold numbers, symbols, "
       "+ - × ÷ ^, brackets, min and max."),
)  # fmt: skip
NO_SIGN = blocking(
    "formula-sign-missing",
    N_("A sign is missing at character {at} of the formula: '{text}'. Write 2 × h, not 2h, and "
       "2 × (a + b), not 2(a + b)."),
)  # fmt: skip
COMMA = blocking(
    "formula-comma",
    N_("'{text}' at character {at} of the formula can be read in two ways. Write a large number "
       "without commas, and a space after the comma between two numbers."),
)  # fmt: skip
UNKNOWN = blocking(
    "formula-symbol-unknown",
    N_("'{text}' at character {at} of the formula is no symbol of an input. Add the input, or "
       "correct the formula."),
)  # fmt: skip
BY_ZERO = blocking(
    "formula-divides-by-zero", N_("The formula divides by zero at character {at}: '{text}'.")
)
NO_ROOT = blocking(
    "formula-root",
    N_("'{text}' at character {at} of the formula is the root of a negative number."),
)
TOO_LARGE = blocking(
    "formula-too-large",
    N_("'{text}' at character {at} of the formula becomes too large or too fine to reckon with."),
)

LONGEST = 500  # characters
_BITS = 20_000  # of a numerator or denominator
_LARGEST = 10**60
_POWER = 100
_DIGITS = 50  # of a power that is no whole number

_SIGNS = {"×": "*", "✕": "*", "·": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/", "−": "-",
          "–": "-", "—": "-", "^": "**", "²": "**2", "³": "**3"}  # fmt: skip
_PLAIN = frozenset("_.,+-*/() ")
_LETTER_BEHIND = re.compile(
    r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?![eE][+-]?\d+(?!\w))(?=[^\W\d])\w+"
)
_GROUPED = re.compile(r"(?<![\w.])\d+(?:,\d{3})+(?!\d)")
_BINARY: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}  # fmt: skip
_CALLED: dict[str, Callable[[list[Fraction]], Fraction]] = {"min": min, "max": max}


def tidy(text: str) -> str:
    """A symbol or formula with full-width forms narrowed and signs made plain; P₀ becomes P0."""
    return "".join(_narrow(each) for each in text)


def _narrow(char: str) -> str:
    if char in _SIGNS or char.isspace():
        return _SIGNS.get(char, " ")
    if _is_raised(char):
        return char  # a raised figure is a power: read as a plain one it would mean another thing
    return "".join(_SIGNS.get(each, each) for each in unicodedata.normalize("NFKC", char))


class Formula:
    """A formula that was read; raises Refusal with a finding where it cannot be."""

    def __init__(self, text: str, place: Place | None = None) -> None:
        self._typed, self._place = text, place or Place()
        if len(text) > LONGEST:
            raise TOO_LONG.refuse(self._place, n=len(text), most=LONGEST)
        pieces = [_narrow(each) for each in text]
        self._at = [at for at, piece in enumerate(pieces) for _ in piece]
        self._text = "".join(pieces)
        self._check_characters()
        self._nodes = _in_order(self._parsed())
        for node in self._nodes:
            self._check(node)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols it uses, each once, in reading order."""
        names = sorted((node.col_offset, node.id) for node in self._nodes
                       if isinstance(node, ast.Name))  # fmt: skip
        return tuple(dict.fromkeys(name for _, name in names))

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """The result with these values of the symbols; raises Refusal."""
        known: dict[ast.expr, Fraction] = {}
        for node in reversed(self._nodes):  # what a node is made from comes before it
            try:
                known[node] = self._bounded(node, self._one(node, values, known))
            except ZeroDivisionError:
                raise self._fault(BY_ZERO, node) from None
        return known[self._nodes[0]]

    def _check_characters(self) -> None:
        for at, char in enumerate(self._text):
            if not (char.isalnum() or char in _PLAIN) or _is_raised(char):
                raise self._refuse(UNREADABLE, at, char)
        for pattern, kind in ((_GROUPED, COMMA), (_LETTER_BEHIND, NO_SIGN)):
            match = pattern.search(self._text)
            if match:
                raise self._refuse(kind, match.start(), match[0])

    def _parsed(self) -> ast.expr:
        body = self._text.lstrip()
        self._lead = len(self._text) - len(body)
        self._bytes = body.encode()
        try:
            return ast.parse(body, mode="eval").body
        except SyntaxError as error:
            at = min(self._lead + max((error.offset or 1) - 1, 0), len(self._text))
            raise self._refuse(UNREADABLE, at, self._text[at : at + 10].rstrip()) from None
        except (RecursionError, MemoryError, ValueError):
            raise self._refuse(UNREADABLE, 0, self._text[:10]) from None

    def _check(self, node: ast.expr) -> None:
        """Only what is allowed goes on: anything else is named with its place."""
        match node:
            case ast.Call(func=ast.Name(id=name), args=[_, *_], keywords=[]) if name in _CALLED:
                return
            case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
                raise self._fault(UNREADABLE, node)
            case ast.Call():
                raise self._fault(NO_SIGN, node)
            case ast.Constant() if self._number(node) is not None:
                return
            case ast.Name() | ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow()):
                return
        raise self._fault(UNREADABLE, node)

    def _one(
        self, node: ast.expr, values: Mapping[str, Fraction], known: Mapping[ast.expr, Fraction]
    ) -> Fraction:
        match node:
            case ast.Name(id=name):
                if name not in values:
                    raise self._fault(UNKNOWN, node)
                return values[name]
            case ast.UnaryOp(op=op, operand=part):
                return -known[part] if isinstance(op, ast.USub) else known[part]
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._power(node, known[left], known[right])
            case ast.BinOp(left=left, op=op, right=right):
                return _BINARY[type(op)](known[left], known[right])
            case ast.Call(func=ast.Name(id=name), args=parts):
                return _CALLED[name]([known[part] for part in parts])
        return self._number(node) or Fraction(0)

    def _number(self, node: ast.expr) -> Fraction | None:
        """A number as it was typed; Python's own float would be another one."""
        try:
            return _exact(Decimal(self._source(node)))
        except InvalidOperation:
            return None
        except OverflowError:
            raise self._fault(TOO_LARGE, node) from None

    def _power(self, node: ast.expr, base: Fraction, power: Fraction) -> Fraction:
        if abs(power) > _POWER or _bits(base) * abs(power) > _BITS:
            raise self._fault(TOO_LARGE, node)
        if power.denominator == 1:
            return Fraction(base ** int(power))
        if base < 0:
            raise self._fault(NO_ROOT, node)
        if base == 0:
            return Fraction(0) if power > 0 else base / 0
        with localcontext(Context(prec=_DIGITS)):
            return Fraction(_quotient(base) ** _quotient(power))

    def _bounded(self, node: ast.expr, value: Fraction) -> Fraction:
        if _bits(value) > _BITS or abs(value) > _LARGEST:
            raise self._fault(TOO_LARGE, node)
        return value

    def _source(self, node: ast.expr) -> str:
        return self._bytes[node.col_offset : node.end_col_offset].decode()

    def _fault(self, kind: FindingKind, node: ast.expr) -> Refusal:
        at = self._lead + len(self._bytes[: node.col_offset].decode())
        return self._refuse(kind, at, self._source(node))

    def _refuse(self, kind: FindingKind, at: int, text: str) -> Refusal:
        """At a character of what was typed, counted from one, with the text as it was typed."""
        first = self._at[at] if at < len(self._at) else len(self._typed)
        end = at + len(text)
        last = self._at[end] if end < len(self._at) else len(self._typed)
        place = replace(self._place, spot=str(first + 1))
        return kind.refuse(place, at=first + 1, text=self._typed[first : max(last, first + 1)])


def exact(value: Decimal) -> Fraction | None:
    """A typed value as a fraction; None where it is no figure, or too large or fine."""
    try:
        return _exact(value)
    except OverflowError:
        return None


def rounded(value: Fraction) -> Decimal:
    """As a decimal: exact, or 28 digits where it never ends."""
    with localcontext(Context(prec=28)):
        return _quotient(value)


def _exact(value: Decimal) -> Fraction:
    large = not value.is_finite() or abs(value.adjusted()) > _DIGITS
    if large or len(value.as_tuple().digits) > _DIGITS:
        raise OverflowError(str(value))
    return Fraction(value)


def _quotient(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _is_raised(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")


def _in_order(root: ast.expr) -> list[ast.expr]:
    """The nodes of a tree, each before what it is made from; without recursion."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(_parts(node))
    return order


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.UnaryOp(operand=part):
            return [part]
        case ast.Call(args=parts):
            return parts
    return []
