"""What a file says, before it is compared with the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place


@dataclass(slots=True)
class DraftRow:
    """One thing that a file tells of.

    `values` are field names (and `id`, `code`) with values of the field's own type; references
    are written `M1`, `meter:M1` or `id:...`. A reading may name its meter or driver as `of`.
    `sheet` and `number` (from 1) say where it stands, `columns` the letters of its fields, and
    `numbers` the rows of those that stand in another row, as a cost below its amount.
    A `literal` row comes from our own export: its empty cells mean empty. In a `foreign` row the
    code is a proposal only, for the other program does not know it.
    """

    kind: type[Entity]
    values: dict[str, object]
    sheet: str = ""
    number: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    literal: bool = False
    foreign: bool = False
    numbers: Mapping[str, int] | None = None

    @property
    def place(self) -> Place:
        """The row in its file."""
        return self.at("")

    def at(self, name: str) -> Place:
        """The cell of a field in the file."""
        code = str(self.values.get("code") or self.values.get("of") or "")
        return Place(self.kind.word, code, name, self.spot(name))

    def spot(self, name: str) -> str:
        """`Readings!C7`, or the row alone where the field has no column."""
        if not self.number:
            return self.sheet
        number = self.numbers.get(name, self.number) if self.numbers else self.number
        return f"{self.sheet}!{self.columns.get(name, '')}{number}"


@dataclass(frozen=True)
class Words:
    """Words of the catalogue as a fact of a finding, shown in the reader's language."""

    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Draft:
    """Everything a file says; `refused` rows could not be read, and `findings` say why."""

    rows: tuple[DraftRow, ...]
    findings: tuple[Finding, ...] = ()
    file_name: str = ""
    refused: int = 0
