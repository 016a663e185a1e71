"""What has been entered only in part: a paper would show `to be filled in` there.

The questions of a scheme ask whether there is such a thing, and for its chief fields; what else a
paper prints of it is looked at here, so that no gap comes as a surprise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cpdesk.base.languages import translator
from cpdesk.domain.company import Contact, Factory, Holding, Party, PartyKind
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.projects import Project
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.words import LANGUAGES, N_, LocalText
from cpdesk.programme.asked import FieldLabel
from cpdesk.programme.cases import Case

INCOMPLETE = warning(
    "entry-incomplete",
    N_("{entity} is entered only in part; the paper shows a gap for: {fields}. Enter them."),
)
NO_SHAREHOLDER = warning(
    "shareholders-missing",
    N_("Who owns {company} is not entered (A16). Enter each person or company that does, then "
       "what share it holds; together they are 100%."),
)  # fmt: skip
_EVERYWHERE = {
    "company": ("employees_part",),
    "factory": ("city",),
    "party": ("name", "kind", "hong_kong_resident"),
    "contact": ("role", "name", "post", "telephone", "email"),
    "equipment": ("name", "quantity"),
    "certificate": ("system", "number", "issued", "expires"),
    "label": ("year", "label", "number"),
    "upgrade": ("name", "kind", "location", "cost"),
}
_OF_PROJECT = {
    "project": ("developer_name",),
    "objective": ("name", "measure", "target", "unit"),
    "milestone": ("name", "end"),
    "effect": ("quantity", "unit", "basis", "inputs"),
    "budget-item": ("name", "category"),
    "quotation": ("supplier", "dated", "amount", "conforms"),
    "past-project": ("reference", "year"),
}
_OF_LABEL = {"training": ("name", "held", "hours", "heads")}


def gaps(case: Case, told: Iterable[Finding]) -> Iterator[Finding]:
    """Each entry with its gaps, but those that were `told` already."""
    known = {(each.place.kind, each.place.code, each.place.field) for each in told}
    asked = {**_EVERYWHERE, **(_OF_PROJECT if case.project is not None else _OF_LABEL)}
    for word, names in asked.items():
        for entity in case.subjects(word):
            empty = [
                name for name in names
                if _is_empty(entity, name) and (word, entity.code, name) not in known
            ]  # fmt: skip
            if empty:
                labels = tuple(FieldLabel.of(entity, name) for name in empty)
                place = Place(word, entity.code, empty[0])
                yield INCOMPLETE.at(place, entity=_called(entity), fields=labels)
    yield from _shareholders(case)


def _is_empty(entity: Entity, name: str) -> bool:
    if isinstance(entity, Contact) and name == "telephone":
        return not (entity.telephone or entity.mobile)
    if isinstance(entity, Party) and name == "hong_kong_resident":
        return entity.kind is PartyKind.PERSON and entity.hong_kong_resident is None
    if isinstance(entity, Effect) and name == "unit" and entity.meter:
        return False  # that of its meter
    if isinstance(entity, Effect) and name == "inputs" and entity.formula:
        return False  # they stand beneath the formula
    if isinstance(entity, Project | Factory) and name in ("developer_name", "city"):
        return _asks(entity) and not getattr(entity, name)
    value = getattr(entity, name)
    return value is None or value == "" or value == LocalText()


def _asks(entity: Project | Factory) -> bool:
    """Who developed it, once it is said who may have; the city of a factory with a place."""
    said = entity.developer if isinstance(entity, Project) else entity.region
    return said is not None


def _called(entity: Entity) -> LocalText:
    """`Objective O1`: the kind with the code, and the name where there is one."""
    title, name = BY_WORD[entity.word].title, getattr(entity, "name", None)
    return LocalText(*(
        " ".join(filter(None, (translator(each)(title), entity.code,
                               name.within(each) if isinstance(name, LocalText) else "")))
        for each in LANGUAGES
    ))  # fmt: skip


def _shareholders(case: Case) -> Iterator[Finding]:
    """Any chain begins with the applicant's own shareholders, once it has begun at all."""
    company = case.company
    if case.record.where(Holding, owned=case.factory.id) and not case.record.where(
        Holding, owned=company.id
    ):
        parties = case.record.all(Party)
        place = Place(Holding.word, "", "owned", company.code) if parties else Place(
            Party.word, "", "name"
        )
        yield NO_SHAREHOLDER.at(place, company=company.name or company.code)
