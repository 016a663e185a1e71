"""What a pack can be made for, and the order that is placed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Place, blocking
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.words import N_
from cpdesk.presenters.session import Session

if TYPE_CHECKING:
    from datetime import date

    from cpdesk.domain.record import Record
    from cpdesk.services.orders import Order

NO_PROJECT = blocking(
    "window-no-project", N_("There is no project to apply for. Add one under Project.")
)
NO_CANDIDACY = blocking(
    "window-no-candidacy",
    N_("There is no label application with its class and year. Add one under Label."),
)
NO_FACTORY = blocking(
    "window-no-factory", N_("There is no factory yet. Add one under Factory.")
)
_NOTHING = {
    PackKind.APPLICATION: NO_PROJECT.at(Place(Project.word)),
    PackKind.COMPLETION: NO_PROJECT.at(Place(Project.word)),
    PackKind.DOSSIER: NO_CANDIDACY.at(Place(Candidacy.word)),
    PackKind.AUDIT: NO_FACTORY.at(Place(Factory.word)),
}


@dataclass(frozen=True)
class Case:
    """What a pack can be made for: a project, a factory, or its class and year of the label."""

    id: str
    words: str
    entity: Project | Candidacy | Factory


def nothing(kind: PackKind) -> Finding:
    """That there is nothing a pack of this kind could be made for, and where to begin."""
    return _NOTHING[kind]


def cases_of(session: Session, kind: PackKind) -> tuple[Case, ...]:
    """Everything in the record that a pack of this kind can be made for."""
    t, record = session.t, session.record
    if kind is not PackKind.DOSSIER:
        plants, projects = record.all(Factory), record.all(Project)
        found = plants if kind is PackKind.AUDIT else projects
        return tuple(Case(each.id, session.name(each), each) for each in found)
    whole = [each for each in record.all(Candidacy) if each.label and each.year]
    return tuple(
        Case(each.id, f"{t.show(each.label)} {each.year} · {_factory_name(session, each)}", each)
        for each in whole
    )


def order_of(record: Record, kind: PackKind, case: Case, today: date) -> Order:
    """The pack of a case; raises Refusal for a label application without class or year.

    An audit's tables end with the last calendar year.
    """
    from cpdesk.services.orders import ApplicationOrder, AuditOrder, CompletionOrder, DossierOrder

    entity = case.entity
    if isinstance(entity, Factory):
        return AuditOrder(entity, today.year - 1)
    if isinstance(entity, Project):
        return (CompletionOrder if kind is PackKind.COMPLETION else ApplicationOrder)(entity)
    if entity.label is None or entity.year is None:
        raise NO_CANDIDACY.refuse(Place(Candidacy.word, entity.code))
    return DossierOrder(record.get(Factory, entity.factory), entity.label, entity.year)


def _factory_name(session: Session, candidacy: Candidacy) -> str:
    return session.name(session.record.get(Factory, candidacy.factory))
