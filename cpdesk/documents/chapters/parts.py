"""Parts that both packs are built of: facts of an entity, tables of entities, long texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from cpdesk.documents.setting.blocks import Fact, facts_table, remark
from cpdesk.documents.setting.captions import note
from cpdesk.documents.setting.figures import at_place
from cpdesk.documents.setting.headings import section
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import PackView
from cpdesk.domain.company import Contact
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of

Story = list[Any]
LABEL_MM = 62
Step = Callable[[], None]


def facts(
    paper: Paper, entity: Entity, names: Iterable[str],
    instead: Mapping[str, object] | None = None, optional: Iterable[str] = (),
) -> list[Fact]:
    """The named fields with their form numbers; `instead` holds values said in another way.

    What is empty is a gap, unless it is `optional`: then the line is left out.
    """
    left_out = set(optional)
    found = []
    for name in names:
        told = field_of(type(entity), name).told
        value = instead[name] if instead and name in instead else said(paper, entity, name)
        if value is None and name in left_out:
            continue
        found.append(Fact(behind(told.number, paper.t(told.label)), value))
    return found


def said(paper: Paper, entity: Entity, name: str) -> str | None:
    """A field's value in the language of the paper; None where it is empty."""
    value = getattr(entity, name)
    if value is None or value == "":
        return None
    return paper.t.show(value) or None


def money(paper: Paper, amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else paper.t.money(amount, currency)


def lowered(words: str) -> str:
    """A gas or its unit as it is printed: CO₂ with a low figure."""
    return words.replace("CO2", "CO₂")


def places(amount: Decimal | float) -> int:
    """Decimals that keep about four digits: none from 1,000 on, more below."""
    size = abs(float(amount))
    return 0 if size >= 1000 else 1 if size >= 10 else 2


def figure(paper: Paper, amount: Decimal | float | None) -> str:
    """An amount at about four digits; a dash where it does not apply."""
    return "–" if amount is None else paper.t.number(amount, places(amount))


def figures(paper: Paper, amounts: Sequence[Decimal | None]) -> tuple[str, ...]:
    """Amounts of one kind at one decimal place, with dashes where there is none."""
    at = shared_places([each for each in amounts if each is not None])
    return tuple("–" if each is None else at_place(paper.t, each, at) for each in amounts)


def shared_places(amounts: Sequence[Decimal]) -> int:
    """The decimals of the largest, but no more than all of them need to be told exactly."""
    told = (-int(each.normalize().as_tuple().exponent) for each in amounts)
    return min(places(max(map(abs, amounts), default=0)), max(0, *told, 0))


def entity_table(
    paper: Paper, view: PackView, entity: Entity, lines: Sequence[Fact], label_mm: int = LABEL_MM
) -> Story:
    """Facts of an entity, and beneath them the evidence that supports it."""
    story = facts_table(paper, lines, label_mm=label_mm)
    return [*story, *evidence(paper, view, entity)]


def evidence(paper: Paper, view: PackView, *entities: Entity) -> Story:
    """A line that cites what is attached; nothing where nothing is."""
    cited = " ".join(dict.fromkeys(filter(None, (view.mark(each.id) for each in entities))))
    return [note(paper, paper.t("Evidence: {marks}", marks=cited))] if cited else []


def contacts(paper: Paper, view: PackView, of: str, title: str) -> Story:
    """The people who answer for a company, factory or project."""
    t = paper.t
    rows = [
        (each.role or None, each.name or None, each.post,
         each.telephone or each.mobile, each.email)
        for each in view.record.where(Contact, of=of)
    ]  # fmt: skip
    if not rows:
        return []
    columns = [
        Column(t("Role")), Column(t.within("person", "Name")), Column(t("Post")),
        Column(t("Telephone")), Column(t("E-mail")),
    ]
    return book_table(paper, columns, rows, title=title)


def texts(paper: Paper, entity: Entity, names: Sequence[str]) -> Story:
    """Long texts under their own headings; an empty one is a marked gap."""
    story: Story = []
    for name in names:
        told = field_of(type(entity), name).told
        story.append(section(paper, paper.t(told.label)))
        words = remark(paper, getattr(entity, name))
        gap = facts_table(paper, [Fact(behind(told.number, paper.t(told.label)), None)])
        story += words or gap
    return story


class Tick(Flowable):  # type: ignore[misc]
    """Takes no room; tells that the printing has come this far, and so may end it."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.step()


def ticking(step: Step | None, *blocks: Story) -> Story:
    """The blocks after one another, a tick at each one's end."""
    story: Story = []
    for block in blocks:
        story += [*block, *([Tick(step)] if step else [])]
    return story
