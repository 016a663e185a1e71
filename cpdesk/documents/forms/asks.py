"""What forms ask for and the record can answer, with the names forms give it in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cpdesk.base.paths import resource
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.rule_text import Table, toml

HAND = "hand"  # what is left to whoever signs, and to the office


@dataclass(frozen=True)
class Ask:
    """One thing that is asked for: `company.br_number`; `names` are all it is called by."""

    group: str
    field: str
    title: LocalText
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.group}.{self.field}"

    @property
    def by_hand(self) -> bool:
        return self.group == HAND


@dataclass(frozen=True)
class Group:
    """About whom or what is asked; one of `rows` is a table, with a line for each."""

    id: str
    rows: bool
    title: LocalText
    names: tuple[str, ...]
    asks: tuple[Ask, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Everything that can be asked for, in the order of the file."""
    return tuple(_group(each) for each in _file().tables("groups", "id"))


@cache
def asks() -> Mapping[str, Ask]:
    """The same by key."""
    return {each.key: each for group in groups() for each in group.asks}


@cache
def group_of(key: str) -> Group:
    """The group of an ask or of its own name; raises KeyError."""
    return {each.id: each for each in groups()}[key.partition(".")[0]]


@cache
def value_names() -> Mapping[str, tuple[str, ...]]:
    """What forms call a value, beside the names the program has for it."""
    return {each.text("id"): each.texts("names") for each in _file().tables("values", "id")}


def _file() -> Table:
    return toml(resource("forms", "fields.toml").read_text("utf-8"))


def _group(table: Table) -> Group:
    id, rows = table.text("id"), table.flag("rows", False)
    title, names = _names(table)
    found = Group(id, rows, title, names, tuple(_ask(id, each) for each in table.tables("asks")))
    table.done()
    return found


def _ask(group: str, table: Table) -> Ask:
    field = table.text("key")
    ask = Ask(group, field, *_names(table))
    table.done()
    return ask


def _names(table: Table) -> tuple[LocalText, tuple[str, ...]]:
    texts = [table.texts(language) for language in LANGUAGES]
    title = LocalText(*(each[0] for each in texts))
    return title, tuple(dict.fromkeys(name for each in texts for name in each))
