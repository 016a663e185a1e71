"""The rows of a damaged record that can be believed, held against its history and its indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Finding, Place, info, warning
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import KINDS, references
from cpdesk.domain.words import N_, Choice
from cpdesk.records.mapping import from_row
from cpdesk.records.past_images import Told, told_by
from cpdesk.records.rot import called
from cpdesk.records.tables import table_name
from cpdesk.records.wreck import Row, Rows, Wreck

FROM_HISTORY = info(
    "salvaged-from-history",
    N_("{entity} could not be read in its place and was taken from the history."),
)
LEFT_OUT = warning(
    "salvage-left-out",
    N_("{entity} was left out, for it cannot be trusted ({reason}). What stands there: {says}"),
)
DIFFERS = warning(
    "salvage-differs",
    N_("{entity}: the record says {here}, its history {there}. What the record says was kept; "
       "look which is right."),
)  # fmt: skip
LOST = warning(
    "salvage-lost",
    N_("{n} entries of this kind could not be read, and the history has no trace of them. Compare "
       "with the newest copy."),
)  # fmt: skip
UNCERTAIN = warning(
    "salvage-uncertain",
    N_("Entries of this kind may be missing: a part of the file cannot be read, nor how many there "
       "were. Compare with the newest copy."),
)  # fmt: skip
NO_HISTORY = warning(
    "salvage-without-history",
    N_("The history cannot be read whole. What was read could not be compared with it; compare it "
       "with the newest copy."),
)  # fmt: skip
UNCHECKED = info(
    "salvage-unchecked",
    N_("{n} entries came in by imports and have no second copy in the history. Their amounts were "
       "checked, their dates and words cannot be; compare them with the files they came from."),
)  # fmt: skip
REFERENCE_LOST = warning(
    "salvage-reference-lost",
    N_("{entity} was saved, but what it refers to is lost ({field}). Choose it anew."),
)
_SHOWN = 200  # signs of what stands in a row that was left out


class Why(Choice):
    """Why a row is not believed."""

    UNREADABLE = "unreadable", N_("it holds what cannot be")
    REMOVED = "removed", N_("the history says that it was removed")
    STRANGE = "strange", N_("the history or the index of the file does not know it")
    REFERS = "refers", N_("it refers to something that is lost")


@dataclass
class Saved:
    """What was found so far."""

    entities: dict[str, Entity] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, finding: Finding) -> None:
        self.findings.append(finding)

    def called(self, entity: Entity) -> str:
        """Its code; a reading by its meter and month."""
        return called(entity, self.entities)


def read_all(wreck: Wreck, saved: Saved) -> int:
    """Read every table; how many rows came in large numbers, of which the history has no copy."""
    told = _history(wreck)
    if told is None:
        saved.say(NO_HISTORY.at())
    for kind in KINDS:
        _Table(kind, wreck.table(table_name(kind)), told, saved).read()
    return sum(told.bulk.values()) if told else 0


def _history(wreck: Wreck) -> Told | None:
    """What the history says, if every row of it can be read."""
    found = [wreck.table(name, key="") for name in ("journal", "journal_row", "journal_bulk")]
    if not all(each.sound for each in found):
        return None
    try:
        return told_by(*(each.rows for each in found))
    except (ValueError, LookupError, TypeError):
        return None


class _Table:
    """The rows of one kind, held against what the history and their index say."""

    def __init__(self, kind: type[Entity], found: Rows, told: Told | None, saved: Saved) -> None:
        self._kind, self._found, self._told, self._saved = kind, found, told, saved

    def read(self) -> None:
        for row in self._found.rows:
            self._take(row)
        self._bring_back()
        self._tell_lost()

    def _take(self, row: Row) -> None:
        """Keep a row, unless something speaks against it; then say what stands there."""
        id, told = row["id"], self._told
        _, image = told.images.get(str(id), ("", None)) if told else ("", None)
        entity = _entity(self._kind, row)
        if entity is None:
            if image is None:  # otherwise it comes back from the history
                self._leave_out(row, Why.UNREADABLE)
            return
        if self._is_strange(row, entity):
            return
        self._saved.entities[entity.id] = entity
        if image is not None:
            self._compare(entity, row, image)

    def _is_strange(self, row: Row, entity: Entity) -> bool:
        named, told = self._found.named, self._told
        if told is not None and told.images.get(entity.id, ("", None))[1] is not None:
            return False
        if told is not None and entity.id in told.images and told.removed(entity.id, row):
            self._leave_out(row, Why.REMOVED)
            return True
        unknown = told is not None and row["entered"] not in told.bulk
        if unknown or (named is not None and entity.id not in named):
            self._leave_out(row, Why.STRANGE)
            return True
        return False

    def _compare(self, entity: Entity, row: Row, image: Mapping[str, Any]) -> None:
        """Both read well and differ: a person must look."""
        differing = [name for name in image if name in row and image[name] != row[name]]
        if differing:
            here, there = ({name: each[name] for name in differing} for each in (row, image))
            self._say(DIFFERS, entity, here=_said(here), there=_said(there))

    def _bring_back(self) -> None:
        for id, (word, image) in self._told.images.items() if self._told else ():
            if word != self._kind.word or image is None or id in self._saved.entities:
                continue
            entity = _entity(self._kind, image)
            if entity is not None:
                self._saved.entities[id] = entity
                self._say(FROM_HISTORY, entity)

    def _tell_lost(self) -> None:
        named, place = self._found.named, Place(self._kind.word)
        if named is not None:
            read = {str(row["id"]) for row in self._found.rows}
            gone = {id for id in named - read if id not in self._saved.entities}
            if gone:
                self._saved.say(LOST.at(place, n=len(gone)))
        elif not self._found.sound:
            self._saved.say(UNCERTAIN.at(place))

    def _leave_out(self, row: Row, reason: Why) -> None:
        place = Place(self._kind.word, str(row.get("code") or ""))
        called = str(row.get("code") or row.get("id"))
        self._saved.say(LEFT_OUT.at(place, entity=_clean(called), reason=reason, says=_said(row)))

    def _say(self, kind: Any, entity: Entity, **facts: object) -> None:
        place = Place(self._kind.word, entity.code)
        self._saved.say(kind.at(place, entity=self._saved.called(entity), **facts))


def _entity(kind: type[Entity], row: Mapping[str, Any]) -> Entity | None:
    """The thing that a row or an image says; None where it holds what cannot be."""
    if any(isinstance(value, str) and _clean(value) != value for value in row.values()):
        return None
    try:
        return from_row(kind, row)
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError):
        return None


def _clean(text: str) -> str:
    """Without the bytes that are no text."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _said(row: Mapping[str, Any]) -> str:
    """What a row says, short enough to be read."""
    hidden = ("id", "code", "entered")
    told = [str(value) for name, value in row.items()
            if value not in (None, "", 0) and name not in hidden and not name.endswith("_real")]
    words = " · ".join(_clean(each) for each in told)
    return words[:_SHOWN] or "–"


# -- what hangs together


def drop_broken(saved: Saved) -> None:
    """Without what refers to something that is lost, until nothing does any more."""
    while broken := [each for each in saved.entities.values() if _refers_to_lost(each, saved)]:
        for entity in broken:
            lightened = _without_lost(entity, saved)
            if lightened is None:
                del saved.entities[entity.id]
                _tell_dropped(entity, saved)
            else:
                saved.entities[entity.id] = lightened
                _tell_dropped(entity, saved, kept=True)


def _lost(entity: Entity, saved: Saved) -> Iterator[str]:
    for name, target, words in references(entity):
        found = saved.entities.get(target)
        if found is None or found.word not in words:
            yield name


def _refers_to_lost(entity: Entity, saved: Saved) -> bool:
    return next(_lost(entity, saved), None) is not None


def _without_lost(entity: Entity, saved: Saved) -> Entity | None:
    """The same without the references that are lost; None where it is nothing without them."""
    left: dict[str, Any] = {}
    for name in set(_lost(entity, saved)):
        value = getattr(entity, name)
        if isinstance(value, tuple):
            left[name] = tuple(each for each in value if each in saved.entities)
        elif _may_be_empty(entity, name):
            left[name] = None
        else:
            return None
    return replace(entity, **left)


def _may_be_empty(entity: Entity, name: str) -> bool:
    needed = isinstance(entity, Reading) and name in ("meter", "driver")
    return field_of(type(entity), name).optional and not needed


def _tell_dropped(entity: Entity, saved: Saved, *, kept: bool = False) -> None:
    place = Place(entity.word, entity.code)
    if kept:
        for name in sorted(set(_lost(entity, saved))):
            field = field_of(type(entity), name).said
            told = REFERENCE_LOST.at(replace(place, field=name), entity=saved.called(entity),
                                     field=field)  # fmt: skip
            saved.say(told)
        return
    says = " · ".join(str(value) for name, value in vars(entity).items()
                      if value not in (None, "", (), False) and name not in ("id", "code"))
    called = saved.called(entity)
    saved.say(LEFT_OUT.at(place, entity=called, reason=Why.REFERS, says=says[:_SHOWN]))


def apart(saved: Saved) -> Iterator[Entity]:
    """Each with a code of its own: where two have one, the later gets a new one."""
    taken: set[tuple[str, str]] = set()
    for kind in KINDS:
        for entity in saved.entities.values():
            if type(entity) is not kind:
                continue
            key = entity.word, entity.code
            yield replace(entity, code="") if entity.code and key in taken else entity
            taken.add(key)
