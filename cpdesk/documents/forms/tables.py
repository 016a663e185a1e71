"""Tables on a form: which fields stand in one, and what its columns ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpdesk.documents.forms.asks import group_of, groups
from cpdesk.documents.forms.form import FieldKind, FormField
from cpdesk.documents.forms.likeness import groups_named, likeness_to, said
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.parts import lines
from cpdesk.documents.forms.scoring import Found, best

_LEAST = 0.5  # how well a column's head must fit
_NAMED = 0.4  # how much it tells that the heading names the table
_FILLED = (FieldKind.TEXT, FieldKind.CHOICE)


@dataclass(frozen=True)
class Grid:
    """Columns of fields under their heads, the first field of each on one line."""

    columns: tuple[tuple[FormField, ...], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(each[0].spots[0].around.column for each in self.columns)

    @property
    def fields(self) -> tuple[FormField, ...]:
        return tuple(field for column in self.columns for field in column)

    @property
    def headings(self) -> tuple[str, ...]:
        return self.columns[0][0].spots[0].around.headings


def grids(fields: Sequence[FormField]) -> list[Grid]:
    """The tables among the fields: two columns at least, the fields within without own words."""
    inside = [each for each in fields if each.kind in _FILLED and each.spots[0].around.column]
    found = []
    for line in lines(each for each in inside if each.spots[0].around.row == 1):
        kept = [each for at, each in enumerate(line) if at == 0 or not _labelled(each)]
        if len(kept) > 1:
            found.append(Grid(tuple(_column(one, inside, at == 0) for at, one in enumerate(kept))))
    return found


def _labelled(field: FormField) -> bool:
    return bool(said(field.spots[0].around.left))


def _column(
    first: FormField, inside: Sequence[FormField], outermost: bool
) -> tuple[FormField, ...]:
    """The fields below the first in the same column; one with words before it is a total."""
    left, head = first.spots[0].seen.left, first.spots[0].around.column
    return tuple(
        each for each in inside
        if each is first or (
            each.page == first.page and abs(each.spots[0].seen.left - left) < 2
            and each.spots[0].around.column == head and each.spots[0].around.row > 1
            and each.spots[0].seen.top < first.spots[0].seen.top
            and (outermost or not _labelled(each))
        )
    )  # fmt: skip


def of_grid(grid: Grid) -> Mapping[str, Meaning]:
    """What the fields of a table mean: lines of one kind, or one person or company in each."""
    rows, people = _as_rows(grid), _as_people(grid)
    return rows if _worth(rows, grid) >= _worth(people, grid) else people


def _worth(meanings: Mapping[str, Meaning], grid: Grid) -> float:
    return sum(1 for each in meanings.values() if each.ask) / len(grid.fields)


def _as_rows(grid: Grid) -> Mapping[str, Meaning]:
    """Each line another budget item, shareholder, milestone ..."""
    named = {id for heading in grid.headings[:3] for id in groups_named(heading)}
    scored = [
        (sum(each.score for each in found) / len(grid.columns) + _NAMED * (group.id in named),
         group.id, found)
        for group in groups() if group.rows for found in (_columns(grid, group.id),)
    ]  # fmt: skip
    worth, _, found = max(scored, key=lambda each: (each[0], each[1]))
    if worth < _LEAST:
        return {}
    return {
        field.name: Meaning(field.name, head.ask, row=row if head.ask else 0, sure=head.sure)
        for column, head in zip(grid.columns, found, strict=True)
        for row, field in enumerate(_downwards(column), 1)
    }


def _downwards(column: Sequence[FormField]) -> list[FormField]:
    return sorted(column, key=lambda each: -each.spots[0].seen.top)


def _columns(grid: Grid, group: str) -> list[Found]:
    """What each column asks for within a group; no two of them the same."""
    keys = [each.key for each in group_of(group).asks]
    scored = sorted(
        ((likeness_to(head, key), at, key) for at, head in enumerate(grid.heads) for key in keys),
        reverse=True,
    )
    taken: dict[int, Found] = {}
    for score, at, key in scored:
        if score >= _LEAST and at not in taken and key not in {f.ask for f in taken.values()}:
            taken[at] = Found(key, score, 1.0)
    return [taken.get(at, Found()) for at in range(len(grid.columns))]


def _as_people(grid: Grid) -> Mapping[str, Meaning]:
    """Lines for persons and columns for what is asked of them, or the other way round."""
    found: dict[str, Meaning] = {}
    for line in lines(grid.fields):
        row = line[0].spots[0].around.left
        for field in line:
            head = field.spots[0].around.column
            for who, what in ((row, head), (head, row)):
                about = groups_named(who)
                one = best([(what, 1.0)], about) if about else Found()
                if one.ask and group_of(one.ask).id in about:
                    found[field.name] = Meaning(field.name, one.ask, sure=one.sure)
                    break
    return found
