"""Ticks and radio buttons: which question they answer, and which answer each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpdesk.documents.forms.asks import asks
from cpdesk.documents.forms.form import FieldKind, FormField, Spot
from cpdesk.documents.forms.likeness import likeness_to, said
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.scoring import context_of, score
from cpdesk.documents.forms.value_names import YES, names_of, value_meant
from cpdesk.programme.schemes import Sector

_TICKED = (FieldKind.TICK, FieldKind.RADIO)
_LEAST, _SURE = 0.6, 0.85
_ALONE = 0.75  # how well a single box must say what it stands for
_LISTED = 3  # so many answers tell their question by themselves


@dataclass(frozen=True)
class Tick:
    """One box to tick: what stands beside it, and the question it belongs to."""

    field: FormField
    spot: Spot
    option: str
    question: str

    @property
    def state(self) -> str:
        return self.spot.state


def ticks(fields: Sequence[FormField]) -> list[Tick]:
    """Every box to tick in reading order, with its question."""
    spots = sorted(
        ((field, spot) for field in fields if field.kind in _TICKED for spot in field.spots),
        key=lambda each: (each[1].page, -round(each[1].seen.top / 6), each[1].seen.left),
    )
    boxes = [spot for field in fields for spot in field.spots]
    made: list[Tick] = []
    for field, spot in spots:
        option = _option(field, spot)
        made.append(Tick(field, spot, option, _question(field, spot, option, made, boxes)))
    return made


def _option(field: FormField, spot: Spot) -> str:
    """The words that say what a box stands for."""
    return spot.around.right or spot.around.column or spot.around.above or field.tip


def states_of(
    field: FormField, key: str, sectors: Sequence[Sector]
) -> tuple[tuple[str, str], ...]:
    """Which answers to an ask the boxes of a field stand for, by the words beside them."""
    names = names_of(key, sectors)
    told = ((spot.state, value_meant(_option(field, spot), names)[0]) for spot in field.spots)
    return tuple((state, value) for state, value in told if value)


def _question(
    field: FormField, spot: Spot, option: str, before: Sequence[Tick], boxes: Sequence[Spot]
) -> str:
    """What stands before the first box of the line; below one another, that of the box above."""
    first = not any(_left_of(each, spot) for each in boxes)
    left = " ".join(filter(None, (spot.around.farther, spot.around.left)))
    if first and said(left) and left != option:
        return left
    for tick in reversed(before):
        if _together(tick, field, spot):
            return tick.question
    above = spot.around.above if spot.around.above != option else ""
    return above or next((each for each in spot.around.headings if each != option), "")


def _left_of(one: Spot, spot: Spot) -> bool:
    return (one.page == spot.page and one.seen.right <= spot.seen.left + 1
            and one.seen.along(spot.seen) > 0.4 * spot.seen.height)  # fmt: skip


def _together(tick: Tick, field: FormField, spot: Spot) -> bool:
    """Whether a box belongs to the question of another one: its field, its line or its column."""
    if tick.field is field:
        return True
    if tick.spot.page != spot.page:
        return False
    down = tick.spot.seen.bottom - spot.seen.top
    below = abs(tick.spot.seen.left - spot.seen.left) < 3 and -2 <= down < 14
    return below or tick.spot.seen.along(spot.seen) > 0.4 * spot.seen.height


def of_ticks(fields: Sequence[FormField], sectors: Sequence[Sector]) -> Mapping[str, Meaning]:
    """What the boxes to tick mean, by the names of their fields."""
    asked: dict[tuple[int, str], list[Tick]] = defaultdict(list)
    for tick in ticks(fields):
        asked[tick.spot.page, tick.question].append(tick)
    found: dict[str, Meaning] = {}
    for (_, question), each in asked.items():
        for meaning in _of_question(question, each, sectors) or map(_alone, each):
            known = found.get(meaning.field)
            states = (*known.states, *meaning.states) if known else meaning.states
            if known is None or known.ask == meaning.ask:
                found[meaning.field] = Meaning(
                    meaning.field, meaning.ask, states=states, sure=meaning.sure
                )
    return found


def _of_question(
    question: str, ticks: Sequence[Tick], sectors: Sequence[Sector]
) -> list[Meaning]:
    """The one thing that the question and the words beside its boxes ask for."""
    context = context_of(ticks[0].spot.around.headings)
    scored = [
        (_fits(question, context, ticks, key, names), key)
        for key in asks() if not asks()[key].by_hand and (names := names_of(key, sectors))
    ]  # fmt: skip
    found, key = max(scored)
    if found < _LEAST:
        return []
    names = names_of(key, sectors)
    sure = Sure.SURE if found >= _SURE else Sure.LIKELY
    return list(_stated(key, ticks, names, sure))


def _stated(
    key: str, ticks: Sequence[Tick], names: Mapping[str, tuple[str, ...]], sure: Sure
) -> Iterator[Meaning]:
    for tick in ticks:
        value, _ = value_meant(tick.option, names) if _told_apart(tick) else ("", 0.0)
        states = ((tick.state, value),) if value else ()
        yield Meaning(tick.field.name, key if value else "", states=states,
                      sure=sure if value else Sure.OPEN)  # fmt: skip


def _told_apart(tick: Tick) -> bool:
    """Whether the file names each box of a field, so that one of them can be ticked alone."""
    return bool(tick.state) or len(tick.field.spots) == 1


def _fits(
    question: str, context: Sequence[str], ticks: Sequence[Tick], key: str,
    names: Mapping[str, tuple[str, ...]],
) -> float:  # fmt: skip
    """How well a question and its answers fit something: both count about alike."""
    meant = [value_meant(tick.option, names) for tick in ticks]
    told = {value for value, _ in meant if value}
    share = sum(alike for _, alike in meant) / len(ticks)
    if share < 0.5 or not told:
        return 0.0
    asked = score([(question, 1.0)], context, key)
    if asked < 0.45 and (len(told) < _LISTED or set(names) == {"yes", "no"}):
        return 0.0
    return 0.55 * max(asked, 0.6 if len(told) >= _LISTED else 0.0) + 0.45 * share


def _alone(tick: Tick) -> Meaning:
    """A box that says by itself what is so when it is ticked: `Same as above`."""
    scored = [
        (likeness_to(tick.option, key), key) for key in asks()
        if not asks()[key].by_hand and set(names_of(key, ())) == {"yes", "no"}
    ]  # fmt: skip
    found, key = max(scored)
    if found < _ALONE:
        return Meaning(tick.field.name)
    return Meaning(tick.field.name, key, states=((tick.state, YES),), sure=Sure.LIKELY)
