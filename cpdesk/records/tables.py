"""The tables of a record, derived from the told fields of the domain.

Every table is STRICT. An exact amount is canonical decimal text; beside it stands a REAL column
for sums and sorting, derived when the row is written and compared by `verify`. (A generated column
would be safer still, but Alembic cannot rebuild a table that has one.)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import REAL

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import BY_WORD, KINDS
from cpdesk.domain.words import LocalText
from cpdesk.records.mapping import LOCAL

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)


def table_name(kind: type[Entity]) -> str:
    return kind.word.replace("-", "_")


def _columns(field: FieldOf) -> Iterator[Column[object]]:
    if field.type is LocalText:
        for _, suffix in LOCAL:
            yield Column(f"{field.name}_{suffix}", Text, nullable=False)
        return
    # Checked at commit, so that a change may put and remove in any order.
    target = _target(field)
    key = [ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")] if target else []
    kind = Integer if field.type in (int, bool) else Text
    yield Column(field.name, kind, *key, nullable=field.optional)
    if field.type is Decimal:
        yield Column(f"{field.name}_real", REAL)


def _target(field: FieldOf) -> str:
    """The table a foreign key points to; a field that may point to several kinds has none."""
    refers = field.told.refers
    if len(refers) != 1 or field.is_tuple:
        return ""
    return table_name(BY_WORD[refers[0]])


def _table(kind: type[Entity]) -> Table:
    fields = fields_of(kind)
    columns = [column for field in fields for column in _columns(field)]
    checks = [CheckConstraint("(meter IS NULL) <> (driver IS NULL)", name="one_series")]
    table = Table(
        table_name(kind),
        METADATA,
        Column("id", Text, primary_key=True),
        Column("code", Text, nullable=False),
        *columns,
        Column("entered", Integer, nullable=False),
        *(checks if kind is Reading else ()),
        sqlite_strict=True,
    )
    for column in columns:
        if column.foreign_keys:
            Index(f"ix_{table.name}_{column.name}", column)
    return table


class _Tables(dict[type[Entity], Table]):
    """The table of each kind, made when it is first asked for: the start reads without them."""

    _turn = threading.Lock()

    def __missing__(self, kind: type[Entity]) -> Table:
        with self._turn:
            if kind not in self:
                self[kind] = _table(kind)
        return self[kind]


TABLES = _Tables()


def whole_schema() -> MetaData:
    """All tables of a record, each of them made."""
    for kind in KINDS:
        TABLES[kind]
    return METADATA

IDENTITY = Table(
    "record_identity", METADATA,
    Column("id", Text, primary_key=True),
    Column("created", Text, nullable=False),
    sqlite_strict=True,
)
JOURNAL = Table(
    "journal", METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("of", Integer, nullable=True),
    sqlite_strict=True,
)
JOURNAL_ROW = Table(
    "journal_row", METADATA,
    Column("number", Integer, ForeignKey("journal.number"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("before", Text, nullable=True),
    Column("after", Text, nullable=True),
    # The change that had brought in a row that this one removed: an undo gives it back to it.
    Column("entered", Integer, nullable=True),
    sqlite_strict=True,
)
# Rows of a large import carry the number of their entry; only an undo keeps their images.
JOURNAL_BULK = Table(
    "journal_bulk", METADATA,
    Column("number", Integer, ForeignKey("journal.number"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("images", LargeBinary, nullable=True),
    sqlite_strict=True,
)
EVIDENCE_PART = Table(
    "evidence_part", METADATA,
    Column("sha256", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_strict=True,
)
