"""What a column or a row of a factory's own workbook can be said to be, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.presenters.session import Session

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.meaning import Meaning, SheetMeaning

LEAVE = "leave"
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """Choices of one sort, each a value and its words; without a title they stand by themselves."""

    title: str
    options: Options


@dataclass(frozen=True)
class Chooser:
    """The choice above a column, or beside the rows of one label: `words` is what it is now."""

    key: str
    words: str
    aside: bool = False
    about: str = ""


def column_groups(session: Session, sheet: SheetMeaning, letter: str) -> tuple[Group, ...]:
    """Everything a column may be; a column of months is its month, or left out."""
    from cpdesk.exchange.proposal.meaning import Role

    t, column = session.t, sheet.column(letter)
    leave = Group("", ((LEAVE, t("Leave out")),))
    if column.when and sheet.rows:
        return (Group("", ((f"role:{Role.AMOUNT.value}", t("Figures")),)), leave)
    amounts = [(each.letter, each.heading) for each in sheet.of_role(Role.AMOUNT)
               if each.letter != letter]  # fmt: skip
    return tuple(_filled((
        Group("", ((f"role:{Role.MONTH.value}", t(Role.MONTH.label)),)), leave,
        *_of_figures(session, amounts),
        Group(t("Time"), _roles(session, _TIMES)), Group(t("Beside a figure"),
                                                         _roles(session, _BESIDE)),
    )))  # fmt: skip


def row_groups(session: Session, sheet: SheetMeaning, label: str) -> tuple[Group, ...]:
    """Everything the rows of a label may be."""
    from cpdesk.exchange.proposal.meaning import Role

    amounts = [(each.label, each.label) for each in sheet.rows
               if each.meaning.role is Role.AMOUNT and each.label != label]  # fmt: skip
    leave = Group("", ((LEAVE, session.t("Leave out")),))
    return tuple(_filled((leave, *_of_figures(session, amounts))))


def words_of(session: Session, meaning: Meaning, owner: Entity | None) -> str:
    """What something is taken for, in few words."""
    from cpdesk.exchange.proposal.meaning import Role

    t, known = session.t, owner is not None and session.record.entity(owner.id) is not None
    if meaning.role is Role.AMOUNT and owner is not None:
        name = t.show(getattr(owner, "name", "")) or owner.code
        return name if known else t("New: {name}", name=name)
    if meaning.role is Role.AMOUNT:
        return t("New: {name}", name=t(meaning.kind.label)) if meaning.kind else t("Figures")
    if meaning.role is Role.COST and meaning.of:
        return t("Cost of {name}", name=meaning.of)
    return t(meaning.role.label)


def said(record: Record, value: str) -> dict[str, object]:
    """The fields of a meaning that a choice sets."""
    from cpdesk.exchange.proposal.meaning import Role

    sort, _, rest = value.partition(":")
    if sort == "role":
        return {"role": Role(rest)}
    if sort == "cost":
        return {"role": Role.COST, "of": rest, "kind": None}
    if sort == "meter":
        meter = record.get(Meter, rest)
        return {"role": Role.AMOUNT, "kind": meter.kind, "name": meter.code}
    if sort == "driver":
        driver = record.get(Driver, rest)
        return {"role": Role.AMOUNT, "kind": driver.kind, "name": driver.code}
    if sort == "new-meter":
        return {"role": Role.AMOUNT, "kind": MeterKind(rest), "name": ""}
    if sort == "new-driver":
        return {"role": Role.AMOUNT, "kind": DriverKind(rest), "name": ""}
    return {"role": Role.IGNORED}


_TIMES = ("year", "month", "day", "start", "end", "last-day", "period", "read-on")
_BESIDE = ("estimated", "unit", "currency", "meter", "account", "kind", "register-from",
           "register-to", "multiplier", "invoice", "note")  # fmt: skip


def _roles(session: Session, values: Sequence[str]) -> Options:
    from cpdesk.exchange.proposal.meaning import Role

    return tuple((f"role:{each}", session.t(Role(each).label)) for each in values)


def _of_figures(session: Session, amounts: Sequence[tuple[str, str]]) -> Iterator[Group]:
    """Meters and drivers of the record, new ones by their kind, and costs by their amount."""
    t, record = session.t, session.record
    yield Group(t("Meter of the record"), tuple(
        (f"meter:{each.id}", session.name(each)) for each in record.all(Meter)))  # fmt: skip
    yield Group(t("Driver of the record"), tuple(
        (f"driver:{each.id}", session.name(each)) for each in record.all(Driver)))  # fmt: skip
    yield Group(t("New meter"), tuple(
        (f"new-meter:{each.value}", t(each.label)) for each in MeterKind))  # fmt: skip
    yield Group(t("New driver"), tuple(
        (f"new-driver:{each.value}", t(each.label)) for each in DriverKind))  # fmt: skip
    yield Group(t("Cost of"), tuple(
        (f"cost:{key}", key if key == words else f"{key} {words}") for key, words in amounts
    ))  # fmt: skip


def _filled(groups: Sequence[Group]) -> Iterator[Group]:
    return (each for each in groups if each.options)
