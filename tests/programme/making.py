"""Small records to judge: a company, its factory in Guangdong, and whatever a test adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from cpdesk.domain.company import Company, Factory, Link, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Identity, Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.schemes import load_schemes

ON = date(2026, 11, 24)
ROUND = load_schemes().by_id["cppp-2025-27"]
LABEL = load_schemes().by_id["recognition"]
COMPANY = Company(id="c", code="C1", name=LocalText("Company"))
FACTORY = Factory(
    id="f", code="F1", company="c", name=LocalText("Factory"), region=Region.GUANGDONG,
    link=Link.L5, sector="8",
)  # fmt: skip
PROJECT = Project(id="p", code="P1", factory="f", name=LocalText("Project"))
UPGRADE = Upgrade(id="u", code="U1", factory="f", project="p", name=LocalText("Upgrade"))


def made(*entities: Entity) -> Record:
    """A record of these; of two with one id the later takes the place of the earlier."""
    tables: dict[type[Entity], dict[str, Entity]] = {}
    for entity in entities:
        tables.setdefault(type(entity), {})[entity.id] = entity
    return Record(Identity("r", 0, ""), tables)


def case(*entities: Entity, **project: Any) -> Case:
    """The application of the project, changed as said, with its upgrade and more."""
    wanted = replace(PROJECT, **project)
    return Case.of_project(made(COMPANY, FACTORY, wanted, UPGRADE, *entities), wanted)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def places(findings: Iterable[Finding]) -> list[str]:
    return [str(finding.place) for finding in findings]
