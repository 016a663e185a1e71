"""The whole record out of its tables."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from cpdesk.domain.entity import Entity
from cpdesk.domain.record import KINDS, Identity, Record
from cpdesk.records.journal import Entry
from cpdesk.records.mapping import column_names, from_rows
from cpdesk.records.tables import IDENTITY, table_name


def load(connection: Connection, history: Sequence[Entry]) -> Record:
    """The record as it stands; raises ValueError or LookupError where it cannot be read."""
    own = connection.scalars(select(IDENTITY.c.id)).one_or_none()
    if own is None:
        raise ValueError("no identity")
    number, writer = (history[-1].number, history[-1].by) if history else (0, "")
    tables = {kind: _load_table(connection, kind) for kind in KINDS}
    return Record(Identity(own, number, writer), tables)


def _load_table(connection: Connection, kind: type[Entity]) -> dict[str, Entity]:
    # Said plainly: SQLAlchemy's words for thirty tables take as long as reading a small record.
    found = connection.exec_driver_sql(f'SELECT * FROM "{table_name(kind)}"')
    names = tuple(found.keys())
    if missing := column_names(kind) - set(names):
        raise ValueError(f"{kind.word}: no column {', '.join(sorted(missing))}")
    entities = from_rows(kind, names, found.all())
    return {entity.id: entity for entity in entities}
