"""What an official form can be filled for: the projects and the label applications of a record."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.presenters.session import Session
from cpdesk.programme.cases import Case


@dataclass(frozen=True)
class For:
    """What a form can be filled for: a project, or a class and year of the label."""

    id: str
    words: str
    entity: Project | Candidacy


def cases_of(session: Session) -> tuple[For, ...]:
    """Every project and every label application with its class and year."""
    record = session.record
    found: list[For] = [For(e.id, session.name(e), e) for e in record.all(Project)]
    for each in record.all(Candidacy):
        if each.label and each.year:
            words = f"{session.t.show(each.label)} {each.year}"
            found.append(For(each.id, words, each))
    return tuple(found)


def case_of(session: Session, entity: Entity) -> Case:
    """The case of a project, or of a label application that has its class and year."""
    record = session.record
    if isinstance(entity, Candidacy) and entity.label and entity.year:
        factory = record.get(Factory, entity.factory)
        return Case.of_label(record, factory, entity.label, entity.year)
    if not isinstance(entity, Project):
        raise TypeError(f"a form is not filled for {entity}")
    return Case.of_project(record, entity)
