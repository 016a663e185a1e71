"""One case before a scheme: who applies, for what; and which entities answer its questions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.projects import BudgetItem, Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.programme.questions import Circumstances


@dataclass(frozen=True)
class Case:
    """An application of a `project`, or a dossier of a class (`label`) and its `candidacy`."""

    record: Record
    company: Company
    factory: Factory
    project: Project | None = None
    label: LabelClass | None = None
    candidacy: Candidacy | None = None

    @classmethod
    def of_project(cls, record: Record, project: Project) -> Case:
        factory = record.get(Factory, project.factory)
        return cls(record, record.get(Company, factory.company), factory, project)

    @classmethod
    def of_label(cls, record: Record, factory: Factory, label: LabelClass, year: int) -> Case:
        found = record.where(Candidacy, factory=factory.id, label=label, year=year)
        company = record.get(Company, factory.company)
        candidacy = found[0] if found else None
        return cls(record, company, factory, label=label, candidacy=candidacy)

    @property
    def circumstances(self) -> Circumstances:
        """What decides which questions and papers apply."""
        project = self.project
        return Circumstances(
            link=self.factory.link.value if self.factory.link else "",
            region=self.factory.region.value if self.factory.region else "",
            route=project.route.value if project and project.route else "",
            developer=project.developer.value if project and project.developer else "",
            label=self.label.value if self.label else "",
        )

    @property
    def upgrades(self) -> tuple[Upgrade, ...]:
        """Those of the project; for the label, those of the factory that run."""
        if self.project is not None:
            return self.record.where(Upgrade, project=self.project.id)
        ours = self.record.where(Upgrade, factory=self.factory.id)
        return tuple(each for each in ours if each.running_from)

    def subjects(self, word: str) -> tuple[Entity, ...]:
        """The entities of a kind that belong to this case; raises KeyError for another word."""
        return tuple(each for each in self.record.all(BY_WORD[word]) if self._belongs(each))

    def _belongs(self, entity: Entity) -> bool:
        """Ours by itself or by what it belongs to; evidence and parties serve the whole record."""
        if isinstance(entity, _PARENTS):
            return entity.id in self._ours
        owners = [getattr(entity, name) for name in _OWNERS if hasattr(entity, name)]
        return not owners or any(owner in self._ours for owner in owners)

    @cached_property
    def _ours(self) -> frozenset[str]:
        """The ids that something of this case may belong to."""
        items = self.record.where(BudgetItem, project=self.project.id) if self.project else ()
        given = (self.company, self.factory, self.project, self.candidacy, *self.upgrades, *items)
        return frozenset(each.id for each in given if each is not None)


_PARENTS = (Company, Factory, Project, Candidacy, Upgrade)
_OWNERS = ("company", "factory", "project", "upgrade", "item", "of", "owned")
