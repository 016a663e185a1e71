"""The codes and ids by which a file names things, and what they mean in the record."""

from __future__ import annotations

from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import blocking
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import N_
from cpdesk.exchange.draft import DraftRow

UNKNOWN_CODE = blocking(
    "reference-unknown",
    N_("{code} is neither in this file nor in the record. Correct the code, or add what it names."),
)
AMBIGUOUS_CODE = blocking(
    "reference-ambiguous",
    N_("{code} may be several things: {kinds}. Write the kind before it, as {example}."),
)


class Names:
    """Every name known so far: those of the record, and those of the rows read before."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._ids: dict[str, str] = {}
        self._codes: dict[type[Entity], dict[str, str]] = {}
        self._resolved: dict[tuple[tuple[str, ...], str], str] = {}

    def keep(self, kind: type[Entity], id: str, given: str, code: str) -> None:
        """Remember that a row means `id`, which the file calls by `given` and by its code."""
        if given:
            self._ids[given] = id
        if code:
            self.codes(kind)[code] = id

    def codes(self, kind: type[Entity]) -> dict[str, str]:
        """The ids of a kind by code."""
        if kind not in self._codes:
            table = self._record.table(kind).values()
            self._codes[kind] = {each.code: each.id for each in table if each.code}
        return self._codes[kind]

    def resolve_all(self, row: DraftRow, values: dict[str, Any]) -> None:
        """Put ids where a row has codes; raises Refusal with the cell."""
        for field in fields_of(row.kind):
            if not field.told.refers or not values.get(field.name):
                continue
            value, words = values[field.name], field.told.refers
            if field.is_tuple:
                found = tuple(self.resolve(row, field.name, each, words) for each in value)
                values[field.name] = found
            else:
                values[field.name] = self.resolve(row, field.name, value, words)

    def resolve(self, row: DraftRow, name: str, text: str, words: tuple[str, ...]) -> str:
        """The id that a reference in a file means; raises Refusal with its cell."""
        key = (words, text)
        if key not in self._resolved:
            found = self._candidates(text, words)
            if not found:
                raise UNKNOWN_CODE.refuse(row.at(name), code=text)
            if len(found) > 1:
                kinds, example = tuple(word for word, _ in found), f"{found[0][0]}:{text}"
                raise AMBIGUOUS_CODE.refuse(row.at(name), code=text, kinds=kinds, example=example)
            self._resolved[key] = found[0][1]
        return self._resolved[key]

    def _candidates(self, text: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
        prefix, _, rest = text.partition(":")
        if prefix == "id":
            return [("id", self._ids.get(rest, rest))] if self._exists(rest) else []
        if prefix in words and rest:
            words, text = (prefix,), rest
        codes = [(word, self.codes(BY_WORD[word]).get(text.strip(), "")) for word in words]
        return [(word, id) for word, id in codes if id]

    def _exists(self, id: str) -> bool:
        return id in self._ids or self._record.entity(id) is not None
