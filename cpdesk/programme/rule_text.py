"""Reads rule files: every fault is a refusal that names the key, as `rules[L2].value`."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from cpdesk.domain.findings import Refusal, blocking
from cpdesk.domain.words import LANGUAGES, N_, Choice, LocalText

NOT_TOML = blocking(
    "scheme-file", N_("The rule file cannot be read as TOML: {key}. Correct it and add it again.")
)
KEY_MISSING = blocking(
    "scheme-key-missing", N_("The rule file lacks '{key}'. Write it in and add the file again.")
)
KEY_WRONG = blocking(
    "scheme-key-wrong",
    N_("In the rule file, '{key}' is {value}; it must be {wanted}. Correct it."),
)
KEY_NOT_ONE = blocking(
    "scheme-key-value",
    N_("In the rule file, '{key}' is {value}; it must be one of: {options}. Correct it."),
)
KEY_UNKNOWN = blocking(
    "scheme-key-unknown",
    N_("'{key}' means nothing in a rule file. Correct its spelling, or take it out."),
)
KEY_TWICE = blocking(
    "scheme-key-twice", N_("'{key}' stands twice in the rule file. Take one of them out.")
)


class Wanted(Choice):
    """What a key of a rule file must hold."""

    TEXT = "text", N_("a text in quotation marks")
    NUMBER = "number", N_("a number in quotation marks, not negative")
    FLAG = "flag", N_("true or false")
    DAY = "day", N_("a day as 2027-06-30, or a month as \"2027-06\"")
    WHOLE = "whole", N_("a whole number")
    LIST = "list", N_("a list in square brackets")
    TABLE = "table", N_("a table of keys and values")
    LANGUAGES = "languages", N_("a text in at least one of en, zh_Hant, zh_Hans")


C = TypeVar("C", bound=Choice)
V = TypeVar("V", str, bool, int)
_NOTHING = object()


def toml(text: str) -> Table:
    """The whole file as a table; raises Refusal where it is no TOML."""
    try:
        return Table(tomllib.loads(text), "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NOT_TOML.refuse(key=str(error)) from error


class Table:
    """A table of a rule file that knows its own path, and which of its keys were read."""

    def __init__(self, data: Mapping[str, Any], path: str) -> None:
        self._data = data
        self._path = path
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str, default: str | None = None) -> str:
        return self._typed(key, str, Wanted.TEXT, default)

    def flag(self, key: str, default: bool) -> bool:
        return self._typed(key, bool, Wanted.FLAG, default)

    def whole(self, key: str, default: int) -> int:
        return self._typed(key, int, Wanted.WHOLE, default)

    def number(self, key: str) -> Decimal:
        """An exact number: written in quotation marks, so that no digit is lost."""
        text = self.text(key)
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.wrong(key, Wanted.NUMBER) from None
        if not value.is_finite() or value < 0:
            raise self.wrong(key, Wanted.NUMBER)
        return value

    def number_or_none(self, key: str) -> Decimal | None:
        return self.number(key) if key in self else None

    def day(self, key: str, *, last: bool = False) -> tuple[date, bool]:
        """A day, and whether it is known: of a month, the first or last day, and False."""
        value = self._value(key)
        if type(value) is date:
            return value, True
        try:
            year, month = (int(part) for part in str(value).split("-"))
            return date(year, month, monthrange(year, month)[1] if last else 1), False
        except ValueError:
            raise self.wrong(key, Wanted.DAY) from None

    def choice(self, key: str, options: type[C], default: C | None = None) -> C:
        if key not in self and default is not None:
            return default
        return self.as_choice(key, self.text(key), options)

    def choices(self, key: str, options: type[C]) -> tuple[C, ...]:
        return tuple(self.as_choice(key, each, options) for each in self.texts(key))

    def as_choice(self, key: str, value: str, options: type[C]) -> C:
        try:
            return options(value)
        except ValueError:
            raise self.not_one(key, value, tuple(each.value for each in options)) from None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, a missing key an empty list."""
        value = self._value(key, ())
        values = (value,) if isinstance(value, str) else value
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
            raise self.wrong(key, Wanted.LIST)
        return tuple(values)

    def local(self, key: str) -> LocalText:
        """A text in the three languages under a key."""
        found = self.table(key)
        words = found.words()
        found.done()
        return words

    def words(self) -> LocalText:
        """The text in the three languages that this table itself is."""
        text = LocalText(*(self.text(language, "") for language in LANGUAGES))
        if not text:
            raise KEY_WRONG.refuse(key=self._path, value="", wanted=Wanted.LANGUAGES)
        return text

    def table(self, key: str) -> Table:
        value = self._value(key)
        if not isinstance(value, Mapping):
            raise self.wrong(key, Wanted.TABLE)
        return Table(value, self.key(key))

    def tables(self, key: str, named: str = "") -> tuple[Table, ...]:
        """A list of tables; `named` is the key that tells them apart, which may not repeat."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise self.wrong(key, Wanted.LIST)
        names = [str(each.get(named, place)) for place, each in enumerate(value, 1)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise KEY_TWICE.refuse(key=f"{self.key(key)}[{twice}]")
        paths = (f"{self.key(key)}[{name}]" for name in names)
        return tuple(Table(each, path) for each, path in zip(value, paths, strict=True))

    def done(self) -> None:
        """Refuse what nobody read: a misspelt key must not pass unseen."""
        for key in self._data:
            if key not in self._read:
                raise KEY_UNKNOWN.refuse(key=self.key(key))

    def key(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def wrong(self, key: str, wanted: Wanted) -> Refusal:
        value = repr(self._data.get(key))
        return KEY_WRONG.refuse(key=self.key(key), value=value, wanted=wanted)

    def not_one(self, key: str, value: str, options: tuple[str, ...]) -> Refusal:
        return KEY_NOT_ONE.refuse(key=self.key(key), value=value, options=options)

    def _value(self, key: str, default: Any = _NOTHING) -> Any:
        self._read.add(key)
        if key in self._data:
            return self._data[key]
        if default is _NOTHING:
            raise KEY_MISSING.refuse(key=self.key(key))
        return default

    def _typed(self, key: str, kind: type[V], wanted: Wanted, default: V | None) -> V:
        value: Any = self._value(key, _NOTHING if default is None else default)
        # A flag is an int to Python, never to whoever writes a rule file.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, wanted)
        return value
